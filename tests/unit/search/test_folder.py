"""A segment is sealed or not: whoever looks while others seal it never sees half a seal."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from search.folder import is_sealed, seal


def test_a_seal_is_there_whole_or_not_at_all(tmp_path: Path) -> None:
    segment = tmp_path / "MAIN_k7m4qx.seg"
    segment.write_bytes(b"postings")

    def sealing(_: int) -> None:
        for _ in range(300):
            seal(segment)

    with ThreadPoolExecutor(3) as threads:
        working = threads.map(sealing, range(2))
        looked = [is_sealed(segment) for _ in range(3_000)]
        assert list(working) == [None, None]
    assert looked[-1]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["MAIN_k7m4qx.seg", "MAIN_k7m4qx.sum"]


def test_a_file_that_changed_after_it_was_sealed_is_found_out(tmp_path: Path) -> None:
    segment = tmp_path / "MAIN_k7m4qx.seg"
    segment.write_bytes(b"postings")
    assert not is_sealed(segment)
    seal(segment)
    segment.write_bytes(b"posting5")
    with pytest.raises(ValueError, match="changed"):
        is_sealed(segment)
