"""A crawl that is killed again and again: pages lost, things doubled, pages fetched more than once.

    python -m benchmarks.crawl.kills [--kills 100] [--pages 500] [--json]

Each time the crawl is started and killed (`kill -9`) at a random moment after its server was asked some more pages, so
that on a slow computer too it dies while it reads; once all are read, while it folds: as with large sites a new program
does that. When it has been killed often enough it is left to end. Compared with a crawl of the same site that nobody
disturbed.
"""

import argparse
import json
import random
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from sqlmodel import Session, col, func, select

from benchmarks.crawl.__main__ import site
from crawler.launch import start_crawl
from crawler.options import CrawlOptions
from crm.clock import SystemClock
from crm.database.engine import sqlite_url
from crm.database.opening import open_database
from crm.tables import Course, Page, Person, Source
from crm.words import PageState


def prepared(folder: Path, name: str, url: str) -> str:
    """A database with one source."""
    database = sqlite_url(folder / f"{name}.db")
    with Session(open_database(database)) as session:
        session.add(Source(name="Benchmark", url=url, added_at=SystemClock().now()))
        session.commit()
    return database


JITTER = 0.05
"""Seconds at most between the last page that is waited for and the kill."""


def crawl(database: str, until: Callable[[], bool] | None = None) -> bool:
    """Crawls; killed as soon as `until` says so. True where it came to its end."""
    process = start_crawl(database, 1, options=CrawlOptions(afresh_from=1))
    process.run_id()
    if until is not None:
        while process.poll() is None and not until():
            time.sleep(0.002)
        process.kill()
    process.wait()
    process.close()
    return process.returncode == 0


def outcome(database: str) -> dict[str, int]:
    """What the database holds in the end."""
    with Session(open_database(database)) as session:
        read = select(func.count(col(Page.id))).where(Page.state == PageState.READ)
        return {
            "pages": session.exec(read).one(),
            "courses": session.exec(select(func.count(col(Course.id)))).one(),
            "people": session.exec(select(func.count(col(Person.id)))).one(),
        }


def asked(url: str) -> Counter[str]:
    """How often each path was sent whole, as the server counted."""
    from urllib.request import urlopen

    with urlopen(f"{url}-/asked") as answer:
        return Counter(json.load(answer))


def moment(url: str, more: int, pages: int, chance: random.Random) -> Callable[[], bool]:
    """Whether it is time to kill: a moment after the server was asked `more` pages than by now.

    Where all `pages` were asked already, some moment of the second in which they are folded.
    """
    enough = sum(asked(url).values()) + more
    at: list[float] = []

    def is_now() -> bool:
        if not at:
            by_now = asked(url)
            if sum(by_now.values()) > enough or len(by_now) >= pages:
                at.append(time.monotonic() + chance.uniform(0, JITTER if len(by_now) < pages else 1.0))
        return bool(at) and time.monotonic() >= at[0]

    return is_now


def main() -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--pages", type=int, default=500)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    chance = random.Random(given.seed)
    with tempfile.TemporaryDirectory() as folder, site(given.pages) as url, site(given.pages) as other:
        calm = prepared(Path(folder), "calm", other)
        crawl(calm)
        disturbed = prepared(Path(folder), "disturbed", url)
        kills, reading = 0, 0
        for _kill in range(given.kills):
            more = chance.randrange(max(1, given.pages // given.kills))
            if crawl(disturbed, moment(url, more, given.pages, chance)):
                break
            kills += 1
            reading += len(asked(url)) < given.pages
        crawl(disturbed)
        twice = sum(asked(url).values()) - len(asked(url))
        expected, found = outcome(calm), outcome(disturbed)
    figures = {
        "kills": kills,
        "while_reading": reading,
        "lost": expected["pages"] - found["pages"],
        "doubled": sum(max(0, found[name] - expected[name]) for name in ("courses", "people")),
        "fetched_again": twice,
    }
    print(json.dumps(figures) if given.json else "\n".join(f"{name}: {value}" for name, value in figures.items()))


if __name__ == "__main__":
    main()
