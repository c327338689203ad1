"""What is sent twice, late, or again: a lost answer, a second visit at the window; nothing counts double or is lost."""

from __future__ import annotations

from typing import Any

from content.household import Household
from portal.demo.people import OTHER_TOWN, OTHER_VILLAGE, TOWN, VILLAGE
from tests import district
from tests.conftest import World
from tests.functional.test_family import STORY, made_up_id, report, verify

ID = made_up_id("37030619800101009")


def fill(form: Any, **typed: str) -> Any:
    """The intake form of 李守田, with other words where given."""
    plain = {
        "name": "李守田",
        "id_number": ID,
        "phone": "13805330147",
        "address": "3 号楼",
        "town": TOWN,
        "village": VILLAGE,
        "urgency": "1",
        "story": STORY,
        "what": "medical",
        "amount": "12,000",
    } | typed
    for name, value in plain.items():
        form[name] = value
    form["consent"] = True
    return form


def household(world: World) -> Household:
    (found,) = world.site()["households"]
    return found


def opened(world: World, name: str, field: str) -> str:
    found = household(world)
    people = {member.reveal(world.vault, "name"): member for member in found.members}
    return people[name].reveal(world.vault, field) if name else found.reveal(world.vault, field)


def test_a_registration_whose_answer_was_lost_is_not_registered_again(world: World) -> None:
    """The clerk presses, the line breaks; the form says that it is stale, the clerk presses again."""
    report(world)
    case = verify(world)
    form = fill(world.client("window").get(f"{case}/@@intake").forms["intake"])
    form.submit("register", status=303)
    again = form.submit("register", status=409)
    assert "已经登记过" in again.html.find(class_="errors").get_text()
    assert STORY in again.text
    found = world.site()["cases"][case.rsplit("/", 1)[1]]
    assert [need.amount for need in found.needs] == [1_200_000]
    assert [event.name for event in found.history].count("receipt_given") == 1


def test_a_registered_case_is_not_registered_over(world: World) -> None:
    """Somebody with the page still open from the morning: what is missing is added by the need form."""
    report(world)
    case = verify(world)
    morning = fill(world.client("window").get(f"{case}/@@intake").forms["intake"], amount="9,000")
    fill(world.client("window").get(f"{case}/@@intake").forms["intake"]).submit("register", status=303)
    page = morning.submit("register", status=409)
    assert "再加一项需求" in page.html.find(class_="errors").get_text()
    fill(page.forms["intake"], amount="9,000").submit("register", status=409)
    found = world.site()["cases"][case.rsplit("/", 1)[1]]
    assert [need.amount for need in found.needs] == [1_200_000]


def test_income_with_the_same_number_is_told_and_not_booked_twice(world: World) -> None:
    def typed(form: Any) -> Any:
        form["source"], form["amount"], form["reference"] = "unit", "50,000", "鲁财票 0012"
        return form

    client = world.client("fund")
    first = typed(client.get("/money").forms["income"])
    first.submit("receive", status=303)
    page = first.submit("receive", status=409)
    page = typed(page.forms["income"]).submit("receive", status=400)
    assert "登记过" in page.text
    assert world.site().fund.ledger.balances()["bank"] == 5_000_000


def test_hours_whose_answer_was_lost_are_bought_once(world: World) -> None:
    world.commit(lambda site: district.contract(site, 40) and None)
    form = world.client("bureau").get("/contracts/contract/@@purchase").forms["purchase"]
    form["hours"] = "20"
    form.submit("purchase", status=303)
    form.submit("purchase", status=303)
    assert world.site()["contracts"]["contract"].available == 60


def test_a_second_application_forgets_nothing_of_the_first(world: World) -> None:
    client = world.client("window")
    form = fill(client.get("/intake").forms["intake"])
    form.submit("register", status=303)

    def handicapped(site: Any) -> None:
        (found,) = site["households"]
        found.head_member.disability = "2"

    world.commit(handicapped)
    form = fill(client.get("/intake").forms["intake"], phone="", amount="800")
    answer = form.submit("register", status=200)
    assert "可能已经登记过" in answer.text
    known = household(world).id
    client.post(
        "/intake", [*answer.forms["intake"].submit_fields("register"), ("household", known)], status=303
    )
    assert opened(world, "", "phone") == "13805330147"
    assert opened(world, "李守田", "id_number") == ID
    assert household(world).head_member.disability == "2"
    assert len(household(world).members) == 1
    assert len(household(world).case_ids) == 2


def test_a_family_that_another_town_knows_is_told_with_everything_still_there(world: World) -> None:
    other = world.client("window2")
    fill(other.get("/intake").forms["intake"], town=OTHER_TOWN, village=OTHER_VILLAGE).submit(
        "register", status=303
    )
    client = world.client("window")
    answer = fill(client.get("/intake").forms["intake"]).submit("register", status=200)
    known = household(world).id
    page = client.post(
        "/intake", [*answer.forms["intake"].submit_fields("register"), ("household", known)], status=409
    )
    assert "李守田" in page.text
    assert STORY in page.text
    assert "窗口" in page.html.find(class_="errors").get_text()
    assert len(list(world.site()["cases"])) == 1
