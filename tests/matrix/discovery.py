"""Reports: the bureau assigns, the village looks, the reporter sees how it stands."""

from tests.factories import discovery
from tests.matrix.people import BUREAU, SUPERVISION
from tests.matrix.table import Table

TABLE = Table(
    build=lambda: discovery(caller="caller"),
    people={
        "caller": ("user:caller",),
        "reporter": ("user:teacher",),
        "village": ("village_worker@370306100-01",),
        "window": ("window_clerk@370306100",),
        "bureau": BUREAU,
        "supervision": SUPERVISION,
    },
    steps="""
        assign    | reported          | assigned  | assign    | village
        verify    | assigned          | verified  | verify    |
        dismiss   | assigned          | dismissed | dismiss   | reason
        send_back | assigned          | reported  | send_back | reason
        call      | reported assigned |           | call      | outcome
        mark_same | reported assigned | merged    | mark_same | same_as reason
        tell_apart | merged           | reported  | tell_apart | reason
    """,
    grants="""
        reported                  | reporter                          | view
        reported                  | village window supervision        | view contact
        reported assigned         | caller                            | view contact call
        verified dismissed merged | caller                            | view contact
        reported                  | bureau                            | view contact assign mark_same call
        assigned                  | reporter                          | view
        assigned                  | village                           | view contact verify dismiss send_back mark_same
        assigned                  | window supervision                | view contact
        assigned                  | bureau                            | view contact mark_same call
        verified dismissed merged | reporter                          | view
        verified dismissed        | village window bureau supervision | view contact
        merged                    | window supervision                | view contact
        merged                    | village bureau                    | view contact tell_apart
    """,
)
