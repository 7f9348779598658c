"""How often a page is asked follows how often it changes."""

from datetime import UTC, date, datetime, timedelta

from crawler.recurrence import LONGEST, is_due, rest_when_new, rest_when_same

START = datetime(2026, 9, 1, 6, tzinfo=UTC)


def asked_until(days: int, *, every: int, changes: bool) -> int:
    """How often a page is asked in so many days, by a schedule that looks every day."""
    asked, read, rest, times = START, START, rest_when_new(None, every), 1
    for day in range(1, days):
        now = START + timedelta(days=day)
        if is_due(asked, rest, now.date()):
            times += 1
            rest = rest_when_new(rest, every) if changes else rest_when_same(rest, every, read, now)
            asked, read = now, now if changes else read
    return times


def test_a_page_that_never_changes_is_asked_ever_more_seldom() -> None:
    assert asked_until(364, every=7, changes=False) < 12


def test_it_is_looked_at_all_the_same() -> None:
    assert asked_until(7 * LONGEST * 3, every=7, changes=False) > 5


def test_a_page_that_always_changes_is_asked_oftener_than_the_source_says() -> None:
    assert asked_until(28, every=7, changes=True) > 5


def test_a_second_look_on_the_same_day_is_no_evidence() -> None:
    assert rest_when_same(7, 7, START, START + timedelta(hours=1)) == 7


def test_what_never_answered_is_due() -> None:
    assert is_due(None, None, date(2026, 9, 1))
