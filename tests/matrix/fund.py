"""The fund: its figures are public, its books are for those who keep and check them."""

from content.fund import Fund
from tests import money
from tests.matrix.people import BUREAU, FUND_CLERK, FUND_SIGNER, PUBLIC, SUPERVISION
from tests.matrix.table import Table


def fund() -> Fund:
    return money.new_fund()


TABLE = Table(
    build=fund,
    people={
        "clerk": FUND_CLERK,
        "signer": FUND_SIGNER,
        "bureau": BUREAU,
        "supervision": SUPERVISION,
        "public": PUBLIC,
    },
    steps="""
        receive    | open | | receive    | amount_fen source
        set_budget | open | | set_budget | amount_fen
    """,
    grants="""
        open | public      | figures
        open | clerk       | view figures export receive draft pay close_month propose_budget
        open | signer      | view figures set_budget
        open | bureau      | view figures export propose_budget set_budget
        open | supervision | view figures export
    """,
)
