"""A page's characters come out right, whatever the page or its server says about itself."""

import pytest

from crawler.extraction import read_page
from crawler.extraction.decoding import LARGEST, utf8

NAME = "<h1>Coördinator André Müller</h1>"


@pytest.mark.parametrize("encoding", ["utf-8", "iso-8859-1", "windows-1252"])
def test_a_page_without_a_declaration_is_read_by_detection(encoding: str) -> None:
    text = NAME + "<p>De opleiding wordt gegeven in de zomer. Één vak, vier studiepunten; café en reünie.</p>" * 5
    assert "Coördinator André Müller" in utf8(text.encode(encoding)).decode()


def test_bytes_that_are_utf8_are_utf8_whatever_is_declared() -> None:
    page = f'<meta charset="iso-8859-1">{NAME}'.encode()
    assert "André Müller" in utf8(page, "text/html; charset=latin-1").decode()


def test_a_declared_encoding_is_used_where_the_bytes_are_not_utf8() -> None:
    page = '<meta charset="iso-8859-2"><h1>Łukasz Wójcik</h1>'.encode("iso-8859-2")
    assert "Łukasz Wójcik" in utf8(page).decode()


def test_the_servers_header_goes_before_the_pages_own_word() -> None:
    page = '<meta charset="windows-1252"><h1>Łukasz</h1>'.encode("iso-8859-2")
    assert "Łukasz" in utf8(page, "text/html; charset=iso-8859-2").decode()


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_a_byte_order_mark_decides(encoding: str) -> None:
    assert utf8(NAME.encode(encoding)).decode() == NAME


def test_a_pdf_under_a_web_address_says_nothing() -> None:
    found = read_page(b"%PDF-1.7 Docent: Jan Jansen", "https://school.example/gids.pdf")
    assert (found.people, found.courses, found.links) == ([], [], [])


def test_a_page_is_read_no_further_than_its_largest_size() -> None:
    assert len(utf8(b"a" * (LARGEST + 1_000))) == LARGEST
