"""Numbers for invented people: they pass every check of a form, and can belong to nobody.

An ID number begins with the code of the *county* where its holder was registered (GB 11643); 370000 is the code of
Shandong Province, which is no county, so that no registry has ever issued a number with it. python-stdnum knows
the code and accepts it. Telephone numbers are of the 1380000 run that forms and manuals print as a sample; the
demo district sends nothing to any number.
"""

from __future__ import annotations

from stdnum.cn import ric

PROVINCE = "370000"
PHONES = "1380000"


def id_number(born: str, gender: str, sequence: int) -> str:
    """The ID number of somebody born on *born* (``YYYY-MM-DD``); an odd sequence is a man's, an even a woman's."""
    order = sequence * 2 + (1 if gender == "male" else 0)
    plain = f"{PROVINCE}{born.replace('-', '')}{order % 1000:03d}"
    return str(ric.validate(plain + ric.calc_check_digit(plain + "0")))


def phone(number: int) -> str:
    """A mobile number, a different one for each *number* below 10,000."""
    return f"{PHONES}{number:04d}"
