"""`jiujinan audit-verify`: proves every chain and every book, or says which is broken."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from typing import Any

import click

from content.site import Site
from portal.audit import Fault, count, faults, read_log_fault
from portal.scripts.place import Place, ini_argument


@click.command("audit-verify", short_help="核对全部记录和账本")
@ini_argument
def audit_verify(ini: str) -> None:
    """核对每份单据的记录链、每个账本和读取记录。不需要密钥环，网站开着也能运行；有一处不对就返回 1。"""
    place = Place.read(ini)
    with place.site(read_only=True) as site:
        total = count(site)
        broken = _checked(site, total)
    log_fault = read_log_fault(place.settings.readlog)
    broken += [log_fault] if log_fault else []
    for fault in broken:
        click.echo(fault.sentence)
    if broken:
        click.echo(f"有 {len(broken)} 处不对。请保留现场，不要再改动，报告审计和纪检。", err=True)
        raise SystemExit(1)
    click.echo(f"核对了 {total + 1} 份记录，没有发现改动。")


def _checked(site: Site, total: int) -> list[Fault]:
    shown = sys.stderr.isatty()
    bar: Any = click.progressbar(faults(site), length=total, label="核对", file=sys.stderr, hidden=not shown)
    with bar as found:
        values: Iterable[Fault | None] = found
        return [fault for fault in values if fault is not None]
