"""Shows text that came from elsewhere: Markdown, or HTML as dirty as it was pasted, as clean HTML or as plain words."""

from __future__ import annotations

import html
import re
from functools import lru_cache

import nh3
from markdown_it import MarkdownIt
from markupsafe import Markup

TAGS = {
    "a", "b", "blockquote", "br", "code", "div", "em", "h4", "h5", "h6", "hr", "li", "ol", "p", "pre", "s", "strong",
    "sub", "sup", "table", "tbody", "td", "th", "thead", "tr", "ul",
}  # fmt: skip
"""What may stay. Headings above h4 are the page's own; pictures would be loaded from other people's servers."""
ATTRIBUTES = {
    "a": {"href", "title"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan"},
    "ol": {"start"},
}
DROPPED_WHOLE = {"script", "style", "title", "iframe", "object", "noscript", "template", "svg", "math"}
BLOCKS = re.compile(r"</(?:p|div|li|tr|h[1-6]|blockquote|table)>|<br\s*/?>|<hr\s*/?>", re.IGNORECASE)

_READER = MarkdownIt("commonmark", {"html": True}).enable("table")


@lru_cache(maxsize=2048)
def shown(text: str) -> Markup:
    """*text* as HTML that can do nothing: no script, style, picture, form, and no link but http(s), mailto and tel."""
    return Markup(_clean(_READER.render(_lifted(text))))


def words(text: str) -> str:
    """*text* without any markup, a line for every paragraph: for the index, and for where only words are shown."""
    broken = BLOCKS.sub(lambda tag: f"{tag[0]}\n", _clean(_READER.render(_lifted(text))))
    bare = html.unescape(nh3.clean(broken, tags=set()))
    lines = (" ".join(line.split()) for line in bare.splitlines())
    return "\n".join(line for line in lines if line)


def _clean(dirty: str) -> str:
    return nh3.clean(
        dirty,
        tags=TAGS,
        clean_content_tags=DROPPED_WHOLE,
        attributes=ATTRIBUTES,
        url_schemes={"http", "https", "mailto", "tel"},
        link_rel="noopener noreferrer nofollow",
    )


def _lifted(text: str) -> str:
    """Ideographic blanks at the start of a line are an indent in print, and would be code in Markdown."""
    return "\n".join(line.lstrip(" \t　") if line[:1] in " \t　" else line for line in text.splitlines())
