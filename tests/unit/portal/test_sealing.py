"""What only a seal can show: a whole document removed, a history cut, rows gone from the end of the read log."""

from __future__ import annotations

import dataclasses
import sqlite3
import stat
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from content.error import VaultError
from content.ledger import Ledger
from content.seal import Seal
from portal import audit
from portal.sealing import KEY_FILE, SealStore, faults_against, key_beside, seal_district
from tests import factories
from tests.conftest import World


@pytest.fixture
def sealed(world: World) -> tuple[World, Seal]:
    """A district with one case, read twice, and sealed two days later."""

    def build(site: Any) -> None:
        case = site["cases"].add(factories.case(id="c1"))
        case.set_paper("id_card", "have", **factories.BY)
        factories.need(case, id="n1")

    world.commit(build)
    for _ in range(2):
        world.registry.readlog.record(
            at=world.clock.now, actor="user:window", page="GET /", fields={"case:c1": {"story"}}
        )
    world.clock.now += timedelta(days=2)
    return world, seal_now(world)


def seal_now(world: World) -> Seal:
    portal = world.registry.portal
    store = SealStore(portal.seals_folder)
    return seal_district(world.site(), portal.readlog, store, portal.keyring, world.clock.now)


def against(world: World, seal: Seal) -> list[tuple[str, str, str]]:
    faults = faults_against(seal, world.site(), world.registry.portal.readlog)
    return [(fault.kind, fault.id, fault.what) for fault in faults]


def cut_history(document: Any) -> None:
    """Take the newest event away so that the chain itself is whole again, as somebody with the file could."""
    last = document.history.events.pop(document.count - 1)
    document.count, document.head = document.count - 1, last.previous


def test_nothing_is_wrong_after_work_went_on(sealed: tuple[World, Seal]) -> None:
    world, seal = sealed

    def go_on(site: Any) -> None:
        site["cases"]["c1"].set_paper("bills", "lack", actor="user:window", at=world.clock.now)
        site["households"].add(factories.household(id="h2", at=world.clock.now))

    world.commit(go_on)
    assert against(world, seal) == []


@pytest.mark.parametrize(
    ("tamper", "expected"),
    [
        (lambda site: site["cases"]._items.pop("c1"), ("case", "c1", "it was sealed and is gone")),
        (
            lambda site: site["cases"]["c1"].needs._items.pop("n1"),
            ("need", "n1", "it was sealed and is gone"),
        ),
        (lambda site: cut_history(site["cases"]["c1"]), ("case", "c1", "2 events were sealed, 1 are there")),
        (
            lambda site: setattr(site, "treasury", Ledger.for_treasury()),
            ("ledger", "treasury", "4 events were sealed, 0 are there"),
        ),
        (
            lambda site: site["cases"].add(factories.case(id="planted")),
            ("case", "planted", "it claims to be older than the seal and is not in it"),
        ),
    ],
    ids=["document removed", "part removed", "history cut", "ledger emptied", "backdated"],
)
def test_what_the_chains_alone_cannot_show_is_found(
    sealed: tuple[World, Seal], tamper: Callable[[Any], Any], expected: tuple[str, str, str]
) -> None:
    world, seal = sealed
    kind, id, what = expected
    if kind == "ledger":
        what = what.replace("4", str(world.site().treasury.count))
    world.commit(lambda site: tamper(site) and None)
    assert (kind, id, what) in against(world, seal)
    assert not [fault for fault in audit.faults(world.site()) if fault and fault.what != what]


def test_a_history_written_anew_is_found(sealed: tuple[World, Seal]) -> None:
    """Every digest is right and the chain is as long as before: only the sealed head tells."""
    world, seal = sealed

    def rewrite(site: Any) -> None:
        case = site["cases"]["c1"]
        cut_history(case)
        case.set_paper("id_card", "lack", **factories.BY)

    world.commit(rewrite)
    assert world.site()["cases"]["c1"].broken_chain() is None
    assert against(world, seal) == [("case", "c1", "event 1 is not the one that was sealed")]


def test_rows_cut_off_the_read_log_are_found(sealed: tuple[World, Seal]) -> None:
    world, seal = sealed
    path = world.registry.portal.readlog
    with sqlite3.connect(path) as log:
        log.execute("delete from documents where n = 2")
        log.execute("delete from reads where n = 2")
    log.close()
    assert audit.read_log_fault(path) is None, "the chain is whole without its end"
    assert against(world, seal) == [("readlog", "readlog.sqlite", "2 rows were sealed, 1 are there")]


def test_another_districts_seal_is_refused(sealed: tuple[World, Seal]) -> None:
    world, seal = sealed
    other = dataclasses.replace(seal, district="别的区")
    assert against(world, other) == [("seal", "1", "the signature does not fit")]


def test_seals_are_never_written_over(sealed: tuple[World, Seal]) -> None:
    world, seal = sealed
    store = SealStore(world.registry.portal.seals_folder)
    with pytest.raises(FileExistsError):
        store.add(seal)
    second = seal_now(world)
    assert (second.n, second.previous) == (2, seal.digest)
    assert store.numbers() == [2, 1]
    assert store.read(1) == seal


def test_the_key_is_private_and_kept(tmp_path: Path) -> None:
    ring = tmp_path / "keyring.json"
    first = key_beside(ring)
    assert isinstance(first, Ed25519PrivateKey)
    assert stat.S_IMODE((tmp_path / KEY_FILE).stat().st_mode) == 0o600
    assert key_beside(ring).public_key() == first.public_key()
    (tmp_path / KEY_FILE).chmod(0o644)
    with pytest.raises(VaultError):
        key_beside(ring)
