"""Two connections race for one case's claim, and for the last hours of an order: exactly one of them wins."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
import transaction
from ZODB.POSException import ConflictError

from content.error import Overdrawn, Taken
from tests import district


@pytest.fixture
def stage(world: Any) -> Any:
    def build(site: Any) -> None:
        case = district.family(site, world.vault)
        district.contract(site, 30).order(hours=5, proposal_id="p", case_id=case.id, **district.BY)

    world.commit(build)
    return world


def race(world: Any, first: Callable[[Any], Any], second: Callable[[Any], Any]) -> None:
    """Both act on what they saw before either committed; the second one's commit is refused."""
    managers = [transaction.TransactionManager() for _ in range(2)]
    connections = [world.database.open(manager) for manager in managers]
    for act, connection in zip((first, second), connections, strict=True):
        act(connection.root()["site"])
    managers[0].commit()
    with pytest.raises(ConflictError):
        managers[1].commit()
    for manager, connection in zip(managers, connections, strict=True):
        manager.abort()
        connection.close()


def claim(worker: str) -> Callable[[Any], None]:
    return lambda site: site["cases"]["case"].claim(worker=worker, agency="agency-tongxin", **district.BY)


def charge(visit: str) -> Callable[[Any], None]:
    return lambda site: next(iter(site["contracts"]["contract"].orders)).charge(3, visit, **district.BY)


def test_one_case_is_claimed_once(stage: Any) -> None:
    race(stage, claim("worker"), claim("worker2"))
    assert stage.site()["cases"]["case"].worker == "worker"
    with pytest.raises(Taken):
        stage.commit(claim("worker2"))


def test_the_last_hours_are_charged_once(stage: Any) -> None:
    race(stage, charge("one"), charge("two"))
    (order,) = stage.site()["contracts"]["contract"].orders
    assert (order.charged, order.visits) == (3, ("one",))
    with pytest.raises(Overdrawn):
        stage.commit(charge("two"))
