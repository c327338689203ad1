"""Units: everybody may see a window's address and telephone; the bureau advances money to a town."""

from tests import factories
from tests.matrix.people import ADMINISTRATOR, BUREAU, PUBLIC
from tests.matrix.table import Table

STEPS = "name_contact | kept | | contact |"

TABLE = Table(
    build=factories.unit,
    people={"public": PUBLIC, "administrator": ADMINISTRATOR},
    steps=STEPS,
    grants="""
        kept | public        | view
        kept | administrator | view edit
    """,
)


def town() -> object:
    return factories.unit(id="370306100", title="北郊镇", sort="town")


TOWN = Table(
    build=town,
    people={"public": PUBLIC, "administrator": ADMINISTRATOR, "treasurer": BUREAU},
    steps=STEPS,
    grants="""
        kept | public        | view
        kept | administrator | view edit
        kept | treasurer     | advance
    """,
)


def school() -> object:
    return factories.unit(id="school", title="北郊镇中学", sort="institution")


SCHOOL = Table(
    build=school,
    people={"public": PUBLIC, "administrator": ADMINISTRATOR, "keeper": BUREAU},
    steps=STEPS,
    grants="""
        kept | public        | view
        kept | administrator | view edit
        kept | keeper        | contact
    """,
)
