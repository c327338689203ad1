"""A window clerk with a phone and no mouse: told of what is late, opens it from the message, and it waits no more."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from portal.demo.people import TOWN, VILLAGE
from portal.worker import run_due
from tests import factories
from tests.browser.page_check import sideways
from tests.conftest import NOW

pytestmark = pytest.mark.browser


def test_a_clerk_is_reminded_on_the_phone(world: Any, someone: Any) -> None:
    def lodge(site: Any) -> None:
        household = site["households"].add(factories.household(id="h1", town=TOWN, village=VILLAGE))
        factories.member(household).keep(world.vault, {"name": "李守田"})
        case = site["cases"].add(factories.case(id="c1", household_id="h1", town=TOWN, village=VILLAGE))
        site.worklists.update(case, "/cases/c1")

    world.commit(lodge)
    clerk = someone("window", width=390, keyboard=True)
    clerk.press("消息")
    clerk.sees("没有没看过的消息")
    world.clock.now = NOW + timedelta(days=4)
    run_due(world.registry)
    # The session has run out over the days: what is wrong first is told, then it goes on.
    clerk.go("/inbox")
    clerk.sees("登录")
    clerk.sign_in("window")
    clerk.sees("超期 1 个工作日")
    clerk.press("消息")
    clerk.sees("1 条消息没看过")
    clerk.sees("超期没有办")
    clerk.sees("李守田")
    assert sideways(clerk.page) == []
    clerk.press("打开")
    clerk.sees("李守田一家")
    clerk.go("/inbox")
    clerk.sees("没有没看过的消息")
    clerk.sees("看过的，或已经办了的")
