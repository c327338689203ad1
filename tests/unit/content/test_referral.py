"""Referrals: the receiver's until it ends, the sender's until it is seen, the bureau's after two refusals."""

from __future__ import annotations

from datetime import timedelta

import pytest

from content.case import Case
from content.document import Duty
from content.error import Missing, WrongState
from content.referral import Referral
from content.workflow import fire
from tests.factories import BY, NOW, case, referral
from tests.stored import Shelf

RECEIVER, SENDER, BUREAU = "handler@medical", "window_clerk@370306100", "bureau@district"


def taken(document: Referral, *steps: str) -> Referral:
    for name in steps:
        fire(document, name, **BY)
    return document


def test_the_sunny_path_from_hand_to_hand() -> None:
    document = referral()
    seen = [document.duties()]
    for name in ("receive", "accept", "start"):
        taken(document, name)
        seen.append(document.duties())
    document.complete(result="已报销", granted_fen=840_000, **BY)
    seen.append(document.duties())
    document.see(**BY)
    seen.append(document.duties())
    assert seen == [
        (Duty(RECEIVER, "referral:receive", document.receive_by),),
        (Duty(RECEIVER, "referral:accept", document.due),),
        (Duty(RECEIVER, "referral:start", document.due),),
        (Duty(RECEIVER, "referral:complete", document.due),),
        (Duty(SENDER, "referral:see", None),),
        (),
    ]
    assert (document.state, document.granted_fen, document.seen) == ("completed", 840_000, True)


def test_on_hold_it_is_still_the_receivers() -> None:
    document = taken(referral(), "receive", "accept", "start")
    fire(document, "hold", reason="等材料", **BY)
    assert document.duties() == (Duty(RECEIVER, "referral:resume", document.due),)
    assert document.is_open
    fire(document, "resume", **BY)
    assert document.state == "in_progress"


@pytest.mark.parametrize("state", ["completed", "rejected", "failed"])
def test_an_end_stays_with_the_sender_until_seen(state: str) -> None:
    document = referral()
    document.state = state
    assert document.duties() == (Duty(SENDER, "referral:see", None),)
    document.see(**BY)
    assert document.duties() == ()
    assert document.state == state


def test_what_the_sender_took_back_is_nobodys() -> None:
    document = referral()
    fire(document, "cancel", reason="家里不要了", **BY)
    assert document.duties() == ()
    with pytest.raises(WrongState):
        document.see(**BY)


@pytest.mark.parametrize(("step", "state"), [("complete", "in_progress"), ("fail", "in_progress")])
def test_an_outcome_is_in_words(step: str, state: str) -> None:
    document = referral()
    document.state = state
    with pytest.raises(Missing):
        fire(document, step, **BY)


def test_completing_from_the_wrong_state_grants_nothing() -> None:
    document = referral()
    with pytest.raises(WrongState):
        document.complete(result="已报销", granted_fen=100, **BY)
    assert document.granted_fen == 0


class TestRefused:
    def refused_twice(self, owner: Case, **changes: object) -> Referral:
        referral(owner, unit="medical").reject(reason="不归我们", **BY)
        second = referral(owner, **({"unit": "civil"} | changes))
        second.reject(reason="也不归我们", **BY)
        return second

    def test_the_first_refusal_goes_back_to_the_sender(self) -> None:
        document = referral()
        document.reject(reason="材料不全", **BY)
        assert document.duties() == (Duty(SENDER, "referral:see", None),)
        assert not document.escalated

    def test_the_second_refusal_of_a_duty_goes_to_the_bureau_too(self, shelf: Shelf) -> None:
        owner = case()
        second = self.refused_twice(owner)
        found = shelf.store(case=owner)["case"].referrals[second.id]
        assert found.duties() == (Duty(SENDER, "referral:see", None), Duty(BUREAU, "referral:settle", None))
        assert [event.name for event in found.history] == ["created", "reject", "escalated"]

    def test_settled_and_seen_it_is_nobodys(self) -> None:
        second = self.refused_twice(case())
        second.settle(decision="由民政局办", **BY)
        assert second.duties() == (Duty(SENDER, "referral:see", None),)
        second.see(**BY)
        assert second.duties() == ()

    def test_a_decision_is_in_words(self) -> None:
        second = self.refused_twice(case())
        with pytest.raises(Missing):
            second.settle(decision=None, **BY)
        assert second.escalated

    @pytest.mark.parametrize(
        "changes",
        [{"sort": "voluntary"}, {"assistance": "education"}, {"need_id": "another"}],
        ids=["voluntary", "other assistance", "other need"],
    )
    def test_what_is_not_the_same_duty_is_not_a_second_refusal(self, changes: dict[str, str]) -> None:
        assert not self.refused_twice(case(), **changes).escalated

    def test_refusals_of_another_case_do_not_count(self) -> None:
        referral(case()).reject(reason="不归我们", **BY)
        other = referral(case())
        other.reject(reason="不归我们", **BY)
        assert not other.escalated

    def test_a_cancelled_one_is_no_refusal(self) -> None:
        owner = case()
        fire(referral(owner), "cancel", reason="送错", **BY)
        second = referral(owner)
        second.reject(reason="不归我们", **BY)
        assert not second.escalated

    def test_a_unit_named_by_the_bureau_is_bound(self) -> None:
        document = referral(bound=True)
        assert document.capacities()["bound_receiver"] == (RECEIVER,)
        assert referral().capacities()["bound_receiver"] == ()


def test_limits_and_flags_survive(shelf: Shelf) -> None:
    owner = case()
    referral(owner, id="r1")
    found = shelf.store(case=owner)["case"].referrals["r1"]
    assert (found.receive_by, found.reject_by) == (NOW + timedelta(days=1), NOW + timedelta(days=2))
    assert (found.seen, found.number) == (False, "")
