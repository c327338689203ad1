"""Referrals: the department that was asked acts, the window that asked may take it back and must see the outcome."""

from content.referral import Referral
from tests import factories
from tests.matrix.people import BUREAU, SUPERVISION
from tests.matrix.table import Table


def claimed(**changes: object) -> Referral:
    owner = factories.case()
    owner.worker = "zhao"
    return factories.referral(owner, **changes)


def bound() -> Referral:
    """The bureau has named this department after two refusals."""
    return claimed(bound=True)


PEOPLE = {
    "sender": ("window_clerk@370306100",),
    "receiver": ("handler@medical",),
    "worker": ("user:zhao",),
    "bureau": BUREAU,
    "supervision": SUPERVISION,
}
STEPS = """
    receive  | requested                                       | received    | receive  |
    accept   | received                                        | accepted    | accept   |
    start    | accepted                                        | in_progress | start    |
    complete | in_progress                                     | completed   | complete | result
    reject   | requested received                              | rejected    | reject   | reason
    hold     | in_progress                                     | on_hold     | hold     | reason
    resume   | on_hold                                         | in_progress | resume   |
    fail     | in_progress                                     | failed      | fail     | reason
    cancel   | requested received accepted in_progress on_hold | cancelled   | cancel   | reason
    see      | completed rejected failed                       |             | see      |
    settle   | rejected                                        |             | settle   | decision
"""
REST = """
    accepted    | receiver | read start
    in_progress | receiver | read complete hold fail
    on_hold     | receiver | read resume
    completed rejected failed cancelled             | receiver                  | view
    requested received accepted in_progress on_hold | sender                    | view print cancel
    completed rejected failed                       | sender                    | view print see
    cancelled                                       | sender                    | view
    requested received accepted in_progress on_hold | bureau worker supervision | view
    completed failed cancelled                      | bureau worker supervision | view
    rejected                                        | worker supervision        | view
    rejected                                        | bureau                    | view settle
"""
PARTS = {"read": ("view", "contact", "print")}

TABLE = Table(
    build=claimed,
    people=PEOPLE,
    steps=STEPS,
    parts=PARTS,
    grants="""
    requested   | receiver | read receive reject
    received    | receiver | read accept reject
    """
    + REST,
)

BOUND = Table(
    build=bound,
    people=PEOPLE,
    steps=STEPS,
    parts=PARTS,
    grants="""
    requested   | receiver | read receive
    received    | receiver | read accept
    """
    + REST,
)
