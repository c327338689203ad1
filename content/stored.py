"""The names of stored classes: whatever else a pickle asks for is refused."""

from __future__ import annotations

import re

STORED: frozenset[str] = frozenset(
    {
        "content.account.Account",
        "content.account.Deputyship",
        "content.aid.Aid",
        "content.allocation.Allocation",
        "content.assessment.Assessment",
        "content.arrangement.Arrangement",
        "content.attachment.Attachment",
        "content.bulletin.Bulletin",
        "content.bulletin.Held",
        "content.bulletin.Share",
        "content.batch.Line",
        "content.batch.PaymentBatch",
        "content.budget.BudgetChange",
        "content.appeal.Appeal",
        "content.case.Case",
        "content.case.FirstContact",
        "content.closing.Closing",
        "content.closing.Difference",
        "content.closing.Statement",
        "content.closing.Turnover",
        "content.contract.Contract",
        "content.contract.Order",
        "content.crosscheck.Crosscheck",
        "content.discovery.Discovery",
        "content.disclosure.PublicNeed",
        "content.document.Duty",
        "content.donation.Donation",
        "content.draft.Draft",
        "content.fund.CaseUse",
        "content.fund.Fund",
        "content.fund.YearUse",
        "content.history.Event",
        "content.household.Household",
        "content.household.Member",
        "content.imported.ImportBook",
        "content.imported.Imported",
        "content.inbox.Inbox",
        "content.inbox.Inboxes",
        "content.inbox.Message",
        "content.imprest.Count",
        "content.imprest.Imprest",
        "content.investigation.Investigation",
        "content.ledger.Account",
        "content.ledger.Ledger",
        "content.lookup.Lookup",
        "content.meeting.Item",
        "content.meeting.Meeting",
        "content.need.Cover",
        "content.need.Need",
        "content.notice.Notice",
        "content.objection.Objection",
        "content.offer.Offer",
        "content.organisation.Organisation",
        "content.plan.Cell",
        "content.plan.Changes",
        "content.plan.Evenness",
        "content.plan.Lowest",
        "content.plan.PlanReport",
        "content.plan.Share",
        "content.plan.SourceCount",
        "content.plan.Stream",
        "content.plan.Unmet",
        "content.pledge.Pledge",
        "content.policytext.Edition",
        "content.policytext.PolicyText",
        "content.policytext.Section",
        "content.project.Project",
        "content.proposal.Proposal",
        "content.public_notice.PublicNotice",
        "content.publication.Publication",
        "content.recusal.Recusal",
        "content.referral.Referral",
        "content.service_plan.PlanStep",
        "content.service_plan.ServicePlan",
        "content.site.Counter",
        "content.site.PolicyVersion",
        "content.site.Site",
        "content.filing.Filing",
        "content.source.Restrictions",
        "content.term.Term",
        "content.tip.Tip",
        "content.inquiry.Inquiry",
        "content.register.CaseRow",
        "content.register.Register",
        "content.ruleset.Ruleset",
        "content.sample.Check",
        "content.sample.Sample",
        "content.supervision.SupervisionOrder",
        "content.tree.Folder",
        "content.tree.WideOOBTree",
        "content.unit.Unit",
        "content.vault.Sealed",
        "content.visit.Visit",
        "content.walkin.WalkIn",
        "content.volunteer.Volunteer",
        "content.worklist.WorkList",
        "content.worklist.WorkLists",
    }
)
"""Ours. A class that is renamed keeps its old name here until an evolve step has moved what is stored."""

FOREIGN = re.compile(
    r"BTrees\.([A-Z]{2})BTree\.\1(BTree|Bucket|Set|TreeSet)"
    r"|ZODB\.blob\.Blob|persistent\.mapping\.PersistentMapping|persistent\.list\.PersistentList"
)
"""Of others only these classes: a whole package would also open whatever its modules happen to import."""
PLAIN = frozenset(
    {
        "datetime.datetime",
        "datetime.date",
        "datetime.timezone",
        "datetime.timedelta",
        "copyreg._reconstructor",
    }
    | {"builtins.object", "_codecs.encode", "builtins.frozenset", "builtins.set"}
)


def is_stored_class(module: str, name: str) -> bool:
    """Whether the database may make an object of this class."""
    full = f"{module}.{name}"
    return full in STORED or full in PLAIN or FOREIGN.fullmatch(full) is not None
