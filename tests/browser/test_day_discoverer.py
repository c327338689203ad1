"""A teacher on a phone reports signs of violence; somebody named calls within the hour; what became of it is seen."""

from __future__ import annotations

from typing import Any

import pytest

from tests.browser import family
from tests.browser.words import LANGUAGES

pytestmark = pytest.mark.browser
PHONE = 390


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_report_an_urgent_call_and_what_became_of_it(someone: Any) -> None:
    school, bureau, worker, village = (
        someone(who, width=PHONE) for who in ("school", "bureau", "worker", "village")
    )
    bureau.go("/me")
    bureau.press("发现情况")
    bureau.sees("还没有定")
    bureau.press("定下谁打紧急电话")
    bureau.choose("谁打这个电话", "赵晓雯")
    bureau.press("定下这个人")
    bureau.sees("赵晓雯")

    school.go("/me")
    school.press("报告一户急难家庭")
    school.fill("当家人姓名", family.HEAD)
    school.fill("家里的电话", "138053301")
    school.choose("镇、街道", "北郊镇")
    school.choose("村、社区", "西塘社区")
    school.tick("有轻生的念头，或者家里有人打人、虐待")
    school.fill("打电话要注意什么", "白天打，丈夫在家时不要打。")
    school.fill("现在是什么情况", family.STORY)
    school.press("报告，拿回执号")
    school.sees("有 ${count} 处要改")
    school.fill("家里的电话", family.PHONE)
    school.press("报告，拿回执号")
    school.sees("最晚 ${when} 有人打电话。")

    worker.go("/me")
    worker.press("一小时内要打的电话")
    worker.press("打电话，记结果")
    worker.sees("丈夫在家时不要打")
    worker.tick("没有人接，过一会儿再打")
    worker.press("记下这个电话")
    worker.press("打电话，记结果")
    worker.tick("接通了，现在平安")
    worker.fill("说了什么，接下来怎样", "人已经回娘家，平安。")
    worker.press("记下这个电话")
    worker.sees("人已经回娘家，平安。")
    worker.go("/me")
    assert worker.words.say("一小时内要打的电话") not in worker.reads()

    family.verify(village)
    school.go("/me")
    school.sees("已核实，属实，已经帮这家人提出申请")
    assert family.HEAD not in school.reads()
    bureau.go("/units")
    bureau.sees(bureau.words.writes.month("2026-11"))
