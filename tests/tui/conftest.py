"""A small invented region that was crawled twice and is being worked, and the app on it, driven as a person would."""

import asyncio
import shutil
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager, suppress
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import pytest
from sqlmodel import Session, select
from textual import events
from textual.css.model import RuleSet
from textual.css.stylesheet import Stylesheet
from textual.keys import _character_to_key
from textual.pilot import Pilot
from textual.screen import Screen
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import Input, TextArea
from textual.worker import WorkerCancelled

from crm.clock import FixedClock
from crm.database.engine import open_engine, sqlite_url
from crm.language import current_language, use_language
from crm.services import edits, leads, mapping, sources, targets
from crm.statements import CourseSaid, PersonSaid, ProgrammeSaid, RoleSaid, SchoolSaid, UnitSaid
from crm.tables import CrawlRun, Person, Programme, Source
from crm.unit_of_work import unit_of_work
from crm.words import ActivityKind, Direction, EntityKind, Level, Method, RunState, Stage, Target
from tui.app import WerkplaatsApp
from tui.screens.place import Place
from tui.widgets.rows import Rows

if TYPE_CHECKING:
    from tests.conftest import FilledOnce

SITE = "https://www.haz.example"
GUIDE = "https://studiegids.haz.example"
FIRST, SECOND = date(2026, 10, 30), date(2026, 11, 22)
HOSTILE = "Jan [/x] \x1b[31m\u202eevil\u202c [bold]van Test"

ASKED = "Welk brood blijft op welke dag liggen? We gooien elke dag brood weg en weten niet welk."

PAGE = """<!doctype html><html lang="nl"><head><title>{name} | Studiegids</title></head><body>
<h1>{name}</h1><table><tr><th>Vakcode</th><td>{code}</td></tr><tr><th>Studiepunten</th><td>5 EC</td></tr></table>
<div class="blok"><div class="wat">In goede handen bij</div><div class="wie">{teacher}</div></div>
<p>Je leert vragen stellen aan gegevens, en de antwoorden laten zien.</p></body></html>"""
"""A page of the study guide that says who teaches in words of its own."""

A_REST, A_MOMENT = 0.15, 0.005
"""Seconds: the longest that anything is put off until a cursor or a hand comes to rest; between two looks."""

W = TypeVar("W", bound=Widget)


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--update-snapshots` writes the pictures of the screens anew."""
    parser.addoption("--update-snapshots", action="store_true", help="write the pictures of the screens anew")


@pytest.fixture(autouse=True)
def _same_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """The screens look the same whatever the terminal of who runs the tests."""
    for name in ("NO_COLOR", "TEXTUAL_THEME", "TEXTUAL_ANIMATIONS"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture(autouse=True)
def _steady_cursors(monkeypatch: pytest.MonkeyPatch) -> None:
    """No cursor blinks: a picture is the same whenever it is taken."""
    for field in (Input, TextArea):
        monkeypatch.setattr(field.cursor_blink, "_default", False)


@pytest.fixture(autouse=True, scope="session")
def _styles_read_once() -> Iterator[None]:
    """Style sheets are read once for all apps of a process: it is a tenth of what a short one does."""
    as_ever = Stylesheet._parse_rules
    known: dict[object, list[RuleSet]] = {}

    def read(sheet: Stylesheet, *which: Any, **more: Any) -> list[RuleSet]:
        key = (tuple(sheet._variables.items()), which, tuple(more.items()))
        if key not in known:
            known[key] = as_ever(sheet, *which, **more)
        return known[key]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Stylesheet, "_parse_rules", read)
        yield


@pytest.fixture(autouse=True)
def _by_words(monkeypatch: pytest.MonkeyPatch) -> None:
    """Matches go by their words: what sentence encoders add is tested where they are, and takes them a second."""
    monkeypatch.setattr("crm.matching.encoders.installed", tuple)


def _teacher(course: str, code: str, name: str, on: date, **more: str | None) -> PersonSaid:
    return PersonSaid(
        page=f"{GUIDE}/{code}.html",
        on=on,
        method=Method.LABEL,
        name=name,
        roles=[RoleSaid(kind="teacher", of="course", name=course, code=code, school_year="2026-2027")],
        **more,  # type: ignore[arg-type] # only the fields that are texts are given
    )


def _above(name: str, kind: str, of: str, thing: str, words: str, on: date) -> PersonSaid:
    return PersonSaid(
        page=f"{SITE}/organisatie",
        on=on,
        method=Method.PROFILE,
        name=name,
        email=f"{name.rsplit(maxsplit=1)[-1].lower()}@haz.example",
        roles=[RoleSaid(kind=kind, of=of, name=thing, words=words)],
    )


def _course(name: str, code: str, period: str, on: date, programme: str = "HBO-ICT") -> CourseSaid:
    return CourseSaid(
        page=f"{GUIDE}/{code}.html",
        on=on,
        method=Method.LABEL,
        name=name,
        code=code,
        credits=5.0,
        periods=[period],
        school_year="2026-2027",
        language="nl",
        programme=programme,
        unit="Faculteit ICT",
        url=f"{GUIDE}/{code}.html",
    )


def said_by_the_school(on: date) -> SchoolSaid:
    """What Hogeschool aan Zee says on its first day and on its second: a teacher replaced, a course new, one gone."""
    second = on >= SECOND
    courses = [
        _course("Datavisualisatie", "ICT-DV-2", "blok 3", on),
        _course("Databases", "ICT-DB-1", "blok 1", on),
        _course("UX-onderzoek", "ICT-UX-1", "blok 2", on),
        _course("Webontwikkeling", "ICT-WO-1", "blok 3", on, "Business IT & Management"),
    ]
    courses.append(_course("Cloud", "ICT-CL-4", "blok 4", on) if second else _course("Java", "ICT-JA-1", "blok 4", on))
    zoe = "Zoë van 't Hek"
    people = [
        _teacher("Datavisualisatie", "ICT-DV-2", zoe, on, email="z.vanthek@haz.example"),
        _teacher("Databases", "ICT-DB-1", zoe, on),
        _teacher("UX-onderzoek", "ICT-UX-1", "B. de Wit" if second else "A. Smit", on),
        _teacher("Webontwikkeling", "ICT-WO-1", "P. Bakker", on, email="p.bakker@haz.example"),
        _teacher("Webontwikkeling", "ICT-WO-1", "M. El Bouhali", on, email="m.elbouhali@haz.example"),
        _teacher("Datavisualisatie", "ICT-DV-2", HOSTILE, on),
        _above("K. Jansen-de Wit", "programme_coordinator", "programme", "HBO-ICT", "opleidingscoördinator", on),
        _above("S. Oudejans", "dean", "unit", "Faculteit ICT", "faculteitsdirecteur", on),
        _above("F. Zeeman", "board", "institution", "Hogeschool aan Zee", "College van Bestuur", on),
    ]
    about = {"page": f"{SITE}/opleidingen", "on": on, "method": Method.HEADING}
    return SchoolSaid(
        domain="haz.example",
        name="Hogeschool aan Zee",
        url=SITE,
        page=f"{SITE}/",
        on=on,
        level=Level.HBO,
        units=[UnitSaid(name="Faculteit ICT", url=f"{SITE}/ict", **about)],  # type: ignore[arg-type] # as above
        programmes=[
            ProgrammeSaid(name=name, level=Level.HBO, unit="Faculteit ICT", **about)  # type: ignore[arg-type] # as above
            for name in ("HBO-ICT", "Business IT & Management")
        ],
        courses=courses,
        people=people,
    )


class World:
    """The region in a database: what a test may want to know of it."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.engine = open_engine(url)

    def person(self, name: str) -> int:
        """The id of the person with this in their name."""
        with Session(self.engine) as session:
            found = session.exec(select(Person.id).where(Person.name.contains(name))).one()  # type: ignore[attr-defined] # a column
        assert found is not None
        return found

    def people(self) -> int:
        """How many people there are."""
        with Session(self.engine) as session:
            return len(session.exec(select(Person.id)).all())

    def stage(self, name: str) -> Stage | None:
        """Where that person stands; None without a lead."""
        from crm.tables import Lead

        with Session(self.engine) as session:
            found = session.exec(select(Lead.stage).where(Lead.person_id == self.person(name))).first()
        return None if found is None else Stage(found)

    def timeline(self, name: str) -> list[tuple[str, str | None]]:
        """Kind and note of what happened with that person, newest first."""
        from crm.tables import Activity, Lead

        with Session(self.engine) as session:
            found = session.exec(
                select(Activity.kind, Activity.note)
                .join(Lead, Lead.id == Activity.lead_id)  # type: ignore[arg-type] # a condition
                .where(Lead.person_id == self.person(name))
                .order_by(Activity.id.desc())  # type: ignore[union-attr] # a column
            )
            return [(str(kind), note) for kind, note in found]

    def next_action(self, name: str) -> tuple[str | None, str]:
        """What comes next for that person, and when."""
        from crm.tables import Lead

        with Session(self.engine) as session:
            lead = session.exec(select(Lead).where(Lead.person_id == self.person(name))).one()
            return lead.next_what, str(lead.next_on)

    def email(self, name: str) -> str | None:
        """The address of that person."""
        with Session(self.engine) as session:
            return session.get_one(Person, self.person(name)).email

    def keep_example(self, name: str) -> None:
        """That person told eva what the students work on."""
        from crm.services import examples
        from crm.tables import Lead

        with Session(self.engine) as session:
            lead = session.exec(select(Lead.id).where(Lead.person_id == self.person(name))).one()
        self._on(SECOND, lambda work: examples.add(work, lead or 0, "dashboards voor winkels"))

    def couple(self) -> None:
        """Four businesses were coupled in two school years, one of them twice; teams and businesses gave marks."""
        from crm.case_words import CompanySize, Party, SprintState
        from crm.tables import Company, Evaluation, Institution, Sprint

        moment = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)
        year, before = "2026-2027", "2025-2026"
        told = (
            ("Bakkerij Korenmolen", "Zaanstad", before, 4, date(2026, 2, 2)),
            ("Garage De Linde", "Amsterdam", before, 5, date(2025, 10, 6)),
            ("Kwekerij Zonneveld", "Amsterdam", year, 3, date(2026, 9, 21)),
            ("Drukkerij Het Anker", None, year, 6, None),
        )
        with Session(self.engine) as session:
            school = session.exec(select(Institution)).first()
            assert school is not None
            made: dict[str, int] = {}
            for name, place, *_rest in told:
                size = CompanySize.SMALL if place else None
                company = Company(
                    name=name, sort_key=name.lower(), municipality=place, size=size, owner="eva", by="eva", at=moment
                )
                session.add(company)
                session.flush()
                made[name] = company.id or 0
            for name, _place, when, students, starts in (*told, ("Garage De Linde", None, year, 4, date(2026, 10, 5))):
                sprint = Sprint(
                    company_id=made[name],
                    institution_id=school.id,
                    school_year=when,
                    students=students,
                    starts=starts,
                    state=SprintState.DONE,
                    source="lijst.xlsx",
                    by="eva",
                    at=moment,
                )
                session.add(sprint)
                session.flush()
                for party, mark in ((Party.COMPANY, 8), (Party.TEAM, 7)):
                    answer = Evaluation(
                        sprint_id=sprint.id or 0, party=party, question="mark", mark=mark, on=SECOND, by="eva"
                    )
                    session.add(answer)
            session.commit()

    def agree(self) -> None:
        """Zoë gave an example and agreed on four places; it was taken up; the study guide speaks of it."""
        from crm.services import agreements, leads, scouts, steps_up
        from crm.tables import Embedding
        from crm.words import Consent, EmbeddingLevel

        parts = agreements.AgreementParts(
            "adviesrapport",
            4,
            "blok 3",
            "intake, tussenstand, eindpresentatie",
            "docent, wekelijks",
            contact="Zoë van 't Hek",
            wish="kleinere teams",
        )
        self.keep_example("Hek")
        self._on(SECOND, lambda work: agreements.make(work, 1, parts))
        self._on(SECOND, lambda work: steps_up.take_up(work, 1, "rust op haar alleen", consent=Consent.YES))
        self._on(SECOND, lambda work: leads.advance(work, 1, Stage.AGREEMENT, note="mondeling"))
        self._on(SECOND, lambda work: scouts.send(work, 4, due=date(2026, 12, 4), whom="de docenten van jaar 2"))
        with Session(self.engine) as session:
            ict = session.exec(select(Programme.id).where(Programme.name == "HBO-ICT")).one()
            said = "In blok 3 werk je in een digitale sprint aan de vraag van een bedrijf."
            session.add(
                Embedding(
                    entity_id=ict or 0,
                    level=EmbeddingLevel.STUDY_GUIDE,
                    evidence=said,
                    page=f"{GUIDE}/ICT-DV-2.html",
                    proposed=True,
                    on=SECOND,
                    by="crawl",
                )
            )
            session.commit()

    def ask_cases(self) -> None:
        """Four businesses asked something: one long ago, one through a bank; one was offered, one withdrawn."""
        from crm.case_words import CaseState
        from crm.services import cases, companies
        from crm.services.outside_people import ContactSaid

        for day, (name, place, question), partner in (
            (date(2026, 10, 5), ("Garage De Sleutel", "Zeestad", "Kan de planning van monteurs van papier af?"), None),
            (date(2026, 11, 9), ("Bakkerij Korenmolen", "Zeewijk", ASKED), "Zeebank"),
            (date(2026, 11, 16), ("Bloemist Anemoon", "Zeewijk", "Wie koopt er na moederdag nog eens?"), "Zeebank"),
            (date(2026, 11, 20), ("Fysio De Brug", "Zeestad", "Een eigen app voor oefeningen"), None),
        ):
            whose = companies.CompanyParts(name, municipality=place)
            person = ContactSaid("Truus Molenaar", "truus@korenmolen.example") if "Koren" in name else None
            parts = cases.CaseParts(question, wants="een overzicht per dag", has="kassabonnen van twee jaar")
            self._on(day, partial(cases.add, company=whose, parts=parts, contact=person, partner=partner))
        self._on(SECOND, lambda work: cases.move(work, 3, CaseState.FIT))
        self._on(SECOND, lambda work: cases.move(work, 4, CaseState.WITHDRAWN, why="zelf opgelost"))
        self._on(SECOND, lambda work: companies.plan(work, 2, date(2026, 11, 20), "bellen over de data"))

    def accept(self) -> None:
        """Zoë said yes to the bakery's question."""
        from crm.case_words import ProposalState
        from crm.services import proposal_answers, proposals

        self.ask_cases()
        self._on(SECOND, lambda work: proposals.propose(work, 2, 1))
        yes = proposal_answers.Answer(ProposalState.ACCEPTED)
        self._on(SECOND, lambda work: proposal_answers.answer(work, 1, yes))

    def propose(self) -> str:
        """The bakery's question was put to Zoë by phone; returns its code."""
        from crm.services import proposals
        from crm.tables import Proposal
        from crm.words import ActivityKind

        self.ask_cases()
        self._on(SECOND, lambda work: proposals.propose(work, 2, 1))
        self._on(SECOND, lambda work: proposals.tell(work, 1, ActivityKind.CALL))
        with Session(self.engine) as session:
            return session.get_one(Proposal, 1).code

    def answers(self) -> list[str]:
        """Where each proposal stands."""
        from crm.tables import Proposal

        with Session(self.engine) as session:
            return [one.state.value for one in session.exec(select(Proposal)).all()]

    def sprint(self) -> None:
        """The bakery's question runs with five students of hers since October."""
        from crm.services import sprints

        self.accept()
        parts = sprints.SprintParts(date(2026, 10, 5), date(2027, 1, 15), "Team Oost", 5)
        self._on(SECOND, lambda work: sprints.start(work, 1, parts))

    def ask(self, company: str, question: str) -> None:
        """One more business asks something."""
        from crm.services import cases, companies

        whose, parts = companies.CompanyParts(company), cases.CaseParts(question)
        self._on(SECOND, partial(cases.add, company=whose, parts=parts))

    def make_lead(self, name: str) -> None:
        """Somebody else makes a lead of that person."""
        self._on(SECOND, lambda work: leads.add(work, self.person(name)))

    def crawl_again(self) -> None:
        """The school is read once more, and says the same."""
        self.crawl(date(2026, 11, 29))

    def fill(self) -> None:
        """Two crawls, and a month of work by eva."""
        clock = FixedClock(datetime(2026, 10, 30, 8, 0, tzinfo=UTC))
        with unit_of_work(self.engine, by="eva", clock=clock) as work:
            sources.add(work, SITE, name="Hogeschool aan Zee", level=Level.HBO)
        self.crawl(FIRST)
        self._work()
        self.crawl(SECOND)

    def crawl(self, on: date, said: SchoolSaid | None = None) -> None:
        """One crawl of the school, with what it says on that day."""
        moment = datetime(on.year, on.month, on.day, 6, 0, tzinfo=UTC)
        clock = FixedClock(moment)
        with unit_of_work(self.engine, by="crawl", clock=clock, journalled=False) as work:
            source = work.session.exec(select(Source)).one()
            run = CrawlRun(
                source_id=source.id or 0,
                state=RunState.FINISHED,
                started_at=moment,
                heard_at=moment,
                ended_at=moment,
                fetched=24,
            )
            work.session.add(run)
            work.session.flush()
            mapping.refresh(work.session, source=source, run=run, said=said or said_by_the_school(on), clock=clock)

    def archive(self) -> None:
        """Three pages of the study guide, in words that nobody knows but the last, are in the archive."""
        from crawler.archive import archived
        from crawler.extraction import read_page
        from crawler.fold import pack
        from crm.tables import Page, PageBody
        from crm.words import PageState

        moment = datetime(2026, 11, 22, 6, 0, tzinfo=UTC)
        with Session(self.engine) as session:
            source = session.exec(select(Source)).one()
            for code, name, teacher in (
                ("ICT-DV-2", "Datavisualisatie", "Zoë van 't Hek"),
                ("ICT-DB-1", "Databases", "Zoë van 't Hek"),
                ("ICT-WO-1", "Webontwikkeling", "P. Bakker"),
            ):
                url = f"{GUIDE}/{code}.html"
                body = PAGE.format(code=code, name=name, teacher=teacher).encode()
                found = read_page(body, url)
                page = Page(source_id=source.id or 0, url=url, state=PageState.READ, kind=str(found.kind))
                page.findings, page.asked_at = pack(found), moment
                session.add(page)
                session.flush()
                kept = archived({"content-type": "text/html; charset=utf-8"}, body)
                session.add(PageBody(page_id=page.id or 0, headers=kept.headers, body=kept.body))
            session.commit()

    def doubt(self) -> None:
        """The school says of two people what it does not make sure."""
        on = date(2026, 11, 22)
        said = said_by_the_school(on)
        vague = _above("Noor Haddad", "dean", "unit", "Faculteit ICT", "decaan", on)
        vague.roles[0].doubtful = True
        vague.evidence = {"roles": "Noor Haddad, decaan, is op dinsdag te bereiken"}
        unsure = _teacher("Databases", "ICT-DB-1", "Jip Molenaar", on)
        unsure.confidence = 0.4
        said.people += [vague, unsure]
        self.crawl(on, said)

    def twice(self) -> None:
        """The school says of two people what may well be one each."""
        on = date(2026, 11, 22)
        said = said_by_the_school(on)
        for name, page, words in (
            ("Wietske Ravestein", "team", "docent Databases"),
            ("Wietske Ravestein", "smoelenboek", "docent Databases"),
            ("Jurriaan Kleverlaan", "team", "onderzoeker"),
            ("Jurriaan Kleverlaen", "lectoraat", "onderzoeker"),
        ):
            address = "ravestein" if name.startswith("Wiet") else "kleverlaan"
            role = RoleSaid(kind="staff", of="institution", words=words)
            url = f"{SITE}/{page}/{address}-{page}"
            said.people.append(
                PersonSaid(page=f"{SITE}/{page}", on=on, method=Method.PROFILE, name=name, url=url, roles=[role])
            )
        self.crawl(on, said)

    def _work(self) -> None:
        zoe, bakker, bouhali = self.person("Hek"), self.person("Bakker"), self.person("Bouhali")
        self._on(date(2026, 11, 9), lambda work: leads.advance(work, _made(work, zoe), Stage.WARM))
        self._on(date(2026, 11, 10), lambda work: leads.log(work, 1, ActivityKind.MAIL, "eerste bericht"))
        self._on(date(2026, 11, 10), lambda work: leads.advance(work, 1, Stage.INFORMED))
        self._on(
            date(2026, 11, 12),
            lambda work: (
                leads.log(work, 1, ActivityKind.CALL, "wil voorbeelden zien", direction=Direction.IN),
                leads.plan(work, 1, date(2026, 11, 19), "bellen"),
                edits.set_values(work, EntityKind.PERSON, zoe, {"phone": "020 555 01 23"}),
            ),
        )
        self._on(date(2026, 11, 13), lambda work: leads.plan(work, _made(work, bakker), date(2026, 12, 1), "mailen"))
        self._on(date(2026, 11, 13), lambda work: leads.advance(work, 2, Stage.WARM))
        self._on(date(2026, 10, 14), lambda work: leads.advance(work, _made(work, bouhali), Stage.WARM))
        with Session(self.engine) as session:
            ict = session.exec(select(Programme.id).where(Programme.name == "HBO-ICT")).one()
        assert ict is not None
        self._on(date(2026, 11, 13), lambda work: targets.set_target(work, EntityKind.PROGRAMME, ict, Target.YES))

    def _on(self, day: date, deed: Callable[..., object]) -> None:
        clock = FixedClock(datetime(day.year, day.month, day.day, 9, 0, tzinfo=UTC))
        with unit_of_work(self.engine, by="eva", clock=clock) as work:
            deed(work)


def _made(work: object, person_id: int) -> int:
    made = leads.add(work, person_id).id  # type: ignore[arg-type] # the unit of work of `_on`
    assert made is not None
    return made


@pytest.fixture(scope="session")
def _filled(filled_once: "FilledOnce") -> Path:
    def fill(url: str) -> None:
        world = World(url)
        world.fill()
        world.engine.dispose()

    return filled_once("world.db", fill)


@pytest.fixture
def world(_filled: Path, tmp_path: Path) -> Iterator[World]:
    """The region, in a database of its own."""
    path = tmp_path / "world.db"
    shutil.copy(_filled, path)
    made = World(sqlite_url(path))
    yield made
    made.engine.dispose()


@pytest.fixture(autouse=True)
def _language_again() -> Iterator[None]:
    before = current_language()
    yield
    use_language(before)


@pytest.fixture
def opened() -> list[str]:
    """The pages that were opened in the browser."""
    return []


def is_short(timer: Timer) -> bool:
    """Whether it is to ring soon, and once."""
    waits = timer._task is not None and not timer._task.done()
    return waits and timer._repeat == 0 and timer._interval <= A_REST


class Hand:
    """Drives the app as a person does, and waits after each key until what it asked for is on the screen."""

    def __init__(self, pilot: "Pilot[None]", app: WerkplaatsApp) -> None:
        self.pilot = pilot
        self.app = app

    async def settle(self) -> None:
        """Waits until every question to the database has been answered and painted, and nothing is put off for a rest.

        That is: nothing is left to be run, nothing runs beside it, no screen is to be painted, no short timer runs.
        """
        ready = asyncio.get_running_loop()._ready  # type: ignore[attr-defined] # no other way to see that all was run
        quiet = 0
        while quiet < 2:
            await asyncio.sleep(0)
            quiet = 0 if ready or await self._is_busy() else quiet + 1

    async def _is_busy(self) -> bool:
        """Takes what is under way a step further; whether there was any."""
        if any(not worker.is_finished for worker in self.app.workers):
            with suppress(WorkerCancelled):
                await self.app.workers.wait_for_complete()
            return True
        screen = self.app.screen
        to_be_painted = vars(screen._update_timer).get("_active")
        if to_be_painted is not None and to_be_painted.is_set():
            screen._on_timer_update()
            return True
        if any(is_short(timer) for pump in (self.app, *self.app._registry) for timer in pump._timers):
            await asyncio.sleep(A_MOMENT)
            return True
        return False

    async def press(self, *keys: str) -> None:
        """Presses keys, one after the other."""
        for key in keys:
            self.app.post_message(events.Key(key, key if len(key) == 1 else None))
            await self.settle()

    async def write(self, text: str) -> None:
        """Types a text."""
        for letter in text:
            self.app.post_message(events.Key(_character_to_key(letter), letter))
        await self.settle()

    async def rush(self, *keys: str) -> None:
        """Presses keys faster than the app draws."""
        for key in keys:
            self.app.post_message(events.Key(key, " " if key == "space" else key if len(key) == 1 else None))
        await self.settle()

    async def to_leads(self, name: str) -> None:
        """To the leads, with the cursor on somebody."""
        await self.press("2")
        self.rows.go_to(self.row_of(name))
        await self.settle()

    def row_of(self, name: str) -> int:
        """The id of somebody's row in the list of leads."""
        return next(one for one in self.rows.ids if name in self.row(self.rows, one).name)

    @staticmethod
    def row(rows: Rows[Any], one: int) -> Any:
        """A row that has been read."""
        found = rows.row(one)
        assert found is not None
        return found

    def at(self, place: type[Screen[Any]]) -> bool:
        """Whether that is the screen one is on."""
        return isinstance(self.app.screen, place)

    def one(self, selector: str, kind: type[W]) -> W:
        """A widget of the screen."""
        return self.app.screen.query_one(selector, kind)

    @property
    def place(self) -> Place:
        """Where one is."""
        assert isinstance(self.app.screen, Place)
        return self.app.screen

    @property
    def rows(self) -> Rows[Any]:
        """The list of leads."""
        return self.one("#list", Rows)

    @property
    def names(self) -> list[str]:
        """The names in the list of leads."""
        return [self.row(self.rows, one).name for one in self.rows.ids]

    @property
    def said(self) -> str:
        """The words on the status line."""
        return self.app.words[0]

    @property
    def text(self) -> str:
        """All text on the screen."""
        return "\n".join(strip.text.rstrip() for strip in self.app.screen._compositor.render_strips())


Driving = Callable[..., AbstractAsyncContextManager[Hand]]


@pytest.fixture
def driving(clock: FixedClock, opened: list[str]) -> Driving:
    """Opens the app on a database: `async with driving(url) as hand`."""

    @asynccontextmanager
    async def drive(
        url: str,
        *,
        size: tuple[int, int] = (80, 24),
        language: str = "nl",
        user: str = "eva",
        keys: Mapping[str, str] | None = None,
    ) -> AsyncIterator[Hand]:
        app = WerkplaatsApp(
            url,
            user=user,
            language=language,
            clock=clock,
            page_opener=opened.append,
            mail_opener=lambda _target: True,
            keys=keys,
        )
        async with app.run_test(size=size) as pilot:
            hand = Hand(pilot, app)
            await hand.settle()
            yield hand

    return drive
