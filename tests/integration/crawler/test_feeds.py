"""Crawls of an OOAPI interface over real HTTP on loopback: all is kept, whatever the server does midway."""

import json
from collections import Counter
from collections.abc import Callable
from typing import Any, ClassVar

import pytest

from crm.tables import CrawlRun
from crm.words import PageState, RunState, SourceKind

from .conftest import page_rows
from .feed_server import JSON, Reply, Serve, add, roles, said

Crawled = Callable[..., CrawlRun]


MAIL = "j.smit@zeewijk.example"


class Ooapi:
    """The interface of a school with 250 courses (`count`) and three people, one of them a student."""

    people: ClassVar[list[dict[str, Any]]] = [
        {"personId": "p0", "givenName": "Jan", "surname": "Smit", "affiliations": ["employee"], "mail": MAIL},
        {"personId": "p1", "displayName": "Wal, A. van der", "affiliations": ["employee"], "mail": None},
        {"personId": "p2", "givenName": "Piet", "surname": "Bakker", "affiliations": ["student"], "mail": MAIL},
    ]

    def __init__(self) -> None:
        self.broken: set[int] = set()
        self.offers = False
        self.count = 250

    def __call__(self, _method: str, path: str, query: dict[str, str], *_rest: object) -> Reply:
        name = path.removeprefix("/ooapi/v5/")
        page, size = int(query.get("pageNumber", 1)), int(query.get("pageSize", 10))
        if name == "courses" and page in self.broken:
            return 500, {}, b"chaos"
        lists: dict[str, list[dict[str, Any]]] = {"courses": self.courses(), "persons": self.people, "programs": []}
        items = lists.get(name)
        if name.endswith("/offerings") and self.offers:
            items = [{"offeringType": "course", "startDate": "2026-09-01"}]
        if items is None:
            return 404, JSON, b'{"status": 404}'
        shown = items[(page - 1) * size : page * size]
        said_ = {"pageSize": size, "pageNumber": page, "hasNextPage": page * size < len(items), "items": shown}
        return 200, JSON, json.dumps(said_).encode()

    def courses(self) -> list[dict[str, Any]]:
        return [
            {
                "courseId": f"c{number}",
                "name": [{"language": "nl-NL", "value": f"Databases {number}"}],
                "primaryCode": {"codeType": "identifier", "code": f"DB-{number}"},
                "studyLoad": {"studyLoadUnit": "ects", "value": 5},
                "coordinators": [f"p{number % 3}"],
            }
            for number in range(self.count)
        ]


@pytest.mark.parametrize("kind", [SourceKind.AUTO, SourceKind.OOAPI])
def test_all_pages_of_an_interface_are_read_and_asked_conditionally_after(
    serve: Serve, crawled: Crawled, sqlite_database: str, kind: SourceKind
) -> None:
    server = serve(Ooapi())
    source = add(sqlite_database, f"{server.url}ooapi/v5", kind)
    run = crawled(sqlite_database, source)
    assert run.state is RunState.FINISHED
    assert "OOAPI" in str(run.message)
    assert said(sqlite_database, "select count(*) from course") == [(250,)]
    found = roles(sqlite_database)
    assert ("Jan Smit", "course_coordinator", "DB-0") in found
    assert ("A. van der Wal", "course_coordinator", "DB-1") in found
    assert {name for name, _kind, _code in found} == {"Jan Smit", "A. van der Wal"}
    assert said(sqlite_database, "select count(*) from person where name like '%Bakker%'") == [(0,)]
    assert said(sqlite_database, "select email from person where name = 'Jan Smit'") == [(MAIL,)]
    assert {row[0] for row in said(sqlite_database, "select distinct method from sighting")} <= {"feed", "heading"}

    server.statuses.clear()
    again = crawled(sqlite_database, source)
    assert server.statuses[200] == 0, "nothing is sent twice"
    assert again.unchanged == 5
    assert (again.courses_changed, again.people_changed, again.courses_gone) == (0, 0, 0)


def test_a_server_that_fails_midway_costs_only_that_page_until_it_recovers(
    serve: Serve, crawled: Crawled, sqlite_database: str
) -> None:
    feed = Ooapi()
    feed.broken = {2}
    server = serve(feed)
    source = add(sqlite_database, f"{server.url}ooapi/v5", SourceKind.AUTO)
    run = crawled(sqlite_database, source)
    assert run.state is RunState.FINISHED
    assert said(sqlite_database, "select count(*) from course") == [(150,)]
    asked = [query["pageNumber"] for _m, path, query in server.asked if path == "/ooapi/v5/courses"]
    assert Counter(asked) == {"1": 1, "2": 3, "3": 1}, "the page is tried again, and the one behind it is not missed"
    failed = {path: row for path, row in page_rows(sqlite_database).items() if row.state is PageState.FAILED}
    assert [path.partition("?")[2] for path in failed if "courses?" in path] == ["pageNumber=2&pageSize=100"]

    feed.broken = {1}
    crawled(sqlite_database, source)
    assert said(sqlite_database, "select count(*) from course join entity using (id) where gone_on is null") == [
        (250,)
    ], "what a page said stays while it fails, and the one that failed is there now"


def test_a_server_without_offerings_is_not_asked_for_those_of_every_course(
    serve: Serve, crawled: Crawled, sqlite_database: str
) -> None:
    server = serve(Ooapi())
    source = add(sqlite_database, f"{server.url}ooapi/v5", SourceKind.OOAPI)
    crawled(sqlite_database, source)
    offerings = [path for _m, path, _q in server.asked if path.endswith("/offerings")]
    assert 3 <= len(offerings) < 25, "as many as were under way"
    rows = [row for path, row in page_rows(sqlite_database).items() if "/offerings" in path]
    assert len(rows) == 250
    assert all(row.state in {PageState.SKIPPED, PageState.GONE} for row in rows)


def test_offerings_tell_the_school_year(serve: Serve, crawled: Crawled, sqlite_database: str) -> None:
    feed = Ooapi()
    feed.offers, feed.count = True, 20
    server = serve(feed)
    crawled(sqlite_database, add(sqlite_database, f"{server.url}ooapi/v5", SourceKind.OOAPI))
    assert said(sqlite_database, "select distinct school_year from course") == [("2026-2027",)]
    assert said(sqlite_database, "select count(*) from course") == [(20,)], "an offering is no second course"


def test_a_list_without_an_end_ends(serve: Serve, crawled: Crawled, sqlite_database: str) -> None:
    def endless(_method: str, path: str, query: dict[str, str], *_rest: object) -> Reply:
        if not path.endswith("/courses"):
            return 404, {}, b""
        item = {"courseId": "c", "name": "Databases", "primaryCode": {"code": "DB-1"}}
        said_ = {"pageNumber": int(query["pageNumber"]), "hasNextPage": True, "items": [item]}
        return 200, JSON, json.dumps(said_).encode()

    server = serve(endless)
    run = crawled(sqlite_database, add(sqlite_database, f"{server.url}ooapi/v5", SourceKind.OOAPI))
    assert run.state is RunState.FINISHED
    assert len([path for _m, path, _q in server.asked if path.endswith("/courses")]) == 2


def test_an_answer_that_is_no_json_or_too_large_is_a_failed_page(
    serve: Serve, crawled: Crawled, sqlite_database: str
) -> None:
    good = json.dumps({"items": [{"courseId": "c", "name": "Databases", "primaryCode": {"code": "DB-1"}}]}).encode()
    bodies = {
        "/ooapi/v5/courses": good,
        "/ooapi/v5/persons": b'{"items": [' + b" " * (51 * 1024 * 1024) + b"]}",
        "/ooapi/v5/programs": b"<html>Sorry</html>",
        "/ooapi/v5/organizations": b"[" * 200_000,
    }

    def reply(_method: str, path: str, *_rest: object) -> Reply:
        return (200, JSON, bodies[path]) if path in bodies else (404, {}, b"")

    server = serve(reply)
    run = crawled(sqlite_database, add(sqlite_database, f"{server.url}ooapi/v5", SourceKind.OOAPI))
    assert run.state is RunState.FINISHED
    rows = {path.partition("?")[0]: row for path, row in page_rows(sqlite_database).items()}
    assert rows["/ooapi/v5/courses"].state is PageState.READ
    for path in ("persons", "programs", "organizations"):
        assert rows[f"/ooapi/v5/{path}"].state is PageState.FAILED
    assert "50 MB" in str(rows["/ooapi/v5/persons"].problem)
    assert "JSON" in str(rows["/ooapi/v5/programs"].problem)


def test_a_page_larger_than_a_site_may_send_is_taken_from_a_feed(
    serve: Serve, crawled: Crawled, sqlite_database: str
) -> None:
    item = {"courseId": "c", "name": "Databases", "primaryCode": {"code": "DB-1"}, "description": "x" * 12_000_000}

    def reply(_method: str, path: str, *_rest: object) -> Reply:
        return (200, JSON, json.dumps({"items": [item]}).encode()) if path.endswith("/courses") else (404, {}, b"")

    server = serve(reply)
    crawled(sqlite_database, add(sqlite_database, f"{server.url}ooapi/v5", SourceKind.OOAPI))
    assert said(sqlite_database, "select code from course") == [("DB-1",)]
