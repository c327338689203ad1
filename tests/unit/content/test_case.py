"""Cases: the clock starts at admission, there is one main worker, and nothing open is closed over."""

from __future__ import annotations

from datetime import timedelta

import pytest

from content.case import FirstContact
from content.crosscheck import FOUND, NOT_FOUND
from content.document import Duty
from content.error import DomainError, Missing, Taken, WrongState
from content.need import MET, PROPOSED
from content.workflow import fire
from tests.factories import BY, NOW, OTHER_TOWN, TOWN, case, crosscheck, need, referral
from tests.stored import Shelf

DUE = NOW + timedelta(days=20)
WINDOW = f"window_clerk@{TOWN}"


def admitted(**changes: object) -> object:
    document = case(**changes)
    document.admit(due=DUE, **BY)
    return document


def test_the_clock_starts_at_admission() -> None:
    document = case()
    assert (document.admitted_at, document.due) == (None, NOW + timedelta(days=3))
    document.admit(actor="user:sun", at=NOW + timedelta(days=1), due=DUE)
    assert (document.state, document.admitted_at, document.due) == ("admitted", NOW + timedelta(days=1), DUE)


def test_what_was_refused_admission_keeps_its_clock() -> None:
    document = case()
    fire(document, "refuse", reason="不是本区的事", **BY)
    with pytest.raises(WrongState):
        document.admit(due=DUE, **BY)
    assert (document.admitted_at, document.due) == (None, NOW + timedelta(days=3))


@pytest.mark.parametrize("step", ["ask_papers", "refuse"])
def test_papers_and_refusals_are_in_writing(step: str) -> None:
    document = case()
    with pytest.raises(Missing):
        fire(document, step, **BY)
    assert document.state == "lodged"


class TestClaim:
    def test_one_main_worker(self) -> None:
        document = admitted()
        document.claim(worker="zhao", agency="tongxin", **BY)
        with pytest.raises(Taken) as refused:
            document.claim(worker="qian", agency="tongxin", **BY)
        assert refused.value.code == "taken"
        assert (document.worker, document.agency) == ("zhao", "tongxin")
        assert [event.name for event in document.history].count("claim") == 1

    def test_only_an_admitted_case_is_claimed(self) -> None:
        document = case()
        with pytest.raises(WrongState):
            document.claim(worker="zhao", agency="tongxin", **BY)
        assert document.worker == ""

    def test_given_back_it_is_free_for_another(self) -> None:
        document = admitted()
        document.claim(worker="zhao", agency="tongxin", **BY)
        assert document.capacities()["worker"] == ("user:zhao",)
        document.release_claim(**BY)
        assert (document.worker, document.agency) == ("", "")
        assert document.capacities()["worker"] == ()
        document.claim(worker="qian", agency="tongxin", **BY)
        assert document.worker == "qian"

    def test_it_is_not_shown_to_other_workers_once_claimed(self) -> None:
        document = admitted()
        assert document.capacities()["seeker"] == ("role:social_worker",)
        document.claim(worker="zhao", agency="tongxin", **BY)
        assert document.capacities()["seeker"] == ()


class TestClose:
    def test_nothing_open_closes_and_can_be_reopened(self) -> None:
        document = admitted()
        need(document)
        document.close(reason="已帮助", **BY)
        assert (document.state, document.is_open, document.duties()) == ("closed", False, ())
        fire(document, "reopen", reason="又住院", **BY)
        assert document.state == "admitted"

    @pytest.mark.parametrize("state", ["requested", "received", "accepted", "in_progress", "on_hold"])
    def test_not_while_a_referral_is_open(self, state: str) -> None:
        document = admitted()
        referral(document).state = state
        with pytest.raises(DomainError) as refused:
            document.close(reason="已帮助", **BY)
        assert (refused.value.code, document.state) == ("open_referrals", "admitted")

    @pytest.mark.parametrize("state", ["completed", "rejected", "failed", "cancelled"])
    def test_an_ended_referral_is_no_obstacle(self, state: str) -> None:
        document = admitted()
        referral(document).state = state
        document.close(reason="已帮助", **BY)
        assert document.state == "closed"

    def test_not_while_help_is_on_its_way(self) -> None:
        document = admitted()
        wanted = need(document)
        wanted.cover("p1", PROPOSED, 100, "fund")
        with pytest.raises(DomainError) as refused:
            document.close(reason="已帮助", **BY)
        assert refused.value.code == "open_cover"
        wanted.cover("p1", MET, 100, "fund")
        document.close(reason="已帮助", **BY)
        assert document.state == "closed"

    def test_not_without_a_reason(self) -> None:
        document = admitted()
        with pytest.raises(Missing):
            document.close(reason="", **BY)
        assert document.state == "admitted"


class TestHandOver:
    def test_the_other_window_answers_from_here_on(self) -> None:
        document = admitted()
        document.hand_over(town=OTHER_TOWN, **BY)
        assert document.capacities()["window"] == (f"window_clerk@{OTHER_TOWN}",)
        assert document.duties() == (Duty(f"window_clerk@{OTHER_TOWN}", "case:close", DUE),)
        assert list(document.history)[-1].detail("to") == OTHER_TOWN

    def test_first_contact_ends_and_stays_on_record(self, shelf: Shelf) -> None:
        document = admitted()
        document.first_contact = FirstContact("sun", "孙丽华", NOW, "window")
        assert document.capacities()["first_contact"] == ("user:sun",)
        document.hand_over(town=OTHER_TOWN, **BY)
        found = shelf.store(case=document)["case"]
        assert found.capacities()["first_contact"] == ()
        assert found.first_contact.name == "孙丽华"

    def test_not_to_nowhere_and_not_once_closed(self) -> None:
        document = admitted()
        with pytest.raises(Missing):
            document.hand_over(town="", **BY)
        document.close(reason="已帮助", **BY)
        with pytest.raises(WrongState):
            document.hand_over(town=OTHER_TOWN, **BY)
        assert document.town == TOWN


@pytest.mark.parametrize(
    ("state", "what"),
    [
        ("lodged", "case:admit"),
        ("to_complete", "case:papers_in"),
        ("admitted", "case:close"),
        ("not_admitted", ""),
        ("closed", ""),
        ("withdrawn", ""),
    ],
)
def test_an_open_case_is_always_the_windows(state: str, what: str) -> None:
    document = case()
    document.state = state
    due = None if state == "to_complete" else document.due
    assert document.duties() == ((Duty(WINDOW, what, due),) if what else ())


def test_papers_are_ticked_one_by_one_and_on_record(shelf: Shelf) -> None:
    document = case()
    document.set_paper("id_card", "lack", **BY)
    document.set_paper("id_card", "have", actor="user:sun", at=NOW + timedelta(hours=1))
    found = shelf.store(case=document)["case"]
    assert dict(found.papers) == {"id_card": ("have", (NOW + timedelta(hours=1)).isoformat())}
    assert [event.detail("status") for event in found.history if event.name == "paper"] == ["lack", "have"]


def test_who_has_shown_the_receipt_has_this_case_alone() -> None:
    assert case(id="k7").capacities()["applicant"] == ("applicant@k7",)


class TestRegisteredElsewhere:
    def test_while_the_other_town_is_asked_it_is_neither_sent_there_nor_closed(self, shelf: Shelf) -> None:
        document = admitted()
        crosscheck(document, id="check")
        document = shelf.store(case=document)["case"]
        check = document.crosschecks["check"]
        assert document.asked_after is check
        with pytest.raises(DomainError, match="asked_to_assist"):
            document.hand_over(town=OTHER_TOWN, **BY)
        check.give(result=NOT_FOUND, answer="没有这家人", **BY)
        with pytest.raises(DomainError, match="open_fieldwork"):
            document.close(reason="好了", **BY)
        fire(check, "see", **BY)
        assert document.asked_after is None
        document.hand_over(town=OTHER_TOWN, **BY)
        document.close(reason="好了", **BY)

    def test_outside_the_district_what_was_heard_ends_it(self) -> None:
        check = crosscheck(asked_town="")
        with pytest.raises(ValueError, match="nonsense"):
            check.give(result="nonsense", answer="x", **BY)
        assert [duty.owner for duty in check.duties()] == [WINDOW]
        check.give(result=FOUND, answer="三口人", channel="phone", **BY)
        assert (check.state, check.channel, check.duties()) == ("seen", "phone", ())
