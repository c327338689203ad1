"""Public needs: drafted by the window, released by another hand of the bureau, then everybody's."""

from tests import factories
from tests.matrix.people import BUREAU, PUBLIC, SUPERVISION
from tests.matrix.table import Table

TABLE = Table(
    build=factories.public_need,
    people={
        "public": PUBLIC,
        "window": ("window_clerk@370306100",),
        "drafter": ("user:clerk",),
        "bureau": BUREAU,
        "supervision": SUPERVISION,
    },
    # From a draft the portal alone retracts, when the need itself has ended, and announces an institution's need.
    steps="""
        redraft | drafted retracted | drafted   | draft   |
        release | drafted           | public    | release |
        announce | drafted          | public    | announce |
        retract | drafted public    | retracted | retract | reason
    """,
    grants="""
        drafted   | window             | view draft
        drafted   | bureau             | view release
        drafted   | supervision        | view
        public    | public             | view
        public    | window bureau      | view retract
        public    | supervision        | view
        retracted | window             | view draft
        retracted | bureau supervision | view
    """,
    same_hand="""
        drafted | bureau drafter | release
    """,
)
