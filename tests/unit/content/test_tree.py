"""Folders: found by id, paged without loading the rest, closed to everybody."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyramid.authorization import ACLHelper

from content.ident import new_id
from content.tree import Folder, WideOOBTree
from tests.factories import discovery
from tests.stored import Shelf


def folder_of(*ids: str) -> Folder:
    folder: Folder = Folder()
    for id in ids:
        folder.add(discovery(id=id))
    return folder


def test_a_document_stands_at_its_own_id(shelf: Shelf) -> None:
    folder = shelf.store(folder=folder_of("a", "b"))["folder"]
    assert folder["a"].__parent__ is folder
    assert (folder["a"].__name__, folder["a"].id) == ("a", "a")
    assert "a" in folder
    assert "c" not in folder
    assert folder.get("c") is None
    with pytest.raises(KeyError):
        folder["c"]


def test_an_id_is_given_once() -> None:
    folder = folder_of("a")
    first = folder["a"]
    with pytest.raises(KeyError):
        folder.add(discovery(id="a"))
    assert folder["a"] is first


def test_an_empty_folder_is_still_a_folder() -> None:
    assert folder_of()
    assert list(folder_of()) == []


@given(ids=st.sets(st.text("abc", min_size=1, max_size=4), max_size=15), size=st.integers(1, 6))
def test_pages_show_everything_once_and_in_order(ids: set[str], size: int) -> None:
    folder, seen, after = folder_of(*ids), [], None
    while page := folder.page(after, size):
        assert len(page) <= size
        seen += [document.id for document in page]
        after = seen[-1]
    assert seen == sorted(ids)


def test_a_page_loads_only_what_it_shows(shelf: Shelf) -> None:
    folder = shelf.store(folder=folder_of(*(f"{n:04}" for n in range(600))))["folder"]
    assert [document.id for document in folder.page(None, 3)] == ["0000", "0001", "0002"]
    loaded = folder._p_jar._cache.cache_non_ghost_count
    assert loaded < 15


def test_the_wide_tree_keeps_its_width_when_it_is_loaded(shelf: Shelf) -> None:
    tree = WideOOBTree({new_id(): n for n in range(240)})
    found = shelf.store(tree=tree)["tree"]
    assert type(found) is WideOOBTree
    assert found.__getstate__()[0].__len__() == 1, "240 entries stand in one leaf"


def test_a_folder_itself_is_nobodys() -> None:
    acl = ACLHelper()
    for principal in ("system.Everyone", "staff", "bureau@district", "administrator@district"):
        assert not acl.permits(folder_of(), {principal}, "discovery:view")
