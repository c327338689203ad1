"""Files from people's telephones, made harmless: what a file is, its bytes say; of a photo only the picture is kept."""

from __future__ import annotations

from io import BytesIO
from typing import Any, NamedTuple

import filetype
from PIL import Image, ImageOps
from pyramid.i18n import TranslationStringFactory

_ = TranslationStringFactory("portal")

MOST_BYTES = 10_000_000
"""Of one file as it arrives."""
MOST_PIXELS = 120_000_000
"""A file of a few kilobytes can claim gigabytes of picture; no telephone makes more than this."""
LONGEST_SIDE = 2_400
"""Pixels: an A4 page stays readable (about 200 dpi), and a photo weighs half a megabyte."""
QUALITY = 82
PHOTOS = {"image/jpeg": "JPEG", "image/png": "PNG", "image/webp": "WEBP"}
PDF = "application/pdf"
ACCEPTED = (*PHOTOS, PDF)
HEIC = frozenset({"image/heic", "image/heif"})

Image.MAX_IMAGE_PIXELS = None
"""Ours is asked before anything is decoded, with an answer that people understand."""


class Clean(NamedTuple):
    """A file as it may be kept: its name as it was sent, what it is, and its bytes."""

    filename: str
    media_type: str
    content: bytes


class Unfit(Exception):
    """The file cannot be taken; *words* say why, and what to do."""

    def __init__(self, words: Any) -> None:
        super().__init__(str(words))
        self.words = words


def clean(filename: str, content: bytes) -> Clean:
    """The file without places, times, and what else cameras write into it; raises Unfit."""
    if not content:
        raise Unfit(_("文件是空的。请再选一次。"))
    if len(content) > MOST_BYTES:
        raise Unfit(_("有一个文件超过 10 MB。请拍得小一些，或分成几个传。"))
    kind = filetype.guess(content)
    media_type = kind.mime if kind is not None else ""
    if media_type in PHOTOS:
        return Clean(filename, "image/jpeg", _redrawn(content, PHOTOS[media_type]))
    if media_type == PDF:
        return Clean(filename, PDF, _whole_pdf(content))
    if media_type in HEIC:
        raise Unfit(
            _("这张照片是苹果手机的高效格式，别人打不开。请在相机设置里选“兼容性最佳”再拍，或直接在这里拍。")
        )
    raise Unfit(_("有一个文件不是照片，也不是 PDF。请拍成照片再传。"))


def _redrawn(content: bytes, kind: str) -> bytes:
    """The picture drawn anew as JPEG: upright, scaled down, on white, and without anything beside the picture."""
    try:
        with Image.open(BytesIO(content), formats=(kind,)) as image:
            if image.width * image.height > MOST_PIXELS:
                raise Unfit(_("有一张照片的尺寸太大。请拍得小一些再传。"))
            image.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
            upright = ImageOps.exif_transpose(image)
            upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
            drawn = BytesIO()
            _on_white(upright).save(drawn, "JPEG", quality=QUALITY, optimize=True)
    except (OSError, ValueError, SyntaxError, EOFError, MemoryError) as error:
        raise Unfit(_("有一张照片打不开，可能没有传完整。请再拍一次，或换一张。")) from error
    return drawn.getvalue()


def _on_white(image: Image.Image) -> Image.Image:
    """Without transparency, which JPEG does not have and which would turn black."""
    if image.mode not in ("RGBA", "LA", "PA", "P"):
        return _bare(image.convert("RGB"))
    layer = image.convert("RGBA")
    paper = Image.new("RGB", layer.size, "white")
    paper.paste(layer, mask=layer.getchannel("A"))
    return paper


def _bare(image: Image.Image) -> Image.Image:
    """The pixels alone: what else came with the file hangs on the object and would be written again."""
    image.info = {}
    return image


def _whole_pdf(content: bytes) -> bytes:
    """Kept as it is, since nobody can redraw it; it is only ever given out to be saved (portal/views/attachment)."""
    if b"%%EOF" not in content[-2048:]:
        raise Unfit(_("有一个 PDF 打不开，可能没有传完整。请再传一次。"))
    return content
