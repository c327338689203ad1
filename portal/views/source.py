"""What a charity has posted and recorded: its list, the forms, and the page of each for its owner and the staff."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from pyramid.httpexceptions import HTTPForbidden, HTTPSeeOther
from pyramid.i18n import TranslationStringFactory
from pyramid.request import Request
from pyramid.view import view_config

from content.donation import Donation
from content.history import Event
from content.offer import Offer
from content.organisation import Organisation
from content.project import Project
from content.site import Site
from content.source import Source
from content.tree import Folder
from portal.commands import door
from portal.commands import source as commands
from portal.forms import source as forms
from portal.forms import whom
from portal.forms.base import Form, flat
from portal.forms.project import project_form, refuse_filing, report_form
from portal.steps import HOMES
from portal.words import designation, filing
from portal.words import event as eventwords

_ = TranslationStringFactory("portal")
SHOWN = 50
LIST, NEW = "portal:templates/source/mine.pt", "portal:templates/source/new.pt"
SHOW, CHANGE = "portal:templates/source/show.pt", "portal:templates/source/change.pt"


class Sort(NamedTuple):
    """One of the three things that a charity enters: heading, what stands above the form, permission, folder."""

    heading: str
    intro: str
    permission: str
    folder: str


PROJECT = Sort(
    _("发布慈善项目"),
    _("已经备案的项目才能发布。发布以后人人都看得到；匹配时按您写的条件找需要帮助的家庭，每一户都先问您。"),
    "project:add",
    "projects",
)
OFFER = Sort(
    _("发布志愿服务"),
    _("时间、手艺或东西都可以。发布以后人人都看得到；匹配到一户，先问您能不能去。"),
    "offer:add",
    "offers",
)
DONATION = Sort(
    _("登记收到的捐赠"),
    _("钱已经到了您的账户、开了票据，再来登记。捐赠人的要求照实写，匹配时只用在符合要求的家庭。"),
    "donation:add",
    "donations",
)

GOODS = Sort(
    _("登记收到的物资"),
    _("东西已经入库、开了票据，再来登记。价值照凭证写；没有凭证的，按市场价估。"),
    "donation:add",
    "donations",
)


@view_config(context=Site, name="mine", permission="project:add", renderer=LIST)
def mine(site: Site, request: Request) -> dict[str, Any]:
    """All that this person's charities have posted, what is open first, then the newest."""
    own = _own_organisations(request)
    ids = {organisation.id for organisation in own}
    lists = {name: _of(site[name], ids) for name in ("projects", "offers", "donations")}
    return {
        "organisations": own,
        "may_post": any(request.has_permission("organisation:post", one) for one in own),
        **{name: found[:SHOWN] for name, found in lists.items()},
        "more": any(len(found) > SHOWN for found in lists.values()),
        "money": _money_left(lists["projects"] + lists["donations"]),
        "home": lambda source: home(request, source),
    }


def home(request: Request, source: Source) -> str:
    """The page of a source for those who work with it; its bare address is the public's."""
    return str(request.resource_path(source, *HOMES.get(source.kind, ())))


def _own_organisations(request: Request) -> list[Organisation]:
    scopes = request.identify.scopes("charity_agent")
    found = [request.site["organisations"].get(scope) for scope in scopes]
    return [organisation for organisation in found if organisation is not None]


def _of(folder: Folder[Any], ids: set[str]) -> list[Source]:
    own = [source for source in folder if source.organisation_id in ids]
    own.sort(key=lambda source: source.created_at, reverse=True)
    return sorted(own, key=lambda source: not source.is_open)


def _money_left(sources: list[Source]) -> dict[str, int]:
    """The three figures of all open money, in fen."""
    open_ones = [source for source in sources if source.is_open and source.unit == "fen"]
    return {name: sum(getattr(s, name) for s in open_ones) for name in ("available", "reserved", "used")}


# Entering


@view_config(context=Folder, physical_path="/projects", name="new", renderer=NEW)
def new_project(folder: Folder[Project], request: Request) -> Any:
    return _new(
        request,
        PROJECT,
        project_form,
        lambda values, once: _post_project(request, values, once),
        lambda form, values: refuse_filing(form, values, commands.filing_of(values)),
    )


@view_config(context=Folder, physical_path="/offers", name="new", renderer=NEW)
def new_offer(folder: Folder[Offer], request: Request) -> Any:
    return _new(request, OFFER, forms.offer_form, lambda values, once: _post_offer(request, values, once))


@view_config(context=Folder, physical_path="/donations", name="new", renderer=NEW)
def new_donation(folder: Folder[Donation], request: Request) -> Any:
    return _new(
        request,
        DONATION,
        forms.donation_form,
        lambda values, once: _record_donation(request, values, once),
        lambda form, values: forms.refuse_receipt(
            form, values, commands.same_receipt(request, values.get("receipt_number") or "")
        ),
    )


@view_config(context=Folder, physical_path="/donations", name="goods", renderer=NEW)
def new_goods(folder: Folder[Donation], request: Request) -> Any:
    return _new(
        request,
        GOODS,
        forms.goods_form,
        lambda values, once: commands.record_donation(request, values, whom.offer_restrictions(values), once),
        lambda form, values: forms.refuse_receipt(
            form, values, commands.same_receipt(request, values.get("receipt_number") or "")
        ),
    )


def _new(
    request: Request,
    sort: Sort,
    make_form: Callable[[Request], Form],
    post: Callable[[dict[str, Any], str], Source],
    refuse: Callable[[Form, dict[str, Any]], bool] = lambda form, values: False,
) -> Any:
    door.require(request, sort.permission, request.site)
    form = make_form(request)
    organisation = commands.posting_organisation(request)
    if request.method == "POST":
        known = request.site[sort.folder].get(form.once)
        if known is not None:
            return _posted_already(request, known, organisation)
        values = form.validate(request)
        if values is not None:
            typed = flat(values)
            if not (whom.refuse_days(form, typed) or refuse(form, typed)):
                return HTTPSeeOther(home(request, post(typed, form.once)))
    return {"form": form, "sort": sort, "organisation": organisation}


def _posted_already(request: Request, known: Source, organisation: Organisation) -> HTTPSeeOther:
    """A second press leads to what the first one made; an id that is another charity's is nobody's business here."""
    if known.organisation_id != organisation.id:
        raise HTTPForbidden()
    return HTTPSeeOther(home(request, known))


def _post_project(request: Request, values: dict[str, Any], once: str) -> Source:
    return commands.post_project(request, values, whom.restrictions_of(values), once)


def _post_offer(request: Request, values: dict[str, Any], once: str) -> Source:
    return commands.post_offer(request, values, whom.offer_restrictions(values), once)


def _record_donation(request: Request, values: dict[str, Any], once: str) -> Source:
    return commands.record_donation(request, values, whom.restrictions_of(values), once)


# The page of one


@view_config(context=Project, name="manage", permission="project:view", renderer=SHOW)
@view_config(context=Offer, name="manage", permission="offer:view", renderer=SHOW)
@view_config(context=Donation, permission="donation:view", renderer=SHOW)
def show(source: Source, request: Request) -> dict[str, Any]:
    _refuse_public(request, source)
    events = list(source.history)[-SHOWN:]
    return {
        "source": source,
        "organisation": request.site["organisations"].get(source.organisation_id),
        "facts": designation.facts(request, source),
        "lacking": filing.lacking(request, source) if isinstance(source, Project) else [],
        "contact": _contact(request, source),
        "giver": _giver(request, source),
        "given": list(_given(request, events)),
        "entries": [(e.at, eventwords.told(request, e, source.kind), e.actor) for e in reversed(events)],
    }


def _refuse_public(request: Request, source: Source) -> None:
    """Anybody may see a posted source on its public page; this one is for the capacities that have a name."""
    inside = {
        who for name, principals in source.capacities().items() if name != "public" for who in principals
    }
    if inside.isdisjoint(request.identify.principals):
        raise HTTPForbidden()


def _contact(request: Request, source: Source) -> dict[str, str]:
    """Whom the charity rings for an offer; on record."""
    if source.kind != "offer" or not request.has_permission("offer:contact", source):
        return {}
    known = request.reveal(source, "volunteer_name", "volunteer_phone")
    return known if any(known.values()) else {}


def _giver(request: Request, source: Source) -> str:
    if source.kind != "donation" or not request.has_permission("donation:giver", source):
        return ""
    return str(request.reveal(source, "giver_name")["giver_name"])


def _given(request: Request, events: list[Event]) -> Iterator[tuple[Any, int, Event]]:
    """For which proposals it was promised, newest first; names of households are not among what is shown."""
    for event in reversed(events):
        if event.name == "reserved":
            proposal = request.site["proposals"].get(str(event.detail("reference")))
            if proposal is not None and request.has_permission("proposal:view", proposal):
                yield proposal, int(str(event.detail("amount"))), event


# Changing


@view_config(context=Project, name="revise", permission="project:view", renderer=CHANGE)
def revise_project(project: Project, request: Request) -> Any:
    form = project_form(request, project)
    door.require_now(request, "project:revise", project)
    if request.method == "POST":
        values = form.validate(request, project.version)
        if values is not None:
            typed = flat(values)
            if not (
                _refuse_less(form, project, typed["amount"])
                or whom.refuse_days(form, typed)
                or refuse_filing(form, typed, commands.filing_of(typed))
            ):
                rule = whom.restrictions_of(typed, before=project.restrictions)
                commands.revise_project(request, project, typed, rule)
                return HTTPSeeOther(home(request, project))
    commands.posting_organisation(request)
    return _change(request, form, project, _("改预算和条件"))


@view_config(context=Offer, name="revise", permission="offer:view", renderer=CHANGE)
def revise_offer(offer: Offer, request: Request) -> Any:
    form = forms.amount_form(request, offer)
    door.require_now(request, "offer:revise", offer)
    if request.method == "POST":
        values = form.validate(request, offer.version)
        if values is not None and not _refuse_less(form, offer, values["amount"]):
            commands.revise_offer(request, offer, values["amount"])
            return HTTPSeeOther(home(request, offer))
    commands.posting_organisation(request)
    return _change(request, form, offer, _("改数量"))


@view_config(context=Project, name="report", permission="project:report_use", renderer=CHANGE)
def report_use(project: Project, request: Request) -> Any:
    form = report_form(request, project)
    if request.method == "POST":
        values = form.validate(request, project.version)
        if values is not None:
            if values["until"].isoformat() >= project.reported_until:
                commands.report_use(request, project, values["until"])
                return HTTPSeeOther(home(request, project))
            said = _(
                "已经报告到 ${day}，新的报告要往后接（慈善法第七十九条）。",
                mapping={"day": project.reported_until},
            )
            form.fail(said, "until")
    return _change(request, form, project, _("报告使用情况"))


def _change(request: Request, form: Form, source: Source, heading: str) -> dict[str, Any]:
    return {"form": form, "source": source, "heading": heading, "back": home(request, source)}


def _refuse_less(form: Form, source: Source, amount: int) -> bool:
    """Whether more is promised or given already than the new whole; the form says so then."""
    if amount >= source.reserved + source.used:
        return False
    form.fail(_("已经答应和用出去的比这个多。请改大一些；要停下来，用“结束”。"), "amount")
    return True
