"""How a name that must not come back is recognised, in a list and in running text."""

import zlib

import pytest

from crm.privacy import writings
from crm.privacy.archive import speaks
from crm.privacy.cutting import Theirs
from crm.privacy.stored_pages import body_text, cut_findings
from crm.privacy.subjects import stranger


def _cut(text: str, name: str) -> str:
    forms = writings.writings(name)
    lengths = {len(each.split()) for each in forms}
    return writings.cut(text, lengths, forms.__contains__, {each.split()[0] for each in forms}.__contains__)


@pytest.mark.parametrize(
    "written",
    ["Zoë van 't Hek", "ZOE VAN 'T HEK", "Z. van ’t Hek", "Hek, Z. van 't", "Van 't Hek, Zoë", "Zoe\u0308 van 't Hek"],
)
def test_a_name_is_cut_out_however_it_is_written(written: str) -> None:
    assert _cut(f"Docent: {written} (ma-do)", "Zoë van 't Hek") == "Docent: […] (ma-do)"


def test_another_name_stays() -> None:
    text = "Zara van 't Hek en Zoë van 't Hof, en Zoë"
    assert _cut(text, "Zoë van 't Hek") is text


def test_initials_may_be_theirs_and_another_call_name_is_not() -> None:
    kept = writings.keys("Zoë van 't Hek")
    assert writings.asked_keys("Z. van 't Hek") & kept
    assert writings.asked_keys("dr. Zoë van 't Hek") & kept
    assert not writings.asked_keys("Zara van 't Hek") & kept


@pytest.mark.parametrize("written", ["Z. v.d. Berg", "Zoë vd Berg", "Z. v/d Berg", "Zoë v. den Berg", "Z. vdn Berg"])
def test_a_prefix_cut_short_is_theirs_and_another_is_not(written: str) -> None:
    for name in ("Zoë van den Berg", written):
        assert writings.asked_keys(written) & writings.keys(name)
    assert _cut(f"Docent: {written}.", "Zoë van den Berg") == "Docent: […]."
    assert writings.asked_keys("Z. van den Berg") & writings.keys(written)
    assert not writings.asked_keys("Zoë van der Berg") & writings.keys("Zoë van den Berg")


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"<p>Zo&euml; <b>van 't</b> Hek</p>", "text/html"),
        ("Zoë van 't Hek".encode("latin-1"), "text/html; charset=iso-8859-1"),
        (b'{"naam": "Zo\\u00eb van \'t Hek"}', "application/json"),
    ],
)
def test_a_body_is_read_as_its_reader_would(body: bytes, kind: str) -> None:
    assert "[…]" in _cut(body_text(body, kind), "Zoë van 't Hek")


@pytest.mark.parametrize("written", [b"z@haz.example", b"z%40haz.example"])
def test_an_address_in_a_tag_is_seen(written: bytes) -> None:
    assert "z@haz.example" in body_text(b'<a href="mailto:%b">mail</a>' % written, "text/html")


@pytest.mark.parametrize("written", [b"z@haz.example", b"z%40haz.example", b"z&#64;haz.example"])
def test_a_stored_body_speaks_of_whom_it_has_the_address(written: bytes) -> None:
    body, headers = zlib.compress(b'<a href="mailto:%b">mail</a>' % written), {"content-type": "text/html"}
    assert speaks(Theirs(stranger("z@haz.example")), headers, body)
    assert not speaks(Theirs(stranger("a@haz.example")), headers, body)


def test_findings_lose_the_person_and_keep_the_others_in_their_place() -> None:
    stored = {
        "url": "https://haz.example/team",
        "title": "Team van Zoë van 't Hek",
        "people": [{"name": "Zoë van 't Hek"}, {"name": "P. Bakker"}],
        "links": [{"url": "https://haz.example/zoe", "text": "Zoë van 't Hek"}, {"url": "https://haz.example/b"}],
        "evidence": [
            {"field": "people[0].name", "text": "Zoë van 't Hek"},
            {"field": "people[1].name", "text": "P. Bakker, Zoë van 't Hek"},
        ],
    }
    found = cut_findings(
        stored,
        is_theirs=lambda person: person["name"].startswith("Zoë"),
        is_page=lambda url: url.endswith("/zoe"),
        cut=lambda text: _cut(text, "Zoë van 't Hek"),
    )
    assert found == {
        "url": "https://haz.example/team",
        "title": "Team van […]",
        "people": [{"name": "P. Bakker"}],
        "links": [{"url": "https://haz.example/b"}],
        "evidence": [{"field": "people[0].name", "text": "P. Bakker, […]"}],
    }


def test_findings_without_them_are_the_very_same() -> None:
    stored = {"url": "https://haz.example/", "people": [{"name": "P. Bakker"}], "evidence": []}
    assert cut_findings(stored, is_theirs=lambda _p: False, is_page=lambda _u: False, cut=lambda t: t) is stored
