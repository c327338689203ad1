"""Ids that can be read aloud, and receipt numbers whose check character finds what was mistyped."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.ident import (
    ALPHABET,
    RECEIPT_LENGTH,
    check_character,
    new_id,
    new_receipt,
    normal_receipt,
    printed,
)

CHARACTER = st.sampled_from(ALPHABET)
BODY = st.text(CHARACTER, min_size=RECEIPT_LENGTH, max_size=RECEIPT_LENGTH)
PLACE = st.integers(0, RECEIPT_LENGTH)


def test_the_alphabet_has_nothing_that_is_mistaken_for_another() -> None:
    assert not set(ALPHABET) & set("0o1il")
    assert len(set(ALPHABET)) == len(ALPHABET) == 31, "a prime, which the check character needs"


def test_ids_are_random_and_of_the_alphabet() -> None:
    ids = {new_id() for _ in range(500)}
    assert len(ids) == 500
    assert {len(id) for id in ids} == {10}
    assert set("".join(ids)) <= set(ALPHABET)
    assert len(new_id(4)) == 4


def test_a_receipt_is_printed_in_groups_of_four() -> None:
    number = new_receipt()
    assert [len(group) for group in number.split("-")] == [4, 4, 4]
    assert number == number.upper()
    assert printed("7k4mqx8p2cde") == "7K4M-QX8P-2CDE"


def test_a_new_receipt_is_its_own() -> None:
    number = new_receipt()
    assert normal_receipt(number) == number.replace("-", "").lower()


@given(body=BODY)
def test_it_is_understood_however_it_is_typed(body: str) -> None:
    plain = body + check_character(body)
    wide = "".join(chr(ord(c) + 0xFEE0) for c in plain.upper())
    for typed in (plain, printed(plain), f" {printed(plain).lower()} ", plain.replace("", " "), wide):
        assert normal_receipt(typed) == plain


@given(body=BODY, place=PLACE, character=CHARACTER)
def test_one_wrong_character_is_found(body: str, place: int, character: str) -> None:
    plain = body + check_character(body)
    wrong = plain[:place] + character + plain[place + 1 :]
    assert normal_receipt(wrong) == (plain if wrong == plain else None)


@given(body=BODY, place=st.integers(0, RECEIPT_LENGTH - 1))
def test_two_neighbours_that_changed_places_are_found(body: str, place: int) -> None:
    plain = body + check_character(body)
    one, two = plain[place], plain[place + 1]
    wrong = plain[:place] + two + one + plain[place + 2 :]
    assert normal_receipt(wrong) == (plain if one == two else None)


@pytest.mark.parametrize("typed", ["", "7k4m", "0000-0000-0000", "七K4M-QX8P-2CDE", "<script>", "é" * 12])
def test_what_is_no_number_is_none(typed: str) -> None:
    assert normal_receipt(typed) is None


@given(typed=st.text(max_size=30))
def test_anything_may_be_typed(typed: str) -> None:
    found = normal_receipt(typed)
    assert found is None or check_character(found[:-1]) == found[-1]
