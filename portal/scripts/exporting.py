"""`jiujinan export`: lists as files, of what one account may see; beside a running portal, which it does not touch."""

from __future__ import annotations

import tempfile
from pathlib import Path

import click

from portal import main as make_app
from portal.acting import Acting
from portal.demo.build import close
from portal.exporting.lists import LISTS
from portal.exporting.table import FORMATS, written
from portal.scripts.failure import Stop
from portal.scripts.place import Place, ini_argument, read_only_uri, refuse_unknown

ALL = "all"


@click.command("export", short_help="把清单写成文件：CSV、Excel、JSON Lines")
@click.argument("name", metavar="清单", type=click.Choice([*LISTS, ALL]))
@click.argument("folder", metavar="文件夹", type=click.Path(file_okay=False, path_type=Path))
@click.option(
    "--format", "format", type=click.Choice(list(FORMATS)), default="csv", help="格式，不写就是 csv"
)
@click.option("--as", "login", required=True, help="用谁的账号：这个人看得到的才写进去")
@click.option("--personal", is_flag=True, help="带上个人信息；每一户都留下查看记录")
@ini_argument
def export(name: str, folder: Path, format: str, login: str, personal: bool, ini: str) -> None:
    """把一份清单（all 是全部）写进文件夹。不写 --personal 就没有个人信息。网站开着也能运行。"""
    place = Place.read(ini)
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    with tempfile.TemporaryDirectory() as scratch:
        # The index is not asked, and a running portal's own is let alone.
        raw = {"zodbconn.uri": read_only_uri(place.uri), "search.uri": f"whoosh:{scratch}/index"}
        raw |= {"portal.index_in_process": "false", "portal.worker_in_process": "false"}
        registry = make_app({}, **place.raw | raw).registry
        try:
            refuse_unknown(registry, login)
            for one in LISTS if name == ALL else (name,):
                _write(Acting(registry), one, folder, format, login, personal)
        finally:
            close(registry)


def _write(acting: Acting, name: str, folder: Path, format: str, login: str, personal: bool) -> None:
    """What was opened is on record before the file is there."""
    with acting.acting(login, acting.registry.clock()) as request:
        table = LISTS[name].table(request, personal=personal)
        table = table._replace(rows=[list(row) for row in table.rows])
        data = written(table, format)
    acting.leave()
    path = folder / f"{name}.{FORMATS[format].suffix}"
    if path.exists():
        raise Stop(f"{path} 已经有了，没有覆盖。请换一个文件夹。")
    path.touch(mode=0o600)
    path.write_bytes(data)
    click.echo(f"{LISTS[name].title}：{len(list(table.rows))} 行，写进 {path}")
