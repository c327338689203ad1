"""The register of cases says what the cases say, and is told when it does not."""

from __future__ import annotations

from datetime import timedelta

from content.case import CASE
from content.register import Register, row_of
from tests import factories
from tests.factories import BY, NOW
from tests.stored import Shelf


def test_a_row_is_short_and_true() -> None:
    case = factories.case(id="c1")
    factories.referral(case, assistance="medical")
    factories.referral(case, id="r2", assistance="education").state = "rejected"
    row = row_of(case)
    assert (row.state, row.town, row.kinds, row.urgency) == ("lodged", factories.TOWN, ("medical",), 2)
    assert not row.is_late(case.due, CASE.open_states)
    assert row.is_late(case.due + timedelta(seconds=1), CASE.open_states)
    for referral in case.referrals:
        referral.state = "cancelled"
    case.admit(due=case.due, **BY)
    case.close(reason="r", **BY)
    assert not row_of(case).is_late(NOW + timedelta(days=99), CASE.open_states)


def test_rebuilding_puts_right_what_was_wrong() -> None:
    register, cases = Register(), [factories.case(id="c1"), factories.case(id="c2")]
    for case in cases:
        register.update(case)
    assert register.rebuild(cases) == 0
    cases[0].town = factories.OTHER_TOWN
    register._rows["gone"] = register.get("c2")
    assert register.rebuild(cases) == 2
    assert {id: row.town for id, row in register} == {"c1": factories.OTHER_TOWN, "c2": factories.TOWN}


def test_two_cases_written_at_once_do_not_conflict(shelf: Shelf) -> None:
    register = Register()
    for number in range(10):
        register.update(factories.case(id=f"c{number}"))
    shelf.store(register=register)
    one, other = shelf.open(), shelf.open()
    for connection, id in ((one, "c1"), (other, "c2")):
        connection.root["register"].update(factories.case(id=id, town=factories.OTHER_TOWN))
    for connection in (one, other):
        connection.manager.commit()
    seen = shelf.open().root["register"]
    assert (seen.get("c1").town, seen.get("c2").town) == (factories.OTHER_TOWN, factories.OTHER_TOWN)
