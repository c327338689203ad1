"""Whether two reports are of one household: both side by side, which one it is, and why."""

from __future__ import annotations

from typing import Any

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.i18n import TranslationStringFactory
from pyramid.request import Request
from pyramid.view import view_config

from content.discovery import Discovery
from content.vocabulary import InstitutionType
from portal import present
from portal.commands import door
from portal.commands import same_report as commands
from portal.forms.report import same_report_form

_ = TranslationStringFactory("portal")
WHY = {"phone": _("电话相同"), "name": _("姓名读音相同")}
SHOWN = ("household_name", "household_phone", "address", "story")


@view_config(
    context=Discovery,
    name="same",
    permission="discovery:contact",
    renderer="portal:templates/discovery/same.pt",
)
def same(discovery: Discovery, request: Request) -> Any:
    if request.method == "GET":
        door.require(request, "discovery:mark_same", discovery)
    alike = commands.candidates(request, discovery)
    rows = [_side(request, one.report, one.why) for one in alike]
    form = same_report_form(
        request, discovery.version, [(row["report"].id, _told_apart(request, row)) for row in rows]
    )
    door.require_now(request, "discovery:mark_same", discovery)
    if request.method == "POST" and rows:
        values = form.validate(request, discovery.version)
        if values is not None:
            other = request.site["discoveries"][values["other"]]
            commands.mark_same(request, discovery, other, values["reason"])
            return HTTPSeeOther(request.resource_path(other))
    return {"form": form, "discovery": discovery, "mine": _side(request, discovery, ()), "rows": rows}


def _told_apart(request: Request, row: dict[str, Any]) -> str:
    """The name with the day and the place: two of the same name are not rare."""
    write, report = present.for_request(request), row["report"]
    place = request.policy.place_name(report.village or report.town)
    return write.comma.join((row["name"], write.short_day(report.created_at), place))


def _side(request: Request, report: Discovery, why: tuple[str, ...]) -> dict[str, Any]:
    told = request.reveal(report, *SHOWN)
    return {
        "report": report,
        "name": told["household_name"],
        "source": _(InstitutionType(report.source).label),
        "why": [WHY[code] for code in why],
        **told,
    }
