"""Visits: written once, read by whoever follows the case, and by whoever made the visit."""

from content.visit import Visit
from tests import factories
from tests.matrix.people import BUREAU, SUPERVISION
from tests.matrix.table import Table


def claimed() -> Visit:
    owner = factories.case()
    owner.worker = "qian"
    return factories.visit(owner, author="zhao")


TABLE = Table(
    build=claimed,
    people={
        "author": ("user:zhao",),
        "window": ("window_clerk@370306100",),
        "village": ("village_worker@370306100-01",),
        "worker": ("user:qian",),
        "bureau": BUREAU,
        "supervision": SUPERVISION,
    },
    grants="""
        recorded | author window village worker bureau supervision | view
    """,
)
