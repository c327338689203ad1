"""No Chinese in code or templates goes past the catalogue."""

from __future__ import annotations

import ast
import re
from typing import Any

from chameleon.namespaces import I18N_NS
from lingua.extractors.xml import ChameleonExtractor

from tests import catalogue

WIDE = re.compile(r"[\u3001-\u303f\uff01-\uffee\u4e00-\u9fff]")
UNTRANSLATED = re.compile(r"_\('[^']*'\)")
PORTAL = catalogue.ROOT / "portal"
OWN_LANGUAGE = {
    "portal/anonymity.py": "looks for Chinese in what people write",
    "portal/bankfile.py": "banks read Chinese",
    "portal/demo": "people's own words",
    "portal/evolving.py": "the command line",
    "portal/forms/numbers.py": "reads places as people write them side by side",
    "portal/forms/types.py": "reads Chinese dates and sums",
    "portal/exporting": "heads of tables, which an import reads again",
    "portal/importing": "reads Chinese texts and tables, and answers on the command line",
    "portal/present.py": "writes Chinese",
    "portal/scripts": "the command line",
    "portal/backup.py": "what the command line says of a backup",
    "portal/mail.py": "mail, which is written where no reader has a language",
    "portal/clockwork/digest.py": "mail too",
    "portal/settings.py": "the site's name, translated where it is shown",
}
"""Files whose Chinese is not said through the catalogue, and why."""
SPOKEN_PLAIN = {
    "portal/audit.py": {"："},
    "portal/errors.py": {"出错了，没有保存。请稍后再试。编号 "},
    "portal/views/home.py": {"生活费", "看病", "棉被", "陪护"},
}
"""The command line's faults, the line of text where no page can be drawn, and what people search for."""


def test_chinese_in_code_is_said_through_the_catalogue() -> None:
    said = {message.id for message in catalogue.extracted()}
    found = {}
    for path in PORTAL.rglob("*.py"):
        name = str(path.relative_to(catalogue.ROOT))
        if not any(name.startswith(own) for own in OWN_LANGUAGE):
            loose = {text for text in _texts(ast.parse(path.read_text())) if WIDE.search(text)}
            found[name] = loose - said - SPOKEN_PLAIN.get(name, set())
    assert {name: loose for name, loose in found.items() if loose} == {}


def _texts(tree: ast.AST) -> list[str]:
    """Every string of a module but docstrings and other strings that stand alone."""
    alone = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    constants = (node for node in ast.walk(tree) if isinstance(node, ast.Constant))
    return [c.value for c in constants if isinstance(c.value, str) and id(c) not in alone]


class Loose(ChameleonExtractor):
    """Finds Chinese in a template that no i18n attribute covers."""

    def __init__(self) -> None:
        self.config = {"default-engine": "python"}
        self.found: list[str] = []

    def visit_text(self, data: str) -> Any:
        if not (self.translatestack and self.translatestack[-1]):
            self._look(data)
        return super().visit_text(data)

    def visit_element(self, start: Any, end: Any, children: Any) -> Any:
        attributes = start["ns_attrs"]
        covered = (attributes.get((I18N_NS, "attributes")) or "").replace(";", " ").split()
        for (namespace, name), value in attributes.items():
            if namespace != I18N_NS and name not in covered:
                self._look(value)
        return super().visit_element(start, end, children)

    def _look(self, text: str) -> None:
        if WIDE.search(UNTRANSLATED.sub("", text)):
            self.found.append(text.strip())


class Options:
    domain = "portal"
    keywords: tuple[str, ...] = ()
    comment_tag = None


def test_chinese_in_templates_is_said_through_the_catalogue() -> None:
    found = {}
    for path in PORTAL.rglob("*.pt"):
        template = Loose()
        with path.open("rb") as file:
            template(str(path), Options(), file)
        found[str(path)] = set(template.found) - {"中文"}
    assert {path: loose for path, loose in found.items() if loose} == {}
