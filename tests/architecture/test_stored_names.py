"""Whatever content may store is on the list of stored names, and whatever is on the list exists."""

from __future__ import annotations

import dataclasses
import importlib
import inspect
import pkgutil
from collections.abc import Iterator

from persistent import Persistent

import content
from content.stored import STORED

BASES = {
    "content.asking.Asking",
    "content.document.Document",
    "content.personal.SealedFields",
    "content.source.Source",
}
"""Never stored themselves: what inherits from them is."""

VALUES = {
    "content.allocation.Payee",
    "content.allocation.Purpose",
    "content.batch.PaymentLine",
    "content.calendar.Due",
    "content.disclosure.Traits",
    "content.donation.Receipt",
    "content.evolve.EvolveStep",
    "content.ledger.Chart",
    "content.ledger.Posting",
    "content.policy_check.Mistake",
    "content.policy_said.Said",
    "content.policy_syntax.Broken",
    "content.seal.Leaf",
    "content.seal.Seal",
    "content.statement.Figures",
    "content.vault.KeyRing",
    "content.workflow.Step",
    "content.workflow.Workflow",
}
"""Handed in and out, taken apart before anything is stored."""

POLICY = ("content.policy.", "content.policy_rules.", "content.policy_schema.")
"""The policy is stored as its text; what is read from it lives in memory."""


def storable() -> Iterator[str]:
    """Every class of content that is persistent, a named tuple or a dataclass, by its full name."""
    for module_info in pkgutil.walk_packages(content.__path__, "content."):
        module = importlib.import_module(module_info.name)
        for name, cls in vars(module).items():
            if inspect.isclass(cls) and cls.__module__ == module.__name__ and _could_be_stored(cls):
                yield f"{module.__name__}.{name}"


def _could_be_stored(cls: type) -> bool:
    is_named_tuple = issubclass(cls, tuple) and hasattr(cls, "_fields")
    return issubclass(cls, Persistent) or dataclasses.is_dataclass(cls) or is_named_tuple


def test_every_class_is_on_the_list_or_named_here_as_not_stored() -> None:
    unknown = {name for name in storable() if not name.startswith(POLICY)} - STORED - BASES - VALUES
    assert unknown == set(), "add it to content/stored.py, or here where it is never stored"


def test_what_is_named_here_is_not_on_the_list() -> None:
    assert not (BASES | VALUES) & STORED
    assert not (BASES | VALUES) - set(storable())


def test_every_name_on_the_list_exists_where_it_says() -> None:
    for full in sorted(STORED):
        module, _, name = full.rpartition(".")
        cls = getattr(importlib.import_module(module), name)
        assert (cls.__module__, cls.__name__) == (module, name)
