"""Two hundred ways to spoil a good file, at random places: status 2 and one line that names record and field."""

import json
import random
from pathlib import Path
from typing import Any

import pytest

from matching.__main__ import main
from tests.unit.matching.example import document

VALUES: list[Any] = [None, -1, True, 1.5, "", "?", [], {}, [None], 10**18, 10**400, float("nan")]
SAME: dict[str, list[Any]] = {
    **{field: [None, []] for field in ("categories", "places", "cases")},
    **{field: [[]] for field in ("requires", "excludes", "attributes", "caps", "pinned", "previous")},
    **{field: [None] for field in ("max_urgency", "valid_from", "expires", "due")},
    **{field: ["?"] for field in ("case", "category", "place", "unit", "id", "need", "resource")},
    "only": [None, "?"],
    **{"item": ["", "?"], "needs": [[]], "resources": [[]]},
}
"""What a field may well hold; *needs* and *resources* may be empty where nothing pinned asks for them."""


def spoil(seed: int) -> tuple[dict[str, Any], str]:
    """A document with one field wrong, or gone, or one nobody knows; and that field."""
    r = random.Random(seed)
    spoilt = document()
    kind = r.choice(("needs", "resources", "pinned", "previous"))
    record = r.choice(spoilt[kind])
    if kind == "resources" and record["caps"] and r.random() < 0.3:
        record = record["caps"][0]
    field = r.choice(sorted(record))
    way = r.choice(("value", "value", "value", "value", "gone", "more"))
    if way == "more":
        record[field + "_"] = 1
        return spoilt, field + "_"
    if way == "gone":
        del record[field]
        if field == "only":
            record["nobody"] = 1
            field = "nobody"
        return spoilt, field
    record[field] = r.choice([value for value in VALUES if value not in SAME.get(field, [])])
    return spoilt, field


@pytest.mark.parametrize("seed", range(200))
def test_a_spoilt_file_is_refused(seed: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    spoilt, field = spoil(seed)
    file, out = tmp_path / "instance.json", tmp_path / "plan.json"
    file.write_text(json.dumps(spoilt), encoding="utf-8")
    assert main(["plan", str(file), "-o", str(out)]) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.count("\n") == 1
    assert not out.exists()
    assert field in told.err or "NaN" in told.err or "too long" in told.err
