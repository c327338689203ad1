"""The vault: what is sealed opens at its own place under its own key, and nowhere else."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.document import Document
from content.error import VaultError
from content.vault import KeyRing, Sealed, Vault
from tests import factories
from tests.factories import VAULT, need
from tests.stored import Shelf

TEXT = st.text(st.characters(exclude_categories=("Cs",)), min_size=1, max_size=40)


@given(text=TEXT, context=TEXT)
def test_what_was_sealed_opens(text: str, context: str) -> None:
    assert VAULT.open(VAULT.seal(text, context), context) == text


@given(text=TEXT)
def test_the_same_text_never_looks_the_same(text: str) -> None:
    assert VAULT.seal(text, "c").body != VAULT.seal(text, "c").body


@given(text=TEXT, context=TEXT, other=TEXT)
def test_another_place_does_not_open_it(text: str, context: str, other: str) -> None:
    if context != other:
        with pytest.raises(VaultError):
            VAULT.open(VAULT.seal(text, context), other)


@given(text=TEXT, data=st.data())
def test_a_changed_byte_does_not_open(text: str, data: Any) -> None:
    sealed = VAULT.seal(text, "c")
    part = data.draw(st.sampled_from(["nonce", "body"]))
    raw = bytearray(getattr(sealed, part))
    raw[data.draw(st.integers(0, len(raw) - 1))] ^= data.draw(st.integers(1, 255))
    with pytest.raises(VaultError):
        VAULT.open(replace(sealed, **{part: bytes(raw)}), "c")


def test_a_key_that_is_gone_says_so_and_nothing_else() -> None:
    with pytest.raises(VaultError, match="could not be opened"):
        VAULT.open(replace(VAULT.seal("张桂芬", "c"), key_id="gone"), "c")


def test_an_older_key_still_opens_after_rotation() -> None:
    old = KeyRing.new()
    sealed = Vault(old).seal("张桂芬", "c")
    fresh = KeyRing.new()
    rotated = replace(old, current=fresh.current, keys={**old.keys, **fresh.keys})
    assert Vault(rotated).open(sealed, "c") == "张桂芬"
    assert Vault(rotated).seal("张桂芬", "c").key_id == fresh.current


DOCUMENTS = (
    factories.discovery,
    factories.household,
    factories.case,
    factories.need,
    factories.referral,
    factories.visit,
    factories.account,
    factories.offer,
    factories.donation,
)


@pytest.mark.parametrize("build", DOCUMENTS)
def test_a_field_moved_to_another_field_or_document_does_not_open(build: Any) -> None:
    one, other = build(), build(id="other")
    fields = one.personal_fields
    for field in fields:
        one.keep(VAULT, {field: "秘密"})
        sealed = one._sealed[field]
        for target in (one, other):
            for place in fields:
                if (target, place) != (one, field):
                    target._sealed[place] = sealed
                    with pytest.raises(VaultError):
                        target.reveal(VAULT, place)


@pytest.mark.parametrize("build", DOCUMENTS)
def test_a_field_does_not_open_as_words_of_the_history_nor_the_other_way(build: Any) -> None:
    document = build()
    words = document.seal_detail(VAULT, "理由")
    for field in document.personal_fields:
        document.keep(VAULT, {field: "秘密"})
        with pytest.raises(VaultError):
            document.open_detail(VAULT, document._sealed[field])
        document._sealed[field] = words
        with pytest.raises(VaultError):
            document.reveal(VAULT, field)


def test_members_of_one_household_do_not_open_each_other() -> None:
    family = factories.household()
    one, two = factories.member(family), factories.member(family, "spouse")
    one.keep(VAULT, {"name": "马立新"})
    two._sealed["name"] = one._sealed["name"]
    with pytest.raises(VaultError):
        two.reveal(VAULT, "name")
    family._sealed["phone"] = one._sealed["name"]
    with pytest.raises(VaultError):
        family.reveal(VAULT, "phone")


def test_fields_that_a_document_does_not_have_are_refused() -> None:
    document: Document = need()
    with pytest.raises(KeyError):
        document.keep(VAULT, {"diagnosis": "x"})
    with pytest.raises(KeyError):
        document.reveal(VAULT, "diagnosis")


@pytest.mark.parametrize("nothing", [None, ""])
def test_nothing_removes_what_was_there(nothing: str | None) -> None:
    document = need()
    document.keep(VAULT, {"detail": "住院"})
    document.keep(VAULT, {"detail": nothing})
    assert (document.has_personal("detail"), document.reveal(VAULT, "detail")) == (False, "")


def test_what_is_stored_does_not_hold_the_words(shelf: Shelf) -> None:
    family = factories.household()
    factories.member(family).keep(VAULT, {"name": "马立新", "id_number": "370306199001011234"})
    root = shelf.store(family=family)
    raw = b"".join(record.data for t in shelf.database.storage.iterator() for record in t if record.data)
    assert "马立新".encode() not in raw
    assert b"370306199001011234" not in raw
    assert root["family"].head_member.reveal(VAULT, "name") == "马立新"


def test_nothing_shows_in_a_repr() -> None:
    assert repr(Sealed("k", b"n", b"b")) == "Sealed(…)"
    ring = KeyRing.new()
    assert repr(ring) == f"KeyRing(current={ring.current!r})"


class TestKeyRing:
    def test_it_is_read_as_it_was_written(self, tmp_path: Path) -> None:
        ring, path = KeyRing.new(), tmp_path / "keyring.json"
        ring.write(path)
        assert KeyRing.read(path) == ring
        assert path.stat().st_mode & 0o777 == 0o600

    def test_it_never_overwrites(self, tmp_path: Path) -> None:
        path = tmp_path / "keyring.json"
        KeyRing.new().write(path)
        before = path.read_bytes()
        with pytest.raises(FileExistsError):
            KeyRing.new().write(path)
        assert path.read_bytes() == before

    @pytest.mark.parametrize("mode", [0o640, 0o604, 0o660])
    def test_it_is_refused_where_others_may_read_it(self, tmp_path: Path, mode: int) -> None:
        path = tmp_path / "keyring.json"
        KeyRing.new().write(path)
        path.chmod(mode)
        with pytest.raises(VaultError, match="0600"):
            KeyRing.read(path)


class TestFingerprint:
    def test_equal_values_are_found_however_they_were_typed(self) -> None:
        written = VAULT.fingerprint("phone", "138 0013 8000")
        assert written == VAULT.fingerprint("phone", "１３８００１３８０００")  # noqa: RUF001
        assert VAULT.fingerprint("id", "37030619900101123X") == VAULT.fingerprint("id", "37030619900101123x")

    def test_kinds_and_districts_are_apart(self) -> None:
        assert VAULT.fingerprint("phone", "1") != VAULT.fingerprint("id", "1")
        assert VAULT.fingerprint("phone", "1") != Vault(KeyRing.new()).fingerprint("phone", "1")

    def test_it_does_not_hold_the_value(self) -> None:
        assert "13800138000" not in VAULT.fingerprint("phone", "13800138000")
