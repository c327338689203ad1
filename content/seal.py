"""A seal over all records: one Merkle root of every chain's head, signed, kept where the database is not.

A leaf is (record, how many events it has, its head). Who keeps a seal can prove later that no record was taken away,
shortened or rewritten since, which the chains alone cannot show: a chain that is gone leaves nothing behind.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import NamedTuple

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from content.history import GENESIS

FORMAT = "jiujinan seal 1"


class Leaf(NamedTuple):
    """What a seal says of one record: a document, a ledger, a policy version or the reads."""

    id: str
    events: int
    head: str


class NotASeal(ValueError):
    """A file that is no seal, or not of this form."""


@dataclass(frozen=True)
class Seal:
    """*previous* is the digest of the seal before it, so seals are a chain too; *leaves* are in order of id."""

    district: str
    n: int
    at: datetime
    previous: str
    root: str
    public_key: str
    signature: str
    leaves: tuple[Leaf, ...]

    @property
    def message(self) -> bytes:
        """What is signed: everything but the leaves, which the root stands for."""
        at = self.at.isoformat()
        body = [FORMAT, self.district, self.n, at, self.previous, len(self.leaves), self.root]
        return _canonical([*body, self.public_key])

    @property
    def digest(self) -> str:
        """What the next seal names as its previous one, and the start of a sample's seed."""
        return hashlib.sha256(self.message).hexdigest()

    def wrong(self) -> str | None:
        """What is wrong with the seal itself, or None: its root and its signature are computed anew."""
        if list(self.leaves) != sorted(set(self.leaves)) or root_of(self.leaves) != self.root:
            return "the list does not give the root"
        try:
            key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(self.public_key))
            key.verify(bytes.fromhex(self.signature), self.message)
        except (ValueError, InvalidSignature):
            return "the signature does not fit"
        return None


def make_seal(
    leaves: Iterable[Leaf], key: Ed25519PrivateKey, *, district: str, at: datetime, before: Seal | None
) -> Seal:
    """The seal that follows *before* (None for the first)."""
    ordered = tuple(sorted(leaves))
    seal = Seal(
        district=district,
        n=before.n + 1 if before else 1,
        at=at,
        previous=before.digest if before else GENESIS,
        root=root_of(ordered),
        public_key=key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw).hex(),
        signature="",
        leaves=ordered,
    )
    return replace(seal, signature=key.sign(seal.message).hex())


def root_of(leaves: Sequence[Leaf]) -> str:
    """The Merkle root (RFC 6962, 2.1): leaves and nodes are hashed apart, so that neither can pass for the other."""
    level = [hashlib.sha256(b"\x00" + _canonical(list(leaf))).digest() for leaf in leaves]
    if not level:
        return hashlib.sha256(b"").hexdigest()
    while len(level) > 1:
        pairs = zip(level[::2], level[1::2], strict=False)
        above = [hashlib.sha256(b"\x01" + left + right).digest() for left, right in pairs]
        level = above + level[len(level) - len(level) % 2 :]
    return level[0].hex()


def written(seal: Seal) -> str:
    """The seal as a file: JSON that people can read, one record a line."""
    head = {
        "format": FORMAT,
        "district": seal.district,
        "n": seal.n,
        "at": seal.at.isoformat(),
        "previous": seal.previous,
        "root": seal.root,
        "public_key": seal.public_key,
        "signature": seal.signature,
    }
    lines = ",\n".join(json.dumps(list(leaf), ensure_ascii=False) for leaf in seal.leaves)
    return f'{json.dumps(head, ensure_ascii=False, indent=1)[:-2]},\n "leaves": [\n{lines}\n]}}\n'


def read_seal(text: str) -> Seal:
    """The seal in a file's text; raises NotASeal."""
    try:
        raw = json.loads(text)
        if raw.pop("format") != FORMAT:
            raise NotASeal("another format")
        leaves = tuple(Leaf(str(id), int(count), str(head)) for id, count, head in raw.pop("leaves"))
        at = datetime.fromisoformat(raw.pop("at"))
        return Seal(at=at, leaves=leaves, **raw)
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise NotASeal(str(error)) from None


def _canonical(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
