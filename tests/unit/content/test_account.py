"""Accounts: who somebody is for access lists, and sessions that end."""

from __future__ import annotations

from datetime import timedelta

from content.account import SESSION_LENGTH
from content.workflow import fire
from tests.factories import BY, NOW, VAULT, account
from tests.stored import Shelf

LATER = NOW + SESSION_LENGTH


def test_a_person_is_a_person_and_every_role_in_its_scope_and_anywhere() -> None:
    sun = account(
        roles=(("window_clerk", "370306100"), ("window_clerk", "370306102"), ("auditor", "district"))
    )
    assert sun.principals == (
        "user:sun",
        "window_clerk@370306100",
        "role:window_clerk",
        "window_clerk@370306102",
        "auditor@district",
        "role:auditor",
    )
    assert sun.scopes("window_clerk") == ("370306100", "370306102")
    assert sun.has_role("auditor")
    assert not sun.has_role("administrator")
    assert sun.scopes("administrator") == ()


def test_a_session_opens_with_its_token_until_it_ends(shelf: Shelf) -> None:
    sun = account()
    token = sun.open_session(NOW)
    found = shelf.store(sun=sun)["sun"]
    assert found.has_session(token, NOW)
    assert found.has_session(token, LATER - timedelta(seconds=1))
    assert not found.has_session(token, LATER)
    assert not found.has_session(token + "x", NOW)
    assert not found.has_session("", NOW)


def test_signing_in_is_on_record() -> None:
    sun = account()
    sun.open_session(NOW)
    assert [(event.name, event.actor) for event in sun.history][-1] == ("signed_in", "user:sun")


def test_the_token_itself_is_not_stored(shelf: Shelf) -> None:
    sun = account()
    token = sun.open_session(NOW)
    shelf.store(sun=sun)
    raw = b"".join(record.data for t in shelf.database.storage.iterator() for record in t if record.data)
    assert token.encode() not in raw


def test_one_session_or_all_are_closed() -> None:
    sun = account()
    first, second, third = (sun.open_session(NOW) for _ in range(3))
    sun.close_session(first)
    sun.close_session("unknown")
    assert [sun.has_session(token, NOW) for token in (first, second, third)] == [False, True, True]
    sun.close_all_sessions()
    assert not any(sun.has_session(token, NOW) for token in (first, second, third))


def test_who_is_disabled_has_no_session_left() -> None:
    sun = account()
    token = sun.open_session(NOW)
    fire(sun, "disable", reason="调离", **BY)
    assert not sun.has_session(token, NOW)


def test_sessions_that_have_run_out_are_swept_away() -> None:
    sun = account()
    for _ in range(3):
        sun.open_session(NOW)
    sun.open_session(LATER)
    assert len(sun.sessions) == 1


def test_the_second_factor_is_under_seal() -> None:
    sun = account()
    sun.keep(VAULT, {"totp_secret": "JBSWY3DPEHPK3PXP"})
    assert sun.reveal(VAULT, "totp_secret") == "JBSWY3DPEHPK3PXP"
    assert "JBSWY3DPEHPK3PXP" not in repr(vars(sun))
