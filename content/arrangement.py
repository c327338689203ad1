"""Who speaks for an applicant and how they sign: an agent or guardian, what was read aloud, who was witness."""

from __future__ import annotations

from typing import NamedTuple

READ_ALOUD = "read_aloud"
GUARDIAN = "guardian"
CONSENT_AGE = 14
"""Below it a guardian consents to the use of a child's data (个人信息保护法 31)."""


class Arrangement(NamedTuple):
    """Codes only: *reading* is ``self`` or ``read_aloud``, *relation* and *paper* are the agent's, "" without one.

    Names and telephone are sealed fields of the case.
    """

    reading: str = "self"
    relation: str = ""
    paper: str = ""
    guardian_consents: bool = False

    @property
    def has_agent(self) -> bool:
        return bool(self.relation)
