"""The district's rules: every edition there was, a new one put forward, what it changes, and putting it in force."""

from __future__ import annotations

from difflib import unified_diff
from typing import Any

from pyramid.httpexceptions import HTTPNotFound, HTTPSeeOther
from pyramid.i18n import TranslationStringFactory
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config

from content.policy import PolicyError, load
from content.ruleset import Ruleset
from content.tree import Folder
from portal.commands import door
from portal.commands import ruleset as commands
from portal.forms.ruleset import ruleset_form
from portal.words import policyfile
from portal.words.event import told

_ = TranslationStringFactory("portal")
SHOWN_MISTAKES = 40


@view_config(context=Folder, physical_path="/rules", renderer="portal:templates/rules/list.pt")
def rules(folder: Folder[Ruleset], request: Request) -> dict[str, Any]:
    """Every edition that was ever in force; a decision names the one it was made under."""
    door.require(request, "site:work", request.site)
    proposed = sorted((one for one in folder if one.is_open), key=lambda one: (one.created_at, one.id))
    return {
        "versions": list(reversed(request.site.policies)),
        "proposed": proposed,
        "may_edit": request.has_permission("policy:edit", request.site),
    }


@view_config(context=Folder, physical_path="/rules", name="text")
def text(folder: Folder[Ruleset], request: Request) -> Response:
    """One edition as a file."""
    door.require(request, "site:work", request.site)
    wanted = request.GET.get("version", "")
    found = next((one for one in request.site.policies if one.version == wanted), None)
    if found is None:
        raise HTTPNotFound()
    answer = Response(found.text, content_type="text/plain", charset="utf-8")
    answer.content_disposition = f"attachment; filename=rules-{found.version[:12]}.toml"
    return answer


@view_config(context=Folder, physical_path="/rules", name="new", renderer="portal:templates/rules/new.pt")
def new(folder: Folder[Ruleset], request: Request) -> Any:
    door.require(request, "policy:edit", request.site)
    form = ruleset_form(request)
    if request.method == "POST":
        known = folder.get(form.once)
        values = form.validate(request) if known is None else None
        if values is not None:
            known = _proposed(request, form, values["file"].content)
        if known is not None:
            return HTTPSeeOther(request.resource_path(known))
    return {"form": form}


@view_config(context=Ruleset, permission="ruleset:view", renderer="portal:templates/rules/show.pt")
def show(ruleset: Ruleset, request: Request) -> dict[str, Any]:
    base = next((one.text for one in request.site.policies if one.version == ruleset.base), "")
    return {
        "ruleset": ruleset,
        "lines": _changed(base, ruleset.text),
        "is_stale": ruleset.is_open and ruleset.base != request.site.policy.version,
        "entries": [(event.at, told(request, event, "ruleset"), "") for event in ruleset.history.newest()],
    }


def _proposed(request: Request, form: Any, sent: bytes) -> Ruleset | None:
    """The edition, where the file has no mistake; else every one of them at the field."""
    try:
        plain = sent.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError:
        form.fail(_("这个文件的编码不对，读不出汉字。请在编辑器里另存为“UTF-8”再传。"), "file")
        return None
    if plain == request.site.policy.text:
        form.fail(_("和现在用的一样，没有改动。请先改好再核对。"), "file")
        return None
    try:
        policy = load(plain)
    except PolicyError as error:
        for mistake in error.mistakes[:SHOWN_MISTAKES]:
            form.fail(policyfile.sentence(request, mistake), "file")
        return None
    return commands.propose(request, policy, form.once)


def _changed(before: str, after: str) -> list[tuple[str, str]]:
    """(sign, line) of what is taken out, put in, and the few lines around; ``@`` stands before each place."""
    lines = unified_diff(before.splitlines(), after.splitlines(), lineterm="", n=2)
    return [
        (line[:1], line[1:] if line[:1] != "@" else line)
        for line in lines
        if not line.startswith(("---", "+++"))
    ]
