"""Small notes beside the read log: what was done to the district from outside its database, newest first."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

KEPT = 20


def noted(path: Path) -> list[dict[str, Any]]:
    """What stands in the file; nothing where there is none or it cannot be read."""
    try:
        raw = json.loads(path.read_text("utf-8")) if path.exists() else []
    except ValueError:
        return []
    return [one for one in raw if isinstance(one, dict)] if isinstance(raw, list) else []


def note(path: Path, one: dict[str, Any]) -> None:
    """Put *one* first and keep the last few; whoever reads meanwhile sees the old file or the new."""
    scratch = path.with_name(f"{path.name}.new")
    scratch.write_text(json.dumps([one, *noted(path)][:KEPT], ensure_ascii=False, indent=1), "utf-8")
    scratch.rename(path)
