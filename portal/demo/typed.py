"""What is typed of a demo family: by whoever reports it, and by the clerk at the window."""

from __future__ import annotations

from typing import Any

from pyramid.request import Request

from portal.demo.family import Family, Someone
from portal.demo.identity import id_number, known_id, phone

BANKS = (
    "周村农商银行北郊支行",
    "齐商银行周村支行",
    "邮储银行周村支行",
    "农业银行周村支行",
    "建设银行周村支行",
)
PAPERS = ("identity", "authorisation", "account")


def told(request: Request, family: Family, number: int) -> dict[str, Any]:
    """What whoever reports the family tells: the same trouble, in fewer words."""
    head = family.members[0]
    account = request.identify.account
    institution = next(iter(account.scopes("discoverer")), "") if account is not None else ""
    unit = request.site["units"].get(institution)
    is_village = account is not None and account.has_role("village_worker")
    return {
        "source": unit.institution if unit is not None else "village" if is_village else "other",
        "institution": institution,
        "town": family.town,
        "village": family.village,
        "causes": family.causes,
        "life_at_risk": family.urgency == 0,
        "household_name": head.name,
        "household_phone": _phone(family, number),
        "address": _address(number),
        "story": family.story,
    }


def _phone(family: Family, number: int) -> str:
    return phone(family.phone or number)


def _address(number: int) -> str:
    return f"{number % 9 + 1}号楼{number % 4 + 1}单元{number % 5 + 1}01"


def registered(family: Family, number: int) -> dict[str, Any]:
    """What the clerk types to register it; *number* makes what is typed the family's own."""
    head, *others = family.members
    return {
        **_member(head, number),
        "phone": _phone(family, number),
        "town": family.town,
        "village": family.village,
        "address": _address(number),
        "members": [_member(someone, number + 100 * n) for n, someone in enumerate(others, 1)],
        "urgency": family.urgency,
        "causes": family.causes,
        "story": family.story,
        "channel": "window",
        "needs": [
            {
                "category": x.category,
                "item": x.item,
                "amount": x.amount,
                "once": known_id(f"need/{number}/{n}"),
            }
            for n, x in enumerate(family.lacks)
        ],
        "papers": PAPERS[:1] if family.papers_asked or family.fate == "to_complete" else PAPERS,
        "consent": True,
        "public": True,
    }


def _member(someone: Someone, number: int) -> dict[str, Any]:
    return {
        "name": someone.name,
        "relation": someone.relation,
        "id_number": id_number(someone.born, someone.gender, number),
        "school": someone.school,
        "disability": someone.disability,
        "diagnosis": someone.diagnosis,
    }


def account_of(family: Family, number: int) -> dict[str, str]:
    """Where money is to go."""
    return {
        "account_holder": family.members[0].name,
        "account_number": f"6223190000{number:09d}",
        "account_bank": BANKS[number % len(BANKS)],
    }
