"""What a clerk has not finished typing: the clerk's alone, and nobody's when it is done."""

from tests import factories
from tests.matrix.table import Table

TABLE = Table(
    build=factories.draft,
    people={"owner": ("user:window",)},
    steps="""
        resume  | kept |           | resume  |
        finish  | kept | finished  | resume  | case
        discard | kept | discarded | discard |
        expire  | kept | expired   | expire  |
    """,
    grants="""
        kept              | owner | view resume discard
        finished          | owner | view
        discarded expired | owner |
    """,
)
