"""A server of feeds on loopback, and what a crawl of it left in the database."""

import threading
from collections import Counter
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import sqlalchemy as sa
from sqlmodel import Session

from crm.clock import SystemClock
from crm.database.engine import open_engine
from crm.tables import Source
from crm.words import SourceKind

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
