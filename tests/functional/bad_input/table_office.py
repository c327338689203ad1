"""The forms of those who oversee and keep the office: accounts, orders, samples, rules."""

from __future__ import annotations

from portal.demo.people import PASSWORD, TOWN
from tests.functional.bad_input import stage
from tests.functional.bad_input.row import Row, moved

STRONG = "correct-horse-battery-staple"
HELD = {"roles-0-held": f"window_clerk@{TOWN}"}

ROWS = (
    Row(
        "account.new_account_form",
        "account",
        "add",
        "admin",
        stage.nothing("/accounts/@@new"),
        {"login": "lixiaoyan", "name": "李小燕", **HELD},
        odd=(("login", "李小燕", "小写字母"), ("login", "window", "已经有了")),
        exact=frozenset({"login"}),
        seen=("admin", "/accounts/lixiaoyan"),
        repeats=True,
    ),
    Row(
        "account.roles_form",
        "held-roles",
        "save",
        "admin",
        stage.nothing("/accounts/window2/@@roles"),
        HELD,
        behind="/accounts/window2",
        repeats=True,
    ),
    Row(
        "account.deputy_form",
        "deputy",
        "appoint",
        "admin",
        stage.nothing("/accounts/window2/@@deputy"),
        {"whom": "window", "since": "2026-11-24", "until": "2026-12-04"},
        odd=(("until", "2026-11-23", "早于"),),
        rival=moved("accounts", "window2", "disabled"),
        behind="/accounts/window2",
    ),
    Row(
        "account.reset_form",
        "reset",
        "reset",
        "admin",
        stage.nothing("/accounts/window2/@@reset"),
        {"factor": "true"},
        rival=moved("accounts", "window2", "disabled"),
        repeats=True,
    ),
    Row(
        "account.password_form",
        "password",
        "change",
        "window",
        stage.nothing("/accounts/window/@@password"),
        {"current": PASSWORD, "new": STRONG, "again": STRONG},
        odd=(("current", "wrong", "密码不对"), ("new", "window123", "太容易猜"), ("again", "x", "不一样")),
        exact=frozenset({"current", "new", "again"}),
        repeats=True,
    ),
    Row(
        "account.begin_factor_form",
        "factor",
        "begin",
        "window",
        stage.nothing("/accounts/window/@@factor"),
        {"current": PASSWORD},
        odd=(("current", "wrong", "密码不对"),),
        exact=frozenset({"current"}),
        repeats=True,
    ),
    Row(
        "account.confirm_factor_form",
        "confirm",
        "confirm",
        "window",
        stage.second_factor_begun,
        {"code": stage.CODE},
        odd=(("code", "000000", "验证码不对"),),
        exact=frozenset({"code"}),
        repeats=True,
    ),
    Row(
        "account.let_in_form",
        "let-in",
        "set",
        "",
        stage.code_given,
        {"login": "window", "code": stage.ONE_TIME, "new": STRONG, "again": STRONG},
        odd=(("code", "2345", "一次性码不对"), ("new", "window123", "太容易猜"), ("again", "x", "不一样")),
        exact=frozenset({"login", "code", "new", "again"}),
        repeats=True,
    ),
)
