"""A form as a browser holds it: read off a page, filled in by the ids of its fields, sent byte for byte as told."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from copy import deepcopy
from typing import Any, NamedTuple

from bs4 import BeautifulSoup, Tag
from webtest import TestApp

EDGE = "----sheet7MA4YWxkTrZu0gW"
BOOKKEEPING = frozenset({"csrf_token", "version", "once", "__start__", "__end__"})
"""Controls that no person fills in."""
NOT_CHOSEN = re.compile(r'<option value="[^"]*">[^<]*</option>')
"""Two hundred villages in every list are not worth the time to parse them; what is chosen stays."""


class Pair(NamedTuple):
    """One control as it is sent: the id of its field, its name, its value (text, or bytes as they are)."""

    id: str
    name: str
    value: Any


class Sheet:
    """The form *name* of a page."""

    def __init__(self, page: Any, name: str) -> None:
        form = soup(page).find("form", id=name)
        assert isinstance(form, Tag), f"no form {name} on the page"
        self.action = str(form.get("action") or "")
        self.name, self.page_path = name, page.request.path_qs
        self.controls = list(_controls(form))

    def copy(self) -> Sheet:
        """Another sheet with the same in it."""
        return deepcopy(self)

    def ids(self) -> set[str]:
        """The fields; radios and boxes count once, by the id of their group."""
        return {control.group for control in self.controls if control.name not in BOOKKEEPING}

    def bookkeeping(self) -> set[str]:
        """Which guards the form carries: ``once``, ``version``."""
        return {control.name for control in self.controls} & BOOKKEEPING

    def fill(self, values: Mapping[str, Any]) -> Sheet:
        """Type, choose and tick; a value that no browser offers is sent all the same."""
        missing = set(values) - self.ids()
        assert not missing, f"no fields {sorted(missing)}, only {sorted(self.ids())}"
        for id, value in values.items():
            self._set(id, value)
        return self

    def _set(self, id: str, value: Any) -> None:
        group = [control for control in self.controls if control.group == id]
        if group[0].kind not in ("radio", "checkbox"):
            group[0].value = value
            return
        wanted = (value,) if isinstance(value, str) else ("true",) if value is True else tuple(value or ())
        for control in group:
            control.is_on = control.value in wanted
        strange = [word for word in wanted if word not in {control.value for control in group}]
        if strange:
            group[0].value, group[0].is_on = strange[0], True

    def pairs(self) -> list[Pair]:
        return [
            Pair(control.group, control.name, control.value) for control in self.controls if control.is_on
        ]

    def typed(self) -> dict[str, list[Any]]:
        """What a person has filled in, by field; passwords and files are never shown again and do not count."""
        found: dict[str, list[Any]] = {}
        hidden = {control.group for control in self.controls if control.kind in ("password", "file")}
        for pair in self.pairs():
            if pair.name not in BOOKKEEPING and pair.id not in hidden:
                found.setdefault(pair.id, []).append(pair.value)
        return found

    def send(self, client: TestApp, button: str, value: str = "") -> Any:
        """Press *button*; whatever the answer is comes back."""
        return self.post(client, [*self.plain(), (button, value or button)])

    def plain(self) -> list[tuple[str, Any]]:
        return [(pair.name, pair.value) for pair in self.pairs()]

    def post(self, client: TestApp, plain: Iterable[tuple[str, Any]]) -> Any:
        """Send what no browser would, to where the form goes."""
        return post(client, self.action or self.page_path, plain)


class Control:
    """An input, select or textarea; *group* is the id by which its label or its complaint knows it."""

    def __init__(self, tag: Tag) -> None:
        self.name, self.kind = str(tag.get("name")), str(tag.get("type") or tag.name)
        id = str(tag.get("id") or tag.get("name"))
        is_one_of_many = self.kind == "radio" or (self.kind == "checkbox" and id.rpartition("-")[2].isdigit())
        self.group = id.rpartition("-")[0] if is_one_of_many else id
        self.is_on = self.kind not in ("radio", "checkbox") or tag.has_attr("checked")
        self.value: Any = _value(tag)


def post(client: TestApp, path: str, pairs: Iterable[tuple[str, Any]]) -> Any:
    """Multipart, as our forms are; a value may be bytes, or (filename, bytes) for a file."""
    body = b"".join(_part(name, value) for name, value in pairs) + f"--{EDGE}--\r\n".encode()
    kind = f"multipart/form-data; boundary={EDGE}"
    return client.request(path, method="POST", body=body, content_type=kind, status="*")


def soup(page: Any) -> BeautifulSoup:
    """The parsed page, parsed once."""
    if not hasattr(page, "kept_soup"):
        page.kept_soup = BeautifulSoup(NOT_CHOSEN.sub("", page.text), "html.parser")
    found: BeautifulSoup = page.kept_soup
    return found


def _part(name: str, value: Any) -> bytes:
    filename, content = value if isinstance(value, tuple) else ("", value)
    content = content.encode() if isinstance(content, str) else content
    file = f'; filename="{filename}"\r\nContent-Type: application/octet-stream' if filename else ""
    head = f'--{EDGE}\r\nContent-Disposition: form-data; name="{name}"{file}\r\n\r\n'
    return head.encode() + content + b"\r\n"


def _controls(form: Tag) -> Iterator[Control]:
    for tag in form.find_all(["input", "select", "textarea"]):
        if tag.get("type") != "submit":
            yield Control(tag)


def _value(tag: Tag) -> str:
    if tag.name == "textarea":
        return tag.get_text().removeprefix("\n")
    if tag.name == "select":
        chosen = tag.find("option", selected=True) or tag.find("option")
        return str(chosen.get("value")) if isinstance(chosen, Tag) else ""
    return str(tag.get("value") or "")
