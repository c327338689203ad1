from search.suggest import Lexicon, best_first

TITLES = ("周村区王村镇医疗需求", "王村镇助学项目", "北郊镇护理服务", "N95口罩")


def test_any_part_of_a_title_completes_it():
    assert set(Lexicon(TITLES).complete("王村", 8)) == {"周村区王村镇医疗需求", "王村镇助学项目"}
    assert Lexicon(TITLES).complete("n9", 8) == ["N95口罩"]
    assert Lexicon(TITLES).complete("醫療", 8) == ["周村区王村镇医疗需求"]


def test_pinyin_completes_it():
    assert Lexicon(TITLES).complete("beij", 8) == ["北郊镇护理服务"]


def test_unwanted_numbers_are_left_out():
    assert Lexicon(TITLES).complete("王村", 8, lambda number: number == 1) == ["王村镇助学项目"]


def test_nothing_typed_completes_nothing():
    assert Lexicon(TITLES).complete("  ", 8) == []


def test_what_begins_so_comes_first_then_the_shorter():
    assert best_first("王村", TITLES[:2], 8) == ("王村镇助学项目", "周村区王村镇医疗需求")
    assert best_first("王村", TITLES[:2], 1) == ("王村镇助学项目",)
