"""The demo district's accounts and organisations: one account per role, all invented, all with one password."""

from __future__ import annotations

from datetime import datetime
from functools import cache
from typing import NamedTuple

from ZODB import DB

from content import role
from content.account import Account
from content.organisation import Organisation
from content.site import FUND_OWNER, Site
from content.unit import Unit
from content.workflow import fire
from portal.commands.auth import hash_password

PASSWORD = "zhoucun-demo"
TOWN, VILLAGE = "370306100", "370306100-01"
OTHER_TOWN, OTHER_VILLAGE = "370306102", "370306102-01"
SCHOOL, AGENCY, CHARITY = "school-beijiao", "agency-tongxin", FUND_OWNER


class Person(NamedTuple):
    """A demo account: what to type at sign-in, who it is, as what and where."""

    login: str
    name: str
    part: str
    scope: str = role.DISTRICT


PEOPLE = (
    Person("school", "郑老师", "discoverer", SCHOOL),
    Person("village", "陈玉梅", "village_worker", VILLAGE),
    Person("village2", "李永安", "village_worker", OTHER_VILLAGE),
    Person("window", "孙丽华", "window_clerk", TOWN),
    Person("window2", "宋志强", "window_clerk", OTHER_TOWN),
    Person("medical", "李敏", "handler", "medical"),
    Person("education", "王海涛", "handler", "education"),
    Person("civil", "高建国", "handler", "civil"),
    Person("worker", "赵晓雯", "social_worker", AGENCY),
    Person("worker2", "钱立群", "social_worker", AGENCY),
    Person("charity", "刘建军", "charity_agent", CHARITY),
    Person("fund", "吴敏", "fund_clerk"),
    Person("signer1", "周明", "fund_signer"),
    Person("signer2", "冯雪", "fund_signer"),
    Person("bureau", "徐正", "bureau"),
    Person("bureau2", "邵立", "bureau"),
    Person("auditor", "何平", "auditor"),
    Person("finance", "吕芳", "finance"),
    Person("discipline", "严守", "discipline"),
    Person("admin", "管理员", "administrator"),
)


def add_people(database: DB, now: datetime) -> None:
    """Write the accounts, the school and the two organisations in one transaction."""
    with database.transaction() as connection:
        site: Site = connection.root()["site"]
        site["units"].add(
            Unit(
                id=SCHOOL,
                title="北郊镇中学",
                sort="institution",
                institution="school",
                parent=TOWN,
                actor=role.SYSTEM,
                at=now,
            )
        )
        _organisation(site, CHARITY, "周村区慈善总会", "charity", now)
        _organisation(site, AGENCY, "同心社会工作服务中心", "agency", now)
        for person in PEOPLE:
            site["accounts"].add(
                Account(
                    id=person.login,
                    login=person.login,
                    display_name=person.name,
                    roles=((person.part, person.scope),),
                    password_hash=password_hash(),
                    actor=role.SYSTEM,
                    at=now,
                )
            )


def _organisation(site: Site, id: str, title: str, sort: str, now: datetime) -> None:
    organisation = Organisation(id=id, title=title, sort=sort, actor=role.SYSTEM, at=now)
    site["organisations"].add(organisation)
    fire(organisation, "approve", actor=role.SYSTEM, at=now)


@cache
def password_hash() -> str:
    """The one password of the demo district, hashed once."""
    return hash_password(PASSWORD)
