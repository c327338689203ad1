"""What is said of a need that stays short is so: the limits bind, and the change gets it what it is said to get."""

import json
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings

import matching
from matching import Instance, Need, Resource
from matching.cut import _Walk
from matching.problem import groups
from matching.room import Room
from tests.contract.nasty import SORTS, nasty
from tests.contract.solver_case import instances

ENDLESS = 10**9


def changed(resource: Resource, remedy: Any, need: Need) -> Resource:
    """The source as the remedy would have it, made from its figures alone."""
    if remedy["rule"] == "available":
        return replace(resource, available=resource.available + remedy["more"])
    if remedy["rule"] == "cap":
        meant = remedy["per"], remedy["key"]
        return replace(
            resource,
            caps=tuple(
                replace(cap, amount=max(cap.amount, remedy["to"]))
                if cap.per == meant[0] and cap.only in (None, meant[1])
                else cap
                for cap in resource.caps
            ),
        )
    if remedy["rule"] == "H2":
        return replace(resource, categories=(resource.categories or frozenset()) | {remedy["add"]})
    if remedy["rule"] == "H3":
        return replace(resource, places=(resource.places or frozenset()) | {remedy["add"]})
    if remedy["rule"] == "H4":
        requires, excludes = set(remedy["missing"]), set(remedy["excluded"])
        return replace(resource, requires=resource.requires - requires, excludes=resource.excludes - excludes)
    if remedy["rule"] == "H5":
        return replace(resource, cases=(resource.cases or frozenset()) | {remedy["add"]})
    if remedy["rule"] == "H6":
        return replace(resource, max_urgency=remedy["to"])
    day = date.fromisoformat(remedy["to"])
    return replace(resource, **{"expires" if "expires" in remedy else "valid_from": day})


def met(instance: Instance, need: Need) -> int:
    plan = matching.plan(instance)
    return sum(row.amount for row in plan.allocations if row.need == need.id)


def check_remedy(instance: Instance, need: Need, told: matching.Explanation) -> None:
    remedy: Any = told.remedy
    resource = next(r for r in instance.resources if r.id == remedy["resource"])

    def after(figures: Any) -> int:
        resources = tuple(changed(r, figures, need) if r.id == resource.id else r for r in instance.resources)
        return met(replace(instance, resources=resources), need)

    assert after(remedy) == told.met + remedy["gain"]
    assert remedy["gain"] > 0
    for figure in ("more", "to"):
        if remedy["rule"] in ("available", "cap") and figure in remedy:
            assert after({**remedy, figure: remedy[figure] - 1}) < told.met + remedy["gain"]


def check_cut(instance: Instance, need: Need, told: matching.Explanation) -> None:
    """However much everything else had, those who live on these limits would together get no more."""
    assert told.cut is not None
    group = next(group for group in groups(instance) if group.key == need.group)
    plan = matching.plan(instance)
    rows = [(row.need, row.resource, row.amount) for row in plan.allocations]
    walk = _Walk(group, plan, Room(group, [row for row in rows if row[0] in {n.id for n in group.needs}]))
    walk.back_from(need)
    bound = {
        (reason["resource"], reason.get("per", ""), reason.get("key", "")): reason
        for reason in walk.binding()
    }
    assert len(bound) == len(told.cut.limits) + told.cut.hidden
    assert "free" not in {reason["rule"] for reason in bound.values()}
    assert told.cut.needs == len(walk.needs)

    def loosened(resource: Resource) -> Resource:
        tight = {key[1:] for key in bound if key[0] == resource.id}
        caps = [
            cap
            for cap in resource.caps
            if any(cap.per == per and cap.only in (None, key) for per, key in tight)
        ]
        more = resource.available if ("", "") in tight else resource.available + ENDLESS
        return replace(resource, available=more, caps=tuple(caps))

    loose = replace(instance, resources=tuple(map(loosened, instance.resources)))
    others = [n for n in group.needs if n.id in walk.needs]
    after = matching.plan(loose)
    assert sum(row.amount for row in after.allocations if row.need in walk.needs) <= told.cut.met
    assert told.cut.asked == sum(n.amount for n in others)


def check_all(instance: Instance, most: int) -> int:
    plan, checked = matching.plan(instance), 0
    for unmet in plan.unmet[:most]:
        need = next(need for need in instance.needs if need.id == unmet.need)
        told = matching.explain(instance, plan, need.id)
        check_cut(instance, need, told)
        if told.remedy is not None:
            check_remedy(instance, need, told)
            checked += 1
    return checked


@settings(deadline=None, max_examples=60)
@given(instance=instances(most_needs=6, most_resources=5, top=40))
def test_what_binds_and_what_would_help_are_true(instance: Instance) -> None:
    check_all(instance, 6)


@pytest.mark.parametrize("seed", range(len(SORTS)))
def test_of_awkward_instances_too(seed: int) -> None:
    check_all(matching.read_instance(json.dumps(nasty(seed))), 3)


def test_a_district_needs_more_than_one_kind_of_change() -> None:
    """Where the rest of the tests never found a remedy, they would prove nothing."""
    instance = matching.read_instance(json.dumps(nasty(0)))
    assert check_all(instance, 12) >= 4
