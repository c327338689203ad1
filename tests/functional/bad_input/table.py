"""Every form of the portal, one row each; a new form is one row in one of the two halves."""

from __future__ import annotations

from tests.functional.bad_input import table_family, table_giving, table_village
from tests.functional.bad_input.row import Row as Row

ROWS = (*table_family.ROWS, *table_giving.ROWS, *table_village.ROWS)
