"""What audit finds (REQUIREMENTS R4): noted, asked of the unit, answered, closed or taken further."""

from __future__ import annotations

from content import role
from content.asking import WORDS, Asking
from content.document import Duty
from content.workflow import Workflow, may, step

SEE = may("inquiry:view inquiry:print")
INQUIRY = Workflow(
    name="inquiry",
    initial="found",
    steps=(
        step("ask", "found", "asked", "inquiry:ask"),
        step("answer", "asked", "answered", "inquiry:answer", "answer"),
        step("ask_again", "answered", "asked", "inquiry:ask", "reason"),
        step("close", "found answered", "closed", "inquiry:close", "conclusion"),
        step("escalate", "asked answered", "escalated", "inquiry:escalate", "reason"),
        step("settle", "escalated", "closed", "inquiry:settle", "conclusion"),
        step("hold", "answered escalated closed", None, "inquiry:hold", "ground"),
    ),
    grants={
        # What is only noted is the finder's own; the unit hears of it when it is asked.
        "found": {"asker": SEE | may("inquiry:ask inquiry:close"), "watch": SEE},
        "asked": {
            "asker": SEE | may("inquiry:escalate"),
            "unit": SEE | may("inquiry:answer"),
            "overseer": SEE,
        },
        "answered": {
            "asker": SEE | may("inquiry:ask inquiry:close inquiry:escalate inquiry:hold"),
            "unit": SEE,
            "overseer": SEE,
        },
        "escalated": {
            "asker": SEE,
            "discipline": SEE | may("inquiry:settle inquiry:hold"),
            "overseer": SEE,
        },
        "closed": {"asker": SEE | may("inquiry:hold"), "unit": SEE, "overseer": SEE},
    },
    open_states=frozenset({"found", "asked", "answered", "escalated"}),
)


class Inquiry(Asking):
    """``sort`` is which of the three points of R4 it is about: recognised, paid or carried_out."""

    kind = "inquiry"
    workflow = INQUIRY
    personal_fields = WORDS
    first_owed = {"found": "ask", "answered": "close"}

    def capacities(self) -> dict[str, tuple[str, ...]]:
        watch = tuple(who for who in role.SUPERVISION if who != self.side)
        return {**super().capacities(), "watch": watch, "discipline": (role.at("discipline"),)}

    def duties(self) -> tuple[Duty, ...]:
        if self.state == "escalated":
            return (Duty(role.at("discipline"), "inquiry:settle", None),)
        return super().duties()
