"""How functions here are compiled."""

from collections.abc import Callable
from typing import Any, TypeVar, cast

from numba import njit

F = TypeVar("F", bound=Callable[..., Any])


def compiled(function: F) -> F:
    """Compile at the first call, and keep that beside the source.

    Arrays are borrowed and never counted (_nrt): counting references took nine tenths of the time (measured). So
    a compiled function may make no array.
    """
    options: dict[str, Any] = {"cache": True, "_nrt": False}
    return cast(F, njit(**options)(function))
