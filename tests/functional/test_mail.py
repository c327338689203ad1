"""Mail: only after the commit, only how much and where, only to those who want it; once each morning of work."""

from __future__ import annotations

import email
import email.policy
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from portal.commands import door
from portal.commands.account import set_email
from portal.worker import run_due, shift
from tests import factories
from tests.conftest import NOW
from tests.functional.test_family import first_path, report, step

ADDRESS = "cun@example.cn"


@pytest.fixture
def reachable(world: Any) -> Any:
    """The village has an address."""
    world.commit(
        lambda site: set_email(site["accounts"]["village"], world.vault, ADDRESS, actor="system", at=NOW)
    )
    return world


def letters(world: Any) -> list[tuple[str, str, str]]:
    """(to, subject, text) of everything in the folder."""
    world.registry.postman.flush()
    folder = Path(world.registry.portal.mail.partition(":")[2])
    files = sorted(folder.glob("*.eml"), key=lambda path: path.stat().st_mtime_ns) if folder.exists() else []
    read = [email.message_from_bytes(f.read_bytes(), policy=email.policy.default) for f in files]
    return [(str(m["To"]), str(m["Subject"]), m.get_content()) for m in read]


def test_new_work_is_mailed_with_a_link_and_no_name(reachable: Any) -> None:
    report(reachable)
    [(to, subject, text)] = letters(reachable)
    assert to == ADDRESS
    assert subject == "周村区救急难：您有 1 件新的工作或答复"
    assert "https://portal.example/inbox" in text
    assert "李守田" not in subject + text
    assert "西塘" not in subject + text


def test_what_is_taken_back_mails_nothing(reachable: Any) -> None:
    def fail(request: Any) -> None:
        report_ = factories.discovery(id="d1")
        report_.state = "assigned"
        door.added(request, request.site["discoveries"], report_)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError), shift(reachable.registry) as request:
        fail(request)
    assert letters(reachable) == []


def test_several_at_once_are_one_mail(reachable: Any) -> None:
    with shift(reachable.registry) as request:
        for number in range(3):
            report_ = factories.discovery(id=f"d{number}")
            report_.state = "assigned"
            door.added(request, request.site["discoveries"], report_)
    assert [subject for _to, subject, _text in letters(reachable)] == [
        "周村区救急难：您有 3 件新的工作或答复"
    ]


def test_who_has_switched_it_off_gets_none(reachable: Any) -> None:
    village = reachable.client("village")
    page = village.get("/inbox")
    page.forms["mail"].submit(status=303)
    village.get("/inbox").mustcontain("现在不寄邮件给您", "寄邮件提醒我")
    report(reachable)
    assert letters(reachable) == []
    assert "寄邮件" not in reachable.client("window").get("/inbox").text


def test_one_mail_in_the_morning_of_a_working_day(reachable: Any) -> None:
    report(reachable)
    before = len(letters(reachable))
    for hours in (21, 23, 24, 30):
        reachable.clock.now = NOW + timedelta(hours=hours)
        run_due(reachable.registry)
    sent = [subject for _to, subject, _text in letters(reachable)][before:]
    assert sent == ["周村区救急难：您有 2 条消息没看过"]
    reachable.clock.now = NOW + timedelta(days=5)
    run_due(reachable.registry)
    assert len(letters(reachable)) == before + 1, "Saturday is free"
    reachable.clock.now = NOW + timedelta(days=7)
    run_due(reachable.registry)
    assert letters(reachable)[-1][1].endswith("1 件超期")


def test_who_has_nothing_waiting_is_left_in_peace(reachable: Any) -> None:
    report(reachable)
    step(reachable.client("village"), first_path(reachable, "discoveries"), "dismiss", "已经好转。")
    before = len(letters(reachable))
    reachable.clock.now = NOW + timedelta(days=1)
    assert run_due(reachable.registry)["digest"] == 0
    assert len(letters(reachable)) == before


def test_the_address_is_sealed(reachable: Any) -> None:
    data = Path(
        reachable.registry.settings["zodbconn.uri"].removeprefix("file://").partition("?")[0]
    ).read_bytes()
    assert ADDRESS.encode() not in data


def test_a_mail_server_that_is_away_stops_nothing(
    settings: dict[str, str], request: Any, capsys: Any
) -> None:
    settings["portal.mail"] = "smtp://127.0.0.1:1"
    world = request.getfixturevalue("reachable")
    report(world)
    world.registry.postman.flush()
    assert world.client("village").get("/inbox").mustcontain("报告等核实") is None
    assert ADDRESS not in "".join(capsys.readouterr())
