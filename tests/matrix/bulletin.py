"""通报: drafted by the bureau, issued by another hand of it, then read by every unit; never by the public."""

from tests import factories
from tests.matrix.people import BUREAU, SUPERVISION
from tests.matrix.table import Table

TABLE = Table(
    build=factories.bulletin,
    people={
        "units": ("role:window_clerk", "role:village_worker", "role:handler"),
        "drafter": ("user:clerk",),
        "bureau": BUREAU,
        "supervision": SUPERVISION,
    },
    steps="""
        release | drafted | issued    | release |
        discard | drafted | discarded | discard | reason
        replace | issued  | replaced  | replace | by
    """,
    grants="""
        drafted   | bureau             | view release discard
        drafted   | supervision        | view
        issued    | bureau             | view replace
        issued    | supervision units  | view
        replaced  | bureau supervision units | view
        discarded | bureau supervision | view
    """,
    same_hand="""
        drafted | bureau drafter | release
    """,
)
