"""Personal data at rest: AES-256-GCM under a key ring that lives outside the database."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import os
import secrets
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from content.error import VaultError


@dataclass(frozen=True)
class Sealed:
    """A ciphertext as stored: which key, the nonce (12 bytes), the body with its tag."""

    key_id: str
    nonce: bytes
    body: bytes

    def __repr__(self) -> str:
        return "Sealed(…)"


@dataclass(frozen=True)
class KeyRing:
    """The district's keys: *current* seals, all of them open, *lookup* makes the hashes that find duplicates."""

    current: str
    keys: Mapping[str, bytes]
    lookup: bytes

    def __repr__(self) -> str:
        return f"KeyRing(current={self.current!r})"

    @classmethod
    def new(cls) -> KeyRing:
        key_id = secrets.token_hex(4)
        return cls(key_id, {key_id: secrets.token_bytes(32)}, secrets.token_bytes(32))

    @classmethod
    def read(cls, path: Path) -> KeyRing:
        """Read the ring's file; a file that others may read is refused."""
        if path.stat().st_mode & 0o077:
            raise VaultError(f"{path.name} must be readable by its owner alone (mode 0600)")
        raw = json.loads(path.read_text("utf-8"))
        keys = {key_id: base64.b64decode(key) for key_id, key in raw["keys"].items()}
        return cls(raw["current"], keys, base64.b64decode(raw["lookup"]))

    def write(self, path: Path) -> None:
        """Write the ring with mode 0600, never over an existing file: a lost key is lost data."""
        raw = {
            "current": self.current,
            "keys": {key_id: base64.b64encode(key).decode() for key_id, key in self.keys.items()},
            "lookup": base64.b64encode(self.lookup).decode(),
        }
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            json.dump(raw, file, indent=1)
            file.flush()
            os.fsync(file.fileno())


class Vault:
    """Seals and opens; *context* (document id and field) is bound in, so a ciphertext cannot be moved elsewhere."""

    def __init__(self, ring: KeyRing) -> None:
        self._ring = ring

    def seal(self, text: str, context: str) -> Sealed:
        return self.seal_bytes(text.encode(), context)

    def seal_bytes(self, data: bytes, context: str) -> Sealed:
        nonce = secrets.token_bytes(12)
        cipher = AESGCM(self._ring.keys[self._ring.current])
        return Sealed(self._ring.current, nonce, cipher.encrypt(nonce, data, context.encode()))

    def open(self, sealed: Sealed, context: str) -> str:
        """The text; raises VaultError where the key is gone or a byte was changed."""
        return self.open_bytes(sealed, context).decode()

    def open_bytes(self, sealed: Sealed, context: str) -> bytes:
        """The bytes, as ``open`` gives the text."""
        try:
            cipher = AESGCM(self._ring.keys[sealed.key_id])
            return cipher.decrypt(sealed.nonce, sealed.body, context.encode())
        except (KeyError, InvalidTag) as error:
            raise VaultError("A sealed value could not be opened") from error

    def fingerprint(self, kind: str, value: str) -> str:
        """A keyed hash that finds equal values without storing them: ID numbers, phones, names, their pinyin."""
        normal = "".join(unicodedata.normalize("NFKC", value).casefold().split())
        return hmac.new(self._ring.lookup, f"{kind}\0{normal}".encode(), hashlib.sha256).hexdigest()
