"""What a page asks of robots is heeded: `noindex` keeps what it says out of the map, `nofollow` its links."""

import pytest

from crawler.directives import heed
from crawler.extraction.findings import FoundCourse, Link, PageFindings


def heeded(*, meta: str = "", tag: str | None = None) -> PageFindings:
    findings = PageFindings("http://school.example/a", courses=[FoundCourse("Databases")])
    findings.links = [Link("http://school.example/b", "b")]
    heed(findings, f"<html><head>{meta}</head><body></body></html>".encode(), tag)
    return findings


@pytest.mark.parametrize(
    ("meta", "tag"),
    [
        ("<meta name=robots content=noindex>", None),
        ('<META content="NOINDEX, follow" name="Robots"/>', None),
        ("<meta name='robots' content='none'>", None),
        ('<meta name="werkplaats" content="noindex">', None),
        ("", "noindex"),
        ("", "max-snippet: 5, noindex"),
        ("", "otherbot: nofollow, werkplaats: noindex, nofollow"),
        ("", "none"),
    ],
)
def test_a_page_that_is_not_to_be_kept_says_nothing(meta: str, tag: str | None) -> None:
    findings = heeded(meta=meta, tag=tag)
    assert findings.noindex
    assert findings.courses == []
    assert findings.links, "that it links to a page keeps that one from being gone"


@pytest.mark.parametrize(
    ("meta", "tag"),
    [
        ("", None),
        ("<meta name=robots content=all>", "all"),
        ('<meta name="googlebot" content="noindex">', None),
        ('<meta name="description" content="noindex">', None),
        ("", "googlebot: noindex, nofollow"),
        ("", "x" * 100_000),
    ],
)
def test_what_is_said_to_others_is_not_for_us(meta: str, tag: str | None) -> None:
    findings = heeded(meta=meta, tag=tag)
    assert (findings.noindex, findings.nofollow) == (False, False)
    assert findings.courses


@pytest.mark.parametrize(("meta", "tag"), [("<meta name=robots content='index,nofollow'>", None), ("", "nofollow")])
def test_links_that_are_not_to_be_followed_are_marked(meta: str, tag: str | None) -> None:
    findings = heeded(meta=meta, tag=tag)
    assert findings.nofollow
    assert findings.courses
