"""Who has come to the window: the window's own matter; supervision may count how long people wait."""

from tests import factories
from tests.matrix.people import SUPERVISION
from tests.matrix.table import Table

TABLE = Table(
    build=factories.walkin,
    people={"window": ("window_clerk@370306100",), "supervision": SUPERVISION},
    steps="""
        call  | waiting        | called | call  |
        serve | called         | served | serve |
        lead  | called         | led    | lead  | where
        leave | waiting called | left   | leave |
    """,
    grants="""
        waiting                        | window      | view call leave
        called                         | window      | view serve lead leave
        served led left                | window      | view
        waiting called served led left | supervision | view
    """,
)
