"""Proposals: the fund's desk decides, the source's owner confirms and delivers, the household acknowledges."""

from content.proposal import Proposal
from tests import factories
from tests.matrix.people import BUREAU, FUND_CLERK, SUPERVISION
from tests.matrix.table import Table


def of_the_fund() -> Proposal:
    """Nobody confirms what comes from the fund: two signatures take the owner's place."""
    return factories.proposal(owner="", source="/fund", source_kind="fund", source_id="fund")


OTHERS = {
    "desk": FUND_CLERK,
    "applicant": ("applicant@c1",),
    "window": ("window_clerk@370306100",),
    "bureau": BUREAU,
    "supervision": SUPERVISION,
}
STEPS = """
    accept      | proposed  | accepted   | accept      |
    dismiss     | proposed  | declined   | dismiss     | reason
    supersede   | proposed  | superseded | supersede   |
    confirm     | accepted  | confirmed  | confirm     |
    decline     | accepted confirmed | declined | decline | reason
    lapse       | accepted  | lapsed     | lapse       |
    deliver     | confirmed | delivered  | deliver     |
    acknowledge | delivered | settled    | acknowledge |
    lift_bar    | declined  |            | lift_bar    | reason
"""
# A new plan supersedes the old one, whoever runs the matcher; accepting is the fund clerk's alone.
REST = """
    proposed  | desk      | view accept dismiss supersede
    proposed  | bureau    | view supersede
    delivered | window    | view acknowledge
    delivered | applicant | acknowledge
    accepted confirmed delivered settled superseded lapsed                   | desk        | view
    declined                                                                 | desk        | view lift_bar
    accepted confirmed delivered settled declined superseded lapsed          | bureau      | view
    proposed accepted confirmed delivered settled declined superseded lapsed | supervision | view
"""

TABLE = Table(
    build=factories.proposal,
    people=OTHERS | {"owner": ("charity_agent@org",)},
    steps=STEPS,
    grants=REST
    + """
        accepted                | owner | view confirm decline
        confirmed               | owner | view contact deliver decline
        delivered               | owner | view contact
        settled declined lapsed | owner | view
    """,
)

OF_THE_FUND = Table(build=of_the_fund, people=OTHERS, steps=STEPS, grants=REST)
