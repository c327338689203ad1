"""Accounts: the administrator's, and one's own as far as to see it and change the password."""

from tests import factories
from tests.matrix.people import ADMINISTRATOR
from tests.matrix.table import Table

TABLE = Table(
    build=factories.account,
    people={"administrator": ADMINISTRATOR, "self": ("user:sun",)},
    steps="""
        disable | active   | disabled | disable | reason
        enable  | disabled | active   | enable  |
    """,
    grants="""
        active disabled | administrator | view edit disable enable reset
        active          | self          | view password
    """,
)
