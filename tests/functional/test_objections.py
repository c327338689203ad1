"""An applicant does not accept a decision: the bureau answers in writing, and what it changes is done."""

from __future__ import annotations

from typing import Any

import pytest

from content.workflow import fire
from tests.conftest import NOW, World
from tests.functional.test_status import RECEIPT, ask
from tests.registered import CLERK, TAIL, family, with_receipt

STORY = "我家不是没有困难，是材料还在医院。"
ANSWER = "经查，材料可以后补，应当受理。"


@pytest.fixture
def district(world: World) -> World:
    """A family that was not admitted, with its receipt."""

    def build(site: Any) -> None:
        case = family(site, world.vault, "a")
        with_receipt(site, world.vault, case, RECEIPT, TAIL)
        case.state = "lodged"
        fire(case, "refuse", reason="x", actor=CLERK, at=NOW)

    world.commit(build)
    return world


def applicant(world: World) -> Any:
    client = world.client()
    ask(client, status=303)
    return client


def object_to(client: Any, status: int = 303, **values: str) -> Any:
    form = client.get("/status/object").forms["objection"]
    for name, value in ({"about": "not_admitted", "story": STORY} | values).items():
        form[name] = value
    return form.submit("object", status=status)


def the_objection(world: World) -> Any:
    (found,) = world.site()["objections"]
    return found


def answer(world: World, result: str, said: str = ANSWER) -> None:
    form = world.client("bureau").get(f"/objections/{the_objection(world).id}/@@answer").forms["answer"]
    form["result"], form["said"] = result, said
    form.submit("answer", status=303)


def test_a_refusal_that_was_wrong_lies_at_the_window_again(district: World) -> None:
    client = applicant(district)
    object_to(client)
    page = client.get("/status/case").text
    assert "12月8日" in page
    path = f"/objections/{the_objection(district).id}"
    bureau = district.client("bureau")
    assert path in bureau.get("/me").text
    assert STORY in bureau.get(path).text

    answer(district, "changed")

    site = district.site()
    assert site["cases"]["c-a"].state == "lodged"
    assert the_objection(district).state == "answered"
    assert "/cases/c-a" in district.client("window").get("/me").text
    page = client.get("/status/case").text
    assert ANSWER in page
    assert "行政复议" in page
    sheet = district.client("window").get(f"{path}/@@paper").html.find("main").get_text()
    assert "周救告〔2026〕" in sheet
    assert "六十日内" in sheet


def test_a_decision_that_stands_is_explained_and_open_to_reconsideration(district: World) -> None:
    client = applicant(district)
    object_to(client)
    answer(district, "upheld", "您家的收入高于标准。")
    assert district.site()["cases"]["c-a"].state == "not_admitted"
    page = client.get("/status/case").text
    assert "维持原来的决定" in page
    assert "您家的收入高于标准。" in page
    assert the_objection(district).duties() == ()


def test_what_the_bureau_changes_is_on_the_windows_list_until_it_is_done(district: World) -> None:
    district.commit(lambda site: setattr(site["cases"]["c-a"], "state", "admitted"))
    client = applicant(district)
    object_to(client, about="amount")
    answer(district, "changed", "按三个月的标准补发。")
    window = district.client("window")
    path = f"/objections/{the_objection(district).id}"
    assert path in window.get("/me").text
    form = window.get(f"{path}/@@step?do=carry_out").forms["step"]
    form["text"] = "已补发。"
    form.submit("go", status=303)
    assert the_objection(district).state == "answered"
    assert path not in window.get("/me").text


def test_a_notice_is_named_by_its_paper_number(district: World) -> None:
    client = applicant(district)
    refused = object_to(client, about="public_notice", status=400)
    assert "公示纸上的编号" in refused.text
    assert STORY in refused.text
    object_to(client, about="public_notice", paper_number="周救示〔2026〕北郊0007号")
    assert the_objection(district).paper_number == "周救示〔2026〕北郊0007号"


def test_the_same_objection_twice_waits_for_its_answer_and_can_be_taken_back(district: World) -> None:
    client = applicant(district)
    object_to(client)
    assert "还没有答复" in object_to(client, status=409).text
    page = client.get("/status/case")
    form = next(form for form in page.forms.values() if "objection" in form.fields)
    form.submit(status=303)
    assert the_objection(district).state == "withdrawn"
    object_to(client)


def test_nobody_objects_without_the_receipt_or_for_another_family(district: World) -> None:
    assert district.client().get("/status/object", status=303).location.endswith("again=1")
    client = applicant(district)
    object_to(client)
    assert district.client("window2").get(f"/objections/{the_objection(district).id}", status=404)
    assert the_objection(district).created_at == NOW
