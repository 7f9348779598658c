"""A school's server is asked no faster than it likes."""

from datetime import UTC, datetime

import pytest

from crawler.politeness import LONGEST_PAUSE, Pace, retry_after

NOW = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)


def test_the_delay_lies_between_two_requests() -> None:
    pace = Pace(floor=1.0)
    assert pace.ready(10.0)
    pace.asked(10.0)
    assert not pace.ready(11.5), "one request at a time"
    pace.answered(10.2, 0.2, well=True)
    assert not pace.ready(10.9)
    assert pace.ready(11.0)


def test_without_a_delay_several_may_be_under_way() -> None:
    pace = Pace(at_once=2)
    pace.asked(0.0)
    assert pace.ready(0.0)
    pace.asked(0.0)
    assert not pace.ready(0.0)
    pace.answered(0.1, 0.1, well=True)
    assert pace.ready(0.1)


def test_a_slow_host_is_asked_more_slowly_and_a_quick_one_never_faster_than_the_floor() -> None:
    pace = Pace(floor=1.0)
    pace.asked(0.0)
    pace.answered(4.0, 4.0, well=True)
    assert pace.delay == 4.0
    for _ in range(20):
        pace.asked(100.0)
        pace.answered(100.1, 0.1, well=True)
    assert 1.0 <= pace.delay < 1.01


def test_an_error_never_makes_it_faster() -> None:
    pace = Pace(floor=1.0)
    pace.asked(0.0)
    pace.answered(4.0, 4.0, well=True)
    pace.asked(10.0)
    pace.answered(10.01, 0.01, well=False)
    assert pace.delay == 4.0


def test_a_crawl_delay_is_kept() -> None:
    pace = Pace(at_once=4)
    pace.keep(5.0)
    pace.asked(0.0)
    pace.answered(0.1, 0.1, well=True)
    assert not pace.ready(4.9)
    assert pace.ready(5.1)


def test_retry_after_is_waited_for() -> None:
    pace = Pace(at_once=4)
    pace.asked(0.0)
    pace.answered(0.1, 0.1, well=False)
    assert pace.pause(0.1, 30.0)
    assert not pace.ready(30.0)
    assert pace.ready(30.2)


def test_without_retry_after_the_pause_doubles() -> None:
    pace = Pace(at_once=4)
    assert pace.pause(0.0, None)
    first = pace.due
    assert pace.pause(0.0, None)
    assert pace.due == 2 * first


def test_a_host_that_wants_hours_is_left_alone() -> None:
    assert not Pace().pause(0.0, LONGEST_PAUSE + 1)


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("120", 120.0),
        ("Mon, 23 Nov 2026 08:02:00 GMT", 120.0),
        ("Mon, 23 Nov 2026 07:00:00 GMT", 0.0),
        ("soon", None),
        ("-5", None),
        ("", None),
        (None, None),
    ],
)
def test_retry_after_is_seconds_or_a_date(header: str | None, seconds: float | None) -> None:
    assert retry_after(header, NOW) == seconds
