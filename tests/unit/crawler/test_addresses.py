"""One page has one spelling of its address."""

import pytest

from crawler.addresses import LONGEST, document, is_media, is_trap, normalise, origin, pattern


@pytest.mark.parametrize(
    ("written", "known_as"),
    [
        ("http://School.Example", "http://school.example/"),
        ("HTTP://school.example:80/a", "http://school.example/a"),
        ("https://school.example:443/a#top", "https://school.example/a"),
        ("https://school.example:8443/a", "https://school.example:8443/a"),
        ("http://school.example./a", "http://school.example/a"),
        ("http://user:secret@school.example/a", "http://school.example/a"),
        ("http://school.example/a/./b/../c", "http://school.example/a/c"),
        ("http://school.example/a/..", "http://school.example/"),
        ("http://school.example/a//b", "http://school.example/a//b"),
        ("http://school.example/?b=2&a=1", "http://school.example/?a=1&b=2"),
        ("http://school.example/?a=1&PHPSESSID=9f8e", "http://school.example/?a=1"),
        ("http://school.example/x;jsessionid=A1?a=1", "http://school.example/x?a=1"),
        ("http://school.example/(S(abcdefghij0123456789abcd))/x", "http://school.example/x"),
        ("http://school.example/?utm_source=mail&utm_medium=x", "http://school.example/"),
        ("http://school.example/caf%c3%a9/%7Ejan", "http://school.example/caf%C3%A9/~jan"),
        ("http://school.example/café", "http://school.example/caf%C3%A9"),
        ("http://münchen.example/", "http://xn--mnchen-3ya.example/"),
        ("http://[::1]:8000/a", "http://[::1]:8000/a"),
        ("http://school.example/index.html", "http://school.example/index.html"),
        ("http://school.example/zoek?vak", "http://school.example/zoek?vak"),
    ],
)
def test_an_address_has_one_spelling(written: str, known_as: str) -> None:
    assert normalise(written) == known_as
    assert normalise(known_as) == known_as


@pytest.mark.parametrize(
    "written",
    [
        "mailto:jan@school.example",
        "javascript:void(0)",
        "/only/a/path",
        "http://",
        "http://school.example:99999/",
        "http://school.example:0/",
        "http://[::1/",
        "ftp://school.example/",
        "http://school.example/" + "a" * LONGEST,
        "",
    ],
)
def test_what_cannot_be_crawled_has_no_address(written: str) -> None:
    assert normalise(written) is None


def test_an_origin_is_scheme_host_and_port() -> None:
    assert origin("https://gids.school.example:8443/a/b?c=http://x/") == "https://gids.school.example:8443"
    assert origin("http://school.example/") == "http://school.example"


@pytest.mark.parametrize("path", ["logo.png", "style.css?v=3", "film.MP4", "cdn-cgi/l/email-protection", "feed.rss"])
def test_media_is_never_asked(path: str) -> None:
    assert is_media(f"http://school.example/{path}")


@pytest.mark.parametrize("path", ["", "vak.html", "staff.php?id=3", "over.ons", "gids/2026-2027", "a.pdf/view"])
def test_a_page_is_no_media(path: str) -> None:
    assert not is_media(f"http://school.example/{path}")


def test_a_document_says_which_sort_it_is() -> None:
    assert document("http://school.example/gids.PDF?download=1") == "pdf"
    assert document("http://school.example/rooster.xlsx") == "xlsx"
    assert document("http://school.example/gids.pdf/view") is None


def test_a_path_that_repeats_itself_is_a_trap() -> None:
    assert is_trap("http://school.example/a/b/b/b/c")
    assert is_trap("http://school.example" + "/x/y" * 11)
    assert not is_trap("http://school.example/a/b/a/b")


def test_pages_of_one_sort_share_a_pattern() -> None:
    courses = {
        pattern(f"http://school.example/gids/{year}-{year + 1}/{code}") for year in (2025, 2026) for code in "ab"
    }
    assert len(courses) == 1
    assert pattern("http://school.example/team/jan") == pattern("http://school.example/team/piet/")
    assert pattern("http://school.example/vak?id=1") == pattern("http://school.example/vak?id=2")
    assert pattern("http://school.example/vak?id=1") != pattern("http://school.example/vak?month=1")
    assert pattern("http://gids.school.example/a") != pattern("http://school.example/a")
