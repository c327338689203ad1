"""A day of audit, finance and discipline: seal what is there, prove it later, and find what was taken away."""

from __future__ import annotations

import pytest

from content.seal import read_seal
from tests import factories
from tests.conftest import World


@pytest.fixture
def with_case(world: World) -> World:
    world.commit(lambda site: site["cases"].add(factories.case(id="c1")) and None)
    return world


# Seals


def test_the_auditor_seals_downloads_and_later_finds_what_is_gone(with_case: World) -> None:
    auditor = with_case.client("auditor")
    page = auditor.get("/audit")
    assert "还没有封存过" in page.text
    sealed = page.forms[1].submit()
    assert "没有改动" in sealed.text
    kept = read_seal(sealed.click("下载封存文件").text)
    assert kept.wrong() is None
    assert "case:c1" in {leaf.id for leaf in kept.leaves}
    with_case.commit(lambda site: site["cases"]._items.pop("c1") and None)
    found = auditor.get("/audit").forms[0].submit()
    assert "案件 c1：封存时有，现在整份不见了" in found.text
    again = found.forms[1].submit()
    assert "第 2 次" not in again.text, "what is broken is not sealed as if it were whole"


def test_a_seal_names_nobody_and_is_supervisions_alone(with_case: World) -> None:
    auditor = with_case.client("auditor")
    text = auditor.get("/audit").forms[1].submit().click("下载封存文件").text
    assert not [name for name in ("孙丽华", "李守田") if name in text]
    auditor.get("/audit?seal=9", status=404)
    auditor.get("/audit?seal=../x", status=404)
    with_case.client("bureau").get("/audit?seal=1", status=404)
    with_case.client().get("/audit?seal=1", status=303)
