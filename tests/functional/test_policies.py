"""Texts of law and policy: everybody finds an article and is led to it; older editions stay to be read."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from content.error import DomainError
from content.policytext import Section
from portal.commands import policytext
from portal.demo import plainwords
from portal.demo.agenda import Agenda
from portal.demo.hours import Hours
from portal.demo.stage import Stage
from portal.importing.lawtext import Cut
from portal.root import policy_of
from tests import factories
from tests.conftest import NOW, World


def text(*articles: tuple[int, str, str]) -> Cut:
    return Cut(
        "", "试行。", tuple(Section(f"article-{n}", 3, heading, words) for n, heading, words in articles)
    )


OLD = text((1, "第一条", "救助要及时。"), (48, "第四十八条", "情况紧急的，先行救助。"))
NEW = text((1, "第一条", "救助要及时、公开。"), (2, "第二条", "情况紧急的，当天先行救助。"))


@pytest.fixture
def law(world: World) -> str:
    """The bureau has entered one text."""
    with Stage(world.registry).acting("bureau", NOW) as request:
        values = {"title": "救助办法", "sort": "law", "source": "国务院令", "dated": date(2014, 2, 21)}
        policytext.enter(request, values, OLD, "law2345678")
    world.index()
    return "law2345678"


def hits(page: Any) -> list[tuple[str, str]]:
    return [(link.get_text(), link["href"]) for link in page.html.select("ul.needs h3 a")]


def test_an_article_is_found_and_its_link_opens_there(world: World, law: str) -> None:
    client = world.client()
    page = client.get("/").click("政策")
    assert hits(page) == [("救助办法", f"/policies/{law}")]
    form = page.forms[0]
    form["q"] = "先行救助"
    page = form.submit()
    assert hits(page) == [("救助办法 第四十八条", f"/policies/{law}#article-48")]
    assert "先行救助" in [mark.get_text() for mark in page.html.select("ul.needs mark")]
    opened = client.get(hits(page)[0][1])
    section = opened.html.find(id="article-48")
    assert section.find("h2").get_text().strip() == "第四十八条"
    assert "情况紧急的，先行救助。" in section.get_text()
    assert hits(client.get("/policies", {"q": "第四十八条"})) == hits(page)


def test_a_text_can_be_searched_alone_and_nothing_found_leads_on(world: World, law: str) -> None:
    form = world.client().get(f"/policies/{law}").forms[0]
    form["q"] = "救助"
    page = form.submit()
    assert len(hits(page)) == 2
    assert page.html.select_one("ul.chosen a").get_text() == "去掉条件：救助办法"
    nothing = world.client().get("/policies", {"q": "没有这样的词啊"})
    assert "没有符合的" in nothing
    assert hits(nothing.click("看全部政策"))
    world.client().get("/policies", {"q": "长" * 101}, status=400)


def test_a_newer_edition_takes_over_and_the_older_stays(world: World, law: str) -> None:
    with Stage(world.registry).acting("bureau", NOW) as request:
        policytext.renew(request, request.site["policies"][law], {"dated": date(2026, 11, 1)}, NEW)
    world.index()
    client = world.client()
    assert hits(client.get("/policies", {"q": "先行救助"})) == [
        ("救助办法 第二条", f"/policies/{law}#article-2")
    ]
    page = client.get(f"/policies/{law}")
    assert "当天先行救助" in page
    assert "第四十八条" not in page
    older = page.click("2014年2月21日的文本")
    assert "情况紧急的，先行救助。" in older
    assert "已经有新的" in older
    assert "当天先行救助" in older.click("看现在的文本")
    client.get(f"/policies/{law}/2001-01-01", status=404)


def test_an_edition_that_is_no_newer_is_refused(world: World, law: str) -> None:
    with (
        pytest.raises(DomainError, match="not_newer"),
        Stage(world.registry).acting("bureau", NOW) as request,
    ):
        policytext.renew(request, request.site["policies"][law], {"dated": date(2014, 2, 21)}, NEW)
    assert len(world.site()["policies"][law].editions) == 1


def test_a_repealed_text_is_readable_and_no_longer_found(world: World, law: str) -> None:
    bureau = world.client("bureau")
    page = bureau.get(f"/policies/{law}").click("登记为废止")
    page.forms["step"].submit(status=303)
    world.index()
    client = world.client()
    assert "已经废止" in client.get(f"/policies/{law}")
    assert hits(client.get("/policies", {"q": "先行救助"})) == []
    assert "已废止" in client.get("/policies")
    assert "登记为废止" not in world.client("window").get(f"/policies/{law}")


def test_what_was_pasted_can_do_nothing(world: World) -> None:
    dirty = text((1, "第一条 <b>", "<script>alert(1)</script><p style='x' onclick='y'>**可以**看</p>"))
    edition = factories.edition(sections=dirty.sections)
    world.commit(lambda site: site["policies"].add(factories.policy_text(id="law", edition=edition)) and None)
    page = world.client().get("/policies/law")
    section = page.html.find(id="article-1").decode()
    assert "alert" not in section
    assert "style" not in section
    assert "onclick" not in section
    assert "第一条 &lt;b&gt;" in section
    assert "可以" in section


def test_the_demo_has_a_page_of_our_own_with_every_clause(world: World) -> None:
    agenda = Agenda()
    plainwords.plan(agenda, Hours(NOW, policy_of(world.site()).calendar()))
    agenda.play(Stage(world.registry))
    world.index()
    client = world.client()
    (title, path), *more = hits(client.get("/policies"))
    assert more == []
    assert "大白话" in title
    page = client.get(path)
    anchors = [link["href"] for link in page.html.select(".contents a")]
    assert {"#M1", "#T8", "#R5"} <= set(anchors)
    for anchor in anchors:
        assert page.html.find(id=anchor[1:]) is not None
    assert (f"{path}#T8") in [href for _title, href in hits(client.get("/policies", {"q": "临时救助"}))]
