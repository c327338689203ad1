"""Files from telephones: judged by their bytes, redrawn without place or camera, refused in words that help."""

from __future__ import annotations

import struct
import zlib
from io import BytesIO

import pytest
from PIL import Image

from portal.picture import LONGEST_SIDE, MOST_BYTES, Unfit, clean
from tests import photos


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_place_and_camera_are_gone(kind: str) -> None:
    sent = photos.photo(kind)
    assert photos.CAMERA.encode() in sent
    kept = clean(photos.NAME, sent)
    assert (kept.filename, kept.media_type) == (photos.NAME, "image/jpeg")
    assert photos.CAMERA.encode() not in kept.content
    assert photos.PLACE.encode() not in kept.content
    with Image.open(BytesIO(kept.content)) as image:
        assert not dict(image.getexif())
        assert image.format == "JPEG"


def test_a_photo_stands_upright_and_is_scaled_down() -> None:
    with Image.open(BytesIO(clean("a", photos.photo(size=(4000, 1000))).content)) as image:
        assert image.size == (LONGEST_SIDE // 4, LONGEST_SIDE)


def test_transparency_becomes_white_paper() -> None:
    drawn = BytesIO()
    Image.new("RGBA", (10, 10), (0, 0, 0, 0)).save(drawn, "PNG")
    with Image.open(BytesIO(clean("a", drawn.getvalue()).content)) as image:
        assert image.getpixel((5, 5)) == (255, 255, 255)


def test_a_pdf_is_kept_as_it_is() -> None:
    kept = clean("材料.pdf", photos.pdf())
    assert (kept.media_type, kept.content) == ("application/pdf", photos.pdf())


def bomb() -> bytes:
    """A PNG of a few bytes that claims a picture of forty gigabytes."""
    head = struct.pack(">IIBBBBB", 100_000, 100_000, 8, 6, 0, 0, 0)
    parts = ((b"IHDR", head), (b"IDAT", zlib.compress(b"")), (b"IEND", b""))
    made = (
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        for name, data in parts
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(made)


HEIC = b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic" + b"\x00" * 40


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "文件是空的"),
        (b"MZ\x90\x00 a program called photo.jpg", "不是照片"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script>x()</script></svg>", "不是照片"),
        (b"GIF89a" + b"\x00" * 40, "不是照片"),
        (b"<html>%PDF-1.4 %%EOF", "不是照片"),
        (b"%PDF-1.4 cut off", "PDF 打不开"),
        (HEIC, "兼容性最佳"),
        (photos.photo()[:400], "没有传完整"),
        (b"\xff\xd8\xff\xe0 no picture follows", "没有传完整"),
        (bomb(), "尺寸太大"),
        (b"\x00" * (MOST_BYTES + 1), "超过 10 MB"),
    ],
)
def test_what_is_no_photo_is_refused_whatever_it_is_called(content: bytes, says: str) -> None:
    with pytest.raises(Unfit, match=says):
        clean("photo.jpg", content)
