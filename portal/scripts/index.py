"""`jiujinan reindex`: builds the search index anew from the database."""

from __future__ import annotations

import shutil
from pathlib import Path

import click

from portal.indexing import StorageChanges
from portal.scripts.failure import Stop
from portal.scripts.place import Place, ini_argument
from search import open_engine
from search.indexer import Indexer


@click.command(short_help="重建搜索索引")
@ini_argument
def reindex(ini: str) -> None:
    """在旁边从头建一份搜索索引，建好再换上。要先停下 jiujinan serve。"""
    place = Place.read(ini)
    folder = place.index_folder
    if folder is None:
        raise Stop("search.uri 不是 whoosh:，这条命令管不了。", 2)
    with place.database() as database:
        fresh = folder.with_name(folder.name + ".new")
        shutil.rmtree(fresh, ignore_errors=True)
        engine = open_engine(f"whoosh:{fresh}")
        try:
            Indexer(engine, StorageChanges(database)).catch_up()
            total = engine.count()
        finally:
            engine.close()
        _switch(fresh, folder)
    click.echo(f"索引建好了：{total} 条。")


def _switch(fresh: Path, folder: Path) -> None:
    old = folder.with_name(folder.name + ".old")
    shutil.rmtree(old, ignore_errors=True)
    if folder.exists():
        folder.rename(old)
    fresh.rename(folder)
    shutil.rmtree(old, ignore_errors=True)
