"""公布: results of a month or quarter drafted by one, released by another, small figures hidden; what goes wrong."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit
from xml.etree import ElementTree

import pytest

from content.policy import SHIPPED, load
from content.workflow import fire
from portal import audit
from portal.demo.people import OTHER_TOWN, TOWN
from portal.results import results
from tests import district, factories, money
from tests.conftest import NOW, World

OCTOBER = {"actor": "user:medical", "at": NOW - timedelta(days=30)}
NAME = "欧阳守田"


@pytest.fixture
def helped(world: World) -> World:
    """In October families of four towns got medical help, each 1,000 yuan, of one town only one; one in November."""

    def build(site: Any) -> None:
        towns = (*[TOWN] * 6, *[OTHER_TOWN] * 6, *["370306101"] * 5, "370306103")
        for number, town in enumerate(towns):
            _complete(district.family(site, world.vault, id=f"f{number}", town=town), OCTOBER)
        _complete(district.family(site, world.vault, id="later"), {"actor": "user:medical", "at": NOW})
        site.lookup.put_name(world.vault, NAME, "home-f0")

    world.commit(build)
    return world


def _complete(case: Any, by: dict[str, Any]) -> None:
    referral = factories.referral(case, id=f"r-{case.id}")
    for name in ("receive", "accept", "start"):
        fire(referral, name, **by)
    referral.complete(result="按规定报销", granted_fen=100_000, **by)


def draft(world: World, text: str = "", status: int = 303, month: str = "2026-10") -> Any:
    form = world.client("bureau").get("/publications/new").forms["publication"]
    form["month"], form["text"] = month, text
    return form.submit("draft", status=status)


def release(world: World, path: str, login: str = "bureau2") -> None:
    page = world.client(login).get(path)
    step = next(form for form in page.forms.values() if form.action.endswith("@@step"))
    assert step["do"].value == "release"
    step.submit(status=303)


def cells(page: Any) -> list[list[str]]:
    rows = page.html.select("table.table-list tbody tr")
    return [[cell.text.strip() for cell in row.select("td")] for row in rows]


def test_drafted_by_one_released_by_another_and_read_by_everybody(helped: World) -> None:
    path = urlsplit(draft(helped, "这个月天冷，\n多送了取暖物资。").location).path
    assert "救助结果等公布" in helped.client("bureau2").get("/me").text
    assert "救助结果等公布" not in helped.client("bureau").get("/me").text
    release(helped, path)
    stranger = helped.client()
    page = stranger.get("/publications").click("2026年10月的救助结果")
    assert "¥18,000.00" in page.text
    assert "多送了取暖物资" in page.text
    hidden, rows = "不公布", cells(page)
    assert rows.count([hidden, hidden]) == 2
    assert rows.count(["6", "6"]) == 2
    assert rows[-1] == ["18", "18"]
    feed = ElementTree.fromstring(stranger.get("/publications/feed").body)
    atom = "{http://www.w3.org/2005/Atom}"
    entry = feed.find(f"{atom}entry")
    assert entry is not None
    assert urlsplit(entry.findtext(f"{atom}id", "")).path == path
    assert not [fault for fault in audit.faults(helped.site()) if fault]


def test_where_the_towns_have_too_few_a_quarter_is_written_for_the_whole_district(world: World) -> None:
    """Three families of one town and two of another in two months: neither town nor month has five, the quarter has."""

    def build(site: Any) -> None:
        for number in range(5):
            case = district.family(
                site, world.vault, id=f"f{number}", town=TOWN if number < 3 else OTHER_TOWN
            )
            _complete(case, {"actor": "user:medical", "at": NOW - timedelta(days=60 + 30 * (number % 2))})

    world.commit(build)
    path = urlsplit(draft(world, month="2026-Q3").location).path
    assert "已经起草或公布过" in draft(world, month="2026-08", status=409).text
    draft(world, month="2026-10")
    release(world, path)
    page = world.client().get("/publications").click("2026年第 3 季度的救助结果")
    assert cells(page) == [["5", "5"]]
    assert "这里只写全区的" in page.text
    assert "¥5,000.00" in page.text


def test_nothing_is_public_before_the_release_nor_after_it_is_taken_back(helped: World) -> None:
    path = urlsplit(draft(helped).location).path
    stranger = helped.client()
    stranger.get(path, status=404)
    assert "还没有公布过" in stranger.get("/publications").text
    assert path not in stranger.get("/publications/feed").text
    release(helped, path)
    stranger.get(path, status=200)
    form = helped.client("bureau").get(f"{path}@@step?do=retract").forms["step"]
    form["text"] = "有一个镇的数字记错了。"
    form.submit("go", status=303)
    stranger.get(path, status=404)
    assert path not in stranger.get("/publications/feed").text
    draft(helped)


def test_who_drafted_does_not_release(helped: World) -> None:
    path = urlsplit(draft(helped).location).path
    client = helped.client("bureau")
    page = client.get(path)
    assert "do=release" not in page.text
    token = client.get("/publications/new").forms["publication"]["csrf_token"].value
    client.post(f"{path}@@step", {"csrf_token": token, "do": "release"}, status=409)
    helped.client().get(path, status=404)


def test_a_name_a_number_and_a_month_twice_are_refused_and_nothing_is_lost(helped: World) -> None:
    for text, kind in ((f"{NAME}一家渡过了难关。", "姓名"), ("请打 138 0533 0147。", "一长串数字")):
        page = draft(helped, text, status=400)
        assert kind in page.html.select_one("section.errors").text
        assert page.forms["publication"]["text"].value == text
    assert not list(helped.site()["publications"])
    late = helped.client("bureau2").get("/publications/new").forms["publication"]
    draft(helped)
    late["month"] = "2026-10"
    assert "已经起草或公布过" in late.submit("draft", status=409).text
    assert len(list(helped.site()["publications"])) == 1


def test_a_name_registered_after_the_draft_stops_the_release(helped: World) -> None:
    path = urlsplit(draft(helped, "感谢司马云帆的帮助。").location).path
    helped.commit(lambda site: site.lookup.put_name(helped.vault, "司马云帆", "home-f1"))
    page = helped.client("bureau2").get(path)
    step = next(form for form in page.forms.values() if form.action.endswith("@@step"))
    assert "认出是谁家" in step.submit(status=409).text
    helped.client().get(path, status=404)


def test_money_of_the_fund_hours_and_help_of_partners_are_counted(world: World) -> None:
    """Five families: goods or hours that they signed for, hours of a contract, money of the fund, aid before papers."""

    def build(site: Any) -> None:
        district.fill_fund(site, 9_000_000)
        contract = district.contract(site, 100, id="k")
        by = {"actor": "user:worker", "at": OCTOBER["at"]}
        for number in range(5):
            case = district.family(site, world.vault, id=f"f{number}")
            order = contract.order(hours=10, proposal_id="p", case_id=case.id, **by)
            order.charge(2, "v1", **by)
            money.paid_out(site.fund, 50_000, by["at"], vault=world.vault, case_id=case.id)
            served = factories.proposal(id=f"p{number}", case_id=case.id, amount=3)
            site["proposals"].add(served).state = "settled"
            served.record("acknowledge", **by)
            aid = factories.aid(case)
            aid.deliver(second="village", receipt="signature", delivered_at=by["at"], **by)

    world.commit(build)
    found = results(world.site(), load(SHIPPED), "2026-10")
    assert (found.fund_fen, found.hours, found.relief_fen) == (250_000, 5 * 2 + 5 * 3, 5 * 200_000)
    assert found.kinds == ("temporary", "society")
    assert found.table[found.towns.index(TOWN)] == (5, 5, 10)
    assert results(world.site(), load(SHIPPED), "2026-09").kinds == ()
