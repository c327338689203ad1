"""Editions of the rules: everybody at work reads them, the administrator puts forward, the bureau puts in force."""

from tests import factories
from tests.matrix.people import ADMINISTRATOR, BUREAU
from tests.matrix.table import Table

TABLE = Table(
    build=factories.ruleset,
    people={
        "staff": ("staff",),
        "bureau": BUREAU,
        "administrator": ADMINISTRATOR,
        "proposer": ("user:clerk",),
    },
    steps="""
        confirm  | proposed | in_force  | confirm  |
        refuse   | proposed | refused   | confirm  | reason
        withdraw | proposed | withdrawn | withdraw | reason
    """,
    grants="""
        proposed | staff         | view
        proposed | bureau        | view confirm
        proposed | administrator | view withdraw
        in_force refused withdrawn | staff | view
    """,
    same_hand="""
        proposed | bureau proposer | confirm
    """,
)
