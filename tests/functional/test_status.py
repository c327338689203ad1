"""The family asks where its application stands, says that help has come, or takes the application back."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from content.discovery import Discovery
from content.ident import check_character, normal_receipt, printed
from content.need import PROPOSED
from content.offer import Offer
from content.proposal import Proposal
from content.workflow import fire
from portal.commands.status import printed_code
from portal.demo.people import CHARITY, TOWN, VILLAGE
from tests.conftest import NOW, World
from tests.registered import BUREAU, CLERK, TAIL, family, published, with_receipt


def good(body: str) -> str:
    """A receipt number with the check character it needs."""
    return printed(body + check_character(body))


RECEIPT = good("7k4mqx8p2cd")
REPORT = good("9m3nqx8p2cd")
TIP = good("5n3tqx8p2cd")
NOBODYS = good("abcdefghjkm")


@pytest.fixture
def district(world: World) -> World:
    def fill(site: Any) -> None:
        case = family(site, world.vault, "a")
        with_receipt(site, world.vault, case, RECEIPT, TAIL)
        case.due = NOW + timedelta(days=9)
        published(site, case.needs["n-a"], title="生活费", text="还差一半。", id="pub2345678")

    world.commit(fill)
    return world


def ask(client: Any, receipt: str = RECEIPT, tail: str = TAIL, status: Any = "*") -> Any:
    form = client.get("/status").forms["status"]
    form["receipt"], form["tail"] = receipt, tail
    return form.submit("ask", status=status)


def complaint(page: Any) -> str:
    return str(page.html.find(id="error-receipt").get_text().strip())


def test_receipt_and_last_four_open_the_state_and_nothing_more(district: World) -> None:
    client = district.client()
    page = ask(client, status=303).follow()
    text = page.html.find("main").get_text()
    assert "已受理，正在办理" in text
    assert "2026年12月2日（周三）" in text
    for hidden in ("王a明", "¥", "3,600", "生活费", "西塘"):
        assert hidden not in text
    assert page.cache_control.no_store
    client.get("/cases/c-a", status=303)
    client.get("/cases/c-a/needs/n-a", status=303)


def test_the_front_page_asks_too_and_the_address_holds_nothing(district: World) -> None:
    client = district.client()
    form = next(f for f in client.get("/").forms.values() if f.action == "/status")
    form["receipt"], form["tail"] = RECEIPT.lower().replace("-", " "), TAIL
    page = form.submit("ask", status=303)
    assert page.location.endswith("/status/case")
    assert "已受理" in page.follow()


def test_a_slip_of_the_pen_is_told_as_such(district: World) -> None:
    page = ask(district.client(), RECEIPT[:-1] + ("2" if RECEIPT[-1] != "2" else "3"), status=400)
    assert "抄错" in complaint(page)
    assert page.forms["status"]["tail"].value == TAIL


def test_every_failure_has_one_and_the_same_answer(district: World) -> None:
    wrong_tail = complaint(ask(district.client(), tail="9999", status=400))
    nobodys = complaint(ask(district.client(), NOBODYS, status=400))
    no_tail = complaint(ask(district.client(), tail="", status=400))
    assert wrong_tail == nobodys == no_tail
    for _ in range(3):
        ask(district.client(), tail="8888", status=400)
    too_many = complaint(ask(district.client(), status=400))
    assert too_many == wrong_tail


def test_looking_often_is_not_guessing(district: World) -> None:
    for _ in range(8):
        ask(district.client(), status=303)


def test_the_pass_is_for_half_an_hour_and_one_case(district: World) -> None:
    client = district.client()
    ask(client, status=303)
    district.clock.now += timedelta(minutes=31)
    page = client.get("/status/case", status=303).follow()
    assert "再查一次" in page
    assert district.client().get("/status/case", status=303).location.endswith("/status?again=1")


def test_whoever_leaves_closes_the_page(district: World) -> None:
    client = district.client()
    ask(client, status=303).follow().click("关上这一页")
    client.get("/status/case", status=303)


def test_a_forged_pass_opens_nothing(district: World) -> None:
    client = district.client()
    client.set_cookie("applicant", "c-a.9999999999")
    client.get("/status/case", status=303)


def test_a_family_without_a_telephone_has_a_printed_code(district: World) -> None:
    def without(site: Any) -> None:
        site["cases"]["c-a"].phone_tail_hash = ""

    district.commit(without)
    code = printed_code(district.vault, RECEIPT)
    assert len(code) == 4
    wrong = f"{(int(code) + 1) % 10_000:04d}"
    ask(district.client(), tail=wrong, status=400)
    ask(district.client(), tail="", status=400)
    ask(district.client(), tail=code, status=303)
    assert code in district.client("window").get("/cases/c-a/@@receipt")


def test_the_code_of_a_receipt_is_no_use_where_there_is_a_telephone(district: World) -> None:
    ask(district.client(), tail=printed_code(district.vault, RECEIPT), status=400)


def test_papers_that_are_missing_are_named(district: World) -> None:
    def lacking(site: Any) -> None:
        case = site["cases"]["c-a"]
        case.state = "to_complete"
        case.set_paper("id_card", "lack", actor=CLERK, at=NOW)

    district.commit(lacking)
    client = district.client()
    page = ask(client, status=303).follow()
    assert "还缺材料" in page
    assert "撤回" not in page


# What the household says itself


def delivered(site: Any) -> None:
    by = {"actor": "user:charity", "at": NOW}
    offer = site["offers"].add(
        Offer(title="辅导", organisation_id=CHARITY, unit="hour", item="tutoring", amount=60, id="off", **by)
    )
    need = site["cases"]["c-a"].needs["n-a"]
    proposal = Proposal(
        case_id="c-a",
        need_id="n-a",
        source="/offers/off",
        source_kind="volunteer",
        source_id="off",
        owner=f"charity_agent@{CHARITY}",
        town=TOWN,
        category="education",
        unit="fen",
        item="",
        amount=60_000,
        id="prop",
        **by,
    )
    site["proposals"].add(proposal)
    offer.reserve(40, reference="prop", **by)
    need.cover("proposal:prop", PROPOSED, 60_000, "volunteer")
    for name in ("accept", "confirm", "deliver"):
        fire(proposal, name, **by)


def test_the_family_says_that_help_has_come(district: World) -> None:
    district.commit(delivered)
    client = district.client()
    page = ask(client, status=303).follow()
    text = page.html.find("main").get_text()
    assert "等您签收" in text
    assert "周村区慈善总会" in text
    assert "600" not in text
    form = next(form for form in page.forms.values() if "id" in form.fields)
    done = form.submit(status=303).follow()
    assert "已经记下您的签收" in done
    assert "等您签收" not in done
    site = district.site()
    proposal = site["proposals"]["prop"]
    assert proposal.state == "settled"
    assert list(proposal.history)[-1].actor == "applicant@c-a"
    assert site["cases"]["c-a"].needs["n-a"].met == 60_000
    assert site["needs"]["pub2345678"].met == 60_000
    # Pressed twice: it has been said already.
    form.submit(status=303)
    assert len([e for e in district.site()["proposals"]["prop"].history if e.name == "acknowledge"]) == 1


def test_nobody_signs_for_another_family(district: World) -> None:
    other = good("bbbbbbbbbbb")

    def fill(site: Any) -> None:
        delivered(site)
        with_receipt(site, district.vault, family(site, district.vault, "b"), other, "1234")

    district.commit(fill)
    client = district.client()
    page = ask(client, other, "1234", status=303).follow()
    assert "等您签收" not in page
    token = client.get("/status/withdraw").forms["withdraw"]["csrf_token"].value
    client.post("/status/case", {"id": "prop", "csrf_token": token}, status=303)
    assert district.site()["proposals"]["prop"].state == "delivered"


def test_signing_needs_the_token(district: World) -> None:
    district.commit(delivered)
    client = district.client()
    ask(client, status=303)
    client.post("/status/case", {"id": "prop"}, status=400)
    assert district.site()["proposals"]["prop"].state == "delivered"


def test_the_application_is_taken_back_and_its_public_need_with_it(district: World) -> None:
    client = district.client()
    page = ask(client, status=303).follow().click("撤回")
    assert "公开的需求也会撤下" in page
    done = page.forms["withdraw"].submit("withdraw", status=303).follow()
    assert "您已撤回申请" in done
    case = district.site()["cases"]["c-a"]
    assert case.state == "withdrawn"
    assert list(case.history)[-1].actor == "applicant@c-a"
    district.client().get("/needs/pub2345678", status=410)
    page.forms["withdraw"].submit("withdraw", status=409)


# Who reported


def reported(site: Any, vault: Any, phone: str) -> None:
    plain = normal_receipt(REPORT) or ""
    discovery = Discovery(
        source="school",
        town=TOWN,
        village=VILLAGE,
        due=NOW + timedelta(days=2),
        actor="system",
        at=NOW,
        id="d1",
    )
    discovery.keep(vault, {"household_name": "张家", "story": "病了", "reporter_phone": phone})
    site["discoveries"].add(discovery)
    site.receipts.put(vault, "receipt", plain, "discovery:d1")
    fire(discovery, "assign", actor=BUREAU, at=NOW, village=VILLAGE)


def test_a_reporter_reads_only_how_far_it_is(district: World) -> None:
    district.commit(lambda site: reported(site, district.vault, "13905330148"))
    client = district.client()
    ask(client, REPORT, "0000", status=400)
    page = ask(client, REPORT, "0148", status=303).follow()
    text = page.html.find("main").get_text()
    assert "正在核实" in text
    for hidden in ("张家", "病了", "北郊", "西塘"):
        assert hidden not in text
    client.get("/discoveries/d1", status=303)
    client.get("/status/case", status=303)
    district.commit(
        lambda site: fire(site["discoveries"]["d1"], "dismiss", actor=CLERK, at=NOW, reason="x") and None
    )
    assert "不成立" in client.get("/status/report")


def test_who_left_no_number_has_the_receipt_alone(district: World) -> None:
    district.commit(lambda site: reported(site, district.vault, ""))
    assert "正在核实" in ask(district.client(), REPORT, "", status=303).follow()
