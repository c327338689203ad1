"""Samples of audit: the drawer's to work through, the others' who oversee to look at."""

from tests import factories
from tests.matrix.people import BUREAU
from tests.matrix.table import Table

TABLE = Table(
    build=factories.sample,
    people={
        "drawer": ("auditor@district",),
        "overseer": (*BUREAU, "finance@district", "discipline@district"),
    },
    steps="""
        check  | drawn |          | check  | case result
        finish | drawn | finished | finish |
    """,
    grants="""
        drawn          | drawer   | view check finish
        finished       | drawer   | view
        drawn finished | overseer | view
    """,
)
