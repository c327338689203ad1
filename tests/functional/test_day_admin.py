"""A day of the administrator: accounts, roles, deputies, codes; and what nobody may do to their own account."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

import pyotp
import pytest
from webtest import TestApp, TestResponse, Upload

from portal import audit
from portal.demo.people import OTHER_TOWN, PASSWORD, TOWN
from tests import factories
from tests.conftest import World
from tests.functional.test_family import step

STRONG = "correct-horse-battery-staple"
SHORTER = ("read_log_years = 6", "read_log_years = 7")


def events(world: World, login: str) -> list[str]:
    return [event.name for event in world.site()["accounts"][login].history]


def make(world: World, login: str = "lixiaoyan", held: str = f"window_clerk@{TOWN}") -> str:
    """A new account through the form; gives the one-time code as the page tells it."""
    form = world.client("admin").get("/accounts/@@new").forms["account"]
    form["login"], form["name"], form["held"] = login, "李小燕", held
    page = form.submit("add")
    found = re.search(r"[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}", page.text)
    assert found, page.text
    assert "no-store" in page.headers["Cache-Control"]
    return found[0]


def let_in(
    client: TestApp, code: str, login: str = "lixiaoyan", password: str = STRONG, status: int = 200
) -> Any:
    form = client.get("/let-in").forms["let-in"]
    form["login"], form["code"], form["new"], form["again"] = login, code, password, password
    return form.submit("set", status=status)


def sign_in(client: TestApp, login: str, password: str, status: int = 303) -> Any:
    form = client.get("/sign-in").forms["sign-in"]
    form["login"], form["password"] = login, password
    return form.submit("sign_in", status=status)


# From nothing to signed in


def test_a_new_colleague_comes_in_with_a_code_and_a_password_of_their_own(world: World) -> None:
    code = make(world)
    client = world.client()
    page = let_in(client, code)
    assert "密码设好了" in page.text
    secret = page.html.select_one("code").text
    assert world.site()["accounts"]["lixiaoyan"].reveal(world.vault, "totp_secret") == secret
    assert len(pyotp.TOTP(secret).now()) == 6
    sign_in(client, "lixiaoyan", STRONG)
    assert "北郊镇" in client.get("/me").text
    assert events(world, "lixiaoyan") == [
        "created", "reset", "password_changed", "totp_changed", "signed_in",
    ]  # fmt: skip


def test_a_code_works_once_and_for_a_day(world: World) -> None:
    code = make(world)
    let_in(world.client(), code)
    assert "一次性码不对" in let_in(world.client(), code, password=STRONG[::-1], status=400).text
    again = let_in(world.client(), code)
    assert again.html.select_one("code"), "pressed twice, the secret is still there to scan"
    other = make(world, "wangqiang")
    world.clock.now += timedelta(hours=24)
    assert "一次性码不对" in let_in(world.client(), other, "wangqiang", status=400).text


def test_guessing_codes_is_slowed(world: World) -> None:
    make(world)
    for _ in range(10):
        let_in(world.client(), "2222-2222-2222", status=400)
    assert "试的次数太多了" in let_in(world.client(), "2222-2222-2222", status=400).text


def test_a_login_is_given_once(world: World) -> None:
    form = world.client("admin").get("/accounts/@@new").forms["account"]
    form["login"], form["name"], form["held"] = "window", "另一个人", f"window_clerk@{TOWN}"
    assert "这个用户名已经有了" in form.submit("add", status=400).text


def test_keeping_accounts_goes_with_no_case(world: World) -> None:
    form = world.client("admin").get("/accounts/window2/@@roles").forms["held-roles"]
    form["held"] = "administrator@district"
    page = form.submit("add_row")
    form = page.forms["held-roles"]
    form.set("held", f"window_clerk@{OTHER_TOWN}", 1)
    page = form.submit("save", status=400)
    assert "这些角色不能放在一个人身上" in page.text
    assert world.site()["accounts"]["window2"].roles == (("window_clerk", OTHER_TOWN),)


# Rights are changed in the open


def test_a_change_of_roles_is_told_to_the_bureau(world: World) -> None:
    form = world.client("admin").get("/accounts/window2/@@roles").forms["held-roles"]
    form["held"] = f"window_clerk@{TOWN}"
    form.submit("save", status=303)
    bureau = world.client("bureau")
    assert "有人的权限改了" in bureau.get("/me").text
    page = bureau.get("/accounts/window2")
    assert "角色改成：北郊镇的窗口工作人员；原来是：王村镇的窗口工作人员" in page.text
    assert "管理员" in page.text
    bureau.get("/accounts/window2/@@roles", status=404)
    next(f for f in page.forms.values() if f.action.endswith("@@step")).submit(status=303)
    assert "有人的权限改了" not in bureau.get("/me").text
    assert not world.site()["accounts"]["window2"].unseen


def test_nobody_changes_their_own_rights(world: World) -> None:
    admin = world.client("admin")
    page = admin.get("/accounts/admin")
    assert "@@roles" not in page.text
    for name in ("roles", "deputy", "reset"):
        admin.get(f"/accounts/admin/@@{name}", status=409)
    assert world.site()["accounts"]["admin"].roles == (("administrator", "district"),)


def test_an_administrator_sees_no_case_and_no_household(world: World) -> None:
    def build(site: Any) -> None:
        site["households"].add(factories.household(id="h1"))
        site["cases"].add(factories.case(id="c1"))

    world.commit(build)
    admin = world.client("admin")
    for path in (
        "/cases",
        "/cases/c1",
        "/cases/c1/@@history",
        "/households/h1",
        "/audit",
        "/money",
        "/treasury",
    ):
        admin.get(path, status=404)


def test_a_disabled_account_is_out_at_once(world: World) -> None:
    clerk = world.client("window2")
    form = world.client("admin").get("/accounts/window2/@@step?do=disable").forms["step"]
    form["text"] = "调走了"
    form.submit("go", status=303)
    clerk.get("/me", status=303)
    sign_in(world.client(), "window2", PASSWORD, status=400)
    assert "调走了" not in world.client("admin").get("/accounts/window2").text, "words are sealed"


# Deputies


@pytest.fixture
def away(world: World) -> World:
    """The clerk of Wangcun is away for a week from tomorrow; the clerk of Beijiao acts for them."""
    form = world.client("admin").get("/accounts/window/@@deputy").forms["deputy"]
    form["whom"], form["since"], form["until"] = "window2", "2026-11-24", "2026-11-30"
    form.submit("appoint", status=303)
    world.commit(
        lambda site: site["cases"].add(factories.case(id="c2", town=OTHER_TOWN, household_id="h2")) and None
    )
    world.commit(lambda site: site["households"].add(factories.household(id="h2", town=OTHER_TOWN)) and None)
    return world


def test_a_deputy_works_from_the_first_day_to_the_last(away: World) -> None:
    away.client("window").get("/cases/c2", status=404)
    for day, status in ((1, 200), (7, 200), (8, 404)):
        away.clock.now = factories.NOW + timedelta(days=day)
        away.client("window").get("/cases/c2", status=status)


def test_the_record_says_for_whom_it_was_done(away: World) -> None:
    away.clock.now += timedelta(days=1)
    deputy = away.client("window")
    form = deputy.get("/cases/c2/@@step?do=admit").forms["step"]
    form.submit("go", status=303)
    case = away.site()["cases"]["c2"]
    assert case.state == "admitted"
    found = {event.name: event for event in case.history}
    assert found["admit"].actor == "user:window"
    assert found["stood_in"].detail("whom") == ("window2",)
    assert "以上是代 宋志强 办的" in deputy.get("/cases/c2/@@history").text


def test_a_deputy_hears_of_new_work_while_they_stand_in(away: World) -> None:
    step(away.client("window2"), "/cases/c2", "admit")
    assert away.site().inboxes.of("window") is None
    away.commit(
        lambda site: site["cases"].add(factories.case(id="c3", town=OTHER_TOWN, household_id="h2")) and None
    )
    away.clock.now += timedelta(days=1)
    step(away.client("window2"), "/cases/c3", "admit")
    (message,) = away.site().inboxes.of("window").unread
    assert (message.what, message.path) == ("case:close", "/cases/c3")
    away.client("window").get("/inbox").mustcontain("跟进到落实，再结案")


def test_what_is_ones_own_is_not_said_to_be_anothers(away: World) -> None:
    away.commit(lambda site: site["cases"].add(factories.case(id="c1", household_id="h2")) and None)
    away.clock.now += timedelta(days=1)
    away.client("window").get("/cases/c1/@@step?do=admit").forms["step"].submit("go", status=303)
    names = [event.name for event in away.site()["cases"]["c1"].history]
    assert "admit" in names
    assert "stood_in" not in names


def test_a_deputyship_ends_when_it_is_taken_back_or_the_other_is_disabled(away: World) -> None:
    away.clock.now += timedelta(days=1)
    page = away.client("admin").get("/accounts/window")
    next(f for f in page.forms.values() if f.action.endswith("@@end-acting")).submit(status=303)
    away.client("window").get("/cases/c2", status=404)


def test_an_auditor_cannot_be_a_clerks_deputy(world: World) -> None:
    form = world.client("admin").get("/accounts/auditor/@@deputy").forms["deputy"]
    form["whom"], form["since"], form["until"] = "window", "2026-11-24", "2026-11-30"
    assert "不能放在一个人身上" in form.submit("appoint", status=400).text


# Where mail goes


def test_mail_goes_where_the_administrator_or_the_person_says(world: World) -> None:
    admin, clerk = world.client("admin"), world.client("window")
    admin.get("/accounts/window").mustcontain("没有登记，不寄邮件")
    form = admin.get("/accounts/window/@@email").forms["mail"]
    form["email"] = "sun@example.cn"
    form.submit("save", status=303)
    assert world.site()["accounts"]["window"].reveal(world.vault, "email") == "sun@example.cn"
    assert "sun@example.cn" not in admin.get("/accounts/window").text, "only on its own page, on record"
    form = clerk.get("/accounts/window/@@email").forms["mail"]
    assert form["email"].value == "sun@example.cn"
    assert [read.actor for read in world.registry.readlog.of("account:window")] == ["user:window"]
    form["email"] = ""
    form.submit("save", status=303)
    assert not world.site()["accounts"]["window"].has_personal("email")
    assert events(world, "window").count("email_set") == 2


def test_a_wrong_address_is_told_and_nobody_sets_a_colleagues(world: World) -> None:
    form = world.client("admin").get("/accounts/window/@@email").forms["mail"]
    form["email"] = "sun.example.cn"
    page = form.submit("save", status=400)
    assert "邮箱写得不对" in page.text
    assert page.forms["mail"]["email"].value == "sun.example.cn"
    assert "email_set" not in events(world, "window")
    for login in ("window2", "bureau"):
        world.client(login).get("/accounts/window/@@email", status=404)


# One's own account


def test_a_password_is_changed_and_other_places_are_signed_out(world: World) -> None:
    here, there = world.client("window"), world.client("window")
    form = here.get("/accounts/window/@@password").forms["password"]
    form["current"], form["new"], form["again"] = PASSWORD, STRONG, STRONG
    form.submit("change", status=303)
    here.get("/me", status=200)
    there.get("/me", status=303)
    sign_in(world.client(), "window", PASSWORD, status=400)
    sign_in(world.client(), "window", STRONG)


def test_a_session_elsewhere_is_ended(world: World) -> None:
    here = world.client("window")
    world.clock.now += timedelta(minutes=1)
    there = world.client("window")
    page = here.get("/accounts/window")
    assert "现在这里" in page.text
    next(f for f in page.forms.values() if f.action.endswith("@@session")).submit(status=303)
    there.get("/me", status=303)
    here.get("/me", status=200)


def test_a_new_second_factor_holds_only_once_a_code_was_right(world: World) -> None:
    client = world.client("window")
    form = client.get("/accounts/window/@@factor").forms["factor"]
    form["current"] = PASSWORD
    page = form.submit("begin", status=303).follow()
    secret = page.html.select_one("code").text
    form = page.forms["confirm"]
    form["code"] = "000000"
    assert "验证码不对" in form.submit("confirm", status=400).text
    assert not world.site()["accounts"]["window"].has_personal("totp_secret")
    form["code"] = pyotp.TOTP(secret).at(world.clock.now)
    form.submit("confirm", status=303)
    assert world.site()["accounts"]["window"].reveal(world.vault, "totp_secret") == secret


def test_a_colleagues_account_is_not_there(world: World) -> None:
    world.client("window").get("/accounts/window2", status=404)
    world.client("window").get("/accounts", status=404)
    world.client().get("/accounts/window", status=303)


# The rules


def propose(world: World, text: str, status: int = 303, language: str = "zh") -> Any:
    client = world.client("admin")
    client.set_cookie("language", language)
    form = client.get("/rules/@@new").forms["ruleset"]
    form["file"] = Upload("rules.toml", text.encode())
    return form.submit("propose", status=status)


def changed(world: World) -> str:
    """One figure of the first edition is another."""
    before, after = SHORTER
    text: str = world.site().policies[0].text
    assert text.count(before) == 1
    return text.replace(before, after)


def test_a_new_edition_is_put_forward_compared_and_put_in_force_by_another(world: World) -> None:
    old = world.site().policy.version
    path = urlsplit(propose(world, changed(world)).location).path
    world.client("admin").get(f"{path}@@step?do=confirm", status=404)
    bureau = world.client("bureau")
    assert "新的规则等启用" in bureau.get("/me").text
    page = bureau.get(path)
    assert [cell.text for cell in page.html.select("td strong")] == ["去掉", "加上"]
    next(f for f in page.forms.values() if f.action.endswith("@@step")).submit(status=303)
    site = world.site()
    assert [version.version for version in site.policies] == [old, site.policy.version]
    assert site.policy.text == changed(world)
    listed = world.client("window").get("/rules")
    assert old[:12] in listed.text
    assert listed.click(href=f"version={old}").text == site.policies[0].text
    assert not [fault for fault in audit.faults(site) if fault]


def test_every_mistake_is_named_by_its_line(world: World) -> None:
    text = (
        world.site()
        .policy.text.replace("[numbering]", "[numbring]")
        .replace("read_log_years = 6", "read_log_years = -6")
    )
    page = propose(world, text, status=400)
    said = " ".join(item.text for item in page.html.select("section.errors li"))
    assert re.search(r"第 \d+ 行", said)
    assert "numbring" in said
    assert "read_log_years" in said
    assert len(world.site().policies) == 1


def test_the_mistakes_are_in_the_readers_language(world: World) -> None:
    """One of the values, one of a key, one of a contradiction; then a text that is no TOML."""
    text = (
        world.site()
        .policy.text.replace("read_log_years = 6", "read_log_years = -6")
        .replace("\nk = 5", "\nkk = 5")
        .replace("[1, 2, 4, 6]", "[1, 4, 2]")
    )
    broken = text.replace("[numbering]", "[numbering")
    assert listed(propose(world, text, status=400)) == [
        "publication：缺少 k",
        "publication.kk：不认识“kk”，是不是“k”？",
        "publication.household_bands：应当从 1 开始，一个比一个大",
        "register.read_log_years：不能小于 6，现在是 -6",
    ]
    assert "：不是合法的 TOML，第 11 列：节名后面缺少 ]" in propose(world, broken, status=400).text
    assert listed(propose(world, text, status=400, language="en")) == [
        "publication: k is missing",
        'publication.kk: "kk" is not known; is it "k"?',
        "publication.household_bands: must start at 1 and rise",
        "register.read_log_years: must not be below 6; it is -6",
    ]
    assert (
        ": not valid TOML, column 11: no ] after the section"
        in propose(world, broken, status=400, language="en").text
    )
    assert len(world.site().policies) == 1


def listed(page: TestResponse) -> list[str]:
    """The mistakes without their lines, which move with every change of the shipped rules."""
    said = [item.text.strip() for item in page.html.select("section.errors li")]
    return [re.sub(r"^.*?(第 \d+ 行|Line \d+) ", "", one) for one in said]


def test_what_is_no_change_and_what_was_overtaken_is_told(world: World) -> None:
    assert "没有改动" in propose(world, world.site().policy.text, status=400).text
    first = urlsplit(propose(world, changed(world)).location).path
    second = urlsplit(propose(world, changed(world) + "# 注\n").location).path
    bureau = world.client("bureau")
    next(f for f in bureau.get(first).forms.values() if f.action.endswith("@@step")).submit(status=303)
    page = bureau.get(second)
    assert "不能启用了" in page.text
    token = page.forms[0]["csrf_token"].value if page.forms else ""
    answer = bureau.post(f"{second}@@step", {"csrf_token": token, "do": "confirm"}, status=409)
    assert "又启用了别的一版" in answer.text
    assert len(world.site().policies) == 2
