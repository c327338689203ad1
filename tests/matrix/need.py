"""Needs: whoever reads the case reads them; the window alone changes them."""

from content.need import Need
from tests import factories
from tests.matrix.people import BUREAU, SUPERVISION
from tests.matrix.table import Table


def claimed() -> Need:
    owner = factories.case()
    owner.worker = "zhao"
    return factories.need(owner)


TABLE = Table(
    build=claimed,
    people={
        "window": ("window_clerk@370306100",),
        "village": ("village_worker@370306100-01",),
        "worker": ("user:zhao",),
        "bureau": BUREAU,
        "supervision": SUPERVISION,
    },
    steps="""
        withdraw | open | withdrawn | withdraw | reason
    """,
    grants="""
        open      | window                                   | view edit withdraw publish
        open      | village worker bureau supervision        | view
        withdrawn | window village worker bureau supervision | view
    """,
)
