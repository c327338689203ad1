"""Who could help whom: needs and resources in, the best plan out, with its reasons and its proof."""

from matching.album import album
from matching.certify import certify
from matching.compare import Comparison, compare, comparison_to_json
from matching.cut import Cut
from matching.explain import Explanation, Source, explain, next_best
from matching.online.held import Held, hold, place
from matching.online.placement import Change, Placement
from matching.planner import SOLVERS, PlanRefused, plan
from matching.problem import BadInput, Cap, Instance, Need, Pair, Resource
from matching.rank import Candidate, Ranking, rank
from matching.reading import read_certificate, read_instance, read_need, read_plan, read_words
from matching.report import report_to_json
from matching.result import (
    Allocation,
    Certificate,
    Plan,
    Reason,
    Unmet,
    certificate_to_json,
    instance_to_json,
    plan_to_json,
)
from matching.verify import verify

__all__ = [
    "SOLVERS",
    "Allocation",
    "BadInput",
    "Candidate",
    "Cap",
    "Certificate",
    "Change",
    "Comparison",
    "Explanation",
    "Held",
    "Instance",
    "Need",
    "Pair",
    "Placement",
    "Plan",
    "PlanRefused",
    "Ranking",
    "Reason",
    "Resource",
    "Source",
    "Unmet",
    "album",
    "certificate_to_json",
    "certify",
    "compare",
    "comparison_to_json",
    "Cut",
    "explain",
    "hold",
    "instance_to_json",
    "next_best",
    "place",
    "plan",
    "plan_to_json",
    "rank",
    "read_certificate",
    "read_instance",
    "read_need",
    "read_plan",
    "read_words",
    "report_to_json",
    "verify",
]
