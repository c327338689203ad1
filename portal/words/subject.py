"""What a document is about, in a few words and never with a name: for work lists and the pages of single steps."""

from __future__ import annotations

from pyramid.i18n import TranslationString, TranslationStringFactory
from pyramid.request import Request

from content.aid import Aid
from content.allocation import Allocation
from content.asking import Asking
from content.batch import PaymentBatch
from content.budget import BudgetChange
from content.bulletin import Bulletin
from content.case import Case
from content.closing import Closing
from content.contract import Order
from content.crosscheck import Crosscheck
from content.discovery import Discovery
from content.document import Document
from content.draft import Draft
from content.imprest import Imprest
from content.meeting import Meeting
from content.need import Need
from content.objection import Objection
from content.pledge import Pledge
from content.proposal import Proposal
from content.public_notice import PublicNotice
from content.publication import Publication
from content.recusal import Recusal
from content.referral import Referral
from content.service_plan import ServicePlan
from content.tip import Tip
from content.vocabulary import AuditPoint, Category, Cause, ObjectionTo, Reason, TipSubject
from content.volunteer import Volunteer
from content.walkin import WalkIn
from portal import present

_ = TranslationStringFactory("portal")


def about(request: Request, document: Document) -> str:
    """For example 教育 ¥3,600.00, 医疗救助, or 重大疾病、失去收入; the title of everything that has one."""
    write = present.for_request(request)
    match document:
        case Proposal() | Need():
            amount = write.amount(document.amount, document.unit, document.item)
            return f"{write.use(document.category, document.item)} {amount}"
        case Allocation():
            return f"{write.use(document.category, '')} {write.money(document.amount_fen)}"
        case PaymentBatch():
            return f"{document.number} {write.money(document.total_fen)}"
        case BudgetChange():
            return f"{budget_of(request, document)} {write.money(document.amount_fen)}"
        case ServicePlan():
            return str(write.written_day(document.review_on))
        case Closing():
            return str(write.month(document.month))
        case Meeting():
            return str(write.written_day(document.on))
        case Bulletin():
            return str(write.period(document.period))
        case Publication():
            return str(write.month(document.month))
        case Recusal():
            case = request.site["cases"].get(document.case_id)
            return str(case.number) if case is not None else ""
        case Referral():
            return str(write.kind(document.assistance))
        case Crosscheck():
            return str(request.policy.place_name(document.case.town))
        case Aid():
            return write.money(document.amount_fen)
        case PublicNotice():
            return f"{write.kind(document.assistance)} {write.money(document.amount_fen)}"
        case Imprest():
            return str(document.__parent__.title)
        case Draft():
            return str(write.moment(document.modified_at))
        case WalkIn():
            return str(write.matter(document.matter))
        case Order():
            return str(document.contract.title)
        case Objection():
            return str(request.localizer.translate(_(ObjectionTo(document.about).label)))
        case Volunteer():
            return f"{write.use('', document.item)} {write.hours(document.hours)}"
        case Pledge():
            return str(write.money(document.amount_fen)) if document.amount_fen else ""
        case Tip():
            return str(request.localizer.translate(_(TipSubject(document.subject).label)))
        case Asking():
            return str(request.localizer.translate(sort_words(document)))
        case Case() | Discovery():
            return str(write.listed(_(Cause(cause).label) for cause in document.causes))
        case _:
            return str(document.title)


def sort_words(asking: Asking) -> TranslationString:
    """逾期没有办, or which of the three points of audit."""
    words = Reason if asking.kind == "supervision" else AuditPoint
    return _(words(asking.sort).label)


def budget_of(request: Request, change: BudgetChange) -> str:
    """Whose budget a change is about: a town by its name, a category by its word."""
    if change.scope == "town":
        return str(request.policy.place_name(change.key))
    return str(request.localizer.translate(_(Category(change.key).label)))
