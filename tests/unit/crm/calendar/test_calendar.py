"""The schools' calendar: holidays, periods, exam weeks, and the days on which somebody may be approached."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm.calendar.courses import windows
from crm.calendar.days import OnesDays, after
from crm.calendar.holidays import breaks, public_holidays, region_of
from crm.calendar.school import SchoolCalendar
from crm.calendar.stretches import Stretch, key_of
from crm.words import Level, SchoolTime

MONDAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    "day",
    ["2026-01-01", "2026-04-03", "2026-04-06", "2026-04-27", "2026-05-05", "2026-05-14", "2026-05-25", "2026-12-26"],
)
def test_public_holidays_of_2026(day: str) -> None:
    assert date.fromisoformat(day) in public_holidays(2026)


def test_koningsdag_moves_off_a_sunday() -> None:
    assert date(2025, 4, 26) in public_holidays(2025)
    assert date(2025, 4, 27) not in public_holidays(2025)


def test_a_school_has_the_holidays_of_its_region() -> None:
    assert region_of("uu.nl") == "midden"
    assert region_of("hva.nl") == region_of(None) == "noord"
    north, middle = breaks(2026, "noord")["autumn"], breaks(2026, "midden")["autumn"]
    assert (north.starts, middle.starts) == (date(2026, 10, 10), date(2026, 10, 17))


def test_a_year_that_is_not_published_has_them_in_the_usual_weeks() -> None:
    assert date(2031, 12, 26) in breaks(2031, "zuid")["christmas"]
    assert date(2032, 8, 1) in breaks(2031, "zuid")["summer"]


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("kerstvakantie", date(2027, 1, 4)),
        ("de Kerst", date(2027, 1, 4)),
        ("autumn break", date(2027, 10, 25)),
        ("toetsweek", date(2027, 2, 1)),
        ("blok 2", date(2027, 2, 1)),
        ("periode 3", date(2027, 4, 12)),
        ("meivakantie", date(2027, 5, 3)),
        ("zomervakantie", date(2027, 8, 23)),
        ("volle maan", None),
    ],
)
def test_the_first_school_day_after_a_named_break(words: str, day: date | None) -> None:
    assert after(words, MONDAY) == day


def test_while_a_break_lasts_it_is_that_one() -> None:
    assert after("herfstvakantie", date(2026, 10, 14)) == date(2026, 10, 19)


def test_a_university_keeps_no_autumn_holiday_but_knows_when_it_is() -> None:
    university = SchoolCalendar(Level.WO)
    assert university.is_sensible(date(2026, 10, 12))
    assert not SchoolCalendar(Level.HBO).is_sensible(date(2026, 10, 12))
    assert university.after("herfstvakantie", date(2026, 9, 1)) == date(2026, 10, 19)


def test_what_a_school_typed_replaces_the_usual_stretch_of_that_name() -> None:
    typed = Stretch(
        SchoolTime.PERIOD,
        key_of(SchoolTime.PERIOD, "Blok 3", Level.HBO),
        "Blok 3",
        date(2027, 2, 8),
        date(2027, 4, 18),
        own=True,
    )
    calendar = SchoolCalendar(Level.HBO, own=(typed,))
    assert [one.name for one in calendar.year(2026) if one.key == "period-3"] == ["Blok 3"]
    assert windows(OnesDays(calendar), "periode 3", MONDAY, None, None).starts == date(2027, 2, 8)
    assert windows(OnesDays(SchoolCalendar(Level.HBO)), "periode 3", MONDAY, None, None).starts == date(2027, 2, 1)


def test_somebody_is_approached_on_their_own_working_days() -> None:
    days = OnesDays.of(SchoolCalendar(Level.HBO), [1, 3])
    assert days.next_sensible_day(MONDAY) == date(2026, 11, 24)
    assert days.last_sensible_day(MONDAY) == date(2026, 11, 19)
    assert days.next_sensible_day(date(2026, 12, 18)) == date(2027, 1, 5)
    assert OnesDays.of(SchoolCalendar(), None).is_working_day(MONDAY)
    assert OnesDays.of(SchoolCalendar(), []).is_working_day(MONDAY)


def test_a_place_is_arranged_weeks_before_the_period_and_the_schools_own_date_wins() -> None:
    days = OnesDays(SchoolCalendar(Level.HBO))
    found = windows(days, "blok 3", MONDAY, None, None)
    assert found.fill is not None
    assert (found.fill.by, found.starts) == (date(2027, 1, 11), date(2027, 2, 1))
    assert found.room.by == date(2027, 4, 15)
    own = windows(days, "blok 3", MONDAY, date(2026, 12, 4), date(2027, 3, 1))
    assert own.fill is not None
    assert (own.fill.by, own.fill.own, own.room.by, own.room.own) == (date(2026, 12, 4), True, date(2027, 3, 1), True)


def test_an_own_date_that_has_passed_gives_way_to_the_rule() -> None:
    found = windows(OnesDays(SchoolCalendar(Level.HBO)), "blok 3", MONDAY, date(2026, 2, 1), date(2026, 3, 1))
    assert found.fill is not None
    assert (found.fill.by, found.room.by) == (date(2027, 1, 11), date(2027, 4, 15))


@pytest.mark.parametrize("period", [None, "", "zie rooster", "99"])
def test_without_a_known_period_nobody_says_when_it_is_filled(period: str | None) -> None:
    found = windows(OnesDays(SchoolCalendar(Level.WO)), period, MONDAY, None, None)
    assert (found.fill is None) == (period != "99")


@pytest.mark.parametrize(
    ("period", "starts"),
    [
        ("Blok 1, Blok 4", date(2027, 4, 12)),
        ("semester 1-2", date(2027, 2, 1)),
        ("1 t/m 4", date(2027, 2, 1)),
        ("Semester 6", date(2027, 2, 1)),
        ("najaar", date(2027, 9, 6)),
        ("maart", date(2027, 3, 1)),
        ("hele jaar", date(2027, 9, 6)),
        ("tweede semester", date(2027, 2, 1)),
    ],
)
def test_periods_as_schools_write_them(period: str, starts: date) -> None:
    assert windows(OnesDays(SchoolCalendar(Level.HBO)), period, MONDAY, None, None).starts == starts


def test_days_stand_still_in_holidays_and_exam_weeks() -> None:
    calendar = SchoolCalendar(Level.HBO)
    assert calendar.lesson_days(date(2026, 11, 9), date(2026, 11, 23)) == 14
    assert calendar.lesson_days(date(2026, 12, 14), date(2027, 1, 8)) == 9
    assert calendar.lesson_days(date(2026, 12, 14), date(2026, 12, 14)) == 0


LEVELS = st.sampled_from([None, *Level])
DAYS = st.dates(date(2020, 1, 1), date(2039, 12, 31))


@given(level=LEVELS, region=st.sampled_from(["noord", "midden", "zuid"]), day=DAYS, works=st.sets(st.integers(0, 4)))
def test_windows_lie_ahead_and_end_on_a_day_on_which_somebody_is_there(
    level: Level | None, region: str, day: date, works: set[int]
) -> None:
    days = OnesDays.of(SchoolCalendar(level, region), sorted(works))
    found = windows(days, "blok 2, semester 1", day, None, None)
    assert found.fill is not None
    for window in (found.fill, found.room):
        assert day <= window.by
        assert window.opens <= window.by
        assert days.is_sensible(window.by)
    assert found.starts is not None
    assert found.fill.by < found.starts
    assert days.is_sensible(days.next_sensible_day(day))


@given(level=LEVELS, day=DAYS, length=st.integers(0, 800))
def test_days_that_stand_still_never_add(level: Level | None, day: date, length: int) -> None:
    until = day + timedelta(days=length)
    assert 0 <= SchoolCalendar(level).lesson_days(day, until) <= length
