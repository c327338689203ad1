"""`jiujinan import`: brings files in through the same forms as everything else, and tells what became of every line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import click

from portal import main as make_app
from portal.acting import Acting
from portal.demo.build import close
from portal.importing.mapping import Mapping, MappingError, own, own_names
from portal.importing.mapping import read as read_mapping
from portal.importing.reading import Row
from portal.importing.reading import rows as read_rows
from portal.importing.run import CHANGED, KNOWN, LEFT_OUT, NEW, REFUSED, RENEWED, Outcome, run
from portal.importing.target import TARGETS
from portal.scripts.failure import Stop
from portal.scripts.place import Place, ini_argument, refuse_unknown

SUFFIXES = {
    "jsonl": (".jsonl", ".ndjson"),
    "csv": (".csv",),
    "xlsx": (".xlsx",),
    "text": (".md", ".txt", ".html"),
}
SAID = {
    NEW: "新登记 {n} 条",
    RENEWED: "换上新文本 {n} 份",
    KNOWN: "以前登记过 {n} 条，没有再登记",
    CHANGED: "内容变了 {n} 条，没有改",
    LEFT_OUT: "按规则没有收 {n} 条",
    REFUSED: "没有收 {n} 条",
}


@click.command("import", short_help="从文件登记：JSON Lines、CSV、Excel、文本")
@click.argument("source", type=click.Path(exists=True, path_type=Path))
@click.option(
    "--mapping",
    "mapping_file",
    required=True,
    help=f"对照表（TOML）：哪一列填进哪一格；本站导出的文件写 {'、'.join(own_names())}",
)
@click.option("--as", "login", required=True, help="用谁的账号登记；要有相应的权限")
@click.option("--trial", is_flag=True, help="只试一遍，什么也不登记")
@ini_argument
def import_(source: Path, mapping_file: str, login: str, trial: bool, ini: str) -> None:
    """从文件或文件夹登记，每一行都经过和网页上一样的表格；没有收的逐行说明原因。要先停下 jiujinan serve。"""
    place = Place.read(ini)
    try:
        mapping = _mapping(mapping_file, source)
        if mapping.target not in TARGETS:
            raise MappingError(f"{mapping_file}：target 要写 {'、'.join(TARGETS)} 之一")
        rows = [row for path in _files(source, mapping) for row in _rows(path, mapping)]
    except MappingError as error:
        raise Stop(f"{error}。", 2) from None
    _tell_columns(mapping, rows)
    app = make_app(
        {}, **place.raw | {"portal.index_in_process": "false", "portal.worker_in_process": "false"}
    )
    registry = app.registry
    try:
        refuse_unknown(registry, login)
        acting = Acting(registry)
        with click.progressbar(
            run(acting, login, mapping, rows, registry.clock, trial=trial),
            length=len(rows),
            label="登记",
        ) as bar:
            outcomes = list(bar)
        acting.leave()
        registry.indexer.catch_up()
    finally:
        close(registry)
    _tell(outcomes, trial)


def _mapping(name: str, source: Path) -> Mapping:
    if name in own_names():
        return own(name, source)
    if not Path(name).is_file():
        raise Stop(f"没有找到对照表 {name}。", 2)
    return read_mapping(Path(name))


def _files(source: Path, mapping: Mapping) -> list[Path]:
    if source.is_file():
        return [source]
    found = sorted(path for path in source.iterdir() if path.suffix.lower() in SUFFIXES[mapping.format])
    if not found:
        raise MappingError(f"{source} 里没有 {'、'.join(SUFFIXES[mapping.format])} 文件")
    return found


def _rows(path: Path, mapping: Mapping) -> list[Row]:
    try:
        return read_rows(path, mapping)
    except ValueError as error:
        raise MappingError(f"{path.name}：{str(error).rstrip('。')}") from None


def _tell_columns(mapping: Mapping, rows: Iterable[Row]) -> None:
    """A column that nobody looks at is named, and so is one that no row has: either may be a slip of the pen."""
    there = {column for row in rows for column in row.values} - {"entry", mapping.together}
    if there - mapping.columns:
        click.echo(f"没有用到的列：{'、'.join(sorted(there - mapping.columns))}")
    if there and mapping.columns - there:
        click.echo(f"对照表里有、文件里没有的列：{'、'.join(sorted(mapping.columns - there))}")


def _tell(outcomes: list[Outcome], trial: bool) -> None:
    for outcome in outcomes:
        for why in outcome.why:
            click.echo(f"{outcome.where}：{why}")
    hidden = sum(outcome.hidden for outcome in outcomes)
    if hidden:
        click.echo(f"有 {hidden} 处个人的号码没有收进会公开的内容。")
    counts = Counter(outcome.what for outcome in outcomes)
    parts = [words.format(n=counts[what]) for what, words in SAID.items() if counts[what]]
    begin = "试了一遍，什么也没有登记：" if trial else ""
    click.echo(f"{begin}一共 {len(outcomes)} 条：{'；'.join(parts) or '没有内容'}。")
    if counts[REFUSED]:
        raise SystemExit(1)
