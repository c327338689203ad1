"""Plans what audit and finance do: the records are sealed, a sample is drawn from the seal, files are looked at."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import NamedTuple

from pyramid.request import Request
from pyramid.traversal import resource_path

from content import role
from content.calendar import day_of
from content.sample import Sample
from content.vocabulary import AuditResult
from portal.commands import oversight
from portal.demo.agenda import Agenda
from portal.demo.hours import Hours
from portal.demo.identity import known_id
from portal.demo.staff import window_login
from portal.demo.watching import asking_step
from portal.oversight import known_cases
from portal.sealing import SealStore, seal_district

OnSample = Callable[[Request, Sample], object]
EVENING = 540
"""Minutes after opening: the records are sealed."""


class Found(NamedTuple):
    """What was wrong with the file of this rank, and what its window was asked; what has been done since, in turn."""

    rank: int
    result: str
    demand: str
    steps: tuple[tuple[str, str], ...]


class Drawn(NamedTuple):
    """A sample so many working days ago: by whom, for which point of R4, how many files, how many are looked at."""

    days: int
    login: str
    point: str
    size: int
    looked_at: int
    public_value: str
    found: tuple[Found, ...]


SAMPLES = (
    Drawn(
        43,
        "auditor",
        "recognised",
        8,
        8,
        "前一晚福彩3D开奖号：4 7 1",
        (
            Found(
                2,
                "unclear",
                "入户调查只看得出一个人去过，请说明另一个人是谁。",
                (
                    ("ask", ""),
                    ("answer", "村里的网格员一起去的，当时没有签字，已补写说明。"),
                    ("close", "补写的说明和网格员的走访本对得上。"),
                ),
            ),
            Found(
                5,
                "wrong",
                "核对授权书缺配偶一页，核对结果里没有配偶的账户。",
                (
                    ("ask", ""),
                    ("answer", "收材料时漏了一页，配偶已补签，账户重新核对过，认定没有变。"),
                    ("close", "补签和重新核对的结果已看，认定无误，窗口已提醒。"),
                ),
            ),
        ),
    ),
    Drawn(
        6,
        "finance",
        "paid",
        6,
        4,
        "前一晚福彩3D开奖号：0 8 5",
        (
            Found(
                1,
                "unclear",
                "签收人不是户主，也没有代领的说明，请说明是谁领的。",
                (("ask", ""), ("answer", "户主住院，由儿子代领，代领说明和身份证复印件已补进案卷。")),
            ),
        ),
    ),
)


class Sampling:
    """Plans two samples: one is finished and all was answered, in the other there are files left."""

    def __init__(self, agenda: Agenda, hours: Hours) -> None:
        self._agenda, self._hours = agenda, hours

    def plan(self) -> None:
        for number, drawn in enumerate(SAMPLES):
            once = known_id(f"sample/{number}")
            self._agenda.plan(self._hours.ago(drawn.days + 1, EVENING), "admin", _seal)
            self._agenda.plan(
                self._hours.ago(drawn.days, 30), drawn.login, partial(_draw, drawn=drawn, once=once)
            )
            self._then(drawn.days - 1, 60, drawn.login, once, partial(_look, drawn=drawn))
            for found in drawn.found:
                self._then(
                    drawn.days - 1, 70, drawn.login, once, partial(self._note, drawn=drawn, found=found)
                )
            if drawn.looked_at == drawn.size:
                self._then(drawn.days - 2, 60, drawn.login, once, oversight.finish)

    def _then(self, days: int, minutes: int, who: str, once: str, act: OnSample) -> None:
        at = self._hours.ago(days, minutes)
        self._agenda.plan(at, who, lambda r: act(r, r.site["samples"][once]))

    def _note(self, request: Request, sample: Sample, *, drawn: Drawn, found: Found) -> None:
        """A finding about the file, and what its window and who drew the sample say to each other."""
        case = request.site["cases"][sample.ids[found.rank]]
        values = {
            "unit": role.at("window_clerk", case.town),
            "sort": drawn.point,
            "due": day_of(request.now) + timedelta(days=14),
            "demand": found.demand,
        }
        once = known_id(f"sample/{sample.id}/{found.rank}")
        oversight.note(request, values, resource_path(case), sample.id, once)
        for nth, (name, words) in enumerate(found.steps):
            who = window_login(case.town) if name == "answer" else drawn.login
            act = partial(asking_step, name=name, words=words, folder="inquiries", once=once)
            self._agenda.plan(self._hours.ago(drawn.days - 1 - nth, 80), who, act)


def _seal(request: Request) -> None:
    """As every night: a sample is drawn from the newest seal."""
    settings = request.registry.portal
    store = SealStore(settings.seals_folder)
    seal_district(request.site, settings.readlog, store, settings.keyring, request.now)


def _draw(request: Request, *, drawn: Drawn, once: str) -> None:
    seal = SealStore(request.registry.portal.seals_folder).newest()
    assert seal is not None
    values = {"point": drawn.point, "size": drawn.size, "public_value": drawn.public_value}
    oversight.draw(request, values, seal, known_cases(request.site, ""), once)


def _look(request: Request, sample: Sample, *, drawn: Drawn) -> None:
    """One file after another; nothing is wrong but what was found."""
    results = {found.rank: found.result for found in drawn.found}
    for rank, case_id in enumerate(sample.ids[: drawn.looked_at]):
        oversight.check(request, sample, case_id, results.get(rank, AuditResult.RIGHT.value))
