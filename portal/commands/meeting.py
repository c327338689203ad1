"""协调会议: planned with its agenda, held with its minutes; the next is due by the district's interval."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from pyramid.request import Request
from pyramid.traversal import find_resource, resource_path

from content import role
from content.calendar import end_of
from content.inbox import Message
from content.meeting import Item, Meeting
from portal import inbox
from portal.commands import clock, door

INTERVAL = "coordination.meeting"
"""The policy's limit; a district without it is not reminded."""


def plan(request: Request, values: Mapping[str, Any], once: str) -> Meeting:
    """*values*: on, units, items (paths of open problems), topics. Those invited hear of it."""
    door.require(request, "meeting:add", request.site)
    items = tuple(item for item in problems(request) if item.path in values["items"])
    made = Meeting(
        id=once,
        on=values["on"].isoformat(),
        units=tuple(values["units"]),
        items=items,
        due=end_of(values["on"]),
        actor=request.actor,
        at=request.now,
    )
    made.keep(request.vault, {"topics": values["topics"] or ""})
    for earlier in request.site["meetings"]:
        if earlier.state == "held" and not earlier.is_followed:
            earlier.follow(actor=request.actor, at=request.now)
            door.touched(request, earlier)
    added: Meeting = door.added(request, request.site["meetings"], made)
    news = Message("issued", "meeting.planned", resource_path(made), request.now)
    inbox.tell(request, news, made, (who for unit in made.units for who in inbox.holders(request, unit)))
    return added


def hold(request: Request, meeting: Meeting, values: Mapping[str, Any]) -> None:
    """*values*: attended, attendance, minutes. The interval to the next begins."""
    door.require_step(request, meeting, "hold")
    said = door.words(request, meeting, values["minutes"])
    meeting.keep(request.vault, {"minutes": values["minutes"], "attendance": values["attendance"] or ""})
    meeting.hold(tuple(values["attended"]), actor=request.actor, at=request.now, minutes=said)
    if request.policy.has_limit(INTERVAL):
        clock.promise(request, meeting, INTERVAL, date="next_by")
    door.touched(request, meeting)


def problems(request: Request) -> list[Item]:
    """What stands open: late referrals, what two units refused, orders of supervision; each once."""
    found = {item.path: item for item in _problems(request)}
    return sorted(found.values(), key=lambda item: (item.sort, item.number, item.path))


def _problems(request: Request) -> Iterator[Item]:
    lists = request.site.worklists
    for owner in lists.owners():
        wanted = lists.of(owner) or ()
        for duty, path in wanted:
            is_late = duty.due is not None and duty.due < request.now
            if owner.startswith("handler@") and duty.what.startswith("referral:") and is_late:
                yield _item(request, "late", path)
            elif owner == role.at("bureau") and duty.what == "referral:settle":
                yield _item(request, "disputed", path)
    for order in request.site["supervisions"]:
        if order.is_open:
            yield Item("order", resource_path(order), "", order.unit)


def _item(request: Request, sort: str, path: str) -> Item:
    referral = find_resource(request.site, path)
    return Item(sort, path, referral.case.number, role.at("handler", referral.unit))
