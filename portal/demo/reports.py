"""Plans reports that have led to no case (yet): waiting, dismissed, sent to another village, the same as another."""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

from pyramid.request import Request

from content.policy import Policy
from content.vocabulary import Urgency
from portal.commands import discovery, same_report
from portal.demo.agenda import Act, Agenda
from portal.demo.casework import CALLED_AFTER, called
from portal.demo.family import Family
from portal.demo.generator import Generator
from portal.demo.hours import Hours
from portal.demo.identity import known_id
from portal.demo.staff import STRANGER, village_login
from portal.demo.typed import told
from portal.demo.words import WORDS, pick

FIRST_NUMBER = 700
"""The telephone numbers of those who were reported are apart from all others."""


class Kind(NamedTuple):
    """So many reports that end in the same way, between so many working days ago."""

    ending: str
    reports: int
    newest: int
    oldest: int


KINDS = (
    Kind("reported", 5, 0, 1),
    Kind("assigned", 7, 0, 1),
    Kind("dismissed", 9, 3, 430),
    Kind("sent_back", 1, 1, 1),
    Kind("passed_on", 2, 20, 200),
    Kind("merged", 5, 2, 300),
)
OPEN = ("reported", "assigned")


class Reports:
    """Plans them, each of a family that the generator invents and that no case belongs to."""

    def __init__(self, agenda: Agenda, hours: Hours, generator: Generator, policy: Policy) -> None:
        self._agenda = agenda
        self._hours = hours
        self._generator = generator
        self._policy = policy

    def plan(self) -> None:
        number = FIRST_NUMBER
        for kind in KINDS:
            for _ in range(kind.reports):
                family = self._generator.reported(kind.newest, kind.oldest)
                if kind.ending in OPEN:
                    # Whoever stands at risk of life is looked at within the day, so that none of them is open.
                    family = replace(family, urgency=max(family.urgency, Urgency.URGENT.value))
                self._report(kind, family, number)
                number += 1

    def _report(self, kind: Kind, family: Family, number: int) -> None:
        once = known_id(f"report/{number}")
        is_placed = kind.ending != "reported"
        who = "" if family.found_by in ("", STRANGER) else family.found_by

        def report(request: Request) -> None:
            values = told(request, family, number)
            discovery.report(request, values if is_placed else values | {"village": ""}, once)
            if kind.ending == "merged":
                discovery.report(request, values | {"story": "也听说了：" + family.story[:16]}, once + "2")

        self._plan(family.days, number % 300, who, report)
        if family.urgency == Urgency.LIFE.value:
            self._plan(family.days, number % 300 + CALLED_AFTER, "bureau", called(once))
        village = village_login(family.village)
        reason = pick(WORDS.get(kind.ending, ("",)), once)
        if kind.ending == "dismissed":
            self._plan(
                family.days - 1, number % 240, village, lambda r: discovery.dismiss(r, _of(r, once), reason)
            )
        elif kind.ending == "merged":
            if family.urgency == Urgency.LIFE.value:
                self._plan(family.days, number % 300 + CALLED_AFTER + 1, "bureau", called(once + "2"))
            self._plan(family.days - 1, number % 240, village, _same(once + "2", once))
            reason = pick(WORDS["dismissed"], once)
            self._plan(
                family.days - 2, number % 240, village, lambda r: discovery.dismiss(r, _of(r, once), reason)
            )
        elif kind.ending in ("sent_back", "passed_on"):
            reason = pick(WORDS["sent_back"], once)
            self._plan(
                family.days - 1, number % 240, village, lambda r: discovery.send_back(r, _of(r, once), reason)
            )
            if kind.ending == "passed_on":
                self._passed_on(family, number, once)

    def _passed_on(self, family: Family, number: int, once: str) -> None:
        """The bureau asks the village next door, which finds that nobody needs help."""
        villages = sorted(village.code for village in self._policy.villages(family.town))
        next_door = villages[(villages.index(family.village) + 1) % len(villages)]
        reason = pick(WORDS["dismissed"], once)
        self._plan(
            family.days - 1,
            number % 240 + 60,
            "bureau",
            lambda r: discovery.assign(r, _of(r, once), next_door),
        )
        self._plan(
            family.days - 2,
            number % 240,
            village_login(next_door),
            lambda r: discovery.dismiss(r, _of(r, once), reason),
        )

    def _plan(self, days: int, minutes: int, who: str, act: Act) -> None:
        self._agenda.plan(self._hours.ago(max(0, days), minutes), who, act)


def _of(request: Request, once: str) -> discovery.Discovery:
    found: discovery.Discovery = request.site["discoveries"][once]
    return found


def _same(one: str, other: str) -> Act:
    return lambda request: same_report.mark_same(
        request, _of(request, one), _of(request, other), "村里两位网格员对过门牌，是同一户。"
    )
