"""A web server on loopback that plays the demo schools, for the demo, the tests and the benchmarks.

A crawler uses it as its HTTP proxy and then finds `http://www.haz.example/` and the other invented hosts; every other
host is refused, so nothing leaves the machine. A browser finds the same pages by path:
`http://127.0.0.1:PORT/www.haz.example/`.
"""

import html
import re
import socket
import sys
import threading
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass
from email.utils import format_datetime, parsedate_to_datetime
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from socketserver import TCPServer
from types import TracebackType
from typing import Self
from urllib.parse import unquote, urlsplit

from crawler.demo.editions import Edition, Page, School, load, schools

_LOOPBACK = frozenset({"127.0.0.1", "localhost"})
_ROOTED = re.compile(rb"""((?:href|src|action)\s*=\s*["']?)/(?!/)""", re.IGNORECASE)
_ABSOLUTE = re.compile(
    rb"""((?:href|src|action)\s*=\s*["']?)http://([a-z0-9.-]+\.example)(?=[/"'>\s])""", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Answered:
    """One request that was answered: `url` is the school's address, also when a browser asked by path."""

    method: str
    url: str
    status: int


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What a request asks for. `prefix` stands before a path in links and redirects that are sent back."""

    host: str
    path: str
    url: str
    prefix: str


class DemoServer:
    """Plays one edition of the demo schools from entering to leaving a `with` block.

    `port` 0 takes a free one. The server listens on 127.0.0.1 alone.
    """

    def __init__(self, edition: int = 1, *, port: int = 0, root: Path | None = None) -> None:
        self._root = root
        pages = load(edition, root)
        self._http = _Listener(("127.0.0.1", port), pages, _front_page(pages, schools(root)))
        self._thread = threading.Thread(target=self._http.serve_forever, args=(0.05,), name="demo-server", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._http.shutdown()
        self._http.hang_up()
        self._http.server_close()
        self._thread.join()

    @property
    def proxy_url(self) -> str:
        """Where it listens, to be given to a crawler as its HTTP proxy or opened in a browser."""
        return f"http://127.0.0.1:{self._http.server_address[1]}"

    @property
    def edition(self) -> int:
        """The number of the edition that is being played."""
        return self._http.edition.number

    @property
    def answered(self) -> list[Answered]:
        """Every request so far, in the order of the answers."""
        with self._http.lock:
            return list(self._http.answered)

    @property
    def requests(self) -> Counter[str]:
        """How often each address was asked for, with its query, whatever the answer was."""
        return Counter(a.url for a in self.answered)

    def switch_to(self, edition: int) -> None:
        """Plays another edition from the next request on; open connections stay.

        Raises ValueError for an edition that does not exist.
        """
        self._http.edition = load(edition, self._root)

    def forget(self) -> None:
        """Starts counting requests afresh."""
        with self._http.lock:
            self._http.answered.clear()


class _Listener(ThreadingHTTPServer):
    daemon_threads = False  # leaving the block waits for the last answer

    def __init__(self, address: tuple[str, int], edition: Edition, front_page: Page) -> None:
        self.edition = edition
        self.front_page = front_page
        self.answered: list[Answered] = []
        self.lock = threading.Lock()
        self._open: set[socket.socket] = set()
        super().__init__(address, _Handler)

    def server_bind(self) -> None:
        """Binds without the look-up of its own name that the standard server does: that may leave the machine."""
        TCPServer.server_bind(self)
        self.server_name, self.server_port = "127.0.0.1", int(self.server_address[1])

    def process_request(self, request: socket.socket | tuple[bytes, socket.socket], client_address: object) -> None:
        assert isinstance(request, socket.socket)
        with self.lock:
            self._open.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request: socket.socket | tuple[bytes, socket.socket]) -> None:
        assert isinstance(request, socket.socket)
        with self.lock:
            self._open.discard(request)
        super().shutdown_request(request)

    def hang_up(self) -> None:
        """Ends the connections that clients keep alive, so that their threads end too."""
        with self.lock:
            for connection in self._open:
                with suppress(OSError):  # the client was first
                    connection.shutdown(socket.SHUT_RD)

    def handle_error(self, request: socket.socket | tuple[bytes, socket.socket], client_address: object) -> None:
        """Reports what went wrong, unless it is only that a client (a crawl that was killed, say) went away."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


class _Handler(BaseHTTPRequestHandler):
    server: _Listener
    protocol_version = "HTTP/1.1"
    server_version = "demo"
    sys_version = ""
    disable_nagle_algorithm = True
    timeout = 60  # seconds; a client that reads nothing more cannot hold the server up for good
    wbufsize = -1  # head and body leave in one piece

    def do_GET(self) -> None:
        edition = self.server.edition
        try:
            wanted = self._wanted(edition.hosts)
        except ValueError as error:
            self._send(HTTPStatus.BAD_REQUEST, self.path, _note(html.escape(str(error))))
            return
        if wanted is None:
            self._send(HTTPStatus.BAD_GATEWAY, self.path, _note("Only the demo schools are served here."))
        elif not wanted.host:
            self._send_page(self.server.front_page, wanted)
        elif page := edition.page(wanted.host, wanted.path):
            self._send_page(_for_browser(page, wanted.host, edition.hosts) if wanted.prefix else page, wanted)
        elif edition.is_folder(wanted.host, wanted.path):
            place = f"{wanted.prefix or 'http://' + wanted.host}{wanted.path}/"
            self._send(HTTPStatus.MOVED_PERMANENTLY, wanted.url, _note("Moved."), {"Location": place})
        else:
            self._send(HTTPStatus.NOT_FOUND, wanted.url, _note("Pagina niet gevonden."))

    def do_HEAD(self) -> None:
        self.do_GET()

    def _wanted(self, hosts: frozenset[str]) -> _Wanted | None:
        """Reads the request line: absolute (a proxy's), by Host header, or by path; None for a host not played.

        Raises ValueError for a target that is no address.
        """
        parts = urlsplit(self.path)
        host = (parts.hostname or self.headers.get("Host", "").rsplit(":", 1)[0]).lower()
        path, query = unquote(parts.path) or "/", f"?{parts.query}" if parts.query else ""
        prefix = ""
        if not parts.netloc and host in _LOOPBACK:
            host, _, rest = path.removeprefix("/").partition("/")
            path, prefix = f"/{rest}", f"/{host}"
            if not host:
                return _Wanted("", "/", "/", "")
        if host not in hosts or parts.scheme not in {"", "http"} or parts.port not in {None, 80}:
            return None
        return _Wanted(host, path, f"http://{host}{parts.path.removeprefix(prefix) or '/'}{query}", prefix)

    def _send_page(self, page: Page, wanted: _Wanted) -> None:
        validators = {"ETag": page.etag, "Last-Modified": format_datetime(page.modified, usegmt=True)}
        if self._is_known(page):
            self._send(HTTPStatus.NOT_MODIFIED, wanted.url, None, validators)
        else:
            self._send(HTTPStatus.OK, wanted.url, page.body, validators | {"Content-Type": page.content_type})

    def _is_known(self, page: Page) -> bool:
        """Whether the client has this very page: an ETag decides alone where one is sent (RFC 9110, 13.1.3)."""
        tags = self.headers.get("If-None-Match")
        if tags is not None:
            return tags.strip() == "*" or page.etag in [t.strip().removeprefix("W/") for t in tags.split(",")]
        since = self.headers.get("If-Modified-Since")
        if since is None:
            return False
        try:
            return page.modified <= parsedate_to_datetime(since)
        except (
            ValueError,
            TypeError,
        ):  # an unreadable date is no date (RFC 9110, 13.1.3); a naive one compares with none
            return False

    def _send(self, status: HTTPStatus, url: str, body: bytes | None, headers: dict[str, str] | None = None) -> None:
        with self.server.lock:
            self.server.answered.append(Answered(self.command, url, status))
        self.send_response(status)
        kind = {} if body is None else {"Content-Type": "text/html; charset=utf-8"}
        for name, value in (kind | (headers or {})).items():
            self.send_header(name, value)
        if body is not None:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if body is not None and self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the parent's name for it
        """Says nothing: `answered` holds it all."""


def _note(text: str) -> bytes:
    return f"<!doctype html><title>{text}</title><p>{text}</p>\n".encode()


def _front_page(edition: Edition, named: list[School]) -> Page:
    """The page for a browser that asks for no school yet."""
    links = "".join(
        f'<li><a href="/{urlsplit(school.url).hostname}/">{html.escape(school.name)}</a> ({school.level})</li>'
        for school in named
    )
    newest = max(page.modified for pages in edition.pages.values() for page in pages.values())
    body = f"<!doctype html><meta charset=utf-8><title>Demo</title><h1>Demo</h1><ul>{links}</ul>\n"
    return Page(body.encode(), "text/html; charset=utf-8", newest)


def _for_browser(page: Page, host: str, hosts: frozenset[str]) -> Page:
    """`page` with its links pointing to where a browser finds the demo schools: under a path of their own."""

    def moved(link: re.Match[bytes]) -> bytes:
        return link[1] + b"/" + link[2] if link[2].decode() in hosts else link[0]

    if not page.content_type.startswith("text/html"):
        return page
    rooted = _ROOTED.sub(rb"\1/" + host.encode() + rb"/", page.body)
    return Page(_ABSOLUTE.sub(moved, rooted), page.content_type, page.modified)
