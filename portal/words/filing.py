"""What is missing of a project's filings, in a sentence that names the article."""

from __future__ import annotations

from pyramid.i18n import TranslationStringFactory
from pyramid.request import Request

from content.calendar import day_of
from content.project import Project
from portal import present

_ = TranslationStringFactory("portal")

LACKING = {
    "plan": _("募捐方案还没有备案，最晚在 ${day}补办（慈善法第七十三条）。"),
    "late": _("募捐方案备案晚了，应当在 ${day}以前（慈善法第七十三条）。"),
    "dates": _("还没有写哪天备案、募捐从哪天到哪天，核对不了备案期限（慈善法第二十四条）。请补上。"),
    "report": _("使用情况应当在 ${day}以前向社会报告，还没有报告（慈善法第七十九条）。"),
}


def lacking(request: Request, project: Project) -> list[str]:
    """One sentence for each filing that is missing or was late, most pressing first."""
    write = present.for_request(request)
    return [
        str(request.localizer.translate(LACKING[code], mapping={"day": write.written_day(day)}))
        for code, day in project.lacking(day_of(request.now))
    ]
