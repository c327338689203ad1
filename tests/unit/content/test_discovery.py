"""Reports: always somebody's until they are verified, dismissed or merged."""

from __future__ import annotations

import pytest

from content.document import Duty
from content.error import Missing
from content.workflow import fire
from tests.factories import BY, VAULT, VILLAGE, discovery
from tests.stored import Shelf


def test_reported_it_is_the_bureaus_assigned_the_villages() -> None:
    document = discovery()
    assert document.duties() == (Duty("bureau@district", "discovery:assign", document.due),)
    fire(document, "assign", village=VILLAGE, **BY)
    assert document.duties() == (Duty(f"village_worker@{VILLAGE}", "discovery:verify", document.due),)


@pytest.mark.parametrize("state", ["verified", "dismissed", "merged"])
def test_at_its_end_it_is_nobodys(state: str) -> None:
    document = discovery()
    document.state = state
    assert document.duties() == ()
    assert not document.is_open


@pytest.mark.parametrize(
    ("state", "step"),
    [("reported", "assign"), ("assigned", "dismiss"), ("assigned", "send_back"), ("reported", "mark_same")],
)
def test_what_has_to_be_said_with_a_step(state: str, step: str) -> None:
    document = discovery()
    document.state = state
    with pytest.raises(Missing):
        fire(document, step, **BY)
    assert document.state == state


def test_sent_back_it_is_assigned_anew() -> None:
    document = discovery()
    fire(document, "assign", village=VILLAGE, **BY)
    fire(document, "send_back", reason="不是本村", **BY)
    assert document.state == "reported"
    fire(document, "assign", village="370306100-02", **BY)
    assert document.state == "assigned"


def test_without_a_village_or_a_reporter_nobody_has_that_capacity() -> None:
    document = discovery(village="", reporter="")
    assert document.capacities()["village"] == ()
    assert document.capacities()["reporter"] == ()


def test_what_was_told_is_under_seal(shelf: Shelf) -> None:
    document = discovery()
    document.keep(VAULT, {"household_name": "马立新", "story": "父亲重病"})
    found = shelf.store(document=document)["document"]
    assert found.reveal(VAULT, "household_name") == "马立新"
    assert "马立新" not in repr(found.__getstate__())
    assert found.title == ""
