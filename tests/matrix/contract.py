"""Contracts of purchased service: the bureau buys and ends, the agency works."""

from tests import factories
from tests.matrix.people import BUREAU, FUND_CLERK, SUPERVISION
from tests.matrix.table import Table

TABLE = Table(
    build=factories.contract,
    people={
        "agency": ("social_worker@agency",),
        "clerk": FUND_CLERK,
        "bureau": BUREAU,
        "supervision": SUPERVISION,
    },
    steps="""
        purchase | active |       | purchase | hours
        end      | active | ended | end      |
    """,
    grants="""
        active       | bureau       | view export purchase end
        ended        | bureau       | view export
        active ended | agency clerk | view
        active ended | supervision  | view export
    """,
)
