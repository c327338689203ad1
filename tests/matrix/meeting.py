"""Coordination meetings: the bureau's to call, to hold and to follow; those invited read it, other units do not."""

from tests import factories
from tests.matrix.people import BUREAU, SUPERVISION
from tests.matrix.table import Table

TABLE = Table(
    build=factories.meeting,
    people={"bureau": BUREAU, "supervision": SUPERVISION, "invited": ("handler@medical",)},
    steps="""
        hold   | planned | held      | hold   | minutes
        cancel | planned | cancelled | cancel | reason
        follow | held    |           | follow |
    """,
    grants="""
        planned   | bureau | view hold cancel
        held      | bureau | view follow
        cancelled | bureau | view
        planned held cancelled | supervision invited | view
    """,
)
