"""Photos and scanned papers of a case: the bytes lie sealed in a blob, the name of the file under seal beside them."""

from __future__ import annotations

import hashlib
from datetime import datetime
from typing import TYPE_CHECKING, Any

from ZODB.blob import Blob

from content import role
from content.acl import Capacities
from content.document import Document
from content.error import DomainError
from content.vault import Sealed, Vault
from content.workflow import Workflow, fire, may, step

if TYPE_CHECKING:
    from content.case import Case

SEE = may("attachment:view")
READERS = {
    "window": SEE,
    "village": SEE,
    "worker": SEE,
    "receiver": SEE,
    "bureau": SEE,
    "supervision": SEE,
}
ATTACHMENT = Workflow(
    name="attachment",
    initial="kept",
    steps=(step("remove", "kept", "removed", "attachment:remove", "reason"),),
    grants={
        # Who sent the wrong photo notices first; and may take it away without being shown it again.
        "kept": READERS | {"window": SEE | may("attachment:remove"), "author": may("attachment:remove")},
        "removed": READERS,
    },
)

MOST_FILES = 100
MOST_BYTES = 100_000_000
"""Of one case: more than any family's papers come to, and little enough for a county's disk."""
ACCOUNT = "account"
"""The paper that shows where money goes; a social worker sees the case without accounts (DOMAIN, roles)."""


class Attachment(Document):
    """One file. *paper* is a code of the check-list or "", *visit_id* the visit at which it was taken or "".

    *digest* is the SHA-256 of what lies in the blob, so that it can be verified without a key.
    """

    kind = "attachment"
    workflow = ATTACHMENT
    personal_fields = ("filename",)

    def __init__(
        self,
        *,
        paper: str = "",
        visit_id: str = "",
        media_type: str,
        actor: str,
        at: datetime,
        id: str | None = None,
    ) -> None:
        self.paper = paper
        self.visit_id = visit_id
        self.media_type = media_type
        self.size = 0
        self.digest = ""
        self._key_id = ""
        self._nonce = b""
        self._blob: Any = None
        super().__init__(actor=actor, at=at, id=id)

    @property
    def case(self) -> Case:
        owner: Any = self.__parent__.__parent__
        return owner

    @property
    def is_image(self) -> bool:
        return self.media_type.startswith("image/")

    def write(self, vault: Vault, content: bytes) -> None:
        """Seal *content* (already made harmless) into a new blob."""
        sealed = vault.seal_bytes(content, self._context("content"))
        self._blob = Blob()
        with self._blob.open("w") as file:
            file.write(sealed.body)
        self._key_id, self._nonce = sealed.key_id, sealed.nonce
        self.size, self.digest = len(content), hashlib.sha256(sealed.body).hexdigest()

    def read(self, vault: Vault) -> bytes:
        """The bytes, b"" where the file was removed; VaultError where one of them was changed."""
        if self._blob is None:
            return b""
        return vault.open_bytes(Sealed(self._key_id, self._nonce, self._body()), self._context("content"))

    def remove(self, *, actor: str, at: datetime, reason: object) -> None:
        """The file goes, its row stays: who put it here, who took it away, and why."""
        fire(self, "remove", actor=actor, at=at, reason=reason)
        self._blob, self.size = None, 0

    def is_whole(self) -> bool:
        """Whether the blob still holds what was written; needs no key."""
        return self._blob is None or hashlib.sha256(self._body()).hexdigest() == self.digest

    def _body(self) -> bytes:
        with self._blob.open("r") as file:
            body: bytes = file.read()
        return body

    def capacities(self) -> Capacities:
        case = self.case
        sees_worker = case.worker and self.paper != ACCOUNT
        return {
            "window": (role.at("window_clerk", case.town),),
            "village": (role.at("village_worker", case.village),) if case.village else (),
            "worker": (role.person(case.worker),) if sees_worker else (),
            "receiver": tuple(sorted(self._receivers())),
            "author": (self.created_by,),
            "bureau": role.BUREAU,
            "supervision": role.SUPERVISION,
        }

    def _receivers(self) -> set[str]:
        """Units at work on a referral for which this paper matters (DOMAIN, roles)."""
        return {
            role.at("handler", referral.unit)
            for referral in self.case.referrals
            if referral.is_open and self.paper and self.paper in referral.papers
        }


def require_room(case: Case, size: int) -> None:
    """Raise DomainError where one more file of *size* bytes is too much for this case."""
    kept = [attachment for attachment in case.attachments if attachment.state == "kept"]
    if len(kept) >= MOST_FILES or sum(attachment.size for attachment in kept) + size > MOST_BYTES:
        raise DomainError("attachments_full")
