"""Donations: the giver's name is for the charity and for supervision; the public sees nothing of one."""

from tests import factories
from tests.matrix.people import BUREAU, FUND_CLERK, SUPERVISION
from tests.matrix.table import Table

TABLE = Table(
    build=factories.donation,
    people={
        "owner": ("charity_agent@org",),
        "clerk": FUND_CLERK,
        "bureau": BUREAU,
        "supervision": SUPERVISION,
    },
    steps="""
        close | recorded | closed | close |
        void  | recorded | voided | void  | reason
    """,
    grants="""
        recorded               | owner        | view giver use slip close void declare
        closed                 | owner        | view giver use slip
        voided                 | owner        | view giver use
        recorded closed voided | clerk bureau | view
        recorded closed voided | supervision  | view giver use
    """,
)
