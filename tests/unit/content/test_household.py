"""Households: who belongs to them, what follows from it for matching, and whose they are."""

from __future__ import annotations

from datetime import date

import pytest

from content.household import OUTSIDE, Household, Member, size_band
from content.workflow import fire
from tests.factories import BY, VAULT, household, member
from tests.stored import Shelf

TODAY = date(2026, 11, 23)
GROWN, CHILD, OLD = "1986-03", "2014-05", "1950-01"


def family(*people: tuple[str, str]) -> Household:
    """A household of (relation, born)."""
    built = household()
    for relation, born in people:
        member(built, relation, born=born)
    return built


def test_the_head_comes_first_then_the_order_of_entry(shelf: Shelf) -> None:
    built = family(("son", CHILD), ("head", GROWN), ("daughter", CHILD), ("spouse", GROWN))
    found = shelf.store(family=built)["family"]
    assert [person.relation for person in found.members] == ["head", "son", "daughter", "spouse"]
    assert found.head_member.relation == "head"
    assert found.size == 4
    assert found.member(found.members[1].id).relation == "son"
    assert found.member("nobody") is None


def test_an_empty_household_has_no_head() -> None:
    assert (household().head_member, household().size, household().attributes(TODAY)) == (None, 0, set())


@pytest.mark.parametrize(
    ("born", "age"),
    [("2008-11", 18), ("2008-12", 17), ("2008-10", 18), ("2026-11", 0), ("1966-11", 60), ("", None)],
)
def test_the_age_on_a_day(born: str, age: int | None) -> None:
    assert Member(household_id="h", relation="son", born=born).age(TODAY) == age


@pytest.mark.parametrize(
    ("people", "attributes"),
    [
        ([("head", GROWN)], set()),
        ([("head", GROWN), ("spouse", GROWN), ("son", CHILD)], {"child"}),
        ([("head", GROWN), ("son", CHILD)], {"child", "single_parent"}),
        ([("head", GROWN), ("daughter", "2001-01")], set()),
        ([("head", OLD), ("spouse", OLD)], {"elderly"}),
        ([("head", "")], set()),
        ([("head", GROWN), ("son", "")], set()),
        # A grandmother with the couple and their child: nobody here is a single parent.
        (
            [("head", OLD), ("son", GROWN), ("daughter_in_law", GROWN), ("grandchild", CHILD)],
            {"elderly", "child"},
        ),
        ([("head", CHILD), ("mother", GROWN)], {"child", "single_parent"}),
        ([("head", CHILD), ("mother", GROWN), ("father", GROWN)], {"child"}),
        ([("head", CHILD), ("grandmother", OLD)], {"child", "elderly"}),
    ],
)
def test_what_matching_may_ask_for(people: list[tuple[str, str]], attributes: set[str]) -> None:
    assert family(*people).attributes(TODAY) == attributes


def test_a_school_makes_a_student_and_a_grade_disabled() -> None:
    built = household()
    member(built, "head", born=GROWN, disability="2")
    member(built, "daughter", born=CHILD).keep(VAULT, {"school": "北郊镇中学"})
    assert built.attributes(TODAY) == {"child", "student", "disabled", "single_parent"}


@pytest.mark.parametrize(("size", "band"), [(0, "1"), (1, "1"), (2, "2-3"), (3, "2-3"), (4, "4+"), (9, "4+")])
def test_the_coarse_size(size: int, band: str) -> None:
    assert size_band(size) == band


def test_it_is_registered_where_it_lives_unless_something_else_is_said() -> None:
    built = household()
    assert not built.is_registered_elsewhere
    built.register_in("370306102", **BY)
    assert built.is_registered_elsewhere
    built.town = "370306102"
    assert not built.is_registered_elsewhere, "it has moved to where it is registered"
    built.register_in(OUTSIDE, **BY)
    assert built.is_registered_elsewhere


def test_its_workers_stand_on_the_access_list_as_persons() -> None:
    built = household(village="")
    built.workers = ("zhao", "qian")
    assert built.capacities()["worker"] == ("user:zhao", "user:qian")
    assert built.capacities()["village"] == ()


def test_merged_it_names_where_it_went() -> None:
    built = household()
    event = fire(built, "merge", into="h2", **BY)
    assert (built.state, event.detail("into")) == ("merged", "h2")
