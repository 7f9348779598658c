"""What is shown once is read everywhere on the site; what was known heals a site whose template changed."""

from collections.abc import Callable, Sequence
from typing import Any

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, col, select

from crawler import held, reread
from crawler.learning import teaching
from crawler.learning.rules import Mark, Says
from crm.clock import SystemClock
from crm.database.engine import open_engine
from crm.services import site_rules
from crm.services.journal import undo
from crm.tables import Course, CrawlRun, Entity, Person, Role, Sighting, SiteRule
from crm.unit_of_work import unit_of_work
from crm.words import Method, RuleState, RunState

from .conftest import School, add_source, page

Schools = Callable[..., School]
Crawled = Callable[..., CrawlRun]
TEACHERS = ["Jan Smit", "Ineke de Groot", "Bart van Dam", "Noor Haddad", "Piet Bakker", "Zoë Mulder"]


def strange(n: int, teacher: str) -> str:
    """A page of a study guide whose words no vocabulary has."""
    body = (
        f"<div class='kop'><h1>Vak nummer {n}</h1></div><div class='rij'><span>Merkteken</span></div>"
        f"<div class='blok'><div class='wat'>Omvang</div><div class='zoveel'>{n + 1} EC</div></div>"
        f"<div class='blok'><div class='wat'>In goede handen bij</div><div class='wie'>{teacher}</div></div>"
    )
    return page("/", body=body)


def usual(n: int, teacher: str) -> str:
    """The same course on a page as most guides have it."""
    rows = f"<tr><th>Vakcode</th><td>ICT-{n:03}</td></tr><tr><th>Studiepunten</th><td>{n + 1} EC</td></tr>"
    rows += f"<tr><th>Docent</th><td>{teacher}</td></tr>"
    return page("/", body=f"<h1>Vak nummer {n}</h1><table>{rows}</table>")


MORE = ["Anna Visser", "Kees Jansen", "Lotte Meijer", "Henk de Boer", "Sara Peters", "Tom Hendriks"]


def site_of(made: Callable[[int, str], str], teachers: Sequence[str] = TEACHERS) -> dict[str, Any]:
    pages = {f"/gids/{n}": made(n, teacher) for n, teacher in enumerate(teachers)}
    return {"/": page(*pages, body="<h1>Studiegids</h1>"), **pages}


@pytest.fixture
def engine(database: str) -> Any:
    opened = open_engine(database)
    yield opened
    opened.dispose()


def taught(engine: Engine) -> set[tuple[str, str]]:
    """Who teaches which course, by the map as it stands."""
    with Session(engine) as session:
        rows = session.exec(
            select(Person.name, Course.name)
            .join(Role, col(Role.person_id) == Person.id)
            .join(Course, col(Course.id) == Role.of_id)
            .join(Entity, col(Entity.id) == Role.id)
            .where(col(Entity.gone_on).is_(None), ~col(Entity.in_review))
        )
        return set(rows)


def test_two_marks_teach_a_template_and_undo_takes_it_back(
    school: Schools, crawled: Crawled, database: str, engine: Engine
) -> None:
    site = school(site_of(strange))
    source = add_source(database, site.url)
    crawled(database, source)
    assert taught(engine) == set()
    clock = SystemClock()
    marks = []
    with Session(engine) as session:
        ids = [teaching.page_named(session, f"{site.url}gids/{n}").id or 0 for n in (0, 3)]
    for page_id, words in zip(ids, (TEACHERS[0], TEACHERS[3]), strict=True):
        shown = teaching.shown_page(engine, page_id)
        line = next(line for line in shown.lines if line.text == words)
        assert Says.TEACHER in [says for says, _words in teaching.offered(engine, page_id, line.index)]
        marks.append(Mark(shown.url, line.index, Says.TEACHER, line.text))
    lesson = teaching.teach(engine, source, marks, clock)
    assert (lesson.differences.fitting, lesson.differences.gained[Says.TEACHER], lesson.differences.lost) == (6, 6, {})
    assert lesson.differences.examples["gained"][0].new in TEACHERS
    number, _action = teaching.keep(engine, lesson, "docent", by="marlies", clock=clock)
    done = reread.apply_changed_rules(engine, source, clock)
    assert done is not None
    wanted = {(name, f"Vak nummer {n}") for n, name in enumerate(TEACHERS)}
    assert taught(engine) == wanted
    with Session(engine) as session:
        sighting = session.exec(select(Sighting).where(Sighting.kind == "person", Sighting.method == "profile")).first()
    assert sighting is not None
    assert sighting.method is Method.PROFILE
    assert sighting.evidence["roles"].startswith(f"#{number} in goede handen bij: ")
    site.pages["/gids/5"] = strange(5, "Eva Vermeer")
    crawled(database, source)
    assert ("Eva Vermeer", "Vak nummer 5") in taught(engine), "every later crawl reads by the rule"
    with unit_of_work(engine, by="marlies", clock=clock) as work:
        undone = undo(work)
    assert "site_rule" in undone.tables
    reread.apply_all_changed_rules(engine, clock)
    assert taught(engine) == set()


def test_who_is_no_person_is_off_the_map(school: Schools, crawled: Crawled, database: str, engine: Engine) -> None:
    pages = site_of(usual)
    pages["/gids/0"] = usual(0, "Hugo Sluis")
    site = school(pages)
    source = add_source(database, site.url)
    crawled(database, source)
    assert ("Hugo Sluis", "Vak nummer 0") in taught(engine)
    with Session(engine) as session:
        page_id = teaching.page_named(session, f"{site.url}gids/0").id or 0
    line = next(line for line in teaching.shown_page(engine, page_id).lines if line.text == "Hugo Sluis")
    mark = Mark(f"{site.url}gids/0", line.index, Says.NOBODY, line.text)
    lesson = teaching.teach(engine, source, [mark], SystemClock())
    assert lesson.differences.lost == {Says.TEACHER: 1}
    teaching.keep(engine, lesson, "niemand", by="marlies", clock=SystemClock())
    reread.apply_changed_rules(engine, source, SystemClock())
    assert taught(engine) == {(name, f"Vak nummer {n}") for n, name in enumerate(TEACHERS) if n}


def test_a_site_whose_template_changed_proposes_what_mends_it(
    school: Schools, crawled: Crawled, database: str, engine: Engine
) -> None:
    site = school(site_of(usual, [*TEACHERS, *MORE]))
    source = add_source(database, site.url)
    crawled(database, source)
    before = taught(engine)
    assert len(before) == 12
    site.pages |= {path: body for path, body in site_of(_redesigned, [*TEACHERS, *MORE]).items() if path != "/"}
    run = crawled(database, source)
    assert run.state is RunState.HELD
    assert "12 courses and 12 people" in str(run.message)
    assert taught(engine) == before
    with Session(engine) as session:
        proposed = site_rules.of_source(session, source, RuleState.PROPOSED)
    assert {row.says for row in proposed} >= {"teacher"}
    assert all(row.run_id == run.id and row.rule["marks"] for row in proposed)
    held.accept(engine, run.id or 0, SystemClock())
    assert taught(engine) == before
    with Session(engine) as session:
        assert {row.state for row in session.exec(select(SiteRule))} == {RuleState.KEPT}


def test_a_site_that_names_its_courses_and_people_still_and_no_longer_who_teaches_what_is_held_and_mended(
    school: Schools, crawled: Crawled, database: str, engine: Engine
) -> None:
    team = page("/", body="".join(f"<article><h2>{name}</h2><p>Docent</p></article>" for name in TEACHERS + MORE))
    site = school({**site_of(usual, [*TEACHERS, *MORE]), "/team": team})
    site.pages["/"] = page("/team", *(path for path in site.pages if "/gids" in path), body="<h1>Studiegids</h1>")
    source = add_source(database, site.url)
    crawled(database, source)
    before = taught(engine)
    assert len(before) == 12
    for n, name in enumerate([*TEACHERS, *MORE]):
        code = f"<p>Vakcode: ICT-{n:03}</p>"
        site.pages[f"/gids/{n}"] = page(
            "/", body=f"<h1>Vak nummer {n}</h1>{code}<p>In goede handen bij</p><p>{name}</p>"
        )
    run = crawled(database, source)
    assert run.state is RunState.HELD
    assert "pages that name who teaches: 0 instead of 12" in str(run.message)
    assert taught(engine) == before
    held.accept(engine, run.id or 0, SystemClock())
    assert taught(engine) == before, "what is known was found again on the new pages"


def _redesigned(n: int, teacher: str) -> str:
    body = (
        f"<div class='kop'>Vak nummer {n}</div><div class='blok'><div class='wat'>Merk</div><div>ICT-{n:03}</div></div>"
        f"<div class='blok'><div class='wat'>In goede handen bij</div><div class='wie'>{teacher}</div></div>"
    )
    return page("/", body=body)
