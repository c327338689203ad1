"""A day of a social worker: a plan agreed with the household, step by step; a case handed on; the workload."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from content import role
from portal.demo.people import AGENCY
from tests import district
from tests.functional.bad_input import stage

SAID = "每周二、周四下午陪护，下周带去复查。"


@pytest.fixture
def claimed(world: Any) -> Any:
    """A family's case that Zhao has claimed."""

    def build(site: Any) -> None:
        case = district.family(site, world.vault)
        district.need(case, 40, category="care", item="care", id="hours")
        case.claim(actor="user:worker", worker="worker", agency=AGENCY, at=district.NOW)
        household = site["households"]["home-case"]
        household.workers = ("worker",)
        site.worklists.update(case, "/cases/case")

    world.commit(build)
    return world


def press(client: Any, path: str, name: str, text: str = "", status: int = 303) -> Any:
    form = client.get(f"{path}/@@step?do={name}").forms["step"]
    if text:
        form["text"] = text
    return form.submit("go", status=status)


def draft(client: Any, by: str = "2026-12-01") -> str:
    """A plan with one step; gives back its path."""
    form = client.get("/cases/case/@@plan").forms["plan"]
    form["goal"], form["review_on"] = "父亲能自己下楼。", "2026-12-20"
    form["words"], form["until"] = "每周二陪护", by
    return str(form.submit("draft", status=303).follow().request.path)


def test_a_plan_is_agreed_done_and_ended(claimed: Any) -> None:
    worker = claimed.client("worker")
    path = draft(worker)
    assert "等这家人同意" in worker.get("/me")
    assert "父亲能自己下楼" in worker.get(f"{path}/@@paper")
    press(worker, path, "agree")
    form = worker.get(f"{path}/@@mark?n=1").forms["mark"]
    form["result"] = "dropped"
    assert "请写为什么" in form.submit("mark", status=400)
    form["note"] = "医院派人来了。"
    assert "医院派人来了" in form.submit("mark", status=303).follow()
    assert "服务计划等结束" in worker.get("/me")
    press(worker, path, "finish", "达到了。")
    assert "服务计划" not in worker.get("/me").html.find("main").text
    worker.get(f"{path}/@@mark?n=9", status=404)


def test_looked_at_together_it_goes_on_with_more_steps(claimed: Any) -> None:
    worker = claimed.client("worker")
    path = draft(worker)
    press(worker, path, "agree")
    form = worker.get(f"{path}/@@review").forms["review"].submit("add_row", value="steps").forms["review"]
    form["note"], form["words"] = "还要有人陪着复查。", "带去复查"
    form.fields["until"][0].value, form.fields["until"][1].value = "2026-12-28", "2027-01-10"
    page = form.submit("review", status=303).follow()
    assert "还要有人陪着复查" in page
    assert "带去复查" in page
    (plan,) = claimed.site()["cases"]["case"].service_plans
    assert (len(plan.steps), plan.review_on) == (2, "2027-01-10")


def test_a_late_step_stands_on_the_list_and_in_the_workload(claimed: Any) -> None:
    worker = claimed.client("worker")
    path = draft(worker, "2026-11-25")
    press(worker, path, "agree")
    claimed.clock.now += timedelta(days=7)
    worker = claimed.client("worker")
    assert "过了日子" in worker.get(path)
    assert "超期" in worker.get("/me")
    row = next(r for r in claimed.client("bureau").get("/workload").html.find_all("tr") if "赵晓雯" in r.text)
    assert [cell.text.strip() for cell in row.find_all("td")] == ["1", "1", "0", "1", "0"]
    claimed.client("window").get("/workload", status=404)
    assert "张小明" not in worker.get("/workload")


def test_one_plan_at_a_time_and_none_for_a_stranger(claimed: Any) -> None:
    worker = claimed.client("worker")
    form = worker.get("/cases/case/@@plan").forms["plan"]
    form["goal"], form["review_on"] = "父亲能自己下楼。", "2026-12-20"
    form["words"], form["until"] = "每周二陪护", "2026-12-01"
    path = form.submit("draft", status=303).location
    assert form.submit("draft", status=303).location == path
    draft_again = worker.get("/cases/case/@@plan").forms["plan"]
    draft_again["goal"], draft_again["review_on"] = "又一份", "2026-12-20"
    draft_again["words"], draft_again["until"] = "每周二陪护", "2026-12-01"
    assert "已经有一份" in draft_again.submit("draft", status=409)
    for login in ("worker2", "charity", "fund"):
        claimed.client(login).get(path, status=404)


def test_a_case_with_an_open_plan_is_not_closed(claimed: Any) -> None:
    draft(claimed.client("worker"))
    assert "服务计划" in press(claimed.client("window"), "/cases/case", "close", "办完了。", 409)


# Handing over


def offer(world: Any) -> None:
    form = world.client("worker").get("/cases/case/@@pass-on").forms["pass-on"]
    form["colleague"], form["agreed"] = "worker2", SAID
    form.submit("offer", status=303)


def test_a_colleague_reads_what_was_agreed_and_accepts(claimed: Any) -> None:
    path = draft(claimed.client("worker"))
    offer(claimed)
    second = claimed.client("worker2")
    second.get("/cases/case", status=404)
    assert "同事请您接手" in second.get("/me")
    page = second.get("/cases/case/@@handover")
    assert SAID in page
    assert "张小明" not in page
    press(second, "/cases/case", "accept_claim")
    assert SAID in second.get("/cases/case")
    assert "等这家人同意" in second.get("/me")
    first = claimed.client("worker")
    for gone in ("/cases/case", "/households/home-case", path):
        first.get(gone, status=404)
    assert claimed.site()["cases"]["case"].worker == "worker2"


def test_until_the_colleague_accepts_nothing_changes_hands(claimed: Any) -> None:
    offer(claimed)
    second = claimed.client("worker2")
    second.get("/households/home-case", status=404)
    press(second, "/cases/case", "decline_claim", "这个月已经满了。")
    second.get("/cases/case/@@handover", status=404)
    first = claimed.client("worker")
    assert "同事现在接不了" in first.get("/cases/case")
    assert claimed.site().worklists.of(role.person("worker2")).up_to(1) == 0


def test_only_a_colleague_of_the_agency_is_asked(claimed: Any) -> None:
    form = claimed.client("worker").get("/cases/case/@@pass-on").forms["pass-on"]
    form["agreed"] = SAID
    for other in ("worker", "charity", "nobody"):
        form["colleague"].force_value(other)
        form.submit("offer", status=400)
    assert claimed.site()["cases"]["case"].successor == ""
    claimed.client("worker2").get("/cases/case/@@pass-on", status=404)


def test_given_back_the_plan_rests_until_somebody_takes_it_up(claimed: Any) -> None:
    first = claimed.client("worker")
    path = draft(first)
    press(first, path, "agree")
    press(first, "/cases/case", "release_claim", SAID)
    assert "服务计划等结束" in claimed.client("window").get("/me")
    second = claimed.client("worker2")
    press(second, "/cases/case", "claim")
    assert "等重新商量" in second.get("/me")
    assert SAID in second.get("/cases/case")
    press(second, path, "resume")
    press(second, path, "agree")
    (plan,) = claimed.site()["cases"]["case"].service_plans
    assert (plan.state, plan.duties()[0].owner) == ("agreed", "user:worker2")


# Hours


def order(site: Any) -> None:
    """Three hours of a contract, ordered for the family's need of care."""
    case = site["cases"]["case"]
    contract = district.contract(site, 5)
    made = contract.order(hours=3, proposal_id="service", case_id="case", **district.BY)
    proposal = stage.service_proposal(case.needs["hours"], contract="contract")
    proposal.order_path = f"/contracts/contract/orders/{made.id}"
    site["proposals"].add(proposal)
    case.needs["hours"].cover("proposal:service", "proposed", 3, "contract")


def test_hours_run_out_and_the_page_says_what_to_do(claimed: Any) -> None:
    claimed.commit(order)
    worker = claimed.client("worker")
    assert "3 小时" in worker.get("/claims").html.find(id="mine").find_next("table").text
    form = worker.get("/cases/case/@@visit").forms["visit"]
    form["hours"], form["note"] = "4", "去了半天。"
    answer = form.submit("record", status=400)
    assert "只剩 3 小时" in answer
    form = answer.forms["visit"]
    form["hours"] = "3"
    form.submit("record", status=303)
    row = next(r for r in worker.get("/workload").html.find_all("tr") if "赵晓雯" in r.text)
    assert [cell.text.strip() for cell in row.find_all("td")][:3] == ["1", "1", "3"]
