"""One crawl of one source, in a process of its own: `python -m crawler.process --database URL --source ID`.

Ends with 0 when the crawl ended (also when it was stopped), with a sentence on stderr with 69 when another process
crawls that source and with 1 when it could not be done. The
first line on stdout is `{"run": 7}`. With a pipe on stdin it dies with whoever holds the other end. SIGINT, SIGTERM and
`CrawlRun.stop_asked` stop it: what is under way is finished, and what was read is folded.
"""

import json
import logging
import os
import signal
import stat
import sys
import threading
from typing import TYPE_CHECKING

from crawler.launch import BUSY
from crawler.lock import patient_lock
from crawler.options import CrawlOptions, parse
from crawler.runs import OpenedRun, busy, close_run, open_run
from crm.clock import Clock, EarlierClock, SystemClock
from crm.errors import CrawlBusyError, DatabaseError, WerkplaatsError
from crm.language import _, use_language
from crm.log import keep_log, show_log
from crm.words import RunState

if TYPE_CHECKING:
    from sqlalchemy import Engine

DEFAULT_DELAY = 1.0
"""Seconds between two requests to a host."""

AT_ONCE = 2
"""Requests under way on one host when there is no delay: this computer's own servers only. What is under way when the
process is killed is all that is asked again."""

ALIVE_EVERY = 1.0
"""Seconds between two looks whether the run was asked to stop."""

PATIENCE = 5.0
"""Seconds that a stopped run waits for what is under way."""

ORPHANED = 75
"""Exit code of a process whose parent died (EX_TEMPFAIL: the next start goes on)."""


def main(arguments: list[str] | None = None) -> int:
    """Runs the crawl that the arguments name. Returns the exit code."""
    given, options = parse(arguments)
    use_language(options.language)
    _keep_log()
    _die_with_parent()
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        clock = EarlierClock(options.days_ago) if options.days_ago else SystemClock()
        crawl_source(given.database, given.source, options, clock)
    except WerkplaatsError as error:
        print(error, file=sys.stderr)  # noqa: T201 - how a process tells its parent
        return BUSY if isinstance(error, CrawlBusyError) else error.exit_code
    return 0


def crawl_source(database: str, source_id: int, options: CrawlOptions, clock: Clock) -> None:
    """Crawls a source and folds what was read into the map.

    Raises CrawlError when another process crawls it, NotFoundError for an unknown source, DatabaseError.
    """
    from crm.database.opening import open_database
    from crm.database.problems import told

    engine = open_database(database)
    try:
        with told(database), patient_lock(engine, source_id) as held:
            if not held:
                raise busy(engine, source_id)
            _crawl_locked(engine, source_id, options, clock)
    finally:
        engine.dispose()


def _crawl_locked(engine: "Engine", source_id: int, options: CrawlOptions, clock: Clock) -> None:
    run = open_run(engine, source_id, clock)
    print(json.dumps({"run": run.id}), flush=True)  # noqa: T201 - how a process tells its parent
    try:
        _run(engine, run, options, clock)
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


def _run(engine: "Engine", run: OpenedRun, options: CrawlOptions, clock: Clock) -> None:
    from crawler.fetching import fetch
    from crawler.finish import finish

    crawl = fetch(engine, run, options, clock)
    finish(engine, run, crawl, clock)


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
