"""What the public sees of a need: drafting, releasing, retracting, and keeping its amounts in step."""

from __future__ import annotations

from typing import Any

from pyramid.request import Request

from content import role
from content.appeal import Appeal
from content.case import Case
from content.disclosure import PublicNeed
from content.error import DomainError, SameHand
from content.need import Need
from content.workflow import fire
from portal.anonymity import findings_in, origin, traits_of, view_of
from portal.commands import door


class Identifying(Exception):
    """The text would name the household; ``found`` says for ``title`` and ``text`` which kinds of words do."""

    def __init__(self, found: dict[str, tuple[str, ...]]) -> None:
        super().__init__(", ".join(found))
        self.found = found


def draft(request: Request, need: Need, *, title: str, text: str, once: str) -> PublicNeed:
    """The window's text for the public; raises Identifying, or ``no_consent`` where the family did not agree."""
    door.require(request, "need:publish", need)
    door.require(request, "case:publish", need.case)
    _refuse_without_consent(need)
    if need.public_id:
        raise DomainError("public_text_exists")
    _refuse_names(request, need.case, title, text)
    public = PublicNeed(
        id=once,
        town=need.case.town,
        traits=traits_of(request, need),
        category=need.category,
        unit=need.unit,
        item=need.item,
        amount=need.amount,
        met=need.met,
        proposed=need.proposed,
        title=title,
        text=text,
        drafter=request.actor,
        actor=request.actor,
        at=request.now,
    )
    need.public_id = public.id
    need.record("public_text_drafted", actor=request.actor, at=request.now, public=public.id)
    door.added(request, request.site["needs"], public)
    return public


def redraft(request: Request, public: PublicNeed, *, title: str, text: str) -> None:
    """Another text, before the release or after a retraction, as long as the case goes on; scanned as the first."""
    door.require_step(request, public, "redraft")
    need = need_behind(request, public)
    _refuse_without_consent(need)
    _refuse_ended(need)
    _refuse_names(request, need.case, title, text)
    public.redraft(title=title, text=text, drafter=request.actor, actor=request.actor, at=request.now)
    _follow(public, need)
    door.touched(request, public)


def release(request: Request, public: PublicNeed) -> None:
    """The bureau publishes, never the drafter; raises ``too_rare``, ``no_consent``, SameHand or Identifying.

    The text is scanned again: somebody may have joined the household since it was written.
    """
    if request.actor == public.drafter:
        raise SameHand(step="release")
    door.require_step(request, public, "release")
    need = need_behind(request, public)
    _refuse_without_consent(need)
    _refuse_ended(need)
    _refuse_names(request, need.case, public.title, public.text)
    view = view_of(request, need)
    public.release(traits=view.traits if view else None, actor=request.actor, at=request.now)
    _follow(public, need)
    need.record("public_text_released", actor=request.actor, at=request.now, public=public.id)
    door.touched(request, public)


def retract(request: Request, public: PublicNeed, reason: str) -> None:
    """The window or the bureau takes it back; whoever has the address is told that it is gone."""
    door.transition(request, public, "retract", reason=door.words(request, public, reason))


def withdraw_need(request: Request, need: Need, reason: str) -> None:
    """The family does not need it any more: neither does the public have to read of it.

    ``help_promised`` while somebody means to give for it: who signs or drives out would not hear of it.
    """
    door.require_step(request, need, "withdraw")
    if need.has_open_cover:
        raise DomainError("help_promised")
    door.transition(request, need, "withdraw", reason=door.words(request, need, reason))
    _unpublish(request, need, "need_withdrawn")


def unpublish_case(request: Request, case: Case | Appeal, why: str, *, only_unmet: bool = False) -> None:
    """The case has ended (*why* is a code): nobody is asked for help any more; what was met may stay to be seen.

    A draft goes in any case: it could not be released any more, and would stand on the bureau's list for ever.
    """
    for need in case.needs:
        public = request.site["needs"].get(need.public_id) if need.public_id else None
        if public is not None and (not only_unmet or need.missing or public.is_open):
            _unpublish(request, need, why)


def refresh(request: Request, need: Need) -> None:
    """Let the public need follow its need; every command that changes what is covered ends with this."""
    public = request.site["needs"].get(need.public_id) if need.public_id else None
    if public is not None:
        _follow(public, need)


def need_behind(request: Request, public: PublicNeed) -> Need:
    need = origin(request.site, public.id)
    if need is None:
        raise DomainError("need_gone")
    return need


def _follow(public: PublicNeed, need: Need) -> None:
    public.update_amounts(need.amount, need.met, need.proposed)


def _unpublish(request: Request, need: Need, why: str) -> None:
    public: Any = request.site["needs"].get(need.public_id) if need.public_id else None
    if public is not None and public.state != "retracted":
        fire(public, "retract", actor=role.SYSTEM, at=request.now, reason=why)
        door.touched(request, public)


def _refuse_without_consent(need: Need) -> None:
    if not need.case.consent_public:
        raise DomainError("no_consent")


def _refuse_ended(need: Need) -> None:
    if need.state != "open":
        raise DomainError("need_withdrawn")
    if need.case.state != "admitted":
        raise DomainError("case_ended")


def _refuse_names(request: Request, case: Case | Appeal, title: str, text: str) -> None:
    found = {
        field: kinds
        for field, words in (("title", title), ("text", text))
        if (kinds := findings_in(request, case, words))
    }
    if found:
        raise Identifying(found)
