"""The command line: what it makes, what it says when something is wrong, and what it leaves alone."""

from __future__ import annotations

import os
import signal
import socket
import sqlite3
import stat
import subprocess
import sys
import time
import urllib.request
from contextlib import ExitStack
from pathlib import Path

import pyotp
import pytest
from click.testing import CliRunner, Result

from content.policy import SHIPPED
from content.vault import KeyRing, Vault
from portal.demo.people import PASSWORD, PEOPLE
from portal.scripts import main
from portal.scripts.place import Place
from portal.scripts.table import table, width

INI = """
[app:main]
use = egg:jiujinan
zodbconn.uri = file://{folder}/var/district.fs
search.uri = whoosh:{folder}/var/index
portal.keyring = {folder}/var/keyring.json
portal.readlog = {folder}/var/readlog.sqlite
portal.demo = {demo}
portal.totp = false
portal.secure_cookies = false

[server:main]
use = egg:waitress#main
listen = 127.0.0.1:{port}
"""
COMMAND = [sys.executable, "-c", "from portal.scripts import main; main()"]
ENVIRONMENT = os.environ | {"PYTHONUNBUFFERED": "1", "PYTHONIOENCODING": "utf-8"}
STRONG = "correct-horse-battery-staple"


def jiujinan(*arguments: str, code: int = 0, typed: str = "") -> Result:
    result = CliRunner().invoke(main, list(arguments), input=typed, prog_name="jiujinan")
    assert result.exit_code == code, result.output or result.exception
    assert result.exception is None or isinstance(result.exception, SystemExit)
    return result


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@pytest.fixture
def ini(tmp_path: Path) -> str:
    """An ini file for a district without demo."""
    path = tmp_path / "portal.ini"
    path.write_text(INI.format(folder=tmp_path, demo="false", port=free_port()))
    return str(path)


@pytest.fixture
def district(ini: str) -> str:
    """The same with a district in it."""
    jiujinan("init", "--policy", str(SHIPPED), ini)
    return ini


# init and check


def test_init_makes_private_files(district: str, tmp_path: Path) -> None:
    modes = {
        name: stat.S_IMODE((tmp_path / "var" / name).stat().st_mode)
        for name in ("", "keyring.json", "readlog.sqlite")
    }
    assert modes == {"": 0o700, "keyring.json": 0o600, "readlog.sqlite": 0o600}
    with Place.read(district).site(read_only=True) as site:
        assert site.title == "周村区"
        assert site["units"]["370306100"].title == "北郊镇"


def test_init_twice_changes_nothing(district: str, tmp_path: Path) -> None:
    before = (tmp_path / "var/keyring.json").read_bytes(), (tmp_path / "var/district.fs").read_bytes()
    assert "已经有一个区了" in jiujinan("init", "--policy", str(SHIPPED), district, code=1).output
    assert before == (
        (tmp_path / "var/keyring.json").read_bytes(),
        (tmp_path / "var/district.fs").read_bytes(),
    )


@pytest.mark.parametrize("command", ["check", "init"])
def test_every_mistake_of_a_policy_is_named_by_line(command: str, ini: str, tmp_path: Path) -> None:
    text = (
        SHIPPED.read_text("utf-8").replace('code = "370306"', 'code = "37030"', 1).replace("k = 5", "k = 0")
    )
    wrong = tmp_path / "wrong.toml"
    wrong.write_text(text, "utf-8")
    arguments = ["check", str(wrong)] if command == "check" else ["init", "--policy", str(wrong), ini]
    lines = jiujinan(*arguments, code=2).output.splitlines()
    at = [
        text.splitlines().index(line) + 1
        for line in ('code = "37030"', *(x for x in text.splitlines() if x.startswith("k = 0")))
    ]
    assert all(any(line.startswith(f"第 {number} 行") for line in lines) for number in at)
    assert not (tmp_path / "var").exists()


def test_check_says_that_the_shipped_policy_is_right() -> None:
    assert "没有发现错误" in jiujinan("check", str(SHIPPED)).output


# What people mistype


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        ((), 0, "audit-verify"),
        (("--help",), 0, "Usage"),
        (("serves",), 2, "命令写得不对"),
        (("init",), 2, "少写了 --policy"),
        (("check", "nowhere.toml"), 2, "文件不在"),
        (("match", "--fast"), 2, "没有 --fast 这个选项"),
        (("serve", "nowhere.ini"), 2, "没有找到设置文件 nowhere.ini"),
    ],
)
def test_what_is_mistyped_is_told_in_chinese(arguments: tuple[str, ...], code: int, said: str) -> None:
    assert said in jiujinan(*arguments, code=code).output


def test_a_wrong_setting_is_named(ini: str) -> None:
    Path(ini).write_text(Path(ini).read_text().replace("portal.totp", "portal.top"))
    assert "portal.top: no such setting" in jiujinan("audit-verify", ini, code=2).output


@pytest.mark.parametrize("command", ["audit-verify", "match", "serve"])
def test_without_a_district_it_says_what_to_do(command: str, ini: str, tmp_path: Path) -> None:
    (tmp_path / "var").mkdir()
    output = jiujinan(command, ini, code=1).output
    assert "jiujinan init" in output
    assert len(output.splitlines()) == 1


def test_a_database_in_use_is_said_so(district: str) -> None:
    with Place.read(district).database():
        assert "先停下 jiujinan serve" in jiujinan("reindex", district, code=1).output
        jiujinan("audit-verify", district)


# audit-verify


def test_audit_verify_needs_no_key_ring(district: str, tmp_path: Path) -> None:
    (tmp_path / "var/keyring.json").unlink()
    assert "没有发现改动" in jiujinan("audit-verify", district).output


def test_audit_verify_finds_a_changed_event_and_a_changed_read(district: str, tmp_path: Path) -> None:
    import dataclasses

    with Place.read(district).site() as site:
        events = site["units"]["370306100"].history.events
        events[0] = dataclasses.replace(events[0], actor="user:somebody")
    with sqlite3.connect(tmp_path / "var/readlog.sqlite") as log:
        log.execute("insert into reads values (1, 'x', 'user:a', '{\"fields\": {}}', 'x', 'x')")
    log.close()
    output = jiujinan("audit-verify", district, code=1).output
    assert "单位 370306100：第 0 条记录被改过" in output
    assert "读取记录 readlog.sqlite：第 1 行被改过" in output
    assert "有 2 处不对" in output


# user


def test_a_new_account_can_sign_in_with_its_second_factor(district: str) -> None:
    output = jiujinan(
        "user",
        "add",
        "sun",
        "--name",
        "孙丽华",
        "--role",
        "window_clerk@370306100",
        district,
        typed=f"{STRONG}\n{STRONG}\n",
    ).output
    place = Place.read(district)
    with place.site(read_only=True) as site:
        account = site["accounts"]["sun"]
        assert account.roles == (("window_clerk", "370306100"),)
        secret = account.reveal(Vault(KeyRing.read(place.settings.keyring)), "totp_secret")
    assert secret in output
    assert STRONG not in output
    assert len(pyotp.TOTP(secret).now()) == 6


@pytest.mark.parametrize(
    ("role", "password", "said"),
    [
        ("clerk@370306100", STRONG, "没有 clerk 这个角色"),
        ("window_clerk@999", STRONG, "窗口工作人员的范围不对"),
        ("window_clerk", STRONG, "窗口工作人员的范围不对"),
        ("auditor@370306100", STRONG, "审计人员的范围不对"),
        ("auditor", "sun12345", "太容易猜"),
        ("auditor", "x" * 80, "太容易猜"),
    ],
)
def test_a_wrong_account_is_refused(district: str, role: str, password: str, said: str) -> None:
    arguments = ("user", "add", "sun", "--name", "孙", "--role", role, "--password", password, district)
    assert said in jiujinan(*arguments, code=2).output


def test_password_totp_and_disabling_end_all_sessions(district: str) -> None:
    jiujinan("user", "add", "he", "--name", "何平", "--role", "auditor", "--password", STRONG, district)
    place = Place.read(district)
    for arguments in (
        ("passwd", "he", "--password", STRONG[::-1]),
        ("totp", "he"),
        ("disable", "he", "--reason", "离职"),
    ):
        with place.site() as site:
            from portal.root import utc_now

            token = site["accounts"]["he"].open_session(utc_now())
        jiujinan("user", *arguments, district)
        with place.site(read_only=True) as site:
            assert not site["accounts"]["he"].has_session(token, utc_now())
            assert not list(site["accounts"]["he"].sessions)
    with place.site(read_only=True) as site:
        assert site["accounts"]["he"].state == "disabled"
        assert [e.name for e in site["accounts"]["he"].history][-3:] == [
            "totp_changed",
            "signed_in",
            "disable",
        ]
    assert "已经是停用的" in jiujinan("user", "disable", "he", "--reason", "离职", district, code=1).output
    assert "没有 nobody 这个账号" in jiujinan("user", "totp", "nobody", district, code=1).output
    jiujinan("audit-verify", district)


# backup and restore


def test_a_district_is_backed_up_and_restored_by_command(district: str, tmp_path: Path) -> None:
    kept, safe = str(tmp_path / "kept"), str(tmp_path / "safe")
    jiujinan("user", "add", "he", "--name", "何平", "--role", "auditor", "--password", STRONG, district)
    assert "打开核对过" in jiujinan("backup", kept, district).output
    assert "密钥环备份好了" in jiujinan("backup", "--keyring", safe, district).output
    assert "不能和数据放在一起" in jiujinan("backup", "--keyring", kept, district, code=1).output
    assert "没有改动" in jiujinan("restore", kept, district, code=1).output
    (tmp_path / "var").rename(tmp_path / "burnt")
    assert "还缺密钥环" in jiujinan("restore", kept, district).output
    (tmp_path / "safe" / "keyring.json").rename(tmp_path / "var" / "keyring.json")
    jiujinan("audit-verify", district)
    with Place.read(district).site(read_only=True) as site:
        assert site["accounts"]["he"].display_name == "何平"


# seal and audit-verify


def test_a_seal_kept_elsewhere_finds_an_account_that_is_gone(district: str, tmp_path: Path) -> None:
    assert "还没有封存过" in jiujinan("audit-verify", district).output
    jiujinan("user", "add", "he", "--name", "何平", "--role", "auditor", "--password", STRONG, district)
    assert "第 1 次封存" in jiujinan("seal", district).output
    [made] = (tmp_path / "var" / "seals").iterdir()
    kept = made.rename(tmp_path / "kept.json")
    assert "和第 1 次封存" in jiujinan("audit-verify", "--seal", str(kept), district).output
    with Place.read(district).site() as site:
        site["accounts"]._items.pop("he")
    found = jiujinan("audit-verify", "--seal", str(kept), district, code=1).output
    assert "账号 he：封存时有，现在整份不见了" in found
    kept.rename(made)
    assert "没有做新的封存" in jiujinan("seal", district, code=1).output


def test_what_is_no_seal_is_said(district: str, tmp_path: Path) -> None:
    (tmp_path / "kept.json").write_text("{}")
    said = jiujinan("audit-verify", "--seal", str(tmp_path / "kept.json"), district, code=2).output
    assert "不是封存文件" in said
    assert "不在" in jiujinan("audit-verify", "--seal", str(tmp_path / "gone.json"), district, code=2).output


# serve


def test_serve_prints_the_accounts_listens_and_stops_cleanly(tmp_path: Path) -> None:
    port = free_port()
    ini = tmp_path / "portal.ini"
    ini.write_text(INI.format(folder=tmp_path, demo="true", port=port))
    jiujinan("demo", "--cases", "0", str(ini))
    with (
        subprocess.Popen(
            [*COMMAND, "serve", str(ini)],
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            env=ENVIRONMENT,
        ) as served,
        ExitStack() as at_last,
    ):
        at_last.callback(served.kill)
        assert served.stdout is not None
        lines = []
        for line in served.stdout:
            lines.append(line)
            if f"http://127.0.0.1:{port}" in line:
                break
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/sign-in", timeout=10) as answer:
            assert answer.status == 200
        assert "不能在" in jiujinan_beside(ini)
        served.send_signal(signal.SIGTERM)
        began = time.monotonic()
        assert served.wait(timeout=10) == 0
        assert time.monotonic() - began < 5
    printed = "".join(lines)
    assert PASSWORD in printed
    assert all(person.login in printed and person.name in printed for person in PEOPLE)
    assert not list((tmp_path / "var").glob("readlog.sqlite-wal"))
    jiujinan("audit-verify", str(ini))


def jiujinan_beside(ini: Path) -> str:
    """What a second portal on the same port and database says."""
    second = ini.with_name("second.ini")
    text = ini.read_text().replace("/var/", "/var2/")
    second.write_text(text)
    (ini.parent / "var2").mkdir()
    jiujinan("init", "--policy", str(SHIPPED), str(second))
    # In a process of its own: waitress leaves the socket that it could not bind to the garbage collector.
    done = subprocess.run(
        [*COMMAND, "serve", str(second)],
        capture_output=True,
        encoding="utf-8",
        env=ENVIRONMENT,
        timeout=30,
        check=False,
    )
    assert done.returncode == 1
    return done.stderr


def test_a_table_lines_up_with_wide_characters() -> None:
    drawn = table(("账号", "a"), [("x", "北郊镇"), ("monitor", "b")]).splitlines()
    assert drawn[0] == "账号     a"
    assert drawn[2] == "x        北郊镇"
    assert width("北a") == 3
