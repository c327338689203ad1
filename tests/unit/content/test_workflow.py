"""Tables and the one function that moves a document along them."""

from __future__ import annotations

import pytest

from content.error import DomainError, Missing, WrongState
from content.workflow import Workflow, fire, may, same_in, step
from tests.factories import BY, case, discovery, referral

TABLE = Workflow(
    name="lamp",
    initial="off",
    steps=(
        step("light", "off dim", "on", "lamp:light"),
        step("look", "off on", None, "lamp:look"),
        step("break", "on", "broken", "lamp:break", "reason", "by"),
    ),
    grants={},
)


def test_a_row_is_read_from_words() -> None:
    row = TABLE.step("break")
    assert (row.name, row.sources, row.target) == ("break", frozenset({"on"}), "broken")
    assert (row.permission, row.requires) == ("lamp:break", ("reason", "by"))
    assert TABLE.step("light").sources == {"off", "dim"}


def test_a_step_that_the_table_does_not_have_is_named() -> None:
    with pytest.raises(DomainError) as refused:
        TABLE.step("explode")
    assert (refused.value.code, refused.value.figures) == ("no_such_step", {"step": "explode"})


def test_the_states_are_those_that_the_table_names_in_its_order() -> None:
    assert TABLE.states == ("off", "dim", "on", "broken")


def test_steps_from_a_state() -> None:
    assert [row.name for row in TABLE.steps_from("on")] == ["look", "break"]
    assert TABLE.steps_from("broken") == ()


def test_the_same_grants_in_several_states() -> None:
    assert same_in(("off", "on"), {"owner": may("lamp:look lamp:light")}) == {
        "off": {"owner": {"lamp:look", "lamp:light"}},
        "on": {"owner": {"lamp:look", "lamp:light"}},
    }


def test_firing_moves_and_writes_who_when_from_where_to_where() -> None:
    document = discovery()
    event = fire(document, "assign", village="370306100-02", **BY)
    assert document.state == "assigned"
    assert (event.name, event.actor, event.at) == ("assign", BY["actor"], BY["at"])
    assert event.details == (("after", "assigned"), ("before", "reported"), ("village", "370306100-02"))


def test_a_step_without_a_target_keeps_the_state() -> None:
    document = case()
    fire(document, "admit", **BY)
    event = fire(document, "claim", **BY)
    assert document.state == "admitted"
    assert (event.detail("before"), event.detail("after")) == ("admitted", "admitted")


def test_a_step_from_another_state_changes_nothing() -> None:
    document = referral()
    before = (document.state, document.count, document.head)
    with pytest.raises(WrongState) as refused:
        fire(document, "complete", result="已报销", **BY)
    assert refused.value.figures == {"step": "complete", "state": "requested"}
    assert (document.state, document.count, document.head) == before


@pytest.mark.parametrize("details", [{}, {"reason": None}, {"reason": ""}])
def test_a_step_without_what_it_requires_changes_nothing(details: dict[str, str]) -> None:
    document = referral()
    before = (document.state, document.count, document.head)
    with pytest.raises(Missing) as refused:
        fire(document, "reject", **BY, **details)
    assert refused.value.figures == {"detail": "reason", "step": "reject"}
    assert (document.state, document.count, document.head) == before


def test_zero_and_no_are_answers() -> None:
    document = case()
    fire(document, "ask_papers", papers=0, **BY)
    assert document.state == "to_complete"
