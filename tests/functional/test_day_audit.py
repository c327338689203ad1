"""A day of audit, finance and discipline: seal what is there, prove it later, and find what was taken away."""

from __future__ import annotations

import hashlib
from typing import Any

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


# Samples and findings

VALUE = "11月24日双色球 03 09 11 18 22 30 07"
LOOKS = {"view", "account", "figures", "history", "print", "contact", "export", "payee", "list", "audit"}
FOUND = "两位调查人签字是同一个笔迹，请说明。"


@pytest.fixture
def many(world: World) -> World:
    def build(site: Any) -> None:
        for number in range(12):
            case = factories.case(id=f"c{number:02}", household_id="h1")
            case.admit(due=None, **factories.BY)
            factories.referral(case, id="r1")
            site["cases"].add(case)
            site.register.update(case)

    world.commit(build)
    return world


def draw(world: World, size: str = "3") -> str:
    auditor = world.client("auditor")
    auditor.get("/audit").forms[1].submit()
    form = auditor.get("/samples/@@new").forms["sample"]
    form["point"], form["size"], form["public_value"] = "paid", size, VALUE
    form.submit("draw", status=303)
    return f"/samples/{next(iter(world.site()['samples'])).id}"


def test_anybody_can_draw_the_same_sample_again(many: World) -> None:
    """From the seal's file and the value alone, with the standard library."""
    path = draw(many)
    kept = read_seal(many.client("auditor").get("/audit?seal=1").text)
    seed = hashlib.sha256(f"{kept.digest}:{VALUE}".encode()).hexdigest()
    everybody = sorted(leaf.id.partition(":")[2] for leaf in kept.leaves if leaf.id.startswith("case:"))
    ranked = sorted(everybody, key=lambda id: hashlib.sha256(f"{seed}:{id}".encode()).hexdigest())
    sample = next(iter(many.site()["samples"]))
    assert list(sample.ids) == ranked[:3]
    page = many.client("finance").get(path)
    assert seed in page.text
    assert " ".join(sample.ids) in page.text
    drawn = next(event for event in sample.history if event.name == "drawn")
    reads = [read for id in sample.ids for read in many.registry.readlog.of(f"case:{id}")]
    assert drawn.at == sample.created_at
    assert not reads, "it was on record before any file was opened"


def test_no_sample_without_a_seal(many: World) -> None:
    form = many.client("auditor").get("/samples/@@new").forms["sample"]
    form["point"], form["size"], form["public_value"] = "paid", "3", VALUE
    assert "还没有封存过" in form.submit("draw", status=400).text
    assert not list(many.site()["samples"])


def test_a_sample_is_worked_through_and_a_finding_is_answered(many: World) -> None:
    path, auditor = draw(many, "2"), many.client("auditor")
    sample = next(iter(many.site()["samples"]))
    for number, id in enumerate(sample.ids):
        points = auditor.get(path).click(href=f"/cases/{id}/@@points")
        assert "对象认定" in points.text
        form = next(
            f for f in auditor.get(path).forms.values() if "case" in f.fields and f["case"].value == id
        )
        form.submit("result", value="wrong" if number == 0 else "right", status=303)
    form = auditor.get(path).click("记下一个问题").forms["inquiry"]
    assert form["sort"].value == "paid"
    form["unit"], form["due"], form["demand"] = "handler@medical", "2026-11-30", FOUND
    form.submit("inquiry", status=303)
    finding = next(iter(many.site()["inquiries"]))
    where = f"/inquiries/{finding.id}"
    handler = many.client("medical")
    handler.get(where, status=404)  # Only noted: the unit does not hear of it yet.
    many.client("bureau").get(where, status=404)
    page = auditor.get(where)
    next(f for f in page.forms.values() if f.action.endswith("@@step")).submit(status=303)
    form = handler.get(f"{where}/@@answer").forms["reply"]
    form["answer"] = "第二个人当天请假，已补访。"
    form.submit("send", status=303)
    form = auditor.get(f"{where}/@@step?do=escalate").forms["step"]
    form["text"] = "补访表日期也不对。"
    form.submit("go", status=303)
    discipline = many.client("discipline")
    assert "移交来的问题等处理" in discipline.get("/me").text
    form = discipline.get(f"{where}/@@step?do=settle").forms["step"]
    form["text"] = "批评教育，重新调查。"
    form.submit("go", status=303)
    finding = next(iter(many.site()["inquiries"]))
    assert (finding.state, finding.sample_id) == ("closed", sample.id)
    next(f for f in auditor.get(path).forms.values() if f.action.endswith("@@step")).submit(status=303)
    assert next(iter(many.site()["samples"])).state == "finished"


def test_a_sample_is_not_finished_while_a_file_is_left(many: World) -> None:
    path = draw(many)
    auditor = many.client("auditor")
    assert "全部看完" not in auditor.get(path).text
    token = auditor.get(path).forms[0]["csrf_token"].value
    answer = auditor.post(f"{path}/@@step", {"csrf_token": token, "do": "finish"}, status=409)
    assert "还有没看的案件" in answer.text


@pytest.mark.parametrize("login", ["auditor", "finance", "discipline"])
def test_they_read_and_never_write_what_they_watch(many: World, login: str) -> None:
    """No permission of theirs on cases, households or money is more than a look."""
    principal = f"{login}@district"
    for name in ("case", "household", "referral", "fund", "need", "proposal", "visit"):
        document = many.site().fund if name == "fund" else getattr(factories, name)()
        for state in document.workflow.states:
            document.state = state
            acl = [entry for entry in document.__acl__() if entry[1] == principal]
            granted = {p.partition(":")[2] for _action, _who, permissions in acl for p in permissions}
            assert granted <= LOOKS, (name, state, granted - LOOKS)
