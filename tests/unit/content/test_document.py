"""What every stored document has: id, state, history, version, and what a second connection sees of it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from content.document import Document, lineage
from content.history import GENESIS
from content.ident import ALPHABET
from content.workflow import fire
from tests.factories import BY, NOW, VAULT, case, discovery, need, referral
from tests.stored import Shelf


def test_a_new_document_says_who_made_it_and_begins_its_chain() -> None:
    document = discovery()
    assert (document.state, document.created_by) == ("reported", BY["actor"])
    assert document.created_at == document.modified_at == NOW
    assert (document.count, document.head != GENESIS, document.broken_chain()) == (1, True, None)
    assert len(document.id) == 10
    assert set(document.id) <= set(ALPHABET)


def test_every_event_moves_the_version_and_the_time_of_change() -> None:
    document = discovery()
    version = document.version
    document.record("noted", actor="user:x", at=NOW + timedelta(hours=1))
    assert document.version != version
    assert len(document.version) == 12
    assert (document.modified_at, document.created_at) == (NOW + timedelta(hours=1), NOW)


def test_the_events_are_not_loaded_to_show_the_document(shelf: Shelf) -> None:
    document = shelf.store(document=discovery())["document"]
    assert (document.state, document.count) == ("reported", 1)
    assert document._events._p_changed is None
    assert len(list(document.history)) == 1


def test_state_fields_and_events_survive_a_commit(shelf: Shelf) -> None:
    root = shelf.store(case=case(causes=("fire",)))
    document = root["case"]
    document.admit(actor="user:sun", at=NOW + timedelta(hours=1), due=NOW + timedelta(days=20))
    document.keep(VAULT, {"story": "家里着火"})
    document.set_paper("id_card", "have", **BY)
    root._p_jar.transaction_manager.commit()
    found = shelf.open().root["case"]
    assert (found.state, found.due, found.causes) == ("admitted", NOW + timedelta(days=20), ("fire",))
    assert found.reveal(VAULT, "story") == "家里着火"
    assert found.papers["id_card"] == ("have", NOW.isoformat())
    assert [event.name for event in found.history] == ["created", "admit", "paper"]
    assert found.broken_chain() is None


def test_a_step_that_was_not_committed_left_nothing(shelf: Shelf) -> None:
    root = shelf.store(case=case())
    fire(root["case"], "admit", **BY)
    root._p_jar.transaction_manager.abort()
    found = shelf.open().root["case"]
    assert (found.state, found.count, len(found.history.events)) == ("lodged", 1, 1)


def test_needs_and_referrals_know_their_case_in_the_next_connection(shelf: Shelf) -> None:
    owner = case()
    need(owner, id="n1")
    referral(owner, id="r1")
    found = shelf.store(case=owner)["case"]
    assert found["needs"]["n1"].case is found
    assert found["referrals"]["r1"].case is found
    assert [thing.__name__ for thing in lineage(found["needs"]["n1"])] == ["n1", "needs", None]
    with pytest.raises(KeyError):
        found["nothing"]


def test_a_document_without_capacities_cannot_be_asked() -> None:
    with pytest.raises(NotImplementedError):
        Document.capacities(discovery())


def test_who_may_view_is_read_off_the_access_list() -> None:
    document = discovery(reporter="")
    assert document.viewers == {
        "village_worker@370306100-01",
        "window_clerk@370306100",
        "bureau@district",
        "auditor@district",
        "finance@district",
        "discipline@district",
    }


def test_open_is_what_the_table_calls_open() -> None:
    document = discovery()
    assert document.is_open
    fire(document, "mark_same", same_as="other", reason="r", **BY)
    assert not document.is_open
