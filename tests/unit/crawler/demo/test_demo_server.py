"""The demo's web server behaves as a school's would, and lets nothing off the machine."""

import http.client
import socket
import struct
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from email.message import Message
from urllib.parse import urljoin, urlsplit

import pytest
from lxml import html as lxml_html

from crawler.demo.editions import load, missing
from crawler.demo.server import DemoServer

TEAM = "http://www.haz.example/team/"


@dataclass(frozen=True)
class Answer:
    status: int
    headers: Message
    body: bytes


@pytest.fixture
def server() -> Iterator[DemoServer]:
    with DemoServer() as running:
        yield running


def connect(server: DemoServer) -> http.client.HTTPConnection:
    return http.client.HTTPConnection("127.0.0.1", urlsplit(server.proxy_url).port or 0, timeout=10)


def ask(server: DemoServer, target: str, method: str = "GET", **headers: str) -> Answer:
    """One request as it is written: an absolute target is what a proxy gets."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    with closing(connect(server)) as connection:
        connection.request(method, target, headers=named)
        response = connection.getresponse()
        return Answer(response.status, response.headers, response.read())


def test_a_crawler_that_uses_it_as_proxy_finds_the_schools(server: DemoServer) -> None:
    answer = ask(server, TEAM)
    assert answer.status == 200
    assert answer.headers["Content-Type"] == "text/html; charset=utf-8"
    assert answer.body == load(1).pages["www.haz.example"]["/team/"].body
    assert ask(server, "http://studiegids.haz.example/").status == 200


def test_a_client_that_names_the_host_in_a_header_finds_the_same(server: DemoServer) -> None:
    assert ask(server, "/team/", Host="www.haz.example").body == ask(server, TEAM).body


@pytest.mark.parametrize(
    "target",
    ["http://www.example.com/", "http://127.0.0.1.example/", "https://www.haz.example/", "ftp://www.haz.example/"],
)
def test_any_other_host_or_scheme_is_refused(server: DemoServer, target: str) -> None:
    assert ask(server, target).status == 502


def test_a_foreign_host_header_does_not_reach_the_pages_by_path(server: DemoServer) -> None:
    assert ask(server, "/www.haz.example/team/", Host="rebound.example.org").status == 502


def test_it_starts_without_asking_anybody_for_its_name(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> str:
        raise AssertionError("a look-up")

    for look_up in ("getfqdn", "gethostbyaddr", "getnameinfo"):
        monkeypatch.setattr(socket, look_up, refuse)
    with DemoServer() as server:
        assert ask(server, TEAM).status == 200


def test_no_tunnel_is_opened_and_nothing_is_taken_in(server: DemoServer) -> None:
    assert ask(server, "www.haz.example:443", "CONNECT").status == 501
    assert ask(server, TEAM, "POST").status == 501


@pytest.mark.parametrize(
    "path", ["/../schools.toml", "/%2e%2e/schools.toml", "/..%2f..%2fschools.toml", "/%00", "//team/"]
)
def test_no_path_leads_out_of_the_pages(server: DemoServer, path: str) -> None:
    assert ask(server, f"http://www.haz.example{path}").status == 404


def test_a_target_that_is_no_address_is_refused(server: DemoServer) -> None:
    with closing(socket.create_connection(("127.0.0.1", urlsplit(server.proxy_url).port or 0), timeout=5)) as raw:
        raw.sendall(b"GET http://[www.haz.example/ HTTP/1.1\r\nHost: www.haz.example\r\n\r\n")
        assert raw.recv(12) == b"HTTP/1.1 400"


def test_a_folder_without_its_slash_is_redirected(server: DemoServer) -> None:
    answer = ask(server, "http://www.haz.example/team")
    assert (answer.status, answer.headers["Location"]) == (301, TEAM)
    by_path = ask(server, "/www.haz.example/team")
    assert (by_path.status, by_path.headers["Location"]) == (301, "/www.haz.example/team/")


def test_a_query_changes_nothing_so_calendars_and_sessions_are_traps(server: DemoServer) -> None:
    plain = ask(server, "http://www.haz.example/agenda/")
    assert ask(server, "http://www.haz.example/agenda/?month=2026-12").body == plain.body


def test_an_unchanged_page_is_not_sent_again(server: DemoServer) -> None:
    first = ask(server, TEAM)
    by_tag = ask(server, TEAM, If_None_Match=first.headers["ETag"])
    by_date = ask(server, TEAM, If_Modified_Since=first.headers["Last-Modified"])
    assert (by_tag.status, by_tag.body, by_tag.headers["ETag"]) == (304, b"", first.headers["ETag"])
    assert (by_date.status, by_date.body) == (304, b"")
    assert ask(server, TEAM, If_None_Match=f'"other", W/{first.headers["ETag"]}').status == 304


def test_a_tag_decides_alone_and_an_unreadable_date_decides_nothing(server: DemoServer) -> None:
    date = ask(server, TEAM).headers["Last-Modified"]
    assert ask(server, TEAM, If_None_Match='"other"', If_Modified_Since=date).status == 200
    assert ask(server, TEAM, If_Modified_Since="a week ago").status == 200
    assert ask(server, TEAM, If_Modified_Since="Mon, 23 Nov 2026 06:00:00 -0000").status == 200


def test_the_next_edition_sends_what_changed_and_no_more(server: DemoServer) -> None:
    urls = [f"http://{host}{path}" for host, pages in load(1).pages.items() for path in pages]
    tags = {url: ask(server, url).headers["ETag"] for url in urls}
    server.switch_to(2)
    server.forget()
    statuses = {url: ask(server, url, If_None_Match=tag).status for url, tag in tags.items()}
    assert statuses["http://studiegids.haz.example/2026-2027/BIM-ERP-3.html"] == 404
    assert {url for url, status in statuses.items() if status == 200 and not url.endswith("/index.html")} == {
        "http://studiegids.haz.example/",
        "http://studiegids.haz.example/2026-2027/ICT-UX-1.html",
        "http://www.haz.example/opleidingen/business-it-management/",
        "http://www.haz.example/opleidingen/hbo-ict/",
        TEAM,
    }
    assert server.edition == 2
    assert server.requests == dict.fromkeys(urls, 1)


def test_an_edition_that_does_not_exist_leaves_the_old_one_in_place(server: DemoServer) -> None:
    with pytest.raises(ValueError, match="no edition 7"):
        server.switch_to(7)
    assert server.edition == 1


def test_head_says_what_get_says_without_the_page(server: DemoServer) -> None:
    get, head = ask(server, TEAM), ask(server, TEAM, "HEAD")
    assert head.body == b""
    for name in ("ETag", "Last-Modified", "Content-Length", "Content-Type"):
        assert head.headers[name] == get.headers[name]


def test_a_connection_serves_many_requests(server: DemoServer) -> None:
    with closing(connect(server)) as connection:
        for target, status in [(TEAM, 200), ("http://www.haz.example/no/", 404), (TEAM, 200)]:
            connection.request("GET", target)
            response = connection.getresponse()
            assert response.status == status
            assert response.read()
            assert not response.will_close


def test_requests_are_counted_by_the_address_of_the_school(server: DemoServer) -> None:
    for target in (TEAM, TEAM, "/www.haz.example/team/", "http://www.haz.example/agenda/?month=2026-12"):
        ask(server, target)
    assert server.requests == {TEAM: 3, "http://www.haz.example/agenda/?month=2026-12": 1}
    assert {a.status for a in server.answered} == {200}
    server.forget()
    assert not server.requests


def test_the_vocational_school_lies_about_its_encoding(server: DemoServer) -> None:
    assert ask(server, "http://www.roczeewijk.example/techniek/sd.htm").headers["Content-Type"] == "text/html"
    lie = ask(server, "http://www.roczeewijk.example/handel/om.htm")
    assert lie.headers["Content-Type"] == "text/html; charset=utf-8"
    assert "Gönül".encode("cp1252") in lie.body


def test_a_browser_can_walk_every_link_by_path(server: DemoServer) -> None:
    gone = {url.replace("http://", "/", 1) for url in missing()}
    seen: set[str] = set()
    wanted = {"/"}
    while wanted:
        path = wanted.pop()
        seen.add(path)
        answer = ask(server, path)
        assert answer.status == 200, path
        if answer.headers["Content-Type"].startswith("text/html"):
            tree = lxml_html.document_fromstring(answer.body.decode("latin-1"))
            for element, attribute, target, _ in tree.iterlinks():
                parts = urlsplit(urljoin(server.proxy_url + path, target))
                shown = attribute is not None and element.get("rel") not in {"canonical", "alternate"}
                if shown and parts.scheme == "http":
                    assert parts.netloc == urlsplit(server.proxy_url).netloc, (path, target)
                    wanted |= {parts.path} - seen - gone
    assert len(seen) > 90


def test_a_client_that_breaks_off_is_not_reported_and_the_next_is_served(
    server: DemoServer, capfd: pytest.CaptureFixture[str]
) -> None:
    for request in (b"GET http://[oops/ HTTP/1.1\r\n\r\n", b"GET http://www.haz.exa", b""):
        with closing(socket.create_connection(("127.0.0.1", urlsplit(server.proxy_url).port or 0), timeout=5)) as raw:
            raw.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            raw.sendall(request)
    assert ask(server, TEAM).status == 200
    assert capfd.readouterr().err == ""


def test_leaving_the_block_closes_the_port_and_kept_connections() -> None:
    with DemoServer() as server:
        kept = connect(server)
        kept.request("GET", TEAM)
        kept.getresponse().read()
        port = urlsplit(server.proxy_url).port or 0
    with closing(kept), pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", port), timeout=5)
