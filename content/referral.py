"""Referrals: one unit asks another to act within limits; the loop closes when the sender has seen the outcome."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from content import role
from content.acl import Capacities
from content.document import Document, Duty
from content.workflow import Workflow, fire, may, step

if TYPE_CHECKING:
    from content.case import Case

SEE = may("referral:view")
SENDER = SEE | may("referral:cancel referral:print")
DONE = {
    "sender": SEE | may("referral:print referral:see"),
    "receiver": SEE,
    "bureau": SEE,
    "worker": SEE,
    "supervision": SEE,
}
OPEN = {"sender": SENDER, "bureau": SEE, "worker": SEE, "supervision": SEE}
RECEIVER = SEE | may("referral:contact referral:print")
REFERRAL = Workflow(
    name="referral",
    initial="requested",
    steps=(
        step("receive", "requested", "received", "referral:receive"),
        step("accept", "received", "accepted", "referral:accept"),
        step("start", "accepted", "in_progress", "referral:start"),
        step("complete", "in_progress", "completed", "referral:complete", "result"),
        step("reject", "requested received", "rejected", "referral:reject", "reason"),
        step("hold", "in_progress", "on_hold", "referral:hold", "reason"),
        step("resume", "on_hold", "in_progress", "referral:resume"),
        step("fail", "in_progress", "failed", "referral:fail", "reason"),
        step(
            "cancel",
            "requested received accepted in_progress on_hold",
            "cancelled",
            "referral:cancel",
            "reason",
        ),
        step("see", "completed rejected failed", None, "referral:see"),
        step("settle", "rejected", None, "referral:settle", "decision"),
    ),
    grants={
        "requested": OPEN | {"receiver": RECEIVER | may("referral:receive referral:reject")},
        "received": OPEN | {"receiver": RECEIVER | may("referral:accept referral:reject")},
        "accepted": OPEN | {"receiver": RECEIVER | may("referral:start")},
        "in_progress": OPEN | {"receiver": RECEIVER | may("referral:complete referral:hold referral:fail")},
        "on_hold": OPEN | {"receiver": RECEIVER | may("referral:resume")},
        "completed": DONE,
        "rejected": DONE | {"bureau": SEE | may("referral:settle")},
        "failed": DONE,
        "cancelled": DONE | {"sender": SEE},
    },
    denials={
        # A unit that the bureau has named after two refusals cannot send the household away again.
        state: {"bound_receiver": may("referral:reject")}
        for state in ("requested", "received")
    },
    open_states=frozenset({"requested", "received", "accepted", "in_progress", "on_hold"}),
)


class Referral(Document):
    """``sort`` is duty (a department must act) or voluntary (a charity may). What is written in words is sealed."""

    kind = "referral"
    workflow = REFERRAL
    personal_fields = ("request", "answer")
    papers: tuple[str, ...] = ()
    """Codes of the papers that matter for it: of the case's photos the receiver sees those, and no others."""

    def __init__(
        self,
        *,
        sort: str,
        assistance: str,
        unit: str,
        sender_town: str,
        need_id: str = "",
        receive_by: datetime,
        reject_by: datetime,
        due: datetime,
        bound: bool = False,
        actor: str,
        at: datetime,
        id: str | None = None,
        title: str = "",
    ) -> None:
        self.sort = sort
        self.assistance = assistance
        self.unit = unit
        self.sender_town = sender_town
        self.need_id = need_id
        self.receive_by = receive_by
        self.reject_by = reject_by
        self.due = due
        self.bound = bound
        self.number = ""
        self.granted_fen = 0
        self.seen = False
        self.escalated = False
        super().__init__(actor=actor, at=at, title=title, id=id)

    @property
    def case(self) -> Case:
        owner: Any = self.__parent__.__parent__
        return owner

    def capacities(self) -> Capacities:
        handlers = (role.at("handler", self.unit),)
        return {
            "sender": (role.at("window_clerk", self.sender_town),),
            "receiver": handlers,
            "bound_receiver": handlers if self.bound else (),
            "worker": (role.person(self.case.worker),) if self.case.worker else (),
            "bureau": role.BUREAU,
            "supervision": role.SUPERVISION,
        }

    def heard_by(self) -> tuple[str, ...]:
        """Who worked on what was taken back meanwhile."""
        return (role.at("handler", self.unit),) if self.state == "cancelled" else ()

    def duties(self) -> tuple[Duty, ...]:
        """The receiver's while it works, then the sender's until seen; the bureau's after a second refusal."""
        receiver = role.at("handler", self.unit)
        if self.state == "requested":
            return (Duty(receiver, "referral:receive", self.receive_by),)
        if self.is_open:
            what = {"received": "accept", "accepted": "start", "on_hold": "resume"}.get(
                self.state, "complete"
            )
            return (Duty(receiver, f"referral:{what}", self.due),)
        if self.state in ("completed", "rejected", "failed") and not self.seen:
            duties = [Duty(role.at("window_clerk", self.sender_town), "referral:see", None)]
        else:
            duties = []
        if self.state == "rejected" and self.escalated:
            duties.append(Duty(role.at("bureau"), "referral:settle", None))
        return tuple(duties)

    def complete(self, *, actor: str, at: datetime, result: object, granted_fen: int = 0) -> None:
        """办结 with what was given, if it was money."""
        fire(self, "complete", actor=actor, at=at, result=result, granted_fen=granted_fen)
        self.granted_fen = granted_fen

    def reject(self, *, actor: str, at: datetime, reason: object) -> None:
        """退回 with a reason; the second refusal of one duty goes to the bureau (DOMAIN, referral)."""
        fire(self, "reject", actor=actor, at=at, reason=reason)
        if self.sort == "duty" and self._refused_before():
            self.escalated = True
            self.record("escalated", actor=actor, at=at)

    def see(self, *, actor: str, at: datetime) -> None:
        """The sender has seen the outcome: only now is the loop closed."""
        fire(self, "see", actor=actor, at=at)
        self.seen = True

    def settle(self, *, actor: str, at: datetime, decision: object) -> None:
        """The bureau has said what happens after two refusals."""
        fire(self, "settle", actor=actor, at=at, decision=decision)
        self.escalated = False

    def _refused_before(self) -> bool:
        return any(
            other.state == "rejected"
            and other.assistance == self.assistance
            and other.need_id == self.need_id
            for other in self.case.referrals
            if other is not self
        )
