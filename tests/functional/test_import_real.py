"""Data that nobody here wrote comes in and is at work: counts agree with the files, it is found, it is proposed for."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pyramid.authorization import Everyone

from content.vault import KeyRing
from portal import audit
from portal.acting import Acting
from portal.commands import matching
from portal.importing.lawtext import cut
from portal.importing.run import KNOWN, LEFT_OUT, NEW, REFUSED, Outcome
from search.engine import Query
from tests.beside import shared
from tests.conftest import NOW, World, born, settings_in
from tests.importing import bring_in

SOURCES = {
    "institution-needs": "bureau",
    "lodging-offers": "charity",
    "charity-projects": "charity",
    "supply-offers": "charity",
    "transport-offers": "charity",
    "clinic-offers": "charity",
}
NOT_GOODS = ("lodging", "transport", "consultation")
PUBLIC = frozenset({Everyone})


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """One district for the whole file."""
    folder = tmp_path_factory.mktemp("real")
    KeyRing.new().write(folder / "keyring.json")
    world = born(settings_in(folder))
    yield world
    world.close()


@pytest.fixture(scope="module")
def outcomes(world: World) -> dict[str, list[Outcome]]:
    """All of it has come in."""
    return {name: bring_in(world, name, source(name), login) for name, login in SOURCES.items()}


def source(name: str) -> Path:
    return shared("data", "hubei-2020", f"{name}.jsonl")


def rows(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in source(name).read_text("utf-8").splitlines()]


def found(world: World, kind: str, text: str) -> set[str]:
    result = world.registry.engine.search(Query(text=text, kinds=(kind,), principals=PUBLIC, limit=5000))
    assert not result.loosened
    return {hit.id.partition(":")[2] for hit in result.hits}


def test_every_line_is_accounted_for(outcomes: dict[str, list[Outcome]]) -> None:
    """What is not taken is what the mapping leaves out, and hospitals that asked for nothing; each is told."""
    counts = {name: Counter(outcome.what for outcome in found) for name, found in outcomes.items()}
    needs = rows("institution-needs")
    empty = [f"第 {number} 行" for number, row in enumerate(needs, 1) if not row["items"]]
    assert [outcome.where for outcome in outcomes["institution-needs"] if outcome.what == REFUSED] == empty
    assert counts["institution-needs"][NEW] == len(needs) - len(empty)
    for name in ("lodging-offers", "transport-offers", "clinic-offers"):
        assert counts[name] == {NEW: len(rows(name))}
    projects = rows("charity-projects")
    ended = sum(row["status"] == "已完成" for row in projects)
    assert counts["charity-projects"] == {NEW: len(projects) - ended, LEFT_OUT: ended}
    goods = [(row, entry) for row in rows("supply-offers") for entry in entries(row)]
    unchecked = sum(bool(re.search("未录入|链接错误", row["note"])) for row, _entry in goods)
    assert counts["supply-offers"] == {NEW: len(goods) - unchecked, LEFT_OUT: unchecked}
    assert all(outcome.why for found in outcomes.values() for outcome in found if outcome.what != NEW)


def entries(row: dict[str, Any]) -> list[dict[str, Any]]:
    return [entry for value in row.values() if isinstance(value, list) for entry in value]


@pytest.mark.parametrize("word", ["防护服", "N95"])
def test_needs_are_found_as_often_as_they_stand_in_the_file(
    world: World, outcomes: dict[str, list[Outcome]], word: str
) -> None:
    """What an item says, and what is said of all that a hospital asks for."""
    expected = Counter(
        row["institution"].strip()
        for row in rows("institution-needs")
        for item in row["items"]
        if word in "".join([*item.values(), row["institution"], row["county"], row["note"], row["address"]])
    )
    hits = found(world, "public_need", word)
    asked = [(appeal, need) for appeal in world.site()["appeals"] for need in appeal.needs]
    assert expected.total() > 100
    assert Counter(appeal.institution for appeal, need in asked if need.public_id in hits) == expected
    assert len(hits) == expected.total()


@pytest.mark.parametrize("word", ["防护服", "N95"])
def test_goods_are_found_as_often_as_they_stand_in_the_file(
    world: World, outcomes: dict[str, list[Outcome]], word: str
) -> None:
    expected = [
        entry
        for row in rows("supply-offers")
        for entry in entries(row)
        if word in entry["specification"] and not re.search("未录入|链接错误", row["note"])
    ]
    assert expected
    offers = world.site()["offers"]
    goods = [id for id in found(world, "offer", word) if offers[id].item not in NOT_GOODS]
    assert len(goods) == len(expected)


@pytest.mark.parametrize("place", ["昆明", "成都市", "长沙", "湖南省"])
def test_lodging_is_found_by_place(world: World, outcomes: dict[str, list[Outcome]], place: str) -> None:
    expected = {
        f"{row['city']} {row['offer']}"
        for row in rows("lodging-offers")
        if place in f"{row['province']}{row['city']} {row['address']} {row['note']}"
    }
    offers = world.site()["offers"]
    lodgings = [offers[id] for id in found(world, "offer", place) if offers[id].item == "lodging"]
    assert {lodging.title for lodging in lodgings} == expected
    page = world.client().get("/offers", {"q": f"{place} 临时住处"})
    assert page.html.select("ul.needs h3 a")


def test_the_matcher_proposes_for_needs_made_of_them(
    world: World, outcomes: dict[str, list[Outcome]]
) -> None:
    """Goods made for Hubei go to hospitals in Hubei, a bed in Kunming to nobody there."""
    with Acting(world.registry).acting("fund", NOW) as request:
        report = matching.run(request)
        assert report.needs > 1000
    site = world.site()
    proposals = list(site["proposals"])
    assert proposals
    made = {
        item for item in ("respirator", "protective_suit", "mask", "test_kit", "device") if _both(site, item)
    }
    assert {proposal.item for proposal in proposals} == made >= {"respirator", "protective_suit", "mask"}
    for proposal in proposals:
        offer = site["offers"][proposal.source_id]
        assert offer.item == proposal.item
        assert proposal.town == "42"
    given = Counter[str]()
    for proposal in proposals:
        given[proposal.source_id] += proposal.amount
    assert all(given[id] <= site["offers"][id].amount for id in given)
    assert given.total() > 0


def _both(site: Any, item: str) -> bool:
    asked = any(need.item == item for appeal in site["appeals"] for need in appeal.needs)
    return asked and any(offer.item == item for offer in site["offers"])


def test_nothing_comes_in_twice(world: World, outcomes: dict[str, list[Outcome]]) -> None:
    before = {name: len(list(world.site()[name])) for name in ("appeals", "offers", "projects", "needs")}
    for name in ("supply-offers", "clinic-offers"):
        again = Counter(outcome.what for outcome in bring_in(world, name, source(name), SOURCES[name]))
        first = Counter(outcome.what for outcome in outcomes[name])
        assert again == Counter({KNOWN: first[NEW]}) + Counter({LEFT_OUT: first[LEFT_OUT]})
    assert {name: len(list(world.site()[name])) for name in before} == before


def test_dirty_notices_are_shown_as_words(world: World, outcomes: dict[str, list[Outcome]]) -> None:
    offers = [offer for offer in world.site()["offers"] if offer.item == "transport"]
    assert len(offers) == len(rows("transport-offers"))
    assert not any(re.search(r"<[a-z/]|&nbsp;|style=", offer.text) for offer in offers)
    page = world.client().get(f"/offers/{offers[0].id}")
    assert "&lt;p" not in page


def test_all_chains_hold_and_no_personal_number_went_in(
    world: World, outcomes: dict[str, list[Outcome]]
) -> None:
    assert [fault for fault in audit.faults(world.site()) if fault] == []
    texts = [document.text for name in ("offers", "projects", "needs") for document in world.site()[name]]
    assert not any(re.search(r"(?<!\d)1[3-9]\d{9}(?!\d)", text) for text in texts)


# The texts of law


@pytest.fixture(scope="module")
def library(world: World) -> World:
    laws = shared("policy", "laws")
    assert {outcome.what for outcome in bring_in(world, "laws", laws, "bureau")} == {NEW}
    plan = shared("policy", "zhoucun-2017-70.txt")
    assert [outcome.what for outcome in bring_in(world, "work-plan", plan, "bureau")] == [NEW]
    return world


@pytest.mark.parametrize(
    ("text", "law", "anchor"),
    [
        ("先行救助", "社会救助暂行办法", "article-48"),
        ("第四十八条", "社会救助暂行办法", "article-48"),
        ("临时救助", "社会救助暂行办法", "article-47"),
    ],
)
def test_an_article_of_the_laws_is_found_and_its_link_opens_there(
    library: World, text: str, law: str, anchor: str
) -> None:
    client = library.client()
    form = client.get("/policies").click(law).forms[0]
    form["q"] = text
    page = form.submit()
    links = {link["href"].partition("#")[2]: link["href"] for link in page.html.select("ul.needs h3 a")}
    section = client.get(links[anchor]).html.find(id=anchor)
    assert "临时救助" in section.get_text() or text in section.get_text()
    assert not page.html.find("p", "note"), "found as it is written, and not by a looser reading"


@pytest.mark.parametrize("text", ["临时救助", "备案", "个人信息"])
def test_articles_are_found_as_often_as_they_stand_in_the_laws(library: World, text: str) -> None:
    """In the article itself, its title, or the chapter that it stands in."""
    expected = Counter[str]()
    for path in [*shared("policy", "laws").glob("*.md")]:
        pieces = cut(path.read_text("utf-8"))
        chapter = ""
        for section in pieces.sections:
            chapter = section.heading if section.level == 1 else chapter
            expected[pieces.title] += text in f"{pieces.title} {section.heading} {section.text} {chapter}"
    texts = library.site()["policies"]
    hits = Counter(texts[id.partition(":")[0]].title for id in found(library, "article", f"“{text}”"))
    hits.pop("周村区困难群众“救急难”工作方案", None)
    assert hits == +expected


def test_every_clause_of_the_work_plan_has_its_anchor(library: World) -> None:
    text = next(text for text in library.site()["policies"] if text.sort == "plan")
    anchors = {section.anchor for section in text.current.sections}
    wanted = {f"section-{n}" for n in range(1, 7)} | {f"section-4-{n}" for n in range(1, 5)}
    assert anchors >= wanted | {f"section-5-{n}" for n in range(1, 10)} | {
        f"section-6-{n}" for n in range(1, 4)
    }
    assert "抄送" not in library.client().get(f"/policies/{text.id}")
