"""Attachments: sealed in their blob, bound to their document, bounded in number and size."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import transaction
from ZODB import DB

from content import attachment as module
from content.attachment import Attachment, require_room
from content.case import Case
from content.error import DomainError, VaultError
from portal.database import open_database
from tests import factories
from tests.factories import BY, VAULT

CONTENT = b"the bytes of an identity card, unique enough to be looked for" * 20


@pytest.fixture
def database(tmp_path: Path) -> Iterator[DB]:
    database = open_database(f"file://{tmp_path}/d.fs?blobstorage_dir={tmp_path}/files")
    yield database
    database.close()


def stored(database: DB) -> Case:
    """A committed case with one photo, as another connection sees it."""
    with database.transaction() as connection:
        owner = connection.root()["case"] = factories.case(id="c1")
        photo = factories.attachment(owner, id="a1")
        photo.keep(VAULT, {"filename": "李守田的身份证.jpg"})
        photo.write(VAULT, CONTENT)
    case: Case = database.open(transaction.TransactionManager()).root()["case"]
    return case


def test_what_was_written_comes_back_in_another_connection(database: DB) -> None:
    photo = stored(database).attachments["a1"]
    assert photo.read(VAULT) == CONTENT
    assert (photo.size, photo.is_whole()) == (len(CONTENT), True)
    assert photo.case.id == "c1"


def test_the_disk_holds_only_ciphertext(database: DB, tmp_path: Path) -> None:
    stored(database)
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert any(path.suffix == ".blob" for path in files)
    for path in files:
        data = path.read_bytes()
        assert CONTENT[:40] not in data, path
        assert "李守田".encode() not in data, path


def test_a_changed_byte_is_seen_with_and_without_the_key(database: DB, tmp_path: Path) -> None:
    photo = stored(database).attachments["a1"]
    (blob,) = tmp_path.rglob("*.blob")
    data = bytearray(blob.read_bytes())
    data[7] ^= 1
    blob.chmod(0o600)
    blob.write_bytes(bytes(data))
    assert not photo.is_whole()
    with pytest.raises(VaultError):
        photo.read(VAULT)


def test_a_blob_does_not_open_in_the_place_of_another(database: DB) -> None:
    one = stored(database).attachments["a1"]
    other = factories.attachment(factories.case(), id="a2")
    other._blob, other._key_id, other._nonce = one._blob, one._key_id, one._nonce
    with pytest.raises(VaultError):
        other.read(VAULT)


def test_what_is_removed_is_gone_and_says_why() -> None:
    photo = factories.attachment(factories.case())
    photo.write(VAULT, CONTENT)
    photo.remove(reason=photo.seal_detail(VAULT, "拍错了"), **BY)
    assert (photo.read(VAULT), photo.state, photo.size) == (b"", "removed", 0)
    assert photo.broken_chain() is None


def test_a_case_takes_so_many_files_and_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_FILES", 2)
    owner = factories.case()
    require_room(owner, 1)
    photos = [factories.attachment(owner) for _ in range(2)]
    with pytest.raises(DomainError):
        require_room(owner, 1)
    photos[0].remove(reason="x", **BY)
    require_room(owner, 1)


def test_a_case_takes_so_many_bytes_and_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_BYTES", 10)
    owner = factories.case()
    factories.attachment(owner).size = 6
    require_room(owner, 4)
    with pytest.raises(DomainError):
        require_room(owner, 5)


def test_a_department_sees_the_papers_of_its_open_referral_alone() -> None:
    owner = factories.case()
    referral = factories.referral(owner, unit="medical")
    photo: Any = factories.attachment(owner, paper="identity")
    assert photo.capacities()["receiver"] == ()
    referral.papers = ("identity",)
    assert photo.capacities()["receiver"] == ("handler@medical",)
    assert Attachment.capacities(factories.attachment(owner, paper=""))["receiver"] == ()
    referral.state = "completed"
    assert photo.capacities()["receiver"] == ()
