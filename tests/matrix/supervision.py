"""Orders of supervision: the bureau's or supervision's to give and to weigh, the unit's to answer."""

from tests import factories
from tests.matrix.people import BUREAU, SUPERVISION
from tests.matrix.table import Table

STEPS = """
        answer    | asked                 | answered  | answer | answer
        ask_again | answered              | asked     | ask    | reason
        accept    | answered              | closed    | accept |
        cancel    | asked answered        | cancelled | cancel | reason
        hold      | asked answered closed |           | hold   | ground
    """
GRANTS = """
        asked    | asker | view print cancel hold
        answered | asker | view print ask accept cancel hold
        closed   | asker | view print hold
        cancelled | asker | view print
        asked    | unit  | view print answer
        answered closed cancelled | unit | view print
        asked answered closed cancelled | overseer | view print
    """

TABLE = Table(
    build=factories.supervision,
    people={"asker": BUREAU, "unit": ("handler@medical",), "overseer": SUPERVISION},
    steps=STEPS,
    grants=GRANTS,
)
DISCIPLINES = Table(
    build=lambda: factories.supervision(side="discipline@district", unit="window_clerk@370306100"),
    people={
        "asker": ("discipline@district",),
        "unit": ("window_clerk@370306100",),
        "overseer": (*BUREAU, "auditor@district", "finance@district"),
    },
    steps=STEPS,
    grants=GRANTS,
)
