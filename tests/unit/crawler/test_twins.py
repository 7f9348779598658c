"""Which addresses are those of one page in several languages."""

import pytest

from crawler.extraction.findings import PageFindings
from crawler.twins import Twins

HOME = "http://x.example/"
NL, EN = f"{HOME}nl/vakken/dijken", f"{HOME}en/courses/dikes"


def firsts(*pages: PageFindings, start: str = HOME) -> dict[str, str]:
    twins = Twins(start)
    for page in pages:
        twins.saw(page)
    return twins.firsts({page.url for page in pages})


def page(url: str, language: str, **others: str) -> PageFindings:
    return PageFindings(url, language=language, alternates={language: url, **others})


def test_pages_that_name_each_other_are_one_and_dutch_comes_first() -> None:
    assert firsts(page(NL, "nl", en=EN), page(EN, "en", nl=NL)) == {EN: NL}
    assert firsts(page(EN, "en", nl=NL), page(NL, "nl", en=EN)) == {EN: NL}, "in whatever order"


def test_the_language_of_the_start_page_comes_before_dutch() -> None:
    home = PageFindings(HOME, language="en")
    assert firsts(home, page(NL, "nl", en=EN), page(EN, "en", nl=NL)) == {NL: EN}


def test_three_languages_are_one() -> None:
    german = f"{HOME}de/kurse/deiche"
    others = page(EN, "en", nl=NL, de=german), page(german, "de", nl=NL, en=EN)
    assert firsts(page(NL, "nl", en=EN, de=german), *others) == {EN: NL, german: NL}


def test_a_page_that_was_not_read_is_that_of_the_one_that_claims_it() -> None:
    assert firsts(page(NL, "nl", en=EN)) == {EN: NL}
    assert firsts(page(EN, "en", nl=NL)) == {NL: EN}, "and is not itself the first"


@pytest.mark.parametrize(
    "pages",
    [
        [page(NL, "nl", en=f"{HOME}en/"), page(f"{HOME}nl/vakken/b", "nl", en=f"{HOME}en/")],
        [page(NL, "nl", en=EN), page(EN, "en", nl=f"{HOME}nl/"), page(f"{HOME}nl/", "nl", en=f"{HOME}en/")],
        [page(NL, "nl"), page(EN, "en")],
        [page(NL, "nl", x=NL)],
    ],
    ids=["one page for all", "another in return", "nothing said", "itself"],
)
def test_what_is_not_said_of_one_page_makes_none(pages: list[PageFindings]) -> None:
    assert {NL, EN}.isdisjoint(firsts(*pages))
