"""Forms over HTTP: every widget, what comes back after an error, rows without script, crafted requests."""

from __future__ import annotations

import re
import time
from datetime import date
from typing import Any

import colander
import pytest
from pyramid.config import Configurator
from pyramid.csrf import CookieCSRFStoragePolicy
from pyramid.request import Request
from webtest import TestApp

from content.ident import new_id
from portal.forms import fields
from portal.forms.base import Form, flat

PLACES = [("北郊镇", [("1", "东高村"), ("2", "西塘社区")]), ("南郊镇", [("3", "李家村")])]
SCRIPT = "\"><script>alert('1')</script>"
PERSON = {"name": "马立新", "id_number": "", "phone": "13805330147"}
REST = {"story": "11月初住院", "amount": "12,000", "on": "2026-11-20", "town": "北郊镇", "village": "2"}


class Served:
    """One form with every widget, the values it gave last, and the form itself."""

    values: dict[str, Any] | None = None
    version = "aaaaaaaaaaaa"
    start: dict[str, Any] | None = None
    refuse: tuple[Any, ...] = ()
    form: Any = None

    def __call__(self, request: Request) -> Any:
        self.form = form = Form(
            request,
            every_widget(),
            name="intake",
            buttons=(("save", "登记并打印回执", "primary"), ("draft", "存草稿", "default")),
            values=self.start,
            version=self.version,
            once=True,
        )
        if request.method == "POST":
            self.values = form.validate(request)
            if self.refuse and self.values is not None:
                form.fail(*self.refuse)
        request.response.text = form.render()
        return request.response


def every_widget() -> colander.SchemaNode:
    schema = colander.Schema()
    schema.add(
        fields.part(
            "applicant",
            "1. 求助人",
            fields.text("name", "姓名", max=60),
            fields.id_number("id_number", "身份证号码", help="请对照证件。", optional=True),
            fields.phone("phone", "手机号码"),
        )
    )
    row = fields.row(
        "member",
        "家人",
        fields.text("name", "姓名", max=60),
        fields.choice("relation", "和户主的关系", [("child", "子女"), ("spouse", "配偶")]),
        fields.radios("sex", "性别", [("m", "男"), ("f", "女")], optional=True),
        fields.boxes("needs", "需要", [("school", "上学"), ("care", "照料")], optional=True),
    )
    schema.add(
        fields.part("family", "2. 家人", fields.rows("members", "家人", row, add="再加一位家人", most=3))
    )
    schema.add(fields.radios("urgency", "现在有多急", [("0", "有生命危险"), ("1", "不急")]))
    schema.add(
        fields.boxes("causes", "什么原因", [("illness", "大病"), ("fire", "火灾")], help="可以选几项。")
    )
    schema.add(fields.long_text("story", "经过", max=2000))
    schema.add(fields.money("amount", "金额（元）"))
    schema.add(fields.whole("hours", "时间（小时）", optional=True))
    schema.add(fields.date("on", "哪天", until=date(2026, 11, 23)))
    schema.add(fields.month("born", "出生年月", optional=True))
    schema.add(fields.choice("town", "镇、街道", [("北郊镇", "北郊镇"), ("南郊镇", "南郊镇")]))
    schema.add(fields.choice("village", "村、社区", PLACES, within="town"))
    schema.add(fields.password("secret", "口令"))
    schema.add(fields.file("photo", "证件", optional=True))
    schema.add(fields.hidden("do", "intake"))
    schema.add(fields.yes("consent", "求助人同意", required="要求助人同意才能登记。请说明以后再勾选。"))
    return schema


@pytest.fixture
def served() -> Served:
    return Served()


@pytest.fixture
def app(served: Served) -> TestApp:
    config = Configurator(settings={"pyramid.default_locale_name": "zh_Hans"})
    config.set_csrf_storage_policy(CookieCSRFStoragePolicy())
    config.set_default_csrf_options(require_csrf=True)
    config.add_translation_dirs("colander:locale", "deform:locale")
    config.include("portal.body")
    config.add_route("form", "/")
    config.add_view(served, route_name="form")
    return TestApp(config.make_wsgi_app())


def filled(app: TestApp, members: int = 0, **other: Any) -> Any:
    """The form with everything in its place; *other* fields as told."""
    page = app.get("/")
    for _ in range(members):
        page = page.forms["intake"].submit("add_row")
    form = page.forms["intake"]
    for name, value in {**PERSON, **REST, **other}.items():
        form.set(name, value, index=0)
    form.set("urgency", "1")
    form.set("causes", True, index=1)
    form["secret"], form["consent"] = "zhoucun", True
    return form


def row(form: Any, number: int, name: str, relation: str) -> None:
    form.set("name", name, index=number + 1)
    form.set("relation", relation, index=number)
    form.set(f"members-{number}-sex", "f")
    form.set("needs", True, index=number * 2 + 1)


def summary(page: Any) -> list[tuple[str, str]]:
    """(id of the field, words) of each problem in the summary."""
    return [(link["href"][1:], link.text) for link in page.html.select("section.errors a")]


# Drawing


def test_a_form_is_drawn_without_a_word_of_script_or_style(app: TestApp) -> None:
    empty = app.get("/")
    wrong = empty.forms["intake"].submit("save", status=400)
    for page in (empty, wrong, wrong.forms["intake"].submit("add_row")):
        assert not re.search(r"<script|<style|\sstyle=|\son[a-z]+=|javascript:", page.text)


def test_every_field_has_a_label_and_its_help_is_named(app: TestApp) -> None:
    page = app.get("/").html
    for control in page.select("input:not([type=hidden]), select, textarea"):
        assert page.select_one(f"label[for={control['id']}]"), control
    ids = [tag["id"] for tag in page.select("[id]")]
    assert len(ids) == len(set(ids))
    assert page.select_one("#id_number")["aria-describedby"] == "help-id_number"
    assert page.select_one("#item-causes")["aria-describedby"] == "help-causes"
    assert "选填" in page.select_one("label[for=id_number]").text
    assert "选填" not in page.select_one("label[for=name]").text
    assert page.select_one("#on")["type"] == "date"
    assert page.select_one("#phone")["type"] == "tel"
    assert [legend.text for legend in page.select("fieldset.part > legend")] == ["1. 求助人", "2. 家人"]


def test_the_form_names_itself_and_brings_its_hidden_values(app: TestApp, served: Served) -> None:
    page = app.get("/")
    form = page.html.select_one("form#intake")
    assert form.has_attr("novalidate")
    assert form["enctype"] == "multipart/form-data"
    assert page.forms["intake"]["version"].value == served.version
    assert page.forms["intake"]["once"].value == served.form.once
    assert len(page.forms["intake"]["csrf_token"].value) >= 32
    buttons = [button["name"] for button in page.html.select("div.wide-btn button")]
    assert buttons == ["save", "draft"]


def test_values_are_filled_in(app: TestApp, served: Served) -> None:
    served.start = {
        "applicant": {"name": "马立新", "id_number": None},
        "family": {"members": [{"name": "马小雨", "relation": "child", "sex": "f", "needs": ("school",)}]},
        "causes": {"fire"},
        "amount": 360_050,
        "on": date(2026, 11, 3),
        "consent": True,
    }
    form = app.get("/").forms["intake"]
    assert (form.get("name", 0).value, form.get("name", 1).value) == ("马立新", "马小雨")
    assert form["relation"].value == "child"
    assert form["members-0-sex"].value == "f"
    assert [box.checked for box in form.fields["needs"]] == [True, False]
    assert [box.checked for box in form.fields["causes"]] == [False, True]
    assert (form["amount"].value, form["on"].value, form["consent"].checked) == (
        "3600.50",
        "2026-11-03",
        True,
    )


# Taking


def test_a_good_form_gives_its_values_in_parts_and_flat(app: TestApp, served: Served) -> None:
    form = filled(app, members=2)
    row(form, 0, "马小雨", "child")
    row(form, 1, "张兰", "spouse")
    form.submit("save", status=200)
    assert served.values is not None
    values = flat(served.values)
    assert served.values["applicant"]["name"] == "马立新"
    assert values["members"] == [
        {"name": "马小雨", "relation": "child", "sex": "f", "needs": ("care",)},
        {"name": "张兰", "relation": "spouse", "sex": "f", "needs": ("care",)},
    ]
    assert (values["amount"], values["on"], values["causes"]) == (1_200_000, date(2026, 11, 20), ("fire",))
    assert (values["hours"], values["photo"], values["do"], values["consent"]) == (None, None, "intake", True)


def test_a_file_arrives_with_its_name_and_a_wrong_one_is_refused(app: TestApp, served: Served) -> None:
    form = filled(app)
    form["photo"] = ("C:\\照片\\身份证.JPG", b"\xff\xd8\xff", "image/jpeg")
    form.submit("save", status=200)
    assert served.values is not None
    photo = served.values["photo"]
    assert (photo.filename, photo.content_type, photo.content) == (
        "身份证.JPG",
        "image/jpeg",
        b"\xff\xd8\xff",
    )
    form["photo"] = ("virus.exe", b"MZ", "application/x-msdownload")
    page = form.submit("save", status=400)
    assert summary(page) == [("photo", "证件：只收 jpg、jpeg、png、pdf 文件。请换一个文件，或拍成照片再传。")]


# Errors


def test_the_summary_leads_to_each_field_and_each_field_says_what_is_wrong(app: TestApp) -> None:
    page = filled(app, id_number="370306199002300412", phone="1380533014", on="2026-02-30").submit(
        "save", status=400
    )
    assert summary(page) == [
        ("id_number", "身份证号码：号码里的出生日期 1990年2月30日 不存在。请对照证件再输一遍。"),
        ("phone", "手机号码是 11 位数字，现在是 10 位。请补上少的一位。"),
        ("on", "哪天：2026年2月30日 这一天不存在。请再看一遍日期。"),
    ]
    box = page.html.select_one("section.errors")
    assert (box["role"], box["tabindex"]) == ("alert", "-1")
    field = page.html.select_one("#id_number")
    assert field["aria-invalid"] == "true"
    assert field["aria-describedby"] == "help-id_number error-id_number"
    assert "is-invalid" in field["class"]
    item = page.html.select_one("#item-id_number")
    assert "item-error" in item["class"]
    order = [tag.name for tag in item.find_all(["label", "p", "input"])]
    assert order == ["label", "p", "p", "input"]
    assert page.html.select_one("#error-phone").text.startswith("出错：手机号码是 11 位数字")


def test_every_link_of_the_summary_leads_to_something_that_takes_the_focus(app: TestApp) -> None:
    page = app.get("/").forms["intake"].submit("save", status=400)
    targets = [target for target, _words in summary(page)]
    assert len(targets) == len(set(targets)) >= 9
    for target in targets:
        assert page.html.select_one(f"#{target}").name in ("input", "select", "textarea"), target


def test_everything_typed_is_still_there(app: TestApp, served: Served) -> None:
    form = filled(
        app, members=2, name=SCRIPT, story=f"  {SCRIPT}\n第二行", amount="12,00", on="2026-02-30", born="去年"
    )
    row(form, 0, "马小雨", "child")
    row(form, 1, "", "spouse")
    form["version"] = served.version
    once = form["once"].value
    page = form.submit("save", status=400)
    again = page.forms["intake"]
    assert served.values is None
    assert again.get("name", 0).value == SCRIPT
    assert again["story"].value == f"{SCRIPT}\n第二行"
    assert again["amount"].value == "12,00"
    assert (again["on"].value, again["born"].value) == ("2026-02-30", "去年")
    assert page.html.select_one("#born")["type"] == "text"
    assert (again["town"].value, again["village"].value, again["urgency"].value) == ("北郊镇", "2", "1")
    assert [box.checked for box in again.fields["causes"]] == [False, True]
    assert (again.get("name", 1).value, again.get("name", 2).value) == ("马小雨", "")
    assert [field.value for field in again.fields["relation"]] == ["child", "spouse"]
    assert (again["members-0-sex"].value, again["members-1-sex"].value) == ("f", "f")
    assert [box.checked for box in again.fields["needs"]] == [False, True, False, True]
    assert again["consent"].checked
    assert again["once"].value == once
    assert again["secret"].value == ""
    assert ("members-1-name", "家人 2，请填写“姓名”。") in summary(page)
    assert "<script" not in page.text


def test_a_view_can_add_what_only_it_knows(app: TestApp, served: Served) -> None:
    served.refuse = ("这个村（社区）不在上面选的镇、街道。请改其中一个。", "village")
    page = filled(app).submit("save", status=400)
    assert summary(page) == [("village", "村、社区：这个村（社区）不在上面选的镇、街道。请改其中一个。")]
    assert page.html.select_one("#error-village")
    assert served.form.error_count == 1
    served.refuse = ("余额不够了。请刷新页面看还有多少。",)
    assert summary(filled(app).submit("save", status=400)) == [
        ("intake", "余额不够了。请刷新页面看还有多少。")
    ]


def test_a_stale_form_is_not_taken_but_keeps_what_was_typed(app: TestApp, served: Served) -> None:
    form = filled(app)
    served.version = "bbbbbbbbbbbb"
    page = form.submit("save", status=409)
    assert served.values is None
    assert "别人改过这份内容" in summary(page)[0][1]
    again = page.forms["intake"]
    assert (again["story"].value, again["version"].value) == (REST["story"], "bbbbbbbbbbbb")
    again["secret"] = "zhoucun"
    again.submit("save", status=200)
    assert served.values is not None


def test_a_double_click_brings_the_same_id(app: TestApp, served: Served) -> None:
    form = filled(app)
    form.submit("save")
    first = served.form.once
    form.submit("save")
    assert served.form.once == first == form["once"].value
    form["once"] = "../../etc"
    form.submit("save")
    assert re.fullmatch(r"[0-9a-z]{10}", served.form.once)


# Rows, without script


def test_rows_are_added_and_taken_away_by_the_server(app: TestApp, served: Served) -> None:
    form = filled(app, members=2, phone="不知道")
    row(form, 0, "马小雨", "child")
    row(form, 1, "张兰", "spouse")
    page = form.submit("add_row", status=200)
    assert len(page.html.select("fieldset.one-row")) == 3 + len(page.html.select("template fieldset.one-row"))
    assert not page.html.select("section.errors")
    assert not page.html.select(".is-invalid")
    again = page.forms["intake"]
    assert [field.value for field in again.fields["name"]][:4] == ["马立新", "马小雨", "张兰", ""]
    assert again["phone"].value == "不知道"
    fewer = again.submit("remove_row", index=0, status=200).forms["intake"]
    assert [field.value for field in fewer.fields["name"]][:3] == ["马立新", "张兰", ""]
    assert fewer["members-0-sex"].value == "f"
    assert served.values is None


def test_no_more_rows_than_there_may_be(app: TestApp) -> None:
    page = app.get("/")
    for _ in range(3):
        page = page.forms["intake"].submit("add_row")
    assert not page.html.select("form button[name=add_row]")


def test_rows_left_empty_are_not_asked_about(app: TestApp, served: Served) -> None:
    form = filled(app, members=2)
    form.set("name", "马小雨", index=2)
    form.set("relation", "child", index=1)
    form.submit("save", status=200)
    assert served.values is not None
    assert [member["name"] for member in served.values["family"]["members"]] == ["马小雨"]


def test_enter_in_a_field_presses_the_main_button_and_no_row_button(app: TestApp) -> None:
    first = app.get("/").html.select_one("form#intake button")
    assert first.text == "登记并打印回执"
    assert first["tabindex"] == "-1"


def test_the_pattern_of_a_row_waits_in_a_template_outside_the_form(app: TestApp) -> None:
    page = app.get("/").html
    pattern = page.select_one("template#blank-members")
    assert pattern.find_parent("form") is None
    assert pattern.select_one("fieldset#members-NEW input#members-NEW-name")


# Requests made to break it


def controls(app: TestApp, *extra: tuple[str, str]) -> list[tuple[str, str]]:
    token = app.get("/").forms["intake"]["csrf_token"].value
    return [("csrf_token", token), ("version", Served.version), ("once", new_id()), *extra]


@pytest.mark.parametrize("letter", ["a", "周"], ids=["latin", "chinese"])
def test_ten_megabytes_pasted_are_told_at_the_field_and_at_once(app: TestApp, letter: str) -> None:
    form = filled(app, story=letter * (10_000_000 // len(letter.encode())))
    began = time.monotonic()
    page = form.submit("save", status=400)
    assert time.monotonic() - began < 5
    assert summary(page) == [
        ("story", "经过：最多 2000 个字，贴进来的太长，下面只留下了开头。请删到 2000 个字以内。")
    ]
    assert page.forms["intake"]["story"].value.startswith(letter * 2000)
    assert page.forms["intake"].get("name", 0).value == "马立新"
    assert len(page.body) < 200_000


CRAFTED = {
    "unfinished": [("__start__", "family:mapping")] * 3,
    "never begun": [("__end__", "family:mapping")] * 3,
    "of no kind": [("__start__", "x:zzz")],
    "very deep": [("__start__", "applicant:mapping")] * 1400 + [("__end__", "applicant:mapping")] * 1400,
    "words for a part": [("applicant", "x"), ("family", "y")],
    "a list for words": [("__start__", "story:sequence"), ("a", "b"), ("__end__", "story:sequence")],
    "a list for money": [("__start__", "amount:sequence"), ("a", "b"), ("__end__", "amount:sequence")],
    "a list for a choice": [("__start__", "town:sequence"), ("a", "b"), ("__end__", "town:sequence")],
    "a list for a tick": [("__start__", "consent:sequence"), ("a", "b"), ("__end__", "consent:sequence")],
    "a dict for boxes": [("__start__", "causes:mapping"), ("a", "b"), ("__end__", "causes:mapping")],
    "words for a file": [("photo", "x")],
    "a row that is not there": [("remove_row", "members-7")],
    "a row of many digits": [("remove_row", "members-" + "9" * 5000)],
    "a row with a square": [("remove_row", "members-²")],
    "no such rows": [("add_row", "nobody")],
}


@pytest.mark.parametrize("extra", CRAFTED.values(), ids=CRAFTED.keys())
def test_a_crafted_form_gets_the_form_back_in_chinese(app: TestApp, served: Served, extra: list[Any]) -> None:
    page = app.post("/", controls(app, *extra), status=400)
    assert served.values is None
    words = " ".join(words for _target, words in summary(page))
    assert words
    assert not re.search(r"[A-Za-z]{4,}", words)


@pytest.mark.parametrize("name", ["story", "version", "once", "remove_row", "__start__", "town"])
def test_a_file_where_words_belong_is_no_file(app: TestApp, name: str) -> None:
    page = app.post("/", controls(app), upload_files=[(name, "x.txt", b"abc")], status="4*")
    assert page.status_int in (400, 409)
    assert page.forms["intake"]


def test_more_inputs_than_any_form_has_are_refused(app: TestApp) -> None:
    many = controls(app, *[("name", "x")] * 2_990)
    page = app.post("/", many + [("name", "x")] * 7, status=400)
    assert page.forms["intake"]


def test_without_its_token_a_form_is_not_taken(app: TestApp, served: Served) -> None:
    form = filled(app)
    form["csrf_token"] = "0" * 32
    form.submit("save", status=400)
    assert served.form.problems == []
    assert served.values is None


def test_two_forms_on_one_page_keep_apart() -> None:
    config = Configurator(settings={"pyramid.default_locale_name": "zh_Hans"})
    config.set_csrf_storage_policy(CookieCSRFStoragePolicy())

    def both(request: Request) -> Any:
        schema = colander.Schema()
        schema.add(fields.text("q", "查找", max=10))
        request.response.text = "".join(Form(request, schema, name=name).render() for name in ("one", "two"))
        return request.response

    config.add_route("form", "/")
    config.add_view(both, route_name="form")
    page = TestApp(config.make_wsgi_app()).get("/").html
    ids = [tag["id"] for tag in page.select("[id]")]
    assert {"one", "two"} <= set(ids)
