"""What stands beside the checkout (../shared): real data and texts that are used where they are and never copied."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

SHARED = Path(__file__).resolve().parents[2] / "shared"


def shared(*parts: str) -> Path:
    """The path under ../shared; where it is missing the test fails in CI, and elsewhere is named as not run."""
    path = SHARED.joinpath(*parts)
    if not path.exists():
        missing = f"../shared/{'/'.join(parts)} is not beside this checkout"
        if os.environ.get("CI"):
            pytest.fail(missing)
        pytest.skip(missing)
    return path
