"""Public notices: drafting one, the paper that hangs in the village, when it went up and came down."""

from __future__ import annotations

from typing import Any

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.i18n import TranslationStringFactory
from pyramid.request import Request
from pyramid.view import view_config

from content.case import Case
from content.public_notice import PublicNotice
from content.vocabulary import Cause, TimeUnit
from portal import present
from portal.commands import door
from portal.commands import public_notice as commands
from portal.commands.imprest import at_hour
from portal.forms.fieldwork import notice_form, put_up_form

_ = TranslationStringFactory("portal")
FORM = "portal:templates/fieldwork/form.pt"


@view_config(context=Case, name="notice", permission="case:view", renderer=FORM)
def draft(case: Case, request: Request) -> Any:
    form = notice_form(request, commands.noticed_kinds(request.policy))
    door.require_now(request, "case:notice", case)
    if request.method == "POST":
        known = case.inside("public_notices", form.once)
        values = form.validate(request) if known is None else None
        if values is not None:
            known = commands.draft(request, case, values, form.once)
        if known is not None:
            return HTTPSeeOther(request.resource_path(known))
    return {
        "form": form,
        "case": case,
        "title": _("拟一份公示"),
        "lead": _("公示只贴在村（社区）的公示栏，不上网。纸上有户主、原因、种类和金额，没有证件号和病情。"),
        "link": None,
    }


@view_config(
    context=PublicNotice,
    permission="public_notice:view",
    renderer="portal:templates/fieldwork/notice.pt",
)
def show(notice: PublicNotice, request: Request) -> dict[str, Any]:
    return {
        "notice": notice,
        "case": notice.case,
        "days": length(request, notice),
        "objections": request.reveal(notice, "objections")["objections"],
        "may_open_case": request.has_permission("case:view", notice.case),
    }


@view_config(context=PublicNotice, name="put-up", permission="public_notice:view", renderer=FORM)
def put_up(notice: PublicNotice, request: Request) -> Any:
    form = put_up_form(request, notice)
    door.require_now(request, "public_notice:put_up", notice)
    if request.method == "POST":
        values = form.validate(request, notice.version)
        if values is not None:
            up_at = at_hour(values["up_on"], values["hour"])
            if up_at <= request.now:
                commands.put_up(request, notice, values["place"], up_at)
                return HTTPSeeOther(request.resource_path(notice))
            form.fail(_("这个时间还没有到。请改成实际贴出的时间。"), "hour")
    return {
        "form": form,
        "case": notice.case,
        "title": _("登记公示已贴出"),
        "lead": _("从贴出的时间起算公示期。满了再取下来。"),
        "link": None,
    }


@view_config(
    context=PublicNotice,
    name="paper",
    permission="public_notice:print",
    renderer="portal:templates/fieldwork/notice-paper.pt",
)
def paper(notice: PublicNotice, request: Request) -> dict[str, Any]:
    """What hangs on the board: the head of the household, cause, kind and sum, and nothing else of the family."""
    case = notice.case
    head = request.site["households"][case.household_id].head_member
    write = present.for_request(request)
    return {
        "notice": notice,
        "case": case,
        "name": request.reveal(head, "name")["name"] if head is not None else "",
        "causes": write.listed(_(Cause(cause).label) for cause in case.causes),
        "days": length(request, notice),
        "unit": request.policy.unit(case.town),
    }


def length(request: Request, notice: PublicNotice) -> str:
    """How long it hangs: 3 天, 5 个工作日."""
    unit = request.localizer.translate(_(TimeUnit(notice.day_unit).label))
    return f"{notice.days} {unit}"
