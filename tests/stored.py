"""A database for tests that ask what was really stored: commit here, look from another connection."""

from __future__ import annotations

from typing import Any

import transaction
from ZODB.DemoStorage import DemoStorage

from portal.database import GuardedDB


class Hand:
    """One connection with a transaction manager of its own."""

    def __init__(self, database: GuardedDB) -> None:
        self.manager = transaction.TransactionManager()
        self.connection = database.open(transaction_manager=self.manager)

    @property
    def root(self) -> Any:
        return self.connection.root()

    def close(self) -> None:
        self.manager.abort()
        self.connection.close()


class Shelf:
    """Stores things by name, and gives each look a connection that has seen nothing yet."""

    def __init__(self) -> None:
        self.database = GuardedDB(DemoStorage())
        self._hands: list[Hand] = []

    def open(self) -> Hand:
        hand = Hand(self.database)
        hand.connection.cacheMinimize()
        self._hands.append(hand)
        return hand

    def store(self, **things: Any) -> Any:
        """Commit; gives the root as the next connection sees it."""
        hand = self.open()
        hand.root.update(things)
        hand.manager.commit()
        return self.open().root

    def close(self) -> None:
        for hand in self._hands:
            hand.close()
        self.database.close()
