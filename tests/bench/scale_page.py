"""What the bench of sizes found, as one table and one picture for docs/matching.md."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.bench.matching_scale import Result

DOCS = Path(__file__).resolve().parents[2] / "docs"
PAGE, PICTURE = DOCS / "matching.md", DOCS / "matching-bench.svg"
BEGIN, END = "<!-- measured: make bench-matching ARGS=--write -->\n", "<!-- /measured -->"
HEAD = (
    *(
        "needs × resources",
        "solver",
        "runs",
        "processor s",
        "wall s",
        "peak MB",
        "O1: met in fen, urgency 0",
        "1",
        "2",
    ),
    *(
        "O2: unfairness 0",
        "1",
        "2",
        "O3: fund",
        "O4: kept",
        "O5: expiry",
        "O1 to greedy, 0 · 1 · 2",
        "value to the bound",
    ),
)
WIDTH, LEFT, RIGHT = 720, 150, 700
COLOURS = {"flow": "#1a4f7a", "greedy": "#6b7883", "linear": "#a84707"}


def table(results: Sequence[Result]) -> str:
    """Markdown, a row a solver and size. The bound is the linear program's, or the proof's where that does not fit."""
    lines = ["| " + " | ".join(HEAD) + " |", "| --- " * len(HEAD) + "|"]
    return "\n".join([*lines, *("| " + " | ".join(_cells(result, results)) + " |" for result in results)])


def _cells(result: Result, results: Sequence[Result]) -> Iterator[str]:
    yield f"{result.needs:,}×{result.resources:,}"
    yield result.solver
    yield str(result.runs)
    yield from (f"{result.processor:.1f}", f"{result.wall:.1f}", f"{result.peak_mb:,}")
    money = result.money
    yield from (f"{amount:,}" for amount in (*money["covered"], *money["unfairness"]))
    yield from (f"{money[name]:,}" for name in ("fund", "kept", "expiry"))
    beside = {other.solver: other for other in results if other.needs == result.needs}
    greedy = beside.get("greedy")
    yield (
        " · ".join(_ratio(a, b) for a, b in zip(money["covered"], greedy.money["covered"])) if greedy else "—"
    )
    yield _to_bound(result, beside)


def _ratio(part: float, whole: float) -> str:
    return f"{part / whole:.3f}" if whole else "—"


def _to_bound(result: Result, beside: dict[str, Result]) -> str:
    bound = beside.get("linear") or beside.get("flow")
    if bound is None or not (bound.solver == "linear" or bound.optimal):
        return "—"
    words = f"{result.value / bound.value:.6f}"
    return f"{words}, proven" if result.optimal else words


def write(results: Sequence[Result]) -> None:
    """Table and picture into docs/."""
    page = PAGE.read_text(encoding="utf-8")
    before, _, rest = page.partition(BEGIN)
    _, _, after = rest.partition(END)
    shown = f"{table(results)}\n\n![Time and memory of each solver at each size]({PICTURE.name})"
    PAGE.write_text(f"{before}{BEGIN}\n{shown}\n\n{END}{after}", encoding="utf-8")
    PICTURE.write_text(picture(results), encoding="utf-8")


def picture(results: Sequence[Result]) -> str:
    """Two panels of bars on logarithmic scales: wall seconds, and peak memory in MB."""
    panels: list[tuple[str, Callable[[Result], float]]] = [
        ("Wall seconds, from file to file", lambda result: result.wall),
        ("Peak memory, MB", lambda result: result.peak_mb),
    ]
    shapes, y = [], 20.0
    for title, measure in panels:
        drawn, y = _panel(title, measure, results, y)
        shapes += drawn
    shapes += list(_legend(dict.fromkeys(result.solver for result in results), y))
    height = y + 24
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height:.0f}" role="img" font-size="14"'
        f' font-family="sans-serif" aria-labelledby="t d">'
        f'<title id="t">The matcher at {len(_sizes(results))} sizes</title>'
        '<desc id="d">Logarithmic bars of time and memory for each size and solver; figures in the table.</desc>'
        f'<rect width="{WIDTH}" height="{height:.0f}" fill="#fff"/>{"".join(shapes)}</svg>\n'
    )


def _sizes(results: Iterable[Result]) -> list[tuple[int, int]]:
    return list(dict.fromkeys((result.needs, result.resources) for result in results))


def _panel(
    title: str, measure: Callable[[Result], float], results: Sequence[Result], y: float
) -> tuple[list[str], float]:
    values = [max(0.01, measure(result)) for result in results]
    low = math.floor(math.log10(min(values)))
    high = max(low + 1, math.ceil(math.log10(max(values))))
    shapes = [_text(title, 12, y, "start", "#1d2730", "600")]
    top, y = y + 12, y + 18
    for size in _sizes(results):
        mine = [result for result in results if (result.needs, result.resources) == size]
        shapes.append(_text(f"{size[0]:,}×{size[1]:,}", LEFT - 8, y + 8 * len(mine) + 4, "end"))
        for result in mine:
            value = max(0.01, measure(result))
            wide = (math.log10(value) - low) / (high - low) * (RIGHT - LEFT - 60)
            shapes.append(_bar(LEFT, y, max(1.0, wide), result.solver))
            words = f"{value:,.2g}" if value < 10 else f"{value:,.0f}"
            shapes.append(_text(words, LEFT + max(1.0, wide) + 6, y + 11, "start", "#4f5d69"))
            y += 16
        y += 10
    for power in range(low, high + 1):
        x = LEFT + (power - low) / (high - low) * (RIGHT - LEFT - 60)
        shapes.insert(0, f'<path d="M{x:.1f} {top:.0f}V{y:.0f}" stroke="#cdd5db"/>')
        shapes.append(_text(f"{10**power:,g}", x, y + 14, "middle", "#4f5d69"))
    return shapes, y + 44


def _legend(solvers: Iterable[str], y: float) -> Iterator[str]:
    for number, solver in enumerate(solvers):
        x = LEFT + 130 * number
        yield _bar(x, y - 11, 13, solver)
        yield _text(solver, x + 20, y, "start")


def _bar(x: float, y: float, wide: float, solver: str) -> str:
    return f'<rect x="{x}" y="{y:.0f}" width="{wide:.1f}" height="13" fill="{COLOURS[solver]}"/>'


def _text(words: str, x: float, y: float, anchor: str, colour: str = "#1d2730", weight: str = "400") -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" fill="{colour}" font-weight="{weight}">{words}</text>'
