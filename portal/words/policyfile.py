"""The sentences for the mistakes of a policy file: one per code, with its figures, after the line and the key."""

from __future__ import annotations

from pyramid.i18n import TranslationString, TranslationStringFactory
from pyramid.request import Request

from content.policy import Mistake

_ = TranslationStringFactory("portal")

SENTENCES = {
    "not_utf8": _("这一行不是 UTF-8 编码的文字"),
    "not_text": _("应当是文字，写在引号里"),
    "empty": _("不能是空的"),
    "no_such_word": _("没有“${value}”这个词，只能是 ${words}"),
    "not_whole": _("应当是整数，不加引号和小数点"),
    "not_fen": _("应当是以分为单位的整数，不加引号和小数点"),
    "too_small": _("不能小于 ${least}，现在是 ${value}"),
    "too_large": _("不能大于 ${most}，现在是 ${value}"),
    "not_boolean": _("应当是 true 或 false"),
    "not_day": _("应当是日期，写成 2026-01-31，不加引号"),
    "not_numbering": _("应当含有 {year}、{window}、{number} 各一次"),
    "not_source": _("“${value}”不对：以 T 开头写出处的条款，或以 D 开头表示本方案的默认值"),
    "not_slug": _("“${value}”不对：只用小写英文字母和下划线"),
    "not_step": _("“${value}”不对：写成“单据.步骤”，如 referral.receive"),
    "not_phone": _("“${value}”不对：电话只含数字和连字符"),
    "not_place_code": _("“${value}”不对：九位区划代码；没有代码的自编，如 370306Z01"),
    "not_village_code": _("“${value}”不对：镇（街道）代码加 - 和两位序号"),
    "not_party": _("“${value}”不对：写部门的 id，或承办方的代号"),
    "not_district_code": _("“${value}”不对：六位区划代码"),
    "not_publication_place": _("“${value}”不对：只能是 town 或 district"),
    "not_section": _("应当是一节，写成 [${name}]"),
    "not_rows": _("应当是若干节，每节写成 [[${name}]]"),
    "id_missing": _("${table} 里缺少 ${id}"),
    "not_list": _("应当是列表，写在方括号里"),
    "empty_list": _("列表不能是空的"),
    "twice": _("“${value}”重复了，第 ${line} 行已经有"),
    "no_such_department": _("没有“${value}”这个部门"),
    "no_such_town": _("没有“${value}”这个镇（街道）"),
    "no_such_kind": _("没有“${value}”这个救助种类"),
    "no_such_party": _("没有“${value}”这个部门或承办方"),
    "unknown": _("不认识“${name}”"),
    "unknown_near": _("不认识“${name}”，是不是“${near}”？"),
    "missing": _("缺少 ${name}"),
    "section_missing": _("缺少 [${name}] 一节"),
    "not_in_district": _("应当以区代码 ${district} 开头"),
    "only": _("这里只能是 ${words}"),
    "not_in_town": _("应当以所属镇（街道）的代码 ${town} 开头"),
    "common_paper": _("“${value}”已经在共同材料里"),
    "asks_nothing": _("既不能要钱，也没有物品或服务，什么需求都提不了"),
    "other_category": _("“${value}”属于 ${belongs}，不属于 ${category}"),
    "no_such_day": _("${month} 月没有 ${day} 日"),
    "case_above_town": _("一户的上限比一个镇（街道）一年的上限还高"),
    "reasons_above_case": _("比一户的上限还高，永远用不到"),
    "bands_not_rising": _("应当从 1 开始，一个比一个大"),
    "places_not_rising": _("应当由细到粗，不重复：先 town，后 district"),
    "budget_twice": _("${year} 年的 ${kind} 预算重复了"),
}
"""What a value should be."""

BROKEN = {
    "toml_section_twice": _("这一节前面已经有了"),
    "toml_key_twice": _("这个键前面已经有了"),
    "toml_inline_added": _("花括号里的内容不能在别处补写"),
    "toml_inline_twice": _("花括号里的键重复了"),
    "toml_no_equals": _("键后面缺少等号"),
    "toml_rows_open": _("节名后面缺少 ]]"),
    "toml_section_open": _("节名后面缺少 ]"),
    "toml_more_on_line": _("一行只能写一个值，值后面有多余的字"),
    "toml_quote_open": _("引号没有合上"),
    "toml_escape": _("反斜线后面不是合法的字符"),
    "toml_control": _("文字里有换行或控制字符，多半是少了引号"),
    "toml_date": _("没有这个日期"),
    "toml_key": _("键只用字母、数字、下划线和连字符"),
    "toml_line": _("看不懂这一行"),
    "toml_value": _("看不懂这个值，文字要写在引号里"),
    "toml_list_open": _("方括号没有合上"),
    "toml_brace_open": _("花括号没有合上"),
    "toml_backslash": _("引号里的反斜线要写两个"),
}
"""Why a line is no TOML; ``toml_other`` has the reader's own reason."""

AT_COLUMN = _("第 ${line} 行：不是合法的 TOML，第 ${column} 列：${what}")
AT_END = _("第 ${line} 行：不是合法的 TOML，到文件末尾：${what}")
AT_KEY = _("第 ${line} 行 ${key}：${what}")
AT_LINE = _("第 ${line} 行：${what}")


def sentence(request: Request, mistake: Mistake) -> str:
    """In the reader's language."""
    what = request.localizer.translate(_what(mistake))
    return str(request.localizer.translate(_whole(mistake, what)))


def in_chinese(mistake: Mistake) -> str:
    """On the command line, where nobody chooses a language."""
    return str(_whole(mistake, _what(mistake).interpolate()).interpolate())


def _what(mistake: Mistake) -> TranslationString:
    code, figures = mistake.said.code, dict(mistake.said.figures)
    if code == "toml_other":
        return TranslationString(figures["reason"])
    return TranslationString({**SENTENCES, **BROKEN}[code], mapping=figures)


def _whole(mistake: Mistake, what: str) -> TranslationString:
    figures = {**dict(mistake.said.figures), "line": str(mistake.line), "key": mistake.key, "what": what}
    if mistake.said.code.startswith("toml_"):
        where = AT_COLUMN if "column" in figures else AT_END
    else:
        where = AT_KEY if mistake.key else AT_LINE
    return TranslationString(where, mapping=figures)
