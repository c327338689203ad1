"""Charities and social-work agencies, which the bureau approves before they may post anything."""

from __future__ import annotations

from datetime import datetime

from content import role
from content.acl import PUBLIC, Capacities
from content.document import Document, Duty
from content.workflow import Workflow, may, step

OWNER = may("organisation:view organisation:edit")
BUREAU = may(
    "organisation:view organisation:contact organisation:approve organisation:refuse"
    " organisation:suspend organisation:resume"
)
STAFF_VIEW = may("organisation:view")
ORGANISATION = Workflow(
    name="organisation",
    initial="applied",
    steps=(
        step("approve", "applied", "approved", "organisation:approve"),
        step("refuse", "applied", "refused", "organisation:refuse", "reason"),
        step("suspend", "approved", "suspended", "organisation:suspend", "reason"),
        step("resume", "suspended", "approved", "organisation:resume"),
    ),
    grants={
        "applied": {"owner": OWNER, "bureau": BUREAU, "supervision": STAFF_VIEW},
        "approved": {
            "owner": OWNER | may("organisation:post"),
            "bureau": BUREAU,
            "supervision": STAFF_VIEW,
            "public": STAFF_VIEW,
        },
        "suspended": {"owner": STAFF_VIEW, "bureau": BUREAU, "supervision": STAFF_VIEW},
        "refused": {"owner": STAFF_VIEW, "bureau": BUREAU, "supervision": STAFF_VIEW},
    },
    open_states=frozenset({"applied"}),
)


class Organisation(Document):
    """``sort`` is charity or agency; ``permit`` the number of its permit to raise money from the public."""

    kind = "organisation"
    workflow = ORGANISATION
    personal_fields = ("contact_name", "contact_phone", "receipt")
    interested: tuple[str, ...] = ()
    """Keyed hashes of whom its managers are close to: no source of its helps them (content.interested)."""

    def __init__(
        self,
        *,
        id: str | None = None,
        title: str,
        sort: str,
        credit_code: str = "",
        permit: str = "",
        phone: str = "",
        actor: str,
        at: datetime,
    ) -> None:
        self.sort = sort
        self.credit_code = credit_code
        self.permit = permit
        self.phone = phone
        super().__init__(actor=actor, at=at, title=title, id=id)

    def capacities(self) -> Capacities:
        agents = "charity_agent" if self.sort == "charity" else "social_worker"
        return {
            "owner": (role.at(agents, self.id),),
            "bureau": role.BUREAU,
            "supervision": role.SUPERVISION,
            "public": (PUBLIC,),
        }

    def duties(self) -> tuple[Duty, ...]:
        return (Duty(role.at("bureau"), "organisation:approve", None),) if self.state == "applied" else ()
