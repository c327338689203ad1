"""Tips: one office answers, the other looks on, who told follows by code, and whoever is named learns nothing."""

from tests.factories import tip
from tests.matrix.people import BUREAU
from tests.matrix.table import Table

TABLE = Table(
    build=lambda: tip(id="tip1"),
    people={
        "handler": ("discipline@district",),
        "other": BUREAU,
        "named": ("user:accused", "window_clerk@370306100", "handler@370306100"),
        "teller": ("applicant@tip:tip1",),
    },
    steps="""
        accept  | received          | accepted | accept  | said
        decline | received          | not_ours | decline | said
        pass_on | received accepted |          | pass_on | office said
        extend  | accepted          |          | extend  | said
        finish  | accepted          | finished | finish  | finding said
        write   | received accepted |          | write   | said
        reply   | received accepted |          | reply   | said
    """,
    grants="""
        received          | handler | view contact write pass_on accept decline
        accepted          | handler | view contact write pass_on finish extend
        not_ours finished | handler | view contact
        received accepted not_ours finished | other | view
        received accepted | teller  | follow reply
        not_ours finished | teller  | follow
    """,
    same_hand="""
        received          | handler named | view contact write pass_on accept decline
        accepted          | handler named | view contact write pass_on finish extend
        not_ours finished | handler named | view contact
        received accepted not_ours finished | other named | view
        received accepted | teller named | follow reply
        not_ours finished | teller named | follow
    """,
)
OF_THE_BUREAU = Table(
    build=lambda: tip(id="tip1", unit="civil"),
    people={"handler": ("discipline@district",), "other": BUREAU, "teller": ("applicant@tip:tip1",)},
    steps=TABLE.steps,
    grants="""
        received          | handler | view contact write pass_on accept decline
        accepted          | handler | view contact write pass_on finish extend
        not_ours finished | handler | view contact
        received accepted | teller  | follow reply
        not_ours finished | teller  | follow
    """,
)
"""Of the bureau itself: it does not see it."""
