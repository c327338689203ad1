"""Texts of law and policy: everybody reads them, the bureau renews and repeals them."""

from tests import factories
from tests.matrix.people import BUREAU, PUBLIC
from tests.matrix.table import Table

TABLE = Table(
    build=factories.policy_text,
    people={"bureau": BUREAU, "public": PUBLIC},
    steps="""
        renew  | in_force |          | renew  | dated
        repeal | in_force | repealed | repeal |
    """,
    grants="""
        in_force repealed | public | view
        in_force          | bureau | view renew repeal
        repealed          | bureau | view
    """,
)
