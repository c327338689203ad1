import pytest

from search.pinyin import find_spelled, readings, spellings


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("王村", "wangcun"),
        ("周村区王村镇", "wangcunzhen"),
        ("萌水镇", "mengshui"),
        ("长山", "changshan"),
        ("长山", "zhangshan"),
        ("重庆", "chongqing"),
        ("绿城", "lvcheng"),
        ("绿城", "lucheng"),
        ("救急难", "jjn"),
        ("防护服N95", "fanghufu"),
    ],
)
def test_a_name_is_found_by_what_is_typed(name, typed):
    assert any(spelling.startswith(typed) for spelling in spellings(name))


def test_only_chinese_is_spelled():
    assert spellings("N95 3M ，。") == set()
    assert readings("N") == ()


def test_a_long_title_has_a_bounded_number_of_spellings():
    assert len(spellings("长" * 200)) < 200


def test_the_last_syllable_may_be_half_typed():
    assert find_spelled("在王村镇", "wangc") == [(1, 3)]
    assert find_spelled("在王村镇", "wangx") == []
