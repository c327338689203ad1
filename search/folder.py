"""The private folder of an index: whoever could write there could run commands, for an index holds pickles."""

import os
import re
import shutil
import stat
import tempfile
import zlib
from pathlib import Path

_INDEX_FILE = re.compile(r"_?MAIN[_.].*")


def prepare(folder: Path) -> bool:
    """Makes the folder where it is missing and keeps others out; says whether what is in it may be trusted.

    ValueError where it holds somebody else's files, since a broken index is moved away as a whole.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    names = os.listdir(folder)
    if names and not any(_INDEX_FILE.fullmatch(name) for name in names):
        raise ValueError(f"{folder} holds files that are no search index")
    about = folder.stat()
    was_private = about.st_uid == os.getuid() and not about.st_mode & (stat.S_IWGRP | stat.S_IWOTH)
    folder.chmod(0o700)
    return was_private or not names


def set_aside(folder: Path) -> None:
    """Moves the folder to its name with `.broken`, in the place of an earlier one, and makes an empty one."""
    aside = folder.with_name(folder.name + ".broken")
    shutil.rmtree(aside, ignore_errors=True)
    if folder.exists():
        folder.rename(aside)
    folder.mkdir(mode=0o700, parents=True)


def seal(segment: Path) -> None:
    """Puts the sum of a file that will not change any more beside it, whole or not at all."""
    # Reader and writer may seal the same file at once, while another looks whether it is sealed.
    handle, name = tempfile.mkstemp(prefix=f"{segment.stem}.", suffix=".new", dir=segment.parent)
    with open(handle, "w", encoding="ascii") as file:
        file.write(_sum(segment))
    os.replace(name, segment.with_suffix(".sum"))


def is_sealed(segment: Path) -> bool:
    """Whether the file has its sum beside it; ValueError where the sum is another one."""
    kept = segment.with_suffix(".sum")
    if not kept.exists():
        return False
    if kept.read_text("ascii") != _sum(segment):
        raise ValueError("a file has changed")
    return True


def _sum(path: Path) -> str:
    found = 0
    with path.open("rb") as file:
        while block := file.read(1 << 20):
            found = zlib.crc32(block, found)
    return f"{found:08x}"
