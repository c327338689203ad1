"""No page shows what is under seal without a row in the read log that says whose it was; without the log, none does."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from content.household import Household
from portal.demo.people import AGENCY
from tests.conftest import NOW, World
from tests.functional.test_canary import Canaries, addresses, canaries, district, people_and_papers

__all__ = ["canaries", "district"]
LOGINS = "window village worker medical education charity fund signer1 bureau auditor school admin".split()


@pytest.fixture
def peopled(district: World) -> World:
    """As the canaries' district, with a case that a social worker has claimed."""

    def claim(site: Any) -> None:
        case = site["cases"]["c-a"]
        case.claim(actor="user:worker", worker="worker", agency=AGENCY, at=NOW)
        site["households"]["h-a"].workers = ("worker",)
        site.worklists.update(case, "/cases/c-a")

    district.commit(claim)
    return district


def owners(world: World) -> dict[str, str]:
    """Where a canary sings → under which name the read log keeps it: a member's is the household's."""
    found = {}
    for paper in people_and_papers(world.site()):
        name = f"{paper.kind}:{paper.id}"
        found.setdefault(name, name)
        if isinstance(paper, Household):
            found |= {f"member:{member.id}": name for member in paper.members}
    return found


def singing(canaries: Canaries, text: str) -> Iterator[tuple[str, str]]:
    """(document, field) of every canary in *text*."""
    text = text.lower()
    for where, word in canaries.words.items():
        if word in text:
            document, _slash, field = where.partition("/")
            yield document, field


def rows(world: World, actor: str, page: str, names: set[str]) -> dict[str, set[str]]:
    """What the read log says that this person opened on this page."""
    opened: dict[str, set[str]] = {}
    for name in names:
        for read in world.registry.readlog.of(name, 20):
            if (read.actor, read.page) == (actor, page):
                opened.setdefault(name, set()).update(read.fields[name])
    return opened


def title_of(page: Any) -> str:
    """What the browser keeps in its history, long after the page is gone."""
    title = page.html.title if page.content_type == "text/html" else None
    return str(title.get_text()) if title is not None else ""


@pytest.mark.parametrize("login", LOGINS)
def test_what_is_shown_is_on_record_and_not_kept_by_the_browser(
    peopled: World, canaries: Canaries, login: str
) -> None:
    client, whose, faults = peopled.client(login), owners(peopled), []
    for address in ["/me", *sorted(set(addresses(peopled)))]:
        page = client.get(address, status="*", expect_errors=True)
        if page.status_int >= 500:
            faults.append(f"{address}: {page.status}")
        heard = list(singing(canaries, page.text if page.charset else ""))
        path = address.partition("?")[0]
        opened = rows(peopled, f"user:{login}", f"GET {path}", {whose[document] for document, _ in heard})
        for document, field in heard:
            wanted = "reason" if field == "history" else field
            if wanted not in opened.get(whose[document], set()):
                faults.append(f"{address}: {document}/{field} is on no record")
        if heard and not page.cache_control.no_store:
            faults.append(f"{address}: may be kept")
        if list(singing(canaries, title_of(page))):
            faults.append(f"{address}: its title names somebody")
    assert not faults, "\n".join(sorted(set(faults)))


@pytest.mark.parametrize("login", ["window", "bureau", "worker", "auditor"])
def test_without_the_log_nothing_is_shown(
    peopled: World, canaries: Canaries, login: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unable(**row: Any) -> None:
        raise OSError("no space left on device")

    client = peopled.client(login)
    monkeypatch.setattr(peopled.registry.readlog, "record", unable)
    refused = 0
    for address in ["/me", *sorted(set(addresses(peopled)))]:
        page = client.get(address, status="*", expect_errors=True)
        assert not list(singing(canaries, page.text if page.charset else "")), address
        refused += page.status_int == 503
        if page.status_int == 503:
            assert page.headers["Retry-After"]
            assert "请" in page.text, "in words of the office, not of the server"
    assert refused > 3
