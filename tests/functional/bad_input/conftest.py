"""The forms as the portal made them, so that each field is spoiled by the rules that it really has."""

from __future__ import annotations

from typing import Any

import pytest

from portal.forms.base import Form


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[Form]:
    """Every form that was made, the newest last; the forms themselves are the real ones."""
    forms: list[Form] = []
    make = Form.__init__

    def watched(form: Form, *args: Any, **values: Any) -> None:
        forms.append(form)
        make(form, *args, **values)

    monkeypatch.setattr(Form, "__init__", watched)
    return forms
