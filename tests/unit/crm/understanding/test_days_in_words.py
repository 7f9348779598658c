"""Days and times as a coordinator or a teacher writes them, Dutch and English."""

from datetime import date

import pytest

from crm.understanding.days import Side, find_days
from crm.understanding.times import find_times

MONDAY = date(2026, 3, 2)

DAYS = [
    ("wk 12", "2026-03-16"),
    ("over twee weken", "2026-03-16"),
    ("in a fortnight", "2026-03-16"),
    ("over een half jaar", "2026-09-02"),
    ("morgen over een week", "2026-03-10"),
    ("twee weken wachten", "2026-03-16"),
    ("over anderhalve week", "2026-03-12"),
    ("geef me drie weken", "2026-03-23"),
    ("dinsdag", "2026-03-03"),
    ("maandag", "2026-03-09"),
    ("volgende week dinsdag", "2026-03-10"),
    ("dinsdag volgende week", "2026-03-10"),
    ("next Tuesday", "2026-03-10"),
    ("this Thursday", "2026-03-05"),
    ("a week from Friday", "2026-03-13"),
    ("half maart", "2026-03-15"),
    ("eind februari", "2027-02-28"),
    ("towards the end of May", "2026-05-31"),
    ("begin april", "2026-04-01"),
    ("2e week van juni", "2026-06-08"),
    ("week van 8 februari", "2027-02-08"),
    ("over een maand", "2026-04-02"),
    ("na een goede maand", "2026-04-02"),
    ("volgende maand", "2026-04-01"),
    ("eind van de week", "2026-03-06"),
    ("voor het weekend", "2026-03-06"),
    ("na het weekend", "2026-03-09"),
    ("overmorgen", "2026-03-04"),
    ("18/3", "2026-03-18"),
    ("3 dec", "2026-12-03"),
    ("May 20th", "2026-05-20"),
    ("the 24th", "2026-03-24"),
    ("volgende week woensdag 11 mrt", "2026-03-11"),
    ("volgend jaar, maart", "2027-03-01"),
    ("in september 2027", "2027-09-01"),
    ("voor donderdag", "2026-03-04"),
    ("uiterlijk 2 april", "2026-04-02"),
    ("Thursday week", "2026-03-12"),
    ("Friday the 13th", "2026-03-13"),
    ("de 2e helft van juni", "2026-06-15"),
    ("juni 2e helft", "2026-06-15"),
    ("volgend voorjaar", "2026-03-21"),
    ("najaar 2027", "2027-09-21"),
    ("voor Koningsdag", "2026-04-27"),
    ("eind van het kwartaal", "2026-03-31"),
    ("bis einschließlich 3. Mai", "2026-05-03"),
]


@pytest.mark.parametrize(("words", "day"), DAYS, ids=[words for words, _ in DAYS])
def test_the_day_that_is_meant(words: str, day: str) -> None:
    (mention,) = find_days(words, MONDAY)
    assert mention.usable
    assert str(mention.on) == day


@pytest.mark.parametrize("words", ["do it again", "zo gebeld", "he may come", "3 teams van 4", "ze is vrij t/m", "25%"])
def test_other_words_are_no_day(words: str) -> None:
    assert find_days(words, MONDAY) == []


def test_a_day_that_does_not_exist_says_so() -> None:
    (no_day,) = find_days("bellen op 31 februari", MONDAY)
    (no_week,) = find_days("in wk 60", MONDAY)
    assert (no_day.on, no_week.on) == (None, None)
    assert "31 februari" in str(no_day.problem)
    assert "60" in str(no_week.problem)


def test_days_seen_from_a_day_before_them() -> None:
    assert [str(one.on) for one in find_days("in wk 12, ring the Monday after", MONDAY)] == ["2026-03-16", "2026-03-23"]
    assert [str(one.on) for one in find_days("overleg 19 maart, dag erna bellen", MONDAY)] == [
        "2026-03-19",
        "2026-03-20",
    ]


def test_a_day_that_is_refused_or_behind_us_is_not_usable() -> None:
    refused, other = find_days("kan niet woensdag, liever vrijdag", MONDAY)
    (behind,) = find_days("mail van 9/2 nog steeds stil", MONDAY)
    assert (refused.usable, other.usable, behind.usable) == (False, True, False)


def test_until_and_through_are_told_apart() -> None:
    (until,) = find_days("away till the 19th", MONDAY)
    (through,) = find_days("vrij t/m 16 aug", MONDAY)
    assert (until.side, through.side) == (Side.UNTIL, Side.THROUGH)


def test_what_only_a_schools_calendar_tells_is_asked_of_it() -> None:
    def calendar(name: str, after: date) -> date | None:
        return date(2026, 4, 20) if (name, after) == ("exams", MONDAY) else None

    (without,) = find_days("na de toetsweek", MONDAY)
    (asked,) = find_days("na de toetsweek", MONDAY, calendar)
    (block,) = find_days("in blok 3", MONDAY)
    assert (without.on, without.needs) == (None, "exams")
    assert asked.on == date(2026, 4, 20)
    assert block.needs == "block 3"


TIMES = [
    ("dinsdag half 3", "14:30"),
    ("kwart over 2", "14:15"),
    ("call at quarter to five", "16:45"),
    ("half past two", "14:30"),
    ("om tien uur", "10:00"),
    ("ma 9.30 zoom", "09:30"),
    ("15-16u", "15:00"),
    ("vr 12-13", "12:00"),
    ("tussen 12 en 13", "12:00"),
    ("bel me na drieën", "15:00"),
    ("Friday 9am", "09:00"),
    ("10u30", "10:30"),
    ("om 16u, zaal 2.14", "16:00"),
]


@pytest.mark.parametrize(("words", "time"), TIMES, ids=[words for words, _ in TIMES])
def test_the_time_that_is_meant(words: str, time: str) -> None:
    days = [(day.start, day.end) for day in find_days(words, MONDAY)]
    assert [one.said for one in find_times(words, days)] == [time]


@pytest.mark.parametrize("words", ["na 2 mails", "zaal 2.14", "naar 5 docenten", "over 3 weken", "om een gesprek"])
def test_other_figures_are_no_time(words: str) -> None:
    days = [(day.start, day.end) for day in find_days(words, MONDAY)]
    assert find_times(words, days) == []


def test_a_day_behind_the_end_of_an_absence_is_another_day() -> None:
    away, back = find_days("op stage t/m eind maart, 2 april weer bellen", MONDAY)
    assert away.side is Side.THROUGH
    assert back.on == date(2026, 4, 2)
    assert back.side is Side.ON


def test_a_day_on_which_it_does_not_suit_after_all_is_denied() -> None:
    first, second = find_days("kan 4 juni toch niet, nieuw voorstel: 9 juni", MONDAY)
    assert first.denied
    assert not second.denied
