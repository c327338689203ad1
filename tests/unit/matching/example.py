"""One small instance by hand, as the JSON document of the contract."""

import copy
from typing import Any

DOCUMENT: dict[str, Any] = {
    "as_of": "2026-11-23",
    "needs": [
        {
            **{"id": "n1", "case": "c1", "category": "medical", "unit": "yuan", "item": "", "amount": 12000},
            **{"urgency": 0, "place": "370306102", "attributes": ["child"], "due": "2026-12-01"},
        },
        {
            **{"id": "n2", "case": "c1", "category": "education", "unit": "yuan", "item": "", "amount": 3600},
            **{"urgency": 1, "place": "370306102", "attributes": ["child", "student"], "due": None},
        },
        {
            **{"id": "n3", "case": "c2", "category": "care", "unit": "hour", "item": "care", "amount": 40},
            **{"urgency": 2, "place": "370306001", "attributes": ["elderly"], "due": None},
        },
    ],
    "resources": [
        {
            **{"id": "donation", "kind": "donation", "unit": "yuan", "item": "", "available": 8000},
            **{"categories": ["medical"], "places": ["370306"], "requires": ["child"], "excludes": []},
            **{"cases": None, "max_urgency": None, "valid_from": None, "expires": "2027-01-22"},
            "caps": [{"per": "case", "amount": 6000}],
        },
        {
            **{"id": "fund", "kind": "fund", "unit": "yuan", "item": "", "available": 50000},
            **{"categories": None, "places": None, "requires": [], "excludes": [], "cases": None},
            **{"max_urgency": 0, "valid_from": None, "expires": None},
            "caps": [{"per": "need", "amount": 5000, "only": None}],
        },
        {
            **{"id": "school", "kind": "project", "unit": "yuan", "item": "", "available": 3000},
            **{"categories": ["education"], "places": None, "requires": ["student"], "excludes": ["elderly"]},
            **{"cases": None, "max_urgency": None, "valid_from": None, "expires": None, "caps": []},
        },
    ],
    "pinned": [{"need": "n1", "resource": "donation", "amount": 1000}],
    "previous": [{"need": "n1", "resource": "donation", "amount": 4000}],
}


def document() -> dict[str, Any]:
    """A fresh copy to be changed at will."""
    return copy.deepcopy(DOCUMENT)
