"""Findings of audit: the finder's until asked, then the unit's to answer; discipline settles what is taken further."""

from tests import factories
from tests.matrix.people import BUREAU
from tests.matrix.table import Table

TABLE = Table(
    build=factories.inquiry,
    people={
        "asker": ("auditor@district",),
        "finance": ("finance@district",),
        "discipline": ("discipline@district",),
        "unit": ("handler@medical",),
        "bureau": BUREAU,
    },
    steps="""
        ask       | found                     | asked     | ask      |
        answer    | asked                     | answered  | answer   | answer
        ask_again | answered                  | asked     | ask      | reason
        close     | found answered            | closed    | close    | conclusion
        escalate  | asked answered            | escalated | escalate | reason
        settle    | escalated                 | closed    | settle   | conclusion
        hold      | answered escalated closed |           | hold     | ground
    """,
    grants="""
        found     | asker                      | view print ask close
        found     | finance discipline         | view print
        asked     | asker                      | view print escalate
        asked     | unit                       | view print answer
        asked     | finance discipline bureau  | view print
        answered  | asker                      | view print ask close escalate hold
        answered  | unit finance discipline bureau | view print
        escalated | asker finance bureau       | view print
        escalated | discipline                 | view print settle hold
        closed    | asker                      | view print hold
        closed    | unit finance discipline bureau | view print
    """,
)
