"""Units: towns, villages, departments, the bureau, and the schools and hospitals whose duty it is to find."""

from __future__ import annotations

from datetime import datetime

from content import role
from content.acl import PUBLIC, Capacities
from content.document import Document
from content.imprest import Imprest
from content.tree import WideOOBTree
from content.workflow import Workflow, may, step

UNIT = Workflow(
    name="unit",
    initial="kept",
    steps=(step("name_contact", "kept", None, "unit:contact"),),
    grants={
        "kept": {
            "public": may("unit:view"),
            "administrator": may("unit:edit"),
            "treasurer": may("unit:advance"),
            "keeper": may("unit:contact"),
        }
    },
)


class Unit(Document):
    """A unit of the district; its id is the policy file's, so that roles can name it as their scope.

    ``sort`` is town, village, department or institution; ``parent`` the id of the town of a village; ``institution``
    says which kind of place a school, hospital or station is.
    """

    kind = "unit"
    workflow = UNIT
    personal_fields = ("contact_name", "contact_phone")
    last_report_at: datetime | None = None
    """When somebody there last reported a household (REQUIREMENTS M1)."""
    _referred: WideOOBTree | None = None
    imprest: Imprest | None = None
    """A town's, once the bureau has advanced money to it."""

    def __init__(
        self,
        *,
        id: str,
        title: str,
        sort: str,
        code: str = "",
        parent: str = "",
        phone: str = "",
        address: str = "",
        institution: str = "",
        actor: str,
        at: datetime,
    ) -> None:
        self.sort = sort
        self.code = code
        self.parent = parent
        self.phone = phone
        self.address = address
        self.institution = institution
        super().__init__(actor=actor, at=at, title=title, id=id)

    def __getitem__(self, name: str) -> Imprest:
        if name != "imprest" or self.imprest is None:
            raise KeyError(name)
        return self.imprest

    def __bool__(self) -> bool:
        return True

    def note_referral(self, at: datetime, referral_id: str, path: str) -> None:
        """Remember what was sent here, in the order in which it came."""
        if self._referred is None:
            self._referred = WideOOBTree()
        self._referred[(at, referral_id)] = path

    def newest_referrals(self, most: int) -> list[str]:
        """The paths of the newest *most* referrals."""
        newest: list[str] = list(self._referred.values())[-most:] if self._referred else []
        return newest[::-1]

    def open_imprest(self, imprest: Imprest) -> Imprest:
        imprest.__parent__, imprest.__name__ = self, "imprest"
        self.imprest = imprest
        return imprest

    def capacities(self) -> Capacities:
        return {
            "public": (PUBLIC,),
            "administrator": (role.at("administrator"),),
            "keeper": role.BUREAU if self.sort in ("institution", "village") else (),
            "treasurer": role.BUREAU if self.sort == "town" else (),
        }
