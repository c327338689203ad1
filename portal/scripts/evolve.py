"""`jiujinan evolve`: runs the missing steps in a process that has loaded no living model."""

from __future__ import annotations

import subprocess
import sys

import click

from portal.scripts.place import Place, ini_argument


@click.command(short_help="把旧数据库带到今天的样子")
@click.option("--dry-run", is_flag=True, help="只在旁边试一遍，不改数据库")
@click.option("--contract", is_flag=True, help="连旧程序受不了的步骤也做；要先停下所有旧程序")
@ini_argument
def evolve(dry_run: bool, contract: bool, ini: str) -> None:
    """按顺序做还没有做过的步骤，每一步一个事务；已经做过的不再做。"""
    place = Place.read(ini)
    flags = [flag for flag, wanted in (("--dry-run", dry_run), ("--contract", contract)) if wanted]
    done = subprocess.run([sys.executable, "-m", "portal.evolving", place.uri, *flags], check=False)
    raise SystemExit(done.returncode)
