"""The giver sees what became of a donation, by the code on its slip or by receipt and telephone; nobody else does."""

from __future__ import annotations

from typing import Any

import pytest

from content.source import Restrictions
from portal.demo.people import TOWN
from tests import district
from tests.conftest import World
from tests.functional.test_desk import accept
from tests.functional.test_partners import GIFT, only, path_of, post, step
from tests.functional.test_status import RECEIPT, TAIL
from tests.registered import families, family, with_receipt

PHONE = "13905330148"


@pytest.fixture
def given(world: World) -> str:
    """Five families that look alike and one like no other; a gift for them all. Gives the donation's path."""

    def build(site: Any) -> None:
        families(site, world.vault, 5, category="medical", amount=100_000)
        with_receipt(site, world.vault, site["cases"]["c-k0"], RECEIPT, TAIL)
        family(site, world.vault, "rare", category="housing", amount=40_000)
        school = Restrictions(categories=("education",))
        district.project(site, 100_000, rule=school).report_use(until="2026-11-20", **district.BY)

    world.commit(build)
    typed = GIFT | {"giver_phone": PHONE}
    answer = post(
        world.client("charity"), "donations", typed, categories=["medical", "housing"], places=[TOWN]
    )
    return path_of(answer).rstrip("/")


def ask(client: Any, number: str, tail: str = "", status: int = 303) -> Any:
    form = client.get("/gift").forms["gift"]
    form["number"], form["tail"] = number, tail
    answer = form.submit("ask", status=status)
    return answer.follow() if status == 303 else answer


def code_of(page: Any) -> str:
    return str(page.html.select_one("table strong.num").get_text())


def figures(page: Any) -> list[str]:
    return [dd.get_text() for dd in page.html.select("dl.figures dd")]


def uses(page: Any) -> list[list[str]]:
    rows = page.html.find(string="需求月份").find_parent("table").select("tbody tr")
    return [[cell.get_text(strip=True) for cell in row.find_all(["th", "td"])] for row in rows]


def use(world: World, case: str) -> None:
    """The gift helps this case, by every step that people press."""
    desk = world.client("fund")
    desk.get("/desk").forms[0].submit(status=303)
    (proposal,) = (p for p in world.site()["proposals"] if (p.case_id, p.state) == (case, "proposed"))
    accept(desk, proposal)
    charity = world.client("charity")
    for name in ("confirm", "deliver"):
        step(charity, f"/proposals/{proposal.id}", name)


def test_the_slip_leads_the_giver_to_what_it_was_used_for_and_to_no_family(world: World, given: str) -> None:
    slip = world.client("charity").get(f"{given}/@@slip")
    for words in ("隋先生", "鲁财公益0026512", "¥10,000.00", "住房、医疗", "北郊镇", "<svg", "/gift"):
        assert words in slip
    code = code_of(slip)
    reads = world.registry.readlog.of(given.strip("/").replace("donations/", "donation:"))
    assert next(iter(reads)).fields.popitem()[1] == ["giver_name", "receipt"]

    giver = world.client()
    page = ask(giver, code.lower().replace("-", " "))
    assert page.request.path == "/status/donation"
    assert page.cache_control.no_store
    assert figures(page) == ["¥0.00", "¥0.00", "¥10,000.00"]
    assert "还没有用出去" in page
    use(world, "c-k1")
    use(world, "c-k2")
    use(world, "c-rare")
    page = giver.get("/status/donation")
    assert figures(page) == ["¥2,400.00", "¥0.00", "¥7,600.00"]
    assert uses(page) == [
        ["医疗", "北郊镇", "2026年11月", "¥2,000.00"],
        ["其余，只有总数", "—", "—", "¥400.00"],
    ]
    for words in ("周村区慈善总会", "金秋助学", "2026年11月20日（周五）", "慈善法第四十二条", "/tip"):
        assert words in page
    for hidden in ("隋先生", PHONE, "王k1明", "c-k1", "proposals", "刘建军"):
        assert hidden not in page
    assert "/status/donation" in ask_status(world.client(), code).location
    giver.get("/status/leave", status=303)
    assert giver.get("/status/donation", status=303).location.endswith("/gift?again=1")


def ask_status(client: Any, code: str) -> Any:
    form = client.get("/status").forms["status"]
    form["receipt"], form["tail"] = code, ""
    return form.submit("ask", status=303)


def test_a_receipts_number_opens_with_the_givers_telephone_alone_and_not_by_trying(
    world: World, given: str
) -> None:
    number = GIFT["receipt_number"]
    assert "您捐的用到哪里了" in ask(world.client(), number, PHONE[-4:])
    refused = ask(world.client(), number, "9999", status=400)
    assert "没有查到" in refused
    assert refused.forms["gift"]["number"].value == number
    told = {
        ask(world.client(), *typed, status=400).html.find(id="error-number").get_text()
        for typed in ((number, ""), ("鲁财公益0026513", PHONE[-4:]), (number, "0147"), (number, "12"))
    }
    assert len(told) == 1
    # The fifth wrong try of this number was made above: now the right digits do not open it either.
    ask(world.client(), number, "0000", status=400)
    assert ask(world.client(), number, PHONE[-4:], status=400).html.find(id="error-number").get_text() in told
    # The code of the slip is another number, and that of a family's receipt opens no gift.
    ask(world.client(), code_of(world.client("charity").get(f"{given}/@@slip")))
    ask(world.client(), RECEIPT, TAIL, status=400)
    family = world.client()
    form = family.get("/status").forms["status"]
    form["receipt"], form["tail"] = RECEIPT, TAIL
    form.submit("ask", status=303)
    family.get("/status/donation", status=303)
    stranger = world.client()
    for number in range(24):
        ask(stranger, f"鲁财公益{number:07d}", "0148", status=400)
    ask(stranger, GIFT["receipt_number"], PHONE[-4:], status=400)


def test_an_older_gift_gets_its_code_once_and_a_voided_one_says_so(world: World) -> None:
    world.commit(lambda site: district.donation(site, world.vault, 50_000) and None)
    charity = world.client("charity")
    slip = charity.get("/donations/gift").click("印收据附页")
    button = next(form for form in slip.forms.values() if form.action.endswith("@@slip"))
    code = code_of(button.submit(status=303).follow())
    assert code_of(button.submit(status=303).follow()) == code
    assert "¥500.00" in ask(world.client(), code)
    assert [e.name for e in only(world, "donations").history].count("coded") == 1
    step(charity, "/donations/gift", "void", "金额写错。")
    charity.get("/donations/gift/@@slip", status=404)
    button.submit(status=404)
    assert "已经作废" in ask(world.client(), code)
    world.client("bureau").get("/donations/gift/@@slip", status=404)
