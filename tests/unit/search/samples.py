"""Records for search tests, real Chinese text, every argument optional."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

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


def shared_data() -> Path:
    """The real data beside the checkout; where it is missing the test is skipped by name."""
    folder = Path(__file__).resolve().parents[4] / "shared" / "data" / "hubei-2020"
    if not folder.is_dir():
        if os.environ.get("CI") == "true":
            pytest.fail("../shared/data/hubei-2020 is missing")
        pytest.skip("../shared/data/hubei-2020 is missing")
    return folder


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
