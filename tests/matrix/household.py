"""Households: the town's window keeps them, the village and the claiming worker read, accounts are for few."""

from content.household import Household
from tests import factories
from tests.matrix.people import BUREAU, SUPERVISION
from tests.matrix.table import Table


def followed() -> Household:
    document = factories.household()
    document.workers = ("zhao",)
    return document


TABLE = Table(
    build=followed,
    people={
        "window": ("window_clerk@370306100",),
        "village": ("village_worker@370306100-01",),
        "worker": ("user:zhao",),
        "bureau": BUREAU,
        "supervision": SUPERVISION,
    },
    steps="""
        merge | registered | merged | merge | into
    """,
    grants="""
        registered | window             | view contact edit account merge
        registered | village worker     | view contact
        registered | bureau             | view contact account merge
        registered | supervision        | view contact account
        merged     | bureau supervision | view contact
        merged     | window village worker | view
    """,
)
