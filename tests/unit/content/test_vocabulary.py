"""The words are plain strings to whoever stores them, and every one has its Chinese label."""

import enum
import inspect
import json
import pickle

import pytest

from content import vocabulary
from content.vocabulary import Category, Item, Kind, Measure, Role, Scope, Urgency, Word

WORDS = [
    words
    for _, words in inspect.getmembers(vocabulary, inspect.isclass)
    if issubclass(words, Word) and words is not Word
]


@pytest.mark.parametrize("words", WORDS, ids=lambda words: words.__name__)
def test_every_word_has_a_plain_value_and_its_own_label(words):
    assert len(words) == len({word.label for word in words})
    for word in words:
        assert type(word.value) is str
        assert word.value.isascii()
        assert word.label
        assert not word.label.isascii()
        assert words(word.value) is word


def test_a_word_is_its_string():
    assert Kind.MEDICAL == "medical"
    assert f"{Kind.MEDICAL}" == str(Kind.MEDICAL) == "medical"
    assert json.dumps({Kind.MEDICAL: Kind.MEDICAL}) == '{"medical": "medical"}'
    assert {"medical": 1}[Kind.MEDICAL] == 1


def test_only_the_value_is_stored():
    assert b"Kind" not in pickle.dumps(Kind.MEDICAL.value)


def test_an_unknown_word_is_refused():
    assert Kind.has_word("medical")
    assert not Kind.has_word("dental")
    assert not Kind.has_word(["medical"])
    with pytest.raises(ValueError, match="dental"):
        Kind("dental")


def test_items_know_what_they_are_counted_in():
    assert {item.value for item in Item if item.measure is Measure.HOUR} == {
        "tutoring",
        "care",
        "counselling",
        "legal",
    }
    assert Item.WHEELCHAIR.category is Category.AIDS


def test_roles_know_what_they_are_held_for():
    assert Role.WINDOW_CLERK.scope is Scope.TOWN
    assert Role.BUREAU.scope is Scope.DISTRICT
    assert len(Role) == 13


def test_urgency_is_a_number_0_gravest():
    assert [value for value, _ in Urgency.choices()] == [0, 1, 2]
    assert Urgency(0) is Urgency.LIFE
    assert all(isinstance(level, enum.Enum) and level.label for level in Urgency)


def test_choices_keep_the_written_order():
    assert Kind.choices()[0] == ("subsistence", "最低生活保障")
    assert len(Kind.choices()) == 9
