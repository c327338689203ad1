"""Each mistake in a policy file is named at its own line, has a sentence with its figures, and all of them at once."""

import re

import pytest

from content.policy import SHIPPED, PolicyError, check, load, read
from portal.words.policyfile import in_chinese

GOOD = read(SHIPPED)

CIVIL = 'id = "civil"\nname = "区民政局"'
VILLAGE = 'code = "370306100-01"\nname = "西塘社区"\ntown = "370306100"\ntype = "community"'
RECEIVE = 'id = "referral.receive"\nname = "接收转办"\nvalue = 1\nunit = "workday"'
MEDICAL = 'id = "medical"\nruns = true\nanswers = ["civil", "health", "medical"]\nrefer_to = "medical"'
CARE = (
    'id = "care"\nmoney = false\nitems = ["care", "counselling", "legal", "transport"]\nkinds = ["society"]'
)

# (what stands in the file, what stands there instead, the marked line «…» of it, key, words of the message)
MUTATIONS = {
    "a value that is no TOML": ("k = 5 #", "«k = 5o» #", "", "不是合法的 TOML"),
    "a key without a value": ("child_below = 18", "«child_below =»", "", "不是合法的 TOML"),
    "an open string": ('name = "周村区"', '«name = "周村区»', "", "不是合法的 TOML"),
    "the same key twice": ("[ages]\n", "[ages]\nchild_below = 17\n", "", "不是合法的 TOML"),
    "a section twice": ("[relief]\n", "«[ages]»\nx = 1\n\n[relief]\n", "", "不是合法的 TOML"),
    "an unknown key": (RECEIVE, RECEIVE + "\n«valeu = 1»", "limit[5].valeu", "是不是“value”"),
    "an unknown section": ("[relief]\n", "«[colour]»\nx = 1\n\n[relief]\n", "colour", "不认识“colour”"),
    "a missing key": (
        '[[department]]\nid = "civil"\nname = "区民政局"',
        '«[[department]]»\nid = "civil"',
        "department[1]",
        "缺少 name",
    ),
    "a missing title": ('title = "周村区救急难规则（2026 年版）"\n', "", "", "缺少 title"),
    "a limit without a source": (
        '[[limit]]\nid = "proposal.lapse"\nname = "匹配建议无人答复，自动失效"\nvalue = 3\nunit = "workday"\n'
        'starts = "proposal.accept"\nstops = "proposal.lapse"\nsource = "D"',
        '«[[limit]]»\nid = "proposal.lapse"\nname = "匹配建议无人答复，自动失效"\nvalue = 3\nunit = "workday"\n'
        'starts = "proposal.accept"\nstops = "proposal.lapse"',
        "limit[8]",
        "缺少 source",
    ),
    "a source that is neither": (
        'source = "D 自编代码"',
        '«source = "我们"»',
        "town[11].source",
        "以 T 开头",
    ),
    "text for a number": ("k = 5", '«k = "5"»', "publication.k", "应当是整数"),
    "true for a number": ("k = 5", "«k = true»", "publication.k", "应当是整数"),
    "a number for text": ('hotline = "12345"', "«hotline = 12345»", "district.hotline", "应当是文字"),
    "text for true": (
        MEDICAL,
        MEDICAL.replace("runs = true", '«runs = "yes"»'),
        "kind[4].runs",
        "true 或 false",
    ),
    "a value for a list": (
        MEDICAL,
        MEDICAL.replace('answers = ["civil", "health", "medical"]', '«answers = "civil"»'),
        "kind[4].answers",
        "应当是列表",
    ),
    "an empty list": (
        MEDICAL,
        MEDICAL.replace('["civil", "health", "medical"]', "«[]»"),
        "kind[4].answers",
        "不能是空的",
    ),
    "a value for a section": (
        '[ages]\nchild_below = 18\nelderly_from = 60\nsource = "D"\n',
        "[[ages]]\n",
        "ages",
        "应当是一节，写成 [ages]",
    ),
    "yuan with a fraction": (
        "reserve_fen = 6_000_000",
        "«reserve_fen = 60000.50»",
        "fund.reserve_fen",
        "以分为单位",
    ),
    "a negative amount": ("reserve_fen = 6_000_000", "«reserve_fen = -1»", "fund.reserve_fen", "不能小于 0"),
    "a negative limit": (
        RECEIVE,
        RECEIVE.replace("value = 1", "«value = -1»"),
        "limit[5].value",
        "不能小于 0",
    ),
    "an unknown unit of time": (
        RECEIVE,
        RECEIVE.replace('unit = "workday"', '«unit = "week"»'),
        "limit[5].unit",
        "没有“week”这个词",
    ),
    "one signature": ("signatures = 2", "«signatures = 1»", "fund.signatures", "不能小于 2"),
    "a date in quotes": (
        "valid_from = 2026-01-01",
        '«valid_from = "2026-01-01"»',
        "valid_from",
        "应当是日期",
    ),
    "an impossible date": ("valid_from = 2026-01-01", "«valid_from = 2026-02-30»", "", "不是合法的 TOML"),
    "a moment for a day": (
        "    2027-06-09, # 端午节",
        "    «2027-06-09T00:00:00», # 端午节",
        "calendar.holidays[3]",
        "应当是日期",
    ),
    "a day both worked and free": (
        "workdays = []",
        "workdays = [2027-06-09]",
        "calendar.holidays[3]",
        "重复了，第 21 行已经有",
    ),
    "a deadline on 31 June": (
        "month = 10\nday = 31",
        "month = 6\n«day = 31»",
        "deadline[1].day",
        "6 月没有 31 日",
    ),
    "a thirteenth month": (
        "month = 10\nday = 31",
        "«month = 13»\nday = 31",
        "deadline[1].month",
        "不能大于 12",
    ),
    "a town's code of seven digits": (
        'code = "370306103"',
        '«code = "3703061"»',
        "town[9].code",
        "九位区划代码",
    ),
    "a town of another district": (
        'code = "370306103"',
        '«code = "370305103"»',
        "town[9].code",
        "以区代码 370306",
    ),
    "a town's code twice": ('code = "370306103"', '«code = "370306102"»', "town[9].code", "重复了"),
    "a village of an unknown town": (
        VILLAGE,
        VILLAGE.replace('town = "370306100"', '«town = "370306999"»'),
        "village[11].town",
        "没有“370306999”这个镇",
    ),
    "a village's code that is not its town's": (
        VILLAGE,
        VILLAGE.replace('code = "370306100-01"', '«code = "370306101-09"»'),
        "village[11].code",
        "所属镇（街道）的代码 370306100",
    ),
    "a village that is a zone": (
        VILLAGE,
        VILLAGE.replace('type = "community"', '«type = "zone"»'),
        "village[11].type",
        "只能是 village, community",
    ),
    "a department twice": (
        '[[department]]\nid = "health"',
        '[[department]]\n«id = "civil"»',
        "department[2].id",
        "“civil”重复了",
    ),
    "a referral to nobody": (
        MEDICAL,
        MEDICAL.replace('refer_to = "medical"', '«refer_to = "dental"»'),
        "kind[4].refer_to",
        "没有“dental”这个部门",
    ),
    "an answer by nobody": (
        MEDICAL,
        MEDICAL.replace('"health"', '"dental"').replace("answers", "«answers»"),
        "kind[4].answers[2]",
        "没有“dental”这个部门",
    ),
    "a step by nobody": (
        'by = "hospital"',
        '«by = "clinic"»',
        "kind[4].step[1].by",
        "没有“clinic”这个部门",
    ),
    "an unknown kind": (
        CARE,
        CARE.replace('kinds = ["society"]', '«kinds = ["charity"]»'),
        "category[6].kinds[1]",
        "没有“charity”这个词",
    ),
    "an unknown category": (
        CARE,
        CARE.replace('id = "care"', '«id = "nursing"»'),
        "category[6].id",
        "“nursing”",
    ),
    "an item of another category": (
        CARE,
        CARE.replace('["care", "counselling", "legal", "transport"]', '«["care", "rice"]»'),
        "category[6].items[2]",
        "属于 living",
    ),
    "a category one can ask nothing of": (
        "[[category]]\n" + CARE,
        "«[[category]]»\n" + CARE.replace('["care", "counselling", "legal", "transport"]', "[]"),
        "category[6]",
        "什么需求都提不了",
    ),
    "a paper twice": (
        'id = "bills"',
        '«id = "diagnosis"»',
        "kind[4].paper[2].id",
        "重复了",
    ),
    "a common paper again": ('id = "bills"', '«id = "account"»', "kind[4].paper[2].id", "共同材料"),
    "a limit of a kind twice": (
        'id = "recognise"',
        '«id = "first_aid"»',
        "kind[4].limit[2].id",
        "重复了",
    ),
    "a role that nobody knows": ('id = "auditor"', '«id = "mayor"»', "role[10].id", "没有“mayor”这个词"),
    "a step without its document": (
        'stops = "discovery.call"\nsource = "D M1"',
        '«stops = "call"»\nsource = "D M1"',
        "limit[1].stops",
        "单据.步骤",
    ),
    "a case limit above the town's": (
        "case_limit_fen = 500_000",
        "«case_limit_fen = 5_000_000»",
        "fund.case_limit_fen",
        "比一个镇（街道）一年的上限还高",
    ),
    "k of one": ("k = 5", "«k = 1»", "publication.k", "不能小于 2"),
    "bands that fall": ("[1, 2, 4, 6]", "«[1, 4, 2]»", "publication.household_bands", "一个比一个大"),
    "places from coarse to fine": (
        'places = ["town", "district"]',
        '«places = ["district", "town"]»',
        "publication.places",
        "由细到粗",
    ),
    "a number without its counter": (
        '{window}{number:04d}号"\nreferral',
        '{window}号"\nreferral',
        "numbering.case",
        "{number} 各一次",
    ),
    "a number that reaches for more": (
        "周救字〔{year}〕",
        "周救字〔{year.__class__}〕",
        "numbering.case",
        "{number} 各一次",
    ),
    "a budget twice": (
        'kind = "education"\nyear',
        '«kind = "medical"»\nyear',
        "budget[3].kind",
        "预算重复了",
    ),
    "a read log kept too short": (
        "read_log_years = 6",
        "«read_log_years = 1»",
        "register.read_log_years",
        "小于 6",
    ),
}


def line_of_change(before, after):
    """The marked line, else the first line that differs."""
    if "«" in after:
        return after[: after.index("«")].count("\n") + 1
    pairs = zip(before.split("\n"), after.split("\n"))
    return next(number for number, (old, new) in enumerate(pairs, 1) if old != new)


@pytest.mark.parametrize("name", MUTATIONS)
def test_a_mistake_is_named_at_its_line(name):
    old, new, key, message = MUTATIONS[name]
    assert GOOD.count(old) == 1, "the mutation must hit one place"
    marked = GOOD.replace(old, new)
    text = re.sub("[«»]", "", marked)
    found = {(mistake.line, mistake.key) for mistake in check(text) if message in in_chinese(mistake)}
    assert found == {(EXPECTED_LINES.get(name, line_of_change(GOOD, marked)), key)}
    with pytest.raises(PolicyError) as error:
        load(text)
    assert error.value.mistakes == tuple(check(text))


def line_with(words):
    return next(number for number, line in enumerate(GOOD.split("\n"), 1) if words in line)


EXPECTED_LINES = {
    "a missing title": 1,
    "the same key twice": line_with("[ages]") + 2,
    "a day both worked and free": line_with("2027-06-09"),
}
"""Where the mistake shows elsewhere than where the text was changed."""


def test_an_unlisted_kind_and_limit_are_missed():
    start, end = GOOD.index("# 就业救助"), GOOD.index("# 临时救助")
    messages = [in_chinese(mistake) for mistake in check(GOOD[:start] + GOOD[end:])]
    assert any(message.endswith("：[[kind]] 里缺少 employment") for message in messages)
    text = GOOD.replace('id = "proposal.lapse"', 'id = "proposal.other"')
    [message] = map(in_chinese, check(text))
    assert message.endswith("：[[limit]] 里缺少 proposal.lapse")


def test_all_mistakes_come_at_once_and_in_order():
    text = GOOD.replace("k = 5", "k = 0").replace("signatures = 2", "signatures = 0")
    text = text.replace("valid_from = 2026-01-01", "valid_from = 7").replace(
        'by = "hospital"', 'by = "clinic"'
    )
    mistakes = check(text)
    assert len(mistakes) == 4
    assert [mistake.line for mistake in mistakes] == sorted(mistake.line for mistake in mistakes)


def test_all_broken_lines_come_at_once():
    text = GOOD.replace("k = 5", "k = 5o").replace("month = 10", "month =").replace("[register]", "[register")
    broken = [line_with("month = 10"), line_with("k = 5"), line_with("[register]")]
    assert [mistake.line for mistake in check(text)] == broken


OPTIONAL = ("keep_drafts_days",)
"""What older files lack."""


def test_every_table_needs_every_key_the_schema_says():
    """Every seventh line of the file is taken out by turns: never is a needed key missed without a word."""
    lines = GOOD.split("\n")
    silent = []
    for number in range(0, len(lines), 7):
        line = lines[number]
        if " = " in line and not line.startswith(("#", " ", "refer_to", "pauses", "address", *OPTIONAL)):
            text = "\n".join(lines[:number] + lines[number + 1 :])
            if not check(text):
                silent.append((number + 1, line))
    assert silent == []


@pytest.mark.parametrize(
    "text", ["", "\n\n", "# nothing", "x = 1", "[kind]\nid = 1", "town = 3", "kind = [1]"]
)
def test_a_text_that_is_no_policy_at_all_is_named_too(text):
    assert check(text)
    assert all(mistake.line >= 1 for mistake in check(text))


def test_a_mistake_reads_like_a_sentence():
    [mistake] = check(GOOD.replace("k = 5", "k = 1"))
    assert in_chinese(mistake) == f"第 {line_with('k = 5')} 行 publication.k：不能小于 2，现在是 1"


def test_a_limit_of_a_kind_that_the_portal_asks_for_is_missed():
    text = SHIPPED.read_text("utf-8").replace('id = "urgent"', 'id = "hurried"')
    [message] = map(in_chinese, check(text))
    assert message.endswith("：[[kind.limit]] 里缺少 urgent")
