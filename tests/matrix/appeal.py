"""What institutions ask for: everybody reads it, the bureau closes it and knows whom to ring."""

from tests import factories
from tests.matrix.people import BUREAU, PUBLIC, SUPERVISION
from tests.matrix.table import Table

TABLE = Table(
    build=factories.appeal,
    people={"bureau": BUREAU, "supervision": SUPERVISION, "public": PUBLIC},
    steps="""
        close | admitted | closed | close |
    """,
    grants="""
        admitted closed | public supervision | view
        admitted        | bureau             | view contact close
        closed          | bureau             | view
    """,
)
