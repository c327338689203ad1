"""Mail to people who have an address: how much waits for them and where, never what, and only after the commit.

``portal.mail`` says how it leaves: ``smtp://user@host:port`` or ``smtps://…`` (the password from the environment,
JIUJINAN_MAIL_PASSWORD), ``folder:var/mail`` for files to look at, or nothing at all.
"""

from __future__ import annotations

import os
import smtplib
import ssl
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import closing
from email.message import EmailMessage
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import structlog
from pyramid.config import Configurator
from pyramid.request import Request

from content.account import Account
from content.ident import new_id

log = structlog.get_logger()
PATIENCE = 20
"""Seconds for which a mail server may keep one mail waiting."""


class Postman:
    """Sends in a thread of its own: nobody's page waits for a mail server, and what fails is in the inbox anyhow."""

    def __init__(self, uri: str, sender: str) -> None:
        self._uri = urlsplit(uri)
        self._sender = sender
        self._carrier = ThreadPoolExecutor(1, "mail") if uri else None
        self._under_way: list[Any] = []

    def send(self, address: str, subject: str, text: str) -> None:
        """Take a mail; returns at once, and does nothing where no way out is set."""
        if self._carrier is not None:
            self._under_way = [sent for sent in self._under_way if not sent.done()]
            self._under_way.append(self._carrier.submit(self._carry, self._letter(address, subject, text)))

    def flush(self) -> None:
        """Wait until everything taken so far has left."""
        wait(self._under_way)

    def close(self) -> None:
        if self._carrier is not None:
            self._carrier.shutdown()

    def _letter(self, address: str, subject: str, text: str) -> EmailMessage:
        letter = EmailMessage()
        letter["From"], letter["To"], letter["Subject"] = self._sender, address, subject
        letter["Auto-Submitted"] = "auto-generated"
        letter.set_content(text)
        return letter

    def _carry(self, letter: EmailMessage) -> None:
        try:
            if self._uri.scheme == "folder":
                self._file(letter)
            else:
                self._post(letter)
        except Exception as error:
            # The type alone: a server's answer quotes the address.
            log.error("mail_failed", error=type(error).__name__)

    def _file(self, letter: EmailMessage) -> None:
        folder = Path(self._uri.path)
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        (folder / f"{new_id()}.eml").write_bytes(letter.as_bytes())

    def _post(self, letter: EmailMessage) -> None:
        host = self._uri.hostname or "localhost"
        if self._uri.scheme == "smtps":
            server: smtplib.SMTP = smtplib.SMTP_SSL(
                host, self._uri.port or 465, timeout=PATIENCE, context=ssl.create_default_context()
            )
        else:
            server = smtplib.SMTP(host, self._uri.port or 25, timeout=PATIENCE)
        with closing(server):
            if self._uri.scheme == "smtp" and server.has_extn("starttls"):
                server.starttls(context=ssl.create_default_context())
            if self._uri.username:
                server.login(unquote(self._uri.username), os.environ.get("JIUJINAN_MAIL_PASSWORD", ""))
            server.send_message(letter)


def address_of(request: Request, account: Account) -> str:
    """Where this person wants mail; "" where there is no address, or they have switched it off."""
    return account.reveal(request.vault, "email") if account.mails else ""


def announce(request: Request, account: Account) -> None:
    """One more piece of news for this person: after the commit one mail says how many there were in all."""
    address = address_of(request, account)
    if address:
        waiting = request.news_by_mail
        if not waiting:
            request.tm.get().addAfterCommitHook(_post_all, args=(request.registry, waiting))
        waiting[address] = waiting.get(address, 0) + 1


def after_commit(request: Request, address: str, subject: str, text: str) -> None:
    """Send when this transaction has gone through; what is taken back mails nothing."""
    request.tm.get().addAfterCommitHook(_post_one, args=(request.registry, address, subject, text))


def ending(registry: Any) -> str:
    """What every mail ends with: where to look, and how to have no more of it."""
    link = f"{registry.portal.mail_link.rstrip('/')}/inbox"
    return f"请登录后查看：\n{link}\n\n这封信由系统寄出，请不要回复。不想再收，在“消息”页上关掉。\n"


def _post_all(done: bool, registry: Any, waiting: dict[str, int]) -> None:
    for address, number in waiting.items() if done else ():
        title = f"您有 {number} 件新的工作或答复"
        registry.postman.send(
            address, f"{registry.portal.title}：{title}", f"{title}。\n\n{ending(registry)}"
        )


def _post_one(done: bool, registry: Any, address: str, subject: str, text: str) -> None:
    if done:
        registry.postman.send(address, subject, text)


def includeme(config: Configurator) -> None:
    settings = config.registry.portal
    config.registry.postman = Postman(settings.mail, settings.mail_sender)
    config.add_request_method(lambda request: {}, "news_by_mail", reify=True)
