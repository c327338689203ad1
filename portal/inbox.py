"""Tells people what concerns them: new work, what is due or overdue, and what became of what they sent.

A message goes to persons, not to posts: each reads it in their own time. It holds codes and a path; what it is
about is drawn where it is shown, with the rights of who looks.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pyramid.authorization import ACLHelper, Everyone
from pyramid.request import Request
from pyramid.traversal import resource_path

from content import role
from content.account import Account, principals_of
from content.document import Document, Duty
from content.inbox import AFRESH, Message
from content.site import Site
from portal import mail
from portal.security import absent_of

TOLD = ("answer", "issued")
"""Messages about a document and the state it came into, which nobody has to do anything about."""


def holders(request: Request, principal: str) -> list[Account]:
    """The people who are *principal* now: one person or everybody with that role there, and who stands in for them."""
    accounts = request.site["accounts"]
    theirs = {a.id for a in accounts if a.state == "active" and principal in a.principals}
    stand_ins = (a for a in accounts if a.state == "active" and theirs.intersection(a.acts_for(request.now)))
    return [accounts[id] for id in sorted(theirs | {a.id for a in stand_ins})]


def may_see(request: Request, document: Document, account: Account) -> bool:
    """Whether this person may open the document now, of their own or in another's place: nobody hears of what is kept
    from them, such as a tip that names them."""
    absent = (name for other in absent_of(request, account) for name in principals_of(other.roles))
    principals = [Everyone, role.STAFF, *account.principals, *absent]
    return bool(ACLHelper().permits(document, principals, f"{document.kind}:view"))


def tell(request: Request, message: Message, document: Document, people: Iterable[Account]) -> int:
    """Put *message* into the inboxes of *people* who may see the document, but of whoever did it themselves.

    Says to how many it is new.
    """
    told = [p for p in people if role.person(p.id) != request.actor and may_see(request, document, p)]
    new = [person for person in told if request.site.inboxes.put(person.id, message)]
    if message.sort in AFRESH:
        for person in new:
            mail.announce(request, person)
    return len(new)


def tell_of_change(request: Request, document: Document, before: tuple[Duty, ...]) -> None:
    """What a command has changed: duties that newly stand on a list, or that nobody owes anything any more."""
    known = {(duty.owner, duty.what) for duty in before}
    path = resource_path(document)
    for duty in document.listed:
        if (duty.owner, duty.what) not in known:
            tell_of_work(request, duty, document)
    if before and not document.listed:
        answer = Message("answer", f"{document.kind}.{document.state}", path, request.now)
        for principal in document.heard_by():
            tell(request, answer, document, holders(request, principal))


def tell_of_work(request: Request, duty: Duty, document: Document) -> None:
    """New work for its owner; where nobody holds that post who may do it, the overseer hears so at once."""
    aside = document.aside()
    people = [one for one in holders(request, duty.owner) if role.person(one.id) not in aside]
    sort = "work" if people else "nobody"
    message = Message(sort, duty.what, resource_path(document), request.now, duty.owner, duty.due)
    tell(request, message, document, people or holders(request, document.overseer))


def tell_administrators(request: Request, what: str, path: str) -> None:
    """What the portal should have done by itself and could not: *what* is its code, *path* the page that says more."""
    owner = role.at("administrator")
    message = Message("failed", what, path, request.now, owner)
    for person in holders(request, owner):
        if request.site.inboxes.put(person.id, message):
            mail.announce(request, person)


def colleagues(request: Request, owner: str) -> Iterator[Account]:
    """The other people of a duty's unit: who holds any post there, beside those whose work it is."""
    theirs = {account.id for account in holders(request, owner)}
    units = _units_of(request.site, owner)
    for account in request.site["accounts"]:
        belongs = any(scope in units for _name, scope in account.roles)
        if belongs and account.state == "active" and account.id not in theirs:
            yield account


def _units_of(site: Site, owner: str) -> frozenset[str]:
    """The scope of a post; of a person, every scope they work in, the whole district left out."""
    if owner.startswith("user:"):
        account = site["accounts"].get(owner.removeprefix("user:"))
        scopes = {scope for _name, scope in account.roles} if account is not None else set()
    else:
        scopes = {owner.partition("@")[2]}
    return frozenset(scopes - {role.DISTRICT, ""})


def stands(site: Site, message: Message) -> bool:
    """Whether there is still something to do about it: an answer is to be read, work stands on its list,
    what failed has not been done since."""
    if message.sort in TOLD:
        return True
    if message.sort == "failed":
        return site.clockwork_failed(message.what) is not None
    found = site.worklists.of(message.owner)
    duty = Duty(message.owner, message.what, message.due)
    return found is not None and found.has(duty, message.path.rpartition("/")[2])


def unread(site: Site, account: Account) -> list[Message]:
    """What this person has not read and is not done meanwhile, newest first."""
    box = site.inboxes.of(account.id)
    return [message for message in box.unread if stands(site, message)] if box is not None else []


def earlier(site: Site, account: Account, limit: int = 20) -> list[Message]:
    """What was read, or done by somebody before it was read, newest first."""
    box = site.inboxes.of(account.id)
    if box is None:
        return []
    done = [message for message in box.unread if not stands(site, message)]
    return sorted([*done, *box.read], key=lambda message: message.at, reverse=True)[:limit]
