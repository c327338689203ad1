"""Principals: how a role in a scope, a person and an applicant are written in access lists."""

from __future__ import annotations

DISTRICT = "district"
SYSTEM = "system"
"""The actor of what the portal does by itself: due dates, indexing, a report from somebody without an account."""


def at(role: str, scope: str = DISTRICT) -> str:
    """A role in a scope: ``handler@medical-insurance``, ``bureau@district``."""
    return f"{role}@{scope}"


def anywhere(role: str) -> str:
    """Everybody who has this role, wherever."""
    return f"role:{role}"


def person(account_id: str) -> str:
    return f"user:{account_id}"


def applicant(case_id: str) -> str:
    """Somebody who has shown the receipt number and the telephone's last digits of this case."""
    return f"applicant@{case_id}"


SUPERVISION = (at("auditor"), at("finance"), at("discipline"))
"""Those who read everything they supervise and write nothing."""
BUREAU = (at("bureau"),)
STAFF = "staff"
"""Everybody who is signed in."""
