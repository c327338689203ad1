"""Finding a household by what is sealed: keyed hashes of ID numbers, phones, names and their pinyin."""

from __future__ import annotations

from collections.abc import Iterable

from persistent import Persistent
from pypinyin import lazy_pinyin

from content.tree import WideOOBTree
from content.vault import Vault


class Lookup(Persistent):
    """Keyed hash → ids of documents. The tree holds no word that anybody could read."""

    def __init__(self) -> None:
        self._ids = WideOOBTree()

    def put(self, vault: Vault, kind: str, value: str, document_id: str) -> None:
        if value.strip():
            key = vault.fingerprint(kind, value)
            self._ids[key] = tuple(sorted({*self._ids.get(key, ()), document_id}))

    def drop(self, vault: Vault, kind: str, value: str, document_id: str) -> None:
        if not value.strip():
            return
        key = vault.fingerprint(kind, value)
        left = tuple(i for i in self._ids.get(key, ()) if i != document_id)
        if left:
            self._ids[key] = left
        else:
            self._ids.pop(key, None)

    def find(self, vault: Vault, kind: str, value: str) -> tuple[str, ...]:
        found: tuple[str, ...] = self._ids.get(vault.fingerprint(kind, value), ()) if value.strip() else ()
        return found

    def at(self, key: str) -> tuple[str, ...]:
        """Ids of documents under a hash that was made elsewhere."""
        found: tuple[str, ...] = self._ids.get(key, ())
        return found

    def put_name(self, vault: Vault, name: str, document_id: str) -> None:
        """A name is found as written and as it sounds: 马丽欣 is looked for when 马立新 comes."""
        self.put(vault, "name", name, document_id)
        self.put(vault, "pinyin", sound(name), document_id)

    def find_name(self, vault: Vault, name: str) -> tuple[str, ...]:
        return _merged([self.find(vault, "name", name), self.find(vault, "pinyin", sound(name))])


def sound(name: str) -> str:
    """The name in pinyin without tones."""
    return "".join(lazy_pinyin(name))


def _merged(lists: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(i for ids in lists for i in ids))
