"""No page breaks the reader, and nothing it says is longer or wilder than the command line promises."""

import random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crawler.extraction import read_page, read_site
from crawler.extraction.findings import PageFindings

PAGE = """<!DOCTYPE html><html lang="nl"><head><title>Databases | ICT-DB-1</title><base href="/vakken/"></head><body>
<nav><ul><li><a href="/">Home</a></li></ul></nav><main><h1>Databases</h1>
<table><tr><th>Cursuscode</th><td>ICT-DB-1</td></tr><tr><th>Studiepunten</th><td>5 EC</td></tr>
<tr><th>Docenten</th><td>Anna de Wit, Bram Kuiper</td></tr></table>
<div class="card"><h3>Anna de Wit</h3><a href="mailto:a.dewit@school.example">mail</a></div>
<script type="application/ld+json">{"@type": "Course", "name": "Databases"}</script></main></body></html>"""
URL = "https://school.example/vakken/databases"


def texts(found: PageFindings) -> list[str]:
    read = found.as_json("page.html")
    values: list[str] = []
    stack: list[object] = [read]
    while stack:
        value = stack.pop()
        if isinstance(value, dict):
            stack += [part for name, part in value.items() if name != "description"]
        elif isinstance(value, list):
            stack += value
        elif isinstance(value, str):
            values.append(value)
    return values


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"   ",
        b"\x00" * 100,
        b"<!-- nothing -->",
        b"<div>" * 10_000 + b"Docent: Anna de Wit" + b"</div>" * 10_000,
        b"<table><tr><td>" * 3_000,
        b"<a href='http://[::1'>x</a><a href='//'>y</a><a href='http://'>z</a>",
        b"\xff\xfe" + b"\xd8\x00" * 50,
        b'<script type="application/ld+json">' + b"[" * 50_000 + b"</script>",
        b"<p>" + b"Docent: " * 20_000 + b"</p>",
        b"<p>Docent:</p>" * 10_000,
        b"<dl>" + b"<dt>Docent</dt>" * 10_000 + b"</dl>",
    ],
    ids=range(12),
)
def test_nothing_raises(body: bytes) -> None:
    assert isinstance(read_page(body, URL), PageFindings)


@pytest.mark.parametrize("url", ["", "not an address", "https://[::1", "https://school.example/%ff", "mailto:x"])
def test_a_strange_address_of_the_page_does_not_matter(url: str) -> None:
    assert read_page(PAGE, url).courses


def test_control_characters_and_long_texts_are_stripped_and_bounded() -> None:
    wild = "\x1b[31mDatabases\x07 \u202e" + "x" * 100_000
    body = PAGE.replace("<h1>Databases</h1>", f"<h1>{wild}</h1>").replace("Bram Kuiper", "Bram\x1b[2J Kuiper")
    found = read_page(body, URL)
    assert all(len(text) <= 500 for text in texts(found))
    assert not any(character < " " or "\u202a" <= character <= "\u202e" for text in texts(found) for character in text)


def test_five_megabytes_are_read_in_bounded_findings() -> None:
    found = read_page(("<p>Docent: Anna de Wit</p>" * 220_000).encode(), URL)
    assert len(found.people) == 1


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(seed=st.integers(0, 10_000), sort=st.sampled_from(["cut", "shuffled", "bytes", "doubled", "recoded"]))
def test_a_damaged_page_never_raises(seed: int, sort: str) -> None:
    chance = random.Random(seed)
    body = PAGE.encode()
    if sort == "cut":
        at = chance.randrange(len(body))
        body = body[at : at + chance.randrange(len(body))]
    elif sort == "shuffled":
        pieces = PAGE.split("<")
        chance.shuffle(pieces)
        body = "<".join(pieces).encode()
    elif sort == "bytes":
        body = bytes(byte if chance.random() > 0.05 else chance.randrange(256) for byte in body)
    elif sort == "doubled":
        body = body * chance.randrange(2, 6)
    else:
        body = PAGE.encode(chance.choice(["utf-16", "utf-32", "cp037", "utf-7"]))
    found = read_page(body, URL)
    assert PageFindings.from_json(found.to_json()) == found
    assert len(read_site([found])) == 1


def test_an_attribute_whose_name_is_no_name_hides_nothing() -> None:
    found = read_page(b"<h1>Databases</h1><p data-mail='x' \x01\xe2\x80\x8b\x07='y'>Docent: Anna de Wit</p>", URL)
    assert found.problem is None
    assert [person.name for person in found.people] == ["Anna de Wit"]


@pytest.mark.parametrize("sign", ["\x07", "\x1b", "\x7f", "&#7;", "&#127;", "\u202e", "&#x202e;"])
def test_no_control_character_reaches_a_name_or_an_address(sign: str) -> None:
    body = f'<h1>Data{sign}bases</h1><p>Studiepunten: 5</p><p>Docent: <a href="/w{sign}it">Anna de Wit</a></p>'
    found = read_page(body, URL)
    assert found.courses[0].name == "Databases"
    assert all(text.isprintable() for text in texts(found))
    assert all(link.url.isprintable() for link in found.links)
