"""Starting a crawl as a child process, following it through its row, and stopping it. Imports nothing heavy."""

import json
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from threading import Event
from typing import IO, TYPE_CHECKING

from crawler.options import CrawlOptions

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from crm.tables.sources import CrawlRun

AT_ONCE = 2
"""Sources that are crawled at the same time: a crawl mostly waits for its school, but reading pages takes a core."""

EVERY = 0.25
"""Seconds between two looks at a run."""

SILENT = 5.0
"""Seconds without a sign of life after which a run may be dead: then its lock tells."""

BUSY = 69
"""Exit code of a crawl whose source another process crawls (EX_UNAVAILABLE)."""

_LONGEST_WORDS = 4_000


class CrawlProcess(subprocess.Popen[str]):
    """A crawl in a child process. It lives in its parent's process group and dies when its parent does."""

    def __init__(self, database: str, source_id: int, options: CrawlOptions) -> None:
        """Starts the crawl; `database` is a URL as SQLAlchemy takes it."""
        self._words: IO[str] = tempfile.TemporaryFile(  # noqa: SIM115 - lives as long as the process; `close` closes it
            "w+", encoding="utf-8", errors="replace"
        )
        self._run_id: int | None = None
        self.source_id = source_id
        command = [sys.executable, "-m", "crawler.process", "--database", database, "--source", str(source_id)]
        super().__init__(
            [*command, *options.arguments()],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._words,
            text=True,
            encoding="utf-8",
        )

    def run_id(self) -> int | None:
        """The number of its run; waits until it has one. None where it ended before: `complaint` says why."""
        if self._run_id is None and self.stdout is not None and not self.stdout.closed:
            line = self.stdout.readline()
            self._run_id = json.loads(line)["run"] if line.startswith("{") else None
        return self._run_id

    def stop(self) -> None:
        """Asks it to stop: it finishes what is under way, folds what it read, and ends by itself."""
        if self.poll() is None:
            self.send_signal(signal.SIGTERM)

    def complaint(self) -> str:
        """What it said on stderr, its last line first of all: the sentence for the user where it failed."""
        self._words.seek(0)
        lines = self._words.read()[-_LONGEST_WORDS:].strip().splitlines()
        return lines[-1] if lines else ""

    def close(self) -> None:
        """Gives its pipes back. One that still runs dies of it."""
        for stream in (self.stdin, self.stdout, self._words):
            if stream is not None:
                stream.close()


@dataclass(slots=True)
class Ended:
    """How a crawl ended: its run (None where it never began), its exit code, and its complaint if that is not 0."""

    source_id: int
    run_id: int | None
    exit_code: int
    complaint: str = ""


@dataclass(slots=True)
class Crawls:
    """Several sources, `at_once` of them at a time. `stop` may be set from another thread or a signal handler."""

    database: str
    options: CrawlOptions
    at_once: int = AT_ONCE
    stop: Event = field(default_factory=Event)

    def run(self, source_ids: Iterable[int], watch: Callable[[list[CrawlProcess]], None] | None = None) -> list[Ended]:
        """Crawls every source to its end and says how each ended, in their order.

        `watch` is called a few times a second with the processes that run. After `stop` no further source is begun,
        and those that run end in an orderly way.
        """
        waiting = list(source_ids)
        order = {source_id: place for place, source_id in enumerate(waiting)}
        running: list[CrawlProcess] = []
        ended: list[Ended] = []
        told = False
        try:
            while running or (waiting and not self.stop.is_set()):
                while waiting and len(running) < self.at_once and not self.stop.is_set():
                    running.append(start_crawl(self.database, waiting.pop(0), options=self.options))
                if self.stop.is_set() and not told:
                    told = True
                    for process in running:
                        process.stop()
                if watch is not None:
                    watch(list(running))
                time.sleep(EVERY)
                for process in [p for p in running if p.poll() is not None]:
                    running.remove(process)
                    ended.append(_ended(process))
        finally:
            for process in running:
                process.close()
        return sorted(ended, key=lambda each: order[each.source_id])


def start_crawl(database_url: str, source_id: int, *, options: CrawlOptions) -> CrawlProcess:
    """Starts the crawl of a source as a child process and returns at once."""
    return CrawlProcess(database_url, source_id, options)


def follow(engine: "Engine", run_id: int, *, every: float = EVERY) -> "Iterator[CrawlRun]":
    """The row of a run as it stands, every `every` seconds until it has ended; the last one shows how.

    A run whose process died without a word ends the iteration too, still `running`: its lock is free.
    """
    from sqlmodel import Session

    from crawler.lock import crawl_lock
    from crawler.runs import LIVE
    from crm.tables.sources import CrawlRun

    while True:
        with Session(engine, expire_on_commit=False) as session:
            run = session.get_one(CrawlRun, run_id)
        yield run
        if run.state not in LIVE:
            return
        time.sleep(every)
        if (datetime.now(UTC) - run.heard_at).total_seconds() < SILENT:
            continue
        with crawl_lock(engine, run.source_id) as free, Session(engine, expire_on_commit=False) as session:
            if free:
                yield session.get_one(CrawlRun, run_id)
                return


def _ended(process: CrawlProcess) -> Ended:
    run_id = process.run_id()
    code = process.returncode
    complaint = process.complaint() if code else ""
    process.close()
    return Ended(process.source_id, run_id, code, complaint)
