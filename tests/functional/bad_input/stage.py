"""What has to be there before a form can be opened: each function sets the district up and gives the form's path."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pyotp

from content.account import hashed
from content.allocation import Payee, Purpose
from content.batch import PaymentBatch
from content.closing import Closing
from content.disclosure import PublicNeed
from content.discovery import Discovery
from content.ident import normal_receipt
from content.objection import Objection
from content.organisation import Organisation
from content.pledge import Pledge
from content.policy import SHIPPED, load
from content.proposal import Proposal
from content.referral import Referral
from content.term import Term
from content.tip import Tip
from content.volunteer import Volunteer
from content.workflow import fire
from portal.demo.people import AGENCY, CHARITY, TOWN, VILLAGE
from portal.sealing import SealStore, seal_district
from tests import district, factories, money
from tests.conftest import NOW, World
from tests.functional.test_status import RECEIPT, TAIL
from tests.registered import CLERK, certified_service, families, family, with_receipt

BY: dict[str, Any] = {"actor": "user:bureau", "at": NOW}
PUBLIC_ID = "pub2345678"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
CODE = pyotp.TOTP(SECRET).at(NOW)
ONE_TIME = "2345-6789-ABCD"
ORDER_TITLE = "居家陪护"


def reported_twice(world: World) -> str:
    """The hospital has told of the same family as the school."""
    reported(world)

    def build(site: Any) -> None:
        other = Discovery(id="other", source="hospital", town=TOWN, village=VILLAGE, due=NOW, **BY)
        other.keep(world.vault, {"household_name": "李守田", "story": "住院没有钱。"})
        fire(other, "assign", village=VILLAGE, **BY)
        site["discoveries"].add(other)
        site.worklists.update(other, "/discoveries/other")

    world.commit(build)
    return "/discoveries/report/@@same"


def nothing(path: str) -> Any:
    """A form that is there for whoever may open it."""
    return lambda world: path


def reported(world: World, *, village: str = VILLAGE) -> str:
    def build(site: Any) -> None:
        discovery = Discovery(id="report", source="school", town=TOWN, village=village, due=NOW, **BY)
        discovery.keep(world.vault, {"household_name": "李守田", "address": "3 号楼", "story": "断了收入。"})
        if village:
            fire(discovery, "assign", village=village, **BY)
        site["discoveries"].add(discovery)

    world.commit(build)
    return "/discoveries/report/@@verify"


def at_risk(world: World) -> str:
    reported(world)
    world.commit(lambda site: setattr(site["discoveries"]["report"], "call_due", NOW))
    return "/discoveries/report/@@call"


def unassigned(world: World) -> str:
    reported(world, village="")
    return "/discoveries/report/@@assign"


def case(world: World, view: str, *, admitted: bool = True) -> str:
    def build(site: Any) -> None:
        case = district.family(site, world.vault, admitted=admitted)
        case.keep(world.vault, {"story": "断了收入。", "receipt": RECEIPT})
        district.need(case, 1_200_000, id="money")

    world.commit(build)
    return f"/cases/case/@@{view}"


def lodged(view: str) -> Any:
    return lambda world: case(world, view, admitted=False)


def admitted(view: str) -> Any:
    return lambda world: case(world, view)


def asked_after(town: str) -> Any:
    """A case whose family is registered in *town*, or outside the district, which is asked to assist."""

    def build(world: World) -> str:
        case(world, "crosscheck")
        world.commit(
            lambda site: factories.crosscheck(site["cases"]["case"], asked_town=town, id="check") and None
        )
        return "/cases/case/crosschecks/check/@@answer"

    return build


def household(view: str) -> Any:
    def build(world: World) -> str:
        case(world, view)
        return f"/households/home-case/@@{view}"

    return build


def entered_twice(world: World) -> str:
    """A household that is flagged as perhaps the same as another of its town."""
    case(world, "same")

    def build(site: Any) -> None:
        home = site["households"]["home-case"]
        other = site["households"].add(factories.household(id="other", town=TOWN))
        home.suspect(other, "address")
        other.suspect(home, "address")

    world.commit(build)
    return "/households/home-case/@@same"


def referred(world: World) -> str:
    """A referral that the medical department is working on."""
    case(world, "refer")

    def build(site: Any) -> None:
        later = NOW + timedelta(days=9)
        referral = Referral(
            id="ask",
            sort="duty",
            assistance="medical",
            unit="medical",
            sender_town=TOWN,
            receive_by=later,
            reject_by=later,
            due=later,
            **BY,
        )
        site["cases"]["case"].referrals.add(referral)
        for name in ("receive", "accept", "start"):
            fire(referral, name, **BY)

    world.commit(build)
    return "/cases/case/referrals/ask/@@complete"


def closed(world: World) -> str:
    """A case that the window has closed, and visits for the first time."""
    case(world, "visit")

    def build(site: Any) -> None:
        case = site["cases"]["case"]
        case.close(actor="user:window", at=NOW, reason="x")
        case.visit_due = NOW
        limit = Term("visit_due", "case.first_visit", 30, "day", NOW)
        case.terms = (*case.terms, limit)

    world.commit(build)
    return "/cases/case/@@visit"


def visited(world: World) -> str:
    """A case that a social worker has claimed, with an order that pays for ten hours."""
    case(world, "visit")

    def build(site: Any) -> None:
        case = site["cases"]["case"]
        case.claim(actor="user:worker", worker="worker", agency=AGENCY, at=NOW)
        need = district.need(case, 40, category="care", item="care", id="hours")
        contract = district.contract(site, 100)
        order = contract.order(hours=10, proposal_id="service", case_id="case", **BY)
        proposal = service_proposal(need, contract="contract")
        proposal.order_path = f"/contracts/contract/orders/{order.id}"
        site["proposals"].add(proposal)
        need.cover("proposal:service", "proposed", 10, "contract")

    world.commit(build)
    return "/cases/case/@@visit"


def claimed(view: str) -> Any:
    """A case that a social worker has claimed."""

    def build(world: World) -> str:
        path = case(world, view)

        def take(site: Any) -> None:
            found = site["cases"]["case"]
            found.claim(actor="user:worker", worker="worker", agency=AGENCY, at=NOW)
            site["households"]["home-case"].workers = ("worker",)

        world.commit(take)
        return path

    return build


def planned(view: str) -> Any:
    """The same with a plan that the household has agreed to."""

    def build(world: World) -> str:
        claimed("plan")(world)

        def plan(site: Any) -> None:
            made = factories.service_plan(site["cases"]["case"], world.vault, id="plan")
            fire(made, "agree", **BY)

        world.commit(plan)
        return f"/cases/case/service_plans/plan/@@{view}"

    return build


def service_proposal(need: Any, contract: str) -> Proposal:
    return Proposal(
        id="service",
        case_id="case",
        need_id=need.id,
        source=f"/contracts/{contract}",
        source_kind="contract",
        source_id=contract,
        owner=f"social_worker@{AGENCY}",
        town=TOWN,
        category="care",
        unit="hour",
        item="care",
        amount=10,
        **BY,
    )


def to_publish(world: World) -> str:
    """A need that four other households share, and whose family agreed to have it made public."""

    def build(site: Any) -> None:
        family(site, world.vault, "a")
        families(site, world.vault, 4)

    world.commit(build)
    return "/cases/c-a/needs/n-a/@@publish"


def drafted(view: str) -> Any:
    def build(world: World) -> str:
        to_publish(world)
        world.commit(_draft)
        return f"/needs/{PUBLIC_ID}/@@{view}"

    return build


def _draft(site: Any) -> None:
    from tests.factories import traits

    need = site["cases"]["c-a"].needs["n-a"]
    need.public_id = PUBLIC_ID
    public = PublicNeed(
        id=PUBLIC_ID,
        town=TOWN,
        traits=traits(category=need.category),
        category=need.category,
        unit=need.unit,
        item="",
        amount=need.amount,
        met=0,
        proposed=0,
        title="一名初中生的生活费",
        text="学费已经免去。",
        drafter=CLERK,
        actor=CLERK,
        at=NOW,
    )
    site["needs"].add(public)


def with_pass(world: World) -> str:
    """A family that has a receipt; whoever shows it gets a pass."""

    def build(site: Any) -> None:
        with_receipt(site, world.vault, family(site, world.vault, "a"), RECEIPT, TAIL)

    world.commit(build)
    return "/status/withdraw"


def pledging(world: World) -> str:
    world.commit(lambda site: district.project(site, 5_000_000) and None)
    return "/projects/project/pledge"


def gave(world: World) -> str:
    """Somebody whose gift is in a charity's book."""

    def build(site: Any) -> None:
        gift = district.donation(site, world.vault, 50_000)
        site.receipts.put(world.vault, "receipt", normal_receipt(RECEIPT) or "", f"donation:{gift.id}")

    world.commit(build)
    return "/gift"


def volunteered(world: World) -> str:
    def build(site: Any) -> None:
        lead = site["volunteers"].add(
            Volunteer(id="lead", organisation_id=CHARITY, item="care", hours=20, **BY)
        )
        lead.keep(world.vault, {"volunteer_name": "周爱华", "volunteer_phone": "13805330147"})

    world.commit(build)
    return "/volunteers/lead/@@take"


def certified(world: World) -> str:
    """A volunteer who served two hours, which were confirmed, and has a certificate of them."""
    volunteered(world)

    def build(site: Any) -> None:
        certified_service(site, world.vault, site["volunteers"]["lead"], district.offer(site, 20), RECEIPT)

    world.commit(build)
    return "/certificate"


def promised(world: World) -> str:
    def build(site: Any) -> None:
        district.project(site, 5_000_000)
        district.donation(site, world.vault, 50_000)
        site["pledges"].add(Pledge(id="promise", project_id="project", organisation_id=CHARITY, **BY))

    world.commit(build)
    return "/pledges/promise/@@receive"


def not_admitted(world: World) -> str:
    """A family whose application was refused, with its receipt."""
    with_pass(world)
    world.commit(lambda site: setattr(site["cases"]["c-a"], "state", "not_admitted"))
    return "/status/object"


def objected(world: World) -> str:
    not_admitted(world)

    def build(site: Any) -> None:
        objection = Objection(id="obj", case_id="c-a", town=TOWN, about="not_admitted", due=NOW, **BY)
        objection.keep(world.vault, {"story": "材料还在医院。"})
        site["objections"].add(objection)

    world.commit(build)
    return "/objections/obj/@@answer"


def told(world: World) -> str:
    """A tip whose code is the receipt number that every row knows."""

    def build(site: Any) -> None:
        tip = site["tips"].add(Tip(id="tip", subject="money", unit=TOWN, due=NOW, **BY))
        tip.accept(said="x", **BY)
        site.receipts.put(world.vault, "receipt", normal_receipt(RECEIPT) or "", "tip:tip")

    world.commit(build)
    return "/status/tip"


def looked_into(world: World) -> str:
    told(world)
    return "/tips/tip/@@finish"


def proposed(world: World) -> str:
    """A proposal from the fund, above the sum from which reasons are asked for."""

    def build(site: Any) -> None:
        need = district.need(district.family(site, world.vault), 450_000, id="money")
        district.fill_fund(site, 6_500_000)
        proposal = Proposal(
            id="share",
            case_id="case",
            need_id=need.id,
            source="/fund",
            source_kind="fund",
            source_id="fund",
            owner="",
            town=TOWN,
            category="medical",
            unit="fen",
            item="",
            amount=450_000,
            **BY,
        )
        site["proposals"].add(proposal)

    world.commit(build)
    return "/proposals/share/@@accept"


def returned(world: World) -> str:
    """Money of the fund that the bank sent back."""

    def build(site: Any) -> str:
        district.fill_fund(site, 6_500_000)
        purpose = Purpose(
            proposal_id="",
            case_id="case",
            need_id="money",
            town=TOWN,
            category="medical",
            urgency=1,
            amount_fen=100_000,
        )
        by, rules = {"actor": "user:fund", "at": NOW}, load(SHIPPED).fund
        payee = Payee(name="张桂芬", account="6222020200012345678", bank="周村农商银行")
        made = site.fund.draft(rules, purpose, payee=payee, vault=world.vault, reasons="", **by)
        made.sign_first(actor="user:signer1", at=NOW)
        made.sign_second(rules, actor="user:signer2", at=NOW)
        made.disburse(**by)
        made.return_money(reason="x", **by)
        return str(made.id)

    return f"/fund/allocations/{world.commit(build)}/@@payee"


def payable(world: World) -> str:
    """Money that two hands have signed, and no file holds."""

    def build(site: Any) -> None:
        district.fill_fund(site, 30_000_000)
        made = money.approved(site.fund, vault=world.vault, case_id="case", town=TOWN)
        site.worklists.update(made, f"/fund/allocations/{made.id}")

    world.commit(build)
    return "/fund/batches"


def payable_at(path: str) -> Any:
    def build(world: World) -> str:
        payable(world)
        return path

    return build


def at_the_bank(world: World) -> str:
    """The same in a file that the bank has."""
    payable(world)

    def build(site: Any) -> str:
        (made,) = site.fund.allocations
        file = site.fund.batches.add(
            PaymentBatch(number="2026-001", allocations=[made], vault=world.vault, **BY)
        )
        file.send(**BY)
        return str(file.id)

    return f"/fund/batches/{world.commit(build)}/@@results"


def to_close(world: World) -> str:
    """A month of the fund's book that is over."""

    def build(site: Any) -> None:
        by = {"actor": "user:fund", "at": NOW - timedelta(days=40)}
        site.fund.receive(source="unit", amount_fen=30_000_000, reference="R1", **by)
        site.fund.closings.add(Closing(month="2026-10", since="2026-10", actor="user:fund", at=NOW))

    world.commit(build)
    return "/fund/closings/2026-10/@@prepare"


def project(view: str) -> Any:
    def build(world: World) -> str:
        world.commit(lambda site: district.project(site, 1_000_000) and None)
        return f"/projects/project/@@{view}"

    return build


def offer(world: World) -> str:
    world.commit(lambda site: district.offer(site, 20) and None)
    return "/offers/offer/@@revise"


def contract(world: World) -> str:
    world.commit(lambda site: district.contract(site, 40) and None)
    return "/contracts/contract/@@purchase"


def organisation(world: World) -> str:
    def build(site: Any) -> None:
        assert isinstance(site["organisations"][CHARITY], Organisation)

    world.commit(build)
    return f"/organisations/{CHARITY}/@@edit"


def second_factor_begun(world: World) -> str:
    """The person at the screen has a new second factor to confirm."""
    world.commit(lambda site: site["accounts"]["window"].keep(world.vault, {"totp_pending": SECRET}))
    return "/accounts/window/@@factor"


def code_given(world: World) -> str:
    """The administrator has told the window's clerk a one-time code."""

    def give(site: Any) -> None:
        account = site["accounts"]["window"]
        account.reset(factor=True, **BY)
        account.reset_hash = hashed("23456789abcd")

    world.commit(give)
    return "/let-in"


def policy_text(world: World) -> str:
    """A text of 2026-11-01."""
    world.commit(lambda site: site["policies"].add(factories.policy_text(id="law")) and None)
    return "/policies/law/@@renew"


def ordered(state: str, page: str) -> Callable[[World], str]:
    """An order of supervision to a department, and the page where it is answered or weighed."""

    def build(world: World) -> str:
        def add(site: Any) -> None:
            order = site["supervisions"].add(factories.supervision(id="s1"))
            order.state = state

        world.commit(add)
        return f"/supervisions/s1/@@{page}"

    return build


def called(world: World) -> str:
    """A coordination meeting that is planned."""
    world.commit(lambda site: site["meetings"].add(factories.meeting(id="m1")) and None)
    return "/meetings/m1/@@minutes"


def sealed(world: World) -> str:
    """Two cases that were decided on, sealed, to draw a sample from."""

    def add(site: Any) -> None:
        for id in ("c1", "c2"):
            case = site["cases"].add(factories.case(id=id))
            case.state = "admitted"
            site.register.update(case)

    world.commit(add)
    portal = world.registry.portal
    seal_district(world.site(), portal.readlog, SealStore(portal.seals_folder), portal.keyring, NOW)
    return "/samples/@@new"
