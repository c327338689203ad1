"""One resource held against all needs at once says what the rules say one by one."""

from hypothesis import given, settings

from matching import Instance
from matching.eligibility import broken_rules, eligible_pairs
from matching.offers import Offers
from matching.problem import groups
from tests.contract.solver_case import instances, may_serve


@settings(deadline=None, max_examples=200)
@given(instance=instances(most_needs=8, most_resources=8, top=3))
def test_index_rules_and_oracle_agree(instance: Instance) -> None:
    for group in groups(instance):
        pairs = eligible_pairs(group)
        found = set(zip(pairs.needs.tolist(), pairs.resources.tolist()))
        offers = Offers(group)
        for n, need in enumerate(group.needs):
            counts = offers.count_broken(need).tolist()
            for r, resource in enumerate(group.resources):
                broken = broken_rules(need, resource, instance.as_of)
                assert counts[r] == len(broken)
                assert ((n, r) in found) == (not broken) == may_serve(need, resource, instance.as_of)


@settings(deadline=None, max_examples=50)
@given(instance=instances(most_needs=8, most_resources=8, top=3))
def test_pairs_come_by_resource_then_need(instance: Instance) -> None:
    for group in groups(instance):
        pairs = eligible_pairs(group)
        rows = list(zip(pairs.resources.tolist(), pairs.needs.tolist()))
        assert rows == sorted(set(rows))
