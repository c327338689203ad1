"""Commits changes to what is searched, one after another, until it is killed; each is reported once it is durable.

Run as a program, it stays alive and forks a child for every line it reads, so that a round costs no new interpreter.
"""

from __future__ import annotations

import os
import random
import sys
from datetime import UTC, datetime
from typing import Any

from content.disclosure import PublicNeed, Traits
from content.offer import Offer
from content.workflow import fire
from portal.database import open_database
from portal.indexing import StorageChanges
from search import open_engine
from search.indexer import Indexer

NOW = datetime(2026, 11, 23, 1, 12, tzinfo=UTC)
TOWN = "370306100"
BY = {"actor": "user:bureau", "at": NOW}
WORDS = ("陪护", "助学", "棉被", "取暖", "复查", "辅导")


def uri(folder: str) -> str:
    return f"file://{folder}/district.fs"


def index_uri(folder: str) -> str:
    return f"whoosh:{folder}/index"


def add_need(site: Any, rng: random.Random) -> PublicNeed:
    traits = Traits(TOWN, "care", "2-3", True, False, "2026-11")
    need = PublicNeed(
        town=TOWN,
        traits=traits,
        category="care",
        unit="hour",
        item="care",
        amount=100,
        met=0,
        proposed=0,
        title=f"{rng.choice(WORDS)}{rng.randrange(1000)}",
        text="家里需要人帮忙",
        drafter="user:window",
        **BY,  # type: ignore[arg-type]
    )
    need.release(traits=traits, **BY)  # type: ignore[arg-type]
    site["needs"].add(need)
    return need


def add_offer(site: Any, rng: random.Random) -> Offer:
    offer = Offer(
        organisation_id="charity-federation",
        title=f"{rng.choice(WORDS)}{rng.randrange(1000)}",
        unit="hour",
        item="care",
        amount=rng.randrange(1, 200),
        **BY,  # type: ignore[arg-type]
    )
    site["offers"].add(offer)
    return offer


def change(site: Any, rng: random.Random) -> None:
    """Something that the index must learn: a new document, other figures, another title, or a withdrawal."""
    shown = [need for need in site["needs"] if need.state == "public"]
    posted = [offer for offer in site["offers"] if offer.state == "posted"]
    match rng.randrange(6):
        case 0:
            add_need(site, rng)
        case 1:
            add_offer(site, rng)
        case 2 if shown:
            rng.choice(shown).update_amounts(100, rng.randrange(50), rng.randrange(50))
        case 3 if shown:
            fire(rng.choice(shown), "retract", reason="withdrawn", **BY)  # type: ignore[arg-type]
        case 4 if posted:
            rng.choice(posted).revise(amount=rng.randrange(1, 200), **BY)  # type: ignore[arg-type]
        case _ if posted:
            rng.choice(posted).title = f"{rng.choice(WORDS)}{rng.randrange(1000)}"


def commit_until_killed(folder: str, seed: int) -> None:
    rng = random.Random(seed)
    database = open_database(uri(folder))
    indexer = Indexer(open_engine(index_uri(folder)), StorageChanges(database))
    indexer.start()
    while True:
        with database.transaction() as connection:
            change(connection.root()["site"], rng)
        tell("committed")
        indexer.wake()


def tell(word: str) -> None:
    os.write(sys.stdout.fileno(), f"{word}\n".encode())


def main() -> None:
    for line in sys.stdin:
        folder, seed = line.split()
        child = os.fork()
        if child == 0:
            commit_until_killed(folder, int(seed))
        tell(f"child {child}")
        os.waitpid(child, 0)
        tell("dead")


if __name__ == "__main__":
    main()
