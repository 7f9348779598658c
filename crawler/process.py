"""One crawl of one source, in a process of its own: `python -m crawler.process --database URL --source ID`.

Ends with 0 when the crawl ended (also when it was stopped), with a sentence on stderr with 69 when another process
crawls that source and with 1 when it could not be done. The
first line on stdout is `{"run": 7}`. With a pipe on stdin it dies with whoever holds the other end. SIGINT, SIGTERM and
`CrawlRun.stop_asked` stop it: what is under way is finished, and what was read is folded.

Asking and folding each need much memory for a large site, and a Python process gives little back. So where many pages
were read the process begins again as a new program once asking has ended (`execv`): it stays the same process for its
parent and its group, but folds with empty hands. The lock is free for a blink in between; whoever takes it goes on with
the run as after a death, and the new program, which waits for the lock, then has nothing left to do.
"""

import json
import logging
import os
import signal
import stat
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from crawler.fetched import Fetched
from crawler.launch import BUSY
from crawler.lock import patient_lock
from crawler.options import CrawlOptions, parse
from crawler.runs import OpenedRun, busy, close_run, open_run, reopened
from crm.clock import Clock, EarlierClock, SystemClock
from crm.errors import CrawlBusyError, DatabaseError, WerkplaatsError
from crm.language import _, use_language
from crm.log import keep_log, show_log
from crm.words import RunState

if TYPE_CHECKING:
    from sqlalchemy import Engine

FOLD_PATIENCE = 60.0
"""Seconds that a process which began again waits for the lock of its source."""

ORPHANED = 75
"""Exit code of a process whose parent died (EX_TEMPFAIL: the next start goes on)."""


def main(arguments: list[str] | None = None) -> int:
    """Runs the crawl that the arguments name. Returns the exit code."""
    given, options = parse(arguments)
    use_language(options.language)
    _keep_log()
    _die_with_parent()
    clock = EarlierClock(options.days_ago) if options.days_ago else SystemClock()
    try:
        if given.finish is not None:
            finish_source(given.database, given.source, given.finish, clock)
            return 0
        signal.signal(signal.SIGTERM, signal.default_int_handler)
        left = crawl_source(given.database, given.source, options, clock)
    except WerkplaatsError as error:
        print(error, file=sys.stderr)  # noqa: T201 - how a process tells its parent
        return BUSY if isinstance(error, CrawlBusyError) else error.exit_code
    if left is not None:
        _begin_again(left)
    return 0


def crawl_source(database: str, source_id: int, options: CrawlOptions, clock: Clock) -> Fetched | None:
    """Crawls a source and folds what was read into the map.

    Where so many pages were read that `options` want it, folding is left to `finish_source` in a new program: returned
    is what that needs. Raises CrawlBusyError when another process crawls it, NotFoundError for an unknown source,
    DatabaseError.
    """
    from crm.database.opening import open_database
    from crm.database.problems import told

    left: Fetched | None = None
    engine = open_database(database)
    try:
        with told(database), patient_lock(engine, source_id) as held:
            if not held:
                raise busy(engine, source_id)
            run = open_run(engine, source_id, clock)
            print(json.dumps({"run": run.id}), flush=True)  # noqa: T201 - how a process tells its parent
            with _closing(engine, run, clock):
                left = _run(engine, run, options, clock)
    finally:
        engine.dispose()
    return left


def finish_source(database: str, source_id: int, fetched: Fetched, clock: Clock) -> None:
    """Folds what a run has read whose asking came to `fetched`, unless somebody has ended it meanwhile.

    Raises as `crawl_source` does.
    """
    from crawler.finish import finish
    from crm.database.opening import open_database
    from crm.database.problems import told

    engine = open_database(database)
    try:
        with told(database), patient_lock(engine, source_id, seconds=FOLD_PATIENCE) as held:
            if not held:
                raise busy(engine, source_id)
            run = reopened(engine, fetched.run, taken_over=fetched.taken_over)
            if run is not None:
                with _closing(engine, run, clock):
                    finish(engine, run, fetched, clock)
    finally:
        engine.dispose()


def _begin_again(fetched: Fetched) -> None:
    """Makes this process a new program that ends the run; a signal that stops asking does not end folding."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_IGN)  # stays so in the new program
    sys.stdout.flush()
    sys.stderr.flush()
    os.execv(sys.executable, [sys.executable, *sys.orig_argv[1:], "--finish", fetched.to_json()])  # noqa: S606 - no shell is wanted


@contextmanager
def _closing(engine: "Engine", run: OpenedRun, clock: Clock) -> Iterator[None]:
    """Closes the run where what is done in the block fails or is interrupted."""
    try:
        yield
    except KeyboardInterrupt:
        close_run(engine, run.id, RunState.STOPPED, _("Stopped before it began to read."), clock)
    except WerkplaatsError as error:
        _close_failed(engine, run, str(error), clock)
        raise
    except Exception as error:
        _close_failed(engine, run, _("An error of the program: {error}").format(error=repr(error)[:300]), clock)
        raise


def _close_failed(engine: "Engine", run: OpenedRun, message: str, clock: Clock) -> None:
    try:
        close_run(engine, run.id, RunState.FAILED, message, clock)
    except DatabaseError as error:
        logging.getLogger(__name__).warning("the end of run %s could not be written: %s", run.id, error)


def _run(engine: "Engine", run: OpenedRun, options: CrawlOptions, clock: Clock) -> Fetched | None:
    from crawler.fetching import fetch, wind_up
    from crawler.finish import finish

    fetched = wind_up(engine, run, fetch(engine, run, options, clock), clock)
    if options.afresh_from is not None and fetched.read >= options.afresh_from:
        return fetched
    finish(engine, run, fetched, clock)
    return None


def _keep_log() -> None:
    """Warnings and errors on stderr and in the log file, nothing below: Scrapy sets its own loggers to DEBUG."""
    show_log(logging.WARNING)
    keep_log(logging.WARNING)


def _die_with_parent() -> None:
    """Ends this process when its stdin, a pipe, is closed: whoever started it is gone. What was committed stays."""
    if not sys.__stdin__ or not stat.S_ISFIFO(os.fstat(0).st_mode):
        return

    def watch() -> None:
        while os.read(0, 1024):
            continue
        os._exit(ORPHANED)

    threading.Thread(target=watch, name="parent", daemon=True).start()


if __name__ == "__main__":
    code = main()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)  # a request that hangs leaves a thread behind, which an ordinary exit would wait for
