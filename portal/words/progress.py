"""How far a case or a report has come, for those outside the office: steps and sentences, no names and no sums."""

from __future__ import annotations

from typing import Any

from pyramid.i18n import TranslationStringFactory

from content.case import Case

_ = TranslationStringFactory("portal")

STEPS = (_("发现"), _("核实"), _("受理"), _("救助"), _("结案"), _("回访"))
REACHED = {"lodged": 2, "to_complete": 2, "not_admitted": 2, "admitted": 3, "withdrawn": 3, "closed": 5}
CASE = {
    "lodged": _("已收件，窗口正在看材料"),
    "to_complete": _("还缺材料，补齐了就往下办"),
    "admitted": _("已受理，正在办理"),
    "not_admitted": _("这次没有受理，理由写在给您的通知书上"),
    "closed": _("已办结。以后有变化，可以再来"),
    "withdrawn": _("您已撤回申请。以后需要，可以再来"),
}
NEXT = {"lodged": _("最晚这天答复是否受理"), "admitted": _("最晚这天办好下一步")}
"""What the case's date means to the family; in the other states nothing is promised by a day."""
REPORT = {
    "reported": _("已收到，正在请村（社区）核实"),
    "assigned": _("村（社区）正在核实"),
    # Only where it is not known any more which report speaks for it.
    "merged": _("村（社区）正在核实"),
    "verified": _("已核实，属实，已经帮这家人提出申请"),
    "dismissed": _("已核实，不成立"),
}
REPORT_STEPS = (_("收到"), _("核实"), _("有结果"))
REPORT_REACHED = {"reported": 0, "assigned": 1, "merged": 1, "verified": 3, "dismissed": 3}

TIP_STEPS = (_("收到"), _("受理"), _("办结"))
TIP = {
    "received": _("已收到，正在看"),
    "accepted": _("已受理，正在查"),
    "not_ours": _("不归这里办，下面写了找哪里"),
    "finished": _("已办结，答复在下面"),
}
TIP_REACHED = {"received": 1, "accepted": 2, "not_ours": 3, "finished": 3}


def tip_steps(state: str) -> list[tuple[Any, str]]:
    return _stepper(TIP_STEPS, TIP_REACHED[state])


def case_steps(case: Case) -> list[tuple[Any, str]]:
    """For the stepper: (words, done | now | "")."""
    return _stepper(STEPS, len(STEPS) if case.state == "closed" and case.followed_up else REACHED[case.state])


def report_steps(state: str) -> list[tuple[Any, str]]:
    return _stepper(REPORT_STEPS, REPORT_REACHED[state])


def _stepper(steps: tuple[Any, ...], reached: int) -> list[tuple[Any, str]]:
    return [
        (words, "done" if i < reached else "now" if i == reached else "") for i, words in enumerate(steps)
    ]
