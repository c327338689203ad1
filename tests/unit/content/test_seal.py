"""Seals: the root that others can compute, what is signed, and what a changed file says of itself."""

from __future__ import annotations

import dataclasses
import hashlib
from datetime import UTC, datetime

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from content.seal import Leaf, NotASeal, Seal, make_seal, read_seal, root_of, written

AT = datetime(2026, 11, 23, 1, 12, tzinfo=UTC)
KEY = Ed25519PrivateKey.generate()
LEAVES = tuple(Leaf(f"case:{letter}", number, letter * 64) for number, letter in enumerate("abcde"))


def seal(leaves: tuple[Leaf, ...] = LEAVES, before: Seal | None = None) -> Seal:
    return make_seal(leaves, KEY, district="周村区", at=AT, before=before)


def test_the_root_is_rfc_6962s() -> None:
    """Written out by hand for three leaves: the third goes up alone."""

    def leaf(text: str) -> bytes:
        return hashlib.sha256(b"\x00" + text.encode()).digest()

    one, two, three = (leaf(f'["case:{c}",{n},"{c * 64}"]') for n, c in enumerate("abc"))
    left = hashlib.sha256(b"\x01" + one + two).digest()
    assert root_of(LEAVES[:3]) == hashlib.sha256(b"\x01" + left + three).hexdigest()
    assert root_of(()) == hashlib.sha256(b"").hexdigest()


@given(st.integers(0, 40), st.integers(0, 39), st.sampled_from(["drop", "shorten", "change"]))
def test_no_leaf_can_change_under_a_root(size: int, at: int, how: str) -> None:
    leaves = [Leaf(f"need:{n:02}", n + 1, "0" * 64) for n in range(size)]
    if at >= size:
        return
    root = root_of(leaves)
    changed = leaves[at]._replace(events=0) if how == "shorten" else leaves[at]._replace(head="1" * 64)
    other = leaves[:at] + ([] if how == "drop" else [changed]) + leaves[at + 1 :]
    assert root_of(other) != root


def test_a_file_gives_the_same_seal_back() -> None:
    made = seal()
    assert read_seal(written(made)) == made
    assert made.wrong() is None


def test_seals_are_a_chain() -> None:
    first = seal()
    second = seal(before=first)
    assert (second.n, second.previous) == (2, first.digest)


@pytest.mark.parametrize(
    ("changes", "what"),
    [
        ({"leaves": LEAVES[1:]}, "the list does not give the root"),
        ({"leaves": (LEAVES[1], LEAVES[0], *LEAVES[2:])}, "the list does not give the root"),
        ({"at": AT.replace(year=2025)}, "the signature does not fit"),
        ({"n": 7}, "the signature does not fit"),
        ({"previous": "1" * 64}, "the signature does not fit"),
        ({"signature": "00"}, "the signature does not fit"),
        ({"public_key": "zz"}, "the signature does not fit"),
    ],
)
def test_a_changed_seal_says_so(changes: dict[str, object], what: str) -> None:
    assert dataclasses.replace(seal(), **changes).wrong() == what  # type: ignore[arg-type]


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"format": "jiujinan seal 1"}', '{"format": "other"}'])
def test_what_is_no_seal_is_refused(text: str) -> None:
    with pytest.raises(NotASeal):
        read_seal(text)
