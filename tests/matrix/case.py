"""Cases: the town's window acts, the village and the claiming social worker follow, the applicant sees the state."""

from content.case import Case, FirstContact
from tests import factories
from tests.factories import NOW
from tests.matrix.people import BUREAU, SUPERVISION
from tests.matrix.table import Table


def claimed() -> Case:
    """A case that Zhao has claimed and that Sun of another town was first asked for."""
    document = factories.case(id="c1")
    document.first_contact = FirstContact("sun", "孙丽华", NOW, "phone")
    document.worker, document.successor = "zhao", "qian"
    return document


def unclaimed() -> Case:
    return factories.case(id="c1")


def asked_after() -> Case:
    """One whose family is registered in another town, which has not answered yet."""
    document = unclaimed()
    factories.crosscheck(document)
    return document


WINDOW = ("window_clerk@370306100",)
VILLAGE = ("village_worker@370306100-01",)
STEPS = """
    admit         | lodged                       | admitted     | admit         |
    ask_papers    | lodged                       | to_complete  | ask_papers    | papers
    papers_in     | to_complete                  | lodged       | papers_in     |
    refuse        | lodged to_complete           | not_admitted | refuse        | reason
    close         | admitted                     | closed       | close         | reason
    reopen        | closed                       | admitted     | reopen        | reason
    reconsider    | not_admitted                 | lodged       | reconsider    | objection
    withdraw      | lodged admitted              | withdrawn    | withdraw      |
    claim         | admitted                     |              | claim         |
    release_claim | admitted                     |              | release_claim |
    offer_claim   | admitted                     |              | offer_claim   | colleague
    accept_claim  | admitted                     |              | accept_claim  |
    decline_claim | admitted                     |              | decline_claim | reason
    hand_over     | lodged to_complete admitted  |              | hand_over     | to
"""
PARTS = {
    "read": ("view", "history", "print"),
    "look": ("investigate", "assess"),
    "hold": ("view", "history", "print", "visit", "attach"),
    "work": ("edit", "need", "paper", "attach", "number", "aid", "crosscheck", "investigate", "assess"),
}
OF_THE_TOWN = """
    lodged                        | window        | read work admit ask_papers refuse hand_over
    to_complete                   | window        | read work papers_in refuse hand_over
    admitted                      | window        | read work notice refer publish visit close hand_over
    closed                        | window        | read reopen visit follow_up attach
    not_admitted withdrawn        | window        | read
    lodged to_complete admitted   | village       | read paper visit attach look
    closed not_admitted withdrawn | village       | read
    admitted                      | bureau        | read refer
    lodged to_complete closed withdrawn                       | bureau      | read
    not_admitted                                              | bureau      | read reconsider
    lodged to_complete admitted closed not_admitted withdrawn | supervision | view history
    lodged                                         | applicant | status withdraw
    admitted                                       | applicant | status withdraw object
    to_complete withdrawn                          | applicant | status
    closed not_admitted                            | applicant | status object
"""

CLAIMED = Table(
    build=claimed,
    people={
        "window": WINDOW,
        "village": VILLAGE,
        "first_contact": ("user:sun",),
        "worker": ("user:zhao",),
        "successor": ("user:qian",),
        # Another social worker who comes too late is told so: the step is open to them, and nothing else is.
        "another_worker": ("role:social_worker",),
        "bureau": BUREAU,
        "supervision": SUPERVISION,
        "applicant": ("applicant@c1",),
    },
    steps=STEPS,
    parts=PARTS,
    grants=OF_THE_TOWN
    + """
        lodged to_complete admitted closed not_admitted withdrawn | first_contact  | read
        lodged to_complete closed not_admitted withdrawn          | worker         | read
        admitted                                                  | worker         | hold plan release_claim offer_claim
        admitted                                                  | successor      | glance accept_claim decline_claim
        admitted                                                  | another_worker | claim
    """,
)

UNCLAIMED = Table(
    build=unclaimed,
    people={
        "window": WINDOW,
        "village": VILLAGE,
        "social_worker": ("role:social_worker",),
        "bureau": BUREAU,
        "supervision": SUPERVISION,
        "applicant": ("applicant@c1",),
    },
    steps=STEPS,
    parts=PARTS,
    grants=OF_THE_TOWN
    + """
        admitted | social_worker | glance claim
    """,
)

ASKED_AFTER = Table(
    build=asked_after,
    people=UNCLAIMED.people,
    steps=STEPS,
    parts=PARTS,
    grants=UNCLAIMED.grants.replace("refuse ", ""),
)
"""All of it but a refusal (PROCEDURES, people at work 18)."""
