"""A form over HTTP: drawn with our own templates, validated without losing what was typed, told what to mend."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import colander
import deform
import peppercorn
from chameleon import PageTemplateLoader
from deform.exception import ValidationFailure
from pyramid.csrf import get_csrf_token
from pyramid.i18n import TranslationStringFactory
from pyramid.request import Request
from translationstring import ChameleonTranslate

from content.ident import ALPHABET, new_id
from portal import present
from portal.forms.clean import MOST_CONTROLS, sent, shaped
from portal.forms.widgets import Part, Rows
from portal.i18n import translated as translated

_ = TranslationStringFactory("portal")

TEMPLATES = PageTemplateLoader(
    str(Path(__file__).parent.parent / "templates" / "deform"), default_extension=".pt"
)
"""Only our own: a widget without a template of ours fails here, and never falls back to one with inline script."""

STALE = _(
    "您打开这一页以后，别人改过这份内容，所以还没有保存。您填的都在下面：请看看现在的内容，再按一次保存。"
)
TOO_MUCH = _("送来的内容太多，没有保存。请分几次填写。")
BROKEN = _("送来的内容不完整，没有保存。请再按一次。")


class Problem(NamedTuple):
    """Something to mend: the id of the field to go to, and what the summary says."""

    target: str
    words: str


class Form(deform.Form):
    """``Form(request, schema, name="report", buttons=(("report", "报告，拿回执号", "primary"),))``

    *name* is the form's id; a button is (name, words, "primary" | "default"). *values* are what the fields hold at
    first, by name, in the schema's own shape. *version* is the document's as it is read now: a form that was drawn
    for another one is not taken. With *once* the form carries a random id, ``form.once``, for the document it makes.
    """

    def __init__(
        self,
        request: Request,
        schema: colander.SchemaNode,
        *,
        name: str = "form",
        buttons: Iterable[tuple[str, Any, str]] = (),
        action: str = "",
        values: Mapping[str, Any] | None = None,
        version: str = "",
        once: bool = False,
    ) -> None:
        made = [deform.Button(n, words, css_class=f"btn-{look}") for n, words, look in buttons]
        renderer = Renderer(request)
        super().__init__(schema, action=action, buttons=made, formid=name, renderer=renderer, focus="off")
        self.request, self.version = request, version
        self.main_button = made[0].title if made else ""
        self.problems: list[Problem] = []
        self.summary_shown = False
        self.is_read = False
        request.form_at_hand = self
        self.blanks: list[tuple[str, str]] = []
        self.once = _once(request) if once else ""
        self.widget.template = "form"
        _name_fields(self)
        if values is not None:
            self.set_appstruct(_without_none(values))

    def summary(self) -> list[Problem]:
        """What the summary lists, once: the layout shows it above the heading, and then the form does not."""
        self.summary_shown = True
        return self.problems

    @property
    def csrf_token(self) -> str:
        return get_csrf_token(self.request)

    @property
    def error_count(self) -> int:
        return len(self.problems)

    @property
    def has_rows(self) -> bool:
        return any(isinstance(field.widget, Rows) for field in _fields(self))

    def validate(self, request: Request, version: str = "") -> dict[str, Any] | None:
        """The values where all is well; else None, and the form holds what was typed, with what to mend.

        The answer's status is then 400, 409 where the form is stale, 200 where a row was asked for.
        """
        typed = self._sent(request)
        if typed is None:
            return None
        changed = _change_rows(self, typed, request.POST)
        values = self._read(typed, keep=changed)
        if changed:
            self._forget_errors()
            return None
        status = 400
        if (self.version or version) and sent(request.POST, "version") != (version or self.version):
            self.problems.insert(0, Problem(self.formid, translated(request, STALE)))
            status = 409
        if self.problems:
            request.response.status_int = status
            return None
        return values

    def _sent(self, request: Request) -> dict[str, Any] | None:
        """What was sent, in the shape of the schema and judged by nobody yet; None where it cannot be read."""
        self.is_read = True
        controls = list(request.POST.items())
        if len(controls) > MOST_CONTROLS:
            self._refuse(TOO_MUCH)
            return None
        try:
            shape: dict[str, Any] = shaped(self.schema, peppercorn.parse(controls))
        except (ValueError, IndexError, TypeError, AttributeError, RecursionError):
            self._refuse(BROKEN)
            return None
        return shape

    def typed(self, request: Request) -> dict[str, Any] | None:
        """What was typed, to be kept as it is: plain words, lists and dicts, without what was not sent."""
        found = self._sent(request)
        return _without_null(found) if found is not None else None

    def resume(self, typed: Mapping[str, Any]) -> None:
        """Put back what ``typed`` gave; what is still missing is said when it is sent."""
        self._read(shaped(self.schema, typed))
        self._forget_errors()

    def filled(self, typed: Mapping[str, Any]) -> dict[str, Any] | None:
        """The values of what did not come from a browser, fields by name whatever part they stand in.

        The same schema reads it and the same sentences say what is wrong: None, and ``problems``, where something is.
        """
        self.is_read = True
        values = self._read(shaped(self.schema, _in_parts(self.schema, typed)))
        return None if self.problems else values

    def _read(self, typed: dict[str, Any], *, keep: bool = False) -> dict[str, Any]:
        """The values; what is wrong is noted in ``problems``."""
        _drop_empty_rows(self, typed, keep=keep)
        try:
            values: dict[str, Any] = self.validate_pstruct(typed)
        except ValidationFailure:
            values = {}
        self.problems = list(_problems(self, self.request))
        return values

    def fail(self, message: Any, name: str = "", *, status: int = 400) -> None:
        """Say that something is wrong with the field *name*, or with the whole form; for what only a view can know."""
        field = next((field for field in _fields(self) if name and field.name == name), None)
        words = translated(self.request, message)
        if field is None:
            self.problems.append(Problem(self.formid, words))
        else:
            wrong = colander.Invalid(field.schema, message)
            field.error = wrong
            self.problems.append(Problem(target(field), _with_label(self.request, field, words, "")))
        self.request.response.status_int = status

    def overtaken(self, request: Request, words: str) -> None:
        """Something else stands in the way of all of it; what was typed stays in the fields."""
        if not self.is_read:
            self.validate(request)
        self._forget_errors()
        self.problems = [Problem(self.formid, words)]
        request.response.status_int = 409

    def _refuse(self, message: Any) -> None:
        self.problems = [Problem(self.formid, translated(self.request, message))]
        self.request.response.status_int = 400

    def _forget_errors(self) -> None:
        """A row was added or taken away: nobody is told yet what else is missing."""
        self.problems = []
        for field in _fields(self):
            field.error = None


class Renderer:
    """What Deform calls to draw a field: our template, in the reader's language, with what assistive tools need."""

    def __init__(self, request: Request) -> None:
        self.request = request
        self.translate = request.localizer.translate

    def said_of(self, field: deform.Field) -> str:
        return complaint_of(self.request, field)

    def __call__(self, template: str, **kw: Any) -> str:
        field = kw["field"]
        complaint = "" if isinstance(field.widget, Part | Rows) else self.said_of(field)
        described = [f"help-{field.oid}"] if field.description else []
        described += [f"error-{field.oid}"] if complaint else []
        extras = {
            "complaint": complaint,
            "described": " ".join(described) or None,
            "is_asked": field.required,
            "translate": ChameleonTranslate(self.translate),
        }
        return str(TEMPLATES.load(template)(**{**extras, **kw}))


def flat(values: Mapping[str, Any]) -> dict[str, Any]:
    """The values of a form in parts, in one dict: the parts' names go, the rows stay lists."""
    found: dict[str, Any] = {}
    for name, value in values.items():
        found |= flat(value) if isinstance(value, Mapping) else {name: value}
    return found


def _without_null(typed: Any) -> Any:
    if isinstance(typed, dict):
        return {name: _without_null(value) for name, value in typed.items() if value is not colander.null}
    return [_without_null(item) for item in typed] if isinstance(typed, list) else typed


def _in_parts(node: colander.SchemaNode, typed: Mapping[str, Any]) -> dict[str, Any]:
    """What is typed by field, in the parts of the form."""
    return {
        child.name: _in_parts(child, typed)
        if isinstance(child.typ, colander.Mapping)
        else typed.get(child.name, colander.null)
        for child in node.children
    }


def complaint_of(request: Request, field: deform.Field) -> str:
    """All that is wrong with this field itself, "" where nothing is."""
    messages = field.error.messages() if field.error is not None else []
    return " ".join(translated(request, message) for message in messages if message)


def target(field: deform.Field) -> str:
    """The id of what can be focused: of choices the first, else the field itself."""
    return (
        f"{field.oid}-0" if field.widget.template in ("radio_choice", "checkbox_choice") else str(field.oid)
    )


def _problems(field: deform.Field, request: Request, row: str = "") -> Iterator[Problem]:
    """What the summary lists, in the order of the page."""
    words = complaint_of(request, field)
    if words:
        yield Problem(target(field), _with_label(request, field, words, row))
    if isinstance(field.widget, Rows):
        for number, one in enumerate(getattr(field, "sequence_fields", []), 1):
            yield from _problems(one, request, f"{translated(request, one.title)} {number}")
    else:
        for child in field.children:
            yield from _problems(child, request, row)


def _with_label(request: Request, field: deform.Field, words: str, row: str) -> str:
    """A message that can be understood away from its field: which row, which label, what is wrong."""
    label = translated(request, field.title or "")
    alone = not label or label in words or getattr(field.widget, "own_label", False)
    write = present.for_request(request)
    named = words if alone else f"{label}{write.colon}{words}"
    return f"{row}{write.after_row}{named}" if row else named


def _fields(field: deform.Field) -> Iterator[deform.Field]:
    """The field and all below it, with the rows that are there in place of the pattern they are made from."""
    yield field
    below = getattr(field, "sequence_fields", []) if isinstance(field.widget, Rows) else field.children
    for child in below:
        yield from _fields(child)


def _name_fields(form: Form) -> None:
    """Ids like the names; the rows name their own (``Rows.serialize``). A name used twice gets its part's name too."""
    taken: set[str] = {form.formid}
    for field in _fields(form):
        if field is form:
            continue
        above = form.formid if field.parent is form else field.parent.oid
        oid = field.name if field.name not in taken else f"{above}-{field.name}"
        taken.add(oid)
        field.oid = oid
        _pair_with(field)


def _pair_with(field: deform.Field) -> None:
    """A select that depends on the one before it stands beside it."""
    wanted = getattr(field.widget, "within", "")
    other = next((sister for sister in field.parent.children if wanted and sister.name == wanted), None)
    if other is not None:
        field.widget.half = other.widget.half = True


def _once(request: Request) -> str:
    """The id that came with the form, where it can be one of ours, else a new one."""
    given = sent(request.POST, "once") if request.method == "POST" else ""
    is_ours = 8 <= len(given) <= 16 and all(letter in ALPHABET for letter in given)
    return given if is_ours else new_id()


def _without_none(values: Mapping[str, Any]) -> dict[str, Any]:
    """None and what is not there are the same to a form: the field starts as its default says."""
    return {
        name: _without_none(value) if isinstance(value, Mapping) else value
        for name, value in values.items()
        if value is not None
    }


def _change_rows(form: Form, typed: dict[str, Any], post: Mapping[str, Any]) -> bool:
    """Add or take away the row whose button was pressed; whether there was one."""
    found = False
    for field, rows in _rows_of(form, typed):
        if sent(post, "add_row") == field.oid and len(rows) < field.widget.most:
            rows.append(shaped(field.schema.children[0], colander.null))
            found = True
        oid, _dash, number = sent(post, "remove_row").rpartition("-")
        if oid == field.oid and number in map(str, range(len(rows))):
            del rows[int(number)]
            found = True
    return found


def _drop_empty_rows(form: Form, typed: dict[str, Any], *, keep: bool) -> None:
    """Rows left blank are not asked about, but for the first few that there have to be."""
    for field, rows in _rows_of(form, typed):
        if not keep:
            rows[field.widget.least :] = [row for row in rows[field.widget.least :] if _is_filled(row)]


def _rows_of(field: deform.Field, typed: Any) -> Iterator[tuple[deform.Field, list[Any]]]:
    for child in field.children:
        below = typed.get(child.name) if isinstance(typed, dict) else None
        if isinstance(child.widget, Rows) and isinstance(below, list):
            yield child, below
        elif isinstance(below, dict):
            yield from _rows_of(child, below)


def _is_filled(typed: Any) -> bool:
    if isinstance(typed, dict):
        return any(_is_filled(value) for value in typed.values())
    if isinstance(typed, str | list):
        return bool(typed.strip() if isinstance(typed, str) else typed)
    return typed is not colander.null
