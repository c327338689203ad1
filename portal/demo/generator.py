"""Makes the families of a whole district from a seed: the same seed and day give the same ones, word for word."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from itertools import cycle
from math import ceil
from typing import NamedTuple

from content.policy import Policy
from content.vocabulary import Urgency
from portal.demo import giving, paying, people, referring
from portal.demo.family import Family, Lack, Someone
from portal.demo.homes import Homes
from portal.demo.hours import Hours
from portal.demo.names import Names
from portal.demo.partners import Partners, Source
from portal.demo.staff import INSTITUTIONS, STRANGER, WORKERS, village_login
from portal.demo.stories import Situation, Stories, Wanting, public_words
from portal.demo.words import WORDS

SEED = 2017
"""The year of the notice that the district works by (周政办字〔2017〕70号)."""


class Fate(NamedTuple):
    """So many cases that end in a state, and the working days ago between which they came."""

    state: str
    cases: int
    newest: int
    oldest: int


FATES = (
    Fate("closed", 62, 26, 190),
    Fate("closed", 46, 190, 480),
    Fate("reopened", 5, 45, 120),
    Fate("admitted", 30, 1, 14),
    Fate("lodged", 7, 0, 1),
    Fate("to_complete", 6, 0, 6),
    Fate("not_admitted", 9, 2, 450),
    Fate("withdrawn", 7, 4, 440),
)
IN_TIME = {True: 9, False: 14}
"""The most working days since the admission of a case that goes on, with or without a need for school."""
FOUND = 0.4
"""How many of the families were found by somebody, before they came by themselves."""
CLAIMED = 0.35
FIRST_PHONE = 1000
ENDED_REFERRALS = ("completed",) * 12 + ("failed", "rejected", "completed", "cancelled", "settled")
ENDED_GIFTS = ("settled",) * 6 + ("declined", "taken_back", "settled", "lapsed", "settled", "dismissed")
ENDED_MONEY = ("acknowledged",) * 7 + ("paid_again", "acknowledged", "cancelled", "acknowledged", "refused")
"""What came of it in cases that are done, in turn."""
STATES = {
    "referral": (ENDED_REFERRALS, referring.PATHS, 1),
    "gift": (ENDED_GIFTS, giving.PATHS, giving.PROPOSED_AFTER),
    "money": (ENDED_MONEY, paying.PATHS, paying.DRAFTED_AFTER + 1),
}
"""In turn in cases that are done, the steps to every state, and working days from the admission to the first step."""


class Generator:
    """Draws everything from one random generator, in an order that nothing else disturbs."""

    def __init__(
        self, chance: random.Random, hours: Hours, policy: Policy, partners: Partners, taken: Iterable[str]
    ) -> None:
        self._chance = chance
        self._hours = hours
        self._partners = partners
        self._stories = Stories(chance)
        names = Names(chance, taken, public_words())
        self._homes = Homes(chance, names, hours.day(0).year)
        self._villages = sorted(policy.all_villages, key=lambda village: village.code)
        self._ended = {what: cycle(ended) for what, (ended, _, _) in STATES.items()}
        self._counts: Counter[tuple[str, str]] = Counter()
        self._ordered: Counter[str] = Counter()
        self._made = 0

    def families(self, cases: int) -> list[Family]:
        """About so many, of every fate, in the order in which they came to a window."""
        share = cases / sum(fate.cases for fate in FATES)
        made = [self._family(fate) for fate in FATES for _ in range(ceil(fate.cases * share))]
        return sorted(made, key=lambda family: -family.days)

    def _family(self, fate: Fate) -> Family:
        village = self._villages[self._made % len(self._villages)]
        self._made += 1
        days = self._chance.randint(fate.newest, fate.oldest)
        month = self._hours.day(days).month
        situation = self._stories.situation(month)
        members = self._members(situation)
        wanted = self._stories.wanted(situation, month)
        urgency = self._chance.choice(situation.urgency)
        if fate.state == "admitted":
            days = min(days, IN_TIME[any(wanting.category == "education" for wanting in wanted)])
        if fate.state in ("admitted", "reopened"):
            # Who was at risk of life was helped within the day.
            urgency = max(urgency, Urgency.URGENT.value)
        lacks = tuple(self._lack(wanting, fate, days, month, village.town) for wanting in wanted)
        family = Family(
            village.town,
            village.code,
            days,
            members,
            lacks,
            self._stories.tell(situation, month),
            situation.causes,
            urgency,
            fate=fate.state,
            ending=self._ending(fate),
            papers_asked=fate.state in ("closed", "admitted") and days > 6 and self._chance.random() < 0.15,
            found_by=self._finder(village.code),
            phone=FIRST_PHONE + self._made,
        )
        return self._with_worker(family)

    def reported(self, newest: int, oldest: int) -> Family:
        """One that was only reported, so many working days ago."""
        return self._family(Fate("reported", 1, newest, oldest))

    def _members(self, situation: Situation) -> tuple[Someone, ...]:
        members = list(self._homes.make(self._chance.choice(situation.homes)))
        relations = {"head": ("head",), "spouse": ("spouse",), "child": ("son", "daughter")}
        for nth, someone in enumerate(members):
            if someone.relation in relations.get(situation.patient, ()):
                members[nth] = replace(someone, diagnosis=self._chance.choice(situation.diagnoses))
                break
        return tuple(members)

    def _finder(self, village: str) -> str:
        """Half of those who were found, by their own village; the others by a school, a hospital, a passer-by."""
        if self._chance.random() > FOUND:
            return ""
        others = [*(one.id for one in INSTITUTIONS), "school", STRANGER]
        return self._chance.choice((village_login(village), self._chance.choice(others)))

    def _ending(self, fate: Fate) -> str:
        key = fate.state if fate.state in ("not_admitted", "reopened") else "close"
        return self._chance.choice(WORDS[key])

    def _with_worker(self, family: Family) -> Family:
        """A social worker of the agency whose hours were ordered for it, or of any."""
        if family.fate not in ("admitted", "closed", "reopened") or family.days < 2:
            return family
        ordered = [lack.source for lack in family.lacks if lack.source.startswith("/contracts/")]
        owners = [one.owner for one in self._partners.sources if one.path in ordered]
        if not owners and self._chance.random() > CLAIMED:
            return family
        agency = owners[0] if owners else self._chance.choice(sorted(WORKERS))
        visits = min(4, max(0, family.days - 8) // 3 + 1) if family.days >= 8 else 0
        notes = tuple(self._chance.sample(WORDS["visit"], visits))
        return replace(family, worker=self._chance.choice(WORKERS[agency]), visits=notes)

    # What a family lacks, and what is done about it

    def _lack(self, wanting: Wanting, fate: Fate, days: int, month: int, town: str) -> Lack:
        title, text = self._stories.public(wanting, month)
        is_shown = fate.state in ("admitted", "closed", "reopened") and self._chance.random() < 0.75
        lack = Lack(
            wanting.category,
            self._stories.amount(wanting),
            title if is_shown else "",
            text if is_shown else "",
            wanting.item,
        )
        if fate.state not in ("admitted", "closed", "reopened"):
            return lack
        is_done = fate.state != "admitted"
        return self._goods(lack, is_done, days, town) if lack.item else self._money(lack, is_done, days, town)

    def _goods(self, lack: Lack, is_done: bool, days: int, town: str) -> Lack:
        """Hours and pieces come from offers and contracts; some wait for the matcher."""
        source = self._source(lack, days, town)
        if source is None or (not is_done and self._chance.random() < 0.4):
            return self._perhaps_withdrawn(lack, days)
        return self._given(lack, source, is_done, days)

    def _perhaps_withdrawn(self, lack: Lack, days: int) -> Lack:
        """Nobody has come for it, and some families have found help elsewhere by now."""
        is_given_up = days > 5 and self._chance.random() < 0.3
        return replace(lack, withdrawn=self._chance.choice(WORDS["withdrawn"])) if is_given_up else lack

    def _money(self, lack: Lack, is_done: bool, days: int, town: str) -> Lack:
        """Public relief is asked first, then projects and gifts, and the fund for what is left."""
        if self._chance.random() < 0.75:
            state = self._state("referral", is_done, days)
            granted = lack.amount * self._chance.randint(2, 7) // 10 // 10_000 * 10_000
            lack = replace(lack, referred=state, granted=min(granted, 800_000) if state == "completed" else 0)
        source = self._source(lack, days, town)
        if source is not None and self._chance.random() < 0.4:
            return self._given(lack, source, is_done, days)
        if self._chance.random() < 0.55 and (state := self._state("money", is_done, days)):
            return replace(lack, fund=self._chance.randint(8, 35) * 10_000, fund_state=state)
        return lack

    def _given(self, lack: Lack, source: Source, is_done: bool, days: int) -> Lack:
        is_first_order = self._ordered[source.path] == 1 and is_done
        state = "settled" if is_first_order else self._state("gift", is_done, days)
        return replace(lack, source=source.path, source_state=state) if state else lack

    def _source(self, lack: Lack, days: int, town: str) -> Source | None:
        found = self._partners.fitting(lack.category, lack.item, town, days)
        contracts = [one for one in found if one.path.startswith("/contracts/")]
        if contracts:
            # Every contract has its orders.
            chosen = min(contracts, key=lambda one: self._ordered[one.path])
            self._ordered[chosen.path] += 1
            return chosen
        return self._chance.choice(found) if found else None

    def _state(self, what: str, is_done: bool, days: int) -> str:
        """Where it is to stand; "" where not even its first step can have been taken by now."""
        ended, paths, first = STATES[what]
        if is_done:
            return next(self._ended[what])
        fitting = [state for state, path in paths.items() if len(path) + first <= days]
        if not fitting:
            return ""
        # What stands there least often comes next, and first what only few have had the time for.
        chosen = min(fitting, key=lambda state: (self._counts[what, state], -len(paths[state])))
        self._counts[what, chosen] += 1
        return chosen


def taken_names(families: Iterable[Family], staff: Iterable[people.Person]) -> set[str]:
    """Names that somebody has already."""
    names = {someone.name for family in families for someone in family.members}
    return names | {person.name for person in (*people.PEOPLE, *staff)}
