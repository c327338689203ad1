"""Village assessments: written once, read by who works on the case."""

from content.assessment import Assessment
from tests import factories
from tests.matrix.people import BUREAU, SUPERVISION
from tests.matrix.table import Table


def claimed() -> Assessment:
    owner = factories.case()
    owner.worker = "zhao"
    return factories.assessment(owner)


TABLE = Table(
    build=claimed,
    people={
        "window": ("window_clerk@370306100",),
        "village": ("village_worker@370306100-01",),
        "worker": ("user:zhao",),
        "bureau": BUREAU,
        "supervision": SUPERVISION,
    },
    grants="""
        recorded | window village worker bureau supervision | view
    """,
)
