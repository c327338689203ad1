"""Investigations: who wrote it down and who went along are two people, and only the second stands by it."""

from content.investigation import Investigation
from tests import factories
from tests.matrix.people import BUREAU, SUPERVISION
from tests.matrix.table import Table


def claimed() -> Investigation:
    owner = factories.case()
    owner.worker = "zhao"
    return factories.investigation(owner)


TABLE = Table(
    build=claimed,
    people={
        "author": ("user:chen",),
        "second": ("user:sun",),
        "window": ("window_clerk@370306100",),
        "village": ("village_worker@370306100-01",),
        "worker": ("user:zhao",),
        "bureau": BUREAU,
        "supervision": SUPERVISION,
    },
    steps="""
        countersign | recorded          | signed    | countersign |
        dispute     | recorded          | disputed  | dispute     | reason
        withdraw    | recorded disputed | withdrawn | withdraw    | reason
    """,
    grants="""
        recorded         | author                                   | view withdraw
        recorded         | second                                   | view countersign dispute
        disputed         | author                                   | view withdraw
        disputed         | second                                   | view
        signed withdrawn | author second                            | view
        recorded signed disputed withdrawn | window village worker bureau supervision | view
    """,
)
