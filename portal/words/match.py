"""The matcher's codes and figures as sentences that clerks read: why, what is next best, what stands in the way."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple

from pyramid.i18n import TranslationStringFactory
from pyramid.request import Request

from content.need import Need
from content.plan import Reason
from content.vocabulary import Attribute, Category, Cause, SourceKind, Urgency
from portal import present
from portal.matchmaking.fundpots import RESERVE
from portal.matchmaking.instance import FUND_ID, scale

_ = TranslationStringFactory("portal")

Figures = Mapping[str, Any]
PER = {"need": _("这一项"), "case": _("这一户"), "place": _("这个镇、街道")}


class Block(NamedTuple):
    """What stands in the way of a need, and what would clear it."""

    what: str
    remedy: str


class Words:
    """Sentences for one request: names of sources and places are looked up in its district, in its language."""

    def __init__(self, request: Request) -> None:
        self.request = request
        self.present = present.for_request(request)

    # Names

    def source(self, resource_id: str) -> str:
        """A source as clerks call it; the id where it is gone."""
        if resource_id == RESERVE:
            return self.say(_("基金的保留金"))
        if resource_id == FUND_ID or resource_id.startswith(f"{FUND_ID}/"):
            return self.say(_("“救急难”公益基金"))
        folder, _slash, id = resource_id.partition("/")
        found = self.request.site[folder].get(id)
        if found is None:
            return resource_id
        kind = self.say(_(SourceKind(found.source_kind).label, context="source"))
        name = found.title or getattr(found, "receipt_number", "") or found.id
        return self.say(_("${kind}“${name}”"), kind=kind, name=name)

    def short_source(self, resource_id: str) -> str:
        """Its own name without its kind, for where there is little room."""
        folder, _slash, id = resource_id.partition("/")
        found = self.request.site[folder].get(id) if id and folder != FUND_ID else None
        return str(found.title) if found is not None and found.title else self.source(resource_id)

    def amount(self, value: int, need: Any) -> str:
        """A figure of the matcher in the need's own unit."""
        return self.present.amount(value * scale(need.unit), need.unit, need.item)

    def place(self, code: str) -> str:
        try:
            return str(self.request.policy.place_name(code))
        except KeyError:
            return code

    def attribute(self, code: str) -> str:
        words: Any = Attribute if Attribute.has_word(code) else Cause
        return self.say(_(words(code).label)) if words.has_word(code) else code

    def listed(self, attributes: Iterable[str]) -> str:
        """Several attributes in one run of words."""
        return self._list(attributes, self.attribute)

    def say(self, message: Any, **figures: object) -> str:
        """A message in the reader's language."""
        return str(self.request.localizer.translate(message, mapping=figures))

    # Why this source

    def why(self, codes: Iterable[str], urgency: int) -> list[str]:
        """The reasons for one proposal, the most telling first."""
        said = [self._why(*code.split(": ", 1)) for code in codes if ": " in code]
        if urgency == 0:
            said.append(self.say(_("最急的需求先满足")))
        return [sentence for sentence in dict.fromkeys(said) if sentence]

    def _why(self, code: str, figure: str) -> str:
        sentences: dict[str, Callable[[], str]] = {
            "pinned": lambda: self.say(_("已经答应，不再变")),
            "despite": lambda: self.say(_("答应以后情况变了，仍然算数")),
            "named_case": lambda: self.say(_("捐赠人指定了这一户")),
            "designated": lambda: self.say(
                _("限定用于${category}"), category=self.say(_(Category(figure).label))
            ),
            "place": lambda: self._served(figure),
            "requires": lambda: self.say(_("要求“${attribute}”，这家符合"), attribute=self.attribute(figure)),
            "urgency_at_most": lambda: (
                self.say(_("只用于“${label}”以上的需求"), label=self.say(_(Urgency(int(figure)).label)))
                if figure != "0"
                else self.say(_("只用于最急的需求"))
            ),
            "kept": lambda: self.say(_("和上一次的方案相同")),
            "expires_in": lambda: (
                self.say(_("${days} 天后到期，先用快到期的"), days=figure)
                if int(figure) >= 0
                else self.say(_("已经到期"))
            ),
            "last_resort": lambda: self.say(_("没有别的来源适合，基金排在最后")),
            "unrestricted": lambda: self.say(_("没有限定用途")),
        }
        return sentences[code]() if code in sentences else ""

    def _served(self, place: str) -> str:
        """That a source serves the whole district goes without saying."""
        if place == self.request.policy.district.code:
            return ""
        return self.say(_("服务${place}"), place=self.place(place))

    # The next best

    def next_best(self, codes: Iterable[str], need: Any) -> str:
        """What would have come next, and what spoke against it."""
        figures = dict(code.split(": ", 1) for code in codes if ": " in code)
        rule = figures.get("rule", "")
        if not rule:
            return self.say(_("没有次选。"))
        source = self.source(figures["resource"])
        if rule in ("available", "cap"):
            block = self._limit(rule, figures, need, source)
            return self.say(_("没有次选：${block}。"), block=block)
        left = self.amount(int(figures.get("left", "0")), need)
        against = {
            "fund": self.say(_("排在最后，因为基金留给没有别处可找的需求")),
            "expiry": self.say(_("晚 ${days} 天到期，先用快到期的"), days=figures.get("days_later", "")),
            "kept": self.say(_("现在的这一份已经在办")),
        }.get(rule, self.say(_("同样合适")))
        return self.say(
            _("${source}，还能出 ${left}；${against}。"), source=source, left=left, against=against
        )

    # What stands in the way

    def blocks(self, reasons: Iterable[Reason], need: Need) -> list[Block]:
        """Every reason why a need stays short, the most useful first."""
        found = [self._block(dict(reason), need) for reason in reasons]
        return list(dict.fromkeys(found))

    def _block(self, figures: Figures, need: Need) -> Block:
        rule = str(figures.get("rule", ""))
        if rule == "no_resource":
            return Block(
                self.say(_("没有同类的来源")),
                self.say(_("公开这项需求，或请慈善组织发布项目、志愿服务")),
            )
        source = self.source(str(figures.get("resource", "")))
        if rule in ("available", "cap"):
            return Block(self._limit(rule, figures, need, source), self._raise(rule, figures, need, source))
        if rule == "free":
            left = self.amount(int(figures.get("left", 0)), need)
            return Block(
                self.say(_("${source}还有 ${left} 没有用上"), source=source, left=left),
                self.say(_("请重新计算")),
            )
        what = self._rule(rule, figures, source)
        return Block(what, self.say(_("请对方放宽这一条，或另找同类的来源")))

    def _limit(self, rule: str, figures: Figures, need: Any, source: str) -> str:
        if rule == "available":
            return self.say(_("${source}已经用完"), source=source)
        per, most = str(figures.get("per", "")), int(figures.get("amount", 0))
        if per == "need" and most == 0:
            return self.say(_("${source}这一项已经谢绝，或您不采用"), source=source)
        if str(figures["resource"]).startswith(FUND_ID):
            return self.say(_("${source}给${whom}的额度已用完"), source=source, whom=self.say(PER[per]))
        return self.say(
            _("${source}对${whom}到了上限 ${most}"),
            source=source,
            whom=self.say(PER[per]),
            most=self.amount(most, need),
        )

    def _raise(self, rule: str, figures: Figures, need: Any, source: str) -> str:
        if rule == "available":
            return self.say(_("${source}再补充，或另找同类的来源"), source=source)
        if figures.get("per") == "need" and not figures.get("amount"):
            return self.say(_("另找同类的来源"))
        if str(figures["resource"]).startswith(FUND_ID):
            return self.say(_("额度由基金管委会定；也可以另找来源"))
        left = self.amount(int(figures.get("left", 0)), need)
        return self.say(_("上限提高以后，它还有 ${left} 可以用"), left=left)

    def _rule(self, rule: str, figures: Figures, source: str) -> str:
        if rule == "H2":
            names = self._list(figures["categories"], lambda code: self.say(_(Category(code).label)))
            return self.say(_("${source}只用于${names}"), source=source, names=names)
        if rule == "H3":
            names = self._list(figures["places"], self.place)
            return self.say(_("${source}只服务${names}"), source=source, names=names)
        if rule == "H4":
            return self._attributes(figures, source)
        if rule == "H5":
            return self.say(_("${source}的捐赠人指定了别的家庭"), source=source)
        if rule == "H6":
            label = self.say(_(Urgency(int(figures.get("max_urgency", 0))).label))
            return self.say(_("${source}只用于“${label}”的需求"), source=source, label=label)
        if rule == "H7" and figures.get("expires"):
            return self.say(_("${source}已经过期（${day}）"), source=source, day=figures["expires"])
        if rule == "H7":
            return self.say(_("${source}从 ${day} 起才能用"), source=source, day=figures["valid_from"])
        return self.say(_("${source}不适合这一项"), source=source)

    def _attributes(self, figures: Figures, source: str) -> str:
        if figures.get("missing"):
            names = self.listed(figures["missing"])
            return self.say(_("${source}要求“${names}”，这家不符合"), source=source, names=names)
        names = self.listed(figures["excluded"])
        return self.say(_("${source}不用于“${names}”的家庭"), source=source, names=names)

    def _list(self, codes: Iterable[str], name: Callable[[str], str]) -> str:
        return self.present.listed(name(code) for code in codes)


def item_name(request: Request, category: str, item: str) -> str:
    """What a need is called on the desk: the category, and the item where there is one."""
    write = present.for_request(request)
    label = write.use(category, "")
    return f"{label}{write.colon}{write.use(category, item)}" if item else label
