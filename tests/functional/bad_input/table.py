"""Every form of the portal, one row each; a new form is one row in one of the three parts."""

from __future__ import annotations

from tests.functional.bad_input import table_family, table_giving, table_office, table_village
from tests.functional.bad_input.row import Row as Row

ROWS = (*table_family.ROWS, *table_giving.ROWS, *table_village.ROWS, *table_office.ROWS)
