"""Pages of partners, of money and of single steps, by hand; and that no page is missing in any table."""

from __future__ import annotations

import inspect
from typing import Any

import pytest
from pyramid.request import Request
from pyramid.traversal import ResourceTreeTraverser

from content.contract import Order
from content.workflow import fire
from portal.demo.people import AGENCY, CHARITY, VILLAGE
from tests import district, factories, money
from tests.conftest import World
from tests.functional.test_status import RECEIPT
from tests.matrix import test_pages
from tests.matrix.test_pages import EVERYBODY, SUPERVISION, furnished, mistakes, read
from tests.registered import published, with_receipt

__all__ = ["furnished"]


PAGES = f"""
    /cases/lodged/@@papers               | window
    /cases/lodged/@@receipt              | window village bureau
    /cases/claimed/visits/v1             | window village worker bureau {SUPERVISION}
    /cases/claimed/service_plans/p1      | window worker bureau {SUPERVISION}
    /cases/claimed/service_plans/p1/@@mark?n=1 | worker
    /cases/claimed/service_plans/p1/@@review | worker
    /cases/claimed/service_plans/p1/@@paper  | window worker bureau {SUPERVISION}
    /cases/claimed/needs/open/@@publish  | window
    /cases/c1/referrals/doing/@@complete | medical
    /discoveries/new/@@assign            | bureau
    /households/home-claimed/@@account   | window
    /households/home-claimed/@@member    | window

    /projects/p1                         | {EVERYBODY}
    /projects/p1/pledge                  | {EVERYBODY}
    /projects/p1/@@manage                | charity fund bureau {SUPERVISION}
    /projects/p1/@@report                | charity
    /projects/p1/@@revise                | charity
    /offers/o1                           | {EVERYBODY}
    /offers/o1/@@manage                  | charity fund bureau {SUPERVISION}
    /offers/o1/@@revise                  | charity
    /donations/d1                        | charity fund bureau {SUPERVISION}
    /donations/d1/@@interested           | charity
    /donations/d1/@@slip                 | charity
    /organisations/{CHARITY}             | {EVERYBODY}
    /organisations/{CHARITY}/@@edit      | charity
    /organisations/{CHARITY}/@@interested | charity
    /contracts/k1                        | worker worker2 fund bureau {SUPERVISION}
    /contracts/k1/@@purchase             | bureau
    /contracts/k1/orders/r1              | worker worker2 fund bureau {SUPERVISION}

    /proposals/p1/@@accept               | fund
    /fund/allocations/{{back}}               | window2 fund signer1 signer2 bureau {SUPERVISION}
    /fund/allocations/{{back}}/@@payee       | fund
    /needs/shown                         | {EVERYBODY}
    /needs/drafted/@@redraft             | window
    /needs/drafted/@@release             | bureau
    /policies/law/@@renew                | bureau
    /supervisions/s2/@@again             | bureau
"""
"""address | who may open it, as in tests/matrix/test_pages.py."""


@pytest.fixture
def peopled(furnished: World) -> World:
    """Beside what stands there already: partners with one of each, a claimed case, money that came back."""
    furnished.commit(lambda site: _partners(site, furnished.vault))
    furnished.commit(lambda site: _cases(site, furnished.vault))
    furnished.commit(lambda site: _money(site, furnished.vault))
    return furnished


def _partners(site: Any, vault: Any) -> None:
    district.project(site, 1_000_000, id="p1")
    district.offer(site, 40, id="o1")
    site["donations"].add(factories.donation(id="d1", organisation_id=CHARITY, vault=vault))
    contract = district.contract(site, 100, id="k1")
    contract.orders.add(Order(hours=10, proposal_id="p1", case_id="claimed", id="r1", **factories.BY))


def _cases(site: Any, vault: Any) -> None:
    lodged = district.family(site, vault, id="lodged", admitted=False)
    claimed = district.family(site, vault, id="claimed")
    for case in (lodged, claimed):
        case.village = VILLAGE
        case.keep(vault, {"story": "断了收入。"})
    with_receipt(site, vault, lodged, RECEIPT)
    claimed.consent_public = True
    claimed.claim(actor="user:worker", worker="worker", agency=AGENCY, at=factories.NOW)
    factories.visit(claimed, id="v1", author="worker")
    factories.service_plan(claimed, vault, id="p1", author="worker").state = "agreed"
    district.need(claimed, 100_000, id="open")
    published(
        site,
        district.need(claimed, 200_000, "education", id="n2"),
        title="书本费",
        text="还差一半。",
        id="shown",
    )
    drafted = published(
        site, district.need(claimed, 50_000, "living", id="n3"), title="米面", text="过冬。", id="drafted"
    )
    drafted.state = "drafted"
    doing = factories.referral(site["cases"]["c1"], id="doing")
    for name in ("receive", "accept", "start"):
        fire(doing, name, **factories.BY)
    site["supervisions"].add(factories.supervision(id="s2")).state = "answered"
    site["discoveries"].add(factories.discovery(id="new", village=""))


def _money(site: Any, vault: Any) -> None:
    by = {"actor": "user:clerk", "at": factories.NOW}
    back = money.paid_out(site.fund, vault=vault)
    back.return_money(reason="账号不对", **by)


def test_every_page_of_partners_for_every_role(peopled: World) -> None:
    assert mistakes(peopled, table(peopled)) == []


def table(world: World) -> list[tuple[str, frozenset[str]]]:
    """The table, with the id of the money that came back."""
    back = next(a.id for a in world.site().fund.allocations if a.state == "returned")
    return read(PAGES.format(back=back))


def test_no_page_is_in_no_table(peopled: World) -> None:
    """Every view that answers a GET stands in one of the tables with an address of its own."""
    walk = ResourceTreeTraverser(peopled.site())
    found = [
        walk(Request.blank(path.partition("?")[0])) for path, _who in (*test_pages.rows(), *table(peopled))
    ]
    seen = {(type(place["context"]), place["view_name"]) for place in found}
    missing = set()
    for view in peopled.registry.introspector.get_category("views"):
        shown = view["introspectable"]
        context, name = shown["context"], shown["name"]
        if (
            not inspect.isclass(context)
            or issubclass(context, Exception)
            or "POST" in (shown["request_methods"] or ())
        ):
            continue
        if not any(issubclass(kind, context) and name == other for kind, other in seen):
            missing.add(f"{context.__name__} {name}")
    assert missing == ELSEWHERE


ELSEWHERE = {"Document step", "Site language"}
"""The step page asks the step's own permission (tests/matrix/test_grants); the language is everybody's, a redirect."""
