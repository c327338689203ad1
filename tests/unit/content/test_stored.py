"""What the database may make of a pickle: the classes on the list, all of them in use, and nothing that was planted."""

from __future__ import annotations

import os
import pickle
import pickletools
from datetime import timedelta
from typing import Any

import pytest

from content.arrangement import Arrangement
from content.calendar import Calendar, day_of, end_of
from content.case import FirstContact
from content.closing import Difference
from content.inbox import Message
from content.need import PROPOSED
from content.notice import Notice
from content.plan import Cell, Changes, Evenness, Lowest, PlanReport, Share, SourceCount, Stream, Unmet
from content.site import PolicyVersion, Site
from content.stored import PLAIN, STORED, is_stored_class
from content.term import Term, promise
from portal.database import RefusedClass
from tests import factories, money
from tests.factories import BY, NOW, VAULT
from tests.stored import Shelf


def everything() -> Site:
    """A district with one of each document, each as full as it gets."""
    site = Site(title="周村区", policy=PolicyVersion("1", "", NOW), actor="system", at=NOW)
    site.counter("case", factories.TOWN, 2026).next()
    site.lookup.put(VAULT, "phone", "1", "h1")
    family = site["households"].add(factories.household())
    factories.member(family).keep(VAULT, {"name": "马立新"})
    owner = site["cases"].add(factories.case(household_id=family.id))
    owner.first_contact = FirstContact("sun", "孙丽华", NOW, "window")
    owner.set_paper("id_card", "have", **BY)
    promise(owner, Term("due", "case.admit", 3, "day", NOW), Calendar())
    owner.give_notice(Notice("missing", "1", NOW, "sun", ("id_card",)), **BY)
    owner.record("noted", reason=owner.seal_detail(VAULT, "家里有病人"), **BY)
    wanted = factories.need(owner)
    wanted.cover("p1", PROPOSED, 100, "fund")
    factories.referral(owner)
    factories.visit(owner)
    factories.service_plan(owner)
    factories.attachment(owner)
    owner.arrangement = Arrangement("read_aloud")
    fieldwork = (factories.investigation, factories.assessment, factories.public_notice, factories.aid)
    for build in (*fieldwork, factories.crosscheck):
        build(owner)
    factories.order(site["contracts"].add(factories.contract()))
    for folder, build in (
        ("accounts", factories.account),
        ("appeals", factories.appeal),
        ("discoveries", factories.discovery),
        ("donations", factories.donation),
        ("needs", factories.public_need),
        ("objections", factories.objection),
        ("pledges", factories.pledge),
        ("volunteers", factories.volunteer),
        ("offers", factories.offer),
        ("organisations", factories.organisation),
        ("policies", factories.policy_text),
        ("projects", factories.project),
        ("proposals", factories.proposal),
        ("inquiries", factories.inquiry),
        ("rules", factories.ruleset),
        ("publications", factories.publication),
        ("recusals", factories.recusal),
        ("bulletins", factories.bulletin),
        ("meetings", factories.meeting),
        ("supervisions", factories.supervision),
        ("samples", lambda: factories.sample(id="m1")),
        ("tips", factories.tip),
        ("units", factories.unit),
        ("walkins", factories.walkin),
        ("drafts", factories.draft),
    ):
        site[folder].add(build())
    site["units"]["medical"].open_imprest(factories.imprest()).count_cash(0, **BY)
    site["accounts"]["sun"].open_session(NOW)
    other = factories.account(id="zhao", login="zhao")
    site["accounts"]["sun"].appoint(other, NOW, NOW + timedelta(days=7), **factories.BY)
    site.import_book().note("key", "/offers/o1", "digest")
    site["samples"]["m1"].check(site["samples"]["m1"].ids[0], "right", **BY)
    site.register.update(owner)
    site.worklists.update(owner, f"/cases/{owner.id}")
    site.inboxes.put("sun", Message("work", "case:admit", f"/cases/{owner.id}", NOW))
    fund = site.fund
    fund.receive(source="unit", amount_fen=10_000_000, reference="R1", **BY)
    fund.set_budget(scope="category", key="medical", amount_fen=1_000_000, **BY)
    money.draft(fund)
    money.batch(fund)
    money.budget_change(fund)
    later = money.closing(fund, "2026-11", at=NOW + timedelta(days=30))
    later.prepare(
        bank_fen=later.outline().book_fen + 1,
        differences=(Difference("利息", 1),),
        actor="user:clerk",
        at=NOW + timedelta(days=30),
    )
    site.plan = PlanReport(
        at=NOW,
        actor="user:wu",
        needs=1,
        resources=1,
        optimal=True,
        changes=Changes(1, 0, 0, 0, 0),
        unmet=[Unmet("n1", "c1", 100, ((("rule", "budget"),),))],
        by_urgency=[Share("0", 100, 0, 0)],
        by_town=[],
        cells=[Cell("town", "370306100", "0", 100, 0, 50)],
        evenness=[Evenness("0", Lowest(1, 100, 0, None), Lowest(1, 100, 50, (0, 1)))],
        source_count=SourceCount(1, 1, 1, 0),
        streams=[Stream("fen", "/fund", "medical", "370306100", 50)],
    )
    return site


def classes_in(shelf: Shelf) -> set[str]:
    """Every class that any record of the database names, read off the pickles without loading them."""
    found: set[str] = set()
    for transaction in shelf.database.storage.iterator():
        for record in transaction:
            texts: list[Any] = []
            for opcode, argument, _ in pickletools.genops(_both_pickles(record.data)):
                if opcode.name == "GLOBAL":
                    found.add(argument.replace(" ", "."))
                if opcode.name == "STACK_GLOBAL":
                    found.add(".".join(texts[-2:]))
                if isinstance(argument, str):
                    texts.append(argument)
    return found


def _both_pickles(data: bytes) -> bytes:
    """A record is two pickles on end; without the stop between them they read as one."""
    end = next(position for opcode, _, position in pickletools.genops(data) if opcode.name == "STOP")
    return data[:end] + data[end + 1 :]


def test_a_full_district_uses_the_list_and_nothing_else(shelf: Shelf) -> None:
    shelf.store(site=everything())
    found = classes_in(shelf)
    assert {name for name in found if not is_stored_class(*name.rsplit(".", 1))} == set()
    assert STORED - found == set(), (
        "on the list and never stored: an evolve step has moved it, or it is not ours"
    )


def test_a_full_district_is_read_back_through_the_guard(shelf: Shelf) -> None:
    site = shelf.store(site=everything())["site"]
    for folder in ("cases", "households", "accounts", "offers", "units"):
        assert [document.broken_chain() for document in site[folder]] == [None]
    assert site.plan.unmet[0].because == ((("rule", "budget"),),)
    assert site.fund.ledger.broken_chain() is None
    assert site["cases"]._p_jar is not None
    assert next(iter(site["cases"])).due == end_of(day_of(NOW + timedelta(days=3)))


PLANTED = [
    ("os", "system"),
    ("builtins", "eval"),
    ("builtins", "getattr"),
    ("subprocess", "Popen"),
    ("content.vault", "KeyRing"),
    ("content.vault", "Vault"),
    ("content.stored", "re"),
    ("content.workflow", "fire"),
    ("BTrees._compat", "import_c_extension"),
    ("BTrees.check", "check"),
    ("BTrees.OOBTree", "sys"),
    ("BTrees.OOBTree", "OIBTree"),
    ("persistent.wref", "WeakRef"),
    ("persistent._compat", "os"),
    ("zoneinfo", "ZoneInfo._unpickle"),
    ("content", "case.Case"),
]


@pytest.mark.parametrize(("module", "name"), PLANTED)
def test_nothing_else_may_be_made(module: str, name: str) -> None:
    assert not is_stored_class(module, name) or f"{module}.{name}" in STORED


def test_the_list_of_plain_things_holds_no_function_that_runs_anything() -> None:
    assert {name for name in PLAIN if not name.startswith("datetime.")} == {
        "copyreg._reconstructor",
        "builtins.object",
        "builtins.frozenset",
        "builtins.set",
        "_codecs.encode",
    }


class Planted:
    """Pickles as a call of mkdir."""

    def __init__(self, path: str) -> None:
        self.path = path

    def __reduce__(self) -> Any:
        return os.mkdir, (self.path,)


def test_a_planted_pickle_is_refused_and_does_not_run(shelf: Shelf, tmp_path: Any) -> None:
    target = tmp_path / "planted"
    root = shelf.store(document=factories.discovery())
    storage, oid = shelf.database.storage, root["document"]._p_oid
    record = pickle.dumps(type(root["document"]), 3) + pickle.dumps({"x": Planted(str(target))}, 3)
    hand = shelf.open()
    transaction = hand.manager.begin()
    storage.tpc_begin(transaction)
    storage.store(oid, storage.load(oid)[1], record, "", transaction)
    storage.tpc_vote(transaction)
    storage.tpc_finish(transaction)
    reader = shelf.database.open(transaction_manager=shelf.open().manager)
    with pytest.raises(RefusedClass, match="mkdir"):
        reader.get(oid)._p_activate()
    assert not target.exists()
    reader.close()
