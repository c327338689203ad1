"""`jiujinan match`: runs the matcher on the district and prints what it would propose, without writing anything."""

from __future__ import annotations

import click

from content.policy import Policy
from content.vocabulary import Category, Item, SourceKind
from portal.matchmaking.instance import drafts
from portal.matchmaking.plan import Computed, compute
from portal.present import Chinese
from portal.root import policy_of, utc_now
from portal.scripts.place import Place, ini_argument
from portal.scripts.table import table

TITLES = {"fund": "“救急难”公益基金"}


@click.command(short_help="算一遍匹配方案")
@ini_argument
def match(ini: str) -> None:
    """用现在所有没有满足的需求算一遍匹配方案，只打印，不写进数据库；网站开着也能运行。"""
    with Place.read(ini).site(read_only=True) as site:
        policy = policy_of(site)
        made = compute(site, policy, utc_now())
        click.echo(_printed(made, policy))


def _printed(made: Computed, policy: Policy) -> str:
    rows = [
        (
            policy.place_name(draft.need.case.town),
            Item(draft.need.item).label if draft.need.item else Category(draft.need.category).label,
            Chinese().amount(draft.amount, draft.need.unit, draft.need.item),
            SourceKind(draft.source_kind).label,
            _title(made, draft.source),
        )
        for draft in drafts(made.drawn, made.plan)
    ]
    needs, resources = len(made.drawn.instance.needs), len(made.drawn.instance.resources)
    summary = (
        f"{needs} 项需求，{resources} 个来源：方案共 {len(rows)} 项，其中 {len(made.new)} 项是新的；"
        f"还有 {len(made.unmet)} 项需求满足不了。"
    )
    return f"{table(('地方', '用途', '多少', '来源种类', '来源'), rows)}\n{summary}" if rows else summary


def _title(made: Computed, source: str) -> str:
    document = made.drawn.sources.get(source.lstrip("/"))
    return str(document.title) if document is not None else TITLES["fund"]
