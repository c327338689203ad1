"""What one row of the table says of a form, and how somebody comes to sit in front of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from webtest import TestApp

from tests.conftest import World
from tests.functional.bad_input.sheet import Sheet
from tests.functional.test_status import RECEIPT, TAIL


@dataclass(frozen=True)
class Row:
    """One form. *covers* is the function that makes it, *good* a filling that is taken."""

    covers: str
    name: str
    button: str
    login: str
    reach: Callable[[World], str]
    good: Mapping[str, Any] = field(default_factory=dict)
    add_rows: tuple[str, ...] = ()
    """Rows to add before filling in, by the button that works without script."""
    odd: tuple[tuple[str, ...], ...] = ()
    """(field, value, part of the message): what this form's own rules refuse, beyond the kind of its fields; a fourth
    word names the field where it is told, if that is another."""
    exact: frozenset[str] = frozenset()
    """Text fields that do not take any words: a login, an account number."""
    rival: Callable[[Any], object] | None = None
    """What somebody else does to the tree meanwhile, so that this form comes too late."""
    behind: str = ""
    """The path of the document that the form changes, where it is not the form's own."""
    seen: tuple[str, str] | None = None
    """Who reads on which page what was typed, where the next page does not show it."""
    repeats: bool = False
    """Whether a second press may do the same again: another sitting, another look."""
    note: str = ""

    @property
    def id(self) -> str:
        return f"{self.covers}{self.note and '-'}{self.note}"

    def open(self, world: World) -> tuple[TestApp, Sheet]:
        """Somebody at this form, with a well filled sheet."""
        path = self.reach(world)
        client = world.client(self.login)
        if path.startswith("/status/"):
            ask = Sheet(client.get("/status"), "status").fill({"receipt": RECEIPT, "tail": TAIL})
            assert ask.send(client, "ask").status_int == 303
        page = client.get(path, status=200)
        for rows in self.add_rows:
            page = Sheet(page, self.name).send(client, "add_row", rows)
            assert page.status_int == 200
        return client, Sheet(page, self.name).fill(self.good)


def moved(folder: str, name: str, state: str) -> Callable[[Any], object]:
    """Somebody else takes the document on."""

    def change(site: Any) -> None:
        site[folder][name].state = state

    return change
