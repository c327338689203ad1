"""`jiujinan seal`: seals all records as they stand, beside a running portal, in a file that others can keep."""

from __future__ import annotations

from pathlib import Path

import click

from content.seal import NotASeal, Seal, read_seal
from portal.root import utc_now
from portal.scripts.failure import Stop
from portal.scripts.place import Place, ini_argument
from portal.sealing import SealStore, faults_against, seal_district


@click.command(short_help="封存全部记录")
@ini_argument
def seal(ini: str) -> None:
    """给现在的全部记录做一次封存：先和上一次封存核对，再写一个新的封存文件。网站开着也能运行。"""
    place = Place.read(ini)
    store = SealStore(place.settings.seals_folder)
    before = newest(store)
    with place.site(read_only=True) as site:
        faults = list(faults_against(before, site, place.settings.readlog)) if before else []
        for fault in faults:
            click.echo(fault.sentence)
        if faults:
            raise Stop(
                f"和第 {before.n if before else 0} 次封存有 {len(faults)} 处不一样，没有做新的封存。"
                "请保留现场，报告审计和纪检。"
            )
        made = seal_district(site, place.settings.readlog, store, place.settings.keyring, utc_now())
    click.echo(f"第 {made.n} 次封存：{len(made.leaves)} 份记录，写在 {store.path(made.n)}")
    click.echo(f"根值 {made.root}\n公钥 {made.public_key}")
    click.echo("请把这个文件复制到别处（审计、财政各一份），不要和数据库放在一起。")


def newest(store: SealStore) -> Seal | None:
    try:
        return store.newest()
    except NotASeal:
        raise Stop(
            f"最新的封存文件读不懂：{store.path(store.numbers()[0])}。请保留现场，报告审计和纪检。"
        ) from None


def seal_in(path: Path) -> Seal:
    """The seal in a file that somebody kept; Stop where it is none."""
    try:
        return read_seal(path.read_text("utf-8"))
    except (NotASeal, UnicodeDecodeError):
        raise Stop(f"{path} 不是封存文件，或者文件坏了。", 2) from None
