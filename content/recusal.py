"""回避: somebody of the staff is close to who applies; filed apart (近亲属单独登记备案) and looked at by the bureau."""

from __future__ import annotations

from datetime import datetime

from content import role
from content.acl import Capacities
from content.case import Case
from content.document import Document, Duty
from content.workflow import Workflow, fire, may, step

SEE = may("recusal:view")
READERS = dict.fromkeys(("bureau", "supervision", "declarer", "person"), SEE)
RECUSAL = Workflow(
    name="recusal",
    initial="filed",
    steps=(
        step("check", "filed", "checked", "recusal:check", "found"),
        step("lift", "filed checked", "lifted", "recusal:lift", "reason"),
    ),
    grants={
        "filed": READERS | {"bureau": SEE | may("recusal:check recusal:lift")},
        "checked": READERS | {"bureau": SEE | may("recusal:lift")},
        "lifted": READERS,
    },
    denials={
        "filed": {"person": may("recusal:check recusal:lift")},
        "checked": {"person": may("recusal:lift")},
    },
    open_states=frozenset({"filed"}),
)


class Recusal(Document):
    """One member of staff (*account_id*) and one case (PROCEDURES, people at work 13).

    *declared* says whether they told of it themselves; how they are related stays under seal.
    """

    kind = "recusal"
    workflow = RECUSAL
    personal_fields = ("kinship", "explained", "found")

    def __init__(
        self,
        *,
        case_id: str,
        town: str,
        account_id: str,
        declared: bool,
        actor: str,
        at: datetime,
        id: str | None = None,
        title: str = "",
    ) -> None:
        self.case_id = case_id
        self.town = town
        self.account_id = account_id
        self.declared = declared
        super().__init__(actor=actor, at=at, title=title, id=id)

    def capacities(self) -> Capacities:
        return {
            "bureau": role.BUREAU,
            "supervision": role.SUPERVISION,
            "declarer": (self.created_by,),
            "person": (role.person(self.account_id),),
        }

    def heard_by(self) -> tuple[str, ...]:
        return (role.person(self.account_id),)

    def duties(self) -> tuple[Duty, ...]:
        return (Duty(role.at("bureau"), "recusal:check", None),) if self.is_open else ()

    def lift(self, case: Case, *, actor: str, at: datetime, reason: object) -> None:
        """It was no such case: who stood aside may act on it again."""
        fire(self, "lift", actor=actor, at=at, reason=reason)
        case.come_back(self.account_id, actor=actor, at=at)
