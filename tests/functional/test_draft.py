"""A clerk is interrupted at the counter: what was typed waits on the work list, for that clerk alone."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from content.draft import Draft
from portal import audit, worker
from portal.demo.people import VILLAGE
from tests.conftest import NOW, World
from tests.functional.test_day_window import cases, come, people
from tests.functional.test_family import step

TYPED = {"name": "李守田", "phone": "13805330147", "story": "父亲住院，话没说完就走了。", "village": VILLAGE}


def interrupted(client: Any, path: str = "/intake", button: str = "save", status: int = 303) -> Any:
    form = client.get(path).forms["intake"]
    for name, value in TYPED.items():
        form[name] = value
    return form.submit(button, status=status)


def the_draft(world: World) -> Draft:
    (draft,) = world.site()["drafts"]
    return draft


def finished(client: Any, path: str, **more: Any) -> Any:
    form = client.get(path).forms["intake"]
    for name, value in ({"no_id_reason": "not_at_hand", "address": "3 号楼", "urgency": "1"} | more).items():
        form[name] = value
    form["what"], form["amount"], form["consent"] = "living", "800", True
    return form.submit("register", status=303)


@pytest.fixture
def window(world: World) -> Any:
    return world.client("window")


def test_kept_found_again_and_finished_in_one_go(world: World, window: Any) -> None:
    interrupted(window)
    draft = the_draft(world)
    assert (cases(world), draft.due if hasattr(draft, "due") else None) == ([], None)
    page = window.get("/me")
    page.mustcontain("没填完的登记", "09:12")
    assert "李守田" not in page.text
    page = window.get(f"/drafts/{draft.id}")
    form = page.forms["intake"]
    assert {name: form[name].value for name in TYPED} == TYPED
    assert "处要改" not in page.text
    assert form["late_day"].value == ""
    world.clock.now += timedelta(hours=2)
    finished(window, f"/drafts/{draft.id}")
    (case,) = cases(world)
    assert case.first_contact.at == NOW
    assert (the_draft(world).state, the_draft(world).has_personal("typed")) == ("finished", False)
    assert "没填完的登记" not in window.get("/me").text
    window.get(f"/drafts/{draft.id}", status=303).follow().mustcontain("李守田")
    assert [fault for fault in audit.faults(world.site()) if fault] == []


def test_on_another_day_the_first_time_is_offered_as_the_time_of_lodging(world: World, window: Any) -> None:
    come(window)
    (one,) = people(world)
    step(window, f"/walkins/{one.id}", "call")
    world.clock.now += timedelta(minutes=20)
    interrupted(window, f"/intake?walkin={one.id}")
    world.clock.now = NOW + timedelta(days=2)
    window = world.client("window")
    path = f"/drafts/{the_draft(world).id}"
    form = window.get(path).forms["intake"]
    assert (form["late_day"].value, form["late_time"].value) == ("2026-11-23", "09:12")
    finished(window, path)
    (case,) = cases(world)
    assert case.lodged_at == case.first_contact.at == NOW
    assert people(world)[0].state == "served"


def test_it_is_nobody_elses(world: World, window: Any) -> None:
    interrupted(window)
    path = f"/drafts/{the_draft(world).id}"
    for other in ("window2", "bureau", "village", "auditor", "admin"):
        world.client(other).get(path, status=404)
    world.client().get(path, status=303)
    # The id of somebody else's draft in a form of one's own keeps another one.
    form = world.client("window2").get("/intake").forms["intake"]
    form["once"].force_value(the_draft(world).id)
    form["name"] = "别人"
    form.submit("save", status=303)
    mine = world.site()["drafts"][path.rpartition("/")[2]]
    assert "李守田" in mine.reveal(world.vault, "typed")
    assert len(list(world.site()["drafts"])) == 2


def test_thrown_away_nothing_is_left_of_it(world: World, window: Any) -> None:
    interrupted(window)
    path = f"/drafts/{the_draft(world).id}"
    step(window, path, "discard")
    assert (the_draft(world).state, the_draft(world).has_personal("typed")) == ("discarded", False)
    window.get(path, status=404)
    assert "没填完的登记" not in window.get("/me").text


def test_what_nobody_goes_on_with_is_removed_by_the_worker(world: World, window: Any) -> None:
    interrupted(window)
    world.clock.now = NOW + timedelta(days=13, hours=20)
    worker.run_due(world.registry)
    assert the_draft(world).state == "kept"
    world.clock.now = NOW + timedelta(days=14, hours=20)
    worker.run_due(world.registry)
    draft = the_draft(world)
    assert (draft.state, draft.has_personal("typed"), draft.duties()) == ("expired", False, ())
    assert [(e.name, e.actor) for e in draft.history][-1] == ("expire", "system")


def test_more_than_a_registration_can_be_is_not_kept(world: World, window: Any) -> None:
    form = window.get("/intake").forms["intake"]
    tokens = {name: form[name].value for name in ("csrf_token", "once")}
    rows: list[tuple[str, str]] = [
        *tokens.items(),
        ("__start__", "wants:mapping"),
        ("__start__", "needs:sequence"),
    ]
    for _ in range(12):
        rows += [("__start__", "need:mapping"), ("detail", "x" * 19_999), ("__end__", "need:mapping")]
    rows += [("__end__", "needs:sequence"), ("__end__", "wants:mapping"), ("save", "save")]
    window.post("/intake", rows, status=400).mustcontain("太多")
    assert list(world.site()["drafts"]) == []
