"""Changes of the fund's budgets: who proposed one does not agree to it."""

from content.budget import BudgetChange
from tests import money
from tests.matrix.people import BUREAU, FUND_CLERK, FUND_SIGNER, SUPERVISION
from tests.matrix.table import Table


def change() -> BudgetChange:
    return money.budget_change(money.new_fund())


TABLE = Table(
    build=change,
    people={
        "clerk": FUND_CLERK,
        "signer": FUND_SIGNER,
        "proposer": (money.CLERK,),
        "bureau": BUREAU,
        "supervision": SUPERVISION,
    },
    steps="""
        agree  | proposed | agreed  | agree  |
        refuse | proposed | refused | refuse | reason
    """,
    grants="""
        proposed | signer bureau | view agree refuse
        agreed refused | signer bureau | view
        proposed agreed refused | clerk supervision | view
    """,
    same_hand="""
        proposed | signer proposer | agree
        proposed | bureau proposer | agree
    """,
)
