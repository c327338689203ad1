"""What goes wrong on the command line, for people: one Chinese line, no traceback, an exit code."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from typing import Any

import click
from click.exceptions import NoArgsIsHelpError
from zc.lockfile import LockError

from content.error import VaultError
from content.policy import PolicyError
from portal.database import MissingStep, RefusedClass
from portal.district import AlreadyThere
from portal.settings import SettingsError
from portal.words import policyfile
from search.engine import EngineError


class Stop(click.ClickException):
    """A command ends here; *message* is for the person who typed it, *code* for the shell."""

    def __init__(self, message: str, code: int = 1) -> None:
        super().__init__(message)
        self.code = code

    def show(self, file: Any = None) -> None:
        click.echo(self.format_message(), err=True)


class ChineseGroup(click.Group):
    """A group whose errors are sentences: what is wrong, then what to do."""

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = True,
        **extra: Any,
    ) -> Any:
        if not standalone_mode:
            return super().main(args, prog_name, complete_var, False, **extra)
        try:
            result: Any = super().main(args, prog_name, complete_var, False, **extra)
        except NoArgsIsHelpError as error:
            click.echo(error.format_message())
            raise SystemExit(0) from None
        except click.ClickException as error:
            failure = _of_click(error)
            failure.show()
            raise SystemExit(failure.code) from None
        except click.Abort:
            click.echo("没有办完，什么也没有改。", err=True)
            raise SystemExit(130) from None
        # With standalone_mode off, click gives back an exit code (as --help does) instead of leaving.
        raise SystemExit(result if isinstance(result, int) else 0)

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except KNOWN as error:
            raise explained(error) from None


KNOWN = (
    SettingsError,
    PolicyError,
    VaultError,
    MissingStep,
    RefusedClass,
    AlreadyThere,
    EngineError,
    LockError,
    OSError,
    sqlite3.Error,
)


def explained(error: BaseException) -> Stop:
    """What the commands' own errors mean to the person at the keyboard."""
    if isinstance(error, SettingsError):
        return Stop(f"设置不对：{error}。请改好再运行。", 2)
    if isinstance(error, PolicyError):
        lines = "\n".join(policyfile.in_chinese(mistake) for mistake in error.mistakes)
        return Stop(f"{lines}\n规则文件有 {len(error.mistakes)} 处要改。改好后再运行。", 2)
    if isinstance(error, LockError):
        return Stop("数据库正被另一个进程使用。请先停下 jiujinan serve，再运行。")
    if isinstance(error, MissingStep):
        return Stop(f"数据库比程序旧，缺 {_names(error)}。请先运行 jiujinan evolve。")
    if isinstance(error, RefusedClass):
        return Stop(f"数据库里有不该有的对象 {error}，已拒绝读取。请保留现场，找管理员查明来源。")
    if isinstance(error, AlreadyThere):
        return Stop("这里已经有一个区了，没有改动。要重新开始，请换一个空的数据库。")
    if isinstance(error, VaultError):
        return Stop("密钥环打不开封存的内容。请检查 portal.keyring 指的是不是这个数据库的密钥环。")
    if isinstance(error, FileNotFoundError):
        return Stop(f"没有找到 {error.filename}。请检查路径，或先运行 jiujinan init。")
    if isinstance(error, PermissionError):
        return Stop(f"没有权限读写 {error.filename}。")
    if isinstance(error, sqlite3.Error):
        return Stop("读取记录打不开。请检查 portal.readlog 的文件。")
    if isinstance(error, EngineError):
        return Stop("搜索索引现在读写不了，请稍后再运行 jiujinan reindex。")
    return Stop(f"读写出错：{error}")


def _names(error: Exception) -> str:
    return str(error).partition(": ")[2]


def _of_click(error: click.ClickException) -> Stop:
    """Click speaks English; what people mistype most is said in Chinese."""
    if isinstance(error, Stop):
        return error
    where = error.ctx.command_path if isinstance(error, click.UsageError) and error.ctx else "jiujinan"
    return Stop(f"{_wrong_usage(error)}用法请看：{where} --help", error.exit_code)


def _wrong_usage(error: click.ClickException) -> str:
    if isinstance(error, click.NoSuchOption):
        return f"没有 {error.option_name} 这个选项。"
    if isinstance(error, click.MissingParameter):
        return f"少写了 {_named(error.param)}。"
    if isinstance(error, click.FileError):
        return f"打不开 {error.ui_filename}。"
    if isinstance(error, click.BadParameter):
        return f"{_named(error.param)} 写得不对，或者文件不在。"
    return "命令写得不对。"


def _named(param: click.Parameter | None) -> str:
    """An option as it is typed, an argument by its name."""
    if param is None:
        return "参数"
    return param.opts[-1] if isinstance(param, click.Option) else param.human_readable_name
