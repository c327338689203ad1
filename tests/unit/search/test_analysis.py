from hypothesis import given
from hypothesis import strategies as st

from search.analysis import chains, fold, fold_with_offsets, parse, pieces, runs, tokens

TEXT = st.text(
    alphabet=st.one_of(st.sampled_from("王村萌水N95GBß臺後①½é ，。-Ａ\u0301\u200b"), st.characters())
)


def test_width_case_accents_and_traditional_forms_are_folded():
    assert fold("Ｎ９５ 防護服 臺灣 後勤 É e\u0301 周\u200b村 ①") == "n95 防护服 台湾 后勤 e e 周村 1"


@given(TEXT)
def test_folding_twice_changes_nothing(text):
    assert fold(fold(text)) == fold(text)


@given(TEXT)
def test_each_folded_character_has_the_place_it_came_from(text):
    folded, offsets = fold_with_offsets(text)
    assert folded == fold(text)
    assert len(offsets) == len(folded)
    assert offsets == sorted(offsets)
    for at, place in enumerate(offsets):
        assert folded[at] in fold(text[place])


@given(TEXT, TEXT)
def test_folding_knows_no_context(left, right):
    assert fold(left + right) == fold(left) + fold(right)


def test_chinese_becomes_pairs_and_the_last_character():
    assert tokens("王村镇，周村") == {"王村", "村镇", "镇", "周村", "村"}


def test_letters_and_digits_become_their_endings():
    assert tokens("Ｎ-95") == {"n95", "95", "5"}


def test_letters_and_digits_that_meet_are_one_chain_words_are_not():
    found = chains("gb 19083-2010 mask for n95，3m mask")
    assert list(found) == ["gb19083", "2010mask", "for", "n95", "3m", "mask"]


def test_runs_are_split_by_script():
    assert list(runs("口罩n95和3m")) == [("口罩", False), ("n95", True), ("和", False), ("3m", True)]


def test_a_query_is_read_in_parts_and_phrases():
    parsed = parse('“防护服 医用” 王 N-95 "unclosed')
    assert parsed.phrases == ("防护服 医用",)
    assert {part.text: part.prefix for part in parsed.parts} == {
        "防护服": "",
        "医用": "",
        "王": "王",
        "n95": "n95",
        "unclosed": "unclosed",
    }


def test_the_smallest_parts_are_pairs_letters_and_digits():
    assert [part.text for part in pieces(parse("防护服 N95"))] == ["防护", "护服", "n", "95"]


@given(TEXT)
def test_any_text_is_a_query(text):
    parsed = parse(text)
    assert all(part.exact or part.prefix for part in parsed.parts)


def test_a_pasted_page_is_cut():
    assert len(parse("救急难" * 10_000).parts[0].text) == 200
