"""robots.txt is obeyed as RFC 9309 says."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from crawler.frontier import Frontier
from crawler.robots import LARGEST, LONGEST_LIFE, Rules, rules_of

HOST = "http://school.example"

SETS: list[dict[str, Any]] = tomllib.loads(
    (Path(__file__).parents[3] / "benchmarks" / "crawl" / "robots.toml").read_text(encoding="utf-8")
)["set"]


def allowed(text: str, path: str) -> bool:
    return rules_of(200, text.encode()).allow(HOST + path)


@pytest.mark.parametrize(
    ("text", "path", "may"),
    [
        ("", "/x", True),
        ("User-agent: *\nDisallow: /", "/x", False),
        ("User-agent: *\nDisallow:", "/x", True),
        ("User-agent: *\nDisallow: /\nUser-agent: werkplaats\nAllow: /", "/x", True),
        ("User-agent: werkplaats\nDisallow: /\n\nUser-agent: *\nAllow: /", "/x", False),
        ("User-agent: WerkPlaats\nDisallow: /", "/x", False),
        ("User-agent: googlebot\nDisallow: /", "/x", True),
        ("User-agent: googlebot\nUser-agent: werkplaats\nDisallow: /team", "/team/jan", False),
        ("User-agent: werkplaats\nDisallow: /a\n\nUser-agent: werkplaats\nDisallow: /b", "/b", False),
        ("User-agent: *\nDisallow: /a\nAllow: /a/b", "/a/b/c", True),
        ("User-agent: *\nAllow: /a\nDisallow: /a/b", "/a/b/c", False),
        ("User-agent: *\nDisallow: /a\nAllow: /a", "/a", True),
        ("User-agent: *\nDisallow: /*.php$", "/x.php", False),
        ("User-agent: *\nDisallow: /*.php$", "/x.php?a=1", True),
        ("User-agent: *\nDisallow: /*print=", "/x?a=1&print=1", False),
        ("User-agent: *\nDisallow: /caf%C3%A9", "/caf%C3%A9/menu", False),
        ("# comment\nuser-agent : * # all\n disallow : /x", "/x", False),
        ("User-agent: *\r\nDisallow: /x\r\n", "/x", False),
        ("\ufeffUser-agent: *\nDisallow: /x", "/x", False),
        ("Disallow: /x", "/x", True),
        ("<html><body>Disallow: /</body></html>", "/x", True),
    ],
)
def test_rules(text: str, path: str, may: bool) -> None:
    assert allowed(text, path) is may


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410, 429])
def test_an_answer_that_it_is_not_there_allows_all_whatever_its_body_says(status: int) -> None:
    assert rules_of(status, b"User-agent: *\nDisallow: /").allow(f"{HOST}/x")


@pytest.mark.parametrize("status", [500, 502, 503, 504, 599])
def test_a_server_error_forbids_all(status: int) -> None:
    rules = rules_of(status, b"User-agent: *\nAllow: /")
    assert not rules.allow(f"{HOST}/x")
    assert rules.unreachable is not None


def test_crawl_delay_is_read_for_this_crawler() -> None:
    text = b"User-agent: *\nCrawl-delay: 2\n\nUser-agent: werkplaats\nCrawl-delay: 7.5\nDisallow: /x"
    assert rules_of(200, text).delay == 7.5
    assert rules_of(200, b"User-agent: *\nCrawl-delay: soon").delay is None
    assert rules_of(200, b"User-agent: *\nCrawl-delay: 86400").delay == 60.0


def test_sitemaps_are_named_for_everybody() -> None:
    text = b"Sitemap: http://school.example/a.xml\nUser-agent: other\nDisallow: /\nSitemap: http://school.example/b.xml"
    assert rules_of(200, text).sitemaps == ["http://school.example/a.xml", "http://school.example/b.xml"]


def test_only_the_first_500_kib_are_read() -> None:
    head = b"User-agent: *\nDisallow: /x\n"
    filling = b"#" * (LARGEST - len(head) - 1) + b"\n"
    rules = rules_of(200, head + filling + b"Allow: /x\n" * 10_000)
    assert not rules.allow(f"{HOST}/x/y")


def test_bytes_that_are_no_text_do_no_harm() -> None:
    assert rules_of(200, bytes(range(256)) * 100).allow(f"{HOST}/x")


@pytest.mark.parametrize("told", SETS, ids=lambda told: told["about"])
def test_a_rule_set_means_what_rfc_9309_says(told: dict[str, Any]) -> None:
    rules = rules_of(told["status"], told["text"].encode())
    assert [path for path in told["forbidden"] if rules.allow(HOST + path)] == []
    assert [path for path in told["allowed"] if not rules.allow(HOST + path)] == []


def test_a_robots_txt_is_asked_again_after_a_day() -> None:
    frontier = Frontier(floor=0.0, at_once=1)
    for n in range(4):
        frontier.add(f"{HOST}/{n}", 1.0, 0)
    host = frontier.host(HOST)

    def asked(now: float) -> str:
        candidate = frontier.next(now)
        assert candidate is not None
        host.pace.answered(now, None, well=True)
        if candidate.is_robots:
            host.obey(Rules(), now)
        return candidate.url

    day = LONGEST_LIFE
    assert [asked(now) for now in (0.0, 1.0, day - 1, day, day + 1)] == [
        f"{HOST}/robots.txt",
        f"{HOST}/0",
        f"{HOST}/1",
        f"{HOST}/robots.txt",
        f"{HOST}/2",
    ]
