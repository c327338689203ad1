"""What the public may see: coarse enough to be shared by k households, by two hands, and without a telling word."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.disclosure import Traits, coarsened, findings
from content.document import Duty
from content.error import DomainError, Missing, SameHand, WrongState
from content.workflow import fire
from tests.factories import BY, CLERK, NOW, OTHER_TOWN, TOWN, public_need, traits
from tests.stored import Shelf

DISTRICT = "370306"
TRAITS = st.builds(
    Traits,
    place=st.sampled_from([TOWN, OTHER_TOWN]),
    category=st.sampled_from(["medical", "care"]),
    size=st.sampled_from(["1", "2-3", "4+"]),
    child=st.booleans(),
    elderly=st.booleans(),
    month=st.sampled_from(["2026-10", "2026-11"]),
)


def is_like(view: Traits, household: Traits) -> bool:
    """Written by hand from DOMAIN: could this public view be this household?"""
    said = {
        "place": view.place != DISTRICT,
        "category": True,
        "size": view.size != "",
        "child": view.child,
        "elderly": view.elderly,
        "month": view.month != "",
    }
    return all(getattr(view, name) == getattr(household, name) for name, is_said in said.items() if is_said)


@given(own=TRAITS, register=st.lists(TRAITS, max_size=20), k=st.integers(1, 6))
def test_the_view_is_shared_by_k_or_there_is_none(own: Traits, register: list[Traits], k: int) -> None:
    view = coarsened(own, register, DISTRICT, k)
    if view is None:
        assert sum(household.category == own.category for household in register) < k
    else:
        assert sum(is_like(view, household) for household in register) >= k


@given(own=TRAITS, register=st.lists(TRAITS, max_size=20), k=st.integers(1, 6))
def test_the_view_says_nothing_that_is_not_so(own: Traits, register: list[Traits], k: int) -> None:
    view = coarsened(own, register, DISTRICT, k)
    assert view is None or is_like(view, own)


@given(own=TRAITS, register=st.lists(TRAITS, max_size=20), k=st.integers(1, 6))
def test_nothing_is_coarsened_without_need(own: Traits, register: list[Traits], k: int) -> None:
    if sum(is_like(own, household) for household in register) >= k:
        assert coarsened(own, register, DISTRICT, k) == own


@given(own=TRAITS, register=st.lists(TRAITS, max_size=20), k=st.integers(2, 6))
def test_more_households_are_never_told_less(own: Traits, register: list[Traits], k: int) -> None:
    order = [None, *_coarser(own)]
    fewer = coarsened(own, register[: len(register) // 2], DISTRICT, k)
    assert order.index(coarsened(own, register, DISTRICT, k)) >= order.index(fewer)


def _coarser(own: Traits) -> list[Traits]:
    views = [own]
    for change in ({"place": DISTRICT}, {"size": ""}, {"child": False, "elderly": False}, {"month": ""}):
        views.append(replace(views[-1], **change))
    return list(dict.fromkeys(reversed(views)))


def test_the_place_gives_way_first() -> None:
    register = [traits(place=OTHER_TOWN)] * 5
    assert coarsened(traits(), register, DISTRICT, 5) == traits(place=DISTRICT)


def test_below_k_in_the_whole_district_there_is_no_view() -> None:
    assert coarsened(traits(), [traits()] * 4, DISTRICT, 5) is None
    assert coarsened(traits(), [], DISTRICT, 5) is None


class TestFindings:
    WORDS = {
        "姓名": ("马立新", "张桂芬"),
        "电话": ("13800138000",),
        "证件号": ("37030619900101123X",),
        "学校": ("北郊镇中学",),
        "空": ("", " ", "马"),
    }

    @pytest.mark.parametrize(
        ("text", "labels"),
        [
            ("家里有人住院。", ()),
            ("马立新住院了", ("姓名",)),
            ("马 立 新住院了", ("姓名",)),
            ("马\n立新", ("姓名",)),
            ("请打 138-0013-8000", ("电话",)),
            ("请打１３８００１３８０００", ("电话",)),
            ("37030619900101123x", ("证件号",)),
            ("孩子在北郊镇中学，妈妈张桂芬", ("姓名", "学校")),
            ("马路边", ()),
            ("", ()),
        ],
    )
    def test_a_telling_word_is_found_however_it_was_written(self, text: str, labels: tuple[str, ...]) -> None:
        assert findings(text, self.WORDS) == labels


class TestRelease:
    def test_by_another_hand_as_coarsely_as_said(self, shelf: Shelf) -> None:
        document = public_need()
        document.release(traits=traits(place=DISTRICT, size=""), actor="user:xu", at=NOW)
        found = shelf.store(document=document)["document"]
        assert (found.state, found.place, found.size) == ("public", DISTRICT, "")
        assert "system.Everyone" in found.viewers

    def test_the_drafters_own_hand_is_refused(self) -> None:
        document = public_need()
        with pytest.raises(SameHand):
            document.release(traits=traits(), actor=CLERK, at=NOW)
        assert (document.state, document.viewers & {"system.Everyone"}) == ("drafted", set())

    def test_too_rare_is_not_published(self) -> None:
        document = public_need()
        with pytest.raises(DomainError) as refused:
            document.release(traits=None, actor="user:xu", at=NOW)
        assert (refused.value.code, document.state) == ("too_rare", "drafted")

    def test_not_twice(self) -> None:
        document = public_need()
        document.release(traits=traits(), actor="user:xu", at=NOW)
        with pytest.raises(WrongState):
            document.release(traits=traits(place=DISTRICT), actor="user:xu", at=NOW)
        assert document.place == TOWN, "a refused release shows nothing else than before"

    def test_retracted_the_public_sees_it_no_more(self) -> None:
        document = public_need()
        document.release(traits=traits(), actor="user:xu", at=NOW)
        with pytest.raises(Missing):
            fire(document, "retract", actor="user:xu", at=NOW)
        fire(document, "retract", reason="家里要求", actor="user:xu", at=NOW)
        assert "system.Everyone" not in document.viewers

    def test_redrafted_it_is_the_new_drafter_who_may_not_release(self) -> None:
        document = public_need()
        document.redraft(title="新", text="新", drafter="user:xu", actor="user:xu", at=NOW)
        with pytest.raises(SameHand):
            document.release(traits=traits(), actor="user:xu", at=NOW)
        document.release(traits=traits(), actor=CLERK, at=NOW)
        assert (document.state, document.title, document.text) == ("public", "新", "新")

    def test_a_draft_waits_for_the_bureau(self) -> None:
        document = public_need()
        assert document.duties() == (Duty("bureau@district", "public_need:release", None),)
        document.release(traits=traits(), actor="user:xu", at=NOW)
        assert document.duties() == ()


def test_amounts_follow_the_need() -> None:
    document = public_need(amount=100)
    document.update_amounts(100, 60, 30)
    assert (document.met, document.proposed, document.missing) == (60, 30, 10)
    document.update_amounts(80, 60, 30)
    assert document.missing == 0


def test_it_holds_the_public_fields_and_no_others() -> None:
    """DOMAIN, needs: what a person could be found by is not even there."""
    own = {key for key in vars(public_need(**BY)) if not key.startswith("_")}
    assert own == {
        *("id", "title", "state", "created_at", "modified_at", "created_by", "count", "head"),
        *("town", "category", "unit", "item", "amount", "met", "proposed", "text", "drafter"),
        *("place", "size", "child", "elderly", "month"),
    }
