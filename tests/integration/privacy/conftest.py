"""An office that has somebody in every corner of its database, on a map that is crawled by hand."""

import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy import Engine

from crawler.archive import archived
from crawler.extraction.findings import FoundPerson, PageFindings
from crawler.fold import pack
from crm.case_words import SprintState
from crm.clock import FixedClock
from crm.imports.contacts import open_contacts
from crm.imports.importing import import_contacts
from crm.services import agreements, drafts, edits, examples, leads, mapping, promises
from crm.services.agreements import AgreementParts
from crm.statements import CourseSaid, PersonSaid, RoleSaid, SchoolSaid
from crm.tables import BouncedAddress, Company, CrawlRun, Page, PageBody, Person, Source, Sprint, all_tables
from crm.unit_of_work import Work, reading, unit_of_work
from crm.words import ActivityKind, EntityKind, Level, Method, PageState, RunState, Whose

NAME = "Zoë van 't Hek"
EMAIL = "z.vanthek@haz.example"
TRACES = ("van 't hek", "vanthek", "van t hek", "hek z", "z-van-t-hek", "hek, z")
"""What must not be found any more, in lower case."""


@dataclass
class Office:
    """One office with one school."""

    engine: Engine
    clock: FixedClock
    folder: Path

    def work(self, deed: Callable[[Work], Any], by: str = "zoe") -> Any:
        """One action of one user."""
        with unit_of_work(self.engine, by=by, clock=self.clock) as work:
            return deed(work)

    def crawl(self) -> None:
        """Everything the school says, her and a colleague, taken into the map."""

        def deed(work: Work) -> None:
            session, now = work.session, self.clock.now()
            source = session.exec(sa.select(Source)).scalars().first()  # type: ignore[call-overload]  # a plain select
            if source is None:
                source = Source(name="haz", url="https://haz.example/", added_at=now)
                session.add(source)
                session.flush()
            run = CrawlRun(source_id=source.id, state=RunState.FOLDING, started_at=now, heard_at=now)
            session.add(run)
            session.flush()
            mapping.refresh(session, source=source, run=run, said=said(self.clock), clock=self.clock)
            run.state = RunState.FINISHED

        with unit_of_work(self.engine, by="crawl", clock=self.clock, journalled=False) as work:
            deed(work)

    def contacts(self, text: str) -> dict[str, int]:
        """Imports a list of contacts; how many rows came to what."""
        path = self.folder / "contacten.csv"
        path.write_text(text, encoding="utf-8")
        with reading(self.engine) as session:
            opened = open_contacts(path, session)
        return import_contacts(self.engine, opened, by="zoe", clock=self.clock).plan.counts()

    def person(self, name: str = NAME) -> int:
        """The number of somebody."""
        with reading(self.engine) as session:
            return int(session.connection().scalars(sa.select(Person.id).where(Person.name == name)).one())  # type: ignore[call-overload]  # a plain select

    def traces(self, traces: Sequence[str] = TRACES) -> list[str]:
        """Where in the rows, unpacked, something of her stands, or whatever else `traces` are."""
        found = []
        with self.engine.connect() as connection:
            for table in all_tables():
                for row in connection.execute(sa.select(table)).mappings():
                    for column, value in row.items():
                        text = _unpacked(value).lower()
                        found += [f"{table.name}.{column}: {text[:80]}" for trace in traces if trace in text]
        return found

    def traces_in_files(self) -> list[str]:
        """Which files of the embedded database hold bytes of her."""
        path = Path(self.engine.url.database or "")
        return [
            f"{file.name}: {trace}"
            for file in sorted(path.parent.glob(f"{path.name}*"))
            for trace in TRACES
            if trace.encode() in file.read_bytes().lower()
        ]


def _unpacked(value: object) -> str:
    if isinstance(value, bytes):
        return zlib.decompress(value).decode("utf-8", errors="replace")
    return str(value)


def said(clock: FixedClock) -> SchoolSaid:
    """What the pages of the school say."""
    home, on = "https://haz.example/", clock.today()
    role = RoleSaid(kind="teacher", of="course", code="DB-1")
    page = f"{home}medewerkers/z-van-t-hek"
    return SchoolSaid(
        domain="haz.example",
        name="Hogeschool aan Zee",
        url=home,
        page=home,
        on=on,
        level=Level.HBO,
        courses=[
            CourseSaid(page=f"{home}db", on=on, name="Databases", code="DB-1", description=f"Docent: {NAME} ({EMAIL})")
        ],
        people=[
            PersonSaid(page=f"{home}team", on=on, method=Method.LABEL, name=NAME, email=EMAIL, url=page, roles=[role]),
            PersonSaid(page=f"{home}db", on=on, method=Method.LABEL, name="Z. van 't Hek", roles=[role]),
            PersonSaid(
                page=f"{home}team",
                on=on,
                method=Method.LABEL,
                name="P. Bakker",
                email="p.bakker@haz.example",
                roles=[role],
                evidence={"name": f"P. Bakker, {NAME}"},
            ),
        ],
    )


@pytest.fixture
def office(engine: Engine, clock: FixedClock, tmp_path: Path) -> Office:
    """An office without anybody."""
    return Office(engine, clock, tmp_path)


@pytest.fixture
def peopled(office: Office) -> Office:
    """The office with her in every corner."""
    office.crawl()
    office.contacts(f"naam;e-mail;telefoon;school\n{NAME};{EMAIL};020 555 01 23;Hogeschool aan Zee\n")
    bakker = office.person("P. Bakker")
    lead = office.work(lambda work: leads.add(work, office.person()).id)
    office.work(lambda work: leads.log(work, lead, ActivityKind.CALL, f"{NAME} gebeld"))
    office.work(lambda work: examples.add(work, lead, "Dashboards voor de bakker"))
    office.work(lambda work: promises.make(work, lead, Whose.OURS, "voorbeelden sturen", office.clock.today()))
    parts = AgreementParts(type="dataopdracht", number=2, planning="blok 3", process="intake", supervision="wekelijks")
    office.work(lambda work: agreements.make(work, lead, parts))
    office.work(lambda work: edits.set_values(work, EntityKind.PERSON, office.person(), {"phone": "0205550123"}))
    other = office.work(lambda work: leads.add(work, bakker).id)
    office.work(lambda work: leads.log(work, other, ActivityKind.NOTE, f"Werkt samen met {NAME} en Z. van 't Hek"))
    office.work(lambda work: work.session.add(BouncedAddress(email=EMAIL, on=office.clock.today(), why="x", by="zoe")))
    office.work(lambda work: drafts.keep(work, f"lead:{other}:log", f"Vraag {NAME}"))
    with unit_of_work(office.engine, by="crawl", clock=office.clock, journalled=False) as work:
        _store_pages(work)
    office.work(lambda work: _start_sprint(work, office.person(), lead))
    return office


def _store_pages(work: Work) -> None:
    source = work.session.exec(sa.select(Source)).scalars().one()  # type: ignore[call-overload]  # a plain select
    html = {
        "team": f"<ul><li>Zo&euml; van 't Hek <a href='mailto:{EMAIL}'>mail</a><li>P. Bakker</ul>",
        "medewerkers/z-van-t-hek": f"<h1>{NAME}</h1>",
        "nieuws": "<p>Open dag</p>",
    }
    for path, body in html.items():
        url = f"https://haz.example/{path}"
        findings = PageFindings(url)
        if path == "team":
            findings.people = [
                FoundPerson("P. Bakker", raw="P. Bakker", roles=[]),
                FoundPerson(NAME, raw=NAME, email=EMAIL, roles=[]),
            ]
        page = Page(source_id=source.id, url=url, state=PageState.READ, findings=pack(findings))
        work.session.add(page)
        work.session.flush()
        kept = archived({"content-type": "text/html"}, body.encode())
        assert page.id is not None
        work.session.add(PageBody(page_id=page.id, headers=kept.headers, body=kept.body))
    work.session.flush()


def _start_sprint(work: Work, person: int, lead: int) -> None:
    now = work.clock.now()
    company = Company(name="Bakkerij Korenmolen", sort_key="bakkerij korenmolen", owner="zoe", by="zoe", at=now)
    work.session.add(company)
    work.session.flush()
    assert company.id is not None
    sprint = Sprint(
        company_id=company.id,
        lead_id=lead,
        person_id=person,
        course_name="Databases",
        institution_name="Hogeschool aan Zee",
        school_year="2026-2027",
        students=4,
        state=SprintState.RUNNING,
        source=f"met {NAME}",
        by="zoe",
        at=now,
    )
    work.session.add(sprint)
    work.session.flush()
