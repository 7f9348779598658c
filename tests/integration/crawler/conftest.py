"""A school's web server on loopback, and crawls of it in processes of their own."""

import ssl
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from sqlmodel import Session

from crawler.launch import CrawlProcess, start_crawl
from crawler.options import CrawlOptions
from crm.clock import SystemClock
from crm.database.engine import open_engine
from crm.tables import CrawlRun, Page, Source

from .feed_server import FeedServer
from .feed_server import Reply as FeedReply

Reply = str | bytes | tuple[int, dict[str, str], bytes]


def page(*links: str, body: str = "") -> str:
    """A page with links, and perhaps something to read."""
    anchors = "".join(f'<a href="{link}">link</a> ' for link in links)
    return f"<!doctype html><html><head><title>School</title></head><body>{body}{anchors}</body></html>"


def course(name: str, code: str, teacher: str, *links: str) -> str:
    """A page of a study guide."""
    rows = f"<tr><th>Vakcode</th><td>{code}</td></tr><tr><th>Studiepunten</th><td>5 EC</td></tr>"
    rows += f"<tr><th>Docent</th><td>{teacher}</td></tr>"
    return page(*links, body=f"<h1>{name}</h1><table>{rows}</table>")


class School:
    """A web server on 127.0.0.1. `pages`: path → HTML, or (status, headers, body). HTML has an ETag."""

    def __init__(self, pages: dict[str, Reply], *, seconds: float = 0.0, context: ssl.SSLContext | None = None) -> None:
        """Every answer takes `seconds`."""
        self.pages = pages
        self.seconds = seconds
        self.asked: list[tuple[str, int]] = []
        self.agents: set[str] = set()
        self._lock = threading.Lock()
        school = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                school.answer(self)

            def log_message(self, *_args: Any) -> None:
                return

        self._http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._http.daemon_threads = True
        if context is not None:
            self._http.socket = context.wrap_socket(self._http.socket, server_side=True)
        scheme = "http" if context is None else "https"
        self.url = f"{scheme}://127.0.0.1:{self._http.server_address[1]}/"
        self._thread = threading.Thread(target=self._http.serve_forever, args=(0.02,), daemon=True)
        self._thread.start()

    def answer(self, handler: BaseHTTPRequestHandler) -> None:
        """Sends what stands at the path that is asked."""
        time.sleep(self.seconds)
        reply = self.pages.get(handler.path, (404, {}, b"nothing here"))
        if not isinstance(reply, tuple):
            body = reply.encode() if isinstance(reply, str) else reply
            etag = f'"{hash(body)}"'
            sent = {"Content-Type": "text/html; charset=utf-8", "ETag": etag}
            same = handler.headers.get("If-None-Match") == etag
            reply = (304, {"ETag": etag}, b"") if same else (200, sent, body)
        status, headers, body = reply
        with self._lock:
            self.asked.append((handler.path, status))
            self.agents.add(handler.headers.get("User-Agent", ""))
        try:
            handler.send_response(status)
            for name, value in headers.items():
                handler.send_header(name, value)
            if status != 304 and "Transfer-Encoding" not in headers:
                handler.send_header("Content-Length", str(len(body)))
            handler.end_headers()
            handler.wfile.write(body)
        except ConnectionError:
            handler.close_connection = True

    def bodies(self) -> Counter[str]:
        """How often each path was sent whole."""
        return Counter(path for path, status in self.asked if status == 200)

    def close(self) -> None:
        """Stops listening."""
        self._http.shutdown()
        self._http.server_close()
        self._thread.join()


@pytest.fixture(autouse=True)
def _begun_warm(warm_crawls: None) -> None:
    """Crawls begin where another process has read all their code, unless a test wants them `as_installed`."""


@pytest.fixture
def as_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each crawl is a program of its own, as the user has it: what is killed is all there is."""
    monkeypatch.setattr("crawler.launch.sys", sys)


@pytest.fixture
def school() -> Iterator[Callable[..., School]]:
    """Opens schools, which are closed after the test."""
    opened: list[School] = []

    def make(pages: dict[str, Reply], **options: Any) -> School:
        opened.append(School(pages, **options))
        return opened[-1]

    yield make
    for each in opened:
        each.close()


@pytest.fixture
def serve() -> Iterator[Callable[[Callable[..., FeedReply]], FeedServer]]:
    """Opens servers of feeds, which are closed after the test."""
    opened: list[FeedServer] = []

    def begin(reply: Callable[..., FeedReply]) -> FeedServer:
        opened.append(FeedServer(reply))
        return opened[-1]

    yield begin
    for each in opened:
        each.close()


@pytest.fixture
def start(request: pytest.FixtureRequest) -> Iterator[Callable[..., CrawlProcess]]:
    """Starts crawls, none of which outlives the test."""
    started: list[CrawlProcess] = []

    def begin(database: str, source_id: int, **options: Any) -> CrawlProcess:
        started.append(start_crawl(database, source_id, options=CrawlOptions(language="en", **options)))
        return started[-1]

    yield begin
    for process in started:
        if process.poll() is None:
            process.kill()
        process.wait()
        process.close()


@pytest.fixture
def crawled(start: Callable[..., CrawlProcess]) -> Callable[..., CrawlRun]:
    """Crawls a source to its end and gives the run's row; `complaint` of the process is in its message."""

    def crawl(database: str, source_id: int, **options: Any) -> CrawlRun:
        process = start(database, source_id, **options)
        run_id = process.run_id()
        process.wait(60)
        assert run_id is not None, process.complaint()
        return run_row(database, run_id)

    return crawl


def add_source(database: str, url: str, *, name: str = "School") -> int:
    """A source at `url`."""
    engine = open_engine(database)
    with Session(engine) as session:
        source = Source(name=name, url=url, added_at=SystemClock().now())
        session.add(source)
        session.commit()
        made = source.id
    engine.dispose()
    assert made is not None
    return made


def run_row(database: str, run_id: int) -> CrawlRun:
    """The row of a run."""
    engine = open_engine(database)
    with Session(engine) as session:
        found = session.get_one(CrawlRun, run_id)
    engine.dispose()
    return found


def page_rows(database: str) -> dict[str, Page]:
    """The rows of all pages by path."""
    from sqlmodel import select

    engine = open_engine(database)
    with Session(engine) as session:
        found = {"/" + row.url.split("/", 3)[3]: row for row in session.exec(select(Page))}
    engine.dispose()
    return found
