"""Writes a district that was played in memory into its file, in one transaction that the disk is waited for once."""

from __future__ import annotations

from ZODB import DB
from ZODB.Connection import TransactionMetaData
from ZODB.utils import z64
from zodburi import resolve_uri


def write_down(database: DB, uri: str) -> None:
    """Every object as it is now, under the last transaction's id: an index made before stays in step with the file."""
    objects = {
        record.oid: record.data for transaction in database.storage.iterator() for record in transaction
    }
    factory, _options = resolve_uri(uri)
    storage = factory()
    try:
        whole = TransactionMetaData(description="demo")
        storage.tpc_begin(whole, tid=database.storage.lastTransaction())
        for oid, data in sorted(objects.items()):
            storage.store(oid, z64, data, "", whole)
        storage.tpc_vote(whole)
        storage.tpc_finish(whole)
    finally:
        storage.close()
