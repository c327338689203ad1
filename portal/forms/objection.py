"""The forms of an objection: what the applicant does not accept, and the bureau's answer."""

from __future__ import annotations

import colander
from pyramid.i18n import TranslationStringFactory
from pyramid.request import Request

from content.case import Case
from content.vocabulary import ObjectionTo
from portal import present
from portal.forms import fields
from portal.forms.base import Form

_ = TranslationStringFactory("portal")
RESULTS = (("upheld", _("维持原来的决定")), ("changed", _("改变原来的决定，窗口照办")))


def objection_form(request: Request, case: Case) -> Form:
    """Only what there is to object to in this case."""
    failed = [referral for referral in case.referrals if referral.state in ("failed", "rejected")]
    schema = colander.Schema()
    schema.add(fields.radios("about", _("您不同意什么"), fields.named(_offered(request, case, bool(failed)))))
    if failed:
        write = present.for_request(request)
        named = [(referral.id, str(write.kind(referral.assistance))) for referral in failed]
        schema.add(fields.choice("referral", _("哪一件没有办成"), named, optional=True))
    schema.add(
        fields.text(
            "paper_number",
            _("公示的编号"),
            max=60,
            optional=True,
            help=_("对张贴的公示有意见的填，公示纸上有。"),
        )
    )
    schema.add(
        fields.long_text(
            "story", _("为什么不同意"), max=3000, help=_("哪里不对，您觉得应该怎样。有证据的写明在哪里。")
        )
    )
    buttons = (("object", _("提出异议"), "primary"),)
    return Form(request, schema, name="objection", buttons=buttons, action="/status/object", once=True)


def answer_form(request: Request, version: str) -> Form:
    schema = colander.Schema()
    schema.add(fields.radios("result", _("决定"), RESULTS))
    schema.add(
        fields.long_text(
            "said",
            _("给申请人的答复"),
            max=3000,
            rows=6,
            help=_("查了什么，依据哪一条，怎样决定。会印在答复书上，申请人凭回执号也能看到。"),
        )
    )
    buttons = (("answer", _("书面答复申请人"), "primary"),)
    return Form(request, schema, name="answer", buttons=buttons, version=version)


def _offered(request: Request, case: Case, has_failed: bool) -> list[ObjectionTo]:
    """What there is to object to now; a form that comes back keeps what was chosen, whatever has happened since."""
    if request.method == "POST":
        return list(ObjectionTo)
    hidden = set() if case.state == "not_admitted" else {ObjectionTo.NOT_ADMITTED}
    hidden |= set() if has_failed else {ObjectionTo.REFERRAL}
    if case.state == "not_admitted":
        hidden |= {ObjectionTo.AMOUNT}
    return [word for word in ObjectionTo if word not in hidden]
