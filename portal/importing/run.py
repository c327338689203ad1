"""Brings rows in: each through its form and its command, in a transaction of its own, and never twice."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from datetime import datetime
from hashlib import sha256
from typing import Any, NamedTuple

from pyramid.httpexceptions import HTTPForbidden
from pyramid.request import Request
from pyramid.traversal import find_resource, resource_path

from content.document import Document
from content.error import DomainError
from portal.acting import Acting
from portal.commands.publicity import Identifying
from portal.forms.base import Form, flat
from portal.importing.mapping import Mapping, expanded
from portal.importing.reading import Row
from portal.importing.target import TARGETS, Target
from portal.words.refusal import sentence

NEW, KNOWN, CHANGED, RENEWED, LEFT_OUT, REFUSED = "new", "known", "changed", "renewed", "left out", "refused"
MOBILE = re.compile(r"(?<!\d)(?:\+?86[\s-]?)?1[3-9]\d[\s-]?\d{4}[\s-]?\d{4}(?!\d)")
LONG_NUMBER = re.compile(r"(?<![\d=/&?_-])\d{15,19}[Xx]?(?!\d)")
NOT_PUBLIC = "（号码不公开）"


class Outcome(NamedTuple):
    """What became of one row: ``why`` in words where there is something to say."""

    where: str
    what: str
    why: tuple[str, ...] = ()
    hidden: int = 0
    """How many numbers of persons were taken out of words that go public."""


class NotKept(Exception):
    """A trial: the transaction is thrown away."""


def run(
    acting: Acting, login: str, mapping: Mapping, rows: Iterable[Row], clock: Any, *, trial: bool = False
) -> Iterator[Outcome]:
    """One outcome a row, as they come; *clock* gives the moment of each. A *trial* keeps nothing."""
    seen: dict[str, str] = {}
    for row in rows:
        if row.fault:
            yield Outcome(row.where, REFUSED, (row.fault,))
            continue
        reason = _left_out(row, mapping)
        if reason:
            yield Outcome(row.where, LEFT_OUT, (reason,))
            continue
        key = expanded(mapping.key, row.values)
        if not key or key in seen:
            words = f"和{seen[key]}是同一条，只收了那一条。" if key else f"没有编号（{mapping.key}）。"
            yield Outcome(row.where, REFUSED, (words,))
            continue
        seen[key] = row.where
        yield _one(acting, login, mapping, row, key, clock(), trial)


def _left_out(row: Row, mapping: Mapping) -> str:
    for rule in mapping.leave_out:
        if rule.pattern.search(expanded(rule.template, row.values)):
            return rule.say
    return ""


def _one(
    acting: Acting, login: str, mapping: Mapping, row: Row, key: str, at: datetime, trial: bool
) -> Outcome:
    """In one transaction; what is refused leaves nothing."""
    outcome = Outcome(row.where, REFUSED)
    try:
        with acting.acting(login, at) as request:
            outcome = _taken(request, mapping, row, key)
            if trial or outcome.what == REFUSED:
                raise NotKept
    except NotKept:
        pass
    except DomainError as error:
        outcome = outcome._replace(why=(_sentence(error),), what=REFUSED)
    except Identifying:
        outcome = outcome._replace(why=("会公开的内容里有像电话或证件的号码。",), what=REFUSED)
    except HTTPForbidden:
        outcome = outcome._replace(why=("这个账号没有登记它的权限。",), what=REFUSED)
    return outcome


def _sentence(error: DomainError) -> str:
    request = Request.blank("/")
    return sentence(request, error)


def _taken(request: Request, mapping: Mapping, row: Row, key: str) -> Outcome:
    target = TARGETS[mapping.target]
    try:
        typed, hidden = filled(mapping, target, row.values)
    except KeyError as unknown:
        words = str(unknown.args[0])[:40]
        return Outcome(row.where, REFUSED, (f"“{words}”在对照表里没有写是什么。",))
    book = request.site.import_book()
    mark = request.vault.fingerprint("import", f"{mapping.target}\n{mapping.name}\n{key}")
    digest = sha256(json.dumps(typed, ensure_ascii=False, sort_keys=True).encode()).hexdigest()
    known = book.find(mark)
    if known is not None and known.digest == digest:
        return Outcome(row.where, KNOWN)
    form = target.form(request)
    values = form.filled(typed)
    if values is None:
        return Outcome(row.where, REFUSED, _problems(form))
    if known is not None:
        return _changed(request, target, row, form, flat(values), (mark, known.path, digest))
    document = target.take(request, form, flat(values))
    if document is None:
        return Outcome(row.where, REFUSED, _problems(form))
    book.note(mark, str(resource_path(document)), digest)
    return Outcome(row.where, NEW, (), hidden)


def _changed(
    request: Request,
    target: Target,
    row: Row,
    form: Form,
    values: dict[str, Any],
    known: tuple[str, str, str],
) -> Outcome:
    """A row that is here already and says something else now: told, and taken only where it may renew."""
    mark, path, digest = known
    document: Document = find_resource(request.site, path)
    if target.renew is not None and target.renew(request, form, document, values):
        request.site.import_book().note(mark, path, digest)
        return Outcome(row.where, RENEWED)
    return Outcome(row.where, CHANGED, (f"上次登记成了 {path}，内容和这次不一样，没有改。",))


def _problems(form: Form) -> tuple[str, ...]:
    return tuple(problem.words for problem in form.problems)


def filled(mapping: Mapping, target: Target, row: dict[str, Any]) -> tuple[dict[str, Any], int]:
    """What is typed into the form, by field, and how many numbers of persons were left out; KeyError as in fill."""
    typed: dict[str, Any] = {name: field.fill(row) for name, field in mapping.fields.items()}
    for name, rows in mapping.rows.items():
        typed[name] = [
            {field: rule.fill({**row, "entry": entry}) for field, rule in rows.fields.items()}
            for entry in row.get(rows.each) or ()
        ]
    return _without_numbers(typed, target.public)


def _without_numbers(typed: Any, public: tuple[str, ...]) -> tuple[Any, int]:
    """Mobile numbers, ID and account numbers are nobody's business in words that go public."""
    count = 0
    kept: dict[str, Any] = {}
    for name, value in typed.items():
        if isinstance(value, list):
            pairs = [_without_numbers(one, public) if isinstance(one, dict) else (one, 0) for one in value]
            kept[name] = [one for one, _hidden in pairs]
            count += sum(hidden for _one, hidden in pairs)
        elif name in public:
            bare, mobiles = MOBILE.subn(NOT_PUBLIC, value)
            kept[name], longs = LONG_NUMBER.subn(NOT_PUBLIC, bare)
            count += mobiles + longs
        else:
            kept[name] = value
    return kept, count
