"""Objections: the bureau answers, the window carries out, the applicant follows."""

from tests.factories import objection
from tests.matrix.people import BUREAU, SUPERVISION
from tests.matrix.table import Table

TABLE = Table(
    build=objection,
    people={
        "bureau": BUREAU,
        "window": ("window_clerk@370306100",),
        "supervision": SUPERVISION,
        "applicant": ("applicant@c1",),
    },
    steps="""
        answer    | lodged       | answered     | answer    | said
        change    | lodged       | to_carry_out | answer    | said
        carry_out | to_carry_out | answered     | carry_out | done
        withdraw  | lodged       | withdrawn    | withdraw  |
    """,
    grants="""
        lodged                          | bureau      | view answer
        to_carry_out answered           | bureau      | view print
        lodged withdrawn                | window      | view
        to_carry_out                    | window      | view print carry_out
        answered                        | window      | view print
        withdrawn                       | bureau      | view
        lodged to_carry_out answered withdrawn | supervision | view
        lodged                          | applicant   | follow withdraw
        to_carry_out answered withdrawn | applicant   | follow
    """,
)
