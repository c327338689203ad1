"""Work lists: after any steps, what stands on them is exactly what the documents say is owed."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from content.account import Account
from content.document import Document, Duty
from content.error import DomainError
from content.vocabulary import Role
from content.workflow import fire
from content.worklist import NO_DUE, WorkList, WorkLists
from tests import factories, money
from tests.factories import BY, NOW, discovery
from tests.stored import Shelf

SOON, LATER = NOW + timedelta(days=1), NOW + timedelta(days=9)
ROLES = {word.value for word in Role}
DETAILS = {
    "reason": "r",
    "village": factories.VILLAGE,
    "same_as": "x",
    "papers": ("id_card",),
    "to": "t",
    "result": "r",
    "decision": "d",
    "into": "h2",
    "hours": 1,
    "visit": "v",
    "again_on": "2027-01-31",
    "used_fen": 1,
    "filing_number": "5137",
    "colleague": "qian",
    "place": "p",
    "second": "chen",
    "receipt": "signature",
    "amount_fen": 1,
    "reference": "r",
    "words": "w",
    "where": "w",
    "said": "w",
    "answer": "a",
    "conclusion": "c",
    "ground": "abuse_of_power",
    "case": "c1",
}


def aid_of_two() -> Document:
    """Who goes along is said when it is handed over; fire() alone would leave that open."""
    aid = factories.aid()
    aid.second = "chen"
    return aid


def account_changed() -> Account:
    """Somebody's rights changed: the bureau's to look at."""
    account = factories.account()
    account.rights_changed(NOW)
    return account


def asked_by_letter() -> Document:
    """Where the family is registered outside the district."""
    return factories.crosscheck(asked_town="")


def payment_file() -> Document:
    return money.batch(money.new_fund())


def budget_change() -> Document:
    return money.budget_change(money.new_fund())


def month() -> Document:
    return money.closing(money.new_fund())


BUILDERS = (
    factories.discovery,
    factories.case,
    factories.referral,
    factories.proposal,
    factories.public_need,
    factories.organisation,
    factories.order,
    factories.household,
    factories.need,
    factories.investigation,
    factories.crosscheck,
    asked_by_letter,
    factories.tip,
    factories.walkin,
    factories.draft,
    factories.objection,
    factories.volunteer,
    factories.pledge,
    factories.public_notice,
    aid_of_two,
    factories.imprest,
    account_changed,
    factories.service_plan,
    factories.project,
    payment_file,
    budget_change,
    month,
    factories.ruleset,
    factories.publication,
    factories.recusal,
    factories.bulletin,
    factories.meeting,
    factories.supervision,
    factories.inquiry,
    factories.sample,
)


def entries(lists: WorkLists) -> dict[str, list[tuple[Duty, str]]]:
    found = {owner: list(lists.of(owner) or ()) for owner in lists.owners()}
    return {owner: listed for owner, listed in found.items() if listed}


class StepsInAnyOrder(RuleBasedStateMachine):
    """Documents of every kind with duties, any step at any time, each followed by the door's last line."""

    @initialize()
    def found(self) -> None:
        self.lists = WorkLists()
        self.documents = {f"/{build.__name__}/{n}": build() for n, build in enumerate(BUILDERS)}
        for path, document in self.documents.items():
            self.lists.update(document, path)

    @rule(data=st.data())
    def step(self, data: Any) -> None:
        path = data.draw(st.sampled_from(sorted(self.documents)))
        document = self.documents[path]
        name = data.draw(st.sampled_from([step.name for step in document.workflow.steps]))
        try:
            fire(document, name, **(DETAILS | BY))
        except DomainError:
            return
        self.lists.update(document, path)

    @rule(data=st.data(), due=st.sampled_from([SOON, LATER]))
    def another_date(self, data: Any, due: Any) -> None:
        path = data.draw(st.sampled_from(sorted(self.documents)))
        self.documents[path].due = due
        self.lists.update(self.documents[path], path)

    @rule(seen=st.booleans(), escalated=st.booleans())
    def the_outcome_of_a_referral(self, seen: bool, escalated: bool) -> None:
        path = next(path for path in self.documents if path.startswith("/referral"))
        self.documents[path].seen, self.documents[path].escalated = seen, escalated
        self.lists.update(self.documents[path], path)

    @rule(town=st.sampled_from([factories.TOWN, factories.OTHER_TOWN]))
    def handed_over(self, town: str) -> None:
        path = next(path for path in self.documents if path.startswith("/case"))
        self.documents[path].town = town
        self.lists.update(self.documents[path], path)

    @invariant()
    def the_lists_hold_exactly_what_is_owed(self) -> None:
        owed: dict[str, list[tuple[Duty, str]]] = {}
        for path, document in self.documents.items():
            for duty in document.duties():
                owed.setdefault(duty.owner, []).append((duty, path))
        listed = entries(self.lists)
        assert {owner: set(rows) for owner, rows in listed.items()} == {
            owner: set(rows) for owner, rows in owed.items()
        }
        assert sum(map(len, listed.values())) == sum(map(len, owed.values()))

    @invariant()
    def soonest_first(self) -> None:
        for rows in entries(self.lists).values():
            dues = [duty.due or NO_DUE for duty, _ in rows]
            assert dues == sorted(dues)

    @invariant()
    def a_duty_is_somebodys_and_names_a_step_of_its_document(self) -> None:
        for rows in entries(self.lists).values():
            for duty, path in rows:
                kind, _, step = duty.what.partition(":")
                document = self.documents[path]
                assert kind == document.kind
                assert document.state in document.workflow.step(step).sources
                name, _at, scope = duty.owner.partition("@")
                assert (name in ROLES and scope) or re.fullmatch(r"user:\w+", duty.owner)


TestStepsInAnyOrder = StepsInAnyOrder.TestCase
TestStepsInAnyOrder.settings = settings(deadline=None, max_examples=40, stateful_step_count=30)


def duty(what: str = "case:admit", due: Any = SOON, owner: str = "window_clerk@370306100") -> Duty:
    return Duty(owner, what, due)


def test_soonest_first_and_what_has_no_date_last() -> None:
    listed = WorkList()
    for document_id, due in (("a", None), ("b", LATER), ("c", SOON), ("d", SOON)):
        listed.put(duty(due=due), document_id, f"/{document_id}")
    assert [path for _, path in listed] == ["/c", "/d", "/b", "/a"]


def test_pages_by_key_show_everything_once() -> None:
    listed = WorkList()
    for n in range(7):
        listed.put(duty(due=NOW + timedelta(days=n % 3)), f"{n}", f"/{n}")
    seen, after = [], None
    while page := listed.page(after, 3):
        after = page[-1][0]
        seen += [path for _, (_, path) in page]
    assert sorted(seen) == [f"/{n}" for n in range(7)]
    assert [path for _, path in listed] == seen


def test_counting_stops_at_the_limit() -> None:
    listed = WorkList()
    for n in range(60):
        listed.put(duty(), f"{n}", f"/{n}")
    assert (listed.up_to(50), listed.up_to(100)) == (50, 60)


def test_dropping_what_is_not_there_is_nothing() -> None:
    listed = WorkList()
    listed.drop(duty(), "a")
    assert list(listed) == []


def test_one_document_may_owe_two_things() -> None:
    lists, document = WorkLists(), factories.referral()
    document.state, document.escalated = "rejected", True
    lists.update(document, "/r")
    assert set(entries(lists)) == {"window_clerk@370306100", "bureau@district"}


def test_a_document_whose_duties_are_the_same_is_not_written_again(shelf: Shelf) -> None:
    document, lists = discovery(), WorkLists()
    lists.update(document, "/d")
    root = shelf.store(document=document, lists=lists)
    root["lists"].update(root["document"], "/d")
    assert not root["document"]._p_changed
    assert not root["lists"].of("bureau@district")._p_changed


def test_the_lists_are_there_for_the_next_connection(shelf: Shelf) -> None:
    root = shelf.store(lists=WorkLists(), document=discovery())
    root["lists"].update(root["document"], "/discoveries/d1")
    root._p_jar.transaction_manager.commit()
    fire(root["document"], "assign", village=factories.VILLAGE, **BY)
    root["lists"].update(root["document"], "/discoveries/d1")
    root._p_jar.transaction_manager.commit()
    seen = shelf.open().root
    owed = Duty("village_worker@370306100-01", "discovery:verify", NOW + timedelta(days=2))
    assert entries(seen["lists"]) == {"village_worker@370306100-01": [(owed, "/discoveries/d1")]}
    assert seen["document"].listed == (owed,)


def test_nobody_has_a_list_before_something_is_owed() -> None:
    assert WorkLists().of("bureau@district") is None


def test_every_kind_of_document_with_duties_is_walked_above() -> None:
    """A new document with duties() belongs into BUILDERS; allocations are walked with their money."""
    import content.allocation
    import content.fund  # noqa: F401  all modules with documents are loaded by the factories and these

    def kinds(cls: type[Document]) -> set[str]:
        own = {cls.kind} if "duties" in vars(cls) and hasattr(cls, "kind") else set()
        return own.union(*(kinds(sub) for sub in cls.__subclasses__()))

    assert kinds(Document) - {"allocation"} <= {build().kind for build in BUILDERS}
