"""Photos and papers: read by whoever follows the case, and by the department for whose referral the paper matters."""

from content.attachment import Attachment
from tests import factories
from tests.matrix.people import BUREAU, SUPERVISION
from tests.matrix.table import Table


def identity_card() -> Attachment:
    owner = factories.case()
    owner.worker = "qian"
    factories.referral(owner, unit="medical").papers = ("identity",)
    factories.referral(owner, unit="education").papers = ("school",)
    return factories.attachment(owner, actor="user:zhao")


def bank_card() -> Attachment:
    """The account: a social worker sees the case without it, and no referral asks for it."""
    document = identity_card()
    document.paper = "account"
    return document


STEPS = """
    remove | kept | removed | remove | reason
"""
FOLLOW = {
    "window": ("window_clerk@370306100",),
    "village": ("village_worker@370306100-01",),
    "author": ("user:zhao",),
    "bureau": BUREAU,
    "supervision": SUPERVISION,
}
GRANTS = """
    kept         | window                     | view remove
    kept         | author                     | remove
    kept removed | village bureau supervision | view
    removed      | window                     | view
"""

TABLE = Table(
    build=identity_card,
    people=FOLLOW | {"worker": ("user:qian",), "receiver": ("handler@medical",)},
    steps=STEPS,
    grants=GRANTS + "    kept removed | worker receiver | view\n",
)
ACCOUNT = Table(build=bank_card, people=FOLLOW, steps=STEPS, grants=GRANTS)
