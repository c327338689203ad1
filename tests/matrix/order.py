"""Orders of a contract: the agency charges and finishes, the fund's clerk may cancel."""

from tests import factories
from tests.matrix.people import BUREAU, FUND_CLERK, SUPERVISION
from tests.matrix.table import Table

TABLE = Table(
    build=factories.order,
    people={
        "agency": ("social_worker@agency",),
        "clerk": FUND_CLERK,
        "bureau": BUREAU,
        "supervision": SUPERVISION,
    },
    steps="""
        charge | open |           | charge | hours visit
        finish | open | finished  | finish |
        cancel | open | cancelled | cancel | reason
    """,
    grants="""
        open               | agency                          | view charge finish
        open               | clerk                           | view cancel
        open               | bureau supervision              | view
        finished cancelled | agency clerk bureau supervision | view
    """,
)
