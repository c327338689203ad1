"""Two social workers reach for one case at once: exactly one has it, and the other is told that it is taken."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from ZODB.POSException import ConflictError

from content.error import Taken
from tests.factories import BY, case
from tests.stored import Hand, Shelf


@pytest.fixture
def shelf() -> Iterator[Shelf]:
    shelf = Shelf()
    yield shelf
    shelf.close()


@pytest.fixture
def hands(shelf: Shelf) -> tuple[Hand, Hand]:
    """Two connections that both see an admitted case which nobody has claimed."""
    document = case(id="c1")
    document.admit(due=None, **BY)
    shelf.store(case=document)
    return shelf.open(), shelf.open()


def claim(hand: Hand, worker: str) -> Any:
    document = hand.root["case"]
    document.claim(worker=worker, agency="tongxin", **BY)
    return document


def test_both_press_at_once_and_one_has_it(shelf: Shelf, hands: tuple[Hand, Hand]) -> None:
    first, second = hands
    claim(first, "zhao")
    claim(second, "qian")
    first.manager.commit()
    with pytest.raises(ConflictError):
        second.manager.commit()
    second.manager.abort()
    with pytest.raises(Taken):
        claim(second, "qian")
    found = shelf.open().root["case"]
    assert found.worker == "zhao"
    assert [event.detail("worker") for event in found.history if event.name == "claim"] == ["zhao"]
    assert found.broken_chain() is None


def test_whoever_comes_later_is_told_at_once(hands: tuple[Hand, Hand]) -> None:
    first, second = hands
    claim(first, "zhao")
    first.manager.commit()
    second.manager.begin()
    with pytest.raises(Taken):
        claim(second, "qian")


def test_a_claim_and_a_closing_do_not_both_go_through(shelf: Shelf, hands: tuple[Hand, Hand]) -> None:
    first, second = hands
    claim(first, "zhao")
    second.root["case"].close(reason="已帮助", **BY)
    second.manager.commit()
    with pytest.raises(ConflictError):
        first.manager.commit()
    found = shelf.open().root["case"]
    assert (found.state, found.worker) == ("closed", "")


def test_a_case_given_back_goes_to_one_of_two(shelf: Shelf, hands: tuple[Hand, Hand]) -> None:
    first, second = hands
    claim(first, "zhao").release_claim(**BY)
    first.manager.commit()
    second.manager.begin()
    claim(first, "zhao")
    claim(second, "qian")
    second.manager.commit()
    with pytest.raises(ConflictError):
        first.manager.commit()
    assert shelf.open().root["case"].worker == "qian"
