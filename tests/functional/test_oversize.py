"""What is too much to be read at all is refused in words, on a page of ours."""

from __future__ import annotations

from typing import Any


def test_an_endless_body_is_refused_before_it_is_read(world: Any) -> None:
    body = b"login=" + b"a" * 1_100_000
    kind = "application/x-www-form-urlencoded"
    answer = world.client().post("/sign-in", body, content_type=kind, status=413)
    answer.mustcontain("送来的内容太多，没有保存", "分几次填写")
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]


def test_a_long_paste_into_a_form_is_told_at_its_field(world: Any) -> None:
    form = world.client().get("/sign-in").forms["sign-in"]
    form["login"], form["password"] = "周" * 3_400_000, "zhoucun-demo"
    form.submit("sign_in", status=400).mustcontain("最多 60 个字，贴进来的太长")
