"""Two connections race for the last of something: exactly one wins, the other is told by a conflict or a refusal."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
import transaction
from ZODB.DB import DB
from ZODB.DemoStorage import DemoStorage
from ZODB.POSException import ConflictError

from content.allocation import Allocation
from content.batch import PaymentBatch
from content.contract import Contract
from content.error import DomainError, Overdrawn, SameHand, WrongState
from content.offer import Offer
from content.tree import Folder
from tests.money import CLERK, NOW, QIAN, RULES, VAULT, ZHAO, approved, closing, draft, new_fund, purpose

SUN = "user:sun"
OCTOBER = datetime(2026, 10, 31, 15, 59, 59, tzinfo=UTC)
BY: dict[str, Any] = {"actor": CLERK, "at": NOW}
Change = Callable[[Any], object]


class Hand:
    """One connection with a transaction manager of its own."""

    def __init__(self, database: DB) -> None:
        self.manager = transaction.TransactionManager()
        self.connection = database.open(transaction_manager=self.manager)

    @property
    def root(self) -> Any:
        return self.connection.root()

    def commit(self) -> bool:
        """Whether the commit went through; after a conflict the transaction is given up, as a retry would do."""
        try:
            self.manager.commit()
        except ConflictError:
            self.manager.abort()
            return False
        return True

    def close(self) -> None:
        self.manager.abort()
        self.connection.close()


@pytest.fixture
def database() -> Iterator[DB]:
    """In memory, but resolving the conflicts that may be resolved, as the storages of a district do."""
    database = DB(DemoStorage())
    yield database
    database.close()


def store(database: DB, **things: Any) -> None:
    hand = Hand(database)
    hand.root.update(things)
    assert hand.commit()
    hand.close()


def read(database: DB, look: Change) -> Any:
    """What a third connection sees after the race."""
    hand = Hand(database)
    seen = look(hand.root)
    hand.close()
    return seen


def race(database: DB, first: Change, second: Change, refusal: type[DomainError]) -> None:
    """Both act on the same snapshot; the first commit wins, the second conflicts, and its retry is refused."""
    one, two = Hand(database), Hand(database)
    first(one.root)
    second(two.root)
    assert one.commit()
    assert not two.commit()
    with pytest.raises(refusal):
        second(two.root)
    one.close()
    two.close()


def test_the_last_fen_of_the_fund(database: DB) -> None:
    store(database, fund=new_fund(free_fen=100_000))
    race(
        database,
        lambda root: draft(root["fund"], 60_000, case_id="c1", town="370306102"),
        lambda root: draft(root["fund"], 60_000, case_id="c2", town="370306103", category="education"),
        Overdrawn,
    )
    held, drafts = read(
        database, lambda r: (r["fund"].ledger.account("bank").held, len(list(r["fund"].allocations)))
    )
    assert (held, drafts) == (60_000, 1)


def test_the_last_of_a_cases_limit(database: DB) -> None:
    fund = new_fund(free_fen=5_000_000)
    draft(fund, 300_000)
    store(database, fund=fund)
    race(
        database,
        lambda root: draft(root["fund"], 200_000, category="medical"),
        lambda root: draft(root["fund"], 200_000, category="education"),
        Overdrawn,
    )
    assert read(database, lambda root: root["fund"].used_by_case(RULES, "c1", NOW)) == 500_000


@pytest.mark.parametrize(
    ("shared", "both_commit"),
    [({}, True), ({"case_id": "c1"}, False), ({"town": "t1"}, False), ({"category": "care"}, False)],
    ids=["nothing shared", "one case", "one town", "one category"],
)
def test_the_counters_alone_conflict_where_two_share_a_limit(
    database: DB, shared: dict[str, str], both_commit: bool
) -> None:
    """Past the bank's account, and at the counter's first use, which is where nothing is there yet to conflict on."""
    fund = new_fund(free_fen=5_000_000)
    for n in range(3):
        draft(fund, 1, case_id=f"d{n}", town=f"u{n}")
    store(database, fund=fund)
    hands = Hand(database), Hand(database)
    for n, hand in enumerate(hands):
        own = {"case_id": f"c{n}x", "town": f"t{n}x", "category": ("medical", "living")[n]}
        hand.root["fund"]._use(Allocation(purpose(500_000, **(own | shared)), **BY))
    assert hands[0].commit()
    assert hands[1].commit() is both_commit
    for hand in hands:
        hand.close()


def test_a_second_signature_and_a_draft_decide_about_the_same_money(database: DB) -> None:
    fund = new_fund(free_fen=100_000)
    allocation = draft(fund, 100_000)
    allocation.sign_first(actor=ZHAO, at=NOW)
    store(database, fund=fund)

    def sign(root: Any) -> None:
        root["fund"].allocations[allocation.id].sign_second(RULES, actor=QIAN, at=NOW)

    race(
        database,
        lambda root: draft(root["fund"], 100_000, case_id="c2", town="370306103", urgency=0),
        sign,
        Overdrawn,
    )


def test_the_second_signature_is_given_once(database: DB) -> None:
    fund = new_fund()
    allocation = draft(fund, 100_000)
    allocation.sign_first(actor=ZHAO, at=NOW)
    store(database, fund=fund)

    def sign(actor: str) -> Change:
        return lambda root: root["fund"].allocations[allocation.id].sign_second(RULES, actor=actor, at=NOW)

    race(database, sign(QIAN), sign(SUN), WrongState)
    signer, balances, broken = read(
        database,
        lambda root: (
            root["fund"].allocations[allocation.id].second_signer,
            root["fund"].ledger.balances(),
            root["fund"].ledger.broken_chain(),
        ),
    )
    assert (signer, balances["committed"], broken) == (QIAN, 100_000, None)


def test_one_person_in_two_windows_is_still_one_hand(database: DB) -> None:
    fund = new_fund()
    allocation = draft(fund, 100_000)
    store(database, fund=fund)

    def sign(root: Any) -> None:
        mine = root["fund"].allocations[allocation.id]
        if mine.state == "drafted":
            mine.sign_first(actor=ZHAO, at=NOW)
        else:
            mine.sign_second(RULES, actor=ZHAO, at=NOW)

    race(database, sign, sign, SameHand)


def test_the_last_hour_of_an_offer(database: DB) -> None:
    offers: Folder[Offer] = Folder()
    offer = Offer(organisation_id="org", title="周六陪护队", unit="hour", item="care", amount=1, **BY)
    offers.add(offer)
    store(database, offers=offers)

    def reserve(proposal: str) -> Change:
        return lambda root: root["offers"][offer.id].reserve(1, reference=proposal, **BY)

    race(database, reserve("p1"), reserve("p2"), Overdrawn)
    assert read(database, lambda root: root["offers"][offer.id].reserved) == 1


def test_the_last_hour_of_a_contract(database: DB) -> None:
    store(database, contract=Contract(agency_id="agency", title="居家陪护", item="care", hours=1, **BY))

    def order(proposal: str) -> Change:
        return lambda root: root["contract"].order(hours=1, proposal_id=proposal, case_id="c1", **BY)

    race(database, order("p1"), order("p2"), Overdrawn)
    orders, available = read(
        database, lambda root: (len(list(root["contract"].orders)), root["contract"].available)
    )
    assert (orders, available) == (1, 0)


def test_a_visit_is_charged_once(database: DB) -> None:
    contract = Contract(agency_id="agency", title="居家陪护", item="care", hours=8, **BY)
    order = contract.order(hours=8, proposal_id="p1", case_id="c1", **BY)
    store(database, contract=contract)

    def charge(root: Any) -> None:
        root["contract"].orders[order.id].charge(3, "v1", **BY)

    race(database, charge, charge, DomainError)
    assert read(database, lambda root: root["contract"].ledger.balances()["served"]) == 3


def test_payments_at_once_are_all_in_one_unbroken_chain(database: DB) -> None:
    """Eight payments begun on one snapshot, each tried again until it is through."""
    fund = new_fund(free_fen=5_000_000)
    ids = []
    for n in range(8):
        allocation = draft(fund, 100_000, case_id=f"c{n}", town=f"t{n}")
        allocation.sign_first(actor=ZHAO, at=NOW)
        allocation.sign_second(RULES, actor=QIAN, at=NOW)
        ids.append(allocation.id)
    store(database, fund=fund)
    waiting = [(Hand(database), id) for id in ids]
    rounds = 0
    while waiting:
        rounds += 1
        for hand, id in waiting:
            hand.root["fund"].allocations[id].disburse(**BY)
        waiting = [(hand, id) for hand, id in waiting if not hand.commit()]
    payable, count, broken = read(
        database,
        lambda root: (
            root["fund"].ledger.balances()["payable"],
            root["fund"].ledger.count,
            root["fund"].ledger.broken_chain(),
        ),
    )
    assert (payable, count, broken) == (800_000, 1 + 8 + 8, None)
    assert rounds == 8


def test_a_month_is_closed_while_something_is_posted_into_it(database: DB) -> None:
    """The posting was begun in the last second of the month, the close in the first of the next."""
    fund = new_fund(at=OCTOBER)
    made = closing(fund)
    store(database, fund=fund)

    def receive(root: Any) -> None:
        root["fund"].receive(source="unit", amount_fen=5, reference="R2", actor=CLERK, at=OCTOBER)

    race(
        database, lambda root: root["fund"].closings[made.id].close(actor=ZHAO, at=NOW), receive, DomainError
    )
    assert read(database, lambda root: root["fund"].closings[made.id].wrong()) is None


def test_what_is_posted_first_is_in_the_month_or_the_month_stays_open(database: DB) -> None:
    fund = new_fund(at=OCTOBER)
    made = closing(fund)
    store(database, fund=fund)
    race(
        database,
        lambda root: root["fund"].receive(
            source="unit", amount_fen=5, reference="R2", actor=CLERK, at=OCTOBER
        ),
        lambda root: root["fund"].closings[made.id].close(actor=ZHAO, at=NOW),
        DomainError,
    )
    assert read(database, lambda root: root["fund"].ledger.closed_until) == ""


def test_two_payment_files_at_once(database: DB) -> None:
    fund = new_fund()
    allocation = approved(fund)
    store(database, fund=fund)

    def make(number: str) -> Change:
        return lambda root: root["fund"].batches.add(
            PaymentBatch(
                number=number, allocations=[root["fund"].allocations[allocation.id]], vault=VAULT, **BY
            )
        )

    race(database, make("2026-001"), make("2026-002"), WrongState)
    files = read(database, lambda root: [made.number for made in root["fund"].batches])
    assert files == ["2026-001"]
