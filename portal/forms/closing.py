"""The form of a month's close: the bank's balance by hand, and each difference by its name."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import colander
from pyramid.i18n import TranslationStringFactory
from pyramid.request import Request

from content.closing import Closing, Difference, Statement
from portal.forms import fields
from portal.forms.base import Form, translated
from portal.present import money

_ = TranslationStringFactory("portal")
BANK_HAS_MORE = _("账上是 ${book}，银行多出 ${rest} 没有说明。请查清是哪一笔，填在“两边差在哪里”。")
BANK_HAS_LESS = _("账上是 ${book}，银行少了 ${rest} 没有说明。请查清是哪一笔，填在“两边差在哪里”。")
SIDES = (("more", _("银行比账多")), ("less", _("银行比账少")))


def closing_form(request: Request, closing: Closing) -> Form:
    schema = colander.Schema()
    schema.add(
        fields.money(
            "bank",
            _("银行余额（元）"),
            least_fen=0,
            help=_("照银行对账单上月底最后一天的余额填，不要照着账填。"),
        )
    )
    row = fields.row("difference", _("差额"))
    row.add(fields.text("words", _("是什么"), max=80, help=_("比如“11月30日银行已收、还没有登记的利息”。")))
    row.add(fields.radios("side", _("哪边多"), SIDES, inline=True))
    row.add(fields.money("fen", _("金额（元）")))
    schema.add(
        fields.rows(
            "differences",
            _("两边差在哪里"),
            row,
            add=_("再加一项差额"),
            help=_("两边一样的，不用填。"),
            most=20,
        )
    )
    return Form(
        request,
        schema,
        name="closing",
        buttons=(("prepare", _("交另一个人核对关账"), "primary"),),
        values=_typed(closing.draft) if closing.draft is not None else None,
        version=closing.version,
    )


def differences_of(values: Mapping[str, Any]) -> list[Difference]:
    return [
        Difference(row["words"], row["fen"] if row["side"] == "more" else -row["fen"])
        for row in values["differences"]
    ]


def refuse_unexplained(form: Form, statement: Statement) -> bool:
    """Whether bank and book differ by more than what is named; the form says by how much then."""
    rest = statement.unexplained_fen
    if not rest:
        return False
    figures = {"book": money(statement.book_fen), "rest": money(abs(rest))}
    sentence = BANK_HAS_MORE if rest > 0 else BANK_HAS_LESS
    said = _(sentence, mapping=figures)
    form.fail(translated(form.request, said), "bank")
    return True


def _typed(draft: Statement) -> dict[str, Any]:
    """What was drawn up before, as the fields hold it."""
    rows = [
        {"words": each.words, "side": "more" if each.fen > 0 else "less", "fen": abs(each.fen)}
        for each in draft.differences
    ]
    return {"bank": draft.bank_fen, "differences": rows}
