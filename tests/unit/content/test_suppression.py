"""Small counts in public tables: none below k is shown, and none that is hidden can be worked out."""

from __future__ import annotations

from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from content.suppression import Shown, is_determined, suppressed, with_totals

K = 3
SMALL = st.integers(0, 4)
TABLES = st.integers(1, 3).flatmap(
    lambda width: st.lists(st.lists(SMALL, min_size=width, max_size=width), max_size=2)
)
MOST = 7
"""How far an onlooker tries: beyond the largest cell by enough to make up for any one change."""


def fitting(shown: Shown) -> list[tuple[int, ...]]:
    """Every table of whole numbers, at least 1 where hidden, that looks like *shown*: found by trying them all."""
    cells = [cell for row in shown[:-1] for cell in row[:-1]]
    width = len(shown[0]) - 1
    ranges = [range(1, MOST) if cell is None else (cell,) for cell in cells]
    return [inner for inner in product(*ranges) if _looks_like(inner, width, shown)]


def _looks_like(inner: tuple[int, ...], width: int, shown: Shown) -> bool:
    rows = [inner[at : at + width] for at in range(0, len(inner), width)] if width else []
    full = with_totals(rows)
    return all(
        seen is None or seen == figure
        for line, figures in zip(shown, full, strict=True)
        for seen, figure in zip(line, figures, strict=True)
    )


def test_a_lone_small_figure_takes_others_with_it() -> None:
    shown = suppressed([[1, 8], [9, 7]], K)
    assert shown == ((None, None, 9), (None, None, 16), (10, 15, 25))


def test_two_ones_in_a_row_are_no_secret_if_their_sum_is_told() -> None:
    assert is_determined(with_totals([[1, 1], [5, 5]]), {(0, 0), (0, 1), (1, 0), (1, 1)}, (0, 0)) is True
    assert suppressed([[1, 1], [5, 5]], 2)[0] == (None, None, None)


def test_nothing_to_hide_is_shown_whole_and_zeros_too() -> None:
    assert suppressed([[0, 8], [9, 0]], K) == ((0, 8, 8), (9, 0, 9), (9, 8, 17))
    assert suppressed([], K) == ((0,),)


def test_a_single_household_in_all_is_nowhere() -> None:
    assert suppressed([[1, 0]], K) == ((None, 0, None), (None, 0, None))


@given(counts=TABLES)
def test_no_small_figure_is_shown_and_what_is_shown_is_true(counts: list[list[int]]) -> None:
    shown = suppressed(counts, K)
    for line, figures in zip(shown, with_totals(counts), strict=True):
        for seen, figure in zip(line, figures, strict=True):
            assert seen in (None, figure)
            assert seen is None or seen == 0 or seen >= K
            assert seen == 0 or figure != 0


@given(counts=TABLES)
def test_no_hidden_figure_follows_from_what_is_shown(counts: list[list[int]]) -> None:
    """Whoever tries every table that could stand behind it finds at least two figures for each hidden cell."""
    shown = suppressed(counts, K)
    width = len(shown[0]) - 1
    possible = [
        with_totals([inner[at : at + width] for at in range(0, len(inner), width)] if width else [])
        for inner in fitting(shown)
    ]
    for i, line in enumerate(shown):
        for j, seen in enumerate(line):
            if seen is None:
                assert len({table[i][j] for table in possible}) > 1, (i, j)
