"""A crawl of a school of two pages, without a network: crawls after it, in forks of this process, find much done.

That is: patterns and mappers made, and the questions to a SQLite database put into SQL.
"""

import tempfile
import time
from pathlib import Path

from sqlalchemy import Engine
from sqlmodel import Session

from crawler.answers import Answer
from crawler.crawl import Crawl
from crawler.fetching import open_crawl, wind_up
from crawler.finish import finish
from crawler.options import CrawlOptions
from crawler.runs import open_run
from crm.clock import SystemClock
from crm.database import engine as engines
from crm.database.engine import open_engine, sqlite_url
from crm.database.upgrading import upgrade
from crm.tables import Source
from tests.compiled_once import compiling_once

HOME = "http://www.haz.example/"

PAGES = {
    HOME: '<html><body><a href="/vakken/databases">Databases</a> <a href="/weg">Weg</a></body></html>',
    f"{HOME}vakken/databases": """<html><body><h1>Databases</h1><table>
        <tr><th>Vakcode</th><td>ICT-DB-1</td></tr><tr><th>Studiepunten</th><td>5 EC</td></tr>
        <tr><th>Docent</th><td>dr. J. (Jan) Smit</td></tr></table><a href="/">Terug</a></body></html>""",
}


def crawl_once() -> None:
    """Crawls the school twice: as one that is new, and as one that is known."""
    engines.create_engine = compiling_once(engines.create_engine)  # type: ignore[attr-defined] # as it names it
    with tempfile.TemporaryDirectory(prefix="rehearsal-") as folder:
        engine = open_engine(sqlite_url(Path(folder, "rehearsed.db")))
        upgrade(engine)
        with Session(engine) as session:
            source = Source(name="School", url=HOME, added_at=SystemClock().now())
            session.add(source)
            session.commit()
            number = source.id or 0
        for _time in range(2):
            _crawl(engine, number)
        engine.dispose()


def _crawl(engine: Engine, source: int) -> None:
    clock = SystemClock()
    run = open_run(engine, source, clock)
    crawl = open_crawl(engine, run, CrawlOptions(delay=0.0), clock)
    _ask(crawl)
    crawl.store.close()
    finish(engine, run, wind_up(engine, run, crawl, clock), clock)


def _ask(crawl: Crawl) -> None:
    while (candidate := crawl.next(time.monotonic())) is not None:
        last, _headers = crawl.validators(candidate)
        body = PAGES.get(candidate.url)
        sent = {"content-type": "text/html; charset=utf-8", "etag": '"1"'}
        answer = Answer(candidate.url, 404) if body is None else Answer(candidate.url, 200, sent, body.encode())
        crawl.take(candidate, last, answer)
