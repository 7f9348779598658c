"""A day of whatever a coordinator does, with undo, restarts and a crawl between: no rule of the house is broken."""

from pathlib import Path

from benchmarks.day import run


def test_a_day_of_whatever_is_done_breaks_no_rule(sqlite_database: str) -> None:
    run(Path(sqlite_database.removeprefix("sqlite:///")), days=5, actions=20)
