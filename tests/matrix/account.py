"""Accounts: the administrator's, but never the own; the bureau looks at them; everybody's own password."""

from tests import factories
from tests.matrix.people import ADMINISTRATOR, BUREAU
from tests.matrix.table import Table

TABLE = Table(
    build=factories.account,
    people={"administrator": ADMINISTRATOR, "bureau": BUREAU, "self": ("user:sun",)},
    steps="""
        disable      | active          | disabled | disable | reason
        enable       | disabled        | active   | enable  |
        change_roles | active disabled |          | edit    | roles
        appoint      | active          |          | edit    | whom
        end_acting   | active disabled |          | edit    | whom
        reset        | active          |          | reset   |
        end_sessions | active disabled |          | reset   |
        see          | active disabled |          | see     |
    """,
    grants="""
        active disabled | administrator | view edit disable enable reset email
        active disabled | bureau        | view see
        active          | self          | view password email
    """,
    same_hand="""
        active disabled | administrator self | edit disable enable reset
    """,
)
