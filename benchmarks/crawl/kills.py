"""A crawl that is killed again and again: pages lost, things doubled, pages fetched more than once.

    python -m benchmarks.crawl.kills [--kills 100] [--pages 500] [--json]

Each time the crawl is started and killed (`kill -9`) at a random moment, until it has been killed often enough; then it
is left to end. As with large sites a new program folds what was read, and is killed as well. Compared with a crawl of
the same site that nobody disturbed.
"""

import argparse
import json
import random
import tempfile
import time
from collections import Counter
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


def crawl(database: str, seconds: float | None) -> bool:
    """Crawls; killed after `seconds` of reading. True where it came to its end."""
    process = start_crawl(database, 1, options=CrawlOptions(afresh_from=1))
    process.run_id()
    if seconds is not None:
        time.sleep(seconds)
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
        began = time.monotonic()
        crawl(calm, None)
        whole = time.monotonic() - began
        disturbed = prepared(Path(folder), "disturbed", url)
        kills = 0
        while kills < given.kills and not crawl(
            disturbed, chance.uniform(0.2, max(1.0, 1.5 * whole / given.kills + 1.5))
        ):
            kills += 1
        crawl(disturbed, None)
        twice = sum(asked(url).values()) - len(asked(url))
        expected, found = outcome(calm), outcome(disturbed)
    figures = {
        "kills": kills,
        "lost": expected["pages"] - found["pages"],
        "doubled": sum(max(0, found[name] - expected[name]) for name in ("courses", "people")),
        "fetched_again": twice,
    }
    print(json.dumps(figures) if given.json else "\n".join(f"{name}: {value}" for name, value in figures.items()))


if __name__ == "__main__":
    main()
