"""A town's imprest: the town asks and counts, the bureau advances and takes over."""

from tests.factories import imprest
from tests.matrix.people import BUREAU, SUPERVISION
from tests.matrix.table import Table

TABLE = Table(
    build=imprest,
    people={"window": ("window_clerk@370306100",), "bureau": BUREAU, "supervision": SUPERVISION},
    steps="""
        ask_refill   | kept | | ask_refill   | amount_fen
        refill       | kept | | refill       | amount_fen reference
        count        | kept | | count        |
        accept_count | kept | | accept_count |
        send_back    | kept | | send_back    | reason
    """,
    grants="""
        kept | window      | view ask_refill count
        kept | bureau      | view refill accept_count send_back
        kept | supervision | view
    """,
)
