"""What a stranger sees: the front page, a public need, projects and offers."""

from __future__ import annotations

from typing import Any
from urllib.robotparser import RobotFileParser
from xml.etree import ElementTree

import pytest

from content.offer import Offer
from content.project import Project
from content.source import Restrictions
from content.workflow import fire
from portal.demo.people import CHARITY, TOWN
from tests.conftest import NOW, World
from tests.registered import BUREAU, CLERK, family, published


def fill(site: Any, vault: Any) -> None:
    need = family(site, vault, "a").needs["n-a"]
    need.cover("referral:r1", "met", 120_000, "public")
    need.cover("proposal:p1", "proposed", 60_000, "project")
    published(site, need, title="一名初中生的生活费", text="学费已经免去，伙食费还差一半。", id="pub2345678")
    done = family(site, vault, "b", category="care", unit="hour", item="care", amount=40).needs["n-b"]
    done.cover("proposal:p2", "met", 40, "contract")
    published(site, done, title="手术后的陪护", text="每周两个下午。", id="done234567")
    by = {"actor": "user:charity", "at": NOW, "organisation_id": CHARITY}
    pupils = Restrictions(categories=("education",), places=(TOWN,))
    site["projects"].add(
        Project(
            title="金秋助学",
            filing_number="BA-2026-7",
            text="给读书的孩子。",
            budget_fen=1_000_000,
            restrictions=pupils,
            id="project234",
            **by,
        )
    )
    site["offers"].add(
        Offer(title="周六陪护队", unit="hour", item="care", amount=60, text="会照护。", id="offer23456", **by)
    )


@pytest.fixture
def district(world: World) -> World:
    world.commit(lambda site: fill(site, world.vault))
    world.index()
    return world


def test_the_front_page_shows_what_is_missing_and_what_was_done(district: World) -> None:
    page = district.client().get("/")
    assert "一名初中生的生活费" in page
    assert "¥1,800.00" in page
    done = page.html.find(id="done").find_parent("section").get_text()
    assert "手术后的陪护" in done
    assert "40 小时" in done
    assert "一名初中生" not in done


def test_the_front_page_of_an_empty_district_says_what_will_stand_there(world: World) -> None:
    page = world.client().get("/")
    assert "现在没有公开的需求" in page
    assert "看全部" not in page


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/needs",
        "/needs?q=%E5%AD%A6%E8%B4%B9",
        "/needs/pub2345678",
        "/projects",
        "/projects/project234",
        "/offers",
    ],
)
def test_public_pages_carry_no_token_and_set_no_cookie(district: World, path: str) -> None:
    page = district.client().get(path)
    assert "csrf" not in page.text
    assert "Set-Cookie" not in page.headers


def test_a_need_shows_its_public_fields_and_no_day(district: World) -> None:
    page = district.client().get("/needs/pub2345678")
    text = page.html.find("main").get_text()
    for words in ("¥3,600.00", "¥1,200.00", "¥600.00", "¥1,800.00", "北郊镇", "2–3 口人", "2026年11月"):
        assert words in text
    assert "本站不收钱" in text
    for hidden in ("周一", "23日", "紧急", "只有工作人员"):
        assert hidden not in text


def test_a_need_leads_to_projects_of_its_category_and_place(district: World) -> None:
    page = district.client().get("/needs/pub2345678").click("看能帮上忙的项目")
    assert "金秋助学" in page
    assert "¥10,000.00" in page
    shown = page.click("金秋助学")
    assert "BA-2026-7" in shown
    assert "周村区慈善总会" in shown
    assert "本站不收钱" in shown


def test_an_offer_names_no_volunteer(district: World) -> None:
    page = district.client().get("/offers").click("周六陪护队")
    assert "60 小时" in page
    assert "陪护照料" in page


def test_a_closed_project_is_not_there_any_more(district: World) -> None:
    district.commit(lambda site: fire(site["projects"]["project234"], "close", actor=BUREAU, at=NOW) and None)
    district.client().get("/projects/project234", status=404)
    assert "金秋助学" not in district.client().get("/projects")
    district.index()
    assert "没有符合的" in district.client().get("/projects")


def test_a_retracted_need_is_gone_and_a_draft_is_not_there(district: World) -> None:
    district.commit(
        lambda site: fire(site["needs"]["pub2345678"], "retract", actor=CLERK, at=NOW, reason="x") and None
    )
    page = district.client().get("/needs/pub2345678", status=410)
    assert "不再公开" in page
    assert "一名初中生" not in page
    # Even before the indexer has heard of it, the list does not show it.
    assert "一名初中生" not in district.client().get("/needs")
    assert "一名初中生" not in district.client().get("/")
    district.client().get("/needs/nobody2345", status=404)


def test_a_draft_is_for_staff_alone(district: World) -> None:
    def draft(site: Any) -> None:
        fire(site["needs"]["pub2345678"], "retract", actor=CLERK, at=NOW, reason="x")
        fire(site["needs"]["pub2345678"], "redraft", actor=CLERK, at=NOW)

    district.commit(draft)
    district.client().get("/needs/pub2345678", status=404)
    district.client("school").get("/needs/pub2345678", status=404)
    district.client("window2").get("/needs/pub2345678", status=404)
    assert "还没有公开" in district.client("bureau").get("/needs/pub2345678")


def test_a_strangers_browser_may_keep_the_page_until_it_changes(district: World) -> None:
    client = district.client()
    first = client.get("/needs/pub2345678")
    mark = first.headers["ETag"]
    again = client.get("/needs/pub2345678", headers={"If-None-Match": mark}, status=304)
    assert again.body == b""
    client.set_cookie("language", "en")
    client.get("/needs/pub2345678", headers={"If-None-Match": mark}, status=200)
    client.reset()

    def change(site: Any) -> None:
        site["needs"]["pub2345678"].update_amounts(360_000, 360_000, 0)

    district.commit(change)
    changed = client.get("/needs/pub2345678", headers={"If-None-Match": mark}, status=200)
    assert "已经全部落实" in changed


def test_staff_get_a_page_of_their_own_that_nobody_keeps(district: World) -> None:
    page = district.client("window").get("/needs/pub2345678")
    assert "ETag" not in page.headers
    assert "只有工作人员" in page
    assert "撤下" in page


def test_search_engines_are_led_to_public_pages_and_to_no_family(district: World) -> None:
    client = district.client()
    robots = client.get("/robots.txt")
    assert robots.content_type == "text/plain"
    rules = RobotFileParser()
    rules.parse(robots.text.splitlines())
    (sitemap,) = rules.site_maps() or []
    assert sitemap == "http://localhost/sitemap.xml"
    assert client.get("/sitemap.xml").text == district.client("bureau").get("/sitemap.xml").text
    entries = ElementTree.fromstring(client.get("/sitemap.xml").body)
    addresses = [entry[0].text or "" for entry in entries]
    paths = [address.removeprefix("http://localhost") for address in addresses]
    assert {"/", "/needs", "/projects/project234", "/offers/offer23456"} <= set(paths)
    assert not any("pub2345678" in path for path in paths)
    for path, address in zip(paths, addresses, strict=True):
        assert rules.can_fetch("*", address), path
        client.get(path, status=200)
    for path in ("/cases/c-a", "/me", "/accounts", "/needs/pub2345678", "/status", "/sign-in"):
        assert not rules.can_fetch("*", f"http://localhost{path}"), path
