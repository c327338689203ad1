"""Stories of families in trouble, composed of sentences from stories.toml: no two of a district are the same."""

from __future__ import annotations

import random
import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

FILE = Path(__file__).with_name("stories.toml")
COLD_MONTHS = frozenset({10, 11, 12, 1, 2, 3})
COLD = re.compile("冬|冷|取暖|煤|生火|上冻|过年|电暖|暖和|炉")
RAINY_MONTHS = frozenset({7, 8})
NUMBERS = "两三四五六"
TRIES = 30
DROPPED = 0.45
"""How often a need that a situation may also bring does not come with it."""


@dataclass(frozen=True)
class Situation:
    """A kind of trouble; *homes* says to which households it comes, *patient* who of them is ill ("" nobody)."""

    id: str
    weight: int
    homes: tuple[str, ...]
    patient: str
    causes: tuple[str, ...]
    urgency: tuple[int, ...]
    diagnoses: tuple[str, ...]
    opening: tuple[str, ...]
    turn: tuple[str, ...]
    home: tuple[str, ...]
    needs: tuple[str, ...]


@dataclass(frozen=True)
class Wanting:
    """A kind of need, with ways to say it in public; *amount* is the least and the most, in its unit."""

    category: str
    amount: tuple[int, int]
    step: int
    titles: tuple[str, ...]
    why: tuple[str, ...]
    what: tuple[str, ...]
    item: str = ""


class Stories:
    """Draws situations and words; the same random generator brings the same ones."""

    def __init__(self, chance: random.Random) -> None:
        data = _data()
        self._chance = chance
        self._situations = [Situation(**_frozen(row)) for row in data["situation"]]
        self._wantings = {name: Wanting(**_frozen(row)) for name, row in data["need"].items()}
        self._works, self._owed = data["works"], data["owed"]
        self._told: set[str] = set()

    def situation(self, month: int) -> Situation:
        """One that may happen in this month."""
        fitting = [s for s in self._situations if s.id != "flood" or month in RAINY_MONTHS]
        return self._chance.choices(fitting, [s.weight for s in fitting])[0]

    def tell(self, situation: Situation, month: int) -> str:
        """The clerk's account of it."""
        while True:
            parts = (situation.opening, situation.turn, situation.home)
            told = "".join(self._chance.choice(_of_season(part, month)) for part in parts)
            told = told.replace("{work}", self._chance.choice(self._works))
            told = told.replace("{owed}", self._chance.choice(self._owed))
            told = re.sub(r"\{n\}", lambda _: self._chance.choice(NUMBERS), told)
            if told not in self._told:
                self._told.add(told)
                return told

    def wanted(self, situation: Situation, month: int) -> list[Wanting]:
        """What the family lacks: what always comes with the situation, and some of what may."""
        names = [
            name.rstrip("?")
            for name in situation.needs
            if not name.endswith("?") or self._chance.random() > DROPPED
        ]
        in_season = ["rice" if name == "warm" and month not in COLD_MONTHS else name for name in names]
        return [self._wantings[name] for name in dict.fromkeys(in_season)]

    def amount(self, wanting: Wanting) -> int:
        low, high = wanting.amount
        return self._chance.randrange(low, high + 1, wanting.step)

    def public(self, wanting: Wanting, month: int) -> tuple[str, str]:
        """(title, text) of a need for everybody to read; as long as there are any left, one not said before."""
        said = ("", "")
        for _ in range(TRIES):
            title = self._chance.choice(_of_season(wanting.titles, month))
            parts = (_of_season(wanting.why, month), _of_season(wanting.what, month))
            said = title, "".join(self._chance.choice(part) for part in parts)
            if "".join(said) not in self._told:
                break
        self._told.add("".join(said))
        return said


def public_words() -> str:
    """Everything that may be said in public, so that nobody is given a name that stands in it."""
    rows = _data()["need"].values()
    return "".join(text for row in rows for name in ("titles", "why", "what") for text in row[name])


def _of_season(sentences: Sequence[str], month: int) -> Sequence[str]:
    """Nobody speaks of the stove in July."""
    if month in COLD_MONTHS:
        return sentences
    return [sentence for sentence in sentences if not COLD.search(sentence)] or sentences


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(FILE.read_text(encoding="utf-8"))


def _frozen(row: dict[str, Any]) -> dict[str, Any]:
    return {name: tuple(value) if isinstance(value, list) else value for name, value in row.items()}
