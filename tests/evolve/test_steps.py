"""Evolve steps: each once, in a transaction of its own, on stand-ins; a dry run changes nothing."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from content.evolve import born_with
from content.inbox import Message
from content.policy import SHIPPED, load
from portal import audit
from portal.database import MissingStep, check_steps, open_database
from portal.district import build_district
from tests import factories, money
from tests.conftest import NOW

ROOT = Path(__file__).parents[2]


@pytest.fixture
def uri(tmp_path: Path) -> str:
    """A district as it is born."""
    uri = f"file://{tmp_path}/district.fs"
    database = open_database(uri)
    build_district(database, load(SHIPPED), NOW)
    database.close()
    return uri


def evolve(uri: str, *names: str, code: int = 0) -> str:
    command = [sys.executable, "-m", "tests.evolve.stepping", uri, *names]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, timeout=60, check=False)
    assert done.returncode == code, done.stderr
    return done.stdout


def read(uri: str, look: Callable[[Any], Any]) -> Any:
    database = open_database(uri)
    try:
        with database.transaction() as connection:
            return look(connection.root()["site"])
    finally:
        database.close()


def test_a_step_changes_what_is_stored_and_is_noted(uri: str) -> None:
    assert "ran 1" in evolve(uri, "rename")
    assert read(uri, lambda site: site["units"]["civil"].title) == "区民政局（新）"
    assert read(uri, lambda site: site.applied_steps) == (*born_with(), "rename")


def test_a_step_runs_once(uri: str) -> None:
    evolve(uri, "rename")
    assert "ran 0" in evolve(uri, "rename")
    assert read(uri, lambda site: site["units"]["civil"].title) == "区民政局（新）"


def test_a_dry_run_tries_every_step_and_changes_nothing(uri: str, tmp_path: Path) -> None:
    before = (tmp_path / "district.fs").read_bytes()
    assert "ran 2" in evolve(uri, "rename", "touch", "--dry-run")
    assert (tmp_path / "district.fs").read_bytes() == before


def test_what_stand_ins_wrote_is_whole_for_the_living(uri: str) -> None:
    """Named tuples, frozen values and trees come through: every chain holds, every class is ours."""
    evolve(uri, "touch")
    assert read(uri, lambda site: [fault for fault in audit.faults(site) if fault]) == []
    assert read(uri, lambda site: site.policy.version) == load(SHIPPED).version
    assert read(uri, lambda site: type(site.policy).__module__) == "content.site"


def test_a_step_that_fails_leaves_nothing_and_keeps_what_was_done_before(uri: str) -> None:
    evolve(uri, "rename", "break", "touch", code=1)
    assert read(uri, lambda site: site.applied_steps) == (*born_with(), "rename")
    assert read(uri, lambda site: site.title) == "周村区"


def test_contract_steps_wait_until_they_are_asked_for(uri: str) -> None:
    assert "ran 0" in evolve(uri, "drop")
    assert "ran 1" in evolve(uri, "drop", "--contract")


def test_a_fund_from_before_the_payment_files_gets_their_folders(uri: str) -> None:
    def before(site: Any) -> None:
        del site.fund.batches, site.fund.changes, site.fund.closings, site.fund.town_budgets
        site.applied_steps = tuple(name for name in site.applied_steps if name != "fund folders")

    read(uri, before)
    done = subprocess.run(
        [sys.executable, "-m", "portal.evolving", uri], cwd=ROOT, capture_output=True, timeout=60, check=False
    )
    assert done.returncode == 0, done.stderr

    def use(site: Any) -> None:
        fund = site.fund
        fund.receive(source="unit", amount_fen=7_000_000, reference="R", actor="user:fund", at=NOW)
        money.batch(fund)
        money.budget_change(fund, scope="town", key="370306102").agree(actor=money.ZHAO, at=NOW)

    read(uri, use)
    assert read(uri, lambda site: site.fund["batches"].__parent__ is site.fund)
    assert read(uri, lambda site: [fault for fault in audit.faults(site) if fault]) == []


def test_a_district_from_before_the_messages_gets_its_inboxes(uri: str) -> None:
    """The real step, in a process of its own: what it makes is whole for the living."""

    def before(site: Any) -> None:
        del site.inboxes, site.clockwork
        site.applied_steps = ()

    read(uri, before)
    done = subprocess.run(
        [sys.executable, "-m", "portal.evolving", uri], cwd=ROOT, capture_output=True, timeout=60, check=False
    )
    assert done.returncode == 0, done.stderr
    message = Message("work", "case:admit", "/cases/c1", NOW)
    assert read(uri, lambda site: site.inboxes.put("sun", message))
    assert read(uri, lambda site: [m.what for m in site.inboxes.of("sun")]) == ["case:admit"]
    assert read(uri, lambda site: dict(site.clockwork)) == {}
    assert "inboxes" in read(uri, lambda site: site.applied_steps)


def test_an_older_district_gets_the_folders_that_a_new_one_has(uri: str) -> None:
    """What `jiujinan evolve` does with a district that was born before there were policies."""
    database = open_database(uri)
    with database.transaction() as connection:
        site = connection.root()["site"]
        del site._folders["policies"]
        site.applied_steps = ()
    with pytest.raises(MissingStep, match="policies"):
        check_steps(database)
    database.close()
    command = [sys.executable, "-m", "portal.evolving", uri]
    subprocess.run(command, capture_output=True, cwd=ROOT, timeout=60, check=True)
    assert set(read(uri, lambda site: site.applied_steps)) == set(born_with())
    database = open_database(uri)
    with database.transaction() as connection:
        folder = connection.root()["site"]["policies"]
        folder.add(factories.policy_text(id="law"))
    database.close()
    assert read(uri, lambda site: site["policies"].__parent__ is site) is True
    assert read(uri, lambda site: [text.title for text in site["policies"]]) == ["救助办法"]
