"""The demo district's own page of policy: the work plan in plain words, with the ids of its clauses."""

from __future__ import annotations

from pathlib import Path

from pyramid.request import Request

from content.vocabulary import TextSort
from portal.commands import policytext
from portal.demo.agenda import Agenda
from portal.demo.hours import Hours
from portal.demo.identity import known_id
from portal.importing.lawtext import cut

PAGE = Path(__file__).with_name("plain-words.md")


def plan(agenda: Agenda, hours: Hours) -> None:
    """The bureau puts the page up."""
    agenda.plan(hours.ago(100, 20), "bureau", _publish)


def _publish(request: Request) -> None:
    text = cut(PAGE.read_text("utf-8"))
    values = {
        "title": text.title,
        "sort": TextSort.GUIDE.value,
        "source": "演示区自己的话，不是文件原文",
        "dated": request.now.date(),
    }
    policytext.enter(request, values, text, known_id("text/plain-words"))
