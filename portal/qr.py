"""QR codes as inline SVG, for papers: they lead to a page, and never carry a name or a number of a person."""

from __future__ import annotations

import io

import segno
from markupsafe import Markup


def svg(address: str, label: str) -> Markup:
    """An SVG of 22 mm (class ``qr``) that opens *address*, read to the blind as *label*."""
    out = io.BytesIO()
    segno.make(address, error="m").save(
        out, kind="svg", xmldecl=False, svgclass="qr", lineclass=None, omitsize=True, border=2, title=label
    )
    return Markup(out.getvalue().decode())
