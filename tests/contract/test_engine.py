"""What every engine must do; brute force over the records is the oracle."""

import itertools
from collections import Counter

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from search import open_engine
from search.analysis import fold, runs
from search.engine import EVERYONE, Delete, Query, Upsert
from tests.unit.search.samples import PUBLIC, record

FRESH = itertools.count()
FEW = settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@pytest.fixture(params=["whoosh"])
def new_engine(request, tmp_path):
    """Opens empty engines of one kind; another engine needs one more parameter here."""
    opened = []

    def new(**options):
        opened.append(open_engine(f"{request.param}:{tmp_path / f'index{next(FRESH)}'}", **options))
        return opened[-1]

    yield new
    for engine in opened:
        engine.close()


def engine_with(new_engine, *records, **options):
    engine = new_engine(**options)
    engine.apply([Upsert(one) for one in records], b"\x01")
    return engine


def ids(engine, text="", **query):
    return [
        hit.id
        for hit in engine.search(Query(text=text, **{"principals": PUBLIC, "limit": 100, **query})).hits
    ]


# Text.

WORDS = st.text(alphabet=st.sampled_from("王村萌水防护服口罩臺后後N9５n-3é ，。"), min_size=2, max_size=30)


@given(texts=st.lists(WORDS, min_size=1, max_size=4), data=st.data())
@FEW
def test_every_part_of_a_run_finds_its_record(new_engine, texts, data):
    engine = engine_with(
        new_engine,
        *(record(f"need:{n}", title=text[: n % 2 * 9], body=text) for n, text in enumerate(texts)),
    )
    for number, text in enumerate(texts):
        long = [run for run, _ in runs(fold(text)) if len(run) > 1]
        if long:
            run = data.draw(st.sampled_from(long))
            start = data.draw(st.integers(0, len(run) - 2))
            part = run[start : data.draw(st.integers(start + 2, len(run)))]
            result = engine.search(Query(text=part, principals=PUBLIC))
            assert f"need:{number}" in {hit.id for hit in result.hits}
            assert not result.loosened


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("王村", ["a"]),
        ("王", ["a"]),
        ("镇", ["a", "b"]),
        ("防護服", ["a"]),
        ("ｎ９５", ["a", "b"]),
        ("N 95", ["a", "b"]),
        ("95", ["a", "b"]),
        ("KN95", ["b"]),
        ("gb19083", ["b"]),
        ("19083-2010", ["b"]),
        ("wangcun", ["a"]),
        ("wang cun", ["a"]),
        ("wcz", ["a"]),
        ("beijiao", ["b"]),
        ("王村 口罩", ["a"]),
        ("", ["a", "b"]),
        ("，。", ["a", "b"]),
    ],
)
def test_a_text_finds(new_engine, text, found):
    engine = engine_with(
        new_engine,
        record("a", title="王村镇求助", body="缺防护服两百套，N95口罩一千个"),
        record("b", title="护理服务", places=("北郊镇",), body="有 KN-95 口罩，符合 GB 19083-2010。"),
    )
    assert sorted(ids(engine, text)) == found


def test_a_phrase_is_found_only_as_it_stands(new_engine):
    engine = engine_with(
        new_engine,
        record("a", body="医用防护服，防护服医用"),
        record("b", body="医用防护，护服"),
        record("c", title="医用 防护服", body=""),
    )
    assert sorted(ids(engine, "医用防护服")) == ["a", "b"]
    assert sorted(ids(engine, "「医用防护服」")) == ["a"]
    assert sorted(ids(engine, '"医用防护"')) == ["a", "b"]
    assert sorted(ids(engine, "“医用  防护服”")) == ["c"]


def test_what_matches_nothing_is_read_more_loosely(new_engine):
    engine = engine_with(
        new_engine,
        record("a", title="助学项目", body="资助学费和生活费"),
        record("b", title="护理", body="上门照料老人"),
        synonyms={"读书": ("学费",)},
    )
    for text, found in (
        ("孩子没钱交学费", []),  # One pair of six is too little.
        ("资助学费生活", ["a"]),
        ("读书", ["a"]),
        ("KN95", []),
    ):
        result = engine.search(Query(text=text, principals=PUBLIC))
        assert ([hit.id for hit in result.hits], result.total, result.loosened) == (
            found,
            len(found),
            bool(found),
        )


def test_filters_that_leave_nothing_do_not_loosen(new_engine):
    engine = engine_with(new_engine, record("a", body="防护服", filters={"unit": ("piece",)}))
    result = engine.search(
        Query(text="防护服", filters={"unit": ("fen",)}, facets=("unit",), principals=PUBLIC)
    )
    assert (result.total, result.loosened, result.facets) == (0, False, {"unit": {"piece": 1}})


def test_titles_come_first_then_the_newest(new_engine):
    engine = engine_with(
        new_engine,
        record("old-body", title="求助", body="口罩", numbers={"created": 1}),
        record("new-body", title="求助", body="口罩", numbers={"created": 5}),
        record("title", title="口罩", body="", numbers={"created": 0}),
        record("undated", title="求助", body="口罩"),
    )
    assert ids(engine, "口罩") == ["title", "new-body", "old-body", "undated"]
    assert ids(engine, "口罩", offset=1, limit=2) == ["new-body", "old-body"]


def test_pages_joined_are_all_hits_once(new_engine):
    records = [
        record(
            f"r{n:03}",
            title="口罩" if n % 3 else "求助",
            body="缺口罩" if n % 2 else "口 罩口罩",
            numbers={"created": n % 7},
        )
        for n in range(230)
    ]
    engine = engine_with(new_engine, *records)
    whole = ids(engine, "口罩", limit=1000)
    assert len(set(whole)) == len(whole) == 230
    assert [id for at in range(0, 230, 40) for id in ids(engine, "口罩", offset=at, limit=40)] == whole
    assert ids(engine, "口罩", offset=230) == ids(engine, "口罩", limit=0) == []


def test_a_hit_shows_its_whole_title_and_a_piece_of_its_body(new_engine):
    engine = engine_with(
        new_engine, record("a", kind="need", path="/needs/a", title="王村镇求助", body="缺防护服")
    )
    (hit,) = engine.search(Query(text="防护服 求助", principals=PUBLIC)).hits
    assert (hit.kind, hit.path) == ("need", "/needs/a")
    assert hit.title_spans == (("王村镇", False), ("求助", True))
    assert hit.snippet_spans == (("缺", False), ("防护服", True))


# Filters, counts, order: random records against brute force.

VALUES = st.lists(st.sampled_from(["x", "y", "z"]), max_size=3, unique=True).map(tuple)
RECORDS = st.lists(
    st.fixed_dictionaries(
        {
            "kind": st.sampled_from(["need", "project", "offer"]),
            "body": st.sampled_from(["口罩", "防护服", "口罩和防护服"]),
            "filters": st.fixed_dictionaries({}, optional={"unit": VALUES, "place": VALUES}),
            "numbers": st.fixed_dictionaries(
                {}, optional={"created": st.integers(0, 3), "missing": st.integers(-(10**20), 10**20)}
            ),
            "viewers": st.sets(st.sampled_from([EVERYONE, "auditor@district", "user:li"]), max_size=2).map(
                frozenset
            ),
        }
    ),
    max_size=12,
)
CHOICES = st.fixed_dictionaries({}, optional={"unit": VALUES, "place": VALUES})


@given(
    given=RECORDS,
    filters=CHOICES,
    kinds=st.sets(st.sampled_from(["need", "offer"])).map(tuple),
    data=st.data(),
)
@FEW
def test_filters_counts_and_order_equal_brute_force(new_engine, given, filters, kinds, data):
    records = [record(f"r{number}", title="", **values) for number, values in enumerate(given)]
    engine = engine_with(new_engine, *records)
    principals = frozenset(data.draw(st.sets(st.sampled_from([EVERYONE, "user:li", "nobody"]))))
    low = data.draw(st.one_of(st.none(), st.integers(0, 3)))
    sort = data.draw(st.sampled_from(["created", "-created", "missing", "-missing", "unknown"]))
    text = data.draw(st.sampled_from(["", "口罩"]))
    query = Query(
        text=text,
        kinds=kinds,
        filters=filters,
        ranges={"created": (low, 2)} if low is not None else {},
        facets=("unit", "place", "kind"),
        principals=principals,
        sort=sort,
        limit=5,
        offset=data.draw(st.integers(0, 4)),
    )

    def passes(one, leaving_out=None):
        chosen = {**filters, "kind": kinds}
        return (
            one.viewers & principals
            and text in one.body
            and (low is None or low <= one.numbers.get("created", -1) <= 2)
            and all(
                {*((one.kind,) if name == "kind" else one.filters.get(name, ()))} & {*values}
                for name, values in chosen.items()
                if values and name != leaving_out
            )
        )

    def key(one):
        value = one.numbers.get(sort.removeprefix("-"))
        return value is None, -(value or 0) if sort.startswith("-") else value or 0, one.id

    result = engine.search(query)
    if result.loosened:
        return
    expected = sorted(filter(passes, records), key=key)
    assert result.total == len(expected)
    assert [hit.id for hit in result.hits] == [one.id for one in expected][query.offset : query.offset + 5]
    for facet in query.facets:
        values = (
            value
            for one in records
            if passes(one, facet)
            for value in ((one.kind,) if facet == "kind" else one.filters.get(facet, ()))
        )
        assert result.facets[facet] == Counter(values)


# Writing.


def test_the_last_operation_of_an_id_counts(new_engine):
    engine = new_engine()
    first, second = record("a", title="第一"), record("a", title="第二")
    engine.apply([Upsert(first), Upsert(second), Upsert(record("b")), Delete("b"), Delete("never")], b"\x01")
    assert (ids(engine), engine.count(), ids(engine, "第一 ")) == (["a"], 1, [])
    assert ids(engine, "第二") == ["a"]
    engine.apply([Delete("a"), Upsert(first)], b"\x02")
    assert (ids(engine, "第一"), engine.count()) == (["a"], 1)
    engine.apply([Delete("a")], b"\x03")
    assert (ids(engine), engine.count(), engine.check()) == ([], 0, ())


def test_the_position_is_the_last_one_written(new_engine):
    engine = new_engine()
    assert engine.position() is None
    engine.apply([], b"\x00\xff\x01")
    assert engine.position() == b"\x00\xff\x01"
    engine.apply([Upsert(record())], b"\x00\xff\x02")
    assert (engine.position(), engine.count()) == (b"\x00\xff\x02", 1)


OPERATIONS = st.lists(
    st.lists(
        st.tuples(st.sampled_from("abcdef"), st.one_of(st.none(), st.integers(0, 5))),
        max_size=4,
    ),
    max_size=16,
)


@given(batches=OPERATIONS)
@FEW
def test_many_commits_leave_what_a_dictionary_would(new_engine, batches):
    engine, expected = new_engine(), {}
    for number, batch in enumerate(batches):
        operations = []
        for id, value in batch:
            if value is None:
                operations.append(Delete(id))
                expected.pop(id, None)
            else:
                operations.append(Upsert(record(id, title=f"标题{value}", numbers={"n": value})))
                expected[id] = value
        engine.apply(operations, bytes([number]))
    assert engine.count() == len(expected)
    assert ids(engine, sort="n") == sorted(expected, key=lambda id: (expected[id], id))
    for value in set(expected.values()):
        assert sorted(ids(engine, f"标题{value}")) == sorted(id for id in expected if expected[id] == value)
    assert engine.check() == ()


def test_a_record_without_an_id_is_refused(new_engine):
    with pytest.raises(ValueError):
        new_engine().apply([Upsert(record(""))], b"\x01")


def test_dirty_text_is_kept_as_it_is(new_engine):
    dirty = "<b>口罩</b>\x00\ud800\u202e&amp;"
    engine = engine_with(new_engine, record("a", title=dirty, body=dirty * 100))
    (hit,) = engine.search(Query(text="口罩", principals=PUBLIC)).hits
    assert "".join(text for text, _ in hit.title_spans) == dirty


# Search by right.


def test_only_a_viewer_finds_counts_and_is_suggested(new_engine):
    engine = engine_with(
        new_engine,
        record("public", title="公开口罩", filters={"unit": ("piece",)}),
        record(
            "staff", title="内部口罩", filters={"unit": ("fen",)}, viewers=frozenset({"handler@unit:medical"})
        ),
        record("nobody", title="无人口罩", viewers=frozenset()),
    )
    staff = frozenset({"handler@unit:medical"})
    for principals, found, units in (
        (PUBLIC, ["public"], {"piece": 1}),
        (staff, ["staff"], {"fen": 1}),
        (PUBLIC | staff, ["public", "staff"], {"piece": 1, "fen": 1}),
        (frozenset(), [], {}),
        (frozenset({"handler@unit:education"}), [], {}),
    ):
        result = engine.search(Query(text="口罩", facets=("unit",), principals=principals))
        assert sorted(hit.id for hit in result.hits) == found
        assert (result.total, result.facets) == (len(found), {"unit": units})
        assert len(engine.suggest("口罩", principals)) == len(found)


def test_titles_and_given_words_are_suggested(new_engine):
    engine = engine_with(new_engine, record("a", title="王村镇医疗需求"), words=("王村镇", "救急难"))
    assert engine.suggest("王村", PUBLIC) == ("王村镇", "王村镇医疗需求")
    assert engine.suggest("jiujin", PUBLIC) == ("救急难",)
    assert engine.suggest("王村", PUBLIC, limit=1) == ("王村镇",)
    engine.apply([Delete("a")], b"\x02")
    assert engine.suggest("医疗", PUBLIC) == ()
