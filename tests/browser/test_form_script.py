"""What our script adds to forms: rows in the page, the villages of a town, the focus on errors, one sending only."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

pytestmark = pytest.mark.browser


@pytest.fixture
def page(someone: Callable[..., Any]) -> Any:
    clerk = someone("window", width=390)
    clerk.go("/intake")
    return clerk.page


def rows(page: Any) -> Any:
    return page.locator("form fieldset.one-row").filter(has=page.locator("[id^=members]"))


def test_rows_are_added_numbered_and_taken_away_without_a_request(page: Any) -> None:
    requests: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    for _ in range(3):
        page.get_by_role("button", name="再加一位家人").click()
    assert rows(page).count() == 3
    assert page.evaluate("document.activeElement.id").endswith("-name")
    rows(page).nth(0).get_by_label("姓名").fill("马小雨")
    rows(page).nth(2).get_by_label("姓名").fill("张兰")
    rows(page).nth(1).get_by_role("button", name="去掉这一行").click()
    assert rows(page).locator("legend [data-number]").all_inner_texts() == ["1", "2"]
    assert [field.input_value() for field in rows(page).get_by_label("姓名").all()] == ["马小雨", "张兰"]
    ids = page.evaluate("[...document.querySelectorAll('[id]')].map(tag => tag.id)")
    assert len(ids) == len(set(ids))
    assert requests == []


def test_rows_added_in_the_page_arrive_and_come_back(page: Any) -> None:
    for name in ("马小雨", "张兰"):
        page.get_by_role("button", name="再加一位家人").click()
        rows(page).last.get_by_label("姓名").fill(name)
    page.get_by_role("button", name="登记并打印回执").last.click()
    page.wait_for_load_state("load")
    assert [field.input_value() for field in rows(page).get_by_label("姓名").all()] == ["马小雨", "张兰"]


def test_the_summary_of_errors_has_the_focus_and_leads_to_the_fields(page: Any) -> None:
    page.get_by_role("button", name="登记并打印回执").last.click()
    page.wait_for_load_state("load")
    assert page.evaluate("document.activeElement.getAttribute('role')") == "alert"
    page.locator("section.errors a").first.click()
    first = page.locator("section.errors a").first.get_attribute("href")
    assert page.evaluate("document.activeElement.id") == first[1:]


def test_enter_in_a_field_sends_the_form_and_adds_no_row(page: Any) -> None:
    page.get_by_label("住址").press("Enter")
    page.wait_for_selector("section.errors")
    assert rows(page).count() == 0


def test_only_the_villages_of_the_chosen_town_are_offered(page: Any) -> None:
    town, village = page.locator("#town"), page.locator("#village")
    town.select_option(label="北郊镇")
    offered = village.locator("optgroup:not([disabled])")
    assert offered.count() == 1
    assert offered.get_attribute("label") == "北郊镇"
    village.select_option(value=offered.locator("option").first.get_attribute("value"))
    town.select_option(label="南郊镇")
    assert village.input_value() == ""
    town.select_option(value="")
    assert village.locator("optgroup[disabled]").count() == 0


def test_a_second_press_on_the_way_is_not_sent(page: Any) -> None:
    sent = page.evaluate(
        """() => {
            const form = document.getElementById('intake');
            const passed = [];
            document.addEventListener('submit', event => {
                passed.push(!event.defaultPrevented);
                event.preventDefault();
            });
            const button = form.querySelector('button[name=register]');
            form.requestSubmit(button);
            form.requestSubmit(button);
            return passed;
        }"""
    )
    assert sent == [True, False]
