"""Units: everybody may see a window's address and telephone."""

from tests import factories
from tests.matrix.people import ADMINISTRATOR, PUBLIC
from tests.matrix.table import Table

TABLE = Table(
    build=factories.unit,
    people={"public": PUBLIC, "administrator": ADMINISTRATOR},
    grants="""
        kept | public        | view
        kept | administrator | view edit
    """,
)
