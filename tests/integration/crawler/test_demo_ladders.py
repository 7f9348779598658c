"""The ladder above the teachers of the demo schools, from their pages to the map, as the schools' truth says it."""

import tomllib
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlmodel import Session, select

from crawler.demo.editions import School, load, schools
from crawler.extraction import read_page, read_site
from crawler.guard import scope_of
from crawler.statements import ReadPage, school_said
from crm.clock import FixedClock
from crm.database.engine import open_engine, sqlite_url
from crm.database.upgrading import upgrade
from crm.resources import data_path
from crm.services import mapping
from crm.tables import CrawlRun, Institution, Person, Source
from crm.text import fold
from crm.views.ladder import ladder
from crm.words import RUNGS, Level, RunState

TRUTH: dict[str, Any] = tomllib.loads(data_path("demo/truth.toml").read_text(encoding="utf-8"))
TEACHERS = [
    pytest.param(said, name, id=f"{said['school']}: {name}, {said['course']}")
    for said in TRUTH["ladder"]
    for name in said["teacher"]
]
CLOCK = FixedClock(datetime(2026, 11, 23, 8, 0, tzinfo=UTC))


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    """A map of every page of the demo schools' first week."""
    engine = open_engine(sqlite_url(tmp_path_factory.mktemp("demo") / "demo.db"))
    upgrade(engine)
    with Session(engine) as session:
        for school in schools():
            _map(session, school)
        yield session
    engine.dispose()


def _map(session: Session, school: School) -> None:
    source = Source(name=school.name, url=school.url, added_at=CLOCK.now(), level=Level(school.level))
    session.add(source)
    session.flush()
    assert source.id is not None
    run = CrawlRun(source_id=source.id, state=RunState.FOLDING, started_at=CLOCK.now(), heard_at=CLOCK.now())
    session.add(run)
    session.flush()
    read = [
        read_page(page.body, f"http://{host}{path}", content_type=page.content_type, level=school.level)
        for host, pages in load(1).pages.items()
        for path, page in pages.items()
        if host in school.hosts and "html" in page.content_type
    ]
    said = school_said(
        [ReadPage(page, CLOCK.today()) for page in read_site(read)],
        domain=scope_of(school.url).domain,
        name=school.name,
        url=school.url,
        level=Level(school.level),
        on=CLOCK.today(),
    )
    mapping.refresh(session, source=source, run=run, said=said, clock=CLOCK)


def _spellings(school: str, names: list[str]) -> set[str]:
    """`names` and what else the truth calls the same people, folded."""
    same = [set(map(fold, each["names"])) for each in TRUTH["same"] if each["school"] == school]
    found = set(map(fold, names))
    return found.union(*(group for group in same if group & found))


def _person(session: Session, school: str, name: str) -> Person:
    key = next(each.name for each in schools() if each.key == school)
    people = session.exec(select(Person).join(Institution).where(Institution.name == key)).all()
    return next(person for person in people if fold(person.name) in _spellings(school, [name]))


@pytest.mark.parametrize(("said", "name"), TEACHERS)
def test_a_teacher_is_led_up_by_whom_the_truth_names(demo: Session, said: dict[str, Any], name: str) -> None:
    teacher = _person(demo, said["school"], name)
    assert teacher.id is not None
    held = {str(rung) for rung in RUNGS if fold(name) in _spellings(said["school"], said.get(str(rung), []))}
    for rung in ladder(demo, teacher.id):
        wanted = set(said[str(rung.rung)]) - {name}
        who = {fold(rung.person.name)} if rung.person is not None else set()
        if wanted:
            assert who, f"nobody on rung {rung.rung}"
            assert who <= _spellings(said["school"], sorted(wanted)), rung.rung
        elif str(rung.rung) not in held:
            assert not who, rung.rung
