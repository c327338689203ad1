"""Everybody there is: each role in two places, and those who stand outside."""

from content.vocabulary import Role

BUREAU = ("bureau@district",)
SUPERVISION = ("auditor@district", "finance@district", "discipline@district")
FUND_CLERK = ("fund_clerk@district",)
FUND_SIGNER = ("fund_signer@district",)
ADMINISTRATOR = ("administrator@district",)
PUBLIC = ("system.Everyone",)

SCOPES = (
    "district",
    "370306100",
    "370306102",
    "370306100-01",
    "370306102-01",
    "medical",
    "education",
    "org",
    "other-org",
    "agency",
    "other-agency",
)

EVERYBODY = frozenset(
    {f"{role.value}@{scope}" for role in Role for scope in SCOPES}
    | {f"role:{role.value}" for role in Role}
    | {"staff", "user:stranger", "applicant@another-case", "applicant@", "user:", "handler@"}
)
