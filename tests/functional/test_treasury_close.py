"""Month's close of public relief money: two people of the bureau, a bank that agrees, and no posting afterwards."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from content import relief
from content.error import DomainError
from portal import audit
from portal.demo.people import password_hash
from portal.sealing import SealStore, faults_against, seal_district
from tests import factories, money
from tests.conftest import World
from tests.functional.test_family import step

DECEMBER = datetime(2026, 12, 3, 2, tzinfo=UTC)
BY: dict[str, Any] = {"actor": "user:civil", "at": datetime(2026, 11, 25, 2, tzinfo=UTC)}


@pytest.fixture
def december(world: World) -> World:
    """November is over: one payment, one advance to a town; and the bureau has two people."""

    def spend(site: Any) -> int:
        site["accounts"].add(
            factories.account(
                id="tang",
                login="tang",
                display_name="唐宁",
                roles=(("bureau", "district"),),
                password_hash=password_hash(),
            )
        )
        relief.pay(site.treasury, kind="medical", amount_fen=200_000, reference="转办一号", **BY)
        relief.advance(site.treasury, kind="temporary", amount_fen=100_000, reference="拨字1号", **BY)
        names = [name for name in site.treasury.balances() if name.startswith("budget:")]
        return sum(site.treasury.account(name).balance for name in names)

    world.left = world.commit(spend)  # type: ignore[attr-defined]
    world.clock.now = DECEMBER
    return world


def yuan(fen: int) -> str:
    return f"{fen // 100}.{fen % 100:02d}"


def take(client: Any) -> Any:
    form = next(f for f in client.get("/closings").forms.values() if "month" in f.fields)
    return form.submit(status=303).follow().forms["closing"]


def prepare(client: Any, fen: int, status: int = 303) -> Any:
    form = take(client)
    form["bank"] = yuan(fen)
    return form.submit("prepare", status=status)


def test_two_people_of_the_bureau_close_a_month_and_nothing_is_posted_into_it(december: Any) -> None:
    first, second = december.client("bureau"), december.client("tang")
    page = prepare(first, december.left).follow()
    path = page.request.path.rstrip("/")
    assert path == "/closings/treasury-2026-11"
    page.mustcontain("等另一个人核对", "医疗救助：已付到家庭", "备用金里")
    assert "失业" not in page.text, "kinds without money are left out"
    assert "月结等关账" not in first.get("/me")
    first.get(f"{path}/@@step?do=close", status=409).mustcontain("要由另一个人来办")
    assert "月结等关账" in second.get("/me")
    step(second, path, "close")
    december.client("finance").get(f"{path}/@@paper").mustcontain("财政救助资金", "徐正", "唐宁")
    site = december.site()
    assert site.treasury.closed_until == "2026-11"
    assert site.fund.ledger.closed_until == "", "the fund's book is another one"
    with pytest.raises(DomainError) as refused:
        relief.pay(site.treasury, kind="medical", amount_fen=1, reference="晚到的", **BY)
    assert refused.value.code == "month_closed"


def test_what_is_opened_later_changes_nothing_that_was_closed(december: Any) -> None:
    """Another town's advance opens an account in December; November's statement holds, and its seal too."""
    prepare(december.client("bureau"), december.left)
    step(december.client("tang"), "/closings/treasury-2026-11", "close")

    def later(site: Any) -> None:
        by = BY | {"at": DECEMBER}
        relief.advance(site.treasury, kind="medical", amount_fen=100, reference="拨字2号", **by)
        money.closing(site.fund, "2026-11", at=DECEMBER)

    december.commit(later)
    assert [fault for fault in audit.faults(december.site()) if fault] == []
    portal = december.registry.portal
    store = SealStore(portal.seals_folder)
    seal = seal_district(december.site(), portal.readlog, store, portal.keyring, DECEMBER)
    assert len({leaf.id for leaf in seal.leaves}) == len(seal.leaves), "two books, two closings of one month"
    assert list(faults_against(seal, december.site(), portal.readlog)) == []


def test_bank_and_book_differ_and_it_says_by_how_much(december: Any) -> None:
    answer = prepare(december.client("bureau"), december.left - 12_345, status=400)
    answer.mustcontain("¥123.45", "银行少了")
    assert december.site()["closings"]["treasury-2026-11"].state == "open"


def test_a_payment_between_the_two_hands_is_noticed(december: Any) -> None:
    prepare(december.client("bureau"), december.left)
    december.commit(
        lambda site: (
            relief.pay(site.treasury, kind="medical", amount_fen=1, reference="晚到的", **BY) and None
        )
    )
    page = december.client("tang").get("/closings/treasury-2026-11/@@step?do=close")
    page.forms["step"].submit("go", status=409).mustcontain("账有了变动")
    assert december.site().treasury.closed_until == ""


def test_it_is_opened_again_with_a_reason_and_by_the_bureau_alone(december: Any) -> None:
    prepare(december.client("bureau"), december.left)
    step(december.client("tang"), "/closings/treasury-2026-11", "close")
    december.client("finance").get("/closings/treasury-2026-11/@@step?do=reopen", status=404)
    step(december.client("bureau"), "/closings/treasury-2026-11", "reopen", "漏记一笔退款。")
    assert december.site().treasury.closed_until == ""


def test_who_only_supervises_or_keeps_the_fund_begins_nothing(december: Any) -> None:
    page = december.client("finance").get("/closings")
    assert not [form for form in page.forms.values() if "month" in form.fields]
    december.client("fund").get("/closings", status=404)


def test_where_only_one_is_there_it_says_who_must_come_and_never_lets_one_do_both(december: Any) -> None:
    page = december.client("bureau").get("/closings")
    assert "人不够" not in page

    def leave(site: Any) -> None:
        for id in ("tang", "bureau2"):
            site["accounts"][id].state = "disabled"

    december.commit(leave)
    bureau = december.client("bureau")
    bureau.get("/closings").mustcontain("人不够", "现在能办的只有徐正", "系统管理员是管理员", "看账号")
    prepare(bureau, december.left).follow().mustcontain("人不够", "要由另一个人关账")
    bureau.get("/closings/treasury-2026-11/@@step?do=close", status=409)
    assert "看账号" not in december.client("finance").get("/closings").html.find("main").get_text()

    def stand_in(site: Any) -> None:
        until = DECEMBER + timedelta(days=9)
        site["accounts"]["civil"].appoint(
            site["accounts"]["bureau"], DECEMBER, until, **BY | {"at": DECEMBER}
        )

    december.commit(stand_in)
    assert "人不够" not in bureau.get("/closings")
    step(december.client("civil"), "/closings/treasury-2026-11", "close")
    assert december.site().treasury.closed_until == "2026-11"
