"""The one door for writes: who may not is not let in, what was done is on record, and the work lists follow."""

from __future__ import annotations

from typing import Any

import pytest
from pyramid.httpexceptions import HTTPForbidden

from content.case import Case
from content.document import Duty
from content.error import DomainError, Missing, SameHand, WrongState
from portal.commands import door
from portal.demo.people import OTHER_VILLAGE, TOWN, VILLAGE
from tests import factories


@pytest.fixture
def report_id(world: Any) -> str:
    """A report that waits for the bureau."""

    def build(site: Any) -> str:
        document = site["discoveries"].add(factories.discovery(town=TOWN, village=VILLAGE, reporter=""))
        site.worklists.update(document, f"/discoveries/{document.id}")
        return str(document.id)

    return str(world.commit(build))


def owed(world: Any) -> dict[str, list[str]]:
    lists = world.site().worklists
    found = {owner: [duty.what for duty, _ in lists.of(owner)] for owner in lists.owners()}
    return {owner: whats for owner, whats in found.items() if whats}


def test_a_step_is_taken_recorded_and_the_lists_follow(world: Any, asking: Any, report_id: str) -> None:
    assert owed(world) == {"bureau@district": ["discovery:assign"]}
    with asking(world.client("bureau")) as request:
        report = request.site["discoveries"][report_id]
        event = door.transition(request, report, "assign", village=VILLAGE)
        assert (event.actor, event.at) == ("user:bureau", world.clock.now)
    found = world.site()["discoveries"][report_id]
    assert (found.state, [event.name for event in found.history]) == ("assigned", ["created", "assign"])
    assert owed(world) == {f"village_worker@{VILLAGE}": ["discovery:verify"]}


def test_who_may_not_look_hears_that_it_is_not_there(world: Any, asking: Any, report_id: str) -> None:
    for login in ("", "window2", "village2", "medical", "worker", "fund", "admin"):
        client = world.client(login)
        with pytest.raises(HTTPForbidden), asking(client) as request:
            door.transition(request, request.site["discoveries"][report_id], "assign", village=OTHER_VILLAGE)
    assert world.site()["discoveries"][report_id].count == 1
    assert owed(world) == {"bureau@district": ["discovery:assign"]}


def test_who_may_look_but_not_act_is_let_in_no_further(world: Any, asking: Any, report_id: str) -> None:
    for login in ("window", "village", "auditor"):
        client = world.client(login)
        with pytest.raises(HTTPForbidden), asking(client) as request:
            door.transition(request, request.site["discoveries"][report_id], "assign", village=VILLAGE)
    assert world.site()["discoveries"][report_id].state == "reported"


def test_who_may_look_and_is_too_late_hears_so(world: Any, asking: Any, report_id: str) -> None:
    client = world.client("bureau")
    with asking(client) as request:
        door.transition(request, request.site["discoveries"][report_id], "assign", village=VILLAGE)
    with pytest.raises(WrongState), asking(client) as request:
        door.transition(request, request.site["discoveries"][report_id], "assign", village=OTHER_VILLAGE)
    assert [event.name for event in world.site()["discoveries"][report_id].history] == ["created", "assign"]


def test_the_drafters_own_hand_hears_so(world: Any, asking: Any) -> None:
    def build(site: Any) -> str:
        return str(site["needs"].add(factories.public_need(drafter="user:bureau")).id)

    need_id = world.commit(build)
    with pytest.raises(SameHand), asking(world.client("bureau")) as request:
        door.require_step(request, request.site["needs"][need_id], "release")


def test_a_unit_that_is_bound_hears_that_it_may_not_refuse(world: Any, asking: Any) -> None:
    def build(site: Any) -> str:
        owner = site["cases"].add(factories.case())
        return f"{owner.id} {factories.referral(owner, bound=True).id}"

    case_id, referral_id = world.commit(build).split()
    with pytest.raises(DomainError) as refused, asking(world.client("medical")) as request:
        door.require_step(request, request.site["cases"][case_id].referrals[referral_id], "reject")
    assert refused.value.code == "denied"


def test_a_step_without_its_reason_changes_nothing(world: Any, asking: Any, report_id: str) -> None:
    with pytest.raises(Missing), asking(world.client("bureau")) as request:
        door.transition(request, request.site["discoveries"][report_id], "mark_same")
    assert world.site()["discoveries"][report_id].count == 1


def test_peoples_own_words_are_sealed_and_nothing_is_none(world: Any, asking: Any, report_id: str) -> None:
    with asking(world.client("bureau")) as request:
        report = request.site["discoveries"][report_id]
        said = door.words(request, report, "  与上次是同一家  ")
        assert door.words(request, report, " \n") is None
        assert door.words(request, report, "") is None
        door.transition(request, report, "mark_same", same_as="other", reason=said)
    found = world.site()["discoveries"][report_id]
    sealed = list(found.history)[-1].detail("reason")
    assert "同一家" not in repr(sealed)
    assert found.open_detail(world.vault, sealed) == "与上次是同一家"


def test_a_new_document_is_in_the_tree_and_on_the_lists(world: Any, asking: Any) -> None:
    with asking(world.client("window")) as request:
        added = door.added(request, request.site["cases"], factories.case(id="k7m4", town=TOWN))
        assert isinstance(added, Case)
    site = world.site()
    assert site["cases"]["k7m4"].listed == (
        Duty(f"window_clerk@{TOWN}", "case:admit", site["cases"]["k7m4"].due),
    )
    assert [path for _, path in site.worklists.of(f"window_clerk@{TOWN}")] == ["/cases/k7m4"]


def test_what_is_raised_later_takes_the_lists_back_too(world: Any, asking: Any, report_id: str) -> None:
    def assign_and_fail(request: Any) -> None:
        door.transition(request, request.site["discoveries"][report_id], "assign", village=VILLAGE)
        raise ZeroDivisionError

    client = world.client("bureau")
    with pytest.raises(ZeroDivisionError), asking(client) as request:
        assign_and_fail(request)
    assert owed(world) == {"bureau@district": ["discovery:assign"]}


def test_permission_on_the_site(world: Any, asking: Any) -> None:
    with asking(world.client("window")) as request:
        door.require(request, "case:register", request.site)
    with pytest.raises(HTTPForbidden), asking(world.client("medical")) as request:
        door.require(request, "case:register", request.site)


def test_the_actor_is_whoever_is_signed_in(world: Any, asking: Any) -> None:
    with asking(world.client("window")) as request:
        assert request.actor == "user:window"
    with asking(world.client()) as request:
        assert request.actor == "system.Everyone"
