"""Crosschecks: the asked town answers and cannot send it back; outside the district the window notes what it heard."""

from content.crosscheck import Crosscheck
from tests import factories
from tests.matrix.people import BUREAU, SUPERVISION
from tests.matrix.table import Table


def asked() -> Crosscheck:
    return _of_a_claimed_case(asked_town=factories.OTHER_TOWN)


def by_letter() -> Crosscheck:
    return _of_a_claimed_case(asked_town="")


def _of_a_claimed_case(asked_town: str) -> Crosscheck:
    owner = factories.case()
    owner.worker = "zhao"
    return factories.crosscheck(owner, asked_town=asked_town)


PEOPLE = {
    "window": ("window_clerk@370306100",),
    "village": ("village_worker@370306100-01",),
    "worker": ("user:zhao",),
    "bureau": BUREAU,
    "supervision": SUPERVISION,
}
STEPS = """
    answer | asked          | answered | answer | answer
    note   | asked          | seen     | note   | answer
    see    | answered       | seen     | see    |
    drop   | asked answered | dropped  | drop   | reason
"""
READERS = """
    seen dropped                | window                            | view
    answered                    | window                            | view see
    asked answered seen dropped | village worker bureau supervision | view
"""

ASKED = Table(
    build=asked,
    people=PEOPLE | {"asked": ("window_clerk@370306102",)},
    steps=STEPS,
    grants=READERS
    + """
        asked                 | window | view
        asked                 | asked  | view contact answer
        answered seen dropped | asked  | view
    """,
)
BY_LETTER = Table(
    build=by_letter,
    people=PEOPLE,
    steps=STEPS,
    grants=READERS
    + """
        asked | window | view note
    """,
)
