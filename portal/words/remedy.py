"""What binds a need, and the one change that would help it most, as sentences for the matching desk."""

from __future__ import annotations

from typing import Any, NamedTuple

from pyramid.i18n import TranslationStringFactory

from content.need import Need
from content.plan import reason_of
from content.vocabulary import Category, Urgency
from matching import Cut, Reason
from portal.matchmaking.instance import FUND_ID
from portal.words.match import PER, Words

_ = TranslationStringFactory("portal")


class Remedy(NamedTuple):
    """If what were so, how much more the need would get; and whom that is up to."""

    condition: str
    gain: str
    consent: str


def limits_in_words(words: Words, cut: Cut, need: Need) -> list[str]:
    """One sentence for each limit that binds."""
    return [block.what for block in words.blocks(map(reason_of, cut.limits), need)]


def remedy_in_words(words: Words, remedy: Reason, need: Need) -> Remedy:
    """The change, in the need's unit and the reader's language."""
    figures: dict[str, Any] = dict(remedy)
    rule = figures["rule"]
    is_fund = str(figures["resource"]).startswith(FUND_ID)
    return Remedy(
        _condition(words, rule, figures, need),
        words.amount(int(figures["gain"]), need),
        words.say(BY_COMMITTEE if is_fund else CONSENT.get(rule, CONSENT["H"])),
    )


CONSENT = {
    "available": _("要另外筹到。"),
    "cap": _("不用另外的钱，上限由出这个来源的一方来定。"),
    "H": _("要先问过捐赠人或项目方：不同意就不能改。"),
}
"""Whom a change is up to."""
BY_COMMITTEE = _("由基金管委会来定。")


def _condition(words: Words, rule: str, figures: dict[str, Any], need: Need) -> str:
    source = words.source(str(figures["resource"]))
    if rule == "available":
        more = words.amount(int(figures["more"]), need)
        return words.say(_("如果${source}再有 ${more}"), source=source, more=more)
    if rule == "cap" and str(figures["resource"]).startswith(FUND_ID):
        more = words.amount(int(figures["to"]) - int(figures["amount"]), need)
        whom = words.say(PER[str(figures["per"])])
        return words.say(_("如果${source}给${whom}的额度再多 ${more}"), source=source, whom=whom, more=more)
    if rule == "cap":
        return words.say(
            _("如果${source}对${whom}的上限从 ${before} 提高到 ${after}"),
            source=source,
            whom=words.say(PER[str(figures["per"])]),
            before=words.amount(int(figures["amount"]), need),
            after=words.amount(int(figures["to"]), need),
        )
    return _widened(words, rule, figures, source)


def _widened(words: Words, rule: str, figures: dict[str, Any], source: str) -> str:
    if rule == "H2":
        name = words.say(_(Category(figures["add"]).label))
        return words.say(_("如果${source}也能用于${name}"), source=source, name=name)
    if rule == "H3":
        name = words.place(str(figures["add"]))
        return words.say(_("如果${source}也服务${name}"), source=source, name=name)
    if rule == "H4" and figures["missing"]:
        names = words.listed(figures["missing"])
        return words.say(_("如果${source}不要求“${names}”"), source=source, names=names)
    if rule == "H4":
        names = words.listed(figures["excluded"])
        return words.say(_("如果${source}也能用于“${names}”的家庭"), source=source, names=names)
    if rule == "H5":
        return words.say(_("如果${source}也能给这一户"), source=source)
    if rule == "H6":
        label = words.say(_(Urgency(int(figures["to"])).label))
        return words.say(_("如果${source}也能用于“${label}”的需求"), source=source, label=label)
    if "expires" in figures:
        return words.say(_("如果${source}的期限延到 ${day}"), source=source, day=figures["to"])
    return words.say(_("如果${source}从 ${day} 起就能用"), source=source, day=figures["to"])
