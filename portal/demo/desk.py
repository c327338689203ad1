"""Plays the desk: the matcher is run, the first proposals of each sort are accepted, and charity and agency answer."""

from __future__ import annotations

from typing import Any

from portal.commands import fund, matching
from portal.demo.casework import WINDOWS
from portal.demo.hours import Hours
from portal.demo.stage import Stage

ACCEPTED = {"project": 3, "volunteer": 3, "donation": 1, "contract": 1, "fund": 2}
"""How many proposals of each kind of source the fund's staff accept; the others wait on the desk."""
OWNERS = {"project": "charity", "volunteer": "charity", "donation": "charity", "contract": "worker"}
"""Who answers for each kind; of the fund, two signatures take the place of an answer."""
DELIVERED = ("project", "volunteer")
"""The first one of these has come to the household."""
REASONS = "定向捐赠和项目都用过了，家里这个月就要用钱。"
"""Why the fund gives, which it must say above a sum that the policy names."""


def play(stage: Stage, hours: Hours) -> None:
    with stage.acting("fund", hours.ago(0, 150)) as request:
        matching.run(request)
        chosen = _chosen(request.site)
    for proposal_id in chosen:
        with stage.acting("fund", hours.ago(0, 155)) as request:
            matching.accept(request, request.site["proposals"][proposal_id], REASONS)
    with stage.acting("fund", hours.ago(0, 160)) as request:
        accepted = {proposal_id: request.site["proposals"][proposal_id] for proposal_id in chosen}
        answers = [(i, p.source_kind, p.town) for i, p in accepted.items()]
    _answer(stage, hours, answers)
    with stage.acting("signer1", hours.ago(0, 175)) as request:
        drafted = [a for a in request.site.fund.allocations if a.state == "drafted"]
        fund.sign(request, drafted[0], "sign_first")


def _chosen(site: Any) -> list[str]:
    """The first few of each kind of source, in the order of the needs' ids, which is random and so fair."""
    left = dict(ACCEPTED)
    chosen = []
    for proposal in site["proposals"]:
        if proposal.state == "proposed" and left.get(proposal.source_kind, 0):
            left[proposal.source_kind] -= 1
            chosen.append(proposal.id)
    return chosen


def _answer(stage: Stage, hours: Hours, answers: list[tuple[str, str, str]]) -> None:
    """All but the last of each kind are confirmed; the first of those that can be is delivered and signed for."""
    for source_kind in OWNERS:
        of_kind = [(proposal_id, town) for proposal_id, kind, town in answers if kind == source_kind]
        for proposal_id, _town in of_kind[: max(1, len(of_kind) - 1)]:
            with stage.acting(OWNERS[source_kind], hours.ago(0, 160)) as request:
                matching.confirm(request, request.site["proposals"][proposal_id])
        if source_kind in DELIVERED and of_kind:
            _deliver(stage, hours, *of_kind[0])


def _deliver(stage: Stage, hours: Hours, proposal_id: str, town: str) -> None:
    with stage.acting("charity", hours.ago(0, 165)) as request:
        matching.deliver(request, request.site["proposals"][proposal_id])
    with stage.acting(WINDOWS[town], hours.ago(0, 170)) as request:
        matching.acknowledge(request, request.site["proposals"][proposal_id])
