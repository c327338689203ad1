"""`jiujinan audit-verify`: proves every chain and every book, or says which is broken."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import click

from content.calendar import SHANGHAI
from content.seal import Seal
from content.site import Site
from portal.audit import Fault, count, faults, read_log_fault
from portal.scripts.place import Place, ini_argument
from portal.scripts.seal import newest, seal_in
from portal.sealing import SealStore, faults_against


@click.command("audit-verify", short_help="核对全部记录和账本")
@click.option(
    "--seal",
    "kept",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="另外留存的封存文件；不写就用最近一次封存",
)
@ini_argument
def audit_verify(kept: Path | None, ini: str) -> None:
    """核对每份单据的记录链、每个账本、读取记录和封存。不需要密钥环，网站开着也能运行；有一处不对就返回 1。"""
    place = Place.read(ini)
    seal = seal_in(kept) if kept else newest(SealStore(place.settings.seals_folder))
    with place.site(read_only=True) as site:
        total = count(site)
        broken = _checked(site, total)
        broken += faults_against(seal, site, place.settings.readlog) if seal else []
    log_fault = read_log_fault(place.settings.readlog)
    broken += [log_fault] if log_fault else []
    for fault in broken:
        click.echo(fault.sentence)
    if broken:
        click.echo(f"有 {len(broken)} 处不对。请保留现场，不要再改动，报告审计和纪检。", err=True)
        raise SystemExit(1)
    click.echo(f"核对了 {total + 1} 份记录，没有发现改动。")
    click.echo(_told(seal))


def _told(seal: Seal | None) -> str:
    if seal is None:
        return "还没有封存过：整份被拿走的记录看不出来。请运行 jiujinan seal，把文件留到别处。"
    day = seal.at.astimezone(SHANGHAI)
    return (
        f"和第 {seal.n} 次封存（{day:%Y-%m-%d %H:%M}，{len(seal.leaves)} 份）一致，没有少一份、短一条。\n"
        f"公钥 {seal.public_key}，请和留底的对一对。"
    )


def _checked(site: Site, total: int) -> list[Fault]:
    shown = sys.stderr.isatty()
    bar: Any = click.progressbar(faults(site), length=total, label="核对", file=sys.stderr, hidden=not shown)
    with bar as found:
        values: Iterable[Fault | None] = found
        return [fault for fault in values if fault is not None]
