"""The chain of events: whatever is changed, left out, moved or added afterwards is found."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from BTrees.LOBTree import LOBTree
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from content.history import GENESIS, Event, History
from content.vault import Sealed
from tests.factories import BY, NOW, VAULT, discovery
from tests.stored import Shelf

TEXT = st.text(st.characters(exclude_categories=("Cs",)), max_size=12)
PLAIN = st.none() | st.booleans() | st.integers(-(2**60), 2**60) | TEXT
SEALED = st.builds(Sealed, TEXT, st.binary(max_size=12), st.binary(max_size=20))
DETAIL = PLAIN | SEALED | st.tuples(PLAIN, PLAIN)
STEP = st.tuples(TEXT, TEXT, st.integers(0, 10**9), st.dictionaries(TEXT, DETAIL, max_size=3))
STEPS = st.lists(STEP, min_size=1, max_size=6)


class Chain:
    """A history with the count and head that its document keeps."""

    def __init__(self, steps: list[Any], owner: str = "case:k7m4") -> None:
        self.history = History(owner, LOBTree())
        self.count, self.head = 0, GENESIS
        for name, actor, seconds, details in steps:
            self.append(name, actor, NOW + timedelta(seconds=seconds), details)

    def append(self, name: str, actor: str, at: datetime, details: dict[str, object]) -> Event:
        event = self.history.append(self.count, self.head, name, actor, at, details)
        self.count, self.head = event.n + 1, event.digest
        return event

    @property
    def broken(self) -> str | None:
        return self.history.broken(self.count, self.head)


@given(steps=STEPS)
@settings(deadline=None)
def test_what_was_written_is_whole_and_in_order(steps: list[Any]) -> None:
    chain = Chain(steps)
    assert chain.broken is None
    assert [event.name for event in chain.history] == [step[0] for step in steps]
    assert [event.n for event in chain.history.newest()] == list(reversed(range(len(steps))))


CHANGES: dict[str, Callable[[Event, Any], Event]] = {
    "name": lambda event, data: replace(event, name=data.draw(TEXT)),
    "actor": lambda event, data: replace(event, actor=data.draw(TEXT)),
    "at": lambda event, data: replace(event, at=event.at + data.draw(st.timedeltas())),
    "details": lambda event, data: replace(
        event, details=tuple(sorted(data.draw(st.dictionaries(TEXT, DETAIL)).items()))
    ),
    "previous": lambda event, data: replace(event, previous=data.draw(TEXT)),
    "digest": lambda event, data: replace(event, digest=data.draw(TEXT)),
    "n": lambda event, data: replace(event, n=data.draw(st.integers(0, 9))),
}


@pytest.mark.parametrize("field", CHANGES)
@given(data=st.data(), steps=STEPS)
@settings(deadline=None)
def test_a_changed_field_is_found(field: str, data: Any, steps: list[Any]) -> None:
    chain = Chain(steps)
    n = data.draw(st.integers(0, len(steps) - 1))
    event = chain.history.events[n]
    try:
        changed = CHANGES[field](event, data)
    except OverflowError:
        assume(False)
    assume(_typed(changed) != _typed(event))
    chain.history.events[n] = changed
    assert chain.broken


def _typed(value: Any) -> str:
    """Equality that tells True from 1, as the digest does."""
    if isinstance(value, Event):
        return repr(
            [value.n, value.name, value.actor, value.at.isoformat(), value.previous, value.digest]
        ) + (_typed(value.details))
    if isinstance(value, tuple):
        return f"({','.join(map(_typed, value))})"
    if isinstance(value, Sealed):
        return f"sealed {value.key_id!r} {value.nonce!r} {value.body!r}"
    return repr(value)


@given(data=st.data(), steps=STEPS)
@settings(deadline=None)
def test_an_event_left_out_is_found(data: Any, steps: list[Any]) -> None:
    chain = Chain(steps)
    del chain.history.events[data.draw(st.integers(0, len(steps) - 1))]
    assert chain.broken


@given(data=st.data(), steps=st.lists(STEP, min_size=2, max_size=6))
@settings(deadline=None)
def test_events_that_changed_places_are_found(data: Any, steps: list[Any]) -> None:
    chain = Chain(steps)
    one, two = data.draw(st.lists(st.integers(0, len(steps) - 1), min_size=2, max_size=2, unique=True))
    events = chain.history.events
    events[one], events[two] = events[two], events[one]
    assert chain.broken


@given(steps=STEPS)
@settings(deadline=None)
def test_the_end_cut_off_is_found_even_when_renumbered(steps: list[Any]) -> None:
    chain = Chain(steps)
    chain.append("last", "user:x", NOW, {})
    del chain.history.events[len(steps)]
    assert chain.broken
    shorter = chain.history.broken(len(steps), chain.head)
    assert shorter == "the head does not match the last event"


def test_an_event_added_past_the_document_is_found() -> None:
    chain = Chain([("created", "user:x", 0, {})])
    chain.history.append(1, chain.head, "forged", "user:x", NOW, {})
    assert chain.broken == "1 events were written, 2 are there"


def test_a_chain_cannot_be_given_to_another_document() -> None:
    chain = Chain([("created", "user:x", 0, {})])
    moved = History("case:other", chain.history.events)
    assert moved.broken(chain.count, chain.head) == "event 0 was changed"


def test_the_place_of_the_break_is_named() -> None:
    chain = Chain([("a", "x", 0, {}), ("b", "x", 0, {}), ("c", "x", 0, {})])
    chain.history.events[1] = replace(chain.history.events[1], name="B")
    assert chain.broken == "event 1 was changed"
    del chain.history.events[1]
    assert chain.broken == "event 1 is missing"


def test_a_seal_is_not_mistaken_for_its_parts() -> None:
    sealed = Sealed("k", b"\x01", b"\x02")
    chain = Chain([("said", "user:x", 0, {"reason": sealed})])
    parts = (("reason", ("sealed", "k", "01", "02")),)
    chain.history.events[0] = replace(chain.history.events[0], details=parts)
    assert chain.broken == "event 0 was changed"


def test_details_are_values_that_can_be_stored() -> None:
    chain = Chain([])
    details = {"when": NOW, "kinds": {"b", "a"}, "papers": ["x", ("y", 1)], "many": frozenset({3, 1})}
    event = chain.append("noted", "user:x", NOW, details)
    assert dict(event.details) == {
        "when": NOW.isoformat(),
        "kinds": ("a", "b"),
        "papers": ("x", ("y", 1)),
        "many": (1, 3),
    }
    assert (event.detail("kinds"), event.detail("none"), event.detail("none", "")) == (("a", "b"), None, "")


@pytest.mark.parametrize("value", [1.5, {"a": 1}, b"x", object()])
def test_anything_else_is_refused_and_leaves_the_chain_as_it_was(value: object) -> None:
    document = discovery()
    before = (document.count, document.head, len(document.history.events))
    with pytest.raises(TypeError):
        document.record("noted", value=value, **BY)
    assert (document.count, document.head, len(document.history.events)) == before


def test_a_time_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="aware"):
        discovery().record("noted", actor="user:x", at=NOW.replace(tzinfo=None))


def test_the_chain_holds_across_connections(shelf: Shelf) -> None:
    document = discovery()
    said = document.seal_detail(VAULT, "家里没有人")
    document.record("noted", reason=said, papers=("id_card",), **BY)
    found = shelf.store(document=document)["document"]
    assert found.broken_chain() is None
    assert [event.name for event in found.history] == ["created", "noted"]
    assert found.open_detail(VAULT, found.history.events[1].detail("reason")) == "家里没有人"


def test_a_byte_changed_in_the_database_is_found(shelf: Shelf) -> None:
    hand_root = shelf.store(document=discovery())
    events = hand_root["document"].history.events
    events[0] = replace(events[0], actor="user:somebody-else")
    hand_root._p_jar.transaction_manager.commit()
    assert shelf.open().root["document"].broken_chain() == "event 0 was changed"
