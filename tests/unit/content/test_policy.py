"""Zhoucun's own policy file: without a mistake, true to the texts, and asked by name."""

import csv
import re
from dataclasses import FrozenInstanceError
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from importlib.resources import files
from pathlib import Path

import pytest

from content.policy import SHIPPED, PolicyError, check, kept, load, read
from content.policy_schema import KIND_LIMITS_NEEDED, LIMITS_NEEDED
from content.vocabulary import Category, Item, Kind, Role
from tests.beside import shared

ASKED = r"""\b(?:due|limit|promise)\((?:request, \w+, )?\s*"([a-z_]+\.[a-z_]+)\""""
"""Where the code names a limit."""
ROOT = Path(__file__).parents[3]
MORNING = datetime(2026, 11, 23, 1, tzinfo=UTC)


@pytest.fixture(scope="module")
def policy():
    return load(SHIPPED)


def test_the_shipped_file_has_no_mistake():
    assert check(read(SHIPPED)) == []


def test_the_shipped_file_is_part_of_the_package():
    assert (files("content") / "policy" / "zhoucun.toml").read_bytes() == SHIPPED.read_bytes()


def test_the_codes_agree_with_the_published_divisions(policy):
    with shared("data", "divisions", "streets-37.csv").open(encoding="utf-8", newline="") as file:
        published = {row["code"]: row["name"] for row in csv.DictReader(file) if row["areaCode"] == "370306"}
    assert {town.code: town.name for town in policy.towns if town.type != "zone"} == published


def test_eleven_windows_and_the_zones_code_is_ours(policy):
    assert len(policy.town_windows) == len(policy.towns) == 11
    assert policy.unit("370306100").window == "北郊镇社会救助受理窗口"
    [zone] = [town for town in policy.towns if town.type == "zone"]
    assert (zone.code, zone.source) == ("370306Z01", "D 自编代码")


def test_places_are_named_and_belong_together(policy):
    assert policy.place_name("370306") == "周村区"
    assert policy.place_name("370306100") == "北郊镇"
    assert policy.place_name("370306100-01") == "北郊镇西塘社区"
    for town in policy.towns:
        villages = policy.villages(town.code)
        assert villages
        assert all(village.code.startswith(town.code) for village in villages)
    with pytest.raises(KeyError):
        policy.place_name("370306999")
    assert policy.place_name("4201") == "湖北省"
    assert policy.place_name("370202001") == "青岛市"


def test_departments_of_the_plan_are_there(policy):
    short = {unit.short for unit in policy.departments}
    assert short >= {"区民政局", "区卫健局", "区医保局", "区教体局", "区住建局", "区房管局", "区人社局"}
    assert short >= {"区应急局", "区公安分局", "区审计局", "区财政局", "区纪委"}
    assert policy.unit(policy.district.bureau).short == "区民政局"
    assert policy.unit("medical").phone == "12345"


def test_all_nine_kinds_four_of_them_run(policy):
    assert [kind.id for kind in policy.kinds] == [kind.value for kind in Kind]
    assert {kind.id for kind in policy.running_kinds} == {"temporary", "medical", "education", "society"}
    assert policy.kind("medical").refer_to == "medical"
    assert policy.kind("society").refer_to == ""
    assert policy.kind("medical").label == "医疗救助"
    for kind in policy.kinds:
        assert kind.steps
        assert policy.papers(kind.id)[:3] == policy.common_papers


@pytest.mark.parametrize(
    ("id", "value", "unit"),
    [
        ("referral.receive", 1, "workday"),
        ("referral.reject", 2, "workday"),
        ("discovery.verify", 2, "workday"),
        ("discovery.call", 2, "hour"),
        ("discovery.visit", 24, "hour"),
        ("proposal.lapse", 3, "workday"),
        ("case.admit", 2, "workday"),
        ("crosscheck.answer", 5, "workday"),
        ("case.first_visit", 30, "day"),
        ("case.second_visit", 90, "day"),
        ("tip.answer", 15, "day"),
        ("subsistence.complete", 30, "workday"),
        ("subsistence.hard_case", 45, "workday"),
        ("medical.complete", 15, "workday"),
        ("education.complete", 10, "workday"),
        ("employment.complete", 7, "workday"),
        ("temporary.urgent", 24, "hour"),
        ("temporary.small", 3, "workday"),
        ("temporary.complete", 15, "workday"),
        ("society.complete", 3, "workday"),
    ],
)
def test_limits_as_in_the_procedures(policy, id, value, unit):
    assert (policy.limit(id).value, policy.limit(id).unit) == (value, unit)


def test_every_limit_the_code_asks_for_by_name_is_needed_by_the_schema(policy):
    asked = set()
    for package in ("content", "portal"):
        for file in (ROOT / package).rglob("*.py"):
            if file.stem != "policy_schema":
                asked |= set(re.findall(ASKED, file.read_text("utf-8")))
    kinds = {f"{kind.value}.complete" for kind in Kind}
    kinds |= {f"{kind}.{limit}" for kind, limits in KIND_LIMITS_NEEDED.items() for limit in limits}
    assert "discovery.verify" in asked
    assert asked - kinds <= set(LIMITS_NEEDED)


def test_due_dates_follow_the_limit(policy):
    assert policy.due("referral.receive", MORNING).at == datetime(2026, 11, 24, 15, 59, 59, tzinfo=UTC)
    assert policy.due("discovery.call", MORNING).at == MORNING + timedelta(hours=2)
    assert policy.due("subsistence.complete", MORNING).provisional
    assert policy.calendar().is_workday(date(2027, 2, 8)) == (False, False)
    assert policy.limit("medical.complete").words == "15 个工作日"


def test_the_clock_rests_for_papers_and_public_notice(policy):
    assert policy.limit("medical.complete").pauses == ("case.ask_papers", "notice.put_up")
    assert policy.limit("referral.receive").pauses == ()


def test_the_funds_rules_are_in_fen(policy):
    fund = policy.fund
    assert (fund.case_limit_fen, fund.case_months) == (500_000, 12)
    assert (fund.town_year_limit_fen, fund.reserve_fen, fund.reserve_urgency) == (3_000_000, 6_000_000, 0)
    assert (fund.signatures, fund.reasons_above_fen) == (2, 300_000)
    assert all(budget.amount_fen > 0 for budget in policy.budgets)


def test_categories_as_in_the_domain(policy):
    kinds = {category.id: set(category.kinds) for category in policy.categories}
    assert kinds == {
        "medical": {"medical", "temporary"},
        "education": {"education", "society"},
        "living": {"subsistence", "destitute", "temporary", "disaster"},
        "housing": {"housing", "disaster"},
        "employment": {"employment"},
        "care": {"society"},
        "aids": {"medical", "society"},
    }
    assert policy.category("education").forms == (("fen", ""), ("hour", "tutoring"))
    assert policy.category("aids").forms == (("piece", "wheelchair"),)
    assert policy.category("care").label == Category.CARE.label
    assert {item for rule in policy.categories for item in rule.items} == {item.value for item in Item}


def test_publication_rules(policy):
    assert policy.publication.k == 5
    assert policy.publication.places == ("town", "district")
    bands = [policy.publication.band(members) for members in (0, 1, 2, 3, 4, 5, 6, 11)]
    assert bands == [(1, 1), (1, 1), (2, 3), (2, 3), (4, 5), (4, 5), (6, None), (6, None)]


def test_every_staff_role_needs_a_second_factor(policy):
    assert all(policy.needs_totp(role.value) for role in Role)
    assert policy.needs_totp("somebody new")


def test_printed_numbers(policy):
    number = policy.numbering.printed
    assert number("case", year=2026, window="北郊", number=147) == "周救字〔2026〕北郊0147号"
    assert number("referral", year=2026, window="北郊", number=212) == "周救转〔2026〕北郊0212号"
    assert number("notice", year=2027, window="开发区", number=12345) == "周救告〔2027〕开发区12345号"


def test_everything_names_its_source(policy):
    values = [policy.district, policy.days, policy.ages, policy.relief, policy.fund, policy.publication]
    values += [policy.numbering, policy.register, *policy.towns, *policy.all_villages, *policy.units]
    values += [*policy.roles, *policy.limits, *policy.deadlines, *policy.categories, *policy.budgets]
    for kind in policy.kinds:
        values += [kind, *kind.steps, *kind.papers, *kind.limits]
    assert all(value.source[0] in "TD" for value in values)


def test_the_version_is_the_hash_of_the_text_and_the_text_is_enough(policy):
    assert policy.version == sha256(policy.text.encode()).hexdigest()
    again = load(policy.text)
    assert again == policy
    assert again.version == policy.version
    assert load(policy.text + "\n# a word\n").version != policy.version


def test_a_policy_is_frozen_and_its_values_are_plain(policy):
    with pytest.raises(FrozenInstanceError):
        policy.title = "other"
    with pytest.raises(FrozenInstanceError):
        policy.fund.reserve_fen = 0
    assert type(policy.unit("civil").type) is str
    assert isinstance(policy.kind("medical").answers, tuple)


def test_another_districts_copy_is_read_from_its_own_file(tmp_path):
    copy = tmp_path / "other.toml"
    copy.write_bytes(b"\xef\xbb\xbf" + SHIPPED.read_bytes().replace(b"\n", b"\r\n"))
    assert load(copy) == load(SHIPPED)


def test_a_file_that_cannot_be_read_says_so(tmp_path):
    with pytest.raises(FileNotFoundError):
        load(tmp_path / "missing.toml")
    other = tmp_path / "gbk.toml"
    other.write_bytes("# one\ntitle = '周村'\n".encode("gbk"))
    with pytest.raises(PolicyError, match="2 +not_utf8"):
        load(other)


def test_an_edition_of_an_earlier_release_opens_with_what_it_did_not_know():
    """A limit, a number and a kind's own limit that this release asks for, and a stored edition does not have."""
    text = SHIPPED.read_text("utf-8")
    older = re.sub(r'\[\[limit\]\]\nid = "public_notice.put_up".*?source = "D"\n', "", text, flags=re.S)
    older = re.sub(r"public_notice = .*\n", "", older)
    older = re.sub(r'\[\[kind.limit\]\]\nid = "urgent".*?source = "D"\n', "", older, flags=re.S)
    older = older.replace("k = 5 ", "k = 7 ")
    with pytest.raises(PolicyError):
        load(older)
    policy = kept(older)
    assert policy.limit("public_notice.put_up").value == 1
    assert policy.limit("temporary.urgent").unit == "hour"
    assert policy.numbering.printed("public_notice", year=2026, window="北郊", number=1).startswith("周救示")
    assert policy.publication.k == 7
    assert policy.text == older
