"""What an institution asks for: a hospital, school or shelter that is short of goods, in an emergency above all.

It stands beside the cases: its needs are needs like a household's, so that the matcher proposes for them and the
public can search them. There is no household behind it, and so nothing that must be made coarser to be public.
"""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from content import role
from content.acl import PUBLIC, Capacities
from content.document import Document
from content.need import Need
from content.tree import Folder
from content.workflow import Workflow, may, step

SEE = may("appeal:view")
READERS = {"bureau": SEE, "supervision": SEE, "public": SEE}
APPEAL = Workflow(
    name="appeal",
    initial="admitted",
    steps=(step("close", "admitted", "closed", "appeal:close"),),
    grants={
        "admitted": READERS | {"bureau": may("appeal:view appeal:contact appeal:close")},
        "closed": READERS,
    },
    open_states=frozenset({"admitted"}),
)


class Appeal(Document):
    """``place`` is a code, of the district or outside it. Whom to ring is under seal.

    ``town``, ``village``, ``household_id``, ``causes`` and ``worker`` are what a case has, for all that works on
    the needs of either.
    """

    kind = "appeal"
    workflow = APPEAL
    personal_fields = ("contact_name", "contact_phone")
    village: ClassVar[str] = ""
    household_id: ClassVar[str] = ""
    worker: ClassVar[str] = ""
    causes: ClassVar[tuple[str, ...]] = ()
    consent_public: ClassVar[bool] = True

    def __init__(
        self,
        *,
        institution: str,
        place: str,
        address: str = "",
        text: str = "",
        urgency: int = 1,
        actor: str,
        at: datetime,
        id: str | None = None,
    ) -> None:
        """*institution* is its name, *address* where it stands: both are public, as is *text*."""
        self.institution = institution
        self.town = place
        self.address = address
        self.text = text
        self.urgency = urgency
        self.needs: Folder[Need] = Folder()
        self.needs.__parent__, self.needs.__name__ = self, "needs"
        super().__init__(actor=actor, at=at, title=institution, id=id)

    def __getitem__(self, name: str) -> Folder[Need]:
        if name != "needs":
            raise KeyError(name)
        return self.needs

    def __bool__(self) -> bool:
        return True

    def capacities(self) -> Capacities:
        return {"bureau": role.BUREAU, "supervision": role.SUPERVISION, "public": (PUBLIC,)}
