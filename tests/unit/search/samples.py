"""Records for search tests, real Chinese text, every argument optional."""

from collections.abc import Iterator
from typing import Any

from search.engine import EVERYONE, Record

PUBLIC = frozenset({EVERYONE})


def record(id: str = "need:k7m4qx", **given: Any) -> Record:
    """A public record with that id."""
    kind, _, name = id.partition(":")
    values = {
        "kind": kind,
        "path": f"/{kind}s/{name}",
        "title": "王村镇医疗需求",
        "body": "父亲患重病，一家没有收入，医药费尚缺一万二千元。",
        "viewers": PUBLIC,
    }
    return Record(id=id, **{**values, **given})


def strings(value: object) -> Iterator[str]:
    """Every text in a JSON value."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for item in value.values():
            yield from strings(item)
    elif isinstance(value, list):
        for item in value:
            yield from strings(item)
