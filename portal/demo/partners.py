"""Where help comes from, beside sources.py: projects, offers, gifts and contracts, composed from partners.toml."""

from __future__ import annotations

import random
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from itertools import cycle
from pathlib import Path
from typing import Any, NamedTuple

from pyramid.request import Request

from content.source import Restrictions
from content.vocabulary import Item
from portal.commands import contract, door, source
from portal.demo import people
from portal.demo.agenda import Agenda
from portal.demo.hours import Hours
from portal.demo.identity import known_id, phone
from portal.demo.sources import CONTRACT
from portal.demo.staff import AGENTS, WORKERS
from portal.demo.usage import ENDED as PROJECT_ENDED
from portal.demo.usage import STOPPED, Usage

FILE = Path(__file__).with_name("partners.toml")
PROJECTS, OFFERS, DONATIONS, CONTRACTS = 28, 54, 39, 7
"""How many are added to those of sources.py."""
WORK = 20
"""Working days that it takes until what was ordered from a source has been given."""
ENDED = 40
"""One of the contracts ended so many working days ago."""
Command = Callable[[Request, dict[str, Any], Restrictions, str], object]


class When(NamedTuple):
    """Whose it is, how many working days ago it was posted, and which of its sort it is."""

    owner: str
    days: int
    number: int


@dataclass(frozen=True)
class Source:
    """What may be proposed for a need: its path, who owns it, for what, where ("" everywhere), since when."""

    path: str
    owner: str
    category: str
    item: str
    town: str
    days: int
    until: int = 0
    """So many working days ago it ended; 0 where it goes on."""


class Partners:
    """Plans all of it, and knows afterwards what a family's story may draw from."""

    def __init__(self, agenda: Agenda, hours: Hours, chance: random.Random, towns: tuple[str, ...]) -> None:
        self._agenda, self._hours, self._chance = agenda, hours, chance
        self._towns = towns
        self._usage = Usage(agenda, hours)
        self._data: dict[str, Any] = tomllib.loads(FILE.read_text(encoding="utf-8"))
        self._charities = cycle(sorted(AGENTS))
        self.sources: list[Source] = []

    def plan(self) -> None:
        for number in range(PROJECTS):
            self._project(number)
        for number in range(OFFERS):
            self._offer(number)
        for number in range(DONATIONS):
            self._donation(number)
        for number in range(CONTRACTS):
            self._contract(number)
        self.sources.append(Source(f"/contracts/{CONTRACT}", people.AGENCY, "care", "care", "", 62))

    def fitting(self, category: str, item: str, town: str, days: int) -> list[Source]:
        """What was there so many working days ago for such a need in that town."""
        return [
            one
            for one in self.sources
            if (one.category, one.item) == (category, item)
            and one.town in ("", town)
            and days < one.days
            and (not one.until or one.until < days - WORK)
        ]

    # What charities post

    def _project(self, number: int) -> None:
        row, title = self._nth(self._data["project"], number)
        owner, town = next(self._charities), self._town(0.25)
        days, once = self._chance.randint(8, 470), known_id(f"project/{number}")
        values = {
            "title": title,
            "filing_number": f"5137030600000000A25{number + 100:03d}",
            "text": self._chance.choice(row["texts"]),
            "filed_on": self._hours.day(days + 10),
            "begins_on": self._hours.day(days),
            "ends_on": self._hours.day(days) + timedelta(days=730),
            "giving": "",
            "amount": self._chance.randint(8, 40) * 500_000,
        }
        rule = Restrictions(
            categories=(row["category"],),
            places=(town,) if town else None,
            caps=(("case", self._chance.choice((200_000, 300_000, 500_000)), None),),
        )
        self._post(source.post_project, values, rule, once, When(owner, days, number))
        self._usage.plan(f"projects/{once}", AGENTS[owner], days, number)
        if number % 9 not in (STOPPED, PROJECT_ENDED):
            self.sources.append(Source(f"/projects/{once}", owner, row["category"], "", town, days))

    def _offer(self, number: int) -> None:
        row, title = self._nth(self._data["offer"], number)
        owner, town = next(self._charities), self._town(0.3)
        item = Item(row["item"])
        days, once = self._chance.randint(2, 460), known_id(f"offer/{number}")
        is_hours = item.measure.value == "hour"
        values = {
            "title": title,
            "item": item.value,
            "amount": self._chance.randrange(24, 121, 4) if is_hours else self._chance.randint(3, 40),
            "text": self._chance.choice(row["texts"]),
            "volunteer_name": self._chance.choice(self._data["donors"]["individual"]),
            "volunteer_phone": phone(9100 + number),
        }
        rule = Restrictions(categories=(item.category.value,), places=(town,) if town else None)
        self._post(source.post_offer, values, rule, once, When(owner, days, number))
        if number % 11 == 5:
            at = self._hours.ago(days // 3, 75)
            self._agenda.plan(
                at, AGENTS[owner], lambda r: door.transition(r, r.site["offers"][once], "close")
            )
        else:
            self.sources.append(Source(f"/offers/{once}", owner, item.category.value, item.value, town, days))

    def _donation(self, number: int) -> None:
        donors = self._data["donors"]
        owner, town = next(self._charities), self._town(0.35)
        category, titles = self._nth_pair(donors["titles"], number)
        giver = "unit" if number % 3 == 0 else "individual"
        days, once = self._chance.randint(3, 465), known_id(f"donation/{number}")
        values = {
            "title": self._chance.choice(titles),
            "amount": self._chance.randint(4, 60) * (100_000 if giver == "unit" else 20_000),
            "received_on": self._hours.day(days),
            "handler": AGENTS[owner],
            "giver": giver,
            "giver_name": self._chance.choice(donors[giver]),
            "is_anonymous": number % 7 == 3,
            "is_waived": number % 10 == 9,
            "receipt_number": "" if number % 10 == 9 else f"鲁财公益00{25000 + number * 3}",
        }
        rule = Restrictions(categories=(category,), places=(town,) if town else None)
        self._post(source.record_donation, values, rule, once, When(owner, days, number))
        if number % 13 == 6:
            at = self._hours.ago(max(0, days - 1), 90)
            self._agenda.plan(
                at,
                AGENTS[owner],
                lambda r: source.void(r, r.site["donations"][once], "金额登记错了，重新登记。"),
            )
        elif number % 13 == 9:
            at = self._hours.ago(days // 3, 95)
            self._agenda.plan(
                at, AGENTS[owner], lambda r: door.transition(r, r.site["donations"][once], "close")
            )
        else:
            self.sources.append(Source(f"/donations/{once}", owner, category, "", town, days))

    # Contracts

    def _contract(self, number: int) -> None:
        pairs = [(item, title) for item, titles in self._data["contracts"].items() for title in titles]
        item, title = pairs[number % len(pairs)]
        agencies = [one for one in WORKERS if one != people.AGENCY] + [people.AGENCY]
        agency = agencies[number % len(agencies)]
        days, once = 420 - 50 * number, known_id(f"contract/{number}")
        values = {
            "title": title,
            "number": f"周民购〔{self._hours.day(days):%Y}〕{number + 21:03d}号",
            "agency": agency,
            "item": item,
            "hours": self._chance.randrange(200, 601, 40),
        }
        rule = Restrictions(categories=("care",))
        at = self._hours.ago(days, 100)
        self._agenda.plan(at, "bureau", lambda request: contract.sign(request, values, rule, once))
        more = known_id(f"purchase/{number}")
        self._agenda.plan(
            self._hours.ago(days // 2, 100),
            "bureau",
            lambda request: contract.purchase(request, request.site["contracts"][once], 80, more),
        )
        if number == 3:
            at = self._hours.ago(ENDED, 110)
            self._agenda.plan(at, "bureau", lambda r: door.transition(r, r.site["contracts"][once], "end"))
        self.sources.append(
            Source(f"/contracts/{once}", agency, "care", item, "", days, ENDED if number == 3 else 0)
        )

    # Small things

    def _post(
        self, command: Command, values: dict[str, Any], rule: Restrictions, once: str, when: When
    ) -> None:
        agent = AGENTS[when.owner]
        at = self._hours.ago(when.days, 20 + when.number)
        self._agenda.plan(at, agent, lambda request: command(request, values, rule, once))

    def _town(self, share: float) -> str:
        """A town for some, the whole district for most."""
        return self._chance.choice(self._towns) if self._chance.random() < share else ""

    @staticmethod
    def _nth(rows: list[dict[str, Any]], number: int) -> tuple[dict[str, Any], str]:
        """Row after row in turn, each time with its next title."""
        pairs = list(_in_turn([[(row, title) for title in row["titles"]] for row in rows]))
        row, title = pairs[number % len(pairs)]
        return row, title if number < len(pairs) else f"{title}（第二期）"

    @staticmethod
    def _nth_pair(titles: dict[str, list[str]], number: int) -> tuple[str, list[str]]:
        return list(titles.items())[number % len(titles)]


def _in_turn(lists: list[list[Any]]) -> Iterator[Any]:
    for nth in range(max(map(len, lists))):
        yield from (one[nth] for one in lists if nth < len(one))
