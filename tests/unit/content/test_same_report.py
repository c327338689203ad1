"""Two reports of one household: which may go into which, one step back, and never a circle."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from content.discovery import Discovery, survivor, together
from content.error import DomainError, WrongState
from content.tree import Folder
from content.workflow import fire
from tests.factories import BY, NOW, VILLAGE, discovery

SAME: dict[str, Any] = {**BY, "reason": "同一个门牌"}


def folder(*reports: Discovery) -> list[Discovery]:
    held: Folder[Discovery] = Folder()
    return [held.add(report) for report in reports]


def test_what_was_merged_leaves_the_lists_and_the_other_speaks_for_it() -> None:
    school, hospital = folder(discovery(), discovery())
    school.mark_same(hospital, **SAME)
    assert (school.state, school.duties(), school.same_as) == ("merged", (), hospital.id)
    assert survivor(school) is survivor(hospital) is hospital
    assert list(together(hospital)) == [hospital, school]
    assert [event.name for event in hospital.history] == ["created", "joined"]


def refused(one: Discovery, other: Discovery, code: str) -> None:
    with pytest.raises(DomainError) as error:
        one.mark_same(other, **SAME)
    assert error.value.code == code
    assert (one.same_as, other.also) == (None, ())


def test_while_a_call_is_owed_it_is_not_merged_away() -> None:
    one, other = folder(discovery(life_at_risk=True), discovery(life_at_risk=True))
    one.call_due = NOW + timedelta(hours=2)
    refused(one, other, "call_owed")
    one.call(actor="user:bureau", at=NOW, outcome="safe", said=None)
    one.mark_same(other, **SAME)


@pytest.mark.parametrize("state", ["reported", "verified"])
def test_what_is_urgent_goes_only_into_what_is_as_urgent_and_not_looked_at_yet(state: str) -> None:
    one, other = folder(discovery(violence=True), discovery(violence=state == "verified"))
    other.state = state
    refused(one, other, "more_urgent")


@pytest.mark.parametrize("state", ["merged", "dismissed"])
def test_what_is_merged_or_untrue_takes_no_other(state: str) -> None:
    one, other = folder(discovery(), discovery())
    other.state = state
    refused(one, other, "no_such_report")
    refused(one, one, "no_such_report")


def test_apart_again_until_something_is_built_on_it() -> None:
    one, other = folder(discovery(), discovery())
    one.mark_same(other, **SAME)
    one.tell_apart(**SAME)
    assert (one.state, one.same_as, other.also) == ("reported", None, ())
    one.mark_same(other, **SAME)
    fire(other, "assign", village=VILLAGE, **BY)
    fire(other, "verify", **BY)
    with pytest.raises(DomainError) as error:
        one.tell_apart(**SAME)
    assert error.value.code == "built_on"


def test_what_was_verified_before_does_not_hold_it() -> None:
    one, other = folder(discovery(), discovery())
    fire(other, "assign", village=VILLAGE, **BY)
    fire(other, "verify", **BY)
    one.mark_same(other, **SAME)
    one.tell_apart(**SAME)
    assert one.state == "reported"


def test_the_middle_of_a_chain_is_told_apart_last() -> None:
    a, b, c = folder(discovery(), discovery(), discovery())
    a.mark_same(b, **SAME)
    b.mark_same(c, **SAME)
    assert survivor(a) is c
    with pytest.raises(DomainError):
        a.tell_apart(**SAME)
    b.tell_apart(**SAME)
    assert (survivor(a), list(together(c))) == (b, [c])


@settings(max_examples=60)
@given(st.lists(st.tuples(st.booleans(), st.integers(0, 4), st.integers(0, 4)), max_size=25))
def test_whatever_is_merged_and_told_apart_each_report_has_one_that_speaks_for_it(
    acts: list[tuple[bool, int, int]],
) -> None:
    reports = folder(*(discovery() for _ in range(5)))
    for merging, one, other in acts:
        try:
            if merging:
                reports[one].mark_same(reports[other], **SAME)
            else:
                reports[one].tell_apart(**SAME)
        except (DomainError, WrongState):
            continue
    speaking = [report for report in reports if report.state != "merged"]
    assert {survivor(report).id for report in reports} == {report.id for report in speaking}
    counted = [report.id for one in speaking for report in together(one)]
    assert sorted(counted) == sorted(report.id for report in reports)
