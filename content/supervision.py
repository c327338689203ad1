"""Supervision orders (督办, REQUIREMENTS R3): a unit is told to act on late or poor work by a date, and answers."""

from __future__ import annotations

from content.asking import WORDS, Asking
from content.workflow import Workflow, may, step

SEE = may("supervision:view supervision:print")
OVERSEER = SEE
SUPERVISION = Workflow(
    name="supervision",
    initial="asked",
    steps=(
        step("answer", "asked", "answered", "supervision:answer", "answer"),
        step("ask_again", "answered", "asked", "supervision:ask", "reason"),
        step("accept", "answered", "closed", "supervision:accept"),
        step("cancel", "asked answered", "cancelled", "supervision:cancel", "reason"),
        step("hold", "asked answered closed", None, "supervision:hold", "ground"),
    ),
    grants={
        "asked": {
            "asker": SEE | may("supervision:cancel supervision:hold"),
            "unit": SEE | may("supervision:answer"),
            "overseer": OVERSEER,
        },
        "answered": {
            "asker": SEE | may("supervision:ask supervision:accept supervision:cancel supervision:hold"),
            "unit": SEE,
            "overseer": OVERSEER,
        },
        "closed": {"asker": SEE | may("supervision:hold"), "unit": SEE, "overseer": OVERSEER},
        "cancelled": {"asker": SEE, "unit": SEE, "overseer": OVERSEER},
    },
    open_states=frozenset({"asked", "answered"}),
)


class SupervisionOrder(Asking):
    """``sort`` is late, poor or false_proof (虚假证明材料, whoever issued it)."""

    kind = "supervision"
    workflow = SUPERVISION
    personal_fields = WORDS
    first_owed = {"answered": "accept"}
