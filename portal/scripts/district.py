"""`jiujinan init` and `jiujinan check`: a district from its policy file, every mistake named by line."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from content.policy import Policy, load
from portal.district import build_district, make_keyring
from portal.readlog import ReadLog
from portal.root import utc_now
from portal.scripts.place import Place, ini_argument

policy_file = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command(short_help="按规则文件建一个区")
@click.option("--policy", required=True, type=policy_file, help="规则文件（TOML）")
@ini_argument
def init(policy: Path, ini: str) -> None:
    """按规则文件建一个区：先检查规则，再建数据库、密钥环和读取记录。"""
    place, rules = Place.read(ini), load(policy)
    make_district(place, rules, utc_now())
    click.echo(f"已建好{rules.district.name}：{len(rules.units)} 个单位，规则版本 {rules.version[:12]}。")
    click.echo(f"密钥环在 {place.settings.keyring}，请另外备份，不要和数据库放在一起。")
    click.echo(f"下一步：jiujinan user add，然后 jiujinan serve {ini}")


@click.command(short_help="检查规则文件")
@click.argument("file", type=policy_file)
def check(file: Path) -> None:
    """检查规则文件，每一处错误都写出第几行。"""
    rules = load(file)
    click.echo(
        f"没有发现错误：{rules.district.name}，{len(rules.towns)} 个镇（街道），{len(rules.kinds)} 类救助。"
    )


def make_district(place: Place, rules: Policy, at: datetime) -> None:
    """Folders, database, key ring and read log; raises AlreadyThere where there is a district."""
    place.make_folders()
    with place.database() as database:
        build_district(database, rules, at)
    make_keyring(place.settings.keyring)
    ReadLog(place.settings.readlog).close()
