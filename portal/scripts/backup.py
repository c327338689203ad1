"""`jiujinan backup` and `jiujinan restore`: copies beside a running portal, each proved to open."""

from __future__ import annotations

from pathlib import Path

import click

from portal import backup as backups
from portal.root import utc_now
from portal.scripts.failure import Stop
from portal.scripts.place import Place, ini_argument
from portal.sealing import KEY_FILE

folder_argument = click.argument("folder", type=click.Path(file_okay=False, path_type=Path))


@click.command(short_help="备份")
@click.option("--keyring", is_flag=True, help="只备份密钥环；要和数据的备份分开放")
@folder_argument
@ini_argument
def backup(keyring: bool, folder: Path, ini: str) -> None:
    """备份到文件夹 FOLDER：数据库、文件、读取记录、封存和规则，再打开核对一遍。网站开着也能运行；再运行只补新的。"""
    place = Place.read(ini)
    try:
        if keyring:
            ring = place.settings.keyring
            copied = backups.copy_keys(ring, ring.with_name(KEY_FILE), folder)
            click.echo(f"密钥环备份好了：{'、'.join(map(str, copied))}。没有它，数据的备份打不开；请锁好。")
            return
        note = backups.make(_files(place), folder, at=utc_now())
    except backups.BackupError as error:
        raise Stop(str(error)) from None
    click.echo(f"备份好了：{note.records} 份记录，打开核对过，在 {note.folder}。")
    click.echo("密钥环不在里面。还没有另外备份的，请运行 jiujinan backup --keyring，放到别处。")


@click.command(short_help="从备份恢复")
@folder_argument
@ini_argument
def restore(folder: Path, ini: str) -> None:
    """把 FOLDER 里的备份恢复到 INI 指的地方；那里已经有数据库的，不动。密钥环要另外放回去。"""
    place = Place.read(ini)
    place.make_folders()
    try:
        records = backups.restore(folder, _files(place))
    except backups.BackupError as error:
        raise Stop(str(error)) from None
    click.echo(f"恢复好了：{records} 份记录。搜索索引在网站启动时重建。")
    if not place.settings.keyring.exists():
        click.echo(f"还缺密钥环：请把它的备份放到 {place.settings.keyring}，再启动网站。")


def _files(place: Place) -> backups.Files:
    return backups.Files.at(place.settings, place.uri)
