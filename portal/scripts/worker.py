"""`jiujinan worker`: the clock's work from the command line, where no portal of this machine does it itself."""

from __future__ import annotations

import signal
from typing import Any

import click
from zc.lockfile import LockError

from portal import main as make_app
from portal.demo.build import close
from portal.scripts.failure import Stop
from portal.scripts.place import Place, ini_argument
from portal.scripts.table import table
from portal.worker import Worker, lock_folder, only_one, run_due

BUSY = (
    "网站正在运行，它自己就在做这些事（设置 portal.worker_in_process），不用再运行这条命令。"
    "要用命令来做，先停下 jiujinan serve。"
)
ANOTHER = "另一个 jiujinan worker 正在做，这一个不做了。"
NAMES = {
    "provisional": "暂定的期限重新计算",
    "match": "夜里算匹配方案",
    "index": "更新搜索索引",
    "lapse": "没有人答复的匹配建议失效",
    "close_expired": "过了期的项目、服务、捐赠结束",
    "sessions": "清除过期的登录",
    "messages": "清理办完的消息",
    "read_log": "删除过了保存年限的查阅记录",
    "remind": "提醒快到期、到期和超期的",
    "escalate": "超期的报区里",
    "waiting": "提醒没有期限又没有动静的",
    "digest": "寄每天的邮件",
    "seal": "封存全部记录",
    "backup": "备份",
}


@click.command(short_help="到期、提醒、督办等按时间该做的事")
@click.option("--once", is_flag=True, help="把现在该做的做一遍就结束")
@ini_argument
def worker(once: bool, ini: str) -> None:
    """做按时间该做的事：提醒、督办、失效、每晚的匹配。

    数据库是文件（file://）时只能由一个进程打开：网站开着，网站自己做，这条命令给网站停着的时候用；
    数据库在服务器上（postgres://）时，在一台机器上一直运行它。按 Ctrl+C 停下。
    """
    place = Place.read(ini)
    with place.site(read_only=True):
        # There is a district, and it is of this release: else it says so, and makes no file.
        pass
    try:
        app = make_app({}, **place.raw | {"portal.index_in_process": "false"})
    except LockError:
        raise Stop(BUSY) from None
    try:
        _once(app.registry) if once else _until_stopped(app.registry)
    finally:
        close(app.registry)


def _once(registry: Any) -> None:
    with only_one(lock_folder(registry)) as mine:
        if not mine:
            raise Stop(ANOTHER)
        done = run_due(registry)
    rows = [
        (NAMES.get(name, name), "没有做成" if number < 0 else str(number)) for name, number in done.items()
    ]
    click.echo(table(("做什么", "做了"), rows))
    if any(number < 0 for number in done.values()):
        raise Stop("有没做成的，原因在日志里。下一次会再做。")


def _until_stopped(registry: Any) -> None:
    runner = Worker(registry)
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_signal: runner.end())
    click.echo("开始了，每分钟看一遍，按 Ctrl+C 停下。")
    runner.run()
    click.echo("已停下。")
