"""Service plans: the worker who has the case writes and marks them; a plan that rests the window may end."""

from content.service_plan import ServicePlan
from tests import factories
from tests.matrix.people import BUREAU, SUPERVISION
from tests.matrix.table import Table


def plan() -> ServicePlan:
    return factories.service_plan()


TABLE = Table(
    build=plan,
    people={
        "worker": ("user:zhao",),
        "window": ("window_clerk@370306100",),
        "bureau": BUREAU,
        "supervision": SUPERVISION,
    },
    steps="""
        agree   | drafted        | agreed    | agree   |
        discard | drafted        | discarded | discard | reason
        mark    | agreed         |           | mark    | result
        review  | agreed         |           | review  | again_on
        pause   | drafted agreed | paused    | pause   |
        resume  | paused         | drafted   | resume  |
        finish  | agreed paused  | finished  | finish  | reason
    """,
    grants="""
        drafted | worker | view agree discard pause
        agreed  | worker | view mark review pause finish
        paused  | worker | view resume
        paused  | window | view finish
        finished discarded | worker | view
        drafted agreed finished discarded | window | view
        drafted agreed paused finished discarded | bureau supervision | view
    """,
)
