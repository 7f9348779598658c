"""Crawls of OSIRIS, open data, WordPress and Pure over real HTTP on loopback, recognised or said."""

import base64
import json
import threading
from collections.abc import Callable
from typing import Any

import pytest
from sqlmodel import Session, select

from crm.database.engine import open_engine
from crm.tables import CrawlRun, Page
from crm.words import PageState, RunState, SourceKind

from .conftest import page_rows
from .feed_server import JSON, NOTHING, Reply, Serve, add, roles, said

Crawled = Callable[..., CrawlRun]


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


@pytest.mark.slow
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


def pure(_method: str, path: str, query: dict[str, str], *_rest: object) -> Reply:
    """A portal of 120 people on three pages of a list, each with a profile; every fifth is a PhD student."""
    sent = {"Content-Type": "text/html; charset=utf-8"}
    if path == "/":
        return 200, sent, html('<div class="rendering_person"></div><p class="rendering rendering_x">Zeestad</p>')
    if path == "/en/persons/":
        page = int(query.get("page", 0))
        rows = "".join(row(number) for number in range(page * 50, min(len(NAMES), page * 50 + 50)))
        following = f'<a class="nextLink" href="/en/persons/?page={page + 1}">Next</a>' if page < 2 else ""
        return 200, sent, html(f"<h1>Persons</h1><ul>{rows}</ul>{following}")
    if path.startswith("/en/persons/p"):
        number = int(path.rsplit("p", 1)[1])
        title = f'<span class="job-title">{TITLES[number % 5]}</span>'
        return 200, sent, html(f'<main><div class="rendering_person"><h1>{NAMES[number]}</h1>{title}</div></main>')
    return NOTHING


def html(body: str) -> bytes:
    return f"<!doctype html><html><head><title>Zeestad</title></head><body>{body}</body></html>".encode()


def row(number: int) -> str:
    mail = base64.b64encode(f"mailto:p{number}@zeestad.example".encode()).decode()
    link = f'<a class="link person" href="/en/persons/p{number}"><span>{NAMES[number]}</span></a>'
    title = f'<span class="job-title">{TITLES[number % 5]}</span><a class="email" data-md5="{mail}"></a>'
    return f'<li class="grid-result-item"><div class="rendering"><h3 class="title">{link}</h3>{title}</div></li>'


TITLES = ["Associate Professor", "Lecturer", "Assistant Professor", "Full Professor", "PhD student"]
GIVEN = ["Jan", "Noor", "Lars", "Hanneke", "Jurre", "Giulia", "Aagje", "Matthijs", "Laura", "Pieter"]
SURNAMES = ["Smit", "Bakker", "Visser", "Mulder", "Meijer", "Dekker", "Brouwer", "de Vries", "van der Berg", "Jansen"]
NAMES = [f"{given} {surname}" for surname in [*SURNAMES, "Peters", "Hendriks"] for given in GIVEN]


def test_the_people_of_a_pure_portal_are_found_by_its_list(
    serve: Serve, crawled: Crawled, sqlite_database: str
) -> None:
    server = serve(pure)
    run = crawled(sqlite_database, add(sqlite_database, server.url, SourceKind.AUTO, name="Universiteit Zeestad"))
    assert "Pure" in str(run.message)
    assert said(sqlite_database, "select count(*) from person") == [(96,)], "a fifth are students, who are no contacts"
    mails = said(sqlite_database, "select count(*) from person where email like 'p%@zeestad.example'")
    assert mails == [(96,)]
    order = [path for _method, path, _query in server.asked if path.startswith("/en/persons/")]
    assert order[0] == "/en/persons/"


@pytest.mark.slow
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
