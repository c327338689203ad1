"""A canary in every personal field: a stranger hears none of them, on no page, in no index, log or database file."""

from __future__ import annotations

import inspect
import json
from collections.abc import Iterator
from datetime import timedelta
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from content import site as site_module
from content.allocation import Payee, Purpose
from content.appeal import Appeal
from content.attachment import Attachment
from content.batch import PaymentBatch
from content.discovery import Discovery
from content.document import Document
from content.donation import Donation, Receipt
from content.household import Household
from content.ident import normal_receipt
from content.objection import Objection
from content.offer import Offer
from content.personal import SealedFields
from content.pledge import Pledge
from content.proposal import Proposal
from content.referral import Referral
from content.stored import STORED
from content.tip import Tip
from content.visit import Visit
from content.volunteer import Volunteer
from portal.audit import PARTS
from portal.demo.people import CHARITY, TOWN, VILLAGE
from search.engine import EVERYONE, Query
from tests import factories, money, photos
from tests.conftest import NOW, World
from tests.functional.test_family import STORY, admitted_case, refer, step
from tests.functional.test_status import NOBODYS, RECEIPT, REPORT, TIP, ask
from tests.registered import certified_service, families, family, published, with_receipt

BY: dict[str, Any] = {"actor": "user:window", "at": NOW}
LETTERS = "bcdfghjklmnpqrstvwxz"
WALKED = (
    "李守田",
    STORY,
    "13805330147",
    "3 号楼 2 单元",
    "情况属实",
    "补齐再转",
    "月底前到账",
    "请按规定办理",
)
"""What is typed on the way of test_family.py, by people at their forms."""


class Canaries:
    """Gives every field a word of its own: letters alone, which no tokeniser takes apart; as long as a secret."""

    def __init__(self) -> None:
        self._numbers = count()
        self.words: dict[str, str] = {}

    def word(self, where: str) -> str:
        number, letters = next(self._numbers), ""
        for _ in range(4):
            number, rest = divmod(number, len(LETTERS))
            letters = LETTERS[rest] + letters
        return self.words.setdefault(where, f"zqkanarizqkanarizqk{letters}")


def sealing_classes() -> set[type[SealedFields]]:
    """Every stored class with personal fields: a new one makes this test ask for its canaries."""
    for name in STORED:
        __import__(name.rpartition(".")[0])
    found: set[type[SealedFields]] = set()
    waiting = [SealedFields]
    while waiting:
        cls = waiting.pop()
        waiting += cls.__subclasses__()
        if cls.personal_fields:
            found.add(cls)
    return found


def people_and_papers(site: Any) -> Iterator[Any]:
    """Everything in the tree that can keep something under seal."""
    for folder in site_module.FOLDERS:
        for document in site[folder]:
            yield document
            if isinstance(document, Household):
                yield from document.members
            for inner in PARTS.get(document.kind, ()):
                yield from getattr(document, inner)
            if getattr(document, "imprest", None) is not None:
                yield document.imprest
    for name in PARTS["fund"]:
        yield from site.fund[name]


def one_of_each(site: Any, vault: Any) -> None:
    """A household with all that can belong to it, and what helps it."""
    case = family(site, vault, "a")
    case.due = NOW + timedelta(days=9)
    with_receipt(site, vault, case, RECEIPT)
    published(site, case.needs["n-a"], title="一名初中生的生活费", text="伙食费还差一半。", id="pub2345678")
    case.referrals.add(
        Referral(
            sort="duty",
            assistance="education",
            unit="education",
            sender_town=TOWN,
            receive_by=NOW,
            reject_by=NOW,
            due=NOW,
            id="ref",
            **BY,
        )
    )
    factories.service_plan(case, id="plan", vault=vault)
    photo = case.room("attachments").add(Attachment(media_type="image/jpeg", id="photo", **BY))
    photo.write(vault, photos.photo())
    case.visits.add(Visit(visited_on="2026-11-23", hours=2, author="worker", id="vis", **BY))
    fieldwork = (factories.investigation, factories.assessment, factories.public_notice, factories.aid)
    for build in (*fieldwork, factories.crosscheck):
        build(case)
    site["units"][TOWN].open_imprest(factories.imprest())
    site["offers"].add(
        Offer(
            title="陪护队",
            organisation_id=CHARITY,
            unit="hour",
            item="care",
            amount=60,
            id="offer23456",
            **BY,
        )
    )
    receipt = Receipt(number="0001", handler="刘建军", received_on="2026-11-20")
    site["donations"].add(
        Donation(
            organisation_id=CHARITY,
            receipt=receipt,
            giver="individual",
            giver_name="某",
            vault=vault,
            amount=500_000,
            id="don",
            **BY,
        )
    )
    site["proposals"].add(
        Proposal(
            case_id="c-a",
            need_id="n-a",
            source="/fund",
            source_kind="fund",
            source_id="fund",
            owner="",
            town=TOWN,
            category="education",
            unit="fen",
            item="",
            amount=100,
            id="prop",
            **BY,
        )
    )
    site["appeals"].add(Appeal(institution="周村区人民医院", place=TOWN, id="app", **BY))
    discovery = Discovery(source="school", town=TOWN, village=VILLAGE, due=NOW, id="dis", **BY)
    site["discoveries"].add(discovery)
    lead = site["volunteers"].add(Volunteer(organisation_id=CHARITY, item="care", hours=9, id="vol", **BY))
    certified_service(site, vault, lead, site["offers"]["offer23456"], NOBODYS)
    site["pledges"].add(Pledge(project_id="p", organisation_id=CHARITY, id="ple", **BY))
    site["objections"].add(Objection(case_id=case.id, town=TOWN, about="amount", id="obj", **BY))
    for folder, build in (("supervisions", factories.supervision), ("inquiries", factories.inquiry)):
        site[folder].add(build())
    site["recusals"].add(factories.recusal(case_id=case.id))
    site["bulletins"].add(factories.bulletin())
    site["meetings"].add(factories.meeting())
    tip = Tip(subject="money", unit=TOWN, due=NOW, id="tip", **BY)
    site["tips"].add(tip)
    site["drafts"].add(factories.draft(vault=vault, id="drf"))
    site["walkins"].add(factories.walkin(id="come", day="2026-11-20"))
    site.receipts.put(vault, "receipt", normal_receipt(TIP) or "", "tip:tip")
    site.receipts.put(vault, "receipt", normal_receipt(REPORT) or "", "discovery:dis")
    site.receipts.put(vault, "receipt", normal_receipt(NOBODYS) or "", "donation:don")


def draft_allocation(world: World, site: Any) -> None:
    from portal.root import policy_of

    site.fund.receive(source="unit", amount_fen=50_000_000, reference="r", **BY)
    purpose = Purpose("prop", "c-a", "n-a", TOWN, "education", 1, 60_000)
    payee = Payee("某", "某", "某")
    site.fund.draft(policy_of(site).fund, purpose, payee=payee, vault=world.vault, **BY)
    paid = money.approved(site.fund, vault=world.vault)
    site.fund.batches.add(
        PaymentBatch(id="batch", number="2026-001", allocations=[paid], vault=world.vault, **BY)
    )
    money.budget_change(site.fund, id="change")


def _sung(kept: str, word: str) -> str:
    """The canary alone; where rows are kept as JSON, in every place of them."""
    return json.dumps([[word for _ in row] for row in json.loads(kept)]) if kept.startswith("[[") else word


def set_free(site: Any, vault: Any, canaries: Canaries) -> set[tuple[str, str]]:
    """A canary in every field of every document, in its history, and in the look-ups; says which fields."""
    filled: set[tuple[str, str]] = set()
    for paper in people_and_papers(site):
        for field in paper.personal_fields:
            word = canaries.word(f"{paper.kind}:{paper.id}/{field}")
            paper.keep(vault, {field: _sung(paper.reveal(vault, field), word)})
            site.lookup.put(vault, field, word, paper.id)
            site.lookup.put_name(vault, word, paper.id)
            filled.add((paper.kind, field))
        if isinstance(paper, Document):
            word = canaries.word(f"{paper.kind}:{paper.id}/history")
            paper.record("noted", reason=paper.seal_detail(vault, word), **BY)
    return filled


@pytest.fixture
def canaries() -> Canaries:
    return Canaries()


@pytest.fixture
def district(world: World, canaries: Canaries) -> World:
    case = admitted_case(world)
    medical, education = (
        refer(world, case, "medical", "medical"),
        refer(world, case, "education", "education"),
    )
    handler = world.client("medical")
    for name in ("receive", "accept", "start"):
        step(handler, medical, name)
    form = handler.get(f"{medical}/@@complete").forms["complete"]
    form["result"], form["granted"] = "按规定报销，月底前到账。", "3,000"
    form.submit("complete", status=303)
    step(world.client("education"), education, "reject", "缺学校的困难认定表，补齐再转。")

    def fill(site: Any) -> None:
        families(site, world.vault, 5)
        one_of_each(site, world.vault)
        draft_allocation(world, site)

    def free(site: Any) -> set[tuple[str, str]]:
        return set_free(site, world.vault, canaries)

    world.commit(fill)
    filled = world.commit(free)
    wanted = {(cls.kind, field) for cls in sealing_classes() for field in cls.personal_fields}
    assert filled == wanted
    world.index()
    return world


def addresses(world: World) -> Iterator[str]:
    """Every view of the portal on every document that it may be opened on."""
    site = world.site()
    resources = [site, site.fund, *(site[name] for name in site_module.FOLDERS)]
    resources += [paper for paper in people_and_papers(site) if isinstance(paper, Document)]
    for view in world.registry.introspector.get_category("views"):
        context, name = view["introspectable"]["context"], view["introspectable"]["name"]
        if not inspect.isclass(context) or issubclass(context, Exception):
            continue
        for resource in resources:
            if isinstance(resource, context):
                yield f"{path_of(resource)}/@@{name}" if name else path_of(resource) or "/"


def path_of(resource: Any) -> str:
    names: list[str] = []
    while resource is not None and resource.__name__:
        names.insert(0, resource.__name__)
        resource = resource.__parent__
    return "".join(f"/{name}" for name in names)


def heard(canaries: Canaries, text: str, walked: bool = True) -> list[str]:
    """Which canaries sing in *text*, and what of the family's own words stands there."""
    found = [where for where, word in canaries.words.items() if word in text.lower()]
    return found + [words for words in WALKED if walked and words in text]


def test_a_stranger_hears_no_canary_on_any_address(
    district: World, canaries: Canaries, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(0)
    client = district.client()
    asked = sorted(set(addresses(district)))
    assert len(asked) > 200
    asked += [
        "/status/case",
        "/status/report",
        "/status/withdraw",
        "/nowhere",
        "/cases/nobody",
        "/needs/nobody",
    ]
    words = list(canaries.words.values())
    asked += [f"/{place}?q={word}" for place in ("needs", "projects", "offers") for word in words[::9]]
    shown = 0
    for address in asked:
        page = client.get(address, status="*", expect_errors=True)
        assert page.status_int < 500, address
        shown += page.status_int == 200
        body = page.text.replace(address.partition("?q=")[2] or "\0", "")
        headers = "".join(f"{name}: {value}\n" for name, value in page.headerlist)
        assert not heard(canaries, body + headers), address
    assert shown > 20
    captured = capfd.readouterr()
    assert not heard(canaries, captured.out + captured.err + caplog.text)


def test_status_pages_wrong_and_right_hold_no_canary(
    district: World, canaries: Canaries, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(0)
    discovery = "discovery:dis/reporter_phone"
    pages = [
        ask(district.client(), tail="9999", status=400),
        ask(district.client(), RECEIPT[:-1] + "2", status=400),
        ask(district.client(), status=303).follow(),
        ask(district.client(), REPORT, "9999", status=400),
        ask(district.client(), REPORT, canaries.words[discovery][-4:], status=303).follow(),
    ]
    client = district.client()
    follower = district.client()
    ask(follower, TIP, "", status=303)
    pages.append(follower.get("/status/tip"))
    giver = district.client()
    pages.append(ask(giver, NOBODYS, "", status=303).follow())
    assert giver.get("/status/donation", status=200)
    form = giver.get("/certificate").forms["certificate"]
    form["number"], form["name"] = NOBODYS, "别人"
    pages.append(form.submit("check", status=200))
    ask(client, status=303)
    asked = ["/status/case", "/status/withdraw", "/", *sorted(set(addresses(district)))]
    pages += [client.get(address, status="*", expect_errors=True) for address in asked]
    assert not heard(canaries, "".join(page.text for page in pages))
    captured = capfd.readouterr()
    assert not heard(canaries, captured.out + captured.err + caplog.text)


def test_what_is_typed_wrongly_is_in_no_log(
    district: World, canaries: Canaries, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(0)
    word = canaries.word("typed")
    client = district.client()
    form = client.get("/sign-in").forms["sign-in"]
    form["login"], form["password"] = word, word
    form.submit("sign_in", status="*")
    form = client.get("/report").forms["report"]
    form["household_name"], form["household_phone"], form["story"] = word, word, word
    form.submit("report", status=400)
    client.get(f"/{word}", status=404)
    client.get("/needs", params={"q": word, "min": word}, status=400)
    ask(client, word, word, status=400)
    captured = capfd.readouterr()
    assert not heard(canaries, captured.out + captured.err + caplog.text)


def test_the_index_the_read_log_and_the_database_hold_no_canary(
    district: World, canaries: Canaries, tmp_path: Path
) -> None:
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert any(path.suffix == ".fs" for path in files)
    assert any("index" in path.parts for path in files)
    for path in files:
        data = path.read_bytes()
        for where, word in canaries.words.items():
            assert word.encode() not in data.lower(), (path.name, where)
        for words in WALKED:
            assert words.encode() not in data, (path.name, words)


def test_the_search_finds_no_canary_for_anybody(district: World, canaries: Canaries) -> None:
    site = district.site()
    everybody = frozenset({EVERYONE, "staff"}).union(*(a.principals for a in site["accounts"]))
    for where, word in canaries.words.items():
        result = district.registry.engine.search(Query(text=f'"{word}"', principals=everybody))
        assert (result.total, where) == (0, where)
    assert district.registry.engine.suggest("zqkanari", everybody) == ()


def test_a_canary_would_be_heard(district: World, canaries: Canaries, tmp_path: Path) -> None:
    """The same eyes see one where somebody lets it out."""
    word = canaries.words["household:h-a/address"]

    def let_out(site: Any) -> None:
        site["needs"]["pub2345678"].title = word

    district.commit(let_out)
    district.index()
    assert heard(canaries, district.client().get("/needs").text)
    assert any(word.encode() in path.read_bytes() for path in tmp_path.glob("*.fs"))
