"""What the app asks of the map: the way to a thing, what is known of it, what passes a filter, how a crawl gets on."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from sqlmodel import Session, select

from crm.clock import FixedClock
from crm.errors import NotFoundError
from crm.query import parse
from crm.services import leads, targets
from crm.statements import CourseSaid, PersonSaid, ProgrammeSaid, RoleSaid, UnitSaid
from crm.tables import Course, CrawlRun, Page, Person, Programme, Role, Unit
from crm.unit_of_work import Work
from crm.views.card import card, stages_at, stages_of
from crm.views.progress import under_way, unread
from crm.views.standing import way_to
from crm.views.tree import NodeId, children
from crm.views.tree_filter import Passing, passing
from crm.words import EntityKind, Method, PageState, RunState, Stage, Target

if TYPE_CHECKING:
    from tests.integration.map.conftest import School


@pytest.fixture
def crawled(school: "School") -> "School":
    """A school with a faculty, a programme and two courses, one taught by Zoë."""
    on = school.today

    def course(name: str, code: str) -> CourseSaid:
        return CourseSaid(
            page=school.page(code),
            on=on,
            method=Method.LABEL,
            name=name,
            code=code,
            credits=5.0,
            school_year="2026-2027",
            programme="HBO-ICT",
            unit="Faculteit ICT",
        )

    def person(name: str, role: str, of: str, thing: str, email: str) -> PersonSaid:
        roles = [RoleSaid(kind=role, of=of, name=thing)]
        return PersonSaid(page=school.page("team"), on=on, method=Method.LABEL, name=name, email=email, roles=roles)

    school.crawl(
        UnitSaid(page=school.page("ict"), on=on, method=Method.HEADING, name="Faculteit ICT"),
        ProgrammeSaid(page=school.page("p"), on=on, method=Method.HEADING, name="HBO-ICT", unit="Faculteit ICT"),
        course("Databases", "ICT-DB-1"),
        course("Webontwikkeling", "ICT-WO-1"),
        person("Zoë van 't Hek", "teacher", "course", "Databases", "z.vanthek@haz.example"),
        person("K. Jansen", "programme_coordinator", "programme", "HBO-ICT", "k.jansen@haz.example"),
    )
    return school


def id_of(session: Session, model: type[Course | Person | Programme | Unit], name: str) -> int:
    found = session.exec(select(model.id).where(model.name == name)).one()
    assert found is not None
    return found


def find(session: Session, clock: FixedClock, text: str) -> Passing:
    return passing(session, parse(text), clock=clock, me="eva")


def test_a_person_is_reached_through_what_they_teach(session: Session, crawled: "School") -> None:
    zoe = id_of(session, Person, "Zoë van 't Hek")
    kinds = [step.kind for step in way_to(session, EntityKind.PERSON, zoe)]
    assert kinds == [
        EntityKind.INSTITUTION,
        EntityKind.UNIT,
        EntityKind.PROGRAMME,
        EntityKind.COURSE,
        EntityKind.PERSON,
    ]


def test_the_way_is_the_way_the_tree_opens(session: Session, clock: FixedClock, crawled: "School") -> None:
    way = way_to(session, EntityKind.COURSE, id_of(session, Course, "Databases"))
    above: NodeId | None = None
    for step in way:
        assert (step.kind, step.id) in [(node.kind, node.id) for node in children(session, above, clock=clock)]
        above = NodeId(step.kind, step.id)


def test_a_role_is_shown_as_its_person(session: Session, crawled: "School") -> None:
    role = session.exec(select(Role.id).where(Role.of_kind == EntityKind.COURSE)).one()
    assert role is not None
    assert [step.kind for step in way_to(session, EntityKind.ROLE, role)][-2:] == [EntityKind.PERSON, EntityKind.ROLE]


def test_a_course_that_is_not_there_has_no_card(session: Session, crawled: "School") -> None:
    with pytest.raises(NotFoundError):
        card(session, EntityKind.COURSE, 10_000)


def test_the_card_of_a_course_names_who_teaches_it_and_where_that_stands(session: Session, crawled: "School") -> None:
    found = card(session, EntityKind.COURSE, id_of(session, Course, "Databases"))
    assert [tie.name for tie in found.ties] == ["Zoë van 't Hek"]
    assert found.values["code"] == "ICT-DB-1"
    assert found.url == "https://haz.example/ICT-DB-1"
    assert found.school == "Hogeschool aan Zee"


def test_a_programme_counts_its_people_once_with_how_far_one_came(
    session: Session, clock: FixedClock, crawled: "School"
) -> None:
    work = Work(session, "eva", clock)
    zoe, ict = id_of(session, Person, "Zoë van 't Hek"), id_of(session, Programme, "HBO-ICT")
    lead = leads.add(work, zoe).id
    assert lead is not None
    leads.advance(work, lead, Stage.WARM)
    session.flush()
    found = card(session, EntityKind.PROGRAMME, ict)
    assert (found.people, found.stages) == (2, {Stage.WARM: 1})
    assert stages_at(session, [ict]) == {ict: {Stage.WARM: 1}}
    assert stages_of(session, [zoe, ict]) == {zoe: Stage.WARM}
    assert card(session, EntityKind.UNIT, id_of(session, Unit, "Faculteit ICT")).people == 2


def test_a_filter_passes_what_fits_and_all_above_it(session: Session, clock: FixedClock, crawled: "School") -> None:
    found = find(session, clock, "databases")
    course, ict = id_of(session, Course, "Databases"), id_of(session, Programme, "HBO-ICT")
    assert course in found.hits
    assert ict in found.above
    assert id_of(session, Unit, "Faculteit ICT") in found
    assert id_of(session, Course, "Webontwikkeling") not in found


def test_a_filter_by_one_course_does_not_let_its_teachers_other_courses_pass(
    session: Session, clock: FixedClock, school: "School"
) -> None:
    web, data = school.course("WO-1", "Webontwikkeling"), school.course("DB-1", "Databases")
    school.crawl(web, data, school.teacher("J. Smit", "a", "WO-1"), school.teacher("J. Smit", "b", "DB-1"))
    found = find(session, clock, "databases")
    assert id_of(session, Course, "Databases") in found
    assert id_of(session, Course, "Webontwikkeling") not in found


@pytest.mark.parametrize(
    ("text", "course"),
    [
        ("heeft:mail", True),
        ("vak:ict-db", True),
        ("school:haz", True),
        ("niveau:hbo", True),
        ("doel:ja", True),
        ("school:zeestad", False),
        ("niveau:wo", False),
        ("doel:nee", False),
        ("fase:warm", False),
    ],
)
def test_a_filter_understands_the_query_language(
    session: Session, clock: FixedClock, crawled: "School", text: str, course: bool
) -> None:
    work, ict = Work(session, "eva", clock), id_of(session, Programme, "HBO-ICT")
    targets.set_target(work, EntityKind.PROGRAMME, ict, Target.YES)
    found = find(session, clock, text)
    school = way_to(session, EntityKind.COURSE, id_of(session, Course, "Databases"))[0].id
    passes = id_of(session, Course, "Databases") in found or school in found.hits
    assert passes is course


def test_what_a_filter_excludes_goes_and_the_rest_stays(session: Session, clock: FixedClock, crawled: "School") -> None:
    found = find(session, clock, "-databases")
    school = way_to(session, EntityKind.COURSE, id_of(session, Course, "Databases"))[0].id
    assert school in found.hits
    assert id_of(session, Course, "Databases") in found.hidden
    assert id_of(session, Course, "Webontwikkeling") not in found.hidden
    both = find(session, clock, "web -ontwikkeling -databases")
    assert id_of(session, Course, "Webontwikkeling") in both
    assert id_of(session, Course, "Databases") not in both


def test_a_crawl_that_runs_says_what_it_found_and_where_it_is(session: Session, crawled: "School") -> None:
    now = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
    run = CrawlRun(source_id=crawled.runs[0].source_id, state=RunState.RUNNING, started_at=now, heard_at=now, fetched=2)
    session.add(run)
    session.flush()
    for number, (kind, state) in enumerate(
        [("course", PageState.READ), ("other", PageState.READ), (None, PageState.FAILED)]
    ):
        page = Page(source_id=run.source_id, url=crawled.page(str(number)), state=state, run_id=run.id, kind=kind)
        page.asked_at = now.replace(minute=number)
        page.problem = "stilte" if state is PageState.FAILED else None
        session.add(page)
    session.flush()
    progress = next(one for one in under_way(session) if one.run.id == run.id)
    assert progress.kinds == {"course": 1, "other": 1}
    assert progress.page == crawled.page("1")
    assert [(page.url, page.problem) for page in unread(session, run.source_id)] == [(crawled.page("2"), "stilte")]


def test_a_target_asked_of_one_course_is_what_the_whole_map_says(
    session: Session, clock: FixedClock, crawled: "School"
) -> None:
    work = Work(session, "eva", clock)
    unit, course = id_of(session, Unit, "Faculteit ICT"), id_of(session, Course, "Databases")
    targets.set_target(work, EntityKind.UNIT, unit, Target.NO)
    assert targets.effective(session, [course]) == {course: Target.NO}
    assert targets.aims(session).of(course) is targets.aims(session, {EntityKind.COURSE: [course]}).of(course)
