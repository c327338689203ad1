"""Allocations: the clerk drafts and pays, two signers who are neither each other nor the drafter sign."""

from dataclasses import replace

from content.allocation import Allocation
from tests import money
from tests.matrix.people import BUREAU, FUND_CLERK, FUND_SIGNER, SUPERVISION
from tests.matrix.table import Table


def signed() -> Allocation:
    """Drafted by the clerk, its payee corrected by Sun, signed first by Zhao."""
    document = money.draft(money.new_fund())
    document.corrector, document.first_signer = "user:sun", money.ZHAO
    return document


TABLE = Table(
    build=signed,
    people={
        "clerk": FUND_CLERK,
        "signer": FUND_SIGNER,
        "drafter": ("user:clerk",),
        "corrector": ("user:sun",),
        "first_signer": (money.ZHAO,),
        "applicant": ("applicant@c1",),
        "window": ("window_clerk@370306102",),
        "bureau": BUREAU,
        "supervision": SUPERVISION,
    },
    steps="""
        sign_first    | drafted            | signed       | sign_first    |
        sign_second   | signed             | approved     | sign_second   |
        refuse        | drafted signed     | refused      | refuse        | reason
        disburse      | approved           | disbursed    | disburse      |
        pay_out       | disbursed          | paid_out     | pay_out       |
        acknowledge   | paid_out           | acknowledged | acknowledge   |
        return        | disbursed paid_out | returned     | return        | reason
        correct_payee | returned           |              | correct_payee |
        resign_first  | returned           |              | resign_first  |
        resign_second | returned           |              | resign_second |
        pay_again     | returned           | disbursed    | pay_again     |
        cancel        | returned           | cancelled    | cancel        |
    """,
    parts={"read": ("view", "reasons"), "books": ("view", "reasons", "payee_name", "payee", "history")},
    # The clerk sees the payee from approval on; signers see the name, and never the account.
    grants="""
        drafted signed refused cancelled | clerk | read
        approved                         | clerk | read payee_name payee disburse
        disbursed                        | clerk | read payee_name payee pay_out return
        paid_out                         | clerk | read payee_name payee return
        returned                         | clerk | read payee_name payee correct_payee pay_again cancel
        acknowledged                     | clerk | read payee_name payee

        drafted  | signer | read payee_name sign_first refuse
        signed   | signer | read payee_name sign_second refuse
        returned | signer | read payee_name resign_first resign_second
        approved disbursed paid_out acknowledged refused cancelled | signer | read payee_name

        paid_out | window    | view acknowledge
        paid_out | applicant | acknowledge
        approved disbursed acknowledged returned | window | view

        drafted signed approved disbursed paid_out acknowledged returned refused cancelled | bureau supervision | books
    """,
    same_hand="""
        drafted  | signer drafter      | sign_first
        drafted  | signer corrector    | sign_first
        signed   | signer drafter      | sign_second
        signed   | signer corrector    | sign_second
        signed   | signer first_signer | sign_second
        returned | signer drafter      | resign_first resign_second
        returned | signer corrector    | resign_first resign_second
        returned | signer first_signer | resign_first resign_second
    """,
)


def listed() -> Allocation:
    """The same in a payment file: until the bank has answered, it takes no step of payment by itself."""
    document = signed()
    document.batch_id = "b1"
    return document


LISTED = replace(
    TABLE,
    build=listed,
    grants="""
        drafted signed refused cancelled          | clerk | read
        approved disbursed returned acknowledged  | clerk | read payee_name payee
        paid_out                                  | clerk | read payee_name payee return

        drafted  | signer | read payee_name sign_first refuse
        signed   | signer | read payee_name sign_second refuse
        returned | signer | read payee_name resign_first resign_second
        approved disbursed paid_out acknowledged refused cancelled | signer | read payee_name

        paid_out | window    | view acknowledge
        paid_out | applicant | acknowledge
        approved disbursed acknowledged returned | window | view

        drafted signed approved disbursed paid_out acknowledged returned refused cancelled | bureau supervision | books
    """,
)
