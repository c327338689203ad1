"""A request's body is weighed before the costly parsers of forms read it."""

from __future__ import annotations

from typing import Any

import pytest
from pyramid.request import Request

from portal.body import MOST, MOST_PARTS, BodyRefused, weigh

MULTIPART = "multipart/form-data; boundary=B"


def posted(body: bytes, kind: str = "application/x-www-form-urlencoded") -> Any:
    return Request.blank("/", method="POST", body=body, content_type=kind)


def status_of(request: Request) -> int:
    with pytest.raises(BodyRefused) as refused:
        weigh(request)
    return refused.value.status


def part(name: str, value: bytes) -> bytes:
    return f'--B\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n'.encode() + value + b"\r\n"


def test_an_ordinary_form_passes_and_can_still_be_read() -> None:
    request = posted("name=马立新&town=370306101".encode())
    weigh(request)
    assert request.POST["name"] == "马立新"


def test_ten_megabytes_of_chinese_pass_as_multipart_and_arrive_quickly() -> None:
    request = posted(part("story", "周".encode() * 3_400_000) + b"--B--\r\n", MULTIPART)
    weigh(request)
    assert len(request.POST["story"]) >= 3_400_000


def test_the_same_is_refused_where_reading_it_would_take_gigabytes() -> None:
    assert status_of(posted(b"story=" + b"%E5%91%A8" * 200_000)) == 413


def test_more_than_the_most_is_refused_by_its_announced_length_alone() -> None:
    request = posted(b"", MULTIPART)
    request.content_length = MOST + 1
    assert status_of(request) == 413


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"a=1&" * (MOST_PARTS + 1), "application/x-www-form-urlencoded"),
        (part("a", b"") * (MOST_PARTS + 1) + b"--B--\r\n", MULTIPART),
    ],
    ids=["urlencoded", "multipart"],
)
def test_too_many_inputs_are_refused(body: bytes, kind: str) -> None:
    assert status_of(posted(body, kind)) == 413


@pytest.mark.parametrize(
    "kind",
    [
        "multipart/form-data",
        "multipart/form-data; boundary=",
        f"multipart/form-data; boundary={'B' * 71}",
        "multipart/form-data; boundary=A; boundary=B",
    ],
)
def test_a_multipart_without_a_usable_boundary_is_refused(kind: str) -> None:
    assert status_of(posted(b"garbage", kind)) == 400


def test_a_quoted_boundary_is_read() -> None:
    request = posted(part("name", b"x") + b"--B--\r\n", 'multipart/form-data; boundary="B"')
    weigh(request)
    assert request.POST["name"] == "x"


def test_other_bodies_are_left_alone() -> None:
    weigh(posted(b'{"a": 1}', "application/json"))
