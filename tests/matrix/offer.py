"""Volunteer offers: whom to ring is known to the organisation that posted them, and to nobody else."""

from tests import factories
from tests.matrix.people import BUREAU, FUND_CLERK, PUBLIC, SUPERVISION
from tests.matrix.table import Table

TABLE = Table(
    build=factories.offer,
    people={
        "owner": ("charity_agent@org",),
        "clerk": FUND_CLERK,
        "bureau": BUREAU,
        "supervision": SUPERVISION,
        "public": PUBLIC,
    },
    steps="""
        revise | posted |        | revise | amount
        close  | posted | closed | close  |
    """,
    grants="""
        posted | public                   | view
        posted | owner                    | view contact revise close
        posted | clerk bureau supervision | view
        closed | owner                    | view contact
        closed | clerk bureau supervision | view
    """,
)
