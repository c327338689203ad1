"""Month's close: the clerk draws it up, another hand closes it; opening it again is the overseers'."""

from content.closing import Closing
from tests import money
from tests.matrix.people import BUREAU, FUND_CLERK, FUND_SIGNER, SUPERVISION
from tests.matrix.table import Table


def closing() -> Closing:
    return money.closing(money.new_fund())


TABLE = Table(
    build=closing,
    people={
        "clerk": FUND_CLERK,
        "signer": FUND_SIGNER,
        "preparer": (money.CLERK,),
        "bureau": BUREAU,
        "supervision": SUPERVISION,
    },
    steps="""
        prepare   | open prepared reopened | prepared | prepare   |
        close     | prepared               | closed   | close     |
        send_back | prepared               | open     | send_back | reason
        reopen    | closed                 | reopened | reopen    | reason
    """,
    grants="""
        open prepared reopened | clerk | view prepare
        closed                 | clerk | view
        prepared               | signer bureau | view close send_back
        closed                 | signer bureau | view reopen
        open reopened          | signer bureau | view
        open prepared closed reopened | supervision | view
    """,
    same_hand="""
        prepared | signer preparer | close
        prepared | bureau preparer | close
    """,
)
