"""Numbers for invented people: they pass every check of a form, and can belong to nobody.

An ID number begins with the code of the *county* where its holder was registered (GB 11643); 370000 is the code of
Shandong Province, which is no county, so that no registry has ever issued a number with it. python-stdnum knows
the code and accepts it. Mobile numbers begin with 154, which the numbering plan has given to no carrier, so that
nobody's telephone rings (libphonenumber does not know it either). A credit code contains an organisation's code with
a check character of its own (GB 11714); here that one is wrong, while the credit code's own is right.
"""

from __future__ import annotations

from hashlib import sha256

from stdnum.cn import ric, uscc

from content.ident import ALPHABET

PROVINCE = "370000"
PHONES = "1540000"
CREDIT = f"52{PROVINCE}"
WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)


def id_number(born: str, gender: str, sequence: int) -> str:
    """The ID number of somebody born on *born* (``YYYY-MM-DD``); an odd sequence is a man's, an even a woman's."""
    order = sequence * 2 + (1 if gender == "male" else 0)
    plain = f"{PROVINCE}{born.replace('-', '')}{order % 1000:03d}"
    return str(ric.validate(plain + ric.calc_check_digit(plain + "0")))


def phone(number: int) -> str:
    """A mobile number, a different one for each *number* below 10,000."""
    return f"{PHONES}{number:04d}"


def credit_code(number: int) -> str:
    """The credit code of an invented organisation."""
    plain = f"{CREDIT}{number:08d}"
    right = -sum(weight * int(digit) for weight, digit in zip(WEIGHTS, plain[-8:], strict=True)) % 11
    plain += str((right + 1) % 10)
    return str(uscc.validate(plain + uscc.calc_check_digit(plain + "0")))


def known_id(name: str) -> str:
    """The same id for the same name, shaped as a random one: what the matcher orders by stays in its place."""
    return "".join(ALPHABET[byte % len(ALPHABET)] for byte in sha256(name.encode()).digest()[:10])
