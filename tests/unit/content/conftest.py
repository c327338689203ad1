"""A shelf per test: what was stored is looked at from a second connection."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.stored import Shelf


@pytest.fixture
def shelf() -> Iterator[Shelf]:
    shelf = Shelf()
    yield shelf
    shelf.close()
