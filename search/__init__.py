"""Full-text search over records: `open_engine` and what goes in and out of it."""

from collections.abc import Iterable, Mapping
from pathlib import Path

from search.engine import Engine


def open_engine(
    uri: str, words: Iterable[str] = (), synonyms: Mapping[str, tuple[str, ...]] | None = None
) -> Engine:
    """The engine that a setting names, for example "whoosh:/var/lib/jiujinan/index".

    `words` complete what is typed, beside the titles; `synonyms` (word → others) help where nothing matches.
    ValueError on a URI of no known engine.
    """
    scheme, _, rest = uri.partition(":")
    if scheme == "whoosh" and rest:
        from search.whoosh_engine import WhooshEngine

        return WhooshEngine(Path(rest.removeprefix("//")), words, synonyms)
    # The rest of the URI may hold a password.
    raise ValueError(f"no search engine for {scheme!r}: expected whoosh:/path/to/folder")
