"""Photos and papers over HTTP: kept, shown to whom they concern with each opening on record, and taken away."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from webtest import Upload

from tests import photos
from tests.conftest import NOW, World
from tests.functional.test_family import admitted_case, refer, step


@pytest.fixture
def case(world: World) -> str:
    return admitted_case(world)


def send(
    client: Any, case: str, *files: tuple[str, bytes], paper: str = "identity", status: int = 303
) -> Any:
    form = client.get(f"{case}/@@attach", {"paper": paper}).forms["attach"]
    form["files"] = [Upload(name, content) for name, content in files]
    return form.submit("attach", status=status)


def kept(world: World) -> list[Any]:
    (case,) = world.site()["cases"]
    return list(case.attachments)


def test_a_photo_of_a_paper_is_kept_and_the_paper_counts_as_received(world: World, case: str) -> None:
    window = world.client("window")
    page = window.get(case)
    page.mustcontain("身份证或户口簿", "拍照")
    assert world.site()["cases"][case.rpartition("/")[2]].papers.get("identity", ("lack",))[0] != "have"
    page = send(window, case, (photos.NAME, photos.photo()), (photos.NAME, photos.photo())).follow()
    page.mustcontain("照片 1", "照片 2", "存了一份照片或文件")
    assert photos.NAME not in page.text
    one, other = kept(world)
    (owner,) = world.site()["cases"]
    assert owner.papers["identity"][0] == "have"
    digests = {event.detail("digest") for event in owner.history if event.name == "attached"}
    assert digests == {one.digest, other.digest}


def test_the_file_is_shown_with_care_and_each_opening_is_on_record(world: World, case: str) -> None:
    window = world.client("window")
    send(window, case, (photos.NAME, photos.photo()))
    (photo,) = kept(world)
    path = f"{case}/attachments/{photo.id}"
    window.get(path).mustcontain("身份证或户口簿", photos.NAME, photo.digest)
    answer = window.get(f"{path}/@@file")
    assert answer.content_type == "image/jpeg"
    assert photos.CAMERA.encode() not in answer.body
    assert answer.headers["Content-Disposition"] == f'inline; filename="{photo.id}.jpg"'
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert "no-store" in answer.headers["Cache-Control"]
    reads = list(world.registry.readlog.of(f"attachment:{photo.id}"))
    assert [read.fields for read in reads] == [
        {f"attachment:{photo.id}": ["content"]},
        {f"attachment:{photo.id}": ["filename"]},
    ]


def test_a_pdf_is_only_given_out_to_be_saved(world: World, case: str) -> None:
    window = world.client("window")
    send(window, case, ("材料.pdf", photos.pdf()))
    (paper,) = kept(world)
    answer = window.get(f"{case}/attachments/{paper.id}/@@file")
    assert answer.content_type == "application/pdf"
    assert answer.headers["Content-Disposition"].startswith("attachment;")


def test_only_those_whom_it_concerns_see_it(world: World, case: str) -> None:
    send(world.client("window"), case, (photos.NAME, photos.photo()))
    (photo,) = kept(world)
    path = f"{case}/attachments/{photo.id}"
    for login in ("window2", "medical", "education", "worker", "charity", "fund", "admin"):
        world.client(login).get(path, status=404)
        world.client(login).get(f"{path}/@@file", status=404)
        world.client(login).get(f"{case}/@@attach", status=404)
    world.client().get(f"{path}/@@file", status=303)
    for login in ("window", "village", "bureau", "auditor"):
        world.client(login).get(f"{path}/@@file", status=200)
    referral = refer(world, case, "medical", "medical")
    medical = world.client("medical")
    medical.get(f"{path}/@@file", status=200)
    world.client("education").get(path, status=404)
    step(medical, referral, "receive")
    step(medical, referral, "reject", "不是我们的。")
    medical.get(path, status=404)


def test_a_refused_file_loses_nothing_that_was_chosen(world: World, case: str) -> None:
    window = world.client("window")
    answer = send(window, case, ("a.jpg", b"MZ a program"), status=400)
    answer.mustcontain("不是照片")
    assert answer.forms["attach"]["paper"].value == "identity"
    form = window.get(f"{case}/@@attach").forms["attach"]
    form.submit("attach", status=400).mustcontain("请拍一张，或选一个文件。")
    many = [(f"{n}.jpg", photos.photo(size=(8, 8))) for n in range(7)]
    send(window, case, *many, status=400).mustcontain("一次最多传 6 个")
    assert kept(world) == []


def test_a_double_click_keeps_it_once(world: World, case: str) -> None:
    window = world.client("window")
    form = window.get(f"{case}/@@attach").forms["attach"]
    form["files"] = [Upload("a.jpg", photos.photo())]
    form.submit("attach", status=303)
    form.submit("attach", status=303)
    assert len(kept(world)) == 1


def test_a_wrong_photo_is_taken_away_with_the_reason(world: World, case: str) -> None:
    village = world.client("village")
    send(village, case, (photos.NAME, photos.photo()), paper="")
    (photo,) = kept(world)
    path = f"{case}/attachments/{photo.id}"
    world.client("bureau").get(f"{path}/@@step", {"do": "remove"}, status=404)
    step(village, path, "remove", "拍成了别人家的。")
    world.client("window").get(f"{path}/@@file", status=404)
    world.client("window").get(path).mustcontain("这个文件已经拿走")
    world.client("window").get(case).mustcontain("拿走一份照片或文件")


def test_no_name_of_a_file_is_in_a_log_or_on_the_disk(
    world: World, case: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    window = world.client("window")
    send(window, case, (photos.NAME, photos.photo()))
    send(window, case, (photos.NAME, b"no photo"), status=400)
    (photo,) = kept(world)
    window.get(f"{case}/attachments/{photo.id}").mustcontain(photos.NAME)
    output = capfd.readouterr()
    assert "李守田" not in output.out + output.err
    for path in tmp_path.rglob("*"):
        assert not path.is_file() or "李守田的身份证".encode() not in path.read_bytes(), path


def test_an_auditor_s_proof_sees_a_changed_file(world: World, case: str, tmp_path: Path) -> None:
    from portal.audit import fault_of

    send(world.client("window"), case, (photos.NAME, photos.photo()))
    (photo,) = kept(world)
    assert fault_of(photo) is None
    (blob,) = tmp_path.rglob("*.blob")
    blob.chmod(0o600)
    body = blob.read_bytes()
    blob.write_bytes(body[:-1] + bytes([body[-1] ^ 1]))
    fault = fault_of(photo)
    assert fault is not None
    assert fault.what == "the file was changed"


def test_a_database_without_a_place_for_files_opens_and_says_what_to_set(settings: dict[str, str]) -> None:
    from content.policy import SHIPPED, load
    from portal import main
    from portal.database import open_database
    from portal.demo import people
    from portal.district import build_district

    settings["zodbconn.uri"] = settings["zodbconn.uri"].partition("?")[0]
    database = open_database(settings["zodbconn.uri"])
    build_district(database, load(SHIPPED), NOW)
    people.add_people(database, NOW)
    database.close()
    world = World(settings, main)
    try:
        case = admitted_case(world)
        answer = send(world.client("window"), case, (photos.NAME, photos.photo()), status=409)
        answer.mustcontain("blobstorage_dir")
        assert kept(world) == []
    finally:
        world.close()
