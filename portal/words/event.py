"""What happened, as a clerk would say it: one sentence for every event that a history can hold."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pyramid.i18n import TranslationString, TranslationStringFactory
from pyramid.request import Request

from content.history import Event
from content.vault import Sealed
from content.vocabulary import Category, Ground, Kind, SourceKind
from portal.i18n import translated
from portal.present import money
from portal.words.happened import family, giving, office
from portal.words.happened.context import _
from portal.words.rights import figures_of

LABEL = TranslationStringFactory("portal")

SENTENCES: dict[str, Mapping[str, str]] = {**family.SENTENCES, **giving.SENTENCES, **office.SENTENCES}
"""Document kind → event → sentence. A test holds it against every workflow and every record() in the code."""

MORE: Mapping[tuple[str, str], tuple[str, str]] = {
    ("referral", "complete"): ("granted_fen", _("部门办结，救助 ${granted_fen}")),
    ("fund", "set_budget"): ("category", _("定预算：${category} ${amount_fen}")),
}
"""Events that say more where a detail is not 0: (kind, event) → (detail, sentence)."""

OF_THE_CLOCK = {
    "due_moved": _("放假安排公布了，期限重新算过"),
    "found_late": _("超期没有办，报区民政局督办"),
}
"""What the clock's work writes into the history of any kind of document."""

COVERED = {
    "proposed": _("拟由${source}帮助"),
    "met": _("${source}的帮助已落实"),
    "freed": _("${source}不帮了，重新找"),
    "barred": _("不再找这个来源：${source}"),
    "unbarred": _("可以再找这个来源：${source}"),
}
PAPER = {"have": _("收到一份材料"), "lack": _("有一份材料还缺"), "later": _("有一份材料可以后补")}
ALSO_WITHOUT_KIND = ("case", "referral", "need", "visit", "proposal", "allocation")
"""Where a sentence is looked for when the caller does not know the kind."""


def words(event: Event, kind: str = "") -> TranslationString:
    """The sentence of an event of a document of *kind*; an event that has none shows its name, and a test finds it."""
    sentence = _sentence(event, kind)
    return TranslationString(sentence, domain="portal", mapping=_figures(event))


def told(request: Request, event: Event, kind: str = "") -> str:
    """The same in the reader's language; people, roles and days are named as this district knows them."""
    sentence = words(event, kind)
    figures = {**(sentence.mapping or {}), **figures_of(request, event)}
    return translated(request, TranslationString(sentence, domain="portal", mapping=figures))


def has_reason(event: Event) -> bool:
    """Whether somebody's own words are under seal in it."""
    return any(isinstance(value, Sealed) for _name, value in event.details)


def _sentence(event: Event, kind: str) -> str:
    if event.name == "covered":
        return COVERED.get(str(event.detail("status")), SENTENCES["need"]["covered"])
    if event.name == "stood_in":
        return SENTENCES["account"]["stood_in"]
    if event.name == "paper":
        return PAPER.get(str(event.detail("status")), SENTENCES["case"]["paper"])
    detail, longer = MORE.get((kind or "referral", event.name), ("", ""))
    if detail and event.detail(detail):
        return longer
    if event.name in OF_THE_CLOCK:
        return OF_THE_CLOCK[event.name]
    kinds = (kind,) if kind else ALSO_WITHOUT_KIND
    return next((SENTENCES[k][event.name] for k in kinds if event.name in SENTENCES.get(k, {})), event.name)


def _figures(event: Event) -> dict[str, Any]:
    """The details as people read them: sums as money, codes as words."""
    return {name: _figure(name, value) for name, value in event.details if isinstance(value, str | int)}


def _figure(name: str, value: str | int) -> str:
    if name.endswith("_fen"):
        return money(int(value))
    lexicon = {"category": Category, "assistance": Kind, "source": SourceKind, "ground": Ground}.get(name)
    if lexicon is not None and lexicon.has_word(value):
        return LABEL(lexicon(str(value)).label, context="source" if name == "source" else None)
    return str(value)
