"""The door of a source: which addresses are a feed's, how they are asked, and what an answer opens."""

import json
from datetime import date
from functools import partial

import pytest

from crawler.answers import Answer
from crawler.extraction.findings import PageFindings
from crawler.feeds.door import Door
from crawler.feeds.values import UnreadableFeedError
from crawler.fetching import read_answer
from crm.language import language
from crm.words import SourceKind

SITE = "https://www.zeewijk.example/"
JSON = {"content-type": "application/json; charset=utf-8"}
HTML = {"content-type": "text/html; charset=utf-8"}


def door(start: str = SITE, kind: SourceKind = SourceKind.AUTO) -> Door:
    return Door(start, kind=kind, level=None, today=date(2026, 11, 23), read=partial(read_answer, level=None))


def html(body: str, url: str = SITE) -> Answer:
    return Answer(url, 200, HTML, f"<!doctype html><html><head></head><body>{body}</body></html>".encode())


def links(findings: PageFindings) -> list[str]:
    return [link.url for link in findings.links]


def test_an_ordinary_site_is_read_as_it_always_was() -> None:
    page = html("<h1>Databases</h1><table><tr><th>Vakcode</th><td>ICT-DB-1</td></tr></table>")
    assert door().read(page).to_json() == door(kind=SourceKind.SITE).read(page).to_json()
    assert door().first() == []
    assert door().guess.system == "site"


@pytest.mark.parametrize(
    "url",
    [
        "https://api.zeewijk.example/v5/courses?pageNumber=1&pageSize=100",
        "https://www.zeewijk.example/student/osiris/owc/cursussen/7",
        "https://www.zeewijk.example/wp-json/wp/v2/types",
    ],
)
def test_an_address_alone_tells_that_it_is_a_feeds(url: str) -> None:
    assert door().is_feed(url)
    assert door().may_answer(url, "application/json")
    assert not door(kind=SourceKind.SITE).is_feed(url)


def test_a_file_about_all_schools_is_read_only_where_it_is_the_source() -> None:
    file = "https://data.example/ho_opleidingsoverzicht.csv"
    assert door(file).is_feed(file)
    assert not door().is_feed(f"{SITE}instellingen.csv")


@pytest.mark.parametrize(
    "path", ["wp-json/wp/v2/pages/42", "courses?page=2", "courses/db", "persons/jan", "prijzen.csv", "wp-json.html"]
)
def test_an_address_of_a_page_is_none(path: str) -> None:
    assert not door().is_feed(f"{SITE}{path}")
    assert door().asked(f"{SITE}{path}").url == f"{SITE}{path}"
    assert door().score(f"{SITE}{path}") is None
    assert not door().may_answer(f"{SITE}{path}", "application/json")
    assert not door().is_past(f"{SITE}{path}?collegejaar=2019-2020"), "a page is asked whatever its year"


def test_a_sites_own_list_with_such_an_address_is_read_as_a_page() -> None:
    url = f"{SITE}courses?pageNumber=2&pageSize=20"
    page = html('<h1>Vakken</h1><a href="/vak/db">ICT-DB-1 Databases</a>', url)
    assert f"{SITE}vak/db" in links(door().read(page))
    assert door().read(page).to_json() == door(kind=SourceKind.SITE).read(page).to_json()
    with pytest.raises(UnreadableFeedError):
        door(f"{SITE}ooapi/v5").read(page)


def test_lists_come_before_records_and_records_before_pages() -> None:
    base = "https://api.zeewijk.example/v5"
    lists = door().score(f"{base}/courses?pageNumber=2&pageSize=100") or 0
    below = door().score(f"{base}/courses/c-1/offerings?pageNumber=1&pageSize=100") or 0
    assert lists > below > 1


def test_the_kind_that_was_said_is_honoured_whatever_the_page_looks_like() -> None:
    asked = door("https://api.zeewijk.example/v5", SourceKind.OOAPI)
    assert [url.partition("?")[0].rsplit("/", 1)[1] for url in asked.first()] == [
        "organizations", "programs", "courses", "persons",
    ]  # fmt: skip
    wordpress = html("x").body.replace(b"</head>", b'<meta name="generator" content="WordPress 6"></head>')
    asked.read(Answer("https://api.zeewijk.example/v5", 200, HTML, wordpress))
    assert asked.guess.system == "ooapi"


def test_a_service_document_opens_the_lists() -> None:
    document = {"contactEmail": "ict@zeewijk.example", "specification": "https://x.example/open-education-api/v5"}
    start = "https://gateway.zeewijk.example/"
    opened = door(start).read(Answer(start, 200, JSON, json.dumps(document).encode()))
    assert f"{start}courses?pageNumber=1&pageSize=100" in links(opened)
    with pytest.raises(UnreadableFeedError):
        door(start).read(Answer(start, 200, JSON, b"[1, 2]"))


def test_a_list_as_start_address_opens_the_others() -> None:
    start = "https://gateway.zeewijk.example/courses"
    body = json.dumps({"pageNumber": 1, "hasNextPage": False, "hasPreviousPage": False, "items": []}).encode()
    opened = links(door(start).read(Answer(start, 200, JSON, body)))
    assert "https://gateway.zeewijk.example/persons?pageNumber=1&pageSize=100" in opened


def test_the_first_page_of_a_portal_shows_where_its_people_are() -> None:
    portal = '<div class="rendering rendering_person rendering_person_short">x</div>'
    opened = door("https://zeestad.example/")
    first = opened.read(html(portal, "https://research.zeestad.example/"))
    assert "https://research.zeestad.example/en/persons/" in links(first)
    again = opened.read(html(portal, "https://research.zeestad.example/en/"))
    assert "https://research.zeestad.example/en/persons/" not in links(again), "once a host is enough"
    assert opened.guess.system == "pure"


def test_a_reader_that_breaks_costs_its_answer_and_no_more(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_given: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("crawler.feeds.door.read_records", broken)
    portal = '<div class="rendering rendering_person rendering_person_short">x</div><h1>Persons</h1>'
    assert door().read(html(portal)).url == SITE
    assert "records not read" in caplog.text
    monkeypatch.setattr("crawler.feeds.wordpress.WordpressReader.read", broken)
    with pytest.raises(UnreadableFeedError, match="log"), language("en"):
        door().read(Answer(f"{SITE}wp-json/wp/v2/types", 200, JSON, b"{}"))


def test_a_catalogue_on_another_domain_is_told_of() -> None:
    site = door()
    site.read(html('<a href="https://zeewijk.osiris-student.example/onderwijscatalogus/extern/start">Studiegids</a>'))
    assert site.elsewhere == {"https://zeewijk.osiris-student.example/": "OSIRIS"}


def test_three_records_that_are_not_there_speak_for_their_sort() -> None:
    feed = door("https://api.zeewijk.example/v5", SourceKind.OOAPI)

    def offering(number: int) -> str:
        return f"https://api.zeewijk.example/v5/courses/c{number}/offerings?pageNumber=1&pageSize=100"

    assert [feed.missed(offering(number)) for number in range(2)] == [None, None]
    sort = feed.missed(offering(2))
    assert sort is not None
    assert feed.sort_of(offering(99)) == sort
    assert feed.sort_of("https://api.zeewijk.example/v5/courses?pageNumber=1&pageSize=100") is None
    assert feed.missed("https://api.zeewijk.example/v5/persons?pageNumber=1&pageSize=100") is None


def test_one_record_that_is_there_keeps_its_sort() -> None:
    feed = door("https://api.zeewijk.example/v5", SourceKind.OOAPI)
    url = "https://api.zeewijk.example/v5/courses/c/offerings?pageNumber=1&pageSize=100"
    feed.read(Answer(url, 200, JSON, b'{"items": []}'))
    assert [feed.missed(url.replace("/c/", f"/c{number}/")) for number in range(9)] == [None] * 9
