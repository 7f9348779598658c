"""Crawls of systems that hand out records, over real HTTP on loopback: all is kept, whatever the server does midway."""

import json
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, ClassVar
from urllib.parse import parse_qsl, urlsplit

import pytest
import sqlalchemy as sa
from sqlmodel import Session, select

from crm.clock import SystemClock
from crm.database.engine import open_engine
from crm.tables import CrawlRun, Page, Source
from crm.words import PageState, RunState, SourceKind

from .conftest import page_rows

Crawled = Callable[..., CrawlRun]
Reply = tuple[int, dict[str, str], bytes]
NOTHING: Reply = (404, {}, b"")
JSON = {"Content-Type": "application/json"}


class FeedServer:
    """A server on 127.0.0.1 whose answers `reply(method, path, query, headers, body)` makes. JSON has an ETag."""

    def __init__(self, reply: Callable[..., Reply]) -> None:
        self.asked: list[tuple[str, str, dict[str, str]]] = []
        self.statuses: Counter[int] = Counter()
        self._lock = threading.Lock()
        server = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                server.answer(self, reply)

            def do_POST(self) -> None:
                server.answer(self, reply)

            def log_message(self, *_args: Any) -> None:
                return

        self._http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._http.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._http.server_address[1]}/"
        self._thread = threading.Thread(target=self._http.serve_forever, args=(0.02,), daemon=True)
        self._thread.start()

    def answer(self, handler: BaseHTTPRequestHandler, reply: Callable[..., Reply]) -> None:
        sent = handler.rfile.read(int(handler.headers.get("Content-Length") or 0))
        parts = urlsplit(handler.path)
        query = dict(parse_qsl(parts.query))
        headers = {name.lower(): value for name, value in handler.headers.items()}
        with self._lock:
            self.asked.append((handler.command, parts.path, query))
        if parts.path in {"/robots.txt", "/sitemap.xml"}:
            reply_ = NOTHING
        else:
            reply_ = reply(handler.command, parts.path, query, headers, sent)
        status, given, body = reply_
        etag = f'"{hash(body)}"'
        if status == 200 and headers.get("if-none-match") == etag:
            status, body = 304, b""
        self.statuses[status] += 1
        try:
            handler.send_response(status)
            for name, value in (given | {"ETag": etag}).items():
                handler.send_header(name, value)
            if status != 304:
                handler.send_header("Content-Length", str(len(body)))
            handler.end_headers()
            handler.wfile.write(body)
        except ConnectionError:
            handler.close_connection = True

    def close(self) -> None:
        self._http.shutdown()
        self._http.server_close()
        self._thread.join()


@pytest.fixture
def serve() -> Iterator[Callable[[Callable[..., Reply]], FeedServer]]:
    opened: list[FeedServer] = []

    def begin(reply: Callable[..., Reply]) -> FeedServer:
        opened.append(FeedServer(reply))
        return opened[-1]

    yield begin
    for each in opened:
        each.close()


Serve = Callable[[Callable[..., Reply]], FeedServer]


def add(database: str, url: str, kind: SourceKind, name: str = "Hogeschool Zeewijk") -> int:
    engine = open_engine(database)
    with Session(engine) as session:
        source = Source(name=name, url=url, kind=kind, added_at=SystemClock().now())
        session.add(source)
        session.commit()
        made = source.id
    engine.dispose()
    assert made is not None
    return made


def said(database: str, statement: str) -> list[tuple[Any, ...]]:
    engine = open_engine(database)
    with engine.connect() as connection:
        rows = [tuple(row) for row in connection.execute(sa.text(statement))]
    engine.dispose()
    return rows


def roles(database: str) -> set[tuple[str, str, str]]:
    rows = said(
        database,
        "select person.name, role.kind, course.code from role join person on person.id = role.person_id"
        " join course on course.id = role.of_id",
    )
    return {(name, kind, code) for name, kind, code in rows}


# --- OOAPI ----------------------------------------------------------------------------------------------------------


MAIL = "j.smit@zeewijk.example"


class Ooapi:
    """The interface of a school with 250 courses (`count`) on pages of 100, and three people of whom one is a student."""

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
    assert said(sqlite_database, "select count(*) from course join entity using (id) where gone_on is null") == [(250,)], (
        "what a page said stays while it fails, and the one that failed is there now"
    )


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


# --- OSIRIS ---------------------------------------------------------------------------------------------------------


def osiris(method: str, path: str, _query: dict[str, str], headers: dict[str, str], body: bytes) -> Reply:
    if path.startswith("/onderwijscatalogus"):
        return 200, {"Content-Type": "text/html"}, b"<!doctype html><title>OSIRIS Student</title><app-root></app-root>"
    if "taal" not in headers:
        return 500, {}, b""
    if path == "/student/osiris/student/cursussen/zoeken" and method == "POST":
        said_ = json.loads(body)
        hits = [_source(number) for number in range(said_["from"], min(150, said_["from"] + said_["size"]))]
        return 200, JSON, json.dumps({"hits": {"total": {"value": 150}, "hits": hits}}).encode()
    if path.startswith("/student/osiris/owc/cursussen/"):
        number = path.rsplit("/", 1)[-1]
        people = [{"omschrijving": "Verantwoordelijk docent", "velden": [{"docent": "A. Zuidema"}]}]
        fields = [{"veld": "docenten", "titel": "Docent(en)", "waarde": people}]
        header = [{"veld": "cursus", "waarde": f"DB-{number}"}]
        items = [{"rubriek": "rubriek-cursus", "velden": header}, {"rubriek": "rubriek-docenten", "velden": fields}]
        return 200, JSON, json.dumps({"items": items}).encode()
    return 404, {}, b""


def _source(number: int) -> dict[str, Any]:
    source = {
        "id_cursus": number, "cursus": f"DB-{number}", "cursus_lange_naam": f"Databases {number}", "punten": 5,
        "collegejaar": "2026-2027", "docenten": [{"docent": "J. Smit"}],
    }  # fmt: skip
    return {"_source": source}


@pytest.mark.parametrize("kind", [SourceKind.AUTO, SourceKind.OSIRIS])
def test_an_osiris_catalogue_is_read_by_its_search_and_its_records(
    serve: Serve, crawled: Crawled, sqlite_database: str, kind: SourceKind
) -> None:
    server = serve(osiris)
    run = crawled(sqlite_database, add(sqlite_database, f"{server.url}onderwijscatalogus/extern/start", kind))
    assert run.state is RunState.FINISHED
    assert said(sqlite_database, "select count(*) from course") == [(150,)]
    assert said(sqlite_database, "select name, credits from course where code = 'DB-149'") == [("Databases 149", 5.0)]
    assert {(name, kind_) for name, kind_, _code in roles(sqlite_database)} == {
        ("J. Smit", "teacher"),
        ("A. Zuidema", "course_coordinator"),
    }
    assert len(roles(sqlite_database)) == 300


# --- others ---------------------------------------------------------------------------------------------------------


def test_open_data_gives_programmes_with_codes_and_schools_to_add(
    serve: Serve, crawled: Crawled, sqlite_database: str
) -> None:
    rows = (
        "ONDERWIJSAANBIEDER_NAAM,ERKENDEOPLEIDINGSCODE,NAAM_LANG,NIVEAU,WEBSITE\n"
        "Hogeschool Zeewijk,30020,HBO-ICT,HBO-BA,https://www.zeewijk.example/hbo-ict\n"
        "Universiteit Zeestad,60300,Data Science,WO-MA,https://www.zeestad.example/msc\n"
    )
    server = serve(lambda *_asked: (200, {"Content-Type": "text/csv"}, rows.encode()))
    source = add(sqlite_database, f"{server.url}ho_opleidingsoverzicht.csv", SourceKind.AUTO, name="RIO data")
    run = crawled(sqlite_database, source)
    assert run.state is RunState.FINISHED
    assert set(said(sqlite_database, "select code, level from programme")) == {("30020", "hbo"), ("60300", "wo")}
    assert "https://www.zeewijk.example/" in str(run.message)
    assert "No courses" not in str(run.message)


def test_an_ordinary_site_with_the_kind_site_knows_no_feeds(
    serve: Serve, crawled: Crawled, sqlite_database: str
) -> None:
    html = b'<!doctype html><html><body><a href="/wp-json/wp/v2/types">x</a><a href="/vak">vak</a></body></html>'

    def reply(_method: str, path: str, *_rest: object) -> Reply:
        return (200, JSON, b"{}") if path.startswith("/wp-json") else (200, {"Content-Type": "text/html"}, html)

    server = serve(reply)
    crawled(sqlite_database, add(sqlite_database, server.url, SourceKind.SITE))
    row = page_rows(sqlite_database)["/wp-json/wp/v2/types"]
    assert row.state is PageState.SKIPPED


def test_a_wordpress_site_shows_the_way_to_its_staff(serve: Serve, crawled: Crawled, sqlite_database: str) -> None:
    def reply(_method: str, path: str, *_rest: object) -> Reply:
        html = {"Content-Type": "text/html; charset=utf-8"}
        if path == "/wp-json/wp/v2/types":
            return 200, JSON, json.dumps({"medewerker": {"rest_base": "medewerkers", "name": "Medewerkers"}}).encode()
        if path == "/wp-json/wp/v2/medewerkers":
            people = [
                {"title": {"rendered": "Noor Haddad"}, "link": f"{server.url}m/noor/", "acf": {"functie": "Docent"}}
            ]
            return 200, JSON, json.dumps(people).encode()
        if path == "/":
            api = f'<link rel="https://api.w.org/" href="{server.url}wp-json/">'
            api += '<meta name="generator" content="WordPress 6.7">'
            return 200, html, f"<!doctype html><html><head>{api}</head><body>Welkom</body></html>".encode()
        return 200, html, b"<!doctype html><html><body><h1>Noor Haddad</h1><p>Docent</p></body></html>"

    server = serve(reply)
    run = crawled(sqlite_database, add(sqlite_database, server.url, SourceKind.AUTO))
    assert "WordPress" in str(run.message)
    assert "/m/noor/" in page_rows(sqlite_database)
    assert said(sqlite_database, "select count(*) from person where name = 'Noor Haddad'") == [(1,)]


def test_a_crawl_of_a_feed_that_is_killed_goes_on_where_it_was(
    serve: Serve, start: Callable[..., Any], crawled: Crawled, sqlite_database: str
) -> None:
    asked = threading.Event()

    def slow(method: str, path: str, *rest: Any) -> Reply:
        if path.startswith("/student/osiris/owc/"):
            asked.set()
        return osiris(method, path, *rest)

    server = serve(slow)
    source = add(sqlite_database, f"{server.url}onderwijscatalogus/extern/start", SourceKind.AUTO)
    process = start(sqlite_database, source)
    assert asked.wait(30)
    process.kill()
    process.wait(10)
    run = crawled(sqlite_database, source)
    assert run.state is RunState.FINISHED
    assert said(sqlite_database, "select count(*) from course") == [(150,)]
    engine = open_engine(sqlite_database)
    with Session(engine) as session:
        waiting = session.exec(select(Page).where(Page.state == PageState.WAITING)).all()
    engine.dispose()
    assert waiting == []
