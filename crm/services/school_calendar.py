"""What the office knows of a school's own calendar, and of a course's own dates: it wins over the usual pattern."""

from datetime import date

from sqlmodel import select

from crm.calendar.stretches import key_of
from crm.errors import NotFoundError, UsageError
from crm.language import _
from crm.services.years import year_said
from crm.spoken import spoken_day
from crm.tables import Course, CourseDates, Institution, SchoolPeriod
from crm.text import clean
from crm.unit_of_work import Work
from crm.words import SchoolTime

LONGEST_NAME = 60
"""Characters of the name of a period."""

LONGEST_STRETCH = 200
"""Days of the longest stretch: a semester with its holidays."""

MOST_STUDENTS = 5_000


def set_stretch(
    work: Work, institution_id: int, name: str, starts: date, ends: date, *, year: str, kind: SchoolTime | None = None
) -> SchoolPeriod:
    """Keeps a period, exam week or holiday of a school year as the school has it ("blok 3", "toetsweek 2").

    It replaces the usual one of that name. Without a `kind` the name says it. Raises NotFoundError; UsageError for a
    name without letters, an end before the start, or days outside that school year.
    """
    school = work.session.get(Institution, institution_id)
    if school is None:
        raise NotFoundError(_("There is no school {id}.").format(id=institution_id))
    words = clean(name, LONGEST_NAME)
    if not words:
        raise UsageError(_("What is it called? “blok 3”, “toetsweek 2”, “herfstvakantie”."))
    school_year = year_said(year, work.clock.today())
    _check_days(starts, ends, school_year)
    sort = kind or _kind_of(words)
    found = work.session.exec(
        select(SchoolPeriod).where(
            SchoolPeriod.institution_id == institution_id, SchoolPeriod.school_year == school_year
        )
    )
    key = key_of(sort, words, school.level)
    row = next((one for one in found if key_of(one.kind, one.name, school.level) == key), None)
    if row is None:
        row = SchoolPeriod(
            institution_id=institution_id,
            school_year=school_year,
            kind=sort,
            name=words,
            starts=starts,
            ends=ends,
            by=work.by,
        )
        work.session.add(row)
    else:
        row.kind, row.name, row.starts, row.ends, row.by = sort, words, starts, ends, work.by
    work.session.flush()
    said = _("{school}: {name} from {starts} to {ends}")
    today = work.clock.today()
    days = {"starts": spoken_day(starts, today), "ends": spoken_day(ends, today)}
    work.say(said.format(school=school.name, name=words, **days))
    return row


def _kind_of(name: str) -> SchoolTime:
    if key_of(SchoolTime.EXAMS, name, None).startswith("exams-"):
        return SchoolTime.EXAMS if not key_of(SchoolTime.PERIOD, name, None).startswith(_SORTS) else SchoolTime.PERIOD
    known = key_of(SchoolTime.HOLIDAY, name, None) in _BREAKS
    return SchoolTime.HOLIDAY if known else SchoolTime.PERIOD


_SORTS = ("period-", "block-", "semester-", "quarter-", "trimester-")
_BREAKS = frozenset({"autumn", "christmas", "spring", "may", "summer"})


def _check_days(starts: date, ends: date, school_year: str) -> None:
    if ends < starts:
        raise UsageError(_("It ends on {ends}, before it starts.").format(ends=ends.isoformat()))
    first, last = date(int(school_year[:4]), 8, 1), date(int(school_year[5:]), 8, 31)
    if not (first <= starts <= last) or (ends - starts).days > LONGEST_STRETCH:
        raise UsageError(
            _("{starts} to {ends} is no stretch of the school year {year}.").format(
                starts=starts.isoformat(), ends=ends.isoformat(), year=school_year
            )
        )


def drop_stretch(work: Work, institution_id: int, name: str, *, year: str) -> None:
    """Lets the usual pattern hold again for a stretch that was typed.

    Raises NotFoundError where nothing of that name was.
    """
    school_year = year_said(year, work.clock.today())
    school = work.session.get(Institution, institution_id)
    level = school.level if school is not None else None
    rows = work.session.exec(
        select(SchoolPeriod).where(
            SchoolPeriod.institution_id == institution_id, SchoolPeriod.school_year == school_year
        )
    )
    row = next((one for one in rows if key_of(one.kind, one.name, level) == key_of(one.kind, name, level)), None)
    if row is None:
        raise NotFoundError(_("No {name} of {year} was typed for that school.").format(name=name, year=school_year))
    work.session.delete(row)
    work.session.flush()
    work.say(_("{name} of {year} as usual again").format(name=row.name, year=school_year))


def set_course_dates(
    work: Work,
    course_id: int,
    *,
    fill_by: date | None = None,
    room_by: date | None = None,
    students: int | None = None,
) -> CourseDates:
    """Keeps the school's own dates of a course, and how many students it reaches; what is None stays as it was.

    Raises NotFoundError; UsageError for a number that cannot be, or when nothing is given.
    """
    course = work.session.get(Course, course_id)
    if course is None:
        raise NotFoundError(_("There is no course {id}: `werkplaats search NAME` finds it.").format(id=course_id))
    if fill_by is None and room_by is None and students is None:
        raise UsageError(_("Say --fill-by, --room-by or --students."))
    if students is not None and not 0 < students <= MOST_STUDENTS:
        raise UsageError(
            _("{n} students cannot be: at least 1, at most {most}.").format(n=students, most=MOST_STUDENTS)
        )
    row = work.session.get(CourseDates, course_id)
    if row is None:
        row = CourseDates(course_id=course_id, by=work.by, on=work.clock.today())
        work.session.add(row)
    row.fill_by, row.room_by = fill_by or row.fill_by, room_by or row.room_by
    row.students, row.by, row.on = students or row.students, work.by, work.clock.today()
    work.session.flush()
    work.say(_("Dates of {course} kept").format(course=course.name))
    return row
