"""A school year worked as Today says: nobody is approached at a wrong time, and no window closes unused."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine

from benchmarks.school_year import build, simulate
from crm.database.engine import open_engine


@pytest.fixture
def region(sqlite_database: str) -> Iterator[Engine]:
    """Three schools with eighteen teachers between them."""
    engine = open_engine(sqlite_database)
    build(engine, 18)
    yield engine
    engine.dispose()


def test_a_year_at_three_schools_holds_no_touch_at_a_wrong_time_and_misses_no_last_day(region: Engine) -> None:
    year = simulate(region)
    assert year.outside == []
    assert year.missed == []
    assert year.windows >= 10
    assert year.touches > 50
