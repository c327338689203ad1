"""From the window's text to a public need: consent, names, two hands, and enough households that look the same."""

from __future__ import annotations

from typing import Any

import pytest

from portal.demo.people import OTHER_TOWN, TOWN
from tests.conftest import World
from tests.registered import families, family, published

WRITE = "/cases/c-a/needs/n-a/@@publish"
GOOD = {"title": "一名初中生这个学期的生活费", "text": "学费已经免去，住校的伙食费还差一半。"}


@pytest.fixture
def district(world: World) -> World:
    def fill(site: Any) -> None:
        family(
            site, world.vault, "a", personal={"name": "王丽华", "school": "晨光学堂", "diagnosis": "尿毒症"}
        )
        families(site, world.vault, 4)

    world.commit(fill)
    return world


def write(client: Any, path: str = WRITE, **values: str) -> Any:
    form = client.get(path).forms["public-text"]
    for name, value in (GOOD | values).items():
        form[name] = value
    return form.submit("draft", status="*")


def drafted(world: World) -> str:
    write(world.client("window"))
    return str(world.site()["cases"]["c-a"].needs["n-a"].public_id)


def release(client: Any, public_id: str, status: Any = 303) -> Any:
    return client.get(f"/needs/{public_id}/@@release").forms["release"].submit("release", status=status)


def test_written_at_the_window_released_by_the_bureau_found_by_everybody(district: World) -> None:
    public_id = drafted(district)
    district.client().get(f"/needs/{public_id}", status=404)
    bureau = district.client("bureau")
    assert "公开内容等发布" in bureau.get("/me")
    page = bureau.get(f"/needs/{public_id}/@@release")
    assert GOOD["text"] in page
    assert "¥3,600.00" in page
    release(bureau, public_id)
    assert "公开内容等发布" not in bureau.get("/me")
    district.index()
    found = district.client().get("/needs", params={"q": "初中生"})
    assert found.html.find("mark").get_text() == "初中生"
    public = district.site()["needs"][public_id]
    assert (public.state, public.place, public.size, public.month) == ("public", TOWN, "2-3", "2026-11")
    assert public.broken_chain() is None


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("王丽华的孩子", "家庭成员的姓名"),
        ("丽 华家的孩子", "家庭成员的姓名"),
        ("请打 138-0533-0147", "电话号码"),
        ("账号 6222 0000 1111 2222", "一长串数字"),
        ("住西塘社区", "比镇、街道更细的地名"),
        ("住 8 号楼", "比镇、街道更细的地名"),
        ("在晨光学堂上学", "学校或医院的名字"),
        ("在北郊镇中学上学", "学校或医院的名字"),
        ("住在区第二人民医院", "学校或医院的名字"),
        ("得了尿毒症", "病的名字"),
    ],
)
def test_what_would_name_the_household_is_refused_at_its_field(
    district: World, words: str, kind: str
) -> None:
    page = write(district.client("window"), text=f"{words}，还缺一半。")
    assert page.status_int == 400
    complaint = page.html.find(id="error-text").get_text()
    assert kind in complaint
    assert words[:4] not in complaint
    assert page.forms["public-text"]["text"].value == f"{words}，还缺一半。"
    assert district.site()["cases"]["c-a"].needs["n-a"].public_id == ""


@pytest.mark.parametrize("words", ["一名小学生", "镇上的中学", "住进了医院", "北郊镇一户家庭", "3600 元"])
def test_ordinary_words_are_not_mistaken_for_names(district: World, words: str) -> None:
    assert write(district.client("window"), text=f"{words}，还缺一半。").status_int == 303


def test_the_scan_is_on_record(district: World) -> None:
    write(district.client("window"))
    read = next(iter(district.registry.readlog.of("household:h-a")))
    assert read.actor == "user:window"
    assert set(read.fields["household:h-a"]) >= {"name", "address", "phone"}


def test_without_consent_nothing_is_written(district: World) -> None:
    def refuse(site: Any) -> None:
        site["cases"]["c-a"].consent_public = False

    district.commit(refuse)
    page = district.client("window").get(WRITE)
    assert "没有同意公开" in page
    assert "public-text" not in page.forms


def test_consent_withdrawn_after_the_draft_stops_the_release(district: World) -> None:
    public_id = drafted(district)

    def refuse(site: Any) -> None:
        site["cases"]["c-a"].consent_public = False

    bureau = district.client("bureau")
    form = bureau.get(f"/needs/{public_id}/@@release").forms["release"]
    district.commit(refuse)
    page = form.submit("release", status=409)
    assert "没有同意公开" in page
    assert district.site()["needs"][public_id].state == "drafted"


def test_a_name_that_joined_the_household_later_stops_the_release(district: World) -> None:
    public_id = drafted(district)

    def join(site: Any) -> None:
        site["households"]["h-a"].head_member.keep(district.vault, {"school": "住校的"})

    district.commit(join)
    page = release(district.client("bureau"), public_id, status=400)
    assert "学校或医院的名字" in page


def test_the_window_cannot_release_and_the_drafter_cannot_either(district: World) -> None:
    public_id = drafted(district)
    district.client("window").get(f"/needs/{public_id}/@@release", status=404)
    assert (
        district.client()
        .get(f"/needs/{public_id}/@@release", status=303)
        .location.endswith(f"/sign-in?next=%2Fneeds%2F{public_id}%2F%40%40release")
    )

    def both(site: Any) -> None:
        site["accounts"]["window"].roles = (("window_clerk", TOWN), ("bureau", "district"))

    district.commit(both)
    page = district.client("window").get(f"/needs/{public_id}/@@release", status=409)
    assert "另一个人" in page


def test_a_need_that_is_rare_in_its_town_is_published_for_the_district(world: World) -> None:
    def fill(site: Any) -> None:
        family(site, world.vault, "a")
        families(site, world.vault, 4, town=OTHER_TOWN, village="370306102-01")

    world.commit(fill)
    public_id = drafted(world)
    bureau = world.client("bureau")
    assert "地方只写到全区" in bureau.get(f"/needs/{public_id}/@@release")
    release(bureau, public_id)
    page = world.client().get(f"/needs/{public_id}")
    assert "周村区" in page.html.find("main").get_text()
    assert "北郊镇" not in page.html.find("main").get_text()


def test_what_is_too_rare_even_in_the_district_is_refused_with_the_reason(world: World) -> None:
    def fill(site: Any) -> None:
        family(site, world.vault, "a")
        families(site, world.vault, 4)

    world.commit(fill)
    public_id = drafted(world)
    bureau = world.client("bureau")
    form = bureau.get(f"/needs/{public_id}/@@release").forms["release"]

    def leave(site: Any) -> None:
        site["cases"]["c-k0"].state = "withdrawn"

    world.commit(leave)
    assert "太少" in form.submit("release", status=409)
    page = bureau.get(f"/needs/{public_id}/@@release")
    assert "不到" in page
    assert "release" not in page.forms


def test_many_needs_of_one_household_are_one_household(world: World) -> None:
    """Counted by needs, two families would look like six."""

    def fill(site: Any) -> None:
        from content.need import Need
        from tests.conftest import NOW

        for key in ("a", "b"):
            case = family(site, world.vault, key)
            for number in range(4):
                case.needs.add(
                    Need(
                        category="education",
                        unit="fen",
                        amount=100,
                        id=f"m-{key}{number}",
                        actor="user:window",
                        at=NOW,
                    )
                )

    world.commit(fill)
    assert "不到" in world.client("bureau").get(f"/needs/{drafted(world)}/@@release")


def test_retracted_with_a_reason_and_written_anew(district: World) -> None:
    public_id = drafted(district)
    release(district.client("bureau"), public_id)
    window = district.client("window")
    page = window.get(f"/needs/{public_id}").click("撤下")
    assert page.forms["step"].submit("go", status=400)
    form = page.forms["step"]
    form["text"] = "家里不想再公开。"
    form.submit("go", status=303)
    district.client().get(f"/needs/{public_id}", status=410)
    public = district.site()["needs"][public_id]
    assert "不想" not in repr([event.details for event in public.history])
    page = write(window, f"/needs/{public_id}/@@redraft", title="生活费")
    assert page.status_int == 303
    district.client().get(f"/needs/{public_id}", status=404)
    release(district.client("bureau"), public_id)
    assert "生活费" in district.client().get(f"/needs/{public_id}")


def test_a_stale_form_keeps_what_was_typed(district: World) -> None:
    public_id = drafted(district)
    window = district.client("window")
    form = window.get(f"/needs/{public_id}/@@redraft").forms["public-text"]
    write(district.client("window"), f"/needs/{public_id}/@@redraft", title="先改的")
    form["title"] = "后改的"
    page = form.submit("draft", status=409)
    assert page.forms["public-text"]["title"].value == "后改的"
    assert district.site()["needs"][public_id].title == "先改的"


def test_a_double_click_makes_one_public_need(district: World) -> None:
    window = district.client("window")
    form = window.get(WRITE).forms["public-text"]
    form["title"], form["text"] = GOOD["title"], GOOD["text"]
    first, second = form.submit("draft", status=303), form.submit("draft", status=303)
    assert first.location == second.location
    assert len(list(district.site()["needs"])) == 1


def test_a_withdrawn_need_is_taken_from_the_public(district: World) -> None:
    public_id = drafted(district)
    release(district.client("bureau"), public_id)
    window = district.client("window")
    form = window.get("/cases/c-a/needs/n-a/@@step?do=withdraw").forms["step"]
    form["text"] = "亲戚帮上了。"
    form.submit("go", status=303)
    district.client().get(f"/needs/{public_id}", status=410)


def test_a_draft_of_a_withdrawn_need_is_nobodys_work_any_more(district: World) -> None:
    drafted(district)
    form = district.client("window").get("/cases/c-a/needs/n-a/@@step?do=withdraw").forms["step"]
    form["text"] = "亲戚帮上了。"
    form.submit("go", status=303)
    assert "公开内容等发布" not in district.client("bureau").get("/me")


def test_others_do_not_find_the_page(district: World) -> None:
    for login in ("school", "village", "window2", "bureau", "fund", "charity", "worker", "auditor"):
        district.client(login).get(WRITE, status=404)
    district.client().get(WRITE, status=303)


def test_a_closed_case_asks_for_nothing_but_what_was_met_stays_to_be_seen(district: World) -> None:
    public_id = drafted(district)
    release(district.client("bureau"), public_id)

    def meet(site: Any) -> None:
        need = site["cases"]["c-k0"].needs["n-k0"]
        need.cover("referral:r", "met", need.amount, "public")
        published(site, need, title="已经办好的", text="都落实了。", id="met2345678")
        published(site, site["cases"]["c-k1"].needs["n-k1"], title="还没办好", text="还差。", id="unmet23456")

    district.commit(meet)
    for key in ("k0", "k1"):
        form = district.client("window").get(f"/cases/c-{key}/@@step?do=close").forms["step"]
        form["text"] = "都说清楚了。"
        form.submit("go", status=303)
    district.client().get("/needs/met2345678", status=200)
    district.client().get("/needs/unmet23456", status=410)


def test_a_draft_of_a_closed_case_is_nobodys_work_any_more_even_where_the_need_was_met(
    district: World,
) -> None:
    public_id = drafted(district)

    def meet(site: Any) -> None:
        need = site["cases"]["c-a"].needs["n-a"]
        need.cover("referral:r", "met", need.amount, "public")

    district.commit(meet)
    window = district.client("window")
    form = window.get("/cases/c-a/@@step?do=close").forms["step"]
    form["text"] = "都说清楚了。"
    form.submit("go", status=303)
    assert "公开内容等发布" not in district.client("bureau").get("/me")
    again = window.get(f"/needs/{public_id}/@@redraft").forms["public-text"]
    again["title"], again["text"] = GOOD["title"], GOOD["text"]
    assert "公开内容等发布" not in district.client("bureau").get("/me")
    refused = again.submit("draft", status=409)
    assert GOOD["text"] in refused
    assert district.site()["needs"][public_id].state == "retracted"
