"""Needs: nobody promises more than is missing, and what is met, on its way and missing always add up."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.error import DomainError, Missing, Overdrawn, WrongState
from content.need import MET, PROPOSED, Cover
from content.workflow import fire
from tests.factories import BY, case, need
from tests.stored import Shelf


def test_what_is_met_on_its_way_and_missing() -> None:
    wanted = need(amount=100)
    wanted.cover("p1", PROPOSED, 30, "fund")
    wanted.cover("r1", MET, 50, "public")
    assert (wanted.met, wanted.proposed, wanted.missing) == (50, 30, 20)
    assert wanted.has_open_cover
    wanted.cover("p1", MET, 30, "fund")
    assert (wanted.met, wanted.proposed, wanted.missing) == (80, 0, 20)
    assert not wanted.has_open_cover
    wanted.uncover("p1")
    wanted.uncover("p1")
    assert (wanted.met, wanted.missing) == (50, 50)


def test_two_sources_cannot_do_more_than_the_whole() -> None:
    wanted = need(amount=100, unit="hour")
    wanted.cover("p1", PROPOSED, 70, "contract")
    with pytest.raises(Overdrawn) as refused:
        wanted.cover("p2", PROPOSED, 31, "volunteer")
    assert refused.value.figures == {"missing": 30, "unit": "hour"}
    assert wanted.covers() == {"p1": Cover(PROPOSED, 70, "contract")}


def test_a_source_may_change_its_own_part_up_to_the_whole() -> None:
    wanted = need(amount=100)
    wanted.cover("p1", PROPOSED, 70, "fund")
    wanted.cover("p1", PROPOSED, 100, "fund")
    assert wanted.missing == 0
    with pytest.raises(Overdrawn):
        wanted.cover("p1", PROPOSED, 101, "fund")


@pytest.mark.parametrize("amount", [0, -1])
def test_a_cover_is_more_than_nothing(amount: int) -> None:
    with pytest.raises(Overdrawn):
        need().cover("p1", PROPOSED, amount, "fund")


@pytest.mark.parametrize("amount", [0, -5])
def test_a_need_is_more_than_nothing(amount: int) -> None:
    with pytest.raises(ValueError, match="more than nothing"):
        need(amount=amount)


CHANGES = st.tuples(
    st.sampled_from("abcd"), st.sampled_from([PROPOSED, MET, "uncover"]), st.integers(-5, 120)
)


@given(amount=st.integers(1, 100), changes=st.lists(CHANGES, max_size=20))
def test_after_anything_the_three_add_up(amount: int, changes: list[tuple[str, str, int]]) -> None:
    wanted = need(amount=amount)
    for key, what, part in changes:
        before = wanted.covers()
        try:
            wanted.uncover(key) if what == "uncover" else wanted.cover(key, what, part, "fund")
        except DomainError:
            assert wanted.covers() == before
        assert wanted.met + wanted.proposed + wanted.missing == amount
        assert min(wanted.met, wanted.proposed, wanted.missing) >= 0


def test_withdrawn_it_takes_no_new_source_but_lets_one_under_way_arrive() -> None:
    wanted = need(amount=100)
    wanted.cover("p1", PROPOSED, 30, "fund")
    fire(wanted, "withdraw", reason="已解决", **BY)
    with pytest.raises(DomainError) as refused:
        wanted.cover("p2", PROPOSED, 10, "fund")
    assert refused.value.code == "need_withdrawn"
    wanted.cover("p1", MET, 30, "fund")
    assert wanted.met == 30


def test_it_is_withdrawn_once_and_with_a_reason() -> None:
    wanted = need()
    with pytest.raises(Missing):
        fire(wanted, "withdraw", **BY)
    fire(wanted, "withdraw", reason="已解决", **BY)
    with pytest.raises(WrongState):
        fire(wanted, "withdraw", reason="已解决", **BY)


def test_a_declined_source_is_barred_once() -> None:
    wanted = need()
    wanted.bar("o1")
    wanted.bar("o2")
    wanted.bar("o1")
    assert wanted.barred == ("o1", "o2")


def test_covers_are_there_for_the_next_connection(shelf: Shelf) -> None:
    owner = case()
    wanted = need(owner, id="n1")
    root = shelf.store(case=owner)
    root["case"].needs["n1"].cover("p1", PROPOSED, 30, "fund")
    root._p_jar.transaction_manager.commit()
    assert shelf.open().root["case"].needs["n1"].proposed == 30
    assert wanted.id == "n1"


def test_it_belongs_to_whom_the_case_belongs() -> None:
    owner = case()
    owner.worker = "zhao"
    assert need(owner).capacities() == {
        "window": ("window_clerk@370306100",),
        "village": ("village_worker@370306100-01",),
        "worker": ("user:zhao",),
        "bureau": ("bureau@district",),
        "supervision": ("auditor@district", "finance@district", "discipline@district"),
    }
