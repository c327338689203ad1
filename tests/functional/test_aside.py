"""回避: who is close to an applicant says so, decides nothing from then on, and the bureau looks at every such case."""

from __future__ import annotations

from typing import Any

import pytest
from webtest import TestApp

from content.inbox import Message
from content.site import Site
from portal.demo.people import TOWN
from portal.sealing import SealStore, seal_district
from tests import district, factories
from tests.conftest import NOW, World
from tests.functional.test_day_window import registered

WORDS = "申请人是岳父。"
SENTENCE = "已经备案回避"


@pytest.fixture
def case_path(world: World) -> str:
    """An admitted case with a referral to health insurance, and a colleague at the same window."""

    def build(site: Site) -> None:
        case = district.family(site, world.vault)
        district.need(case, 500_000, id="n1")
        factories.referral(case, id="r1")
        site.register.update(case)
        for document, path in ((case, "/cases/case"), (case.referrals["r1"], "/cases/case/referrals/r1")):
            site.worklists.update(document, path)
        second = factories.account(id="sun2", display_name="孙二", roles=(("window_clerk", TOWN),))
        second.password_hash = site["accounts"]["window"].password_hash
        site["accounts"].add(second)

    world.commit(build)
    return "/cases/case"


def declare(client: TestApp, path: str, **typed: str) -> Any:
    form = client.get(path).click("和这家有近亲属关系").forms["recusal"]
    for name, value in ({"kinship": "in_law", "explained": WORDS} | typed).items():
        form[name] = value
    return form.submit("file", status=303)


def close(client: TestApp, path: str, status: int) -> Any:
    token = client.get("/inbox").html.select_one("input[name=csrf_token]")["value"]
    return client.post(f"{path}/@@step", {"csrf_token": token, "do": "close", "text": "好了"}, status=status)


def test_who_declares_may_look_and_decide_nothing(world: World, case_path: str) -> None:
    window = world.client("window")
    assert "转给部门办" in window.get(case_path).text
    declare(window, case_path)
    page = window.get(case_path)
    page.mustcontain("您和这家有近亲属关系", "孙丽华 有近亲属关系，备案回避")
    assert "转给部门办" not in page.text
    assert not page.html.select("form[action$='@@step']")
    assert "跟进到落实" not in window.get("/me").text, "it is on nobody's list who may not do it"
    assert "跟进到落实" in world.client("sun2").get("/me").text
    for view in ("refer", "papers", "need", "visit", "move", "step?do=close"):
        assert SENTENCE in window.get(f"{case_path}/@@{view}", status=409).text, view
    assert SENTENCE in close(window, case_path, 409).text
    assert world.site()["cases"]["case"].state == "admitted"


def test_a_form_that_was_open_before_is_refused_and_keeps_what_was_typed(
    world: World, case_path: str
) -> None:
    window = world.client("window")
    form = window.get(f"{case_path}/@@refer").forms["refer"]
    form["assistance"], form["unit"], form["request"] = "medical", "medical", "请按规定报销。"
    declare(window, case_path)
    answer = form.submit("refer", status=409)
    answer.mustcontain(SENTENCE, "请按规定报销。")
    assert len(list(world.site()["cases"]["case"].referrals)) == 1


def test_a_colleague_goes_on_with_the_case(world: World, case_path: str) -> None:
    declare(world.client("window"), case_path)
    other = world.client("sun2")
    other.get(case_path).mustcontain("有近亲属关系，已经备案回避：孙丽华", "转给部门办")
    form = other.get(f"{case_path}/@@refer").forms["refer"]
    form["assistance"], form["unit"] = "medical", "medical"
    form.submit("refer", status=303)


def test_a_handler_declares_at_the_referral_and_the_bureau_hears_that_nobody_is_left(
    world: World, case_path: str
) -> None:
    medical, path = world.client("medical"), f"{case_path}/referrals/r1"
    form = medical.get(f"{path}/@@aside").forms["recusal"]
    assert [option for option, _on, _label in form["who"].options] == ["medical"], "no colleague is offered"
    declare(medical, path)
    assert SENTENCE in medical.get(f"{path}/@@step?do=receive", status=409).text
    bureau = world.client("bureau")
    page = bureau.get("/me").click("看一看")
    page.mustcontain("没有别人能办：区医疗保障局的部门经办人", "姻亲，申请人是岳父。")
    step = page.click("看过了，写下结果").forms["step"]
    assert "请填写" in step.submit("go", status=400).text
    step["text"] = "认定和同村别家一样，没有偏高。"
    step.submit("go", status=303)
    assert "近亲属备案等您看" not in bureau.get("/me").text
    (filed,) = world.site()["recusals"]
    assert (filed.state, filed.declared, filed.broken_chain()) == ("checked", True, None)
    assert WORDS not in repr(list(filed.history))


def test_a_colleague_is_named_hears_of_it_and_it_may_be_lifted(world: World, case_path: str) -> None:
    declare(world.client("window"), case_path, who="sun2")
    other = world.client("sun2")
    other.get("/inbox").mustcontain("您回避的案件")
    assert SENTENCE in other.get(f"{case_path}/@@refer", status=409).text
    (filed,) = world.site()["recusals"]
    assert not filed.declared
    other.get(f"/recusals/{filed.id}/@@step?do=lift", status=404)
    bureau = world.client("bureau")
    step = bureau.get(f"/recusals/{filed.id}").click("不用回避，撤销备案").forms["step"]
    step["text"] = "同名，不是亲属。"
    step.submit("go", status=303)
    assert "转给部门办" in other.get(case_path).text
    assert world.site()["cases"]["case"].broken_chain() is None


def test_nobody_of_the_bureau_looks_at_what_names_themselves(world: World, case_path: str) -> None:
    bureau = world.client("bureau")
    declare(bureau, case_path, who="bureau")
    (filed,) = world.site()["recusals"]
    page = bureau.get(f"/recusals/{filed.id}")
    assert "写下结果" not in page.text
    bureau.get(f"/recusals/{filed.id}/@@step?do=check", status=409).mustcontain("另一个人")


def test_said_twice_it_is_filed_once_and_strangers_file_nothing(world: World, case_path: str) -> None:
    window = world.client("window")
    form = window.get(f"{case_path}/@@aside").forms["recusal"]
    form["kinship"] = "sibling"
    form.submit("file", status=303)
    form.submit("file", status=303)
    assert len(list(world.site()["recusals"])) == 1
    late = window.get(f"{case_path}/@@aside").forms["recusal"]
    assert "window" not in [option for option, _on, _label in late["who"].options]
    for login in ("window2", "education", "fund", "admin"):
        world.client(login).get(f"{case_path}/@@aside", status=404)
    window.get("/supervisions/@@aside", status=404)


def test_said_at_intake_the_filing_comes_next(world: World) -> None:
    window = world.client("window")
    registered(world, window, is_kin=True)
    (case,) = world.site()["cases"]
    assert case.is_kin_said
    window.get(f"/cases/{case.id}").mustcontain("还没有备案")
    declare(window, f"/cases/{case.id}")
    assert "还没有备案" not in window.get(f"/cases/{case.id}").text
    assert SENTENCE in window.get(f"/cases/{case.id}/@@step?do=admit", status=409).text


def test_the_register_prints_and_the_bureau_samples_from_it(world: World, case_path: str) -> None:
    def another(site: Any) -> None:
        site.register.update(district.family(site, world.vault, id="c2"))

    world.commit(another)
    declare(world.client("window"), case_path)
    bureau = world.client("bureau")
    bureau.get("/recusals").click("打印登记表").mustcontain("近亲属备案登记表", "姻亲，申请人是岳父。")
    portal = world.registry.portal
    seal_district(world.site(), portal.readlog, SealStore(portal.seals_folder), portal.keyring, NOW)
    form = bureau.get("/recusals").click("从备案的案件里抽样").forms["sample"]
    assert form["of_kin"].checked
    form["point"], form["size"], form["public_value"] = "recognised", "2", "11月24日双色球 03 09"
    assert "没有这么多" in form.submit("draw", status=400).text
    form["size"] = "1"
    page = form.submit("draw", status=303).follow()
    page.mustcontain("近亲属备案", "/cases/case/")
    (sample,) = world.site()["samples"]
    assert (sample.ids, sample.side) == (("case",), "bureau@district")


def test_new_work_is_not_announced_to_who_stands_aside(world: World, case_path: str) -> None:
    declare(world.client("medical"), f"{case_path}/referrals/r1")
    form = world.client("window").get(f"{case_path}/@@refer").forms["refer"]
    form["assistance"], form["unit"] = "medical", "medical"
    form.submit("refer", status=303)
    site = world.site()
    told: list[Message] = [m for m in site.inboxes.of("bureau") if m.sort == "nobody"]
    assert [m.what for m in told] == ["referral:receive"]
    assert site.inboxes.of("medical") is None
