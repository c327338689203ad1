"""公布: drafted by the bureau, released by another hand of it, then everybody's."""

from tests import factories
from tests.matrix.people import BUREAU, PUBLIC, SUPERVISION
from tests.matrix.table import Table

TABLE = Table(
    build=factories.publication,
    people={
        "public": PUBLIC,
        "drafter": ("user:clerk",),
        "bureau": BUREAU,
        "supervision": SUPERVISION,
    },
    steps="""
        release | drafted        | public    | release |
        retract | drafted public | retracted | retract | reason
    """,
    grants="""
        drafted   | bureau             | view release retract
        drafted   | supervision        | view
        public    | public supervision | view
        public    | bureau             | view retract
        retracted | bureau supervision | view
    """,
    same_hand="""
        drafted | bureau drafter | release
    """,
)
