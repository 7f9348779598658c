"""Pages a CPU second of a whole crawl (fetch, extraction, storage, fold) against bare Scrapy that only follows links.

    python -m benchmarks.crawl [--pages 2000] [--rounds 1] [--json]

Both in processes of their own, start-up included, in turn, on the same loopback site; the median ratio counts. A second
crawl of the unchanged site is measured beside it.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlmodel import Session, func, select

from benchmarks.crawl.site import body
from crawler.archive import archived
from crm.clock import SystemClock
from crm.database.engine import sqlite_url
from crm.database.opening import open_database
from crm.tables import CrawlRun, PageBody, Source


@contextmanager
def site(pages: int) -> Iterator[str]:
    """A served site; its address."""
    command = [sys.executable, "-m", "benchmarks.crawl.site", str(pages)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        yield f"http://127.0.0.1:{int(server.stdout.readline())}/"
        assert server.stdin is not None
        server.stdin.close()


def measured(*command: str) -> tuple[float, float, str]:
    """CPU seconds and peak memory in MB of a process, and what it printed. Raises RuntimeError when it fails."""
    process = subprocess.Popen([sys.executable, *command], stdout=subprocess.PIPE, stdin=subprocess.DEVNULL, text=True)
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


def one_round(url: str, pages: int, folder: Path) -> dict[str, float]:
    """Bare Scrapy, then a first crawl, then one of the unchanged site."""
    bare, _memory, printed = measured("-m", "benchmarks.crawl.bare", url)
    database = sqlite_url(folder / "crawl.db")
    with Session(open_database(database)) as session:
        source = Source(name="Benchmark", url=url, added_at=SystemClock().now())
        session.add(source)
        session.commit()
        source_id = source.id
    assert source_id is not None
    first, memory, run = crawl(database, source_id, pages)
    again, _memory, unchanged = crawl(database, source_id, pages)
    if (int(printed), run.fetched, unchanged.unchanged) != (pages, pages, pages):
        raise RuntimeError(f"not all pages: {printed.strip()} bare, {run.fetched}, {unchanged.unchanged} unchanged")
    figures = {"bare": bare, "crawl": first, "unchanged": again, "memory": memory, "courses": run.courses_new}
    return figures | archive(database, pages)


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
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    rounds = []
    with site(given.pages) as url:
        for _round in range(given.rounds):
            with tempfile.TemporaryDirectory() as folder:
                rounds.append(one_round(url, given.pages, Path(folder)))
    figures = {name: statistics.median(each[name] for each in rounds) for name in rounds[0]}
    figures["ratio"] = statistics.median(each["bare"] / each["crawl"] for each in rounds)
    figures["unchanged_ratio"] = statistics.median(each["unchanged"] / each["bare"] for each in rounds)
    if given.json:
        print(json.dumps({name: round(value, 3) for name, value in figures.items()}))
        return
    print(f"{given.pages} pages of 28 KB, CPU seconds: bare Scrapy {figures['bare']:.1f}, crawl {figures['crawl']:.1f}")
    print(f"pages a CPU second against bare Scrapy: {figures['ratio']:.2f} (at least 0.7)")
    print(
        f"unchanged site: {figures['unchanged']:.1f} s, {figures['unchanged_ratio']:.2f} of bare Scrapy's first crawl"
    )
    print(f"archive: {figures['archive_bytes']:.0f} bytes and {figures['archive_ms']:.2f} CPU ms a page")
    print(f"memory: {figures['memory']:.0f} MB; courses in the map: {figures['courses']:.0f}")


if __name__ == "__main__":
    main()
