"""What a piece of the clock's work is: something to look for, and something to do about each find."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from pyramid.request import Request


@dataclass(frozen=True)
class Job:
    """*find* only reads, and gives plain values (paths, ids, duties); *act* looks again and does it, once.

    *act* is called in another transaction than *find*, perhaps beside another worker that found the same: it says
    how much it did, 0 where nothing was left to do. A nightly job runs once a day.
    """

    code: str
    find: Callable[[Request], Iterable[Any]]
    act: Callable[[Request, Any], int]
    nightly: bool = False
