"""Of somebody who was erased the next crawl stores nothing: no row, no page, no archived body, no line of the log."""

import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

from sqlmodel import Session, select

from crm.clock import SystemClock
from crm.database.engine import open_engine
from crm.log import log_path
from crm.privacy import erasing
from crm.tables import CrawlRun, Page, PageBody, Person

from .conftest import School, add_source, course, page

Schools = Callable[..., School]
Crawled = Callable[..., CrawlRun]
NAME, EMAIL = "Zoë van 't Hek", "z.vanthek@haz.example"
TRACES = ("van 't hek", "vanthek", "van t hek", "z-van-t-hek", "hek, z")

TEAM = """<h1>Team</h1><ul>
<li><a href="/medewerkers/z-van-t-hek.html">Zoë van 't Hek</a>, docent Databases, <a href="mailto:{email}">mail</a></li>
<li>P. Bakker, docent Webontwikkeling, <a href="mailto:p.bakker@haz.example">mail</a></li></ul>{more}"""


def _site(more: str = "") -> dict[str, Any]:
    pages: dict[str, Any] = {
        "/vakken/db.html": course("Databases", "ICT-DB-1", NAME, "/"),
        "/vakken/web.html": course("Webontwikkeling", "ICT-WEB-1", "P. Bakker", "/"),
        "/medewerkers/z-van-t-hek.html": page("/", body=f"<h1>{NAME}</h1><p>Docent Databases. {EMAIL} {more}</p>"),
        "/nieuws.html": page("/", body=f"<h1>Nieuws</h1><p>Hek, Z. van 't won een prijs. {more}</p>"),
        "/team.html": page("/", body=TEAM.format(email=EMAIL, more=more)),
    }
    return {"/": page(*pages), **pages}


def _traces(database: str) -> list[str]:
    path = Path(database.removeprefix("sqlite:///"))
    found = [f.name for f in path.parent.glob(f"{path.name}*") for t in TRACES if t.encode() in f.read_bytes().lower()]
    engine = open_engine(database)
    with Session(engine) as session:
        packed = [body.body for body in session.exec(select(PageBody))]
        packed += [row.findings for row in session.exec(select(Page)) if row.findings is not None]
    engine.dispose()
    texts = [zlib.decompress(one).decode().lower() for one in packed]
    found += [t for text in texts for t in TRACES if t in text]
    log = log_path()
    return found + [t for t in TRACES if log.is_file() and t in log.read_text(encoding="utf-8").lower()]


def test_the_next_crawl_stores_nothing_of_who_was_erased(
    school: Schools, crawled: Crawled, sqlite_database: str
) -> None:
    site = school(_site())
    source = add_source(sqlite_database, site.url)
    crawled(sqlite_database, source)
    engine = open_engine(sqlite_database)
    with Session(engine) as session:
        assert NAME in session.exec(select(Person.name)).all()
    assert _traces(sqlite_database)
    erasing.erase(engine, NAME, by="zoe", clock=SystemClock())
    engine.dispose()
    assert _traces(sqlite_database) == []
    site.pages |= _site("Gewijzigd.")
    before = site.bodies()["/medewerkers/z-van-t-hek.html"]
    run = crawled(sqlite_database, source)
    assert (run.people_new, run.message) == (0, None)
    assert site.bodies()["/medewerkers/z-van-t-hek.html"] == before
    assert _traces(sqlite_database) == []
    with Session(open_engine(sqlite_database)) as session:
        assert session.exec(select(Person.name)).all() == ["P. Bakker"]
        kept = {"/" + row.url.split("/", 3)[3] for row in session.exec(select(Page).join(PageBody))}
    assert kept == {"/vakken/web.html"}
