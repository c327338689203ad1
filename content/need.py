"""One need of a case: what is lacking, how much of it is met, on its way, and missing."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from persistent.mapping import PersistentMapping

from content import role
from content.acl import Capacities
from content.document import Document
from content.error import DomainError, Overdrawn
from content.workflow import Workflow, may, step

if TYPE_CHECKING:
    from content.appeal import Appeal
    from content.case import Case

SEE = may("need:view")
READERS = {"window": SEE, "village": SEE, "worker": SEE, "bureau": SEE, "supervision": SEE}
NEED = Workflow(
    name="need",
    initial="open",
    steps=(step("withdraw", "open", "withdrawn", "need:withdraw", "reason"),),
    grants={
        "open": READERS | {"window": may("need:view need:edit need:withdraw need:publish")},
        "withdrawn": READERS,
    },
    open_states=frozenset({"open"}),
)

PROPOSED, MET = "proposed", "met"


class Cover(NamedTuple):
    """What one source does for a need: promised (``proposed``) or arrived (``met``)."""

    status: str
    amount: int
    source: str


class Need(Document):
    """``amount`` in the category's unit: fen, hours or pieces. Use of it, in the family's words, is sealed.

    ``wanted`` is what exactly an institution asks for (model, standard), and public; "" of a household.
    """

    kind = "need"
    workflow = NEED
    personal_fields = ("detail",)
    wanted = ""

    def __init__(
        self,
        *,
        category: str,
        unit: str,
        item: str = "",
        wanted: str = "",
        amount: int,
        urgency: int = 2,
        due: str = "",
        actor: str,
        at: datetime,
        id: str | None = None,
        title: str = "",
    ) -> None:
        if amount <= 0:
            raise ValueError("A need is more than nothing")
        self.category = category
        self.unit = unit
        self.item = item
        self.wanted = wanted
        self.amount = amount
        self.urgency = urgency
        self.due = due
        self.public_id = ""
        self.barred: tuple[str, ...] = ()
        self._cover = PersistentMapping()
        super().__init__(actor=actor, at=at, title=title, id=id)

    @property
    def case(self) -> Case | Appeal:
        owner: Any = self.__parent__.__parent__
        return owner

    @property
    def met(self) -> int:
        return self._sum(MET)

    @property
    def proposed(self) -> int:
        return self._sum(PROPOSED)

    @property
    def missing(self) -> int:
        return max(0, self.amount - self.met - self.proposed)

    @property
    def has_open_cover(self) -> bool:
        return any(cover.status == PROPOSED for cover in self._cover.values())

    def cover(self, key: str, status: str, amount: int, source: str) -> None:
        """Say what the source behind *key* does; raises Overdrawn where others already do the whole of it."""
        others = sum(cover.amount for other, cover in self._cover.items() if other != key)
        if self.state != "open" and key not in self._cover:
            raise DomainError("need_withdrawn")
        if amount <= 0 or others + amount > self.amount:
            raise Overdrawn(missing=self.amount - others, unit=self.unit)
        self._cover[key] = Cover(status, amount, source)

    def uncover(self, key: str) -> None:
        """The source behind *key* does nothing after all."""
        self._cover.pop(key, None)

    def covers(self) -> dict[str, Cover]:
        return dict(self._cover)

    def bar(self, source_id: str) -> None:
        """This source declined this need: the pair is not proposed again."""
        self.barred = (*self.barred, source_id) if source_id not in self.barred else self.barred

    def unbar(self, source_id: str) -> None:
        """The source may be proposed for it again; DomainError where it is not barred."""
        if source_id not in self.barred:
            raise DomainError("not_barred")
        self.barred = tuple(each for each in self.barred if each != source_id)

    def _sum(self, status: str) -> int:
        return sum(cover.amount for cover in self._cover.values() if cover.status == status)

    def capacities(self) -> Capacities:
        case = self.case
        return {
            "window": (role.at("window_clerk", case.town),),
            "village": (role.at("village_worker", case.village),) if case.village else (),
            "worker": (role.person(case.worker),) if case.worker else (),
            "bureau": role.BUREAU,
            "supervision": role.SUPERVISION,
        }
