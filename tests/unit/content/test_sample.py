"""A sample is drawn by a rule that anybody can follow again, and is looked at whole."""

from __future__ import annotations

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.error import DomainError
from content.sample import draw, seed_of
from tests import factories
from tests.factories import BY

CASES = [f"case{number:03}" for number in range(60)]


def test_the_seed_and_the_draw_are_as_documented() -> None:
    """Computed here with the standard library alone, from what docs/audit-sample.md says."""
    seed = hashlib.sha256(f"{'0' * 64}:11月24日双色球 03 09".encode()).hexdigest()
    assert seed_of("0" * 64, "11月24日双色球 03 09") == seed
    by_hand = sorted(CASES, key=lambda id: hashlib.sha256(f"{seed}:{id}".encode()).hexdigest())[:5]
    assert list(draw(seed, CASES, 5)) == by_hand


@given(st.permutations(CASES), st.integers(1, 60), st.integers(0, 10**6))
def test_neither_order_nor_size_changes_who_comes_first(shuffled: list[str], size: int, number: int) -> None:
    seed = seed_of("0" * 64, str(number))
    drawn = draw(seed, shuffled, size)
    assert len(set(drawn)) == size
    assert drawn == draw(seed, CASES, 60)[:size]


def test_everybody_is_drawn_about_as_often() -> None:
    times = dict.fromkeys(CASES, 0)
    for number in range(600):
        for id in draw(seed_of("0" * 64, str(number)), CASES, 6):
            times[id] += 1
    assert min(times.values()) > 30
    assert max(times.values()) < 95


def test_what_was_drawn_from_stands_in_the_history() -> None:
    sample = factories.sample(population=CASES, size=3)
    drawn = next(event for event in sample.history if event.name == "drawn")
    assert drawn.detail("ids") == sample.ids == draw(sample.seed, CASES, 3)
    assert drawn.detail("population") == 60
    assert drawn.detail("population_digest") == hashlib.sha256("\n".join(CASES).encode()).hexdigest()


def test_a_sample_is_finished_only_when_all_of_it_was_looked_at() -> None:
    sample = factories.sample(population=CASES, size=2)
    with pytest.raises(DomainError, match="sample_left"):
        sample.finish(**BY)
    with pytest.raises(DomainError, match="not_in_sample"):
        sample.check("case-elsewhere", "right", **BY)
    with pytest.raises(DomainError, match="not_in_sample"):
        sample.check(sample.ids[0], "no such result", **BY)
    for id in sample.ids:
        sample.check(id, "right", **BY)
    sample.finish(**BY)
    assert sample.state == "finished"
    assert sample.duties() == ()
