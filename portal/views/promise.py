"""Offering to volunteer and promising to give: the public's forms, following by code, and the charity's pages."""

from __future__ import annotations

from typing import Any

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.i18n import TranslationStringFactory
from pyramid.request import Request
from pyramid.view import view_config

from content.pledge import Pledge
from content.project import Project
from content.site import Site
from content.volunteer import Volunteer
from portal.commands import certificate, door
from portal.commands import promise as commands
from portal.forms.base import flat
from portal.forms.promise import pledge_form, receive_form, take_form, volunteer_form
from portal.security import applicants_case

_ = TranslationStringFactory("portal")
SECOND_PRESS = 300
"""Seconds for which a second press shows the code again."""
SHOW = "portal:templates/promise/show.pt"
WORK = "portal:templates/promise/work.pt"
GUARDIAN = _("不满 18 岁的，请填家长的姓名和电话，并请家长同意。")
NOTHING = _("请填打算捐多少，或捐什么物品。")
BOTH = _("钱和物品请分开答应，一次填一样。")
FOLDERS = {"volunteer": "volunteers", "pledge": "pledges"}


@view_config(
    context=Site, name="volunteer", permission="site:report", renderer="portal:templates/promise/volunteer.pt"
)
def volunteer(site: Site, request: Request) -> Any:
    form = volunteer_form(request, commands.recruiting(request))
    if request.method == "POST":
        values = form.validate(request)
        if values is not None:
            told = flat(values)
            lacks = not (told["guardian_name"] and told["guardian_phone"] and told["guardian_agrees"])
            if told["age"] == "minor" and lacks:
                form.fail(GUARDIAN, "guardian_name")
            else:
                known = site["volunteers"].get(form.once)
                return _received(request, known, lambda: commands.volunteer(request, told, form.once))
    return {"form": form, "done": None}


@view_config(
    context=Project,
    name="pledge",
    permission="project:view",
    renderer="portal:templates/promise/pledge.pt",
)
def pledge(project: Project, request: Request) -> Any:
    """A promise to this charity: where money is taken is said, and it is not here."""
    form = pledge_form(request)
    page = {"project": project, "owner": request.site["organisations"].get(project.organisation_id)}
    if request.method == "POST":
        values = form.validate(request)
        if values is not None and bool(values["amount"]) == bool(values["goods"]):
            form.fail(BOTH if values["amount"] else NOTHING, "goods" if values["amount"] else "amount")
        elif values is not None:
            known = request.site["pledges"].get(form.once)
            return page | _received(
                request, known, lambda: commands.pledge(request, project, values, form.once)
            )
    return page | {"form": form, "done": None}


def _received(request: Request, known: Any, make: Any) -> dict[str, Any]:
    """The code stands on the answer itself; a second press within minutes shows it again."""
    request.response.cache_control = "no-store"
    if known is None:
        done, receipt = make()
        return {"form": None, "done": done, "receipt": receipt}
    is_now = (request.now - known.created_at).total_seconds() < SECOND_PRESS
    receipt = request.reveal(known, "receipt")["receipt"] if is_now else ""
    return {"form": None, "done": known, "receipt": receipt}


@view_config(
    context=Site,
    name="status",
    path_info=r"^/status/promise$",
    renderer="portal:templates/public/status-promise.pt",
)
def follow(site: Site, request: Request) -> Any:
    """What became of it, and taking it back."""
    request.response.cache_control = "no-store"
    kind, _colon, key = applicants_case(request).partition(":")
    promise: Volunteer | Pledge | None = site[FOLDERS[kind]].get(key) if kind in FOLDERS else None
    if promise is None:
        return HTTPSeeOther("/status?again=1")
    may_withdraw = request.has_permission(f"{promise.kind}:withdraw", promise)
    if request.method == "POST":
        if may_withdraw:
            commands.withdraw(request, promise)
        return HTTPSeeOther("/status/promise")
    return {
        "promise": promise,
        "is_pledge": kind == "pledge",
        "owner": site["organisations"].get(promise.organisation_id),
        "may_withdraw": may_withdraw,
        **_service(request, promise),
    }


@view_config(context=Volunteer, permission="volunteer:view", renderer=SHOW)
@view_config(context=Pledge, permission="pledge:view", renderer=SHOW)
def show(promise: Volunteer | Pledge, request: Request) -> dict[str, Any]:
    may_contact = request.has_permission(f"{promise.kind}:contact", promise)
    names = [name for name in promise.personal_fields if name != "receipt"]
    site = request.site
    return {
        "promise": promise,
        "is_pledge": isinstance(promise, Pledge),
        "told": request.reveal(promise, *names) if may_contact else {},
        "project": site["projects"].get(promise.project_id) if isinstance(promise, Pledge) else None,
        "offer": site["offers"].get(promise.offer_id) if isinstance(promise, Volunteer) else None,
        "donation": site["donations"].get(promise.donation_id) if isinstance(promise, Pledge) else None,
        **_service(request, promise),
    }


def _service(request: Request, promise: Volunteer | Pledge) -> dict[str, Any]:
    """The hours that a volunteer has served up to now, and the certificates of them; nothing of a pledge."""
    if not isinstance(promise, Volunteer) or not request.has_permission("volunteer:certify", promise):
        return {"may_certify": False, "hours": 0, "certificates": ()}
    months = certificate.months_of(request, promise, request.now)
    return {
        "may_certify": True,
        "hours": sum(hours for _month, hours in months),
        "certificates": promise.certificates,
    }


@view_config(context=Volunteer, name="take", permission="volunteer:view", renderer=WORK)
def take(lead: Volunteer, request: Request) -> Any:
    form = take_form(request, lead)
    if request.method == "POST" and lead.offer_id and lead.offer_id == form.once:
        return HTTPSeeOther(request.resource_path(lead))
    door.require_now(request, "volunteer:take", lead)
    if request.method == "POST":
        values = form.validate(request, lead.version)
        if values is not None:
            commands.take(request, lead, values, form.once)
            return HTTPSeeOther(request.resource_path(lead))
    return {"form": form, "promise": lead, "heading": _("接受，发布这项服务"), "is_pledge": False}


@view_config(context=Pledge, name="receive", permission="pledge:view", renderer=WORK)
def receive(promise: Pledge, request: Request) -> Any:
    donations = commands.donations_of(request, promise.organisation_id)
    form = receive_form(request, promise.version, donations)
    door.require_now(request, "pledge:receive", promise)
    if request.method == "POST":
        values = form.validate(request, promise.version)
        if values is not None:
            commands.receive(request, promise, request.site["donations"][values["donation"]])
            return HTTPSeeOther(request.resource_path(promise))
    return {"form": form, "promise": promise, "heading": _("收到了，对上登记的捐赠"), "is_pledge": True}
