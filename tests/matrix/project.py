"""Projects: the charity's own, suspended by the bureau, seen by everybody while they are posted."""

from tests import factories
from tests.matrix.people import BUREAU, FUND_CLERK, PUBLIC, SUPERVISION
from tests.matrix.table import Table

TABLE = Table(
    build=factories.project,
    people={
        "owner": ("charity_agent@org",),
        "clerk": FUND_CLERK,
        "bureau": BUREAU,
        "supervision": SUPERVISION,
        "public": PUBLIC,
    },
    steps="""
        revise     | posted                  |           | revise     | amount_fen
        report_use | posted suspended closed |           | report_use | until used_fen
        suspend    | posted                  | suspended | suspend    | reason
        resume     | suspended               | posted    | resume     |
        close      | posted suspended        | closed    | close      |
    """,
    grants="""
        posted    | public                   | view
        posted    | owner                    | view revise report_use close
        posted    | bureau                   | view suspend
        posted    | clerk supervision        | view
        suspended | owner                    | view report_use close
        suspended | bureau                   | view resume
        suspended | clerk supervision        | view
        closed    | owner                    | view report_use
        closed    | clerk bureau supervision | view
    """,
)
