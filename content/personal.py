"""Fields under seal: what documents and household members keep of personal data, and how it is opened."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from persistent import Persistent
from persistent.mapping import PersistentMapping

from content.vault import Sealed, Vault

WORDS = "history/words"
"""Where a history's sealed words belong; no field has a name like this, so neither opens in the other's place."""


class SealedFields(Persistent):
    """Keeps the fields named in ``personal_fields`` as ciphertexts, each bound to its place."""

    personal_fields: ClassVar[tuple[str, ...]] = ()
    kind: ClassVar[str]
    id: str

    def __init__(self) -> None:
        self._sealed = PersistentMapping()

    def keep(self, vault: Vault, values: Mapping[str, str | None]) -> None:
        """Seal personal values; None or an empty one removes what was there."""
        for name, value in values.items():
            if name not in self.personal_fields:
                raise KeyError(name)
            if value:
                self._sealed[name] = vault.seal(value, self._context(name))
            else:
                self._sealed.pop(name, None)

    def reveal(self, vault: Vault, name: str) -> str:
        """Open one personal value ("" where there is none); the portal calls it where it records the read."""
        if name not in self.personal_fields:
            raise KeyError(name)
        sealed: Sealed | None = self._sealed.get(name)
        return vault.open(sealed, self._context(name)) if sealed else ""

    def has_personal(self, name: str) -> bool:
        return name in self._sealed

    def seal_detail(self, vault: Vault, text: str) -> Sealed:
        """People's own words (a reason, a result) as a history may hold them."""
        return vault.seal(text, self._context(WORDS))

    def open_detail(self, vault: Vault, sealed: Sealed) -> str:
        return vault.open(sealed, self._context(WORDS))

    def _context(self, name: str) -> str:
        return f"{self.kind}:{self.id}/{name}"
