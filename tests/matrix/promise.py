"""Promises: the charity they are made to answers, and who made one may take it back by the code."""

from tests import factories
from tests.matrix.people import BUREAU, SUPERVISION
from tests.matrix.table import Table

VOLUNTEER = Table(
    build=lambda: factories.volunteer(id="v1"),
    people={
        "owner": ("charity_agent@org",),
        "bureau": BUREAU,
        "supervision": SUPERVISION,
        "volunteer": ("applicant@volunteer:v1",),
    },
    steps="""
        take     | offered | taken     | take     | offer
        decline  | offered | declined  | decline  | reason
        withdraw | offered | withdrawn | withdraw |
        certify  | taken   |           | certify  | number
    """,
    grants="""
        offered                          | owner              | view contact take decline
        taken                            | owner              | view contact certify
        taken                            | bureau             | view certify
        declined withdrawn               | owner              | view
        offered                          | volunteer          | follow withdraw
        taken                            | volunteer          | follow certify
        declined withdrawn               | volunteer          | follow
        offered declined withdrawn       | bureau             | view
        offered taken declined withdrawn | supervision        | view
    """,
)
PLEDGE = Table(
    build=lambda: factories.pledge(id="g1"),
    people={
        "owner": ("charity_agent@org",),
        "bureau": BUREAU,
        "supervision": SUPERVISION,
        "pledger": ("applicant@pledge:g1",),
    },
    steps="""
        receive  | promised | received  | receive  | donation
        decline  | promised | declined  | decline  | reason
        withdraw | promised | withdrawn | withdraw |
    """,
    grants="""
        promised                             | owner              | view contact receive decline
        received                             | owner              | view contact
        declined withdrawn                   | owner              | view
        promised                             | pledger            | follow withdraw
        received declined withdrawn          | pledger            | follow
        promised received declined withdrawn | bureau supervision | view
    """,
)
