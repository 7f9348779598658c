"""The command line run in this process, on a small mapped school."""

import json
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import make_url

from crm.clock import SystemClock
from crm.database.engine import open_engine
from crm.services import mapping, sources
from crm.statements import CourseSaid, PersonSaid, ProgrammeSaid, RoleSaid, SchoolSaid
from crm.tables import CrawlRun
from crm.unit_of_work import unit_of_work
from crm.words import Level, Method
from tests.integration.crawler.conftest import School
from tui.commands.running import run

if TYPE_CHECKING:
    from tests.conftest import FilledOnce

SITE = "https://www.haz.example/"


@dataclass(frozen=True, slots=True)
class Answer:
    """What a command answered."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The one JSON document on stdout."""
        return json.loads(self.out)


Werkplaats = Callable[..., Answer]


@pytest.fixture
def werkplaats(capsys: pytest.CaptureFixture[str], sqlite_database: str, monkeypatch: pytest.MonkeyPatch) -> Werkplaats:
    """Runs one command on the test's own database, as the user "marlies", in English."""
    monkeypatch.setenv("WERKPLAATS_DATABASE", sqlite_database)
    monkeypatch.setenv("WERKPLAATS_USER", "marlies")
    monkeypatch.setenv("WERKPLAATS_LANGUAGE", "en")

    def called(*arguments: object) -> Answer:
        capsys.readouterr()
        code = run([str(argument) for argument in arguments])
        captured = capsys.readouterr()
        return Answer(code, captured.out, captured.err)

    return called


@pytest.fixture
def school(sqlite_database: str, filled_once: "FilledOnce") -> str:
    """A small school on the map: two courses, a teacher with an address and one without; the database's URL."""
    filled = filled_once(f"school of {SystemClock().today()}.db", _map)
    shutil.copy(filled, str(make_url(sqlite_database).database))
    return sqlite_database


def _map(database: str) -> None:
    engine = open_engine(database)
    clock = SystemClock()
    with unit_of_work(engine, by="crawl", clock=clock, journalled=False) as work:
        source = sources.add(work, SITE, name="haz", level=Level.HBO)
        work.session.flush()
        assert source.id is not None
        crawl = CrawlRun(source_id=source.id, started_at=clock.now(), heard_at=clock.now())
        work.session.add(crawl)
        work.session.flush()
        mapping.refresh(work.session, source=source, run=crawl, said=_said(clock.today()), clock=clock)
    engine.dispose()


def _said(today: date) -> SchoolSaid:
    page = SITE + "ict-db-1"
    teaches = RoleSaid(kind="teacher", of="course", name="Databases", code="ICT-DB-1", school_year="2026-2027")
    label = Method.LABEL
    return SchoolSaid(
        domain="haz.example",
        name="Hogeschool aan Zee",
        url=SITE,
        page=SITE,
        on=today,
        level=Level.HBO,
        programmes=[ProgrammeSaid(page=page, on=today, method=label, name="HBO-ICT", level=Level.HBO)],
        courses=[
            CourseSaid(
                page=page, on=today, method=label, name="Databases", code="ICT-DB-1", credits=5, programme="HBO-ICT"
            ),
            CourseSaid(page=page, on=today, method=label, name="Datavisualisatie", code="ICT-DV-2", credits=5),
        ],
        people=[
            PersonSaid(
                page=page,
                on=today,
                method=label,
                name="Zoë van 't Hek",
                email="z.vanthek@haz.example",
                roles=[teaches],
            ),
            PersonSaid(page=page, on=today, method=label, name="P. Bakker", roles=[teaches]),
        ],
    )


@pytest.fixture
def zoe(werkplaats: Werkplaats, school: str) -> int:
    """The number of the person Zoë van 't Hek."""
    found = werkplaats("search", "zoe hek", "--json").json
    return next(int(hit["id"]) for hit in found if hit["kind"] == "person")


@pytest.fixture
def served(warm_crawls: None) -> Iterator[Callable[[dict[str, str]], School]]:
    """Serves pages on loopback, until the test has ended."""
    opened: list[School] = []

    def serve(pages: dict[str, str]) -> School:
        opened.append(School(dict(pages)))
        return opened[-1]

    yield serve
    for each in opened:
        each.close()
