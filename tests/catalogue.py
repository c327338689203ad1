"""Collects every word that the portal can say and brings the English catalogue up to it: ``make catalogue``."""

from __future__ import annotations

import inspect
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from enum import Enum
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from content import vocabulary
from content.policy import SHIPPED, load
from portal.settings import Settings

ROOT = Path(__file__).parent.parent
ENGLISH = ROOT / "portal/locale/en/LC_MESSAGES/portal.po"
WIDTH = 110
CONTEXTS = {"portal/words/event.py": "event", "portal/words/state.py": "state", "portal/audit.py": "record"}
CONTEXTS |= {f"portal/words/happened/{name}.py": "event" for name in ("family", "giving", "office")}
"""Files whose words have a translation of their own, since English tells a step from a thing done."""


def extracted() -> Catalog:
    """Every msgid with the files it stands in: of templates and code, of the vocabulary and the shipped rules."""
    with tempfile.TemporaryDirectory() as folder:
        pot = Path(folder) / "portal.pot"
        tool = Path(sys.executable).parent / "pot-create"
        options = ["--domain", "portal", "--no-linenumbers", "--sort-by-file", "--output", str(pot)]
        subprocess.run([tool, *options, "portal"], cwd=ROOT, check=True, capture_output=True)
        with pot.open("rb") as file:
            found = read_po(file, domain="portal")
    words = Catalog(domain="portal", project="jiujinan", version="0.1.0", charset="utf-8", fuzzy=False)
    for message in found:
        places = {path.removeprefix("./") for path, _line in message.locations} if message.id else ()
        for place in sorted(places):
            words.add(message.id, locations=[(place, None)], context=CONTEXTS.get(place))
    for place, label, context in spoken_data():
        words.add(label, locations=[(place, None)], context=context)
    return words


def spoken_data() -> Iterator[tuple[str, str, str | None]]:
    """(file, words, context) of what is kept as data and said through the catalogue all the same."""
    for _name, kind in inspect.getmembers(vocabulary, inspect.isclass):
        if issubclass(kind, Enum) and hasattr(kind, "choices"):
            yield from ((_file(kind), word.label, None) for word in kind)
    yield from ((_file(vocabulary.SourceKind), word.label, "source") for word in vocabulary.SourceKind)
    rules = load(SHIPPED)
    papers = [*rules.common_papers, *(paper for kind in rules.kinds for paper in kind.papers)]
    yield from (("content/policy/zhoucun.toml", paper.name, None) for paper in papers)
    yield "portal/settings.py", Settings.title, None


def _file(kind: type) -> str:
    return f"{kind.__module__.replace('.', '/')}.py"


def english() -> Catalog:
    with ENGLISH.open("rb") as file:
        return read_po(file, locale="en", domain="portal")


def merge() -> Catalog:
    """The English catalogue with today's msgids; what is said no more stays behind as obsolete."""
    catalogue = english() if ENGLISH.exists() else Catalog(locale="en", domain="portal", fuzzy=False)
    template = extracted()
    catalogue.update(template, no_fuzzy_matching=True, update_creation_date=False)
    catalogue.project, catalogue.version = template.project, template.version
    catalogue.msgid_bugs_address = catalogue.last_translator = catalogue.language_team = ""
    catalogue.header_comment = "# English for the portal; the msgids are the Chinese words themselves."
    for message in catalogue:
        message.flags -= {"python-format", "python-brace-format"}
    return catalogue


def compiled() -> None:
    """Bring the compiled catalogue up to the written one, as ``make`` does before it runs or tests anything."""
    compact = ENGLISH.with_suffix(".mo")
    if compact.exists() and compact.stat().st_mtime >= ENGLISH.stat().st_mtime:
        return
    fresh = compact.with_suffix(f".{os.getpid()}")
    with fresh.open("wb") as file:
        write_mo(file, english())
    fresh.replace(compact)


def main() -> None:
    catalogue = merge()
    ENGLISH.parent.mkdir(parents=True, exist_ok=True)
    with ENGLISH.open("wb") as file:
        write_po(file, catalogue, width=WIDTH)
    waiting = [message.id for message in catalogue if message.id and not message.string]
    for words in waiting:
        print(words)
    print(f"{len(catalogue)} msgids, {len(waiting)} without English, {len(catalogue.obsolete)} said no more")


if __name__ == "__main__":
    main()
