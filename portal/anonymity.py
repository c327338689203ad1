"""How a household looks in public, how many others look the same, and which words of a text would name it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from pyramid.request import Request

from content.appeal import Appeal
from content.calendar import SHANGHAI, day_of
from content.case import Case
from content.disclosure import Traits, coarsened, findings
from content.household import Household
from content.need import Need
from content.policy import Policy
from content.source import NO_RESTRICTIONS, Restrictions

NUMBER = re.compile(r"\d{11,19}[xX]?")
"""Telephones, ID numbers and accounts, once spaces and dashes are gone."""
DOOR = re.compile(r"\d+(?:号楼|栋|幢|单元|室|号院|门牌|组\d*号|弄)")
INSTITUTION = "医院|卫生院|卫生服务中心|诊所|幼儿园|小学|中学|高中|学校|学院|大学"
NAMED = re.compile(
    r"(?:[市区县镇省]|街道|第[一二三四五六七八九十\d]+|人民|中心|实验|附属|中医|妇幼)"
    rf"(?:(?![的上里级个所家])[一-鿿]){{0,4}}?(?:{INSTITUTION})"
)
"""A school or hospital by its name: 镇中学, 第二人民医院. Not 一名小学生, 镇上的中学 or 住进了医院."""
NAME_LENGTHS = (2, 3, 4)
PUPILS = re.compile(r"(?:小学|中学|大学|高中)生")


@dataclass(frozen=True)
class View:
    """How a need will look in public, and which of its traits had to be made coarser for that."""

    traits: Traits
    changes: tuple[str, ...]


def view_of(request: Request, need: Need) -> View | None:
    """The finest view that enough households share; None where even the coarsest is too rare."""
    policy = request.policy
    fine = traits_of(request, need)
    if isinstance(need.case, Appeal):
        return View(fine, ())
    alike = register(request, fine)
    coarse = coarsened(fine, alike, policy.district.code, policy.publication.k)
    if coarse is None:
        return None
    changed = tuple(name for name in Traits.__annotations__ if getattr(fine, name) != getattr(coarse, name))
    return View(coarse, changed)


def traits_of(request: Request, need: Need) -> Traits:
    """What could single the household of *need* out, as fine as it is known; of an institution its place."""
    if isinstance(need.case, Appeal):
        return Traits(need.case.town, need.category, "", False, False, month_of(need))
    household = request.site["households"][need.case.household_id]
    return _traits(request, household, need)


def seen_by_giver(request: Request, need: Need, rule: Restrictions) -> dict[str, str]:
    """``category``, ``place`` and ``month`` of a need that a gift has helped, as fine as its giver may know them.

    The giver knows *rule*, for whom it was meant: of those alone at least k must look alike. {} where they do not.
    """
    fine, policy = traits_of(request, need), request.policy
    if isinstance(need.case, Appeal):
        return {"category": fine.category, "place": fine.place, "month": fine.month}
    fine = replace(fine, size="", child=False, elderly=False)
    alike = register(request, fine, rule)
    seen = coarsened(fine, alike, policy.district.code, policy.publication.k)
    return {"category": seen.category, "place": seen.place, "month": seen.month} if seen is not None else {}


def register(request: Request, target: Traits, rule: Restrictions = NO_RESTRICTIONS) -> Iterator[Traits]:
    """Each household of the register that *rule* is meant for once, by the need of it that comes nearest to *target*.

    A household with three needs is one household: counted by needs, two families would look like six.
    """
    nearest: dict[str, Need] = {}
    for case in request.site["cases"]:
        if case.state == "withdrawn":
            continue
        for need in case.needs:
            known = nearest.get(case.household_id)
            if known is None or _nearness(need, target) > _nearness(known, target):
                nearest[case.household_id] = need
    households = request.site["households"]
    for household_id, need in nearest.items():
        household = households.get(household_id)
        if household is not None and _is_meant(request, household, need, rule):
            yield _traits(request, household, need)


def origin(site: Any, public_id: str) -> Need | None:
    """The need behind a public one. The public document itself leads to no household, so this walks the register."""
    for holder in (*site["cases"], *site["appeals"]):
        for need in holder.needs:
            if need.public_id == public_id:
                found: Need = need
                return found
    return None


def month_of(need: Need) -> str:
    return f"{need.created_at.astimezone(SHANGHAI):%Y-%m}"


def _is_meant(request: Request, household: Household, need: Need, rule: Restrictions) -> bool:
    """Whether what *rule* says of case and household holds for these."""
    if rule == NO_RESTRICTIONS:
        return True
    has = household.attributes(day_of(request.now)) | set(need.case.causes)
    return (
        (rule.places is None or household.town.startswith(rule.places))
        and has.issuperset(rule.requires)
        and has.isdisjoint(rule.excludes)
        and (rule.cases is None or need.case.id in rule.cases)
        and (rule.max_urgency is None or need.case.urgency <= rule.max_urgency)
    )


def _nearness(need: Need, target: Traits) -> tuple[bool, bool]:
    return need.category == target.category, month_of(need) == target.month


def _traits(request: Request, household: Household, need: Need) -> Traits:
    attributes = household.attributes(day_of(request.now))
    return Traits(
        place=household.town,
        category=need.category,
        size=_band(request.policy, household.size),
        child="child" in attributes,
        elderly="elderly" in attributes,
        month=month_of(need),
    )


def _band(policy: Policy, members: int) -> str:
    """1, 2-3, 4-5, 6+ with the shipped policy."""
    low, high = policy.publication.band(members)
    if high is None:
        return f"{low}+"
    return str(low) if low == high else f"{low}-{high}"


# What a text must not say


def findings_in(request: Request, case: Case | Appeal, text: str) -> tuple[str, ...]:
    """The kinds of what would name the household: name, id_number, phone, address, institution,
    diagnosis, number."""
    plain = unicodedata.normalize("NFKC", text)
    bare = re.sub(r"[\s\-–—.·]", "", plain)
    if isinstance(case, Appeal):
        return findings(text, {"number": NUMBER.findall(bare)})
    household = request.site["households"][case.household_id]
    forbidden = _words_of(request, household)
    for label, words in _telling(request, bare).items():
        forbidden[label] = [*forbidden.get(label, ()), *words]
    return findings(text, forbidden)


def findings_of_all(request: Request, text: str) -> tuple[str, ...]:
    """The same for a text about the whole district: no full name of anybody in any household's papers.

    Names are looked for by their keyed hashes, so that no household is opened for it.
    """
    bare = re.sub(r"[\s\-–—.·]", "", unicodedata.normalize("NFKC", text))
    known, vault = request.site.lookup, request.vault
    names = [word for word in _runs(bare) if known.find(vault, "name", word)]
    return findings(text, {"name": names, **_telling(request, bare)})


def _runs(bare: str) -> Iterator[str]:
    """Every run of characters that could be a name."""
    for size in NAME_LENGTHS:
        yield from {bare[at : at + size] for at in range(len(bare) - size + 1)}


def _telling(request: Request, bare: str) -> dict[str, list[str]]:
    """What tells of somebody whoever it is: numbers, doors and villages, schools and hospitals by name."""
    institutions = [unit.title for unit in request.site["units"] if unit.sort == "institution"]
    return {
        "number": NUMBER.findall(bare),
        "address": [*_places(request), *DOOR.findall(bare)],
        "institution": [*NAMED.findall(PUPILS.sub("", bare)), *institutions],
    }


def _words_of(request: Request, household: Household) -> dict[str, list[str]]:
    """What is under seal of the household, opened on record."""
    home = request.reveal(household, "address", "phone")
    words: dict[str, list[str]] = {
        "name": [],
        "id_number": [],
        "phone": [home["phone"]],
        "address": _parts(home["address"], {place.name for place in request.policy.towns}),
        "institution": [],
        "diagnosis": [],
    }
    for member in household.members:
        known = request.reveal(member, "name", "id_number", "phone", "school", "diagnosis")
        words["name"] += _names(known["name"])
        words["id_number"].append(known["id_number"])
        words["phone"].append(known["phone"])
        words["institution"].append(known["school"])
        words["diagnosis"].append(known["diagnosis"])
    return words


def _names(name: str) -> list[str]:
    """The name, and the given name alone where it has two characters: 丽华 names 孙丽华 to all who know her."""
    return [name, name[1:]] if len(name) == 3 else [name]


def _parts(address: str, public: set[str]) -> list[str]:
    """The address whole, and its words without figures (street, estate, village), but not the town's own name."""
    words = re.split(r"[\d\s,、.。\-#号栋幢楼单元室]+", unicodedata.normalize("NFKC", address))
    return [word for word in (address, *words) if len(word) > 2 and word not in public]


def _places(request: Request) -> list[str]:
    """Villages and communities by name: nothing finer than a town is public."""
    return [place.name for place in request.policy.all_villages if len(place.name) > 2]
