"""Invented households: who lives together, how old they are, what they are called."""

from __future__ import annotations

import random
from collections.abc import Callable

from portal.demo.family import Someone
from portal.demo.names import Names

SCHOOLS = ("镇中心小学", "镇中学", "第二小学", "实验学校", "第三中学", "职业中专")
CHILD_AT_SCHOOL = 6


class Homes:
    """Draws households of a sort; nobody is in two of them, and no two people have the same ID number."""

    def __init__(self, chance: random.Random, names: Names, year: int) -> None:
        self._chance = chance
        self._names = names
        self._year = year
        self._makers: dict[str, Callable[[], tuple[Someone, ...]]] = {
            "family": self._family,
            "three_generations": self._three_generations,
            "single_parent": self._single_parent,
            "couple": lambda: self._pair(46, 58),
            "old_couple": lambda: self._pair(67, 84),
            "old_alone": self._old_alone,
            "grandparents": self._grandparents,
        }

    def make(self, sort: str) -> tuple[Someone, ...]:
        return self._makers[sort]()

    def _family(self) -> tuple[Someone, ...]:
        surname, age = self._names.surname(), self._age(32, 47)
        head = self._someone("head", surname, "male", age)
        spouse = self._someone("spouse", self._names.surname(), "female", age - self._age(-1, 3))
        return (head, spouse, *self._children(surname, age))

    def _three_generations(self) -> tuple[Someone, ...]:
        head, *others = self._family()
        parent = self._chance.choice(("mother", "father"))
        surname = head.name[0] if parent == "father" else self._names.surname()
        gender = "male" if parent == "father" else "female"
        return (head, *others, self._someone(parent, surname, gender, self._age(66, 79)))

    def _single_parent(self) -> tuple[Someone, ...]:
        age = self._age(31, 46)
        head = self._someone(
            "head", self._names.surname(), self._chance.choice(("female", "female", "male")), age
        )
        return (head, *self._children(self._names.surname(), age))

    def _pair(self, youngest: int, oldest: int) -> tuple[Someone, ...]:
        age = self._age(youngest, oldest)
        frail = self._chance.choice(("", "", "2", "3")) if age > 65 else ""
        head = self._someone("head", self._names.surname(), "male", age, disability=frail)
        return (head, self._someone("spouse", self._names.surname(), "female", age - self._age(0, 4)))

    def _old_alone(self) -> tuple[Someone, ...]:
        gender = self._chance.choice(("male", "female"))
        frail = self._chance.choice(("", "", "", "2"))
        return (self._someone("head", self._names.surname(), gender, self._age(68, 86), disability=frail),)

    def _grandparents(self) -> tuple[Someone, ...]:
        surname, age = self._names.surname(), self._age(61, 73)
        head = self._someone("head", surname, "male", age)
        spouse = self._someone("spouse", self._names.surname(), "female", age - self._age(0, 3))
        child = self._child("grandchild", surname, self._age(8, 16))
        return (head, spouse, child)

    def _children(self, surname: str, parents_age: int) -> list[Someone]:
        """One or two, the elder first; who is of school age goes to school."""
        count = self._chance.choice((1, 1, 2, 2, 2))
        eldest = min(17, max(4, parents_age - self._age(25, 29)))
        ages = [eldest, max(1, eldest - self._age(2, 6))][:count]
        return [self._child("", surname, age) for age in ages]

    def _child(self, relation: str, surname: str, age: int) -> Someone:
        gender = self._chance.choice(("male", "female"))
        school = self._chance.choice(SCHOOLS) if age >= CHILD_AT_SCHOOL else ""
        relation = relation or ("son" if gender == "male" else "daughter")
        return self._someone(relation, surname, gender, age, school=school)

    def _someone(
        self, relation: str, surname: str, gender: str, age: int, *, school: str = "", disability: str = ""
    ) -> Someone:
        year = self._year - age
        born = f"{year}-{self._age(1, 12):02d}-{self._age(1, 28):02d}"
        return Someone(relation, self._names.of(surname, gender, year), born, gender, school, disability)

    def _age(self, low: int, high: int) -> int:
        return self._chance.randint(low, high)
