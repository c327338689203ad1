"""Payment files: the clerk makes, fetches, sends and reads them back; the others see sums and results alone."""

from content.batch import PaymentBatch
from tests import money
from tests.matrix.people import BUREAU, FUND_CLERK, FUND_SIGNER, SUPERVISION
from tests.matrix.table import Table


def batch() -> PaymentBatch:
    return money.batch(money.new_fund())


TABLE = Table(
    build=batch,
    people={"clerk": FUND_CLERK, "signer": FUND_SIGNER, "bureau": BUREAU, "supervision": SUPERVISION},
    steps="""
        send      | made | sent      | send      |
        discard   | made | discarded | discard   | reason
        read_back | sent |           | read_back |
        settle    | sent | settled   | read_back |
    """,
    grants="""
        made      | clerk | view download send discard
        sent      | clerk | view download read_back
        settled   | clerk | view download
        discarded | clerk | view
        made sent settled discarded | signer bureau supervision | view
    """,
)
