"""The sentences for what the domain forbids: one per code, with its figures."""

from __future__ import annotations

from typing import Any

from pyramid.i18n import TranslationStringFactory
from pyramid.request import Request

from content.error import DomainError
from portal.present import amount

_ = TranslationStringFactory("portal")

SENTENCES = {
    "wrong_state": _("别人已经先办了一步，这一步不用再办。请刷新页面看现在的情况。"),
    "missing_detail": _("这一步要写明原因。请补上再办。"),
    "same_hand": _("这一步要由另一个人来办，一个人不能办两次。"),
    "taken": _("已经有人先认领了。请到工作列表看别的。"),
    "overdrawn": _("余额不够了，可能刚刚被别的需求用掉。请刷新页面看还有多少。"),
    "need_withdrawn": _("这项需求已经撤回，不用再帮。"),
    "open_referrals": _("还有转办没有办完，办完再结案。"),
    "open_cover": _("还有帮助正在路上，到家里签收以后再结案。"),
    "too_rare": _("全区情况相同的家庭太少，公开会被认出来，所以不能公开。"),
    "no_such_step": _("没有这一步。"),
    "domain": _("按规定，这一步现在办不了。"),
}


def sentence(request: Request, error: DomainError) -> str:
    """What a person reads; an unknown code still says that a rule stands in the way."""
    text = SENTENCES.get(error.code, SENTENCES["domain"])
    figures: dict[str, Any] = {
        name: value for name, value in error.figures.items() if isinstance(value, str | int)
    }
    for name, value in list(figures.items()):
        if name.endswith("_fen") and isinstance(value, int):
            figures[name] = amount(value, "fen")
    localizer = request.localizer
    return str(localizer.translate(text, mapping=figures))
