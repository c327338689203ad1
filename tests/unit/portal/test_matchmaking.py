"""The district as an instance of the matcher, and a plan as proposals: nothing lost, nothing promised twice."""

from __future__ import annotations

import dataclasses

import pytest

from content import role
from content.need import MET, PROPOSED
from content.organisation import Organisation
from content.policy import SHIPPED, Policy, load
from content.proposal import Proposal
from content.site import PolicyVersion, Site
from content.source import Restrictions
from content.vault import Vault
from content.workflow import fire
from matching.planner import plan
from matching.problem import Cap, Instance, Pair, Resource
from portal.demo.people import AGENCY, CHARITY, TOWN
from portal.matchmaking import instance as matchmaking
from tests import district
from tests.district import BY, NOW

POLICY = load(SHIPPED)


@pytest.fixture
def site() -> Site:
    made = Site(title="周村区", policy=PolicyVersion(POLICY.version, "", NOW), actor=role.SYSTEM, at=NOW)
    for id, sort in ((CHARITY, "charity"), (AGENCY, "agency")):
        fire(made["organisations"].add(Organisation(id=id, title=id, sort=sort, **BY)), "approve", **BY)
    return made


@pytest.fixture
def policy() -> Policy:
    return POLICY


def instance(site: Site, policy: Policy = POLICY) -> Instance:
    return matchmaking.draw(site, policy, NOW).instance


def resource(site: Site, id: str) -> Resource:
    return next(found for found in instance(site).resources if found.id == id)


def promise(site: Site, need, source, amount: int, state: str = "accepted") -> Proposal:  # type: ignore[no-untyped-def]
    """A proposal that was accepted (or settled) and stands on both sides, as the commands leave it."""
    proposal = Proposal(
        case_id=need.case.id,
        need_id=need.id,
        source=f"/{matchmaking.path_id(source)}",
        source_kind=source.source_kind,
        source_id=source.id,
        owner=matchmaking.owner_of(source),
        town=need.case.town,
        category=need.category,
        unit=need.unit,
        item=need.item,
        amount=amount,
        **BY,
    )
    site["proposals"].add(proposal)
    proposal.state = state
    source.reserve(amount, reference=proposal.id, **BY)
    if state == "settled":
        source.spend(amount, reference=proposal.id, **BY)
    need.cover(matchmaking.cover_key(proposal), MET if state == "settled" else PROPOSED, amount, "project")
    return proposal


def test_a_need_enters_with_codes_alone(site: Site, vault: Vault) -> None:
    case = district.family(site, vault)
    need = district.need(case, 1_200_050, due="2026-12-01")
    (row,) = instance(site).needs
    assert (row.id, row.case, row.place) == (need.id, case.id, TOWN)
    assert (row.unit, row.item, row.amount, row.urgency) == ("yuan", "", 12_000, 1)
    assert row.attributes == {"child", "student", "grave_illness", "single_parent"}
    assert str(row.due) == "2026-12-01"
    assert not any(word in repr(instance(site)) for word in ("张", "北郊", "6222"))


def test_only_open_needs_of_admitted_cases_enter(site: Site, vault: Vault) -> None:
    district.need(district.family(site, vault, id="lodged", admitted=False), 100_000)
    case = district.family(site, vault)
    withdrawn, small, full = (district.need(case, amount) for amount in (100_000, 37, 100_000))
    withdrawn.state = "withdrawn"
    full.cover("referral:r", MET, 100_000, "public")
    assert instance(site).needs == ()
    assert small.missing == 37


def test_sources_of_every_kind_enter_with_what_they_have(site: Site, vault: Vault) -> None:
    rule = Restrictions(
        categories=("education",),
        places=("370306",),
        requires=("student",),
        cases=("case",),
        max_urgency=1,
        expires="2026-12-31",
        caps=(("case", 60_050, None),),
    )
    district.project(site, 840_050, rule=rule)
    district.offer(site, 20)
    district.donation(site, vault, 500_000)
    district.contract(site, 40)
    found = resource(site, "projects/project")
    assert (found.kind, found.unit, found.available) == ("project", "yuan", 8_400)
    assert found.caps == (Cap("case", 600),)
    assert (found.categories, found.requires, str(found.expires)) == (
        {"education"},
        {"student"},
        "2026-12-31",
    )
    assert (found.places, found.cases, found.max_urgency) == ({"370306"}, {"case"}, 1)
    hours = [resource(site, id) for id in ("offers/offer", "contracts/contract")]
    assert [(r.kind, r.unit, r.item, r.available) for r in hours] == [
        ("volunteer", "hour", "care", 20),
        ("contract", "hour", "care", 40),
    ]
    assert resource(site, "donations/gift").available == 5_000


def test_what_is_closed_or_of_an_unapproved_organisation_stays_out(site: Site) -> None:
    district.project(site, 100_000).state = "closed"
    district.offer(site, 20)
    site["organisations"][CHARITY].state = "suspended"
    assert {r.id for r in instance(site).resources} == {"fund", "fund/reserve"}


def test_what_is_accepted_is_pinned_on_both_sides(site: Site, vault: Vault) -> None:
    need = district.need(district.family(site, vault), 300_000)
    source = district.project(site, 200_000)
    promise(site, need, source, 120_000)
    made = instance(site)
    assert made.pinned == (Pair(need.id, "projects/project", 1_200),)
    assert (made.needs[0].amount, resource(site, "projects/project").available) == (3_000, 2_000)


def test_pins_never_pass_a_cap_that_was_lowered_since(site: Site, vault: Vault) -> None:
    need = district.need(district.family(site, vault), 300_000)
    source = district.project(site, 200_000, rule=Restrictions(caps=(("case", 150_000, None),)))
    promise(site, need, source, 120_000)
    source.restrictions = Restrictions(caps=(("case", 50_000, None),))
    made = instance(site)
    assert made.pinned == (Pair(need.id, "projects/project", 500),)
    assert made.needs[0].amount == 1_800 + 500
    assert resource(site, "projects/project").available == 800 + 500
    assert plan(made).optimal


def test_what_was_given_takes_room_off_its_caps(site: Site, vault: Vault) -> None:
    case = district.family(site, vault)
    first, _second = district.need(case, 50_000), district.need(case, 300_000)
    source = district.project(site, 900_000, rule=Restrictions(caps=(("case", 150_000, None),)))
    promise(site, first, source, 50_000, state="settled")
    made = instance(site)
    assert resource(site, "projects/project").caps == (Cap("case", 1_500), Cap("case", 1_000, "case"))
    assert made.pinned == ()
    given = sum(row.amount for row in plan(made).allocations if row.resource == "projects/project")
    assert given == 1_000


def test_a_declined_pair_is_not_proposed_again(site: Site, vault: Vault) -> None:
    case = district.family(site, vault)
    first, second = district.need(case, 50_000), district.need(case, 70_000)
    district.project(site, 900_000)
    first.bar("project")
    drawn = matchmaking.draw(site, POLICY, NOW)
    assert [draft.need.id for draft in matchmaking.drafts(drawn, plan(drawn.instance))] == [second.id]


def test_money_is_proposed_in_whole_yuan_and_the_rest_goes_with_the_last(site: Site, vault: Vault) -> None:
    district.need(district.family(site, vault), 100_037)
    district.project(site, 900_000)
    drawn = matchmaking.draw(site, POLICY, NOW)
    (draft,) = matchmaking.drafts(drawn, plan(drawn.instance))
    assert (draft.amount, draft.source, draft.owner) == (
        100_037,
        "/projects/project",
        f"charity_agent@{CHARITY}",
    )


def test_no_rest_where_the_source_has_no_fen_left(site: Site, vault: Vault) -> None:
    district.need(district.family(site, vault), 100_037)
    district.project(site, 100_000)
    drawn = matchmaking.draw(site, POLICY, NOW)
    (draft,) = matchmaking.drafts(drawn, plan(drawn.instance))
    assert draft.amount == 100_000


def test_the_fund_comes_last_and_its_pots_are_one_source(site: Site, vault: Vault) -> None:
    case = district.family(site, vault, urgency=0)
    need = district.need(case, 450_000)
    district.project(site, 100_000)
    district.fill_fund(site, 6_000_000 + 200_000)
    drawn = matchmaking.draw(site, POLICY, NOW)
    drafts = {draft.source: draft for draft in matchmaking.drafts(drawn, plan(drawn.instance))}
    assert {source: draft.amount for source, draft in drafts.items()} == {
        "/projects/project": 100_000,
        "/fund": 350_000,
    }
    assert (drafts["/fund"].source_id, drafts["/fund"].owner, drafts["/fund"].need) == ("fund", "", need)


def test_the_reserve_is_for_the_gravest_alone(site: Site, vault: Vault) -> None:
    district.need(district.family(site, vault), 450_000)
    district.fill_fund(site, 6_000_000)
    drawn = matchmaking.draw(site, POLICY, NOW)
    assert matchmaking.drafts(drawn, plan(drawn.instance)) == []


def test_the_funds_limits_hold_over_all_its_pots(site: Site, vault: Vault) -> None:
    case = district.family(site, vault, urgency=0)
    for _ in range(3):
        district.need(case, 400_000)
    district.fill_fund(site, 6_000_000 + 200_000)
    drawn = matchmaking.draw(site, POLICY, NOW)
    made = matchmaking.drafts(drawn, plan(drawn.instance))
    assert sum(draft.amount for draft in made) == POLICY.fund.case_limit_fen


def test_a_town_gets_no_more_than_its_year(site: Site, vault: Vault) -> None:
    for n in range(9):
        district.need(district.family(site, vault, id=f"case{n}", urgency=n % 2), 500_000)
    district.fill_fund(site, 20_000_000)
    drawn = matchmaking.draw(site, POLICY, NOW)
    made = matchmaking.drafts(drawn, plan(drawn.instance))
    assert sum(draft.amount for draft in made) == POLICY.fund.town_year_limit_fen


def test_a_category_with_a_budget_gets_no_more(site: Site, vault: Vault) -> None:
    for n, category in enumerate(("medical", "medical", "education")):
        district.need(district.family(site, vault, id=f"case{n}"), 500_000, category)
    district.fill_fund(site, 20_000_000)
    site.fund.set_budget(scope="category", key="medical", amount_fen=600_000, **BY)
    drawn = matchmaking.draw(site, POLICY, NOW)
    sums: dict[str, int] = {}
    for draft in matchmaking.drafts(drawn, plan(drawn.instance)):
        sums[draft.need.category] = sums.get(draft.need.category, 0) + draft.amount
    assert sums == {"medical": 600_000, "education": 500_000}


def test_what_waits_on_the_desk_is_previous(site: Site, vault: Vault) -> None:
    need = district.need(district.family(site, vault), 300_000)
    source = district.project(site, 200_000)
    proposal = promise(site, need, source, 120_000)
    proposal.state = "proposed"
    need.uncover(matchmaking.cover_key(proposal))
    source.release(120_000, reference=proposal.id, **BY)
    made = instance(site)
    assert made.previous == (Pair(need.id, "projects/project", 1_200),)
    assert made.pinned == ()


def test_the_instance_is_a_value(site: Site, vault: Vault) -> None:
    district.need(district.family(site, vault), 300_000)
    district.project(site, 200_000)
    assert instance(site) == instance(site)
    assert dataclasses.is_dataclass(instance(site))
