"""Who else works in the demo district: a window in every town, somebody in every village, schools, stations, charities.

Only the accounts of people.py are shown at the sign-in; these have the same password. Logins say where they belong:
``window-001`` is the window of the town with the code 370306001, ``village-001-02`` the second village there.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from ZODB import DB

from content import role
from content.account import Account
from content.policy import Policy
from content.unit import Unit
from portal.demo import people
from portal.demo.names import Names
from portal.demo.people import Person

STRANGER = "?"
"""Somebody without an account, as who reported a family."""


class Institution(NamedTuple):
    """A place whose duty it is to find households in trouble; its one account has the same name as its id."""

    id: str
    title: str
    sort: str
    town: str
    who: str


INSTITUTIONS = (
    Institution("school-wangcun", "王村镇中心学校", "school", "370306102", "窦老师"),
    Institution("school-nanjiao", "南郊镇中学", "school", "370306101", "娄老师"),
    Institution("school-shangjia", "商家镇中心小学", "school", "370306104", "冉老师"),
    Institution("kindergarten-yongan", "永安街道中心幼儿园", "kindergarten", "370306004", "卞园长"),
    Institution("hospital-gujie", "古街医院", "hospital", "370306002", "郎护士长"),
    Institution("hospital-mengshui", "萌水镇卫生院", "hospital", "370306103", "米医生"),
    Institution("police-chengbei", "城北路派出所", "police", "370306005", "狄警官"),
    Institution("shelter", "区救助管理站", "shelter", "370306003", "宫站长"),
    Institution("volunteers-sichou", "丝绸路志愿服务队", "volunteer", "370306001", "祖队长"),
)


class Partner(NamedTuple):
    """A charity or agency that was approved, and who acts for it."""

    id: str
    title: str
    sort: str
    staff: tuple[tuple[str, str], ...]


PARTNERS = (
    Partner("charity-linli", "邻里守望公益协会", "charity", (("charity-linli", "褚文静"),)),
    Partner("charity-qingtong", "青桐助学促进会", "charity", (("charity-qingtong", "耿老师"),)),
    Partner("charity-kangle", "康乐助残服务社", "charity", (("charity-kangle", "佟立新"),)),
    Partner("charity-anju", "安居互助公益社", "charity", (("charity-anju", "晏师傅"),)),
    Partner("agency-hefeng", "和风社会工作服务社", "agency", (("hefeng", "柏青"), ("hefeng2", "闵洁"))),
    Partner(
        "agency-qiaoliang", "桥梁社会工作服务社", "agency", (("qiaoliang", "鲍帆"), ("qiaoliang2", "凌波"))
    ),
    Partner("agency-nuanxin", "暖心社会工作服务社", "agency", (("nuanxin", "管悦"), ("nuanxin2", "滑小龙"))),
)
WORKERS = {
    people.AGENCY: ("worker", "worker2"),
    **{one.id: tuple(login for login, _ in one.staff) for one in PARTNERS if one.sort == "agency"},
}
"""Whose social workers."""
AGENTS = {
    people.CHARITY: "charity",
    **{one.id: one.staff[0][0] for one in PARTNERS if one.sort == "charity"},
}
"""Who posts and confirms for each charity."""


def window_login(town: str) -> str:
    """Who sits at the window of a town."""
    known = {people.TOWN: "window", people.OTHER_TOWN: "window2"}
    return known.get(town) or f"window-{_local(town)}"


def village_login(village: str) -> str:
    """Who works for a village."""
    known = {people.VILLAGE: "village", people.OTHER_VILLAGE: "village2"}
    return known.get(village) or f"village-{_local(village)}"


def agent_of(organisation_id: str) -> str:
    """Who answers for an organisation where nobody in particular has the case."""
    return AGENTS.get(organisation_id) or WORKERS[organisation_id][0]


def _local(code: str) -> str:
    """The part of a place's code behind the district's."""
    return code.removeprefix("370306").lower()


def add_staff(database: DB, policy: Policy, now: datetime) -> None:
    """Write the institutions and all accounts beside those of people.py, in one transaction."""
    with database.transaction() as connection:
        site = connection.root()["site"]
        for one in INSTITUTIONS:
            unit = Unit(
                id=one.id,
                title=one.title,
                sort="institution",
                institution=one.sort,
                parent=one.town,
                actor=role.SYSTEM,
                at=now,
            )
            site["units"].add(unit)
        for person in staff(policy):
            account = Account(
                id=person.login,
                login=person.login,
                display_name=person.name,
                roles=((person.part, person.scope),),
                password_hash=people.password_hash(),
                actor=role.SYSTEM,
                at=now,
            )
            site["accounts"].add(account)


def staff(policy: Policy) -> Iterator[Person]:
    """Everybody who is not in people.py; the same names for the same policy."""
    chance = random.Random("staff")
    names = Names(chance, (person.name for person in people.PEOPLE), "")
    known = {person.login for person in people.PEOPLE}
    places = [(window_login(town.code), "window_clerk", town.code) for town in policy.towns]
    places += [(village_login(v.code), "village_worker", v.code) for v in policy.all_villages]
    for login, part, scope in places:
        name = names.of(names.surname(), chance.choice(("male", "female")), 1985)
        if login not in known:
            yield Person(login, name, part, scope)
    for one in INSTITUTIONS:
        yield Person(one.id, one.who, "discoverer", one.id)
    for partner in PARTNERS:
        part = "charity_agent" if partner.sort == "charity" else "social_worker"
        yield from (Person(login, name, part, partner.id) for login, name in partner.staff)
