"""`jiujinan demo`: a district with invented people and cases, to look at and to try everything in."""

from __future__ import annotations

import shutil
from pathlib import Path

import click

from content.policy import SHIPPED, load
from portal.demo.build import FULL, build
from portal.district import has_district, make_keyring
from portal.scripts.failure import Stop
from portal.scripts.place import Place, ini_argument
from portal.sealing import KEY_FILE


@click.command(short_help="建一个演示区")
@click.option("--if-missing", is_flag=True, help="已经有了就什么也不做")
@click.option("--cases", type=click.IntRange(0, FULL), default=FULL, help="除固定的以外再编多少个案件")
@ini_argument
def demo(if_missing: bool, cases: int, ini: str) -> None:
    """建一个演示区：人物、家庭和案件都是虚构的，设置里要写 portal.demo = true。"""
    place = Place.read(ini)
    if not place.settings.demo:
        raise Stop(f"{ini} 里没有 portal.demo = true，这里不能建演示区。", 2)
    if place.database_file is None or place.index_folder is None:
        raise Stop("演示区只建在一台机器上：zodbconn.uri 要用 file://，search.uri 要用 whoosh:。", 2)
    if place.database_file.exists() and _has_district(place):
        if if_missing:
            return
        raise Stop("这里已经有一个区了，没有改动。要重新开始，先停下网站，再删掉 var 文件夹。")
    click.echo("正在建演示区……")
    _build_aside(place, place.database_file, place.index_folder, cases)
    click.echo("演示区建好了。")


def _has_district(place: Place) -> bool:
    with place.database(read_only=True) as database:
        return has_district(database)


def _build_aside(place: Place, database_file: Path, index_folder: Path, cases: int) -> None:
    """Build beside and move into place at the end, the database last: who stops it half-way finds nothing half-made."""
    place.make_folders()
    scratch = database_file.parent / "building"
    shutil.rmtree(scratch, ignore_errors=True)
    scratch.mkdir(mode=0o700)
    aside = place.moved_to(scratch)
    make_keyring(aside.settings.keyring)
    build(aside.raw, load(SHIPPED), size=cases)
    shutil.rmtree(index_folder, ignore_errors=True)
    if place.files_folder is not None:
        shutil.rmtree(place.files_folder, ignore_errors=True)
    _move_seals(aside, place)
    for built, target in (
        (aside.settings.keyring, place.settings.keyring),
        (aside.settings.readlog, place.settings.readlog),
        (aside.index_folder, index_folder),
        (aside.files_folder, place.files_folder),
        (aside.database_file, database_file),
    ):
        if built is not None and target is not None:
            built.rename(target)
    shutil.rmtree(scratch)


def _move_seals(aside: Place, place: Place) -> None:
    """The seals and the key that signs them; those of a district that is gone testify to nothing any more."""
    shutil.rmtree(place.settings.seals_folder, ignore_errors=True)
    if aside.settings.seals_folder.exists():
        aside.settings.seals_folder.rename(place.settings.seals_folder)
        aside.settings.keyring.with_name(KEY_FILE).replace(place.settings.keyring.with_name(KEY_FILE))
