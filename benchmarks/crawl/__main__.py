"""What a whole crawl costs (fetch, extraction, storage, fold): CPU, bytes and memory.

    python -m benchmarks.crawl [--pages 2000] [--rounds 1] [--many 20000] [--json]

Three things are measured, each in processes of their own, start-up included, on a loopback site:

- pages a CPU second against bare Scrapy that only follows links, in turn on the same pages; the median ratio counts;
- what a second crawl of the unchanged site costs: bodies and bytes against the first, CPU against bare Scrapy;
- the peak memory of a crawl of --many pages against one of --pages. These are of 3 KB, with as many links, courses
  and people as the others: what is kept of a page is measured, not how long its text is. --many 0 leaves it out.

Compiled modules are kept between the processes, as they are on every computer where a program is installed.
"""

import argparse
import atexit
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from urllib.request import urlopen

from sqlmodel import Session, func, select

from benchmarks.crawl.site import body
from crawler.archive import archived
from crm.clock import SystemClock
from crm.database.engine import sqlite_url
from crm.database.opening import open_database
from crm.tables import CrawlRun, PageBody, Source

SMALL = 3_000
"""Bytes of a page where memory is measured."""


@contextmanager
def site(pages: int, *size: int) -> Iterator[str]:
    """A served site; its address. `size`: bytes of a page, where it is not the usual one."""
    command = [sys.executable, "-m", "benchmarks.crawl.site", str(pages), *map(str, size)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        yield f"http://127.0.0.1:{int(server.stdout.readline())}/"
        assert server.stdin is not None
        server.stdin.close()


@cache
def environment() -> dict[str, str]:
    """The environment of the measured processes: modules are compiled once, into a folder of this run."""
    folder = tempfile.mkdtemp(prefix="benchmark-modules-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return kept | {"PYTHONPYCACHEPREFIX": folder}


def measured(*command: str) -> tuple[float, float, str]:
    """CPU seconds and peak memory in MB of a process, and what it printed. Raises RuntimeError when it fails."""
    process = subprocess.Popen(
        [sys.executable, *command],
        stdout=subprocess.PIPE,
        stdin=subprocess.DEVNULL,
        text=True,
        env=environment(),
    )
    assert process.stdout is not None
    printed = process.stdout.read()
    process.stdout.close()
    _pid, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"{' '.join(command)} ended with {process.returncode}")
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, printed


def crawl(database: str, source_id: int, pages: int) -> tuple[float, float, CrawlRun]:
    """CPU seconds and MB of a crawl, and the row of its run."""
    cpu, memory, printed = measured(
        *("-m", "crawler.process", "--database", database, "--source", str(source_id), "--max-pages", str(pages + 1))
    )
    with Session(open_database(database)) as session:
        return cpu, memory, session.get_one(CrawlRun, json.loads(printed)["run"])


def new_source(database: str, url: str) -> int:
    """The id of a source for the site at `url` in a new database."""
    with Session(open_database(database)) as session:
        source = Source(name="Benchmark", url=url, added_at=SystemClock().now())
        session.add(source)
        session.commit()
        assert source.id is not None
        return source.id


def sent(url: str) -> Counter[str]:
    """How many bodies and bytes the site at `url` has sent until now."""
    with urlopen(f"{url}-/sent") as answer:
        return Counter(json.load(answer))


def one_round(url: str, pages: int, folder: Path) -> dict[str, float]:
    """Bare Scrapy, then a first crawl, then one of the unchanged site."""
    bare, _memory, printed = measured("-m", "benchmarks.crawl.bare", url)
    database = sqlite_url(folder / "crawl.db")
    source_id = new_source(database, url)
    at_first = sent(url)
    first, memory, run = crawl(database, source_id, pages)
    at_second = sent(url)
    again, _memory, unchanged = crawl(database, source_id, pages)
    at_last = sent(url)
    if (int(printed), run.fetched, unchanged.unchanged) != (pages, pages, pages):
        raise RuntimeError(f"not all pages: {printed.strip()} bare, {run.fetched}, {unchanged.unchanged} unchanged")
    figures = {"bare": bare, "crawl": first, "unchanged": again, "memory": memory, "courses": run.courses_new}
    figures["unchanged_bodies"] = at_last["bodies"] - at_second["bodies"]
    figures["unchanged_bytes"] = (at_last["bytes"] - at_second["bytes"]) / (at_second["bytes"] - at_first["bytes"])
    return figures | archive(database, pages)


def memory_of(pages: int) -> float:
    """Peak MB of a first crawl of so many small pages."""
    with site(pages, SMALL) as url, tempfile.TemporaryDirectory() as folder:
        database = sqlite_url(Path(folder) / "crawl.db")
        _cpu, memory, run = crawl(database, new_source(database, url), pages)
    if run.fetched != pages:
        raise RuntimeError(f"not all pages: {run.fetched} of {pages}")
    return memory


def archive(database: str, pages: int) -> dict[str, float]:
    """What the archive costs: bytes a page in the database, and CPU milliseconds a page to pack them."""
    with Session(open_database(database)) as session:
        size = session.exec(select(func.sum(func.length(PageBody.body)))).one()
    began = time.process_time()
    for number in range(200):
        archived({"content-type": "text/html"}, body(number, pages))
    packing = time.process_time() - began
    began = time.process_time()
    for number in range(200):
        body(number, pages)
    return {"archive_bytes": size / pages, "archive_ms": 5 * (packing - (time.process_time() - began))}


def main() -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=2000)
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--many", type=int, default=20_000)
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    rounds = []
    with site(3) as url, tempfile.TemporaryDirectory() as folder:
        one_round(url, 3, Path(folder))  # compiles the modules of both
    with site(given.pages) as url:
        for _round in range(given.rounds):
            with tempfile.TemporaryDirectory() as folder:
                rounds.append(one_round(url, given.pages, Path(folder)))
    figures = {name: statistics.median(each[name] for each in rounds) for name in rounds[0]}
    figures["ratio"] = statistics.median(each["bare"] / each["crawl"] for each in rounds)
    figures["unchanged_ratio"] = statistics.median(each["unchanged"] / each["bare"] for each in rounds)
    if given.many:
        figures["memory_few"], figures["memory_many"] = memory_of(given.pages), memory_of(given.many)
        figures["memory_ratio"] = figures["memory_many"] / figures["memory_few"]
    if given.json:
        print(json.dumps({name: round(value, 3) for name, value in figures.items()}))
        return
    print(f"{given.pages} pages of 28 KB, CPU seconds: bare Scrapy {figures['bare']:.1f}, crawl {figures['crawl']:.1f}")
    print(f"pages a CPU second against bare Scrapy: {figures['ratio']:.2f} (at least 0.9)")
    print(
        f"unchanged site: {figures['unchanged_bodies']:.0f} bodies, {figures['unchanged_bytes']:.1%} of the bytes, "
        f"{figures['unchanged']:.1f} s, {figures['unchanged_ratio']:.2f} of bare Scrapy's first crawl"
    )
    print(f"archive: {figures['archive_bytes']:.0f} bytes and {figures['archive_ms']:.2f} CPU ms a page")
    print(f"memory: {figures['memory']:.0f} MB; courses in the map: {figures['courses']:.0f}")
    if given.many:
        print(
            f"memory, pages of 3 KB: {figures['memory_few']:.0f} MB for {given.pages}, "
            f"{figures['memory_many']:.0f} for {given.many}: {figures['memory_ratio']:.2f} times (at most 1.3)"
        )


if __name__ == "__main__":
    main()
