"""Who may open which page of the site and its folders, by hand; to everybody else it is not there."""

from __future__ import annotations

from typing import Any

import pytest

from content.batch import PaymentBatch
from content.notice import ADMITTED, MISSING, REFUSED, Notice
from content.policy import SHIPPED, load
from portal.demo.people import CHARITY, PEOPLE
from tests import district, factories, money
from tests.factories import TOWN, VILLAGE

EVERYBODY = "*"
STAFF = " ".join(person.login for person in PEOPLE)
SUPERVISION = "auditor finance discipline"
EDITION = load(SHIPPED).version

PAGES = f"""
    /                     | {EVERYBODY}
    /report               | {EVERYBODY}
    /status               | {EVERYBODY}
    /sign-in              | {EVERYBODY}
    /needs                | {EVERYBODY}
    /projects             | {EVERYBODY}
    /offers               | {EVERYBODY}
    /fund                 | {EVERYBODY}
    /policies             | {EVERYBODY}
    /robots.txt           | {EVERYBODY}
    /sitemap.xml          | {EVERYBODY}
    /appeals              | {EVERYBODY}
    /appeals/new          | bureau
    /appeals/a1           | {EVERYBODY}
    /policies/law         | {EVERYBODY}
    /policies/law/2026-11-01 | {EVERYBODY}
    /volunteer            | {EVERYBODY}
    /gift                 | {EVERYBODY}
    /certificate          | {EVERYBODY}
    /tip                  | {EVERYBODY}
    /tips                 | bureau discipline
    /units                | bureau {SUPERVISION}
    /units/new            | bureau
    /units/caller         | bureau
    /units/school-beijiao/@@contact | bureau
    /objections           | bureau {SUPERVISION}
    /me                   | {STAFF}
    /exports              | {STAFF}
    /exports?list=cases   | {STAFF}
    /inbox                | {STAFF}
    /sign-out             | {STAFF}
    /intake               | window window2
    /claims               | worker worker2
    /desk                 | fund bureau
    /arrivals             | fund bureau
    /evenness             | fund bureau
    /plan-picture         | fund bureau
    /what-if              | fund bureau
    /shortfall?need=n1    | fund bureau
    /money                | fund signer1 signer2 bureau {SUPERVISION}
    /treasury             | bureau {SUPERVISION}
    /audit                | {SUPERVISION}
    /overview             | bureau {SUPERVISION}
    /overview?owner=handler@medical | bureau {SUPERVISION}
    /supervisions         | bureau {SUPERVISION}
    /supervisions/new     | bureau {SUPERVISION}
    /supervisions/s1      | medical bureau {SUPERVISION}
    /supervisions/s1/@@slip   | medical bureau {SUPERVISION}
    /supervisions/s1/@@answer | medical
    /supervisions/s1/@@hold   | bureau
    /inquiries            | {SUPERVISION}
    /inquiries/new        | {SUPERVISION}
    /inquiries/i1         | {SUPERVISION}
    /samples              | bureau {SUPERVISION}
    /samples/new          | bureau {SUPERVISION}
    /samples/m1           | bureau {SUPERVISION}
    /cases/c1/@@points    | {SUPERVISION}
    /meetings             | {STAFF}
    /meetings/new         | bureau
    /meetings/m1          | medical bureau {SUPERVISION}
    /meetings/m1/@@paper  | medical bureau {SUPERVISION}
    /meetings/m1/@@minutes | bureau
    /bulletins            | {STAFF}
    /bulletins/new        | bureau
    /bulletins/b1         | window window2 village village2 medical education civil bureau {SUPERVISION}
    /bulletins/b1/@@paper | window window2 village village2 medical education civil bureau {SUPERVISION}
    /bulletins/b2         | bureau {SUPERVISION}
    /recusals             | bureau {SUPERVISION}
    /recusals/@@register  | bureau {SUPERVISION}
    /recusals/r1          | bureau {SUPERVISION}
    /cases/c1/@@aside     | window village bureau {SUPERVISION}
    /cases/c1/referrals/r1/@@aside | window medical bureau {SUPERVISION}
    /mine                 | charity
    /organisations        | bureau {SUPERVISION}
    /organisations/apply  | {EVERYBODY}
    /organisations/new    | bureau
    /contracts/new        | bureau
    /projects/new         | charity
    /offers/new           | charity
    /donations/goods      | charity
    /donations/new        | charity
    /fund/allocations     | fund signer1 signer2 bureau {SUPERVISION}
    /fund/batches         | fund signer1 signer2 bureau {SUPERVISION}
    /fund/changes         | fund signer1 signer2 bureau {SUPERVISION}
    /closings             | bureau {SUPERVISION}
    /fund/closings        | fund signer1 signer2 bureau {SUPERVISION}
    /fund/batches/b1              | fund signer1 signer2 bureau {SUPERVISION}
    /fund/batches/b1/@@file       | fund
    /fund/batches/b1/@@results    | fund
    /fund/changes/g1              | fund signer1 signer2 bureau {SUPERVISION}
    /fund/closings/2026-10            | fund signer1 signer2 bureau {SUPERVISION}
    /fund/closings/2026-10/@@prepare  | fund
    /fund/closings/2026-10/@@paper    |
    /closings/treasury-2026-10            | bureau {SUPERVISION}
    /closings/treasury-2026-10/@@prepare  | bureau
    /closings/treasury-2026-10/@@paper    |
    /fund/@@book          | fund bureau {SUPERVISION}
    /cases                | bureau {SUPERVISION}
    /find                 | window window2
    /households           |
    /discoveries          |
    /accounts             | admin bureau
    /accounts/new         | admin
    /backup               | admin
    /publications         | {EVERYBODY}
    /publications/new     | bureau
    /publications/feed    | {EVERYBODY}
    /publications/b1      | {EVERYBODY}
    /rules                | {STAFF}
    /rules/new            | admin
    /rules/r1             | {STAFF}
    /rules/@@text?version={EDITION} | {STAFF}
    /accounts/window      | admin bureau window
    /accounts/window/@@roles    | admin
    /accounts/window/@@deputy   | admin
    /accounts/window/@@reset    | admin
    /accounts/window/@@password | window
    /accounts/window/@@email    | window admin
    /accounts/window/@@factor   | window
    /accounts/admin       | admin bureau
    /let-in               | {EVERYBODY}
    /proposals            |

    /cases/c1             | window village bureau {SUPERVISION}
    /cases/c1/@@history   | window village bureau {SUPERVISION}
    /cases/c1/@@admitted-notice | window village bureau
    /cases/c1/@@missing-notice  | window village bureau
    /cases/c1/@@refused-notice  | window village bureau
    /cases/c1/@@intake    | window
    /cases/c1/@@need      | window
    /cases/c1/@@refer     | window bureau
    /cases/c1/@@visit     | window village
    /cases/c1/@@plan      |
    /cases/c1/@@pass-on   |
    /cases/c1/@@handover  |
    /workload             | worker worker2 bureau {SUPERVISION}
    /referrals            | medical education civil
    /cases/c1/@@move      | window
    /arrive               | window window2
    /walkins/w1           | window {SUPERVISION}
    /drafts               |
    /drafts/w2            | window
    /cases/c1/@@attach    | window village
    /cases/c1/attachments/a1         | window village bureau {SUPERVISION}
    /cases/c1/attachments/a1/@@file  | window village bureau {SUPERVISION}
    /cases/c1/referrals/r1           | window medical bureau {SUPERVISION}
    /cases/c1/referrals/r1/@@slip    | window medical
    /cases/c1/@@investigate | window village
    /cases/c1/@@investigation-paper | window village
    /cases/c1/@@assess    | window village
    /cases/c1/@@notice    | window
    /cases/c1/@@aid       | window
    /cases/c1/investigations/i1 | village window bureau {SUPERVISION}
    /cases/c1/assessments/a1 | village window bureau {SUPERVISION}
    /cases/c1/public_notices/p1  | village window bureau {SUPERVISION}
    /cases/c1/public_notices/p1/@@paper | village window bureau
    /cases/c1/public_notices/p1/@@put-up | village window
    /cases/c1/@@crosscheck | window
    /cases/c1/crosschecks/x1 | village window window2 bureau {SUPERVISION}
    /cases/c1/crosschecks/x1/@@answer | window2
    /cases/c1/aids/f1     | village window bureau {SUPERVISION}
    /cases/c1/aids/f1/@@deliver | window
    /cases/c1/aids/f1/@@receipt | window bureau
    /imprests             | bureau {SUPERVISION}
    /units/{TOWN}/@@advance | bureau
    /units/{TOWN}/imprest | window bureau {SUPERVISION}
    /units/{TOWN}/imprest/@@count | window
    /units/{TOWN}/imprest/@@ask-refill | window
    /households/h1        | window village bureau {SUPERVISION}
    /households/h1/@@registered | window
    /households/h1/@@same | window bureau
    /discoveries/d1       | school window village bureau {SUPERVISION}
    /discoveries/d1/@@call   | bureau
    /discoveries/d1/@@same   | village bureau
    /discoveries/d1/@@verify | village
    /volunteers/v1           | charity bureau {SUPERVISION}
    /volunteers/v1/@@take    | charity
    /volunteers/v1/@@certificate |
    /pledges/g1              | charity bureau {SUPERVISION}
    /pledges/g1/@@receive    | charity
    /objections/o1           | window bureau {SUPERVISION}
    /objections/o1/@@answer  | bureau
    /objections/o1/@@paper   |
    /tips/t1              | discipline
    /tips/t2              | bureau discipline
    /tips/t2/@@finish     | bureau
    /proposals/p1         | fund bureau {SUPERVISION}
"""
"""address | who may open it. A stranger on a staff path is sent to sign in."""


def rows() -> list[tuple[str, frozenset[str]]]:
    return read(PAGES)


def read(table: str) -> list[tuple[str, frozenset[str]]]:
    """(address, logins that may open it) of every line of a table; both of the bureau where it says bureau."""
    found = []
    for line in table.strip().splitlines():
        if line.strip():
            path, who = (cell.strip() for cell in line.split("|"))
            logins = frozenset(who.split())
            found.append((path, logins | {"bureau2"} if "bureau" in logins else logins))
    return found


@pytest.fixture
def furnished(world: Any) -> Any:
    """One admitted case with a referral, its household, the report it came from, and a proposal."""

    def build(site: Any) -> None:
        family = site["households"].add(factories.household(id="h1", town=TOWN, village=VILLAGE))
        other = site["households"].add(factories.household(id="h2", town=TOWN))
        family.suspect(other, "address")
        other.suspect(family, "address")
        factories.member(family).keep(world.vault, {"name": "李守田"})
        owner = site["cases"].add(factories.case(id="c1", household_id="h1", town=TOWN, village=VILLAGE))
        owner.admit(due=None, **factories.BY)
        for sort in (ADMITTED, MISSING, REFUSED):
            owner.give_notice(Notice(sort, "1", factories.NOW, "window"), **factories.BY)
        wanted = factories.need(owner, id="n1")
        factories.referral(owner, id="r1")
        site["walkins"].add(factories.walkin(id="w1"))
        draft = site["drafts"].add(factories.draft(id="w2"))
        draft.keep(world.vault, {"typed": "{}"})
        factories.attachment(owner, id="a1").write(world.vault, b"a photo")
        factories.investigation(owner, id="i1", author="village", second="window")
        factories.assessment(owner, id="a1")
        factories.public_notice(owner, id="p1")
        factories.aid(owner, id="f1")
        factories.crosscheck(owner, id="x1")
        site["units"][TOWN].open_imprest(factories.imprest())
        report = site["discoveries"].add(factories.discovery(id="d1", reporter="user:school"))
        report.state = "assigned"
        site["appeals"].add(factories.appeal(id="a1"))
        site["policies"].add(factories.policy_text(id="law"))
        site["volunteers"].add(factories.volunteer(id="v1", organisation_id=CHARITY))
        site["pledges"].add(factories.pledge(id="g1", organisation_id=CHARITY))
        site["objections"].add(factories.objection(id="o1"))
        site["tips"].add(factories.tip(id="t1", unit="civil"))
        _furnish_fund(world, site)
        site["tips"].add(factories.tip(id="t2", subject="refused_help")).accept(said="x", **factories.BY)
        site["supervisions"].add(factories.supervision(id="s1"))
        site["inquiries"].add(factories.inquiry(id="i1"))
        site["samples"].add(factories.sample(id="m1"))
        site["publications"].add(factories.publication(id="b1")).release(**factories.BY)
        site["recusals"].add(factories.recusal(id="r1", case_id="c1"))
        site["bulletins"].add(factories.bulletin(id="b1")).release(year=2026, issue=1, **factories.BY)
        site["bulletins"].add(factories.bulletin(id="b2"))
        site["meetings"].add(factories.meeting(id="m1"))
        site["rules"].add(factories.ruleset(id="r1"))
        site["proposals"].add(
            factories.proposal(id="p1", case_id="c1", need_id=wanted.id, source="/fund", owner="", town=TOWN)
        )

    world.commit(build)
    return world


def _furnish_fund(world: Any, site: Any) -> None:
    """A payment file at the bank, a proposed budget, a month that waits to be closed."""
    fund = site.fund
    district.fill_fund(site, 7_000_000)
    by = {"actor": "user:clerk", "at": district.NOW}
    paid = money.approved(fund, vault=world.vault)
    batch = fund.batches.add(
        PaymentBatch(id="b1", number="2026-001", allocations=[paid], vault=world.vault, **by)
    )
    batch.send(**by)
    money.budget_change(fund, id="g1").keep(world.vault, {"why": "今年住院的多"})
    money.closing(fund)
    money.treasury_closing(site)


def test_every_page_for_every_role(furnished: Any) -> None:
    assert mistakes(furnished, rows()) == []


def mistakes(world: Any, table: list[tuple[str, frozenset[str]]]) -> list[str]:
    """Who gets what on which address, where that is not what the table says."""
    wrong = []
    for login in ["", *STAFF.split()]:
        client = world.client(login)
        for path, who in table:
            expected = _expected(path, login, who)
            answer = client.get(path, status="*")
            if answer.status_int != expected:
                wrong.append(f"{login or 'a stranger'} {path}: {answer.status_int}, not {expected}")
    return wrong


def _expected(path: str, login: str, who: frozenset[str]) -> int:
    if EVERYBODY in who or login in who:
        return 200
    return 404 if login else 303


OPEN = {
    ("Asking", ""),
    ("Asking", "again"),
    ("Asking", "answer"),
    ("Asking", "hold"),
    ("Asking", "slip"),
    ("Case", "move"),
    ("Document", "aside"),
    ("Document", "step"),
    ("Folder", ""),
    ("Folder", "caller"),
    ("Folder", "feed"),
    ("Folder", "apply"),
    ("Folder", "goods"),
    ("Folder", "new"),
    ("Folder", "register"),
    ("Folder", "text"),
    ("PublicNeed", ""),
    ("PublicNeed", "release"),
    ("Site", "language"),
    ("Site", "let-in"),
    ("Site", "money"),
    ("Site", "sign-in"),
    ("Site", "status"),
}
"""Views without a permission of their own: open to all, or asking the door in their first line."""


def test_every_view_asks_for_a_permission_or_is_named_here(world: Any) -> None:
    found = set()
    for view in world.registry.introspector.get_category("views"):
        shown = view["introspectable"]
        asks = any(related.category_name == "permissions" for related in view["related"])
        if not asks and not shown["exception_only"] and not shown["route_name"]:
            found.add((getattr(shown["context"], "__name__", ""), shown["name"]))
    assert found - {("IExceptionResponse", ""), ("WSGIHTTPException", "")} == OPEN
