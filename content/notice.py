"""Written notices to the applicant: what was decided about an application, on paper, each with its number."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

ADMITTED, MISSING, REFUSED = "admitted", "missing", "refused"
"""受理, 一次性补正告知 and 不予受理 (PROCEDURES, words of procedure that are legal acts)."""


class Notice(NamedTuple):
    """*papers* are the codes of what is missing, *until* the day (``YYYY-MM-DD``) by which, *by* an account's id.

    A reason is the case's ending.
    """

    sort: str
    number: str
    at: datetime
    by: str
    papers: tuple[str, ...] = ()
    until: str = ""
