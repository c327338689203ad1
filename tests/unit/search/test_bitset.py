import pytest
from hypothesis import given
from hypothesis import strategies as st

from search import bitset

NUMBERS = st.sets(st.integers(0, 300))


@given(NUMBERS)
def test_a_set_gives_back_its_members_in_order(members):
    assert list(bitset.numbers(bitset.from_numbers(members, 301))) == sorted(members)


@given(st.lists(NUMBERS, max_size=6))
def test_layers_count_in_how_many_sets_a_member_is(sets):
    layers = bitset.in_at_least([bitset.from_numbers(members, 301) for members in sets])
    for least, layer in enumerate(layers, start=1):
        expected = {n for n in range(301) if sum(n in members for members in sets) >= least}
        assert set(bitset.numbers(layer)) == expected


def test_a_number_past_the_end_is_refused():
    with pytest.raises(IndexError):
        bitset.from_numbers([1_000_000], 10)
