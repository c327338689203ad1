"""Aid first: the town decides and delivers, the second person stands by it, the bureau settles what is disputed."""

from content.aid import Aid
from tests import factories
from tests.matrix.people import BUREAU, SUPERVISION
from tests.matrix.table import Table


def claimed() -> Aid:
    owner = factories.case()
    owner.worker = "zhao"
    aid = factories.aid(owner)
    aid.second = "chen"
    return aid


TABLE = Table(
    build=claimed,
    people={
        "window": ("window_clerk@370306100",),
        "second": ("user:chen",),
        "village": ("village_worker@370306100-01",),
        "worker": ("user:zhao",),
        "bureau": BUREAU,
        "supervision": SUPERVISION,
    },
    steps="""
        deliver     | decided   | delivered | deliver     | second receipt
        cancel      | decided   | cancelled | cancel      | reason
        countersign | delivered | confirmed | countersign |
        dispute     | delivered | disputed  | dispute     | reason
        resolve     | delivered disputed | confirmed | resolve | decision
        papers_in   | confirmed | settled   | papers_in   |
    """,
    grants="""
        decided                              | window | view print deliver cancel
        confirmed                            | window | view print papers_in
        delivered disputed settled cancelled | window | view print
        delivered                                    | second | view countersign dispute
        decided disputed confirmed settled cancelled | second | view
        delivered disputed                  | bureau | view print resolve
        decided confirmed settled cancelled | bureau | view print
        decided delivered disputed confirmed settled cancelled | village worker supervision | view
    """,
)
