"""What was read is kept: a run that finds far too little changes nothing, and the archive can be read again."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlmodel import Session, col, func, select

from crawler import held, reread
from crm.clock import SystemClock
from crm.database.engine import open_engine
from crm.errors import RefusedError
from crm.tables import Change, Course, CrawlRun, Entity, Page, PageBody
from crm.words import RunKind, RunState

from .conftest import School, add_source, course, page

Schools = Callable[..., School]
Crawled = Callable[..., CrawlRun]


def guide(courses: int) -> dict[str, Any]:
    pages = {f"/vakken/{n}.html": course(f"Vak nummer {n}", f"ICT-{n:03}", "Jan Smit", "/") for n in range(courses)}
    return {"/": page(*pages), **pages}


def standing(database: str) -> int:
    """Courses on the map."""
    engine = open_engine(database)
    with Session(engine) as session:
        query = select(func.count(col(Course.id))).join(Entity, col(Entity.id) == Course.id)
        found = session.exec(query.where(col(Entity.gone_on).is_(None))).one()
    engine.dispose()
    return found


@pytest.fixture
def emptied(school: Schools, crawled: Crawled, database: str) -> tuple[School, int, CrawlRun]:
    """A school of 20 courses whose guide shows three a week later: the site, its source, and the run that saw it."""
    site = school(guide(20))
    source = add_source(database, site.url)
    assert crawled(database, source).state is RunState.FINISHED
    site.pages |= {f"/vakken/{n}.html": page("/", body="<h1>Onderhoud</h1>") for n in range(3, 20)}
    return site, source, crawled(database, source)


def test_accepted_it_goes_into_the_map(emptied: Any, database: str) -> None:
    engine = open_engine(database)
    held.accept(engine, emptied[2].id, SystemClock())
    with pytest.raises(RefusedError):
        held.accept(engine, emptied[2].id, SystemClock())
    with Session(engine) as session:
        run = session.get_one(CrawlRun, emptied[2].id)
        assert (run.state, run.courses_gone) == (RunState.FINISHED, 17)
        assert len(session.exec(select(Change).where(Change.change == "gone", Change.kind == "course")).all()) == 17
    engine.dispose()
    assert standing(database) == 3


def test_a_run_that_finds_far_less_is_held_and_discarded_the_map_stays_as_it_was(
    emptied: Any, crawled: Crawled, database: str
) -> None:
    site, source, run = emptied
    assert run.state is RunState.HELD
    assert "courses: 3 instead of 20" in str(run.message)
    assert f"werkplaats run accept {run.id}" in str(run.message)
    assert (standing(database), run.courses_gone) == (20, 0)
    engine = open_engine(database)
    held.discard(engine, run.id, SystemClock())
    engine.dispose()
    assert standing(database) == 20
    assert crawled(database, source).state is RunState.HELD, "the site is as bad as it was"
    site.pages |= guide(20)
    mended = crawled(database, source)
    assert (mended.state, mended.courses_new, mended.courses_gone) == (RunState.FINISHED, 0, 0)
    assert standing(database) == 20


def test_the_archive_is_read_again_without_a_question_to_the_server(
    school: Schools, crawled: Crawled, database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = school(guide(4))
    source = add_source(database, site.url)
    crawled(database, source)
    site.asked.clear()
    engine = open_engine(database)
    before = reread.preview(engine, source, SystemClock())
    assert (before.pages, before.read_otherwise, before.lines, before.run) == (5, 0, [], None)

    def otherwise(answer: Any, *, level: Any) -> Any:
        findings = as_ever(answer, level=level)
        findings.courses = [each for each in findings.courses if each.code != "ICT-002"]
        for each in findings.courses:
            each.credits = 10.0
        return findings

    from crawler import fetching

    as_ever = fetching.read_answer
    monkeypatch.setattr(fetching, "read_answer", otherwise)
    shown = reread.preview(engine, source, SystemClock())
    assert shown.read_otherwise >= 4
    assert {(line.change, line.name) for line in shown.lines if line.kind == "course"} >= {("gone", "Vak nummer 2")}
    assert standing(database) == 4, "a preview writes nothing"
    done = reread.apply(engine, source, SystemClock())
    assert [(line.change, line.name, line.field, line.new) for line in done.lines] == [
        (line.change, line.name, line.field, line.new) for line in shown.lines
    ]
    with Session(engine) as session:
        row = session.get_one(CrawlRun, done.run)
        assert (row.kind, row.state, row.courses_gone, row.courses_changed) == (
            RunKind.REREAD,
            RunState.FINISHED,
            1,
            3,
        )
    assert standing(database) == 3
    assert site.asked == []
    engine.dispose()


def test_every_page_is_archived_with_its_headers_and_forgotten_when_it_is_gone(
    school: Schools, crawled: Crawled, database: str
) -> None:
    from crawler.archive import answers

    site = school(guide(3))
    source = add_source(database, site.url)
    crawled(database, source)
    engine = open_engine(database)
    kept = {answer.url.removeprefix(site.url): answer for _id, answer in answers(engine, source)}
    assert kept["vakken/1.html"].body == str(site.pages["/vakken/1.html"]).encode()
    assert kept["vakken/1.html"].content_type == "text/html; charset=utf-8"
    del site.pages["/vakken/2.html"]
    site.pages["/"] = page("/vakken/0.html", "/vakken/1.html")
    crawled(database, source)
    with Session(engine) as session:
        held_pages = session.exec(select(Page.url).join(PageBody, col(PageBody.page_id) == Page.id)).all()
    assert sorted(url.removeprefix(site.url) for url in held_pages) == ["", "vakken/0.html", "vakken/1.html"]
    engine.dispose()
