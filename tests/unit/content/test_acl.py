"""Grants and capacities become an access list: denials first, then what is granted, then deny-all."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from pyramid.authorization import DENY_ALL, ACLHelper, Allow, Deny, Everyone

from content.acl import allowed_principals, computed_acl
from content.workflow import may

NAMES = st.sampled_from(["see", "sign", "pay"])
WHO = st.sampled_from(["user:a", "user:b", "clerk@x", Everyone])
CAPACITIES = st.dictionaries(st.sampled_from("mnop"), st.lists(WHO, max_size=2).map(tuple))
GRANTS = st.dictionaries(st.sampled_from("mnop"), st.frozensets(NAMES))


def test_denials_stand_before_grants_and_deny_all_at_the_end() -> None:
    acl = computed_acl(
        {"signer": may("see sign"), "reader": may("see")},
        {"drafter": may("sign")},
        {"signer": ("signer@fund",), "drafter": ("user:a",), "reader": ("user:b", "user:c")},
    )
    assert acl == [
        (Deny, "user:a", ("sign",)),
        (Allow, "signer@fund", ("see", "sign")),
        (Allow, "user:b", ("see",)),
        (Allow, "user:c", ("see",)),
        DENY_ALL,
    ]


def test_a_capacity_that_nobody_has_grants_nothing() -> None:
    assert computed_acl({"worker": may("see")}, {}, {"worker": ()}) == [DENY_ALL]
    assert computed_acl({"worker": may("see")}, {}, {}) == [DENY_ALL]


class Thing:
    """Something with a parent that allows everything."""

    __parent__: Any = None

    def __init__(self, acl: list[Any]) -> None:
        self._acl = acl

    def __acl__(self) -> list[Any]:
        return self._acl


def test_nothing_leaks_from_a_parent() -> None:
    child = Thing(computed_acl({}, {}, {}))
    child.__parent__ = Thing([(Allow, Everyone, ("see",))])
    assert not ACLHelper().permits(child, {Everyone, "user:a"}, "see")


@given(grants=GRANTS, denials=GRANTS, capacities=CAPACITIES, name=NAMES)
def test_the_index_allows_nobody_whom_the_access_list_refuses(
    grants: dict[str, frozenset[str]],
    denials: dict[str, frozenset[str]],
    capacities: dict[str, tuple[str, ...]],
    name: str,
) -> None:
    acl = computed_acl(grants, denials, capacities)
    helper, thing = ACLHelper(), Thing(acl)
    for principal in allowed_principals(acl, name):
        assert helper.permits(thing, {principal, Everyone}, name)


@given(grants=GRANTS, capacities=CAPACITIES, name=NAMES)
def test_without_denials_the_index_and_the_access_list_agree(
    grants: dict[str, frozenset[str]], capacities: dict[str, tuple[str, ...]], name: str
) -> None:
    acl = computed_acl(grants, {}, capacities)
    allowed = allowed_principals(acl, name)
    for principal in ("user:a", "user:b", "clerk@x"):
        by_index = bool(allowed & {principal, Everyone})
        assert by_index == bool(ACLHelper().permits(Thing(acl), {principal, Everyone}, name))
