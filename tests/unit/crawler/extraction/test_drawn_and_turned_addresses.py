"""Addresses that a page draws, turns round or writes with a word, and what only looks like one."""

import codecs

import pytest

from crawler.extraction import read_page
from crawler.extraction.recognisers.emails import find_emails

ADDRESS = "a.devries@uni.example"


def mail_of(written: str) -> str | None:
    page = f"<h1>Anna de Vries</h1><p>Universitair docent</p><p>{written}</p><p>Kamer 2.14</p>"
    [person] = read_page(page, "https://uni.example/medewerkers/anna-de-vries").people
    return person.email


@pytest.mark.parametrize(
    "written",
    [
        'a.devries<img src="/img/at.gif" alt="at">uni.example',
        'a.devries<img class="x" alt="@" src="/img/y.png"/>uni.example',
        'a.devries<i class="fa fa-at"></i>uni.example',
        'a.devries<i class="bi bi-at"></i>uni.example',
        "a.devries[ät]uni.example",
        "a.devries(æ)uni.example",
        "a.devries\uff20uni.example",
        "a.devries at uni.example",
        "a.devries (@uni.example)",
        "a.devries@nospam.uni.example",
        ADDRESS[::-1],
        f'<a href="mailto:{codecs.encode(ADDRESS, "rot13")}">mail</a>',
        f'<span data-rot13="{codecs.encode(ADDRESS, "rot13")}">mail</span>',
        f'<a href="http://mailto:{ADDRESS}">mail</a>',
    ],
)
def test_an_address_is_read_as_a_reader_sees_it(written: str) -> None:
    assert mail_of(written) == ADDRESS


@pytest.mark.parametrize(
    "text",
    ["Look at uni.example for more", "Meet Anna (@uni.example)?", "the 2.0 at uni", "see fig. 2 at uni.example"],
)
def test_what_is_no_address_makes_none(text: str) -> None:
    assert find_emails(text) == []


def test_an_icon_before_an_address_is_no_part_of_it() -> None:
    assert mail_of('<i class="fa fa-at"></i> a.devries@uni.example') == ADDRESS
