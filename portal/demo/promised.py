"""Plans what people promise to charities, and what institutions ask for."""

from __future__ import annotations

from functools import partial
from typing import Any

from pyramid.request import Request

from content import role
from portal.commands import appeal, promise
from portal.demo import people
from portal.demo.agenda import Act, Agenda
from portal.demo.hours import Hours
from portal.demo.identity import known_id, phone
from portal.demo.sources import PATIENTS, PUPILS

FIRST_PHONE = 9800
VOLUNTEERS = (
    (40, "tutoring", 24, "俞静文", "中学退休语文教师，周末两天都可以。", "take"),
    (27, "care", 30, "柳成林", "有护理证，会开车，能接送老人看病。", "take"),
    (15, "legal", 12, "沙立", "法律专业，能帮着看赔偿协议。", "decline"),
    (9, "care", 16, "宁小雨", "放假在家，能陪老人说话。", "withdraw"),
    (2, "counselling", 20, "简平", "心理咨询师，晚上有空，可以打电话。", ""),
    (1, "tutoring", 10, "费晓东", "大学生，数学和英语都能教。", ""),
    (0, "care", 40, "鞠红", "刚退休，平日上午都有空，会做家常饭。", ""),
)
"""Working days ago, what, hours, who, what they can, and what became of it."""
PLEDGES = (
    (16, PATIENTS, 1_000_000, "", "隋先生", "receive"),
    (12, PUPILS, 0, "书包四十个、水彩笔四十盒", "文具店丁老板", "decline"),
    (8, PUPILS, 50_000, "", "匡女士", "withdraw"),
    (3, PATIENTS, 200_000, "", "缪先生", ""),
    (1, PUPILS, 0, "新羽绒服二十件，尺码齐全", "服装厂柯厂长", ""),
    (0, PUPILS, 120_000, "", "符老师", ""),
)
APPEALS = (
    (70, "王村镇敬老院", "370306102", "mask", 400, "一次性医用口罩，要独立包装", "close"),
    (21, "萌水镇卫生院", "370306103", "gloves", 600, "检查手套，中号", ""),
    (6, "北郊镇养老服务中心", "370306100", "disinfectant", 80, "含氯消毒液，五升一桶", ""),
    (1, "古街医院", "370306002", "gown", 50, "隔离衣，一次性", ""),
)


class Promised:
    """Plans promises in every state, and appeals."""

    def __init__(self, agenda: Agenda, hours: Hours) -> None:
        self._agenda, self._hours = agenda, hours

    def plan(self) -> None:
        for number, (days, item, hours, name, able, end) in enumerate(VOLUNTEERS):
            values = {
                "organisation": people.CHARITY,
                "item": item,
                "hours": hours,
                "age": "adult",
                "volunteer_name": name,
                "volunteer_phone": phone(FIRST_PHONE + number),
                "able": able,
            }
            self._volunteer(values, days, end, number)
        for number, (days, project, amount, goods, name, end) in enumerate(PLEDGES):
            values = {
                "amount": amount,
                "goods": goods,
                "pledger_name": name,
                "pledger_phone": phone(FIRST_PHONE + 50 + number),
            }
            self._pledge(values, project, days, end, number)
        for number, (days, title, place, item, amount, wanted, end) in enumerate(APPEALS):
            values = {
                "institution": title,
                "place": place,
                "contact_name": "值班室",
                "contact_phone": phone(FIRST_PHONE + 80 + number),
                "lines": [{"item": item, "amount": amount, "wanted": wanted}],
            }
            once = known_id(f"appeal/{number}")
            self._plan(days, 45 + number, "bureau", partial(appeal.enter, values=values, once=once))
            if end:
                self._plan(days - 12, 45, "bureau", partial(_close, once=once))

    def _plan(self, days: int, minutes: int, who: str, act: Act) -> None:
        self._agenda.plan(self._hours.ago(max(0, days), minutes), who, act)

    def _volunteer(self, values: dict[str, Any], days: int, end: str, number: int) -> None:
        once = known_id(f"volunteer/{number}")
        self._plan(days, 110 + number, "", lambda r: promise.volunteer(r, values, once))

        def take(request: Request) -> None:
            offer = {
                "title": values["able"].split("，")[0],
                "text": values["able"],
                "amount": values["hours"],
            }
            promise.take(request, request.site["volunteers"][once], offer, known_id(f"offer/taken/{number}"))

        self._ended("volunteers", once, days, end, take)

    def _pledge(self, values: dict[str, Any], project: str, days: int, end: str, number: int) -> None:
        once = known_id(f"pledge/{number}")
        self._plan(
            days, 115 + number, "", lambda r: promise.pledge(r, r.site["projects"][project], values, once)
        )

        def receive(request: Request) -> None:
            donation = request.site["donations"][known_id("donation/federation")]
            promise.receive(request, request.site["pledges"][once], donation)

        self._ended("pledges", once, days, end, receive)

    def _ended(self, folder: str, once: str, days: int, end: str, fulfil: Act) -> None:
        if end == "withdraw":
            who = role.applicant(f"{folder[:-1]}:{once}")
            self._plan(days - 1, 130, who, lambda r: promise.withdraw(r, r.site[folder][once]))
        elif end == "decline":
            reason = "这一类本月已经够了，谢谢您，下季度再联系。"
            self._plan(days - 1, 130, "charity", lambda r: promise.decline(r, r.site[folder][once], reason))
        elif end:
            self._plan(days - 1, 130, "charity", fulfil)


def _close(request: Request, *, once: str) -> None:
    appeal.close(request, request.site["appeals"][once])
