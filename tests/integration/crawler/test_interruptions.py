"""A crawl may be stopped, killed or orphaned at any moment: nothing is lost, nothing comes twice."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import Session, col, func, select

from crawler.launch import BUSY, CrawlProcess, Crawls, follow
from crawler.options import CrawlOptions
from crawler.politeness import AT_ONCE
from crawler.runs import ask_to_stop
from crm.database.engine import open_engine
from crm.tables import Course, CrawlRun, Person
from crm.words import RunState

from .conftest import School, add_source, course, page, page_rows, run_row

Schools = Callable[..., School]
Start = Callable[..., CrawlProcess]
Crawled = Callable[..., CrawlRun]

TEACHERS = ("Jan Smit", "Fatima El Amrani", "Piet de Vries", "Ineke Bakker", "Sanne Visser")

PARENT = """
import sys, time
from crawler.launch import start_crawl
from crawler.options import CrawlOptions
child = start_crawl(sys.argv[1], int(sys.argv[2]), options=CrawlOptions())
child.run_id()
print(child.pid, flush=True)
time.sleep(60)
"""


def guide(courses: int) -> dict[str, Any]:
    """A study guide: an index and its courses."""
    pages = {
        f"/vakken/{n}.html": course(f"Vak nummer {n}", f"ICT-{n:03}", TEACHERS[n % len(TEACHERS)], "/")
        for n in range(courses)
    }
    return {"/": page(*pages), **pages}


def wait_until(true: Callable[[], bool], seconds: float = 30.0) -> None:
    """Waits for something to come true."""
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "it never came true"
        time.sleep(0.01)


def counts(database: str) -> tuple[int, int]:
    """How many courses and people the map holds."""
    engine = open_engine(database)
    with Session(engine) as session:
        found = (
            session.exec(select(func.count(col(Course.id)))).one(),
            session.exec(select(func.count(col(Person.id)))).one(),
        )
    engine.dispose()
    return found


def is_alive(pid: int) -> bool:
    """Whether a process runs (a zombie does not)."""
    try:
        return Path(f"/proc/{pid}/stat").read_text(errors="replace").rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


@pytest.mark.slow
@pytest.mark.usefixtures("as_installed")
def test_a_killed_crawl_goes_on_under_its_own_number(
    school: Schools, start: Start, crawled: Crawled, sqlite_database: str
) -> None:
    site = school(guide(60), seconds=0.005)
    source = add_source(sqlite_database, site.url)
    process = start(sqlite_database, source)
    assert process.run_id() == 1
    wait_until(lambda: len(site.bodies()) >= 20)
    process.kill()
    process.wait()
    run = crawled(sqlite_database, source)
    assert run.id == 1
    assert run.state is RunState.FINISHED
    bodies = site.bodies()
    assert len(bodies) == 61, "no page is lost"
    assert max(bodies.values()) <= 2
    assert sum(bodies.values()) - len(bodies) <= AT_ONCE, "only what was under way is asked once more"
    assert run.fetched == 61
    assert counts(sqlite_database) == (60, 5)

    site.asked.clear()
    again = crawled(sqlite_database, source)
    assert (again.fetched, again.unchanged, again.failed) == (0, 61, 0)
    assert not site.bodies()
    assert (again.courses_new, again.people_new) == (0, 0)
    assert counts(sqlite_database) == (60, 5)


@pytest.mark.slow
@pytest.mark.usefixtures("as_installed")
@pytest.mark.parametrize("way", ["left alone", "stopped", "killed"])
def test_a_large_run_is_folded_by_a_new_program(
    school: Schools, start: Start, crawled: Crawled, database: str, way: str
) -> None:
    site = school(guide(20))
    source = add_source(database, site.url)
    process = start(database, source, afresh_from=21)
    program = Path(f"/proc/{process.pid}/cmdline")
    wait_until(lambda: b"--finish" in program.read_bytes())
    if way == "stopped":
        process.stop()
    elif way == "killed":
        process.kill()
    assert process.wait(30) == (-signal.SIGKILL if way == "killed" else 0)
    run = crawled(database, source) if way == "killed" else run_row(database, 1)
    assert (run.id, run.state, run.fetched, run.courses_found) == (1, RunState.FINISHED, 21, 20)
    assert max(site.bodies().values()) == 1
    assert counts(database) == (20, 5)


@pytest.mark.parametrize("way", ["SIGINT", "asked"])
def test_a_stopped_crawl_keeps_what_it_read(school: Schools, start: Start, sqlite_database: str, way: str) -> None:
    site = school(guide(200), seconds=0.02)
    process = start(sqlite_database, add_source(sqlite_database, site.url))
    run_id = process.run_id()
    assert run_id is not None
    wait_until(lambda: len(site.bodies()) > 10)
    if way == "asked":
        engine = open_engine(sqlite_database)
        ask_to_stop(engine, run_id)
        engine.dispose()
    else:
        process.send_signal(signal.Signals[way])
    assert process.wait(20) == 0
    run = run_row(sqlite_database, run_id)
    assert run.state is RunState.STOPPED
    assert 0 < run.fetched < 201
    assert run.courses_new == run.fetched - 1
    assert "addresses wait" in str(run.message)


@pytest.mark.slow
def test_a_stop_does_not_wait_for_a_server_that_hangs(school: Schools, start: Start, sqlite_database: str) -> None:
    site = school(guide(20))
    source = add_source(sqlite_database, site.url)
    process = start(sqlite_database, source)
    run_id = process.run_id()
    assert run_id is not None
    wait_until(lambda: len(site.bodies()) > 2)
    site.seconds = 25.0
    wait_until(lambda: run_row(sqlite_database, run_id).fetched > 2)
    process.stop()
    began = time.monotonic()
    assert process.wait(20) == 0
    assert time.monotonic() - began < 12


def test_a_second_crawl_of_a_source_says_which_one_runs(school: Schools, start: Start, database: str) -> None:
    site = school(guide(100), seconds=0.05)
    source = add_source(database, site.url, name="Hogeschool aan Zee")
    first = start(database, source)
    assert first.run_id() == 1
    second = start(database, source)
    assert second.run_id() is None
    assert second.wait(20) == BUSY
    assert "Hogeschool aan Zee is being crawled already: run 1" in second.complaint()
    first.kill()
    first.wait()
    third = start(database, source, max_pages=1)
    assert third.run_id() == 1, "a dead run is taken over at once"
    assert third.wait(30) == 0


def test_a_crawl_dies_with_its_parent(school: Schools, sqlite_database: str) -> None:
    site = school(guide(100), seconds=0.05)
    source = add_source(sqlite_database, site.url)
    parent = subprocess.Popen(
        [sys.executable, "-c", PARENT, sqlite_database, str(source)], stdout=subprocess.PIPE, text=True
    )
    assert parent.stdout is not None
    child = int(parent.stdout.readline())
    assert os.getpgid(child) == os.getpgid(parent.pid)
    assert is_alive(child)
    parent.kill()
    parent.wait()
    parent.stdout.close()
    wait_until(lambda: not is_alive(child), 5.0)


def test_several_sources_are_crawled_two_at_a_time(school: Schools, sqlite_database: str) -> None:
    sites = [school(guide(3)) for _ in range(3)]
    ids = [add_source(sqlite_database, site.url, name=f"School {n}") for n, site in enumerate(sites)]
    together: list[int] = []
    crawls = Crawls(sqlite_database, CrawlOptions())
    ended = crawls.run(ids, lambda running: together.append(len(running)))
    assert [(each.source_id, each.exit_code) for each in ended] == [(each, 0) for each in ids]
    assert max(together) == 2
    assert counts(sqlite_database) == (9, 9)
    assert {row.state.value for row in page_rows(sqlite_database).values()} == {"read", "gone"}


def test_a_run_is_followed_through_its_row(school: Schools, start: Start, sqlite_database: str) -> None:
    site = school(guide(20), seconds=0.02)
    process = start(sqlite_database, add_source(sqlite_database, site.url))
    run_id = process.run_id()
    assert run_id is not None
    engine = open_engine(sqlite_database)
    rows = list(follow(engine, run_id, every=0.05))
    engine.dispose()
    assert rows[-1].state is RunState.FINISHED
    assert [row.fetched for row in rows] == sorted(row.fetched for row in rows)
    assert len({row.fetched for row in rows}) > 2


BROKEN = """
import sys
from crawler import crawl, process
from crm.errors import DatabaseError

error = {"program": ZeroDivisionError("a slip"), "database": DatabaseError("The disk is full.")}[sys.argv.pop(1)]

def breaks(*_arguments, **_named):
    raise error

crawl.heed = breaks if isinstance(error, ZeroDivisionError) else crawl.heed
crawl.Ledger.forbid = breaks
sys.exit(process.main())
"""
"""A crawl in which the reading of every page fails, or the writing of what robots.txt forbids."""


@pytest.mark.parametrize(("what", "said"), [("program", "ZeroDivisionError"), ("database", "The disk is full.")])
def test_a_run_that_meets_an_error_ends_and_says_which(
    school: Schools, sqlite_database: str, what: str, said: str
) -> None:
    site = school(guide(3) | {"/robots.txt": (200, {}, b"User-agent: *\nDisallow: /vakken/\n")})
    source = add_source(sqlite_database, site.url)
    given = [sys.executable, "-c", BROKEN, what, "--database", sqlite_database, "--source", str(source)]
    ended = subprocess.run(given, check=False, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=60)
    assert ended.returncode != 0
    run = run_row(sqlite_database, 1)
    assert run.state is RunState.FAILED
    assert said in str(run.message)
