"""Recusals: the bureau looks at each and may lift it, but not whom it names; they and who said so read it."""

from tests import factories
from tests.matrix.people import BUREAU, SUPERVISION
from tests.matrix.table import Table

TABLE = Table(
    build=factories.recusal,
    people={
        "bureau": BUREAU,
        "supervision": SUPERVISION,
        "declarer": ("user:clerk",),
        "person": ("user:sun",),
    },
    steps="""
        check | filed         | checked | check | found
        lift  | filed checked | lifted  | lift  | reason
    """,
    grants="""
        filed   | bureau                      | view check lift
        checked | bureau                      | view lift
        lifted  | bureau                      | view
        filed checked lifted | supervision declarer person | view
    """,
    same_hand="""
        filed   | bureau person | check lift
        checked | bureau person | lift
    """,
)
