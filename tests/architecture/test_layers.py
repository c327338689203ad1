"""The layer contracts hold, and every one of them fails when it is broken on purpose."""

from __future__ import annotations

import configparser
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGES = ("portal", "content", "matching", "search")

OFFENCES = {
    "layers": [
        ("content/offence.py", "import portal.present"),
        ("content/offence.py", "from matching import problem"),
        ("matching/offence.py", "from search import engine"),
        ("search/offence.py", "from content.need import Need"),
    ],
    "matching": [
        ("matching/offence.py", "from persistent import Persistent"),
        ("matching/offence.py", "import pyramid.request"),
        ("matching/offence.py", "from BTrees.OOBTree import OOBTree"),
    ],
    "content": [
        ("content/offence.py", "import colander"),
        ("content/offence.py", "from whoosh import fields"),
        ("content/offence.py", "from pyramid.authorization import Allow"),
    ],
    "search": [
        ("search/offence.py", "import ZODB"),
        ("search/offence.py", "from persistent import Persistent"),
    ],
    "engine": [
        ("search/offence.py", "from whoosh.query import Term"),
        ("portal/offence.py", "import whoosh"),
    ],
    "views": [
        ("portal/views/offence.py", "from portal.views import me"),
        ("portal/views/offence.py", "from portal.views.step import step"),
    ],
    "portal": [
        ("portal/forms/offence.py", "from portal.views import me"),
        ("portal/commands/offence.py", "from portal.views import me"),
        ("portal/commands/offence.py", "import portal.views.step"),
    ],
}


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The packages' own modules beside the settings of the contracts."""
    target = tmp_path_factory.mktemp("tree")
    for package in PACKAGES:
        only_modules = shutil.ignore_patterns("__pycache__", "*.pt", "*.mo", "*.toml", "*.txt", "*.css")
        shutil.copytree(ROOT / package, target / package, ignore=only_modules)
    shutil.copy(ROOT / "setup.cfg", target)
    return target


@pytest.fixture
def offend(copy: Path) -> Iterator[Path]:
    before = set(copy.rglob("*.py"))
    yield copy
    for path in set(copy.rglob("*.py")) - before:
        path.unlink()


def lint(tree: Path) -> subprocess.CompletedProcess[str]:
    command = Path(sys.executable).with_name("lint-imports")
    environment = {**os.environ, "PYTHONPATH": str(tree), "COLUMNS": "200"}
    return subprocess.run(
        [command, "--config", "setup.cfg", "--no-cache"],
        cwd=tree,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


def contracts() -> dict[str, str]:
    """The contracts of setup.cfg: short name → what it says."""
    settings = configparser.ConfigParser()
    settings.read(ROOT / "setup.cfg", encoding="utf-8")
    prefix = "importlinter:contract:"
    return {
        name.removeprefix(prefix): settings[name]["name"]
        for name in settings.sections()
        if name.startswith(prefix)
    }


def test_the_contracts_hold(copy: Path) -> None:
    result = lint(copy)
    assert result.returncode == 0, result.stdout
    assert f"{len(contracts())} kept, 0 broken" in result.stdout


def test_every_contract_is_broken_here() -> None:
    assert set(OFFENCES) == set(contracts())


@pytest.mark.parametrize(
    ("name", "path", "line"),
    [(name, path, line) for name, offences in OFFENCES.items() for path, line in offences],
)
def test_a_broken_contract_fails(offend: Path, name: str, path: str, line: str) -> None:
    (offend / path).write_text(f"{line}\n", encoding="utf-8")
    result = lint(offend)
    assert result.returncode != 0
    assert f"{contracts()[name]} BROKEN" in result.stdout, result.stdout
    assert path.removesuffix(".py").replace("/", ".") in result.stdout
