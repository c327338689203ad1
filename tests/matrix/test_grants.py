"""Every workflow's grants and steps against the tables of this folder; all that is not written there is denied."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterable
from functools import cache
from typing import Any

import pytest
from pyramid.authorization import ACLHelper, Allow, Everyone

import content
import tests.matrix
from content.document import Document
from content.site import SITE_CAPACITIES, PolicyVersion, Site
from tests.factories import NOW
from tests.matrix.people import EVERYBODY
from tests.matrix.table import Table

TABLES: dict[str, Table] = {
    f"{info.name}.{name}": value
    for info in pkgutil.iter_modules(tests.matrix.__path__)
    if not info.name.startswith("test_")
    for name, value in vars(importlib.import_module(f"tests.matrix.{info.name}")).items()
    if isinstance(value, Table)
}
OTHER_PERMISSIONS = ("site:work", "view", "", "household:view", "case:view", "allocation:payee")
each_table = pytest.mark.parametrize("table", TABLES.values(), ids=TABLES)


def allowed(document: Document, permissions: Iterable[str], *principals: str) -> frozenset[str]:
    """What somebody who is all of *principals*, and everybody, may do, by Pyramid's own reading of the access list."""
    helper, who = ACLHelper(), {Everyone, *principals}
    return frozenset(name for name in permissions if helper.permits(document, who, name))


@cache
def known_permissions(kind: str) -> frozenset[str]:
    """Every permission that the code or the tables name for this kind, and some that belong elsewhere."""
    tables = [table for table in TABLES.values() if table.kind == kind]
    workflow = tables[0].build().workflow
    granted = (words for row in workflow.grants.values() for words in row.values())
    by_code = frozenset().union(*granted, (step.permission for step in workflow.steps))
    return by_code.union(OTHER_PERMISSIONS, *(table.permissions for table in tables))


@each_table
def test_who_may_do_what_in_each_state(table: Table) -> None:
    document = table.build()
    for state in document.workflow.states:
        document.state = state
        public = table.granted(state, "public")
        for capacity, principals in table.people.items():
            for principal in principals:
                seen = allowed(document, known_permissions(table.kind), principal)
                assert seen == table.granted(state, capacity) | public, (state, capacity, principal)


@each_table
def test_everybody_else_may_do_nothing(table: Table) -> None:
    document = table.build()
    inside = {principal for principals in table.people.values() for principal in principals}
    for state in document.workflow.states:
        document.state = state
        public = table.granted(state, "public")
        for principal in sorted(EVERYBODY - inside):
            assert allowed(document, known_permissions(table.kind), principal) == public, (state, principal)


@each_table
def test_in_a_state_that_nobody_knows_everything_is_denied(table: Table) -> None:
    document = table.build()
    document.state = "a state of another release"
    everybody = {p for principals in table.people.values() for p in principals} | EVERYBODY
    assert allowed(document, known_permissions(table.kind), *everybody) == frozenset()


@each_table
def test_the_steps_are_those_of_the_table(table: Table) -> None:
    written = {row.name: row for row in table.step_rows}
    steps = {
        step.name: (step.name, step.sources, step.target or "", step.permission, step.requires)
        for step in table.build().workflow.steps
    }
    assert steps == written


@each_table
def test_the_table_names_the_states_of_the_workflow(table: Table) -> None:
    assert set(table.states) == set(table.build().workflow.states)
    granted = {who for row in table.grants.splitlines() if "|" in row for who in row.split("|")[1].split()}
    assert granted <= set(table.people)


SAME_HAND = [
    pytest.param(table, *row, id=f"{name} {row[0]} {row[1]}={row[2]}")
    for name, table in TABLES.items()
    for row in table.denials
]


@pytest.mark.parametrize(("table", "state", "one", "other", "refused"), SAME_HAND)
def test_one_person_cannot_be_both_hands(
    table: Table, state: str, one: str, other: str, refused: frozenset[str]
) -> None:
    document = table.build()
    document.state = state
    both = allowed(document, known_permissions(table.kind), *table.people[one], *table.people[other])
    assert refused <= table.granted(state, one), "otherwise there is nothing to refuse"
    assert both == (table.granted(state, one) | table.granted(state, other)) - refused


@each_table
def test_both_hands_are_refused_nothing_that_is_not_written(table: Table) -> None:
    """The second hand alone has no other effect than the one under same_hand."""
    document = table.build()
    written = {(state, one, other): refused for state, one, other, refused in table.denials}
    hands = {(one, other) for _, one, other, _ in table.denials}
    for state in document.workflow.states:
        document.state = state
        for one, other in hands:
            both = allowed(document, known_permissions(table.kind), *table.people[one], *table.people[other])
            refused = written.get((state, one, other), frozenset())
            granted = table.granted(state, one) | table.granted(state, other) | table.granted(state, "public")
            assert both == granted - refused, (state, one, other)


@each_table
def test_nothing_leaks_from_what_contains_it(table: Table) -> None:
    document = table.build()
    document.state = "a state of another release"
    document.__parent__ = _Generous(document.__parent__)
    assert allowed(document, known_permissions(table.kind), "user:x") == frozenset()


class _Generous:
    """A container that would allow everything, in the place of the one that is there."""

    def __init__(self, real: Any) -> None:
        self.__parent__ = getattr(real, "__parent__", None)
        self.__acl__ = [(Allow, Everyone, tuple(_all_permissions()))]


def _all_permissions() -> frozenset[str]:
    return frozenset().union(*(known_permissions(table.kind) for table in TABLES.values()))


def test_there_is_a_table_for_every_workflow() -> None:
    for info in pkgutil.walk_packages(content.__path__, "content."):
        importlib.import_module(info.name)

    def kinds(cls: type[Document]) -> set[str]:
        own = {cls.kind} if "workflow" in vars(cls) else set()
        return own.union(*(kinds(sub) for sub in cls.__subclasses__()))

    assert {table.kind for table in TABLES.values()} == kinds(Document)


SITE = {
    ("system.Everyone",): "site:view site:report",
    ("staff",): "site:work",
    ("role:window_clerk",): "case:register household:find",
    ("bureau@district",): (
        "desk:view desk:run organisation:add contract:add overview:view case:list fund:view policy_text:add"
        " account:list appeal:add workload:view supervision:add publication:add"
        " sample:add bulletin:add meeting:add"
    ),
    ("fund_clerk@district",): "desk:view desk:run fund:view",
    ("fund_signer@district",): "fund:view",
    ("role:social_worker",): "case:browse workload:view",
    ("role:charity_agent",): "project:add offer:add donation:add",
    ("auditor@district", "finance@district", "discipline@district"): (
        "overview:view audit:view case:list fund:view workload:view supervision:add inquiry:add sample:add"
    ),
    ("auditor@district", "finance@district", "discipline@district", "bureau@district"): "recusal:list",
    ("role:bureau",): "institution:keep",
    ("bureau@district", "discipline@district"): "tip:list",
    ("role:handler",): "referral:list",
    ("administrator@district",): "account:add account:list policy:edit",
}


def test_the_site_itself() -> None:
    site = Site(title="周村区", policy=PolicyVersion("1", "", NOW), actor="system", at=NOW)
    permissions = {word for words in SITE.values() for word in words.split()} | set(OTHER_PERMISSIONS)
    public = frozenset(SITE["system.Everyone",].split())
    for principal in {one for principals in SITE for one in principals}:
        mine = (words.split() for principals, words in SITE.items() if principal in principals)
        assert allowed(site, permissions, principal) == public.union(*mine)
    inside = {principal for principals in SITE for principal in principals}
    assert {p for principals in SITE_CAPACITIES.values() for p in principals} == inside
    for principal in sorted(EVERYBODY - inside):
        assert allowed(site, permissions, principal) == public
