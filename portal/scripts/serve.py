"""`jiujinan serve`: one process that listens, until it is told to stop."""

from __future__ import annotations

import signal
from typing import Any

import click
import plaster
from waitress import create_server

from content import role
from content.site import Site
from content.vocabulary import Role
from portal import main as make_app
from portal.demo.build import close
from portal.demo.people import PASSWORD, PEOPLE, Person
from portal.root import policy_of
from portal.scripts.failure import Stop
from portal.scripts.place import Place, ini_argument
from portal.scripts.table import table
from portal.worker import Worker


@click.command(short_help="运行网站")
@ini_argument
def serve(ini: str) -> None:
    """运行网站，按 Ctrl+C 停下。"""
    place = Place.read(ini)
    with place.site(read_only=True) as site:
        accounts = _accounts(site) if place.settings.demo else ""
    app = make_app({}, **place.raw)
    worker = Worker(app.registry)
    if place.settings.worker_in_process:
        worker.start()
    try:
        _run(app, place, accounts)
    finally:
        worker.stop()
        close(app.registry)


def _run(app: Any, place: Place, accounts: str) -> None:
    settings = plaster.get_settings(place.ini, "server:main")
    settings.pop("use", None)
    try:
        server: Any = create_server(app, **settings)
    except OSError as error:
        raise Stop(f"不能在 {settings.get('listen', '这个地址')} 上监听：{error.strerror}。") from None
    signal.signal(signal.SIGTERM, _leave)
    click.echo(accounts + _listening(place, server))
    try:
        # It ends by SystemExit and KeyboardInterrupt and lets the requests under way finish.
        server.run()
    finally:
        server.close()
    click.echo("已停下。")


def _leave(number: int, frame: Any) -> None:
    raise SystemExit(0)


def _listening(place: Place, server: Any) -> str:
    hosts = [f"http://{host}:{port}" for host, port in getattr(server, "effective_listen", [])]
    address = hosts[0] if hosts else f"http://{server.effective_host}:{server.effective_port}"
    return f"{place.settings.title}：{address} ，按 Ctrl+C 停下。"


def _accounts(site: Site) -> str:
    """The demo accounts as a table: what to type, who that is, and where; "" in a district that has none."""
    rows = [
        (person.login, person.name, Role(person.part).label, _where(site, person))
        for person in PEOPLE
        if person.login in site["accounts"]
    ]
    if not rows:
        return ""
    return (
        f"{table(('账号', '姓名', '角色', '所在'), rows)}\n\n"
        f"演示账号的密码都是 {PASSWORD}。人物和内容均为虚构。\n"
    )


def _where(site: Site, person: Person) -> str:
    """The name of a demo person's scope; a village with its town."""
    policy = policy_of(site)
    if person.scope == role.DISTRICT:
        return policy.district.name
    if person.scope in site["organisations"]:
        return str(site["organisations"][person.scope].title)
    unit = site["units"][person.scope]
    return policy.place_name(unit.code) if unit.code else str(unit.title)
