"""Finding by what is sealed: equal values, names as written and as they sound."""

from __future__ import annotations

import pytest

from content.lookup import Lookup, sound
from content.vault import KeyRing, Vault
from tests.factories import VAULT
from tests.stored import Shelf


def test_what_was_put_is_found_in_the_next_connection(shelf: Shelf) -> None:
    lookup = Lookup()
    lookup.put(VAULT, "phone", "13800138000", "h1")
    lookup.put(VAULT, "phone", "13800138000", "h2")
    found = shelf.store(lookup=lookup)["lookup"]
    assert found.find(VAULT, "phone", "138 0013 8000") == ("h1", "h2")
    assert found.find(VAULT, "id", "13800138000") == ()
    assert found.find(Vault(KeyRing.new()), "phone", "13800138000") == ()


def test_the_same_twice_is_once() -> None:
    lookup = Lookup()
    for _ in range(2):
        lookup.put(VAULT, "phone", "1", "h1")
    assert lookup.find(VAULT, "phone", "1") == ("h1",)


def test_dropped_it_is_gone_and_others_stay() -> None:
    lookup = Lookup()
    lookup.put(VAULT, "phone", "1", "h1")
    lookup.put(VAULT, "phone", "1", "h2")
    lookup.drop(VAULT, "phone", "1", "h1")
    assert lookup.find(VAULT, "phone", "1") == ("h2",)
    lookup.drop(VAULT, "phone", "1", "h2")
    lookup.drop(VAULT, "phone", "1", "h2")
    assert lookup.find(VAULT, "phone", "1") == ()
    assert len(lookup._ids) == 0


@pytest.mark.parametrize("nothing", ["", " ", "\u3000"])
def test_nothing_is_not_a_value_that_households_share(nothing: str) -> None:
    lookup = Lookup()
    lookup.put(VAULT, "phone", nothing, "h1")
    lookup.put_name(VAULT, nothing, "h1")
    lookup.drop(VAULT, "phone", nothing, "h1")
    assert lookup.find(VAULT, "phone", nothing) == ()
    assert lookup.find_name(VAULT, nothing) == ()
    assert len(lookup._ids) == 0


def test_a_name_is_found_as_written_first_then_as_it_sounds() -> None:
    lookup = Lookup()
    lookup.put_name(VAULT, "马丽欣", "h1")
    lookup.put_name(VAULT, "马立新", "h2")
    assert lookup.find_name(VAULT, "马立新") == ("h2", "h1")
    assert lookup.find_name(VAULT, "马 立新") == ("h2", "h1")
    assert lookup.find_name(VAULT, "王立新") == ()


def test_the_sound_has_no_tones() -> None:
    assert sound("马立新") == sound("马丽欣") == "malixin"


def test_the_tree_holds_no_word(shelf: Shelf) -> None:
    lookup = Lookup()
    lookup.put_name(VAULT, "马立新", "h1")
    shelf.store(lookup=lookup)
    raw = b"".join(record.data for t in shelf.database.storage.iterator() for record in t if record.data)
    assert "马立新".encode() not in raw
    assert b"malixin" not in raw
