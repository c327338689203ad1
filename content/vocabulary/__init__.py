"""The domain's words: the plain strings that documents store, each with the Chinese that people read.

Documents keep `.value`, never the member. `.label` is both the text on the page and the msgid of its
translation. The workflow states stand in the workflow tables, the district's own rules in the policy file.
"""

from content.vocabulary.help import (
    Attribute,
    Category,
    Cause,
    Item,
    Kind,
    Measure,
    SourceKind,
    Urgency,
)
from content.vocabulary.office import (
    InstitutionType,
    Party,
    PlaceType,
    ReferralKind,
    Role,
    Scope,
    TextSort,
    TimeUnit,
    UnitType,
)
from content.vocabulary.oversight import (
    AuditPoint,
    AuditResult,
    CallOutcome,
    Finding,
    Ground,
    InNeed,
    ObjectionTo,
    Reason,
    TipSubject,
)
from content.vocabulary.person import (
    AbilityToWork,
    Agent,
    AgentPaper,
    DisabilityClass,
    DisabilityGrade,
    Gender,
    Health,
    Kinship,
    Matter,
    NoIdReason,
    Relation,
)
from content.vocabulary.word import Word

__all__ = [
    "AbilityToWork",
    "Agent",
    "AgentPaper",
    "Attribute",
    "AuditPoint",
    "AuditResult",
    "CallOutcome",
    "Category",
    "Cause",
    "DisabilityClass",
    "DisabilityGrade",
    "Finding",
    "Gender",
    "Ground",
    "Health",
    "InNeed",
    "InstitutionType",
    "Item",
    "Kind",
    "Kinship",
    "Matter",
    "Measure",
    "NoIdReason",
    "ObjectionTo",
    "Party",
    "PlaceType",
    "Reason",
    "ReferralKind",
    "Relation",
    "Role",
    "Scope",
    "SourceKind",
    "TextSort",
    "TimeUnit",
    "TipSubject",
    "UnitType",
    "Urgency",
    "Word",
]
