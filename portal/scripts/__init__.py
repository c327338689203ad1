"""The command `jiujinan`: one group, and what goes wrong said in one line of Chinese."""

from __future__ import annotations

import click

from portal.scripts.audit import audit_verify
from portal.scripts.backup import backup, restore
from portal.scripts.demo import demo
from portal.scripts.district import check, init
from portal.scripts.evolve import evolve
from portal.scripts.exporting import export
from portal.scripts.failure import ChineseGroup
from portal.scripts.importing import import_
from portal.scripts.index import reindex
from portal.scripts.match import match
from portal.scripts.pack import pack
from portal.scripts.seal import seal
from portal.scripts.serve import serve
from portal.scripts.user import user
from portal.scripts.worker import worker


@click.group(cls=ChineseGroup, context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """救急难网站的命令。INI 是设置文件，不写就是 development.ini。"""


for command in (
    init,
    check,
    demo,
    serve,
    worker,
    evolve,
    reindex,
    match,
    import_,
    export,
    backup,
    restore,
    pack,
    seal,
    audit_verify,
    user,
):
    main.add_command(command)
