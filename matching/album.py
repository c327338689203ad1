"""All pictures of a plan in one file, one below the other, with ids or given words for names."""

import re
from collections.abc import Mapping, Sequence

from matching.picture import WIDTH, Labels, Stream, picture, streams
from matching.problem import Instance
from matching.result import Plan

HEAD = 44
UNITS = {"yuan": "元", "fen": "元", "hour": "小时", "piece": "件"}
SIZE = re.compile(r'viewBox="0 0 \d+ (\d+)"')


def album(instance: Instance, plan: Plan, words: Mapping[str, str]) -> str:
    """One SVG text with a drawing for each unit under its title; *words* are names by id, ids stand for the rest."""
    drawings, y = [], 0
    for number, (unit, flows) in enumerate(streams(instance, plan.allocations).items(), 1):
        labels = _labels(f"plan-{number}", unit, flows, words)
        drawing = picture(flows, labels)
        found = SIZE.search(drawing)
        tall = int(found[1]) if found else 0
        drawings.append(
            f'<text fill="#1d2730" font-size="18" font-weight="600" x="12" y="{y + 30}" aria-hidden="true">'
            f"{_escaped(labels.title)}</text>"
            + drawing.replace("<svg ", f'<svg y="{y + HEAD}" width="{WIDTH}" height="{tall}" ', 1)
        )
        y += HEAD + tall
    if not drawings:
        y = HEAD
        drawings.append('<text fill="#4f5d69" font-size="16" x="12" y="30">这份方案没有分配</text>')
    fonts = "Noto Sans SC, Source Han Sans SC, PingFang SC, Microsoft YaHei, sans-serif"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {y}" font-family="{fonts}">'
        f'<rect width="{WIDTH}" height="{y}" fill="#fff"/>{"".join(drawings)}</svg>\n'
    )


def _labels(name: str, unit: str, flows: Sequence[Stream], words: Mapping[str, str]) -> Labels:
    def named(key: str) -> str:
        return words.get(key, key)

    def amount(value: int) -> str:
        if unit == "fen":
            return f"{value / 100:,.2f} 元"
        return f"{value:,} {UNITS.get(unit, unit)}"

    total = amount(sum(flow.amount for flow in flows))
    sources, places = ({getattr(flow, field) for flow in flows} for field in ("source", "place"))
    return Labels(
        name,
        f"方案：从哪里来，用在哪里，共 {total}",
        f"左边 {len(sources)} 个来源，中间是类别，右边 {len(places)} 个地方，宽窄是数量。",
        *(named, named, named),
        amount,
        "其余",
    )


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")
