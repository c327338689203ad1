"""`jiujinan pack`: the storage gives back the room of what was overwritten."""

from __future__ import annotations

import getpass

import click
from ZODB import DB

from portal.database import check_steps
from portal.indexing import StorageChanges
from portal.packing import Packed, PackError, remember
from portal.packing import pack as packed
from portal.root import utc_now
from portal.scripts.failure import Stop
from portal.scripts.place import Place, ini_argument
from search import open_engine
from search.indexer import Indexer


@click.command(short_help="压缩数据库，腾出地方")
@click.option(
    "--days", type=click.IntRange(0), default=7, show_default=True, help="最近几天里改过的，旧样子都留着"
)
@ini_argument
def pack(days: int, ini: str) -> None:
    """去掉数据库里早已改过的旧样子，和没有用处的文件；记录、账本和每一步的历史都不动。

    数据库是文件（file://）时，先停下 jiujinan serve，再备份，再运行；在服务器上（postgres://）时，网站开着也能运行。
    """
    place = Place.read(ini)
    if place.database_file is not None and not place.database_file.exists():
        raise Stop("数据库里还没有区。请先运行 jiujinan init 或 jiujinan demo。")
    with place.database() as database:
        check_steps(database)
        _bring_index_up(place, database)
        try:
            done = packed(database, place.uri, days=days, at=utc_now(), by=getpass.getuser())
        except PackError as error:
            click.echo("\n".join(fault.sentence for fault in error.faults))
            raise Stop(
                f"压缩以后核对，有 {len(error.faults)} 处不对。"
                f"原来的文件还在旁边（{place.database_file}.old），请保留现场，报告审计和纪检。"
            ) from None
    remember(place.settings.readlog, done)
    click.echo(_told(done))


def _bring_index_up(place: Place, database: DB) -> None:
    """What is gone from the storage cannot be taken out of the index any more: it hears of everything first."""
    if place.index_folder is not None and place.index_folder.exists():
        engine = open_engine(place.raw["search.uri"])
        try:
            Indexer(engine, StorageChanges(database)).catch_up()
        finally:
            engine.close()


def _told(done: Packed) -> str:
    return (
        f"压缩好了，核对过全部记录：原来 {megabytes(done.before)}，现在 {megabytes(done.after)}，"
        f"腾出 {megabytes(done.saved)}。"
    )


def megabytes(size: int) -> str:
    """In MB with one decimal, as disks are counted."""
    return f"{size / 1_000_000:.1f} MB"
