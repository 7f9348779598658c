"""What an answer means, page by page and run by run: with the real database and the real reader, without a network."""

import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, select

from crawler.answers import Answer, Trouble
from crawler.crawl import Crawl
from crawler.extraction.findings import PageFindings
from crawler.fetching import read_answer, wind_up
from crawler.finish import finish
from crawler.frontier import Frontier
from crawler.guard import scope_of
from crawler.options import CrawlOptions
from crawler.runs import OpenedRun, close_run, open_run
from crawler.storage import PageStore
from crm.clock import OFFICE_ZONE, FixedClock
from crm.database.engine import open_engine
from crm.errors import CrawlError
from crm.language import language
from crm.tables import CrawlRun, Page, PageBody, Source
from crm.words import PageState, RunState

HOME = "http://www.school.example/"

Reply = str | int | Trouble | tuple[int, Mapping[str, str], bytes]


def page(*links: str, body: str = "") -> str:
    anchors = "".join(f'<a href="{link}">link</a> ' for link in links)
    return f"<!doctype html><html><head><title>School</title></head><body><p>{body}</p>{anchors}</body></html>"


@dataclass
class Site:
    """A school's servers, without a socket: address → what is answered. Pages have an ETag unless `etags` is off."""

    pages: dict[str, Any]
    etags: bool = True
    asked: list[str] = field(default_factory=list)
    bodies: list[str] = field(default_factory=list)

    def answer(self, url: str, headers: Mapping[str, str]) -> Answer:
        self.asked.append(url)
        reply: Reply = self.pages.get(url, 404)
        if isinstance(reply, Trouble):
            return Answer(url, trouble=reply)
        if isinstance(reply, int):
            return Answer(url, reply, {}, b"User-agent: *\nDisallow: /")
        if isinstance(reply, tuple):
            return Answer(url, *reply)
        etag = f'"{hash(reply)}"'
        if self.etags and headers.get("If-None-Match") == etag:
            return Answer(url, 304)
        self.bodies.append(url)
        sent = {"content-type": "text/html; charset=utf-8"} | ({"etag": etag} if self.etags else {})
        return Answer(url, 200, sent, reply.encode())


@pytest.fixture
def engine(sqlite_database: str) -> Iterator[Engine]:
    made = open_engine(sqlite_database)
    yield made
    made.dispose()


@pytest.fixture
def source(engine: Engine, clock: FixedClock) -> int:
    with Session(engine) as session:
        made = Source(name="School", url=HOME, added_at=clock.now())
        session.add(made)
        session.commit()
        assert made.id is not None
        return made.id


@pytest.fixture
def run(engine: Engine, source: int, clock: FixedClock, monkeypatch: pytest.MonkeyPatch) -> Callable[..., CrawlRun]:
    """Runs a whole crawl over a site and gives its row."""
    monkeypatch.setattr(time, "monotonic", iter(range(0, 10**9, 100)).__next__)

    def crawl_it(site: Site, *, asks: int | None = None, **options: object) -> CrawlRun:
        opened = open_run(engine, source, clock)
        crawl = prepared(engine, opened, clock, CrawlOptions(language="en", **options))  # type: ignore[arg-type]  # as given
        with language("en"):
            if not drive(crawl, site, asks):
                crawl.store.close()
                return row(engine, opened.id)
            try:
                finish(engine, opened, wind_up(engine, opened, crawl, clock), clock)
            except CrawlError as error:
                close_run(engine, opened.id, RunState.FAILED, str(error), clock)
            crawl.store.close()
        return row(engine, opened.id)

    return crawl_it


def prepared(engine: Engine, opened: OpenedRun, clock: FixedClock, options: CrawlOptions) -> Crawl:
    assert opened.source.id is not None
    crawl = Crawl(
        url=HOME,
        scope=scope_of(HOME),
        store=PageStore(engine, opened.source.id, opened.id, clock),
        run_id=opened.id,
        options=options,
        max_pages=options.max_pages or 100,
        frontier=Frontier(floor=0.0, at_once=1),
        read=partial(read_answer, level=None),
        score=lambda _url, _text: 0.5,
        clock=clock,
    )
    crawl.open()
    return crawl


def drive(crawl: Crawl, site: Site, asks: int | None) -> bool:
    """Asks until nothing is left. False where the process "was killed" after so many `asks`."""
    while (candidate := crawl.next(time.monotonic())) is not None:
        last, headers = crawl.validators(candidate)
        elsewhere = crawl.take(candidate, last, site.answer(candidate.url, headers))
        while elsewhere is not None:
            elsewhere = crawl.take(candidate, last, site.answer(elsewhere, {}))
        if asks is not None and len(site.asked) >= asks:
            return False
    return True


def row(engine: Engine, run_id: int) -> CrawlRun:
    with Session(engine) as session:
        return session.get_one(CrawlRun, run_id)


def pages(engine: Engine) -> dict[str, Page]:
    """The rows of the site's pages, by what follows the start address."""
    with Session(engine) as session:
        return {p.url.removeprefix(HOME): p for p in session.exec(select(Page))}


def test_every_page_is_read_once(engine: Engine, run: Callable[..., CrawlRun]) -> None:
    site = Site({HOME: page("/a", "/b#x", "b", "?PHPSESSID=1"), f"{HOME}a": page("/", "/b"), f"{HOME}b": page("/a")})
    result = run(site)
    assert result.state is RunState.FINISHED
    assert (result.fetched, result.failed, result.waiting) == (3, 0, 0)
    assert sorted(site.bodies) == [HOME, f"{HOME}a", f"{HOME}b"]
    assert len(site.asked) == len(set(site.asked))


def test_an_unchanged_site_is_confirmed_and_nothing_else(engine: Engine, run: Callable[..., CrawlRun]) -> None:
    site = Site({HOME: page("/a"), f"{HOME}a": page("/")})
    run(site)
    site.bodies.clear()
    again = run(site)
    assert (again.fetched, again.unchanged) == (0, 2)
    assert site.bodies == []


def test_a_server_without_validators_sends_its_pages_again_and_they_count_as_unchanged(
    engine: Engine, run: Callable[..., CrawlRun]
) -> None:
    site = Site({HOME: page("/a"), f"{HOME}a": page("/")}, etags=False)
    run(site)
    again = run(site)
    assert (again.fetched, again.unchanged) == (0, 2)


def test_fresh_sends_no_validators_and_reads_anew(engine: Engine, run: Callable[..., CrawlRun]) -> None:
    site = Site({HOME: page("/a"), f"{HOME}a": page("/")})
    run(site)
    again = run(site, fresh=True)
    assert (again.fetched, again.unchanged) == (2, 0)


def test_a_run_that_was_killed_goes_on_where_it_was(engine: Engine, run: Callable[..., CrawlRun]) -> None:
    site = Site({HOME: page(*(f"/{n}" for n in range(9)))} | {f"{HOME}{n}": page("/") for n in range(9)})
    killed = run(site, asks=7)
    assert killed.state is RunState.RUNNING
    result = run(site)
    assert result.id == killed.id
    assert result.state is RunState.FINISHED
    assert result.fetched == 10
    assert sorted(site.bodies) == sorted(set(site.bodies)), "no page was fetched twice"


def test_the_budget_bounds_a_run_and_the_next_one_goes_on(engine: Engine, run: Callable[..., CrawlRun]) -> None:
    site = Site({HOME: page(*(f"/{n}" for n in range(9)))} | {f"{HOME}{n}": page("/") for n in range(9)})
    first = run(site, max_pages=4)
    assert first.fetched == 4
    assert first.waiting == 6
    assert first.message is not None
    assert "6 addresses were not visited" in first.message
    run(site, max_pages=20)
    assert len(site.bodies) == len(set(site.bodies)) == 10


def test_nothing_that_robots_txt_forbids_is_asked(engine: Engine, run: Callable[..., CrawlRun]) -> None:
    robots: Reply = (200, {}, b"User-agent: *\nDisallow: /intern")
    site = Site({f"{HOME}robots.txt": robots, HOME: page("/intern/1", "/open"), f"{HOME}open": page("/intern/2")})
    result = run(site)
    assert not [url for url in site.asked if "intern" in url]
    assert (result.fetched, result.skipped) == (2, 2)
    assert pages(engine)["intern/1"].state is PageState.SKIPPED


@pytest.mark.parametrize("reply", [500, 503, Trouble.TIMEOUT])
def test_a_robots_txt_that_cannot_be_had_forbids_all(
    engine: Engine, run: Callable[..., CrawlRun], reply: Reply
) -> None:
    site = Site({f"{HOME}robots.txt": reply, HOME: page("/a")})
    result = run(site)
    assert site.asked == [f"{HOME}robots.txt"] * 3, "it may be a passing trouble"
    assert result.state is RunState.FAILED


def test_the_body_of_a_robots_txt_that_is_not_there_is_no_rule(engine: Engine, run: Callable[..., CrawlRun]) -> None:
    assert run(Site({f"{HOME}robots.txt": 404, HOME: page()})).fetched == 1


def test_robots_txt_is_followed_through_a_redirect(engine: Engine, run: Callable[..., CrawlRun]) -> None:
    site = Site(
        {
            f"{HOME}robots.txt": (301, {"location": "/regels.txt"}, b""),
            f"{HOME}regels.txt": (200, {}, b"User-agent: *\nDisallow: /a"),
            HOME: page("/a"),
            f"{HOME}a": page(),
        }
    )
    run(site)
    assert f"{HOME}a" not in site.asked


def test_a_robots_txt_that_redirects_in_a_circle_is_none(engine: Engine, run: Callable[..., CrawlRun]) -> None:
    site = Site({f"{HOME}robots.txt": (302, {"location": "/robots.txt"}, b""), HOME: page()})
    assert run(site).fetched == 1
    assert site.asked.count(f"{HOME}robots.txt") == 6


def test_a_missing_page_that_nobody_links_to_is_gone_at_once(engine: Engine, run: Callable[..., CrawlRun]) -> None:
    site = Site({HOME: page("/a"), f"{HOME}a": page("/")})
    run(site)
    site.pages |= {HOME: page(), f"{HOME}a": 404}
    result = run(site)
    assert pages(engine)["a"].state is PageState.GONE
    assert pages(engine)["a"].findings is None
    assert (result.failed, result.skipped) == (0, 1), "a page that is gone is no page that failed"


@pytest.mark.parametrize("home", ["changed", "unchanged"])
def test_a_missing_page_that_is_linked_to_is_gone_on_the_second_run(
    engine: Engine, run: Callable[..., CrawlRun], home: str
) -> None:
    site = Site({HOME: page("/a"), f"{HOME}a": page("/")})
    run(site)
    site.pages[f"{HOME}a"] = 410
    if home == "changed":
        site.pages[HOME] = page("/a", body="new")
    run(site)
    assert pages(engine)["a"].state is PageState.FAILED
    assert pages(engine)["a"].findings is not None
    run(site)
    assert pages(engine)["a"].state is PageState.GONE


def test_of_a_missing_page_that_this_run_saw_linked_the_others_are_not_read_again(
    engine: Engine, run: Callable[..., CrawlRun], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of a large site that would be all its findings."""
    looked: list[bytes] = []
    site = Site({HOME: page("/a"), f"{HOME}a": page("/")})
    run(site)
    monkeypatch.setattr("crawler.finish.unpack", looked.append)
    site.pages |= {HOME: page("/a", body="new"), f"{HOME}a": 404}
    run(site)
    assert pages(engine)["a"].state is PageState.FAILED
    assert looked == []


def test_a_page_that_is_back_after_one_run_was_never_gone(engine: Engine, run: Callable[..., CrawlRun]) -> None:
    site = Site({HOME: page("/a"), f"{HOME}a": page("/")})
    run(site)
    site.pages[f"{HOME}a"] = 404
    run(site)
    site.pages[f"{HOME}a"] = page("/")
    run(site)
    site.pages[f"{HOME}a"] = 404
    run(site)
    assert pages(engine)["a"].state is PageState.FAILED, "two runs, but not in a row"


@pytest.mark.parametrize("reply", [500, 403, Trouble.TIMEOUT, Trouble.REFUSED, Trouble.BROKEN])
def test_an_error_never_makes_a_page_gone(engine: Engine, run: Callable[..., CrawlRun], reply: Reply) -> None:
    site = Site({HOME: page("/a"), f"{HOME}a": page("/")})
    run(site)
    site.pages |= {HOME: page(body="no link"), f"{HOME}a": reply}
    for _ in range(3):
        run(site)
    assert pages(engine)["a"].findings is not None


def test_a_page_that_robots_txt_forbids_later_is_not_gone(engine: Engine, run: Callable[..., CrawlRun]) -> None:
    site = Site({HOME: page("/a"), f"{HOME}a": page("/")})
    run(site)
    site.pages[f"{HOME}robots.txt"] = (200, {}, b"User-agent: *\nDisallow: /a")
    run(site)
    assert pages(engine)["a"].findings is not None


@pytest.mark.parametrize(("links_to_it", "state"), [(True, PageState.FAILED), (False, PageState.GONE)])
def test_in_a_run_that_did_not_come_to_all_the_pages_left_count_as_they_stood(
    engine: Engine,
    run: Callable[..., CrawlRun],
    links_to_it: bool,
    state: PageState,
) -> None:
    """Of a site larger than its limit what is gone is told in the week it went."""
    other = page("/a") if links_to_it else page()
    site = Site({HOME: page("/a", "/b"), f"{HOME}a": page(), f"{HOME}b": other})
    run(site)
    site.pages |= {HOME: page(body="no link"), f"{HOME}a": 404}
    site.asked.clear()
    run(site, max_pages=2)
    assert f"{HOME}b" not in site.asked
    assert pages(engine)["a"].state is state


def test_a_redirect_is_followed_within_the_domain_and_not_out_of_it(
    engine: Engine, run: Callable[..., CrawlRun]
) -> None:
    site = Site(
        {
            HOME: page("/here", "/there"),
            f"{HOME}here": (302, {"location": "http://gids.school.example/a"}, b""),
            f"{HOME}there": (302, {"location": "http://127.0.0.1/secret"}, b""),
            "http://gids.school.example/a": page(),
        }
    )
    result = run(site)
    assert result.fetched == 2
    assert not [url for url in site.asked if "127.0.0.1" in url]
    assert "another site" in str(pages(engine)["there"].problem)


def test_a_circle_of_redirects_ends(engine: Engine, run: Callable[..., CrawlRun]) -> None:
    site = Site(
        {
            HOME: page("/1"),
            f"{HOME}1": (302, {"location": "/2"}, b""),
            f"{HOME}2": (302, {"location": "/1"}, b""),
        }
    )
    assert run(site).state is RunState.FINISHED
    assert len(site.asked) == len(set(site.asked))


def test_an_endless_row_of_redirects_ends(engine: Engine, run: Callable[..., CrawlRun]) -> None:
    site = Site({HOME: page("/x0")} | {f"{HOME}x{n}": (302, {"location": f"/x{n + 1}"}, b"") for n in range(50)})
    run(site)
    assert len(site.asked) < 20


def test_a_start_page_that_only_redirects_says_so(engine: Engine, run: Callable[..., CrawlRun]) -> None:
    result = run(Site({HOME: (301, {"location": "https://other.example/"}, b"")}))
    assert result.state is RunState.FAILED
    assert "leads to another site: https://other.example/" in str(result.message)


def test_a_start_page_that_redirects_in_a_circle_says_so(engine: Engine, run: Callable[..., CrawlRun]) -> None:
    site = Site({HOME: (301, {"location": "/a"}, b""), f"{HOME}a": (302, {"location": "/"}, b"")})
    assert "redirects in a circle" in str(run(site).message)


def test_the_trouble_of_a_start_page_that_redirects_is_that_of_where_it_leads(
    engine: Engine, run: Callable[..., CrawlRun]
) -> None:
    result = run(Site({HOME: (301, {"location": "/nl/"}, b""), f"{HOME}nl/": 403}))
    assert "not public (HTTP 403)" in str(result.message)


@pytest.mark.parametrize(
    ("reply", "words"),
    [
        (Trouble.UNKNOWN_HOST, "www.school.example is unknown"),
        (Trouble.REFUSED, "refuses the connection"),
        (Trouble.CERTIFICATE, "certificate"),
        (Trouble.PRIVATE, "private address"),
        (Trouble.TIMEOUT, "did not answer in time"),
    ],
)
def test_a_host_that_cannot_be_had_is_named_with_what_to_do(
    engine: Engine, run: Callable[..., CrawlRun], reply: Trouble, words: str
) -> None:
    result = run(Site({HOME: reply, f"{HOME}robots.txt": reply}))
    assert result.state is RunState.FAILED
    assert words in str(result.message)


def test_robots_txt_that_forbids_all_is_told_as_such(engine: Engine, run: Callable[..., CrawlRun]) -> None:
    result = run(Site({f"{HOME}robots.txt": (200, {}, b"User-agent: *\nDisallow: /"), HOME: page()}))
    assert result.state is RunState.FAILED
    assert "robots.txt forbids all reading" in str(result.message)


def test_no_courses_is_worth_a_remark(engine: Engine, run: Callable[..., CrawlRun]) -> None:
    assert "No courses were found" in str(run(Site({HOME: page()})).message)


@pytest.mark.parametrize(
    ("reply", "state", "words"),
    [
        ((200, {"content-type": "application/pdf"}, b""), PageState.SKIPPED, "application/pdf"),
        ((200, {"content-type": "text/html"}, b"%PDF-1.7 ..."), PageState.FAILED, "the PDF is damaged"),
        ((200, {"content-type": "text/plain"}, b"User-agent: *"), PageState.SKIPPED, "no HTML page"),
        ((200, {"content-type": "text/html"}, b"  \n"), PageState.FAILED, "empty"),
        ((200, {}, page().encode()), PageState.READ, "None"),
        (Trouble.TOO_LARGE, PageState.FAILED, "larger than 10 MB"),
        (401, PageState.SKIPPED, "not public"),
    ],
)
def test_what_is_no_page_is_left_out_with_the_reason(
    engine: Engine, run: Callable[..., CrawlRun], reply: Reply, state: PageState, words: str
) -> None:
    run(Site({HOME: page("/x"), f"{HOME}x": reply}))
    found = pages(engine)["x"]
    assert found.state is state
    assert words in str(found.problem)


def test_a_document_is_named_and_not_asked(engine: Engine, run: Callable[..., CrawlRun]) -> None:
    site = Site({HOME: page("/gids.pdf", "/logo.png")})
    run(site)
    assert pages(engine)["gids.pdf"].state is PageState.SKIPPED
    assert "logo.png" not in pages(engine)
    assert not [url for url in site.asked if url.endswith((".pdf", ".png"))]


def test_a_busy_server_is_asked_again_later(engine: Engine, run: Callable[..., CrawlRun]) -> None:
    site = Site({HOME: page("/x"), f"{HOME}x": (503, {"retry-after": "2"}, b"")})
    run(site)
    assert site.asked.count(f"{HOME}x") == 3
    assert pages(engine)["x"].state is PageState.FAILED


def test_a_host_that_stops_answering_is_left_alone(engine: Engine, run: Callable[..., CrawlRun]) -> None:
    site = Site({HOME: page(*(f"/{n}" for n in range(60)))} | {f"{HOME}{n}": Trouble.TIMEOUT for n in range(60)})
    result = run(site)
    assert len(site.asked) < 15
    assert result.failed == 60
    assert result.waiting == 0


def test_a_sitemap_brings_pages_that_nobody_links_to(engine: Engine, run: Callable[..., CrawlRun]) -> None:
    xml = b"<urlset><url><loc>http://www.school.example/a</loc></url><url><loc>http://x.example/b</loc></url></urlset>"
    site = Site(
        {HOME: page(), f"{HOME}sitemap.xml": (200, {"content-type": "application/xml"}, xml), f"{HOME}a": page()}
    )
    result = run(site)
    assert result.fetched == 2
    assert "http://x.example/b" not in site.asked


@pytest.mark.parametrize(
    "reply",
    [404, 403, (200, {"content-type": "image/png"}, b"\x89PNG"), (302, {"location": "/login"}, b"")],
    ids=["not there", "not public", "no page", "all to one page"],
)
def test_addresses_that_are_no_pages_do_not_eat_the_budget(
    run: Callable[..., CrawlRun], engine: Engine, reply: Reply
) -> None:
    """They are as alike as those that were read, and tell as much of the rest."""
    home = page(*(f"/agenda/day/{n}" for n in range(200)), *(f"/gids/vak/{n}" for n in range(40)))
    site = Site({HOME: home, f"{HOME}login": page()})
    site.pages |= {f"{HOME}agenda/day/{n}": reply for n in range(200)}
    site.pages |= {f"{HOME}gids/vak/{n}": page(body="Vakcode: IN-1 Docent: J. de Vries") for n in range(40)}
    run(site, max_pages=100)
    assert sum("/gids/" in url for url in site.asked) == 40
    assert len(site.asked) < 110


def test_an_address_each_that_redirects_to_a_page_of_its_own_is_no_waste(run: Callable[..., CrawlRun]) -> None:
    ways = {f"{HOME}go?id={n}": (301, {"location": f"/vakken/{n}"}, b"") for n in range(80)}
    site = Site({HOME: page(*(f"/go?id={n}" for n in range(80))), **ways})
    site.pages |= {f"{HOME}vakken/{n}": page(body=f"Vak {n}") for n in range(80)}
    run(site, max_pages=200)
    site.asked.clear()
    run(site, max_pages=200)
    assert sum("/go?" in url for url in site.asked) == 80, "a new course among them would be found"


def test_nofollow_is_respected(engine: Engine, run: Callable[..., CrawlRun]) -> None:
    site = Site({HOME: page("/a").replace('href="/a"', 'rel="nofollow" href="/a"'), f"{HOME}a": page()})
    run(site)
    assert f"{HOME}a" not in site.asked


def test_the_crawl_stops_at_its_deepest_link(engine: Engine, run: Callable[..., CrawlRun]) -> None:
    site = Site({HOME: page("/x0")} | {f"{HOME}x{n}": page(f"/x{n + 1}") for n in range(50)})
    assert run(site).fetched == 13


def test_an_endless_site_does_not_fill_the_database(engine: Engine, run: Callable[..., CrawlRun]) -> None:
    many = page(*(f"/n{n}" for n in range(6_000)))
    run(Site({HOME: many}), max_pages=2)
    assert len(pages(engine)) <= 25 * 2 + 5_000


def test_a_page_on_which_the_reader_breaks_keeps_what_it_had_said(
    engine: Engine, run: Callable[..., CrawlRun], monkeypatch: pytest.MonkeyPatch
) -> None:
    course = page("/a", body="<h1>Databases</h1><p>Studiepunten: 5 EC</p><p>Docent: Anna de Wit</p>")
    site = Site({HOME: page("/vakken/a"), f"{HOME}vakken/a": course})
    run(site)
    before = pages(engine)["vakken/a"].findings
    assert before is not None

    def broken(_body: object, url: str, *_others: object) -> PageFindings:
        if url.endswith("/a"):
            raise ValueError("this page is impossible")
        return PageFindings(url)

    monkeypatch.setattr("crawler.extraction.reader._read", broken)
    again = Site({HOME: page("/vakken/a"), f"{HOME}vakken/a": course + "<p>new</p>"})
    assert run(again).state is RunState.FINISHED
    read = pages(engine)["vakken/a"]
    assert read.state is PageState.FAILED
    assert read.findings == before
    assert "see the log" in (read.problem or "")


def test_due_asks_the_start_page_and_what_is_worth_asking(
    run: Callable[..., CrawlRun], clock: FixedClock, engine: Engine
) -> None:
    site = Site({HOME: page("/a", "/b"), f"{HOME}a": page("/"), f"{HOME}b": page("/")})
    run(site)
    site.asked.clear()
    assert run(site, due=True).unchanged == 1
    assert [url for url in site.asked if "robots" not in url and "sitemap" not in url] == [HOME]
    clock.moment += timedelta(days=7)
    site.asked.clear()
    assert run(site, due=True).unchanged == 3
    clock.moment += timedelta(days=7)
    site.pages[f"{HOME}b"] = page("/", body="new")
    assert run(site, due=True).fetched == 1
    assert pages(engine)["b"].rest_days == 3
    assert pages(engine)["a"].rest_days == 14


def test_due_asks_a_resting_page_to_which_nobody_links_any_more(run: Callable[..., CrawlRun], engine: Engine) -> None:
    site = Site({HOME: page("/a", "/b"), f"{HOME}a": page("/"), f"{HOME}b": page("/")})
    run(site)
    site.pages |= {HOME: page("/b"), f"{HOME}a": 404}
    run(site, due=True)
    assert pages(engine)["a"].state is PageState.GONE
    assert pages(engine)["b"].state is PageState.READ


def test_due_takes_the_links_of_resting_pages_as_they_were(run: Callable[..., CrawlRun], engine: Engine) -> None:
    site = Site({HOME: page("/a", "/b"), f"{HOME}a": page("/"), f"{HOME}b": page("/a")})
    run(site)
    site.pages |= {HOME: page("/b"), f"{HOME}a": 404}
    run(site, due=True)
    assert pages(engine)["a"].state is PageState.FAILED, "another page still links to it"


def test_a_page_that_is_not_to_be_kept_leaves_nothing_behind(run: Callable[..., CrawlRun], engine: Engine) -> None:
    said = page("/a", body="<h1>Databases</h1><p>Vakcode: ICT-DB-1</p><p>Studiepunten: 5 EC</p>")
    site = Site({HOME: page("/vakken/x"), f"{HOME}vakken/x": said, f"{HOME}a": page()})
    run(site)
    assert (pages(engine)["vakken/x"].findings or b"") != b""
    site.pages[f"{HOME}vakken/x"] = said.replace("<head>", "<head><meta name=robots content=noindex>")
    run(site)
    with Session(engine) as session:
        kept = session.exec(select(PageBody.page_id)).all()
    assert pages(engine)["vakken/x"].id not in kept
    assert pages(engine)["a"].id in kept, "its links are followed all the same"


def test_a_crawl_for_the_night_stops_when_it_is_over_and_goes_on_in_the_next(
    run: Callable[..., CrawlRun], clock: FixedClock
) -> None:
    site = Site({HOME: page("/a", "/b", "/c"), f"{HOME}a": page(), f"{HOME}b": page(), f"{HOME}c": page()})
    local = clock.now().astimezone(OFFICE_ZONE)
    now, later = f"{local:%H:%M}", f"{local + timedelta(hours=1):%H:%M}"
    day = run(site, night=f"{later}-{now}")
    assert (day.state, day.fetched) == (RunState.STOPPED, 0)
    assert str(day.message).startswith("The night is over after 0 pages")
    assert not site.asked
    night = run(site, night=f"{now}-{later}")
    assert (night.state, night.fetched) == (RunState.FINISHED, 4)
