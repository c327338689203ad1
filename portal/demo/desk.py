"""Plans the desk: the matcher is run, the first proposals of each sort are accepted, and their owners answer."""

from __future__ import annotations

from functools import partial

from pyramid.request import Request
from pyramid.traversal import find_resource

from content.proposal import Proposal
from portal.commands import fund, matching
from portal.commands.cover import need_of
from portal.demo.agenda import Agenda
from portal.demo.giving import Giving
from portal.demo.hours import Hours

RUNS = (330, 200, 110, 55, 24, 4)
"""How many working days ago the matcher was run; and once this morning."""
ACCEPTED = {"project": 9, "volunteer": 4, "donation": 6, "contract": 2, "fund": 4}
"""How many proposals of each kind of source the fund's staff accept this morning; the others wait on the desk."""
EARLIER = {"project": 6, "volunteer": 5, "donation": 3, "contract": 0, "fund": 0}
DELIVERED = ("project", "volunteer", "donation")
"""Of these some have come to the household already."""
PATHS = (("accept", "confirm", "deliver", "acknowledge"), ("accept", "confirm"), ("accept",))
RUN, ANSWERED, SIGNED = 150, 155, 175
"""Minutes after opening: the matcher is run, its proposals are answered, a draft is signed."""
REASONS = "定向捐赠和项目都用过了，家里这个月就要用钱。"
"""Why the fund gives, which it must say above a sum that the policy names."""


class Desk:
    """Plans each run, and during it what becomes of what the matcher proposed."""

    def __init__(self, agenda: Agenda, hours: Hours) -> None:
        self._agenda = agenda
        self._hours = hours
        self._giving = Giving(agenda, hours)

    def plan(self, runs: tuple[int, ...] = ()) -> None:
        for days in runs:
            self._agenda.plan(self._hours.ago(days, RUN), "fund", partial(self._run_earlier, days=days))
        self._agenda.plan(self._hours.ago(0, RUN), "fund", self._run_today)

    def _run_earlier(self, request: Request, days: int) -> None:
        """What was accepted that day has long been given."""
        matching.run(request)
        for proposal in _chosen(request, EARLIER):
            source = find_resource(request.site, proposal.source)
            self._giving.carry_on(proposal, source, "", PATHS[0], days, ANSWERED)

    def _run_today(self, request: Request) -> None:
        """Of each kind some are accepted, some confirmed, some delivered and signed for where that goes in a day."""
        matching.run(request)
        chosen = _chosen(request, ACCEPTED)
        for kind in ACCEPTED:
            of_kind = [proposal for proposal in chosen if proposal.source_kind == kind]
            for nth, proposal in enumerate(of_kind):
                if kind == "fund":
                    matching.accept(request, proposal, REASONS)
                else:
                    self._answer(request, proposal, nth)
        self._agenda.plan(self._hours.ago(0, SIGNED), "signer1", _sign)

    def _answer(self, request: Request, proposal: Proposal, nth: int) -> None:
        source = find_resource(request.site, proposal.source)
        path = PATHS[nth % len(PATHS)]
        if path == PATHS[0] and proposal.source_kind not in DELIVERED:
            path = PATHS[1]
        self._giving.carry_on(proposal, source, "", path, 0, ANSWERED)


def _chosen(request: Request, wanted: dict[str, int]) -> list[Proposal]:
    """The first few of each kind of source, one for a need: those come first that the public has read of last."""
    left, helped, chosen = dict(wanted), set(), []
    for proposal in sorted(request.site["proposals"], key=lambda one: _in_turn(request, one)):
        is_new = proposal.state == "proposed" and proposal.plan_id and proposal.need_id not in helped
        if is_new and left.get(proposal.source_kind, 0):
            left[proposal.source_kind] -= 1
            helped.add(proposal.need_id)
            chosen.append(proposal)
    return chosen


def _in_turn(request: Request, proposal: Proposal) -> tuple[float, str, str]:
    need = need_of(request, proposal)
    public = request.site["needs"].get(need.public_id) if need is not None else None
    since = public.created_at.timestamp() if public is not None and public.state == "public" else 0.0
    return (-since, proposal.need_id, proposal.source)


def _sign(request: Request) -> None:
    """One of today's drafts has its first signature."""
    drafted = [a for a in request.site.fund.allocations if a.state == "drafted"]
    drafted.sort(key=lambda allocation: (allocation.created_at, allocation.need_id))
    fund.sign(request, drafted[-1], "sign_first")
