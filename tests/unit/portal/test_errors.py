"""What a person reads when something is wrong: a number and a way on, and nothing that anybody typed."""

from __future__ import annotations

import re
from typing import Any

import pytest
from pyramid.interfaces import IBeforeRender, IContextFound
from pyramid_retry import IBeforeRetry
from structlog.testing import capture_logs

from content.error import DomainError, Overdrawn
from portal.demo.people import TOWN, VILLAGE
from portal.errors import _where
from portal.words.refusal import SENTENCES, sentence
from tests import factories

CANARY = "马立新13800138000"


@pytest.fixture
def broken_path(world: Any) -> str:
    """A report that no page can show: its source is no word of ours, and the error will quote it."""

    def build(site: Any) -> str:
        document = site["discoveries"].add(factories.discovery(source=CANARY, town=TOWN, village=VILLAGE))
        return f"/discoveries/{document.id}"

    return str(world.commit(build))


@pytest.fixture
def case_path(world: Any) -> str:
    def build(site: Any) -> str:
        family = site["households"].add(factories.household(town=TOWN, village=VILLAGE))
        document = site["cases"].add(factories.case(household_id=family.id, town=TOWN, village=VILLAGE))
        return f"/cases/{document.id}"

    return str(world.commit(build))


class TestUnexpected:
    def test_it_shows_a_number_that_the_log_knows_and_nothing_personal(
        self, world: Any, broken_path: str
    ) -> None:
        client = world.client("bureau")
        with capture_logs() as logs:
            page = client.get(broken_path, status=500)
        page.mustcontain("出错了，没有保存", "编号")
        entry = next(entry for entry in logs if entry["event"] == "unexpected")
        assert re.fullmatch(r"[0-9a-f]{8}", entry["number"])
        page.mustcontain(entry["number"])
        assert (entry["error"], entry["log_level"]) == ("ValueError", "error")
        for text in (page.text, repr(logs)):
            assert CANARY not in text
            assert "Traceback" not in text
        assert set(entry) == {"event", "log_level", "number", "error", "at"}

    def test_where_is_a_file_and_a_line(self) -> None:
        with pytest.raises(ValueError) as refused:
            int(CANARY)
        assert re.fullmatch(r"test_errors\.py:\d+", _where(refused.value))

    def test_where_not_even_the_error_page_can_be_drawn(self, world: Any, broken_path: str) -> None:
        def fail(event: Any) -> None:
            raise RuntimeError(CANARY)

        client = world.client("bureau")
        world.registry.registerHandler(fail, (IBeforeRender,))
        with capture_logs() as logs:
            answer = client.get(broken_path, status=500)
        world.registry.unregisterHandler(fail, (IBeforeRender,))
        assert [entry["event"] for entry in logs] == ["unexpected", "error_page_failed"]
        answer.mustcontain("出错了，没有保存", logs[1]["number"])
        assert CANARY not in answer.text + repr(logs)
        assert "Content-Security-Policy" in answer.headers

    def test_what_was_done_before_it_is_not_stored(self, world: Any, case_path: str) -> None:
        form = world.client("window").get(f"{case_path}/@@step", {"do": "admit"}).forms["step"]

        def fail(event: Any) -> None:
            raise RuntimeError(CANARY)

        world.registry.registerHandler(fail, (IContextFound,))
        answer = form.submit("go", status=500)
        world.registry.unregisterHandler(fail, (IContextFound,))
        assert CANARY not in answer.text
        assert world.site()["cases"][case_path.rpartition("/")[2]].state == "lodged"


class TestBusy:
    def test_a_race_lost_on_every_try_is_told_with_a_time_to_come_back(
        self, world: Any, case_path: str
    ) -> None:
        case_id = case_path.rpartition("/")[2]
        form = world.client("window").get(f"{case_path}/@@step", {"do": "admit"}).forms["step"]

        def be_faster(event: Any) -> None:
            """Somebody else writes to the same case while this request has it open, each time anew."""
            if event.request.method == "POST":
                world.commit(lambda site: bool(site["cases"][case_id].record("noted", **factories.BY)))

        retried: list[Any] = []
        world.registry.registerHandler(be_faster, (IContextFound,))
        world.registry.registerHandler(retried.append, (IBeforeRetry,))
        answer = form.submit("go", status=503)
        world.registry.unregisterHandler(be_faster, (IContextFound,))
        answer.mustcontain("现在办事的人太多，没有保存")
        assert int(answer.headers["Retry-After"]) > 0
        assert len(retried) == 2, "three tries in all, as the settings say"
        case = world.site()["cases"][case_id]
        assert (case.state, [event.name for event in case.history]) == ("lodged", ["created"] + ["noted"] * 3)
        form.submit("go", status=303)
        assert world.site()["cases"][case_id].state == "admitted"


class TestStale:
    def test_without_a_token_nothing_is_done(self, world: Any, case_path: str) -> None:
        client = world.client("window")
        answer = client.post(f"{case_path}/@@step", {"do": "admit", "go": "go"}, status=400)
        answer.mustcontain("页面放得太久了，没有保存")
        assert world.site()["cases"][case_path.rpartition("/")[2]].state == "lodged"

    def test_with_somebody_elses_token_neither(self, world: Any, case_path: str) -> None:
        client = world.client("window")
        foreign = world.client().get("/sign-in").forms["sign-in"]["csrf_token"].value
        values = {"do": "admit", "go": "go", "csrf_token": foreign}
        client.post(f"{case_path}/@@step", values, status=400).mustcontain("页面放得太久了")
        assert world.site()["cases"][case_path.rpartition("/")[2]].state == "lodged"

    def test_from_another_site_neither(self, world: Any, case_path: str) -> None:
        client = world.client("window")
        form = client.get(f"{case_path}/@@step", {"do": "admit"}).forms["step"]
        secure = {"wsgi.url_scheme": "https", "HTTP_HOST": "localhost"}
        answer = form.submit(
            "go", status=400, headers={"Origin": "https://elsewhere.example"}, extra_environ=secure
        )
        answer.mustcontain("页面放得太久了")
        assert world.site()["cases"][case_path.rpartition("/")[2]].state == "lodged"


class TestNotFound:
    def test_it_says_so_in_the_frame_of_the_portal(self, world: Any) -> None:
        page = world.client("window").get("/cases/none", status=404)
        page.mustcontain("没有找到这个页面", "回我的工作")
        assert "编号" not in page.text

    @pytest.mark.parametrize("path", ["/<script>alert(1)</script>", "/%22onload=%22x", "/%3Cimg%20src=x%3E"])
    def test_what_was_asked_for_is_not_written_into_the_page(self, world: Any, path: str) -> None:
        page = world.client().get(path, status=404)
        assert "<script>alert" not in page.text
        assert "<img src=x" not in page.text
        assert '"onload="' not in page.text

    def test_an_address_that_is_no_text_is_not_there(self, world: Any) -> None:
        client = world.client()
        for path in ("/%ff%fe", "/needs/%ff", "/needs/%c3%28"):
            client.get(path, status=404).mustcontain("没有找到这个页面")
        assert "/sign-in" in client.get("/cases/%ff", status=303).location
        for path in ("/sign-in?next=%ff", "/needs?q=%ff", "/%00", "/language?to=%ff&next=%ff"):
            assert client.get(path, status="*").status_int < 500, path

    def test_a_cookie_that_is_no_text_is_no_cookie(self, world: Any) -> None:
        for cookie in ("language=\xff", "sitting=\xff\xfe", "applicant=%ff", "csrf_token=\xc3", "=;;=,\x7f"):
            world.client().get("/sign-in", headers={"Cookie": cookie}, status=200)


class TestRules:
    def test_a_rule_is_told_in_words(self, world: Any, case_path: str) -> None:
        client = world.client("window")
        first, second = (client.get(f"{case_path}/@@step", {"do": "admit"}).forms["step"] for _ in range(2))
        first.submit("go", status=303)
        page = second.submit("go", status=409)
        page.mustcontain("这一步现在办不了", "别人已经先办了一步")

    def test_every_code_that_the_code_raises_has_a_sentence(self) -> None:
        assert _raised_codes() - set(SENTENCES) == set()

    def test_figures_stand_in_the_sentence_and_an_unknown_code_is_still_told(self, asking: Any) -> None:
        with asking() as request:
            assert sentence(request, DomainError("of a later release")) == str(SENTENCES["domain"])
            told = sentence(request, Overdrawn(available_fen=123_450, wanted=1))
            assert "${" not in told
            for code in SENTENCES:
                assert sentence(request, DomainError(code))


def _raised_codes() -> set[str]:
    """The codes of errors, as literals, in content and in the portal."""
    import ast
    from pathlib import Path

    import content.error

    root = Path(__file__).parents[3]
    family = {
        name: cls.code
        for name, cls in vars(content.error).items()
        if isinstance(cls, type) and issubclass(cls, DomainError)
    }
    codes = set(family.values())
    for path in [*(root / "content").rglob("*.py"), *(root / "portal").rglob("*.py")]:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in family and node.args:
                (code,) = node.args
                assert isinstance(code, ast.Constant), f"{path.name}:{node.lineno}"
                codes.add(code.value)
    return codes
