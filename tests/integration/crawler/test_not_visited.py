"""A crawl says what it did not visit and why, and where else there may be something."""

from collections.abc import Callable

from sqlmodel import Session

from crm.database.engine import open_engine
from crm.tables import CrawlRun
from crm.views.not_visited import not_visited, places

from .conftest import School, add_source, course, page

GUIDE = "https://studiegids.elders.example/2026/vakken"


def test_every_reason_is_told_with_its_addresses(
    school: Callable[..., School], crawled: Callable[..., CrawlRun], sqlite_database: str
) -> None:
    links = [
        "/vakken/1",
        "/vakken/2",
        "/intern/a",
        "/intern/b",
        "/boek.docx",
        "/oud",
        "/prive",
        "/plaatje",
        "/foto.jpg",
        "/vervallen",
    ]
    robots = (200, {"Content-Type": "text/plain"}, b"User-agent: *\nDisallow: /intern/")
    elsewhere = f'<a href="{GUIDE}">Studiegids</a> <a href="https://www.facebook.com/team">Team</a>'
    site = school(
        {
            "/robots.txt": robots,
            "/": page(*links, body=f'<a rel="nofollow" href="/reacties">x</a> {elsewhere}'),
            "/vakken/1": course("Databases", "ICT-1", "Jan Smit"),
            "/vakken/2": course("Netwerken", "ICT-2", "Jan Smit"),
            "/oud": (301, {"Location": "/vakken/1"}, b""),
            "/prive": (403, {}, b""),
            "/plaatje": (200, {"Content-Type": "image/png"}, b"\x89PNG"),
        }
    )
    source = add_source(sqlite_database, site.url)
    run = crawled(sqlite_database, source)
    assert run.left_out == {
        "robots": 2,
        "file": 1,
        "redirect": 1,
        "not_public": 1,
        "no_page": 1,
        "nofollow": 1,
        "missing": 1,
    }
    assert run.failed == 0, "a dead link is no page that could not be read"
    assert "Elsewhere there may be more: https://studiegids.elders.example/." in str(run.message)
    engine = open_engine(sqlite_database)
    with Session(engine) as session:
        told = {str(each.why): (each.pages, each.examples) for each in not_visited(session, source)}
        found = places(session)
    assert told["robots"] == (2, (f"{site.url}intern/a", f"{site.url}intern/b"))
    assert told["nofollow"] == (1, ())
    assert told["missing"] == (1, (f"{site.url}vervallen",))
    assert [(place.url, place.words, place.pages) for place in found] == [
        ("https://studiegids.elders.example/", "Studiegids", 1)
    ]
    add_source(sqlite_database, "https://studiegids.elders.example/", name="Gids")
    with Session(engine) as session:
        assert places(session) == []
    engine.dispose()


def test_what_the_limit_left_is_told_as_waiting(
    school: Callable[..., School], crawled: Callable[..., CrawlRun], sqlite_database: str
) -> None:
    courses = {f"/vakken/{n}": course(f"Vak {n}", f"ICT-{n}", "Jan Smit") for n in range(9)}
    site = school({"/": page(*courses), **courses})
    run = crawled(sqlite_database, add_source(sqlite_database, site.url), max_pages=4)
    assert run.left_out == {"budget": 6}
