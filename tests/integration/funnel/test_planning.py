"""The year and the day as they are typed: a school's own calendar, who is away, kept lists, follow-ups as a file."""

from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from icalendar import Calendar
from sqlmodel import Session

from crm.calendar.reading import calendar_of, days_of
from crm.case_words import CaseState
from crm.clock import FixedClock
from crm.errors import NotFoundError, QueryError, RefusedError, UsageError
from crm.exports.follow_ups import follow_ups, write_calendar
from crm.services import absence, leads, saved_lists, school_calendar
from crm.services.journal import undo
from crm.tables import Course, CourseDates
from crm.today.asking import of_session
from crm.today.day import read_day
from crm.views.funnel_flow import flow_json, funnel_flow
from crm.views.office import colleagues
from crm.views.school_year import school_year_json
from crm.views.today import today
from crm.words import ActivityKind, SchoolTime, Stage


def test_a_school_has_its_own_period_until_it_is_taken_back(session: Session, school: Any, working: Any) -> None:
    session.commit()
    with working() as work:
        row = school_calendar.set_stretch(work, school.id, "Blok 3", date(2027, 2, 8), date(2027, 4, 18), year="2026")
        assert (row.kind, row.school_year) == (SchoolTime.PERIOD, "2026-2027")
    session.rollback()
    own = [one for one in school_year_json(session, school.id, "2026-2027") if one["own"]]
    assert [(one["name"], one["starts"]) for one in own] == [("Blok 3", "2027-02-08")]
    session.rollback()
    with working() as work:
        school_calendar.set_stretch(work, school.id, "periode 3", date(2027, 2, 9), date(2027, 4, 18), year="26/27")
    session.rollback()
    assert [one.starts for one in calendar_of(session, school.id).own] == [date(2027, 2, 9)], "the same one, corrected"
    session.rollback()
    with working() as work:
        school_calendar.drop_stretch(work, school.id, "blok 3", year="2026")
        with pytest.raises(NotFoundError):
            school_calendar.drop_stretch(work, school.id, "blok 3", year="2026")
    session.rollback()
    assert calendar_of(session, school.id).own == ()


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("toetsweek 2", SchoolTime.EXAMS),
        ("tentamenweek blok 4", SchoolTime.EXAMS),
        ("herfstvakantie", SchoolTime.HOLIDAY),
        ("semester 1", SchoolTime.PERIOD),
        ("projectweek", SchoolTime.PERIOD),
    ],
)
def test_the_name_says_what_it_is(session: Session, school: Any, working: Any, name: str, kind: SchoolTime) -> None:
    session.commit()
    with working() as work:
        row = school_calendar.set_stretch(work, school.id, name, date(2026, 11, 2), date(2026, 11, 8), year="2026")
    assert row.kind is kind


@pytest.mark.parametrize(
    ("starts", "ends"),
    [
        (date(2026, 11, 8), date(2026, 11, 2)),
        (date(2025, 11, 2), date(2025, 11, 8)),
        (date(2026, 9, 1), date(2027, 6, 1)),
    ],
)
def test_days_that_cannot_be_are_refused(session: Session, school: Any, working: Any, starts: date, ends: date) -> None:
    session.commit()
    with pytest.raises(UsageError), working() as work:
        school_calendar.set_stretch(work, school.id, "blok 2", starts, ends, year="2026")


def test_the_dates_of_a_course_are_kept_part_by_part(session: Session, school: Any, working: Any) -> None:
    course = school.course("Databases")
    session.commit()
    with working() as work:
        school_calendar.set_course_dates(work, course, fill_by=date(2026, 12, 4))
        school_calendar.set_course_dates(work, course, students=60)
        with pytest.raises(UsageError):
            school_calendar.set_course_dates(work, course, students=0)
        with pytest.raises(UsageError):
            school_calendar.set_course_dates(work, course)
        with pytest.raises(NotFoundError):
            school_calendar.set_course_dates(work, 99_999, students=3)
    session.rollback()
    row = session.get(CourseDates, course)
    assert row is not None
    assert (row.fill_by, row.students) == (date(2026, 12, 4), 60)


@pytest.fixture
def lead(session: Session, school: Any, working: Any) -> int:
    """Zoë, of "noor", to be called on 24 November."""
    course = school.course("Datavisualisatie", school.programme("HBO-ICT"))
    found = session.get(Course, course)
    assert found is not None
    person = school.person("Zoë van 't Hek", teaches=course)
    session.commit()
    with working() as work:
        made = leads.add(work, person).id or 0
        leads.plan(work, made, date(2026, 11, 24), "bellen; met, komma's")
    return made


def test_the_cases_of_who_is_away_are_covered_where_they_have_no_lead(
    session: Session, make_case: Any, working: Any, clock: FixedClock
) -> None:
    make_case("Kassa", state=CaseState.NEW, received_on=date(2026, 11, 12))
    session.commit()
    with working() as work:
        absence.go_away(work, date(2026, 11, 23), date(2026, 11, 27), "Sam")
    covered = today(session, owner="sam", clock=clock, day=date(2026, 11, 24))
    assert [line.kind for line in covered] == ["case_new"]
    session.rollback()
    assert today(session, owner="ravi", clock=clock, day=date(2026, 11, 24)) == []


def test_colleagues_are_who_has_a_lead_was_away_or_covered_each_once(session: Session, lead: int, working: Any) -> None:
    with working() as work:
        leads.give(work, lead, "Ravi")
        absence.go_away(work, date(2026, 11, 23), date(2026, 11, 27), "ravi", who="Noor")
        absence.go_away(work, date(2026, 12, 7), date(2026, 12, 11), "Sam", who="noor")
    assert colleagues(session) == ["Noor", "Ravi", "Sam"]


def test_who_is_away_is_covered_and_gets_a_summary(
    session: Session, lead: int, working: Any, clock: FixedClock
) -> None:
    with working() as work:
        absence.go_away(work, date(2026, 11, 23), date(2026, 11, 27), "sam")
        with pytest.raises(RefusedError):
            absence.go_away(work, date(2026, 11, 27), date(2026, 11, 30), "ravi")
    covered = today(session, owner="sam", clock=clock, day=date(2026, 11, 24))
    assert [(line.lead, line.covered_for) for line in covered] == [(lead, "noor")]
    assert covered[0].why.startswith("Voor noor, die weg is.")
    session.rollback()
    with working("sam") as work:
        leads.log(work, lead, ActivityKind.CALL, "wil graag", on=date(2026, 11, 23))
    assert today(session, owner="sam", clock=clock, day=date(2026, 11, 30)) == []
    back = next(
        line for line in today(session, owner="noor", clock=clock, day=date(2026, 11, 30)) if line.kind == "away"
    )
    assert (back.what, back.why) == (
        "Terug: sam deed 1 ding",
        "Je was weg van 23 nov tot en met 27 nov. Met: Zoë van 't Hek.",
    )


@pytest.mark.parametrize(
    ("starts", "ends", "cover"),
    [
        (date(2026, 11, 27), date(2026, 11, 23), "sam"),
        (date(2026, 11, 2), date(2026, 11, 6), "sam"),
        (date(2026, 11, 23), date(2026, 11, 27), "Noor"),
        (date(2026, 11, 23), date(2026, 11, 27), " "),
    ],
)
def test_an_absence_that_cannot_be_is_refused(working: Any, starts: date, ends: date, cover: str) -> None:
    with pytest.raises(UsageError), working() as work:
        absence.go_away(work, starts, ends, cover)


def test_a_list_is_kept_under_a_name_replaced_and_thrown_away(session: Session, working: Any) -> None:
    with working() as work:
        saved_lists.keep(work, "Warm", "stage:warm")
        saved_lists.keep(work, "warm", "stage:warm owner:me")
        with pytest.raises(QueryError):
            saved_lists.keep(work, "fout", "kleur:rood")
        with pytest.raises(UsageError):
            saved_lists.keep(work, "leeg", " ")
    assert saved_lists.lists_json(session, "noor") == [{"name": "Warm", "query": "stage:warm owner:me"}]
    assert saved_lists.lists_json(session, "sam") == []
    session.rollback()
    with working() as work:
        saved_lists.drop(work, "WARM")
    with working() as work:
        undo(work)
    assert saved_lists.find(session, "noor", "warm").query == "stage:warm owner:me"
    with pytest.raises(NotFoundError, match="Warm"):
        saved_lists.find(session, "noor", "koud")


def test_follow_ups_are_a_calendar_that_is_the_same_when_written_again(
    session: Session, lead: int, clock: FixedClock, tmp_path: Path, working: Any
) -> None:
    path = tmp_path / "opvolging.ics"
    assert write_calendar(session, path, owner="NOOR", clock=clock) == 1
    first = path.read_bytes()
    (event,) = Calendar.from_ical(first).walk("VEVENT")
    assert event["summary"] == "Zoë van 't Hek: bellen; met, komma's"
    assert (event.decoded("dtstart"), event["uid"]) == (date(2026, 11, 24), f"lead-{lead}@werkplaats")
    write_calendar(session, path, owner=None, clock=clock)
    assert path.read_bytes() == first
    assert event["transp"] == "TRANSPARENT", "what has no time leaves the day free"
    assert follow_ups(session, "sam") == []
    session.rollback()
    with working() as work:
        leads.advance(work, lead, Stage.DO_NOT_CONTACT, note="bezwaar")
    assert follow_ups(session, "noor") == []


@pytest.mark.parametrize("what", ["bellen, 10:00", "bellen om 10:00 uur"])
def test_what_has_a_time_stands_in_the_calendar_at_that_time(
    session: Session, lead: int, clock: FixedClock, tmp_path: Path, working: Any, what: str
) -> None:
    with working() as work:
        leads.plan(work, lead, date(2026, 12, 1), what)
    path = tmp_path / "opvolging.ics"
    write_calendar(session, path, owner="noor", clock=clock)
    (event,) = Calendar.from_ical(path.read_bytes()).walk("VEVENT")
    assert (event["summary"], event["transp"]) == ("Zoë van 't Hek: bellen", "OPAQUE")
    assert (event.decoded("dtstart"), event.decoded("dtend")) == (
        datetime(2026, 12, 1, 10),  # noqa: DTZ001 - the clock on the wall
        datetime(2026, 12, 1, 10, 30),  # noqa: DTZ001
    )


def test_a_person_has_the_calendar_of_their_school(session: Session, lead: int) -> None:
    day = read_day(of_session(session), "noor", date(2026, 11, 23))
    person = next(iter(day.facts.leads.values())).person_id
    assert days_of(session, person).next_sensible_day(date(2026, 12, 20)) == date(2027, 1, 4)


def test_the_funnel_counts_who_went_on_of_who_ever_entered_and_names_what_is_stuck(
    session: Session, school: Any, lead: int, working: Any, clock: FixedClock
) -> None:
    other = school.person("P. Bakker")
    session.commit()
    with working() as work:
        second = leads.add(work, other, on=date(2026, 6, 1)).id or 0
        leads.advance(work, lead, Stage.WARM)
        leads.advance(work, second, Stage.WARM, on=date(2026, 6, 2))
        leads.advance(work, lead, Stage.INFORMED)
        leads.advance(work, lead, Stage.WARM, note="toch niet")
    flows = {one.stage: one for one in funnel_flow(session, clock)}
    warm = flows[Stage.WARM]
    assert (warm.now, warm.entered, warm.went_on, warm.share) == (2, 2, 1, 0.5)
    assert [one.id for one in warm.stuck] == [second]
    summer = (date(2026, 11, 23) - date(2026, 6, 2)).days
    assert warm.stuck[0].days < summer - 40, "the summer holiday does not count"
    assert flow_json(list(flows.values()))[1]["share"] == 0.5
