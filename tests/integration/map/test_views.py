"""What the views of the map say: the tree, the ladder, targets, sources, the whole map under a query."""

from datetime import date
from typing import Any

import pytest
from sqlmodel import select

from crm.clock import FixedClock
from crm.errors import NotFoundError, UsageError
from crm.services import targets
from crm.statements import PersonSaid, RoleSaid, UnitSaid
from crm.tables import SearchText
from crm.views.ladder import ladder
from crm.views.map import course_map
from crm.views.sources import NEVER, running, runs, sources
from crm.views.tree import NodeId, TreeNode, children, year_standing
from crm.words import EntityKind, RoleKind, RunState, Target


def _leader(school: Any, name: str, kind: str, of: str, what: str | None, **more: Any) -> PersonSaid:
    role = RoleSaid(kind=kind, of=of, name=what, **more)
    return PersonSaid(page=school.page(f"over/{kind}"), on=school.today, name=name, roles=[role])


@pytest.fixture
def mapped(school: Any) -> Any:
    """A faculty with one programme of two courses, their teachers, and those above them."""
    school.crawl(
        UnitSaid(page=school.page("ict"), on=school.today, name="Faculteit ICT"),
        school.programme("HBO-ICT", unit="Faculteit ICT"),
        school.course("DB-1", "Databases", programme="HBO-ICT", credits=5, periods=["blok 1"]),
        school.course("UX-1", "UX-onderzoek", programme="HBO-ICT"),
        school.course("VPK-1", "Zorg in de wijk"),
        school.teacher("Zoë van 't Hek", "vak/DB-1", "DB-1", year="2026-2027"),
        school.teacher("P. Bakker", "vak/UX-1", "UX-1", year="2025-2026"),
        _leader(school, "K. Jansen-de Wit", "programme_coordinator", "programme", "HBO-ICT"),
        _leader(school, "Sem Oudejans", "dean", "unit", "Faculteit ICT"),
        _leader(school, "R. in 't Veld", "board", "institution", None),
    )
    return school


def _under(school: Any, *names: str) -> list[TreeNode]:
    nodes = children(school.session, clock=school.clock)
    for name in names:
        node = next(n for n in nodes if n.name == name)
        nodes = children(school.session, NodeId(node.kind, node.id), clock=school.clock)
    return nodes


def test_a_course_in_two_programmes_of_a_faculty_is_one_course_of_it(school: Any) -> None:
    school.crawl(
        UnitSaid(page=school.page("ict"), on=school.today, name="Faculteit ICT"),
        school.programme("HBO-ICT", unit="Faculteit ICT"),
        school.programme("Business IT", "bim", unit="Faculteit ICT"),
        school.course("DB-1", "Databases", programme="HBO-ICT"),
        school.course("UX-1", "UX-onderzoek", programme="HBO-ICT"),
        school.course("DB-1", "Databases", programme="Business IT"),
    )
    (faculty,) = (node for node in _under(school, "Hogeschool aan Zee") if node.name == "Faculteit ICT")
    within = [node.counts["courses"] for node in _under(school, "Hogeschool aan Zee", "Faculteit ICT")]
    assert sorted(within) == [1, 2]
    assert faculty.counts == {"programmes": 2, "courses": 2}


def test_the_tree_opens_from_school_to_teacher(mapped: Any) -> None:
    haz = "Hogeschool aan Zee"
    assert [(n.name, n.counts) for n in _under(mapped)] == [(haz, {"programmes": 1, "courses": 3, "people": 5})]
    assert [n.name for n in _under(mapped, haz)] == ["Faculteit ICT", "Zorg in de wijk", "R. in 't Veld"]
    assert [n.name for n in _under(mapped, haz, "Faculteit ICT")] == ["HBO-ICT", "Sem Oudejans"]
    courses = _under(mapped, haz, "Faculteit ICT", "HBO-ICT")
    assert [(n.name, n.code, n.credits, n.period, n.teachers) for n in courses[:2]] == [
        ("Databases", "DB-1", 5, "blok 1", "Zoë van 't Hek"),
        ("UX-onderzoek", "UX-1", None, None, "P. Bakker"),
    ]
    teacher = _under(mapped, haz, "Faculteit ICT", "HBO-ICT", "UX-onderzoek")[0]
    assert (teacher.name, teacher.role, teacher.school_year, teacher.confirmed) == (
        "P. Bakker",
        RoleKind.TEACHER,
        "25/26",
        False,
    )


def test_what_is_new_or_gone_is_marked_in_the_tree(mapped: Any) -> None:
    mapped.later()
    mapped.crawl(mapped.course("DB-1", "Databases"), mapped.course("AI-1", "AI in het mkb"))
    nodes = {n.name: n.state for n in _under(mapped, "Hogeschool aan Zee") if n.kind is EntityKind.COURSE}
    assert nodes == {"AI in het mkb": "new", "Databases": None, "Zorg in de wijk": "gone"}


@pytest.mark.parametrize(
    ("year", "seen", "short", "confirmed"),
    [
        ("2026-2027", date(2026, 11, 1), "26/27", True),
        ("2027-2028", date(2026, 11, 1), "27/28", True),
        ("2025-2026", date(2026, 11, 1), "25/26", False),
        (None, date(2026, 9, 1), "26/27", True),
        (None, date(2026, 8, 31), "25/26", False),
    ],
)
def test_an_offering_holds_for_the_year_it_says_or_was_last_seen_in(
    clock: FixedClock, year: str | None, seen: date, short: str, confirmed: bool
) -> None:
    assert year_standing(year, seen, clock) == (short, confirmed)


def test_the_ladder_above_a_teacher_keeps_its_empty_rungs(mapped: Any) -> None:
    rungs = ladder(mapped.session, mapped.person("Zoë van 't Hek").id)
    assert [(rung.rung.value, rung.person and rung.person.name) for rung in rungs] == [
        ("course_coordinator", None),
        ("programme_coordinator", "K. Jansen-de Wit"),
        ("programme_director", None),
        ("dean", "Sem Oudejans"),
        ("board", "R. in 't Veld"),
    ]


def test_above_a_dean_stands_the_board_alone(mapped: Any) -> None:
    rungs = ladder(mapped.session, mapped.person("Sem Oudejans").id)
    assert [rung.rung for rung in rungs] == [RoleKind.BOARD]


def test_nobody_is_sent_up_to_whom_the_map_doubts_or_who_leads_something_else(school: Any) -> None:
    school.crawl(
        school.programme("HBO-ICT", unit="Faculteit ICT"),
        school.programme("Verpleegkunde", "vpk", unit="Faculteit Gezondheid"),
        school.course("DB-1", "Databases", programme="HBO-ICT"),
        school.teacher("Zoë van 't Hek", "vak/DB-1", "DB-1"),
        _leader(school, "A. Vaag", "programme_director", "programme", "HBO-ICT", doubtful=True),
        _leader(school, "B. Elders", "dean", "unit", "Faculteit Gezondheid"),
        _leader(school, "C. Onbekend", "programme_coordinator", "programme", "Iets wat niet in kaart is"),
    )
    assert {rung.person for rung in ladder(school.session, school.person("Zoë van 't Hek").id)} == {None}


def test_a_target_is_inherited_downwards_and_kept_through_a_crawl(mapped: Any) -> None:
    unit, programme = mapped.map()["units"][0]["id"], mapped.map()["programmes"][0]["id"]
    course = mapped.the_course("DB-1").id
    targets.set_target(mapped.work(), EntityKind.UNIT, unit, Target.YES)
    assert targets.effective(mapped.session, [programme, course]) == {programme: Target.YES, course: Target.YES}
    targets.set_target(mapped.work(), EntityKind.COURSE, course, Target.NO, why="geen ruimte")
    mapped.later()
    mapped.crawl(
        mapped.course("DB-1", "Databases", programme="HBO-ICT"), mapped.programme("HBO-ICT", unit="Faculteit ICT")
    )
    assert targets.effective(mapped.session, [programme, course]) == {programme: Target.YES, course: Target.NO}
    assert mapped.the_course("DB-1").target_why == "geen ruimte"


def test_a_course_of_several_programmes_is_a_target_as_soon_as_one_of_them_is(school: Any) -> None:
    school.crawl(
        school.programme("HBO-ICT"),
        school.programme("CMD", "cmd"),
        school.course("UX-1", "UX", programme="HBO-ICT"),
        school.course("UX-1", "UX", "cmd/ux", programme="CMD"),
    )
    course = school.the_course("UX-1").id
    ict, cmd = (next(p["id"] for p in school.map()["programmes"] if p["name"] == name) for name in ("HBO-ICT", "CMD"))
    targets.set_target(school.work(), EntityKind.PROGRAMME, ict, Target.NO)
    assert targets.effective(school.session, [course])[course] is Target.UNDECIDED
    targets.set_target(school.work(), EntityKind.PROGRAMME, cmd, Target.YES)
    assert targets.effective(school.session, [course])[course] is Target.YES


def test_a_person_is_no_target(mapped: Any) -> None:
    with pytest.raises(UsageError):
        targets.set_target(mapped.work(), EntityKind.PERSON, mapped.person("P. Bakker").id, Target.YES)
    with pytest.raises(NotFoundError):
        targets.set_target(mapped.work(), EntityKind.COURSE, 999_999, Target.YES)


def test_a_query_keeps_what_fits_with_what_stands_above_and_under_it(mapped: Any) -> None:
    found = course_map(mapped.session, "databases", clock=mapped.clock)
    assert [c["name"] for c in found["courses"]] == ["Databases"]
    assert [p["name"] for p in found["programmes"]] == ["HBO-ICT"]
    assert [p["name"] for p in found["people"]] == ["Zoë van 't Hek"]
    assert len(course_map(mapped.session, "school:haz", clock=mapped.clock)["courses"]) == 3
    assert course_map(mapped.session, "school:nergens", clock=mapped.clock)["institutions"] == []


def test_sources_tell_their_schedule_and_how_they_stand(mapped: Any) -> None:
    line = sources(mapped.session, mapped.clock)[0]
    assert (line.every, line.state, line.next_due) == ("7d", "finished", date(2026, 11, 30))
    assert line.counts == {"programmes": 1, "courses": 3, "people": 5}
    assert [run.new for run in runs(mapped.session)] == [{"courses": 3, "people": 5, "programmes": 1}]
    assert running(mapped.session) == []
    mapped.runs[0].state = RunState.RUNNING
    mapped.session.flush()
    assert [run.source for run in running(mapped.session)] == ["haz.example"]


def test_a_source_that_was_never_crawled_is_due_today(school: Any) -> None:
    from crm.services import sources as service

    service.add(school.work(), "https://www.haz.example")
    line = sources(school.session, school.clock)[0]
    assert (line.state, line.last_run, line.next_due) == (NEVER, None, school.today)


def test_everything_but_roles_can_be_searched(mapped: Any) -> None:
    kinds = {text.kind for text in mapped.session.exec(select(SearchText))}
    assert kinds == set(EntityKind) - {EntityKind.ROLE}
    zoe = mapped.session.get_one(SearchText, mapped.person("Zoë van 't Hek").id)
    assert zoe.words.startswith("zoe van t hek")
