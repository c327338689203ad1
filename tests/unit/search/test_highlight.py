from hypothesis import given
from hypothesis import strategies as st

from search.analysis import fold, parse
from search.highlight import SNIPPET, highlight, snippet

TEXT = st.text(alphabet=st.sampled_from("王村萌水防护服N95①½臺ﬁé ，。\n-<b>"), max_size=200)


def marked(spans):
    return [text for text, is_match in spans if is_match]


def joined(spans):
    return "".join(text for text, _ in spans)


@given(TEXT, TEXT)
def test_the_spans_joined_are_the_text(text, query):
    spans = highlight(text, parse(query).parts, spelled=True)
    assert joined(spans) == text
    assert all(piece for piece, _ in spans)


@given(TEXT, st.data())
def test_a_substring_is_marked(text, data):
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    parts = parse(text[start:end]).parts
    if parts:
        shown = "\n".join(fold(piece) for piece in marked(highlight(text, parts)))
        assert all(part.pattern.search(shown) or part.text in shown for part in parts)


@given(TEXT, TEXT)
def test_a_snippet_is_a_piece_of_the_text(text, query):
    spans = snippet(text, parse(query).parts, width=20)
    inner = [span for span in spans if span != ("…", False)]
    assert joined(inner) in text
    assert (len(inner) == len(spans)) == (joined(inner) == text)


def test_a_character_that_folds_to_several_is_marked_whole():
    assert highlight("共½箱ﬁ9", parse("fi9").parts) == (("共½箱", False), ("ﬁ9", True))


def test_letters_mark_what_they_spell():
    assert highlight("周村区王村镇", parse("wangc").parts, spelled=True)[1] == ("王村", True)


def test_other_readings_are_marked_too():
    assert marked(highlight("长山镇", parse("changshan").parts, spelled=True)) == ["长山"]
    assert marked(highlight("长山镇", parse("zhangshan").parts, spelled=True)) == ["长山"]


def test_scattered_pairs_are_marked_where_the_whole_is_not_there():
    assert marked(highlight("防护用品和护服", parse("防护服").parts)) == ["防护", "护服"]


def test_the_snippet_shows_where_most_parts_are_together():
    text = "口罩" + "。" * 300 + "需要防护服和口罩两百套" + "。" * 300
    spans = snippet(text, parse("防护服 口罩").parts)
    assert marked(spans) == ["防护服", "口罩"]
    assert spans[0] == spans[-1] == ("…", False)
    assert len(joined(spans)) <= SNIPPET + 2


def test_text_is_never_markup():
    assert joined(highlight("<b>王村</b>", parse("王村").parts)) == "<b>王村</b>"
