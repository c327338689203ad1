"""A plan as a picture (SVG): from which sources, for what, to which towns; widths are amounts.

One drawing for each unit, 480 wide, of bars and bands in three columns. It has the colours of paper as attributes and
the classes ``a b flow minor halo``, so that a page's stylesheet may put its own in their place. Names are the
caller's: this package knows ids alone.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from xml.sax.saxutils import escape, quoteattr

from matching.problem import Instance
from matching.result import Allocation

WIDTH = 480
SPAN = 300.0
"""How tall all amounts together are."""
BAR = 10
COLUMNS = (140, 244, 348)
LINE = 20
NAME_LINE = 17
MOST_LINES = 2
"""Of a name beside its bar; what is longer still ends in an ellipsis."""
GAP = 8
TOP_SOURCES = 9
TOP_PLACES = 12
OTHERS = ""
"""The key of what stands together beyond the largest."""
OPENING, CLOSING = "“（《【", "”）》】"
ROOM = (8, 6, 7)
"""Chinese characters that fit a line of each column; a Latin one is half as wide."""


@dataclass(frozen=True, slots=True)
class Stream:
    """*amount* whole *unit*s from a source to the needs of one category in one place."""

    unit: str
    source: str
    category: str
    place: str
    amount: int


@dataclass(frozen=True, slots=True)
class Labels:
    """The words of one drawing; *name* makes its ids unique on a page."""

    name: str
    title: str
    description: str
    source: Callable[[str], str]
    category: Callable[[str], str]
    place: Callable[[str], str]
    amount: Callable[[int], str]
    others: str


@dataclass(frozen=True, slots=True)
class _Node:
    """A bar as drawn: its key, the lines of its name, its amount, where it stands and how tall it is."""

    key: str
    lines: tuple[str, ...]
    amount: int
    x: float
    y: float
    tall: float

    @property
    def lowest(self) -> float:
        """Where the bar ends, or the words beside it."""
        words = LINE + (len(self.lines) - 1) * NAME_LINE / 2
        return max(self.y + self.tall, self.y + self.tall / 2 + words)


def streams(instance: Instance, allocations: Iterable[Allocation]) -> dict[str, list[Stream]]:
    """Unit → its streams, each (source, category, place) once, sorted; ids must be the instance's."""
    needs = {need.id: need for need in instance.needs}
    sums: Counter[tuple[str, str, str, str]] = Counter()
    for row in allocations:
        need = needs[row.need]
        sums[need.unit, row.resource, need.category, need.place] += row.amount
    found: dict[str, list[Stream]] = {}
    for key, amount in sorted(sums.items()):
        found.setdefault(key[0], []).append(Stream(*key, amount))
    return found


def picture(flows: Sequence[Stream], labels: Labels) -> str:
    """The drawing of one unit's streams, of more than nothing; the same text for the same streams and words.

    The TOP_SOURCES largest sources and the TOP_PLACES largest places have a bar each, all others one together.
    """
    sources = _top(((flow.source, flow.amount) for flow in flows), TOP_SOURCES)
    categories = _top(((flow.category, flow.amount) for flow in flows), len(flows))
    places = _top(((flow.place, flow.amount) for flow in flows), TOP_PLACES)
    first, second = Counter[tuple[str, str]](), Counter[tuple[str, str]]()
    for flow in flows:
        source = flow.source if flow.source in sources else OTHERS
        place = flow.place if flow.place in places else OTHERS
        first[source, flow.category] += flow.amount
        second[flow.category, place] += flow.amount
    scale = SPAN / sum(sources.values())
    names = (labels.source, labels.category, labels.place)
    stacked = [
        _stacked(column, n, scale, _in_lines(name, labels.others, n))
        for n, (column, name) in enumerate(zip((sources, categories, places), names))
    ]
    height = max(node.lowest for nodes in stacked for node in nodes) + GAP
    left, middle, right = (_centred(nodes, height) for nodes in stacked)
    shapes = [
        *_bands(left, middle, first, scale),
        *_bands(middle, right, second, scale),
        *_bars(left, labels, "end", -8),
        *_bars(right, labels, "start", BAR + 8),
        *_captioned(middle),
    ]
    return _svg(height, labels, shapes)


def _top(amounts: Iterable[tuple[str, int]], most: int) -> dict[str, int]:
    """The largest first, equal ones by key; what is left together at the end."""
    sums: Counter[str] = Counter()
    for key, amount in amounts:
        sums[key] += amount
    ranked = sorted(sums.items(), key=lambda pair: (-pair[1], pair[0]))
    if len(ranked) <= most + 1:
        return dict(ranked)
    return dict(ranked[:most]) | {OTHERS: sum(amount for _, amount in ranked[most:])}


# Where everything stands


def _stacked(
    column: Mapping[str, int], number: int, scale: float, lines: Callable[[str], tuple[str, ...]]
) -> list[_Node]:
    """Bars from top to bottom, never closer than their labels need: beside the bar, in the middle above it."""
    is_middle = number == 1
    nodes, y = [], float(GAP)
    for key, amount in column.items():
        tall, words = amount * scale, lines(key)
        beside = 2 * LINE - 2 + (len(words) - 1) * NAME_LINE
        room = tall + LINE + 4 if is_middle else max(tall, beside)
        at = y + LINE + 4 if is_middle else y + (room - tall) / 2
        nodes.append(_Node(key, words, amount, COLUMNS[number], at, tall))
        y += room + GAP
    return nodes


def _centred(nodes: Sequence[_Node], height: float) -> list[_Node]:
    down = (height - GAP - max(node.lowest for node in nodes)) / 2
    return [replace(node, y=node.y + down) for node in nodes]


# Shapes


def _bands(
    left: Sequence[_Node], right: Sequence[_Node], amounts: Mapping[tuple[str, str], int], scale: float
) -> list[str]:
    """A band for each pair, leaving and reaching its bars one below the other in the order of the other side."""
    starts = {
        (a.key, b.key): at for a in left for b, at in _laid(a, right, lambda a, b: amounts[a, b], scale)
    }
    ends = {(a.key, b.key): at for b in right for a, at in _laid(b, left, lambda b, a: amounts[a, b], scale)}
    shapes = []
    for a in left:
        for b in right:
            tall = amounts[a.key, b.key] * scale
            if tall:
                shapes.append(_band(a.x + BAR, starts[a.key, b.key], b.x, ends[a.key, b.key], tall))
    return shapes


def _laid(
    node: _Node, others: Sequence[_Node], amount: Callable[[str, str], int], scale: float
) -> Iterable[tuple[_Node, float]]:
    talls = [amount(node.key, other.key) * scale for other in others]
    return zip(others, accumulate(talls, initial=node.y))


def _band(x1: float, y1: float, x2: float, y2: float, tall: float) -> str:
    half = (x1 + x2) / 2
    return (
        f'<path class="flow" fill="#1a4f7a" opacity="0.2" d="M{x1:.0f} {y1:.2f}C{half:.0f} {y1:.2f} {half:.0f} {y2:.2f}'
        f" {x2:.0f} {y2:.2f}V{y2 + tall:.2f}C{half:.0f} {y2 + tall:.2f} {half:.0f} {y1 + tall:.2f} {x1:.0f}"
        f' {y1 + tall:.2f}Z"/>'
    )


def _bars(nodes: Sequence[_Node], labels: Labels, anchor: str, aside: int) -> list[str]:
    """Each bar with its name beside it and the amount below that."""
    shapes = []
    for node in nodes:
        shapes.append(_rect(node, "a"))
        x, y = node.x + aside, node.y + node.tall / 2 - 2 - (len(node.lines) - 1) * NAME_LINE / 2
        for words in node.lines:
            shapes.append(_text(words, x, y, anchor))
            y += NAME_LINE
        shapes.append(_text(labels.amount(node.amount), x, y, anchor, "minor"))
    return shapes


def _captioned(nodes: Sequence[_Node]) -> list[str]:
    """Each bar with its name above it; the name stands clear of the bands behind it."""
    shapes = []
    for node in nodes:
        shapes.append(_rect(node, "b"))
        shapes.append(_text(node.lines[0], node.x + BAR / 2, node.y - 6, "middle", "halo"))
    return shapes


def _rect(node: _Node, css: str) -> str:
    fill = "#1a4f7a" if css == "a" else "#6b7883"
    tall = max(1.0, node.tall)
    return (
        f'<rect class="{css}" fill="{fill}" x="{node.x}" y="{node.y:.2f}" width="{BAR}" height="{tall:.2f}"/>'
    )


def _text(words: str, x: float, y: float, anchor: str, css: str = "") -> str:
    look = {
        "": 'fill="#1d2730"',
        "minor": 'class="minor" fill="#4f5d69"',
        "halo": 'class="halo" fill="#1d2730" stroke="#fff" stroke-width="4" paint-order="stroke"',
    }[css]
    return f'<text {look} x="{x:.0f}" y="{y:.1f}" text-anchor="{anchor}">{escape(words)}</text>'


# Words in their room


def _in_lines(name: Callable[[str], str], others: str, column: int) -> Callable[[str], tuple[str, ...]]:
    """A key's name in as many lines as it needs and may have in that column: one in the middle."""
    most = 1 if column == 1 else MOST_LINES

    def lines(key: str) -> tuple[str, ...]:
        rest, found = name(key) if key else others, list[str]()
        while len(found) < most - 1 and _width(rest) > ROOM[column]:
            end = _break(rest, ROOM[column])
            found.append(rest[:end].rstrip())
            rest = rest[end:].lstrip()
        return (*found, _short(rest, ROOM[column]))

    return lines


def _width(words: str) -> float:
    return sum(map(_wide, words))


def _wide(letter: str) -> float:
    return 1 if ord(letter) > 0x2E7F or letter in "“”‘’…—·" else 0.5


def _break(words: str, room: float) -> int:
    """Where the line ends: behind a quotation or bracket where the rest then fits on one line, before one whose end
    does not fit any more, and never inside a Latin word that could go to the next line whole.
    """
    end = sum(width <= room for width in accumulate(map(_wide, words)))
    closed = max(words.rfind(mark, 0, end) for mark in CLOSING) + 1
    if closed and _width(words[closed:]) <= room:
        return closed
    if words[end] in CLOSING:
        opened = max(words.rfind(mark, 1, end) for mark in OPENING)
        return opened if opened > 0 else end - 1
    if words[end - 1 : end + 1].isascii() and " " in words[:end]:
        return words.rindex(" ", 0, end + 1) + 1
    return end


def _short(words: str, room: int) -> str:
    """As much of a name as fits, an ellipsis where it does not."""
    if _width(words) <= room:
        return words
    return words[: sum(width <= room - 1 for width in accumulate(map(_wide, words)))] + "…"


def _svg(height: float, labels: Labels, shapes: Sequence[str]) -> str:
    name = labels.name
    fonts = "Noto Sans SC, Source Han Sans SC, PingFang SC, Microsoft YaHei, sans-serif"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height:.0f}" role="img" font-size="16"'
        f" font-family={quoteattr(fonts)} aria-labelledby={quoteattr(f'{name}-title {name}-desc')}>"
        f'<title id="{name}-title">{escape(labels.title)}</title>'
        f'<desc id="{name}-desc">{escape(labels.description)}</desc>{"".join(shapes)}</svg>'
    )
