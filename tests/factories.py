"""Builders, one per document: every argument has a default, and the text is what offices in Zhoucun write."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from content.account import Account
from content.aid import Aid
from content.appeal import Appeal
from content.assessment import Assessment
from content.attachment import Attachment
from content.bulletin import Bulletin, Held, Share
from content.case import Case
from content.contract import Contract, Order
from content.crosscheck import Crosscheck
from content.disclosure import PublicNeed, Traits
from content.discovery import Discovery
from content.document import Document
from content.donation import Donation, Receipt
from content.draft import Draft
from content.household import Household, Member
from content.imprest import Imprest
from content.inquiry import Inquiry
from content.investigation import Investigation
from content.meeting import Item, Meeting
from content.need import Need
from content.objection import Objection
from content.offer import Offer
from content.organisation import Organisation
from content.pledge import Pledge
from content.policytext import Edition, PolicyText, Section
from content.project import Project
from content.proposal import Proposal
from content.public_notice import PublicNotice
from content.publication import Publication
from content.recusal import Recusal
from content.referral import Referral
from content.ruleset import Ruleset
from content.sample import Sample
from content.service_plan import PlanStep, ServicePlan
from content.supervision import SupervisionOrder
from content.tip import Tip
from content.unit import Unit
from content.vault import KeyRing, Vault
from content.visit import Visit
from content.volunteer import Volunteer
from content.walkin import WalkIn

NOW = datetime(2026, 11, 23, 1, 12, tzinfo=UTC)
VAULT = Vault(KeyRing.new())
CLERK = "user:clerk"
TOWN, OTHER_TOWN = "370306100", "370306102"
VILLAGE = "370306100-01"
BY: dict[str, Any] = {"actor": CLERK, "at": NOW}


def account(**changes: Any) -> Account:
    values: dict[str, Any] = {
        "id": "sun",
        "login": "sun",
        "display_name": "孙丽华",
        "roles": (("window_clerk", TOWN),),
        "password_hash": "$argon2id$",
    }
    return Account(**(values | BY | changes))


def appeal(**changes: Any) -> Appeal:
    return Appeal(**({"institution": "周村区人民医院", "place": TOWN} | BY | changes))


def discovery(**changes: Any) -> Discovery:
    values: dict[str, Any] = {
        "source": "school",
        "town": TOWN,
        "village": VILLAGE,
        "reporter": "user:teacher",
        "due": NOW + timedelta(days=2),
    }
    return Discovery(**(values | BY | changes))


def objection(**changes: Any) -> Objection:
    values: dict[str, Any] = {"case_id": "c1", "town": TOWN, "about": "amount", "due": NOW}
    return Objection(**(values | BY | changes))


def volunteer(**changes: Any) -> Volunteer:
    values: dict[str, Any] = {"organisation_id": "org", "item": "care", "hours": 20}
    return Volunteer(**(values | BY | changes))


def pledge(**changes: Any) -> Pledge:
    values: dict[str, Any] = {"project_id": "p1", "organisation_id": "org", "amount_fen": 50_000}
    return Pledge(**(values | BY | changes))


def tip(**changes: Any) -> Tip:
    values: dict[str, Any] = {
        "subject": "money",
        "unit": TOWN,
        "named": ("user:accused",),
        "due": NOW + timedelta(days=15),
    }
    return Tip(**(values | BY | changes))


def household(**changes: Any) -> Household:
    return Household(**({"town": TOWN, "village": VILLAGE} | BY | changes))


def member(family: Household, relation: str = "head", **changes: Any) -> Member:
    return family.add_member(Member(household_id=family.id, relation=relation, **changes))


def case(**changes: Any) -> Case:
    values: dict[str, Any] = {
        "household_id": "h1",
        "town": TOWN,
        "village": VILLAGE,
        "due": NOW + timedelta(days=3),
    }
    return Case(**(values | BY | changes))


def need(owner: Case | None = None, **changes: Any) -> Need:
    values: dict[str, Any] = {"category": "medical", "unit": "fen", "amount": 1_200_000}
    return (owner if owner is not None else case()).needs.add(Need(**(values | BY | changes)))


def referral(owner: Case | None = None, **changes: Any) -> Referral:
    values: dict[str, Any] = {
        "sort": "duty",
        "assistance": "medical",
        "unit": "medical",
        "sender_town": TOWN,
        "receive_by": NOW + timedelta(days=1),
        "reject_by": NOW + timedelta(days=2),
        "due": NOW + timedelta(days=20),
    }
    return (owner if owner is not None else case()).referrals.add(Referral(**(values | BY | changes)))


def visit(owner: Case | None = None, **changes: Any) -> Visit:
    values: dict[str, Any] = {"visited_on": "2026-11-23", "hours": 2, "author": "zhao"}
    return (owner if owner is not None else case()).visits.add(Visit(**(values | BY | changes)))


def attachment(owner: Case | None = None, **changes: Any) -> Attachment:
    values: dict[str, Any] = {"paper": "identity", "media_type": "image/jpeg"}
    return _inside(owner, "attachments", Attachment(**(values | BY | changes)))


def investigation(owner: Case | None = None, **changes: Any) -> Investigation:
    values: dict[str, Any] = {
        "visited_on": "2026-11-23",
        "second": "sun",
        "neighbours_asked": 2,
        "author": "chen",
        "due": NOW + timedelta(days=2),
    }
    return _inside(owner, "investigations", Investigation(**(values | BY | changes)))


def assessment(owner: Case | None = None, **changes: Any) -> Assessment:
    values: dict[str, Any] = {
        "held_on": "2026-11-23",
        "place": "村委会",
        "agreed": 9,
        "against": 1,
        "abstained": 0,
    }
    return _inside(owner, "assessments", Assessment(**(values | BY | changes)))


def public_notice(owner: Case | None = None, **changes: Any) -> PublicNotice:
    values: dict[str, Any] = {
        "assistance": "temporary",
        "amount_fen": 300_000,
        "days": 3,
        "day_unit": "day",
        "due": NOW + timedelta(days=1),
    }
    return _inside(owner, "public_notices", PublicNotice(**(values | BY | changes)))


def aid(owner: Case | None = None, **changes: Any) -> Aid:
    values: dict[str, Any] = {"amount_fen": 200_000, "imprest_town": TOWN, "due": NOW + timedelta(days=1)}
    return _inside(owner, "aids", Aid(**(values | BY | changes)))


def crosscheck(owner: Case | None = None, **changes: Any) -> Crosscheck:
    values: dict[str, Any] = {"asked_town": OTHER_TOWN, "due": NOW + timedelta(days=7)}
    return _inside(owner, "crosschecks", Crosscheck(**(values | BY | changes)))


def imprest(**changes: Any) -> Imprest:
    return Imprest(**({"town": TOWN, "count_by": NOW + timedelta(days=7)} | BY | changes))


def _inside(owner: Case | None, part: str, document: Any) -> Any:
    return (owner if owner is not None else case()).room(part).add(document)


def service_plan(owner: Case | None = None, vault: Vault = VAULT, **changes: Any) -> ServicePlan:
    """A plan with two steps, of a case that Zhao has claimed where none is given."""
    if owner is None:
        owner = case()
        owner.worker = "zhao"
    values: dict[str, Any] = {"review_on": "2026-12-31", "author": "zhao"}
    plan = ServicePlan(**(values | BY | changes))
    plan.keep(vault, {"goal": "父亲能自己下楼。"})
    words = ("每周二、周四下午陪护", "带去复查一次")
    plan.set_steps([PlanStep(plan.seal_detail(vault, w), f"2026-12-{10 + n}") for n, w in enumerate(words)])
    return owner.room("service_plans").add(plan)


def walkin(**changes: Any) -> WalkIn:
    values: dict[str, Any] = {"town": TOWN, "day": "2026-11-23", "number": 1, "matter": "apply", "due": NOW}
    return WalkIn(**(values | BY | changes))


def draft(vault: Vault = VAULT, **changes: Any) -> Draft:
    """With something typed, sealed."""
    values: dict[str, Any] = {"owner": "window", "first_at": NOW}
    kept = Draft(**(values | BY | changes))
    kept.keep(vault, {"typed": "{}"})
    return kept


def proposal(**changes: Any) -> Proposal:
    values: dict[str, Any] = {
        "case_id": "c1",
        "need_id": "n1",
        "source": "/offers/o1",
        "source_kind": "volunteer",
        "source_id": "o1",
        "owner": "charity_agent@org",
        "town": TOWN,
        "category": "care",
        "unit": "hour",
        "item": "care",
        "amount": 20,
    }
    return Proposal(**(values | BY | changes))


def traits(**changes: Any) -> Traits:
    values: dict[str, Any] = {
        "place": TOWN,
        "category": "medical",
        "size": "2-3",
        "child": True,
        "elderly": False,
        "month": "2026-11",
    }
    return Traits(**(values | changes))


def public_need(**changes: Any) -> PublicNeed:
    values: dict[str, Any] = {
        "town": TOWN,
        "traits": traits(),
        "category": "medical",
        "unit": "fen",
        "item": "",
        "amount": 1_200_000,
        "met": 0,
        "proposed": 0,
        "title": "一户家庭需要住院费用",
        "text": "家里有人住院，自付部分还差一些。",
        "drafter": CLERK,
    }
    return PublicNeed(**(values | BY | changes))


def organisation(**changes: Any) -> Organisation:
    return Organisation(**({"id": "org", "title": "周村区慈善总会", "sort": "charity"} | BY | changes))


def unit(**changes: Any) -> Unit:
    return Unit(**({"id": "medical", "title": "区医疗保障局", "sort": "department"} | BY | changes))


def edition(**changes: Any) -> Edition:
    article = Section("article-48", 3, "第四十八条", "情况紧急的，先行救助。")
    values: dict[str, Any] = {"dated": "2026-11-01", "intro": "试行。", "sections": [article], "at": NOW}
    return Edition(**(values | changes))


def policy_text(**changes: Any) -> PolicyText:
    values: dict[str, Any] = {"title": "救助办法", "sort": "plan", "edition": edition()}
    return PolicyText(**(values | BY | changes))


def project(**changes: Any) -> Project:
    values: dict[str, Any] = {
        "organisation_id": "org",
        "title": "金秋助学",
        "filing_number": "5137",
        "budget_fen": 1_000_000,
    }
    return Project(**(values | BY | changes))


def offer(**changes: Any) -> Offer:
    values: dict[str, Any] = {
        "organisation_id": "org",
        "title": "周六陪护队",
        "unit": "hour",
        "item": "care",
        "amount": 20,
    }
    return Offer(**(values | BY | changes))


def donation(**changes: Any) -> Donation:
    values: dict[str, Any] = {
        "organisation_id": "org",
        "receipt": Receipt(number="鲁财票0001", handler=CLERK, received_on="2026-11-20"),
        "giver": "individual",
        "giver_name": "李先生",
        "vault": VAULT,
        "amount": 500_000,
    }
    return Donation(**(values | BY | changes))


def contract(**changes: Any) -> Contract:
    values: dict[str, Any] = {"agency_id": "agency", "title": "居家陪护", "item": "care", "hours": 40}
    return Contract(**(values | BY | changes))


def order(owner: Contract | None = None, **changes: Any) -> Order:
    values: dict[str, Any] = {"hours": 10, "proposal_id": "p1", "case_id": "c1"}
    return (owner if owner is not None else contract()).order(**(values | BY | changes))


def ruleset(**changes: Any) -> Ruleset:
    values: dict[str, Any] = {"text": "", "digest": "1" * 64, "base": "0" * 64, "valid_from": NOW.date()}
    return Ruleset(**(values | BY | changes))


def publication(**changes: Any) -> Publication:
    values: dict[str, Any] = {
        "month": "2026-10",
        "towns": (TOWN,),
        "kinds": ("medical",),
        "table": ((9, 9), (9, 9)),
        "relief_fen": 900_000,
        "fund_fen": None,
        "hours": 0,
        "k": 5,
        "text": "",
    }
    return Publication(**(values | BY | changes))


def bulletin(**changes: Any) -> Bulletin:
    values: dict[str, Any] = {
        "period": "2026-10",
        "shares": (Share("handler@medical", 4, 2, 1, 1, 1, 1, 1, 1),),
        "held": (Held("handler@medical", "carelessness"),),
        "text": "",
    }
    return Bulletin(**(values | BY | changes))


def meeting(**changes: Any) -> Meeting:
    values: dict[str, Any] = {
        "on": "2026-11-27",
        "units": ("handler@medical",),
        "items": (Item("late", "/cases/case/referrals/r1", "", "handler@medical"),),
        "due": NOW + timedelta(days=4),
    }
    return Meeting(**(values | BY | changes))


def recusal(**changes: Any) -> Recusal:
    values: dict[str, Any] = {"case_id": "case", "town": TOWN, "account_id": "sun", "declared": True}
    return Recusal(**(values | BY | changes))


def supervision(**changes: Any) -> SupervisionOrder:
    values: dict[str, Any] = {
        "side": "bureau@district",
        "unit": "handler@medical",
        "about": "",
        "sort": "late",
        "due": NOW + timedelta(days=5),
    }
    return SupervisionOrder(**(values | BY | changes))


def inquiry(**changes: Any) -> Inquiry:
    values: dict[str, Any] = {
        "side": "auditor@district",
        "unit": "handler@medical",
        "about": "",
        "sort": "paid",
        "due": NOW + timedelta(days=5),
    }
    return Inquiry(**(values | BY | changes))


def sample(**changes: Any) -> Sample:
    values: dict[str, Any] = {
        "side": "auditor@district",
        "point": "paid",
        "seal_n": 1,
        "seal_digest": "0" * 64,
        "public_value": "11月24日福彩双色球 03 09 11 18 22 30 07",
        "population": ("c1", "c2"),
        "size": 1,
    }
    return Sample(**(values | BY | changes))


def put_in(state: str, document: Document) -> Document:
    """The document as if its steps had led to *state*; for tests of what holds in a state, however it was reached."""
    document.state = state
    return document
