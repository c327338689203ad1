"""Organisations: the bureau approves them before they may post; approved, everybody sees them."""

from content.organisation import Organisation
from tests import factories
from tests.matrix.people import BUREAU, PUBLIC, SUPERVISION
from tests.matrix.table import Table


def agency() -> Organisation:
    return factories.organisation(id="agency", sort="agency")


OTHERS = {"bureau": BUREAU, "supervision": SUPERVISION, "public": PUBLIC}
STEPS = """
    approve | applied   | approved  | approve |
    refuse  | applied   | refused   | refuse  | reason
    suspend | approved  | suspended | suspend | reason
    resume  | suspended | approved  | resume  |
"""
# The state says which of the bureau's four can be taken; the bureau holds them all.
GRANTS = """
    applied           | owner       | view edit
    approved          | owner       | view edit post
    suspended refused | owner       | view
    applied approved suspended refused | bureau      | view contact approve refuse suspend resume
    applied approved suspended refused | supervision | view
    approved          | public      | view
"""

TABLE = Table(
    build=factories.organisation,
    people=OTHERS | {"owner": ("charity_agent@org",)},
    steps=STEPS,
    grants=GRANTS,
)
AGENCY = Table(build=agency, people=OTHERS | {"owner": ("social_worker@agency",)}, steps=STEPS, grants=GRANTS)
