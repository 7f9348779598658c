"""Whatever a server sends, a crawl ends in an orderly way, and what was good is kept."""

import gzip
import socket
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path
from ssl import PROTOCOL_TLS_SERVER, SSLContext
from typing import Any

import pytest
from sqlalchemy import Engine, event

from crawler.launch import CrawlProcess
from crawler.options import CrawlOptions
from crawler.process import crawl_source
from crm.clock import SystemClock
from crm.errors import DatabaseError
from crm.language import language
from crm.tables import CrawlRun
from crm.words import PageState, RunState

from .conftest import School, add_source, course, page, page_rows

Schools = Callable[..., School]
Crawled = Callable[..., CrawlRun]


def test_nothing_a_server_sends_breaks_a_crawl(school: Schools, crawled: Crawled, sqlite_database: str) -> None:
    html = {"Content-Type": "text/html"}
    bomb = gzip.compress(b"<html><body>" + b" " * (60 * 1024 * 1024), 9)
    lying = course("Économie", "ECO-1", "Zoë Çelik", "/good").encode("cp1252")
    odd = ("bomb", "huge", "lying", "circle", "empty", "pdf", "binary", "broken", "nul", "deep")
    site = school(
        {
            "/": page(*(f"/{name}" for name in odd), "/good", "/missing"),
            "/bomb": (200, html | {"Content-Encoding": "gzip"}, bomb),
            "/huge": (200, html, b"<html>" + b"x" * (50 * 1024 * 1024)),
            "/lying": (200, {"Content-Type": "text/html; charset=utf-8"}, lying),
            "/circle": (302, {"Location": "/circle2"}, b""),
            "/circle2": (302, {"Location": "/circle"}, b""),
            "/empty": (200, html, b""),
            "/pdf": (200, {"Content-Type": "application/pdf"}, b"%PDF-1.7" + b"x" * 1000),
            "/binary": (200, html, bytes(range(256)) * 100),
            "/broken": (200, html | {"Transfer-Encoding": "chunked", "Connection": "close"}, b"ffff\r\n<html>cut off"),
            "/nul": (200, html, b"<html>\0\0<body>\0<a href='/good'>x</a>"),
            "/deep": (200, html, b"<div>" * 20_000 + b"x"),
            "/good": course("Databases", "ICT-DB-1", "Jan Smit"),
        }
    )
    run = crawled(sqlite_database, add_source(sqlite_database, site.url))
    rows = page_rows(sqlite_database)
    assert run.state is RunState.FINISHED
    assert run.courses_new >= 1
    assert rows["/good"].state is PageState.READ
    assert rows["/lying"].state is PageState.READ
    for path in ("/bomb", "/huge"):
        assert rows[path].state is PageState.FAILED
        assert "larger than 10 MB" in str(rows[path].problem)
    assert rows["/pdf"].state is PageState.SKIPPED
    assert rows["/empty"].state is PageState.FAILED
    assert rows["/circle"].state is rows["/circle2"].state is PageState.SKIPPED
    assert rows["/missing"].state is PageState.GONE
    assert all(row.state is not PageState.WAITING for row in rows.values())


def test_no_page_that_robots_txt_forbids_is_ever_asked(school: Schools, crawled: Crawled, sqlite_database: str) -> None:
    forbidden = [f"/intern/{number}" for number in range(40)]
    site = school(
        {"/": page("/open", *forbidden), "/open": page(*forbidden)}
        | {path: page() for path in forbidden}
        | {"/robots.txt": (200, {}, b"User-agent: werkplaats\nDisallow: /intern\nUser-agent: *\nDisallow: /")},
        seconds=0.02,
    )
    source = add_source(sqlite_database, site.url)
    crawled(sqlite_database, source, contact="office@werkplaats.example")
    assert {path for path, _status in site.asked} == {"/robots.txt", "/sitemap.xml", "/", "/open"}
    assert all(agent.startswith("werkplaats/") for agent in site.agents)
    assert all(agent.endswith("(+office@werkplaats.example)") for agent in site.agents)

    site.asked.clear()
    site.pages["/robots.txt"] = (200, {}, b"User-agent: *\nDisallow: /")
    run = crawled(sqlite_database, source)
    assert [path for path, _status in site.asked] == ["/robots.txt"], "though forty addresses are known"
    assert run.state is RunState.FAILED
    assert "robots.txt forbids all reading" in str(run.message)
    assert page_rows(sqlite_database)["/open"].findings is not None, "what was read before is kept"


def test_a_page_that_is_cut_short_takes_nothing_away_and_one_that_is_miscounted_is_read(
    school: Schools, crawled: Crawled, sqlite_database: str
) -> None:
    site = school(
        {
            "/": page("/a", "/b"),
            "/a": course("Databases", "ICT-DB-1", "Jan Smit"),
            "/b": course("Netwerken", "ICT-NW-1", "Jan Smit"),
        }
    )
    source = add_source(sqlite_database, site.url)
    crawled(sqlite_database, source)
    chunked = {"Content-Type": "text/html", "Transfer-Encoding": "chunked", "Connection": "close"}
    site.pages["/a"] = (200, chunked, b"ffff\r\n<html><body><h1>Databases</h1><table><tr><th>Vak")
    site.pages["/b"] = (200, chunked, b"ffff\r\n" + course("Netwerken 2", "ICT-NW-1", "Jan Smit").encode() + b"\n")
    run = crawled(sqlite_database, source)
    rows = page_rows(sqlite_database)
    assert (run.courses_gone, run.people_gone) == (0, 0)
    assert (rows["/a"].state, run.failed) == (PageState.FAILED, 1)
    assert "broke off in the middle of the page" in str(rows["/a"].problem)
    assert (rows["/b"].state, run.courses_changed) == (PageState.READ, 1)


@pytest.mark.slow
def test_a_source_that_cannot_be_had_fails_with_one_sentence(
    school: Schools, start: Callable[..., CrawlProcess], sqlite_database: str, tmp_path: Path
) -> None:
    context = SSLContext(PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*_certificate(tmp_path))
    expected = {
        refusing_address(): "refuses the connection",
        "http://www.no-such-school.invalid/": "is unknown: check the spelling",
        school({"/": page()}, context=context).url: "the certificate of 127.0.0.1",
    }
    circle = {"/": (302, {"Location": "/nl"}, b""), "/nl": (302, {"Location": "/"}, b"")}
    onward = {"/" + "x" * n: (302, {"Location": "/" + "x" * (n + 1)}, b"") for n in range(40)}
    expected |= {school(circle).url: "redirects in a circle", school(onward).url: "keeps on redirecting"}
    started = {url: start(sqlite_database, add_source(sqlite_database, url, name=url), delay=0.0) for url in expected}
    for url, process in started.items():
        assert process.run_id() is not None
        assert process.wait(60) == 1
        complaint = process.complaint()
        assert complaint.startswith(f"{url} cannot be crawled: ")
        assert expected[url] in complaint
        assert complaint.strip().endswith("or try again later; what was mapped before stays."), "what to do"


def test_a_crawl_into_a_database_that_may_not_be_written_says_so(school: Schools, sqlite_database: str) -> None:
    site = school({"/": page()})
    source = add_source(sqlite_database, site.url)

    def forbid_writing(connection: Any, _record: object) -> None:
        connection.execute("PRAGMA query_only = ON")

    event.listen(Engine, "connect", forbid_writing)
    try:
        with language("en"), pytest.raises(DatabaseError, match="is read-only: give write permission"):
            crawl_source(sqlite_database, source, CrawlOptions(delay=0.0), SystemClock())
    finally:
        event.remove(Engine, "connect", forbid_writing)


def refusing_address() -> str:
    """An address at which nobody listens."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
    return f"http://127.0.0.1:{port}/"


def _certificate(folder: Path) -> tuple[Path, Path]:
    """A certificate for 127.0.0.1 that nobody trusts, and its key."""
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .sign(key, hashes.SHA256())
    )
    paths = folder / "certificate.pem", folder / "key.pem"
    paths[0].write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    paths[1].write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    return paths
