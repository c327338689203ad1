"""Charts as server-side SVG in the classes of the stylesheet: a b flow axis minor, and no colours of their own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from markupsafe import Markup, escape

from portal.present import Chinese

CHINESE = Chinese()
WIDTH = 480
LINE = 20
"""The height of one line of text, in the units of the drawing (text is 16)."""
GAP = 14
NODE = 12
FLOW_TALL = 260
LEFT, MIDDLE, RIGHT = 112, 246, 380
LATIN = 8.5
"""The width of a letter in a label; a Chinese character is as wide as two, and the sides have room for five."""


class Part(NamedTuple):
    """One source or use of money: its words, and fen above 0."""

    words: str
    fen: int


class _Block(NamedTuple):
    """A part as drawn: the y of its bar, the bar's height, and the middle of its label."""

    part: Part
    y: float
    tall: float


def flow(
    title: str, sources: Sequence[Part], middle: str, uses: Sequence[Part], write: Chinese = CHINESE
) -> Markup:
    """From where money came, through one purse, to what it went for; "" where nothing moved.

    Both sides sum to the same. Bars keep their proportion; labels keep their distance, however thin the bar.
    """
    total = sum(part.fen for part in sources)
    if total <= 0:
        return Markup("")
    left, right = _blocks(sources, total), _blocks(uses, total)
    height = max(_bottom(left), _bottom(right), FLOW_TALL + 2 * LINE) + LINE
    top = (height - FLOW_TALL) / 2
    shapes = [
        *_streams(left, LEFT + NODE, MIDDLE, top, inward=True),
        *_streams(right, RIGHT, MIDDLE + NODE, top, inward=False),
        *_labelled(left, LEFT, "b", LEFT - 8, "end", write),
        *_rect("a", MIDDLE, top, NODE, FLOW_TALL),
        *_text(f"{middle} {write.charted(total)}", MIDDLE + NODE / 2, top - 10, "middle"),
        *_labelled(right, RIGHT, "a", RIGHT + NODE + 8, "start", write),
    ]
    return _svg(title, height, shapes, _over(sources, LEFT - 8), _over(uses, WIDTH - RIGHT - NODE - 8))


def bars(
    title: str, values: Sequence[int], labels: Sequence[str], unit: str, write: Chinese = CHINESE
) -> Markup:
    """One bar for each value in fen, over an axis of money; "" where all are 0. Below 0 stands as 0 in the picture."""
    most = max(values, default=0)
    if most <= 0:
        return Markup("")
    step, base = _step(most), 210.0
    count = -(-most // step)
    figures = [write.on_axis(line * step) for line in range(count + 1)]
    left = max(60.0, 12 + LATIN * max(map(len, figures)))
    tall = 170.0 / (count * step)
    shapes: list[Markup] = []
    for line, figure in enumerate(figures):
        y = base - line * step * tall
        shapes.append(_line(left, WIDTH - 4, y, faint=line > 0))
        shapes += _text(figure, left - 6, y + 5, "end", "minor")
    pitch = (WIDTH - 4 - left) / len(values)
    for n, value in enumerate(values):
        x, drawn = left + n * pitch + pitch * 0.2, max(0, value) * tall
        shapes += _rect("a", x, base - drawn, pitch * 0.6, drawn)
        shapes += _text(labels[n], x + pitch * 0.3, base + 20, "middle")
    shapes += _text(unit, WIDTH - 4, base + 38, "end", "minor")
    return _svg(title, base + 44, shapes)


class Stack(NamedTuple):
    """One bar of ``stacks``, in fen: what is gone, what is promised, and the whole it may reach (0 for no limit)."""

    words: str
    gone: int
    promised: int
    whole: int


def stacks(title: str, rows: Sequence[Stack], write: Chinese = CHINESE) -> Markup:
    """One bar below the other, all on one scale: gone, then promised, in the frame of the whole; "" for nothing."""
    most = max((max(row.whole, row.gone + row.promised) for row in rows), default=0)
    if most <= 0:
        return Markup("")
    pitch, tall, left = 30.0, 16.0, float(_side(rows))
    scale = (WIDTH - left - 4) / most
    shapes: list[Markup] = []
    for n, row in enumerate(rows):
        y = 6 + n * pitch
        shapes += _text(row.words, left - 8, y + 13, "end")
        shapes += _rect("flow", left, y, row.whole * scale, tall)
        shapes += _rect("a", left, y, row.gone * scale, tall)
        shapes += _rect("b", left + row.gone * scale, y, row.promised * scale, tall)
    bottom = 6 + len(rows) * pitch
    shapes.append(_line(left, WIDTH - 4, bottom, faint=False))
    for part in (0, most // 2, most):
        anchor = "start" if not part else "middle" if part < most else "end"
        shapes += _text(
            write.charted(part) if part else "0", left + part * scale, bottom + 18, anchor, "minor"
        )
    return _svg(title, bottom + 26, shapes)


def _side(rows: Sequence[Stack]) -> int:
    """Room for the longest label, a Chinese character being as wide as two letters."""
    return round(max(len(row.words) * (LATIN if row.words.isascii() else 16) for row in rows)) + 14


# The flow


def _blocks(parts: Sequence[Part], total: int) -> list[_Block]:
    """The parts from top to bottom: each as tall as its share, and never closer than its label needs."""
    blocks: list[_Block] = []
    y = float(LINE)
    for part in parts:
        tall = max(1.5, FLOW_TALL * part.fen / total)
        room = max(tall, 2 * LINE - 4)
        blocks.append(_Block(part, y + (room - tall) / 2, tall))
        y += room + GAP
    return blocks


def _bottom(blocks: Sequence[_Block]) -> float:
    return max((max(block.y + block.tall, block.y + block.tall / 2 + LINE) for block in blocks), default=0)


def _streams(
    blocks: Sequence[_Block], outer: float, inner: float, top: float, *, inward: bool
) -> Iterator[Markup]:
    """The bands between the outer bars and the purse, which they meet one below the other without a gap."""
    at = top
    total = sum(block.part.fen for block in blocks)
    half = (outer + inner) / 2
    for block in blocks:
        tall = FLOW_TALL * block.part.fen / total
        a, b, c, d = (block.y, block.y + block.tall, at, at + tall)
        yield Markup(
            f'<path class="flow" d="M{outer:.0f} {a:.1f}C{half:.0f} {a:.1f} {half:.0f} {c:.1f} {inner:.0f} {c:.1f}'
            f'V{d:.1f}C{half:.0f} {d:.1f} {half:.0f} {b:.1f} {outer:.0f} {b:.1f}Z"/>'
        )
        at += tall


def _labelled(
    blocks: Sequence[_Block], x: float, css: str, text_x: float, anchor: str, write: Chinese
) -> Iterator[Markup]:
    for block in blocks:
        middle = block.y + block.tall / 2
        yield from _rect(css, x, block.y, NODE, block.tall)
        yield from _text(block.part.words, text_x, middle - 2, anchor)
        yield from _text(write.charted(block.part.fen), text_x, middle + 15, anchor, "minor")


def _over(parts: Sequence[Part], room: float) -> int:
    """By how much the longest Latin label is wider than its side of the picture."""
    longest = max((len(part.words) for part in parts if part.words.isascii()), default=0)
    return max(0, round(longest * LATIN - room))


# The bars


def _step(most: int) -> int:
    """Between two lines of the axis: the smallest 1, 2 or 5 of a power of ten that needs at most five lines."""
    size = 1
    while True:
        for factor in (1, 2, 5):
            if most <= 5 * factor * size:
                return factor * size
        size *= 10


# Shapes


def _rect(css: str, x: float, y: float, wide: float, tall: float) -> Iterator[Markup]:
    yield Markup(f'<rect class="{css}" x="{x:.1f}" y="{y:.1f}" width="{wide:.1f}" height="{tall:.1f}"/>')


def _line(x1: float, x2: float, y: float, *, faint: bool) -> Markup:
    opacity = "0.25" if faint else "1"
    return Markup(
        f'<line class="axis" x1="{x1:.0f}" x2="{x2:.0f}" y1="{y:.1f}" y2="{y:.1f}" stroke-opacity="{opacity}"/>'
    )


def _text(words: str, x: float, y: float, anchor: str, css: str = "") -> Iterator[Markup]:
    attributes = f' class="{css}"' if css else ""
    yield Markup(f'<text{attributes} x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{escape(words)}</text>')


def _svg(title: str, height: float, shapes: Sequence[Markup], left: int = 0, right: int = 0) -> Markup:
    """*left* and *right* are what labels need beside the drawing."""
    body = Markup("").join(shapes)
    return Markup(
        f'<svg viewBox="{-left} 0 {left + WIDTH + right} {height:.0f}" role="img" aria-label="{escape(title)}">'
        f"<title>{escape(title)}</title>{body}</svg>"
    )
