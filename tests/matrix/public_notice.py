"""Public notices: the window drafts, village or window put up and take down; no page of the public's."""

from content.public_notice import PublicNotice
from tests import factories
from tests.matrix.people import BUREAU, SUPERVISION
from tests.matrix.table import Table


def claimed() -> PublicNotice:
    owner = factories.case()
    owner.worker = "zhao"
    return factories.public_notice(owner)


TABLE = Table(
    build=claimed,
    people={
        "window": ("window_clerk@370306100",),
        "village": ("village_worker@370306100-01",),
        "worker": ("user:zhao",),
        "bureau": BUREAU,
        "supervision": SUPERVISION,
    },
    steps="""
        put_up    | drafted | up        | put_up    | place
        take_down | up      | down      | take_down |
        object    | up      |           | object    | words
        cancel    | drafted | cancelled | cancel    | reason
    """,
    grants="""
        drafted                   | window             | view print put_up cancel
        drafted                   | village            | view print put_up
        up                        | window village     | view print take_down object
        down cancelled            | window village     | view print
        drafted up down cancelled | bureau             | view print
        drafted up down cancelled | worker supervision | view
    """,
)
