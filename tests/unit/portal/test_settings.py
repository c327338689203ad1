"""Settings are typed and checked at start: what is wrong is named."""

from __future__ import annotations

from pathlib import Path

import pytest

from portal.settings import SettingsError, read_settings

GOOD = {
    "portal.keyring": "var/keyring.json",
    "portal.readlog": "var/readlog.sqlite",
    "zodbconn.uri": "file://var/district.fs",
    "search.uri": "whoosh:var/index",
}


def test_what_is_not_said_has_the_safe_value() -> None:
    settings = read_settings(GOOD)
    assert settings.keyring == Path("var/keyring.json")
    assert (settings.demo, settings.secure_cookies, settings.totp) == (False, True, True)


def test_others_keys_are_left_alone() -> None:
    assert read_settings(GOOD | {"pyramid.reload_templates": "what ever"}) == read_settings(GOOD)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"portal.keyrings": "x"}, "portal.keyrings: no such setting"),
        ({"portal.demo": "perhaps"}, "portal.demo: true or false is wanted, not 'perhaps'"),
        ({"portal.totp": ""}, "portal.totp: true or false"),
        ({"zodbconn.uri": "postgres://u@h/db"}, "PostgreSQL needs keep_history=false"),
    ],
)
def test_a_wrong_setting_is_named(change: dict[str, str], message: str) -> None:
    with pytest.raises(SettingsError, match=message):
        read_settings(GOOD | change)


@pytest.mark.parametrize("key", GOOD)
def test_a_missing_setting_is_named(key: str) -> None:
    with pytest.raises(SettingsError, match=f"{key} is missing"):
        read_settings({name: value for name, value in GOOD.items() if name != key})


@pytest.mark.parametrize("ini", ["development.ini", "production.ini"])
def test_the_ini_files_in_the_repository_are_right(ini: str) -> None:
    from portal.scripts.place import Place

    path = Path(__file__).parents[3] / ini
    settings = Place.read(str(path)).settings
    assert settings.demo == (ini == "development.ini")
    assert settings.secure_cookies == settings.totp == (ini == "production.ini")
