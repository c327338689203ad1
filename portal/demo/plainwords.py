"""The demo district's own page of policy: the work plan in plain words, with the ids of its clauses."""

from __future__ import annotations

from pathlib import Path

from content.ident import new_id
from content.vocabulary import TextSort
from portal.commands import policytext
from portal.demo.hours import Hours
from portal.demo.stage import Stage
from portal.importing.lawtext import cut

PAGE = Path(__file__).with_name("plain-words.md")


def publish(stage: Stage, hours: Hours) -> None:
    """The bureau puts the page up."""
    text = cut(PAGE.read_text("utf-8"))
    with stage.acting("bureau", hours.ago(100, 20)) as request:
        values = {
            "title": text.title,
            "sort": TextSort.GUIDE.value,
            "source": "演示区自己的话，不是文件原文",
            "dated": request.now.date(),
        }
        policytext.enter(request, values, text, new_id())
