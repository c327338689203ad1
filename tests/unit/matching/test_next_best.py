"""The next best for a whole plan in one pass says what explaining each need says."""

from __future__ import annotations

import json

from matching import explain, next_best, plan, read_instance
from tests.unit.matching.example import document


def test_one_pass_agrees_with_each_need() -> None:
    source = document()
    for number in range(4):
        for kind in ("fund", "school"):
            found = next(row for row in document()["resources"] if row["id"] == kind)
            source["resources"].append(
                {**found, "id": f"{kind}{number}", "max_urgency": None, "requires": []}
            )
    instance = read_instance(json.dumps(source))
    made = plan(instance)
    expected = {
        (need.id, row.resource): row.next
        for need in instance.needs
        for row in explain(instance, made, need.id).sources
        if row.next is not None and not row.pinned
    }
    assert expected
    assert next_best(instance, made) == expected
