"""The two languages: every word is collected, Chinese stands by itself, English is whole and keeps every figure."""

from __future__ import annotations

import re
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from pyramid.i18n import TranslationStringFactory, make_localizer

from portal.i18n import translated
from portal.words import event as eventwords
from portal.words import state as states
from tests import catalogue

_ = TranslationStringFactory("portal")
HAN = re.compile(r"[\u4e00-\u9fff]")
WIDE = re.compile(r"[\u3001-\u303f\uff01-\uffee\u4e00-\u9fff]")
FIGURE = re.compile(r"\$\{\w+\}")
WITHOUT_HAN = {"${kind}“${name}”", "${kind} ${id}：${what}", "："}
"""Msgids that only put other words together."""


@pytest.fixture(scope="module")
def english() -> Any:
    return catalogue.english()


@pytest.fixture(scope="module")
def said() -> Any:
    return catalogue.extracted()


def test_every_msgid_is_chinese(said: Any) -> None:
    assert {m.id for m in said if m.id and not HAN.search(m.id)} <= WITHOUT_HAN


def test_everything_said_is_in_the_catalogue(said: Any, english: Any) -> None:
    """Where this fails, ``make catalogue`` lists what has to be translated."""
    missing = [m.id for m in said if m.id and english.get(m.id, m.context) is None]
    assert missing == []


def test_everything_has_its_english(english: Any) -> None:
    assert [m.id for m in english if m.id and not m.string.strip()] == []
    assert [m.id for m in english if m.id and m.fuzzy] == []


def test_english_keeps_every_figure(english: Any) -> None:
    wrong = [
        m.id for m in english if m.id and sorted(FIGURE.findall(m.id)) != sorted(FIGURE.findall(m.string))
    ]
    assert wrong == []


def test_english_is_english(english: Any) -> None:
    """But for examples of what is to be typed, which stand in quotation marks."""
    plain = {m.id: re.sub(r'"[^"]*"', "", m.string) for m in english if m.id}
    assert {id: words for id, words in plain.items() if WIDE.search(words)} == {}


def test_nothing_obsolete_is_kept(english: Any, said: Any) -> None:
    known = {(m.id, m.context) for m in said}
    assert [m.id for m in english if m.id and (m.id, m.context) not in known] == []


# How it is said


def reader(locale: str) -> Any:
    catalogue.compiled()
    return SimpleNamespace(localizer=make_localizer(locale, [str(catalogue.ROOT / "portal/locale")]))


def test_chinese_needs_no_catalogue() -> None:
    request = reader("zh_Hans")
    assert translated(request, _("打开案件")) == "打开案件"
    assert translated(request, eventwords.SENTENCES["allocation"]["disburse"]) == "拨付"


def test_without_the_compiled_catalogue_the_portal_speaks_chinese(tmp_path: Path) -> None:
    """A fresh checkout that was never compiled: nothing fails."""
    folder = tmp_path / "en/LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "portal.po").write_bytes(catalogue.ENGLISH.read_bytes())
    request: Any = SimpleNamespace(localizer=make_localizer("en", [str(tmp_path)]))
    assert translated(request, _("打开案件")) == "打开案件"


def test_english_comes_from_the_catalogue() -> None:
    request = reader("en")
    assert translated(request, _("打开案件")) == "Open the case"


def test_a_step_a_state_and_a_thing_done_are_told_apart() -> None:
    request = reader("en")
    assert translated(request, _("暂停资格")) == "Suspend"
    assert translated(request, states.tag("organisation", "suspended").words) == "Suspended"
    assert translated(request, eventwords.SENTENCES["allocation"]["disburse"]) == "Disbursed"
    assert translated(request, _("拨付")) == "Disburse"


def test_words_inside_words_are_translated_too() -> None:
    request = reader("en")
    message = _("转给部门办理：${assistance}", mapping={"assistance": _("医疗救助")})
    assert translated(reader("zh_Hans"), message) == "转给部门办理：医疗救助"
    inside = _("限定用于${category}", mapping={"category": _("医疗")})
    assert translated(request, inside) == "Designated to Medical"
