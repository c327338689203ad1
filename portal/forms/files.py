"""Fields for photos and papers: several files at once, each judged by its bytes and made harmless before it is kept."""

from __future__ import annotations

import re
from typing import Any

import colander
from pyramid.i18n import TranslationStringFactory

from portal.forms import widgets
from portal.picture import ACCEPTED, MOST_BYTES, Clean, Unfit, clean

_ = TranslationStringFactory("portal")
MOST_AT_ONCE = 6
"""Files of one form: what a telephone sends in a minute, and less than a request may carry (portal/body.py)."""


class Files(colander.SchemaType):
    """Up to *most* files → tuple of portal.picture.Clean."""

    takes = "files"

    def __init__(self, most: int) -> None:
        self.most = most

    def serialize(self, node: Any, appstruct: Any) -> Any:
        return colander.null

    def deserialize(self, node: Any, cstruct: Any) -> Any:
        if not cstruct:
            return colander.null
        if len(cstruct) > self.most:
            raise colander.Invalid(
                node, _("一次最多传 ${most} 个。请分几次传。", mapping={"most": self.most})
            )
        try:
            return tuple(_read(upload) for upload in cstruct)
        except Unfit as error:
            raise colander.Invalid(node, error.words) from error


def photos(
    name: str, title: Any, *, help: Any = "", optional: bool = False, most: int = MOST_AT_ONCE
) -> colander.SchemaNode:
    """Photos from a telephone's camera or album, or PDF → tuple of Clean, () where optional and none was chosen."""
    return colander.SchemaNode(
        Files(most),
        name=name,
        title=title,
        description=help,
        widget=widgets.Files(accept=",".join(ACCEPTED)),
        missing=() if optional else colander.required,
        missing_msg=_("请拍一张，或选一个文件。"),
    )


def _read(upload: Any) -> Clean:
    name = re.split(r"[/\\]", str(upload.filename or ""))[-1][-120:]
    upload.file.seek(0)
    return clean(name, upload.file.read(MOST_BYTES + 1))
