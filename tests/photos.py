"""Photos as telephones send them: with a place in their EXIF, with a name that says whose paper it is."""

from __future__ import annotations

from io import BytesIO

from PIL import ExifTags, Image

PLACE = "36 deg 48 min N"
CAMERA = "ZHOUCUN-PHONE-7"
NAME = "李守田的身份证.jpg"


def photo(kind: str = "JPEG", size: tuple[int, int] = (640, 480), color: str = "#204060") -> bytes:
    """A picture with camera and place written into it."""
    image = Image.new("RGB", size, color)
    drawn = BytesIO()
    exif = Image.Exif()
    exif[ExifTags.Base.Make] = CAMERA
    exif[ExifTags.Base.Orientation] = 6
    exif.get_ifd(ExifTags.IFD.GPSInfo)[ExifTags.GPS.GPSAreaInformation] = PLACE
    image.save(drawn, kind, exif=exif)
    return drawn.getvalue()


def pdf() -> bytes:
    """The smallest paper that calls itself a PDF from its first byte to its last."""
    return b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
