"""How forms are drawn: every widget with our own template, no inline code, labels and errors tied to their fields."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import colander
import pytest
from bs4 import BeautifulSoup
from pyramid.i18n import make_localizer
from pyramid.testing import DummyRequest, setUp, tearDown
from webob.multidict import MultiDict

from portal.forms import fields
from portal.forms.base import TEMPLATES, Form, flat

FOLDER = Path(TEMPLATES.search_path[0])
INLINE = re.compile(r"<script|<style|\son[a-z]+\s*=|\sstyle\s*=|javascript:", re.IGNORECASE)
PLACES = [("王村镇", [("11", "东村")]), ("北郊镇", [("21", "西村")])]


@pytest.fixture(autouse=True)
def registry() -> Iterator[None]:
    """A CSRF token needs Pyramid's registry."""
    setUp()
    yield
    tearDown()


def asked(*posted: tuple[str, str]) -> Any:
    request = DummyRequest(post=MultiDict(posted)) if posted else DummyRequest()
    request.localizer = make_localizer("zh_Hans", [])
    return request


def everything(request: Any, **kw: Any) -> Form:
    """One form with every kind of field."""
    row = fields.row("member", "家人")
    row.add(fields.text("name", "姓名", max=10))
    row.add(fields.radios("sex", "性别", [("m", "男"), ("f", "女")]))
    row.add(fields.boxes("traits", "情况", [("a", "在读"), ("b", "残疾")], optional=True))
    schema = colander.Schema()
    for node in (
        fields.part(
            "who",
            "求助人",
            fields.text("name", "姓名", max=10, help="请对照证件。"),
            fields.choice("town", "镇、街道", [("1", "王村镇"), ("2", "北郊镇")]),
            fields.choice("village", "村、社区", PLACES, within="town", optional=True),
        ),
        fields.part("family", "家里人", fields.rows("members", "家人", row, add="再加一位家人", most=3)),
        fields.id_number("id_number", "身份证号码", optional=True),
        fields.phone("phone", "手机号码"),
        fields.credit_code("code", "统一社会信用代码", optional=True),
        fields.money("amount", "金额（元）"),
        fields.whole("hours", "时间（小时）", optional=True),
        fields.date("on", "哪天"),
        fields.month("born", "出生年月", optional=True),
        fields.radios("urgency", "现在有多急", [("0", "今天"), ("1", "这几天")], help="选第一项会马上启动。"),
        fields.boxes("causes", "什么原因", [("a", "大病"), ("b", "火灾")], optional=True),
        fields.long_text("story", "经过", max=50),
        fields.password("secret", "密码"),
        fields.file("paper", "材料", optional=True),
        fields.yes("consent", "求助人同意", required=True, help="先说明再勾选。"),
        fields.hidden("do", "go"),
    ):
        schema.add(node)
    return Form(request, schema, name="all", buttons=(("save", "登记", "primary"),), once=True, **kw)


WRONG = (
    ("__start__", "who:mapping"),
    ("name", '"><script>alert(1)</script>'),
    ("town", "9"),
    ("__end__", "who:mapping"),
    ("__start__", "family:mapping"),
    ("__start__", "members:sequence"),
    ("__start__", "member:mapping"),
    ("name", "李"),
    ("__end__", "member:mapping"),
    ("__start__", "member:mapping"),
    ("name", ""),
    ("__end__", "member:mapping"),
    ("__end__", "members:sequence"),
    ("__end__", "family:mapping"),
    ("phone", "1380533014"),
    ("amount", "-1"),
    ("on", "2026-02-30"),
    ("story", "长" * 60),
    ("secret", "hidden-word"),
)


def drawn(request: Any, form: Form) -> tuple[str, BeautifulSoup]:
    html = str(form.render())
    return html, BeautifulSoup(html, "html.parser")


def test_no_inline_code_anywhere() -> None:
    for template in sorted(path.name for path in FOLDER.glob("*.pt")):
        assert not INLINE.search((FOLDER / template).read_text("utf-8")), template
    request = asked()
    assert not INLINE.search(str(everything(request).render()))
    request = asked(*WRONG)
    form = everything(request)
    form.validate(request)
    assert not INLINE.search(str(form.render()))


def test_every_field_has_a_label_and_every_id_is_there_once() -> None:
    _html, page = drawn(request := asked(), everything(request))
    ids = [tag["id"] for tag in page.find_all(id=True)]
    assert len(ids) == len(set(ids))
    for field in page.select("input:not([type=hidden]), select, textarea"):
        assert page.find("label", attrs={"for": field["id"]}), field["id"]
    for tag in page.select("[aria-describedby]"):
        assert all(page.find(id=target) for target in tag["aria-describedby"].split())
    assert page.form.get("novalidate")


def test_errors_stand_at_the_field_and_in_a_summary_that_leads_there() -> None:
    request = asked(*WRONG)
    form = everything(request)
    assert form.validate(request) is None
    assert request.response.status_int == 400
    html, page = drawn(request, form)
    links = page.select(".errors[role=alert] a")
    assert len(links) == form.error_count == 9
    for link in links:
        assert page.find(id=link["href"][1:]), link
    told = [link.text for link in links]
    assert "手机号码是 11 位数字，现在是 10 位。请补上少的一位。" in told
    assert "家人 1，请选择“性别”。" in told
    assert "经过：最多 50 个字，现在是 60 个字。请删去 10 个字。" in told
    phone = page.find(id="phone")
    assert phone["value"] == "1380533014"
    assert phone["aria-invalid"] == "true"
    assert page.find(id="error-phone").text.startswith("出错：手机号码是 11 位")
    assert page.find(id="on")["value"] == "2026-02-30"
    assert page.find(id="on")["type"] == "text", "a date field would have dropped the day that is none"
    assert page.find(id="story").text.strip() == "长" * 60
    assert page.find(id="name")["value"] == '"><script>alert(1)</script>'
    assert "hidden-word" not in html
    assert len(page.select("fieldset.one-row")) - len(page.select("template fieldset.one-row")) == 1


def test_nothing_is_said_in_english() -> None:
    request = asked(*WRONG)
    form = everything(request)
    form.validate(request)
    _html, page = drawn(request, form)
    text = page.get_text(" ").replace("script", "").replace("alert", "")
    assert not re.search(r"[A-Za-z]{4,}", text), re.findall(r"[A-Za-z]{4,}", text)


def test_a_row_is_added_and_taken_away_by_the_server_too() -> None:
    request = asked(*WRONG, ("add_row", "members"))
    form = everything(request)
    assert form.validate(request) is None
    assert form.error_count == 0
    assert request.response.status_int == 200
    _html, page = drawn(request, form)
    assert [row.get("id") for row in page.select("form fieldset.one-row")] == [
        "members-0",
        "members-1",
        "members-2",
    ]
    assert page.find(id="members-0-name")["value"] == "李"
    assert not page.select("form button[name=add_row]"), "three is the most"
    request = asked(*WRONG, ("remove_row", "members-0"))
    form = everything(request)
    form.validate(request)
    _html, page = drawn(request, form)
    assert page.find(id="members-0-name")["value"] == ""


def test_enter_presses_the_main_button_and_not_add_a_row() -> None:
    _html, page = drawn(request := asked(), everything(request))
    assert page.form.find("button").text == "登记"


def test_choices_in_rows_do_not_share_their_radios() -> None:
    request = asked(*WRONG, ("add_row", "members"))
    form = everything(request)
    form.validate(request)
    _html, page = drawn(request, form)
    names = {radio["name"] for radio in page.select("form fieldset.one-row input[type=radio]")}
    assert names == {"members-0-sex", "members-1-sex", "members-2-sex"}


def test_a_stale_form_is_not_taken_and_keeps_what_was_typed() -> None:
    def form_of(request: Any, version: str) -> Form:
        schema = colander.Schema()
        schema.add(fields.text("name", "姓名", max=10))
        return Form(request, schema, buttons=(("save", "保存", "primary"),), version=version)

    request = asked(("name", "马立新"), ("version", "old"))
    form = form_of(request, "new")
    assert form.validate(request, "new") is None
    assert request.response.status_int == 409
    html, page = drawn(request, form)
    assert "别人改过这份内容" in html
    assert page.find(id="name")["value"] == "马立新"
    assert page.find("input", attrs={"name": "version"})["value"] == "new", "the second press saves"
    request = asked(("name", "马立新"), ("version", "new"))
    assert form_of(request, "new").validate(request, "new") == {"name": "马立新"}


def test_the_id_of_what_is_made_goes_round_with_the_form() -> None:
    first = everything(asked())
    request = asked(*WRONG, ("once", first.once))
    assert everything(request).once == first.once
    request = asked(*WRONG, ("once", "../../etc"))
    assert everything(request).once != "../../etc"


def test_a_view_can_say_what_only_it_knows() -> None:
    request = asked(*WRONG)
    form = everything(request)
    form.validate(request)
    before = form.error_count
    form.fail("这个村不在上面选的镇。请改其中一个。", "village")
    form.fail("现在办不了。")
    html, page = drawn(request, form)
    assert form.error_count == before + 2
    assert page.find(id="village")["aria-invalid"] == "true"
    assert "现在办不了。" in html


@pytest.mark.parametrize("name", ["__start__", "__end__"])
def test_a_broken_request_is_told_so(name: str) -> None:
    request = asked((name, "who:mapping"), (name, "x"), (name, "rows:sequence:3"))
    form = everything(request)
    assert form.validate(request) is None
    assert request.response.status_int == 400


def test_flat_takes_the_parts_away_and_leaves_the_rows() -> None:
    assert flat({"who": {"name": "马", "deep": {"x": 1}}, "rows": [{"a": 1}]}) == {
        "name": "马",
        "x": 1,
        "rows": [{"a": 1}],
    }
