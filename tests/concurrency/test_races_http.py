"""Two browsers press the same button at the same moment: one is done, the other is told so kindly."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from pyramid.interfaces import IContextFound
from pyramid_retry import IBeforeRetry

from content.household import Household, Member
from portal.demo.people import TOWN, VILLAGE
from tests import factories
from tests.factories import BY


@pytest.fixture
def case_path(world: Any) -> str:
    """An admitted case of a household with a head, both in the tree."""

    def build(site: Any) -> str:
        family = site["households"].add(Household(town=TOWN, village=VILLAGE, **BY))
        head = family.add_member(Member(household_id=family.id, relation="head"))
        head.keep(world.vault, {"name": "李守田"})
        document = site["cases"].add(
            factories.case(household_id=family.id, town=TOWN, village=VILLAGE, title="医疗")
        )
        family.case_ids = (document.id,)
        document.admit(due=None, **BY)
        site.worklists.update(document, f"/cases/{document.id}")
        return f"/cases/{document.id}"

    return str(world.commit(build))


@pytest.fixture
def together(world: Any) -> Callable[..., list[Any]]:
    """Runs the requests so that each has read the tree before any of them commits, and gives the answers."""

    def run(*requests: Callable[[], Any]) -> list[Any]:
        barrier = threading.Barrier(len(requests))

        def wait(event: Any) -> None:
            if event.request.method == "POST" and event.request.environ.get("retry.attempt", 0) == 0:
                barrier.wait(timeout=20)

        world.registry.registerHandler(wait, (IContextFound,))
        try:
            with ThreadPoolExecutor(len(requests)) as pool:
                return [future.result() for future in [pool.submit(request) for request in requests]]
        finally:
            world.registry.unregisterHandler(wait, (IContextFound,))

    return run


def press(world: Any, login: str, path: str, do: str, text: str = "") -> Callable[[], Any]:
    """The form is opened now; what is given back presses its button."""
    form = world.client(login).get(f"{path}/@@step", {"do": do}).forms["step"]
    if text:
        form["text"] = text
    return lambda: form.submit("go", status="*")


def answer_of(answers: list[Any], status: int) -> Any:
    found = [answer for answer in answers if answer.status_int == status]
    assert len(found) == 1, [answer.status for answer in answers]
    return found[0]


def test_one_of_two_social_workers_has_the_case(world: Any, case_path: str, together: Any) -> None:
    retried: list[Any] = []
    world.registry.registerHandler(retried.append, (IBeforeRetry,))
    answers = together(
        press(world, "worker", case_path, "claim"), press(world, "worker2", case_path, "claim")
    )
    assert len(retried) == 1, "otherwise one came after the other, and there was no race"
    answer_of(answers, 303)
    told = answer_of(answers, 409)
    told.mustcontain("已经有人先认领了")
    case = world.site()["cases"][case_path.rpartition("/")[2]]
    winner = answers.index(answer_of(answers, 303))
    assert case.worker == ("worker", "worker2")[winner]
    assert [event.name for event in case.history].count("claim") == 1
    assert world.site()["households"][case.household_id].workers == (case.worker,)
    assert case.broken_chain() is None


def test_whoever_opened_the_page_earlier_and_presses_later_is_told(world: Any, case_path: str) -> None:
    first, second = press(world, "worker", case_path, "claim"), press(world, "worker2", case_path, "claim")
    assert first().status_int == 303
    told = second()
    assert told.status_int == 409
    told.mustcontain("已经有人先认领了")
    assert "李守田" not in told.text
    assert world.site()["cases"][case_path.rpartition("/")[2]].worker == "worker"


def test_the_loser_may_open_neither_case_nor_household(world: Any, case_path: str) -> None:
    assert press(world, "worker", case_path, "claim")().status_int == 303
    household = world.site()["cases"][case_path.rpartition("/")[2]].household_id
    loser = world.client("worker2")
    loser.get(case_path, status=404)
    loser.get(f"/households/{household}", status=404)


def test_one_person_who_presses_twice_has_it_once(world: Any, case_path: str, together: Any) -> None:
    answers = together(press(world, "worker", case_path, "claim"), press(world, "worker", case_path, "claim"))
    answer_of(answers, 303)
    answer_of(answers, 409)
    case = world.site()["cases"][case_path.rpartition("/")[2]]
    assert [event.name for event in case.history].count("claim") == 1


def test_closing_twice_closes_once_and_says_so(world: Any, case_path: str, together: Any) -> None:
    answers = together(
        press(world, "window", case_path, "close", "已帮助"),
        press(world, "window", case_path, "close", "办完了"),
    )
    answer_of(answers, 303)
    answer_of(answers, 409).mustcontain("别人已经先办了一步")
    case = world.site()["cases"][case_path.rpartition("/")[2]]
    assert [event.name for event in case.history].count("close") == 1


def test_a_claim_against_a_closing(world: Any, case_path: str, together: Any) -> None:
    claimed, closed = together(
        press(world, "worker", case_path, "claim"), press(world, "window", case_path, "close", "已帮助")
    )
    case = world.site()["cases"][case_path.rpartition("/")[2]]
    assert closed.status_int == 303
    assert case.state == "closed"
    # The claim came first, and the closing after it; or the closing came first, and then there is nothing to claim.
    assert (claimed.status_int, case.worker) in [(303, "worker"), (404, "")]


def test_signing_in_from_two_places_at_once(world: Any, together: Any) -> None:
    def sign_in() -> Any:
        form = world.client().get("/sign-in").forms["sign-in"]
        form["login"], form["password"] = "window", "zhoucun-demo"
        return lambda: form.submit("sign_in", status="*")

    answers = together(sign_in(), sign_in())
    assert [answer.status_int for answer in answers] == [303, 303]
    account = world.site()["accounts"]["window"]
    assert [event.name for event in account.history].count("signed_in") == 2
    assert account.broken_chain() is None
