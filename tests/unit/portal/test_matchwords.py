"""Every code of the matcher has a sentence that a clerk can read."""

from __future__ import annotations

import re
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from pyramid.i18n import make_localizer

from content import role
from content.need import Need
from content.organisation import Organisation
from content.policy import SHIPPED, load
from content.site import PolicyVersion, Site
from content.vault import Vault
from portal.demo.people import CHARITY, TOWN
from portal.words.match import Words, item_name
from portal.words.remedy import remedy_in_words
from tests import district
from tests.district import BY, NOW

POLICY = load(SHIPPED)
DOCUMENT = Path(__file__).parents[3] / "docs" / "matching-codes.md"


@pytest.fixture
def stage(vault: Vault) -> tuple[Words, Need]:
    site = Site(title="周村区", policy=PolicyVersion(POLICY.version, "", NOW), actor=role.SYSTEM, at=NOW)
    site["organisations"].add(Organisation(id=CHARITY, title="周村区慈善总会", sort="charity", **BY))
    district.project(site, 840_000)
    need = district.need(district.family(site, vault), 360_000, "education")
    request: Any = SimpleNamespace(localizer=make_localizer("zh_Hans", []), site=site, policy=POLICY)
    return Words(request), need


def codes(heading: str, until: str) -> list[str]:
    """The codes in the first column of one table of the matcher's document."""
    text = DOCUMENT.read_text(encoding="utf-8")
    table = text[text.index(heading) : text.index(until)]
    return re.findall(r"^\| `(\w+)` \|", table, re.MULTILINE)


FIGURES = {
    "pinned": "600",
    "despite": "H2",
    "named_case": "case",
    "designated": "education",
    "place": TOWN,
    "requires": "student",
    "urgency_at_most": "0",
    "kept": "600",
    "expires_in": "38",
    "last_resort": "fund",
    "unrestricted": "project",
}
REASONS: dict[str, dict[str, Any]] = {
    "cap": {"per": "case", "key": "case", "amount": 600, "left": 7_800},
    "available": {"available": 8_400},
    "free": {"left": 5},
    "H2": {"categories": ("medical", "housing"), "left": 5},
    "H3": {"places": ("370306102",), "left": 5},
    "H4": {"missing": ("student",), "excluded": (), "left": 5},
    "H5": {"left": 5},
    "H6": {"max_urgency": 0, "left": 5},
    "H7": {"expires": "2026-11-01", "left": 5},
    "no_resource": {},
}


@pytest.mark.parametrize("code", codes("`why` of an allocation", "`because` of a shortfall"))
def test_every_why_has_words(stage: tuple[Words, Need], code: str) -> None:
    words, _need = stage
    (sentence,) = words.why([f"{code}: {FIGURES[code]}"], 1)
    assert re.search("[一-鿿]", sentence)
    assert not re.search("[a-z$]", sentence)


@pytest.mark.parametrize("rule", codes("`because` of a shortfall", "`explain` gives each source"))
def test_every_because_has_words_and_a_remedy(stage: tuple[Words, Need], rule: str) -> None:
    words, need = stage
    resource = {} if rule == "no_resource" else {"resource": "projects/project"}
    reason = tuple({"rule": rule, **resource, **REASONS[rule]}.items())
    (block,) = words.blocks([reason], need)
    for sentence in block:
        assert re.search("[一-鿿]", sentence)
        assert not re.search("[a-z$]", sentence)


CHANGES: dict[str, dict[str, Any]] = {
    "available": {"more": 900},
    "cap": {"per": "case", "key": "case", "amount": 600, "to": 1500},
    "H2": {"add": "housing"},
    "H3": {"add": TOWN},
    "H4": {"missing": ["student"], "excluded": []},
    "H5": {"add": "case"},
    "H6": {"to": 1},
    "H7": {"expires": "2026-11-01", "to": "2026-11-23"},
}


@pytest.mark.parametrize("rule", codes("For a shortfall `explain`", "`rank` counts pins"))
def test_every_remedy_has_words(stage: tuple[Words, Need], rule: str) -> None:
    words, need = stage
    told = remedy_in_words(
        words, {"rule": rule, "resource": "projects/project", **CHANGES[rule], "gain": 900}, need
    )
    assert told.gain == "¥900.00"
    assert told.condition.startswith("如果慈善项目“金秋助学”")
    assert not re.search("[a-z$]", told.condition + told.consent)


def test_figures_that_say_something_else(stage: tuple[Words, Need]) -> None:
    assert stage[0].why(["urgency_at_most: 1"], 1) == ["只用于“紧急”以上的需求"]
    assert stage[0].why(["expires_in: -5"], 1) == ["已经到期"]


def test_the_other_faces_of_a_remedy(stage: tuple[Words, Need]) -> None:
    def condition(**figures: Any) -> str:
        reason = {"resource": "projects/project", "gain": 1, **figures}
        return remedy_in_words(stage[0], reason, stage[1]).condition

    assert "上限从 ¥600.00 提高到 ¥1,500.00" in condition(rule="cap", **CHANGES["cap"])
    fund = remedy_in_words(
        stage[0], {"rule": "cap", "resource": "fund", **CHANGES["cap"], "gain": 9}, stage[1]
    )
    assert fund.condition.endswith("给这一户的额度再多 ¥900.00")
    assert fund.consent == "由基金管委会来定。"
    assert "从 2026-11-23 起就能用" in condition(rule="H7", valid_from="2026-12-01", to="2026-11-23")
    assert "也能用于“有在校学生”的家庭" in condition(rule="H4", missing=[], excluded=["student"])


def test_what_stands_in_the_way_names_source_figure_and_way_out(stage: tuple[Words, Need]) -> None:
    words, need = stage
    reason = (("rule", "cap"), ("resource", "projects/project"), *REASONS["cap"].items())
    (block,) = words.blocks([reason], need)
    assert block.what == "慈善项目“金秋助学”对这一户到了上限 ¥600.00"
    assert block.remedy == "上限提高以后，它还有 ¥7,800.00 可以用"


def test_a_pair_that_was_declined_says_so(stage: tuple[Words, Need]) -> None:
    words, need = stage
    reason = (("rule", "cap"), ("resource", "projects/project"), ("per", "need"), ("amount", 0), ("left", 5))
    assert "谢绝" in words.blocks([reason], need)[0].what


@pytest.mark.parametrize(
    ("codes_", "said"),
    [
        ((), "没有次选。"),
        (("rule: fund", "resource: fund", "left: 3000"), "基金留给没有别处可找的需求"),
        (("rule: expiry", "resource: projects/project", "left: 3000", "days_later: 40"), "晚 40 天到期"),
        (("rule: kept", "resource: projects/project", "left: 3000", "kept: 600"), "现在的这一份已经在办"),
        (("rule: equal", "resource: projects/project", "left: 3000"), "还能出 ¥3,000.00；同样合适"),
        (
            ("rule: available", "resource: projects/project", "available: 9"),
            "没有次选：慈善项目“金秋助学”已经用完",
        ),
    ],
)
def test_the_next_best(stage: tuple[Words, Need], codes_: tuple[str, ...], said: str) -> None:
    words, need = stage
    assert said in words.next_best(codes_, need)


def test_a_source_that_is_gone_keeps_its_id(stage: tuple[Words, Need]) -> None:
    words, _need = stage
    assert words.source("projects/k7m4") == "projects/k7m4"
    assert words.place("999") == "999"
    assert item_name(words.request, "care", "counselling") == "服务：心理疏导"
