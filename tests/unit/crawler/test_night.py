"""At night only, if the user asks that: hours of the office's own clock, most of them past midnight."""

from datetime import UTC, datetime

import pytest

from crawler.night import read_night
from crm.errors import UsageError

EVENING = datetime(2026, 11, 28, 21, 30, tzinfo=UTC)  # 22:30 in Amsterdam
NOON = datetime(2026, 11, 28, 11, 0, tzinfo=UTC)


@pytest.mark.parametrize("hours", ["22:00-06:00", "22-6", " 22.00 – 06.00 "])
def test_a_night_goes_past_midnight(hours: str) -> None:
    night = read_night(hours)
    assert night.is_now(EVENING)
    assert night.is_now(datetime(2026, 11, 28, 4, 59, tzinfo=UTC))
    assert not night.is_now(datetime(2026, 11, 28, 5, 0, tzinfo=UTC))
    assert not night.is_now(NOON)


def test_the_next_night_is_today_or_now() -> None:
    night = read_night("22-6")
    assert night.next(EVENING) == EVENING
    assert night.next(NOON) == datetime(2026, 11, 28, 21, 0, tzinfo=UTC)
    assert read_night("1-5").next(NOON) == datetime(2026, 11, 29, 0, 0, tzinfo=UTC)


@pytest.mark.parametrize("hours", ["", "laat", "22-22", "25-6", "22:00"])
def test_what_are_no_hours_is_told(hours: str) -> None:
    with pytest.raises(UsageError, match="22:00-06:00"):
        read_night(hours)
