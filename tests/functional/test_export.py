"""Lists go out as files: what the asker may see, no formula, no lost digit; and what went out comes in again."""

from __future__ import annotations

import csv
import io
import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.need import Need
from content.policytext import Section
from content.source import Restrictions
from content.tree import Folder
from content.workflow import fire
from portal.acting import Acting
from portal.demo.people import CHARITY, OTHER_TOWN, TOWN
from portal.exporting.lists import LISTS
from portal.exporting.table import FORMATS, Table, guarded, unguarded, written
from portal.importing.mapping import own, own_names
from portal.importing.reading import rows
from portal.importing.run import KNOWN, LEFT_OUT, NEW, REFUSED, run
from tests import district, factories, money
from tests.conftest import World
from tests.registered import family

ODD = '=HYPERLINK("http://elsewhere.example")'


def download(world: World, login: str, name: str, format: str = "jsonl", personal: bool = False) -> Any:
    asked = {"list": name, "format": format} | ({"personal": "1"} if personal else {})
    return world.client(login).get("/exports", asked)


def lines(answer: Any) -> list[dict[str, Any]]:
    return [json.loads(line) for line in answer.body.decode().splitlines()]


@pytest.fixture
def two_towns(world: World) -> World:
    def fill(site: Any) -> None:
        family(site, world.vault, "a", town=TOWN)
        family(site, world.vault, "b", town=OTHER_TOWN)

    world.commit(fill)
    return world


def reads(world: World) -> int:
    return len(list(world.registry.readlog.of("household:h-a")))


def test_everybody_takes_out_what_they_may_see(two_towns: World) -> None:
    world = two_towns
    assert [row["编号"] for row in lines(download(world, "window", "cases"))] == ["c-a"]
    assert {row["编号"] for row in lines(download(world, "bureau", "cases"))} == {"c-a", "c-b"}
    assert lines(download(world, "school", "cases")) == []
    assert [row["案件"] for row in lines(download(world, "window2", "needs"))] == ["c-b"]
    chosen = [option["value"] for option in world.client("charity").get("/exports").html.select("option")]
    assert "cases" not in chosen
    assert "organisations" in chosen


def test_personal_data_is_there_only_when_asked_for_and_on_record(two_towns: World) -> None:
    world = two_towns
    before = reads(world)
    (row,) = lines(download(world, "window", "cases"))
    assert "户主姓名" not in row
    assert reads(world) == before
    (row,) = lines(download(world, "window", "cases", personal=True))
    head = world.site()["households"]["h-a"].head_member
    assert row["户主姓名"] == head.reveal(world.vault, "name") != ""
    assert reads(world) == before + 1
    assert {row["编号"] for row in lines(download(world, "auditor", "cases", personal=True))} == {
        "c-a",
        "c-b",
    }


def test_a_book_is_for_those_who_may_take_it_out(world: World) -> None:
    world.commit(lambda site: district.fill_fund(site, 1_234_567))
    postings = lines(download(world, "finance", "fund-ledger"))
    assert {(row["账户"], row["金额（元）"]) for row in postings} == {
        ("bank", "12345.67"),
        ("donations", "-12345.67"),
    }
    assert lines(download(world, "charity", "fund-ledger")) == []
    assert lines(download(world, "window", "treasury-ledger")) == []


def test_what_is_asked_for_wrongly_is_not_there(world: World) -> None:
    client = world.client("bureau")
    client.get("/exports", {"list": "nothing"}, status=404)
    client.get("/exports", {"list": "cases", "format": "exe"}, status=404)
    assert world.client().get("/exports", {"list": "cases"}, status=303)


@pytest.fixture
def full(two_towns: World) -> World:
    """Something on every list."""

    def fill(site: Any) -> None:
        case = site["cases"]["c-a"]
        factories.referral(case)
        factories.visit(case)
        appeal = site["appeals"].add(factories.appeal())
        appeal.needs.add(lacking("mask", 9))
        gift = factories.donation(vault=two_towns.vault)
        for folder, document in (
            ("contracts", factories.contract()),
            ("discoveries", factories.discovery()),
            ("donations", gift),
            ("needs", factories.public_need()),
            ("offers", factories.offer()),
            ("policies", factories.policy_text()),
            ("projects", factories.project()),
            ("proposals", factories.proposal()),
        ):
            site[folder].add(document)
        district.fill_fund(site, 10_000_000)
        money.draft(site.fund)

    two_towns.commit(fill)
    return two_towns


@pytest.mark.parametrize("format", FORMATS)
def test_every_list_in_every_format(full: World, format: str) -> None:
    client = full.client("bureau")
    for name in LISTS:
        answer = client.get("/exports", {"list": name, "format": format, "personal": "1"})
        check(answer, name)
        if format == "jsonl":
            assert lines(answer), name


def check(answer: Any, name: str) -> None:
    assert answer.headers["Content-Disposition"].startswith(f"attachment; filename={name}-20261123.")
    assert answer.headers["Cache-Control"] == "no-store"


# Safe in a spreadsheet

TABLE = Table(
    "表",
    ("文", "数", "钱", "号"),
    [(ODD, -5, Decimal("-12.30"), "370306198001010091"), ("+8613", 0, Decimal(0), "'")],
)


def test_nothing_is_a_formula_and_no_number_is_rounded_in_csv() -> None:
    text = written(TABLE, "csv").decode("utf-8-sig")
    first, second = list(csv.reader(io.StringIO(text)))[1:]
    assert first == [f"'{ODD}", "-5", "-12.30", "'370306198001010091"]
    assert second == ["'+8613", "0", "0", "''"]


def test_nothing_is_a_formula_and_no_number_is_rounded_in_excel() -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(written(TABLE, "xlsx"))).active
    cells = [[(cell.value, cell.data_type) for cell in row] for row in sheet.iter_rows(min_row=2)]
    assert cells[0] == [(ODD, "s"), (-5, "n"), (-12.3, "n"), ("370306198001010091", "s")]
    assert sheet.freeze_panes == "A2"


@given(st.text())
def test_a_guard_comes_off_again(text: str) -> None:
    assert unguarded(guarded(text)) == text
    assert guarded(text)[:1] not in ("=", "+", "@", "\t", "\r")


# There and back


def lacking(item: str, amount: int, wanted: str = "") -> Need:
    return Need(category="medical", unit="piece", item=item, amount=amount, wanted=wanted, **factories.BY)


def furnished(world: World) -> None:
    """One of each that can come in again, as full as it gets."""
    rule = Restrictions(
        categories=("medical",), places=(TOWN, "42"), requires=("fire", "student"), caps=(("case", 123_450, None),),
        valid_from="2026-12-01", expires="2027-06-30",
    )  # fmt: skip

    def fill(site: Any) -> None:
        by = {"organisation_id": CHARITY}
        site["projects"].add(
            factories.project(
                id="p1", text=f"{ODD}\n第二行，“引号”", giving="区慈善总会", restrictions=rule, **by
            )
        )
        offer = factories.offer(id="o1", text="每周六", restrictions=Restrictions(categories=("care",)), **by)
        site["offers"].add(offer).keep(
            world.vault, {"volunteer_name": "孙老师", "volunteer_phone": "13805330147"}
        )
        gift = {"title": "定向医疗", "vault": world.vault, "restrictions": rule}
        site["donations"].add(factories.donation(id="d1", **gift, **by))
        site["organisations"].add(
            factories.organisation(id="org", credit_code="91370306MA3C0000X9", phone="05336412345")
        )
        asked = factories.appeal(id="ask", text="夜班等着用。", address="新建中路 1 号", urgency=0)
        site["appeals"].add(asked).keep(
            world.vault, {"contact_name": "孙主任", "contact_phone": "05336412345"}
        )
        asked.needs.add(lacking("mask", 400, "一次性医用口罩"))
        asked.needs.add(lacking("gown", 9))
        articles = (
            Section("chapter-1", 1, "第一章 总则", ""),
            Section("article-1", 3, "第一条", "为了救急难。\n\n（一）先登记。", "先行救助"),
        )
        edition = factories.edition(intro="试行。", sections=articles)
        site["policies"].add(factories.policy_text(id="law", edition=edition))

    world.commit(fill)


MADE = {
    "projects": ("charity", ("title", "filing_number", "filing", "amount", "text", "giving", "restrictions")),
    "offers": ("charity", ("title", "item", "amount", "text", "restrictions")),
    "donations": ("charity", ("title", "amount", "receipt_number", "received_on", "handler", "restrictions")),
    "organisations": ("bureau", ("title", "sort", "credit_code", "permit", "phone")),
    "policies": ("bureau", ("title", "sort", "source", "current")),
    "appeals": ("bureau", ("institution", "town", "address", "text", "urgency", "needs")),
}
OURS = ("p1", "o1", "d1", "org", "law", "ask")


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("name", MADE)
def test_what_went_out_comes_in_again(world: World, tmp_path: Path, name: str, format: str) -> None:
    furnished(world)
    login, fields = MADE[name]
    out = "charity" if name == "donations" else login
    source = tmp_path / f"{name}.{format}"
    source.write_bytes(download(world, out, name, format, personal=True).body)
    before = {one.id: one for one in world.site()[name]}
    wanted = {facts(one, fields) for one in before.values() if one.id in OURS}
    world.commit(lambda site: forget(site, world, name))
    mapping = own(name, source)
    read = [row for row in rows(source, mapping) if row.values["编号"] in OURS]
    outcomes = list(run(Acting(world.registry), login, mapping, read, world.clock))
    assert [outcome.what for outcome in outcomes] == [NEW], outcomes
    new = [one for one in world.site()[name] if one.id not in before]
    assert {facts(one, fields) for one in new} == wanted
    assert [outcome.what for outcome in run(Acting(world.registry), login, mapping, read, world.clock)] == [
        KNOWN
    ]


def facts(one: Any, fields: tuple[str, ...]) -> tuple[Any, ...]:
    values = [getattr(one, name) for name in fields]
    return tuple(
        (v.dated, v.intro, v.sections)
        if hasattr(v, "sections")
        else frozenset((need.item, need.amount, need.wanted) for need in v)
        if isinstance(v, Folder)
        else v
        for v in values
    )


def forget(site: Any, world: World, name: str) -> None:
    """As in another district: neither receipt nor credit code is known there."""
    for gift in site["donations"]:
        site.lookup.drop(world.vault, "donation_receipt", gift.receipt_number, gift.id)
        gift.state = "voided"


def test_an_appeal_comes_in_whole_or_not_at_all_and_its_contact_is_for_who_may_read_it(
    world: World, tmp_path: Path
) -> None:
    furnished(world)

    def more(site: Any) -> None:
        site["appeals"].add(factories.appeal(id="far", institution="湖北一院", place="42")).needs.add(
            lacking("mask", 7)
        )
        over = site["appeals"].add(factories.appeal(id="over", institution="用完了的"))
        over.needs.add(lacking("mask", 5))
        fire(over, "close", **factories.BY)

    world.commit(more)
    assert "孙主任" not in download(world, "bureau", "appeals").text
    assert "孙主任" not in download(world, "auditor", "appeals", personal=True).text
    assert not list(world.registry.readlog.of("appeal:ask"))
    out = lines(download(world, "bureau", "appeals", personal=True))
    (read,) = world.registry.readlog.of("appeal:ask")
    assert read.fields["appeal:ask"] == ["contact_name", "contact_phone"]
    out.sort(key=lambda row: row["缺什么"])
    torn = [row | {"地址": "别处"} if row["具体要什么样的"] else row for row in out]
    source = tmp_path / "appeals.jsonl"
    found = {}
    for name, one in {"torn": torn, "whole": out}.items():
        source.write_text("\n".join(json.dumps(row) for row in one), "utf-8")
        mapping = own("appeals", source)
        outcomes = run(Acting(world.registry), "bureau", mapping, rows(source, mapping), world.clock)
        found[name] = {outcome.what: outcome for outcome in outcomes}
    assert set(found["torn"]) == {REFUSED, NEW, LEFT_OUT}
    assert "“地址”在第" in found["torn"][REFUSED].why[0]
    assert set(found["whole"]) == {NEW, KNOWN, LEFT_OUT}
    asked = [one for one in world.site()["appeals"] if one.institution == "周村区人民医院"]
    assert [one.reveal(world.vault, "contact_phone") for one in asked] == ["05336412345"] * 2
    assert [one.town for one in world.site()["appeals"] if one.institution == "湖北一院"] == ["42", "42"]


def test_every_own_mapping_is_for_a_list() -> None:
    assert set(own_names()) == set(MADE) <= set(LISTS)
