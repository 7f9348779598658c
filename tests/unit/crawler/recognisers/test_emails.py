"""Addresses are found however they are written, and never made up."""

import base64

import pytest

from crawler.extraction.recognisers.addresses import is_placeholder, valid_email
from crawler.extraction.recognisers.email_owners import belongs_to, is_functional
from crawler.extraction.recognisers.emails import find_emails, from_mailto, mailto_recipients
from crawler.extraction.recognisers.hidden_emails import (
    decode_cloudflare,
    decode_pure,
    emails_in_script,
    from_attributes,
    from_reversed,
    from_rot13,
    uncrypt_mailto,
)
from crm.names import PersonName

ADDRESS = "j.smit@school.example"


@pytest.mark.parametrize(
    "text",
    [
        "Mail j.smit@school.example.",
        "<j.smit@school.example>",
        "'j.smit@school.example'",
        "j.smit [at] school.example",
        "j.smit(at)school(dot)example",
        "j.smit{at}school.example",
        "j.smit at school dot example",
        "j.smit apenstaartje school punt example",
        "j.smit arobase school point example",
        "E-mail: j.smit @ school.example",
        "j.smit\u200b@school\u00ad.example",
        "j.smit.NOSPAM@school.example",
        "E-mailj.smit@school.example",
        "020-5550123j.smit@school.example",
        "j.smit@school.exampleTelefoon 020 555 01 23",
    ],
)
def test_an_address_is_found_however_it_is_written(text: str) -> None:
    assert find_emails(text) == [ADDRESS]


@pytest.mark.parametrize(
    "text",
    [
        "We look at this point in time at what was made.",
        "Cyber Operations at Harbour Point Security",
        "Students meet at North Point in June.",
        "From start at that point is all lost.",
    ],
)
def test_a_point_in_a_sentence_is_no_dot_of_an_address(text: str) -> None:
    assert find_emails(text) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("jan@school.example,piet@school.example;jan@school.example", ["jan@school.example", "piet@school.example"]),
        ("{jan, piet}@school.example", ["jan@school.example", "piet@school.example"]),
        ("jan.de- vries@school.example", ["jan.de-vries@school.example"]),
        ("jan@school- naam.example", ["jan@school-naam.example"]),
        ("marta.d'angelo@uni.example", ["marta.d'angelo@uni.example"]),
        ("ANNA.CONTE@UNI.EXAMPLE", ["ANNA.CONTE@UNI.EXAMPLE"]),
        ("e.jansen-de.wit@hs-x.example", ["e.jansen-de.wit@hs-x.example"]),
        ("j.smit@school.nltelefoon", ["j.smit@school.nl"]),
    ],
)
def test_several_and_broken_addresses(text: str, found: list[str]) -> None:
    assert find_emails(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "Lunch @ school.nl",
        "volg ons @school.nl",
        "logo@2x.png",
        "image.png@2x",
        "jquery@3.6.0",
        "müller@uni.example",
        "@jan@mastodon.example",
        "https://user:key@host.nl/x",
        "git@github.com:team/site",
        "voornaam.achternaam@school.example",
        "you@example.com",
        "Contact me at school.nl",
        "jan..smit@school.nl",
        "jan.smit@school",
        "hoofdstuk (a) of b.nl",
    ],
)
def test_what_only_resembles_an_address_is_none(text: str) -> None:
    assert find_emails(text) == []


@pytest.mark.parametrize(
    ("href", "recipients"),
    [
        ("mailto:j.smit@school.example?subject=Vraag", [ADDRESS]),
        ("MAILTO: Jan Smit <j.smit@school.example>", [ADDRESS]),
        ("mailto:j.smit%40school.example", [ADDRESS]),
        ("mailto:jan@school.example,piet@school.example?cc=x@y.example", ["jan@school.example", "piet@school.example"]),
        ("mailto:marta.d%27angelo@uni.example", ["marta.d'angelo@uni.example"]),
        ("mailto:?subject=Kijk&body=http://x.example/a@b.example", []),
        ("https://school.example", []),
    ],
)
def test_a_mail_link_gives_its_recipients_and_a_share_link_none(href: str, recipients: list[str]) -> None:
    assert mailto_recipients(href) == recipients
    assert from_mailto(href) == (recipients[0] if recipients else None)


def _cloudflare(address: str, key: int = 0x5A) -> str:
    return bytes([key, *(ord(character) ^ key for character in address)]).hex()


def test_cloudflare_is_decoded_as_attribute_and_as_link() -> None:
    assert decode_cloudflare(_cloudflare(ADDRESS)) == ADDRESS
    assert decode_cloudflare("/cdn-cgi/l/email-protection#" + _cloudflare(ADDRESS + "?subject=x")) == ADDRESS
    assert decode_cloudflare("abcdef") is None


def test_base64_is_decoded_only_where_it_holds_an_address() -> None:
    assert decode_pure(base64.b64encode(b"mailto:j.smit@school.example").decode()) == ADDRESS
    assert decode_pure(base64.b64encode(b"nothing of the sort").decode()) is None
    assert decode_pure("%%%") is None


def test_shifted_addresses_are_turned_back_with_and_without_their_offset() -> None:
    shifted = "ocknvq,l0uokvBuejqqn0gzcorng"
    assert uncrypt_mailto(shifted, -2) == ADDRESS
    assert uncrypt_mailto(shifted) == ADDRESS
    assert uncrypt_mailto(f"javascript:linkTo_UnCryptMailto(%27{shifted}%27,-2);") == ADDRESS
    assert uncrypt_mailto("gewoon een zin") is None


def test_turned_and_reversed_addresses() -> None:
    assert from_rot13("w.fzvg@fpubby.rknzcyr") == ADDRESS
    assert from_reversed("elpmaxe.loohcs@tims.j") == ADDRESS
    assert from_reversed(ADDRESS) is None


@pytest.mark.parametrize(
    "code",
    [
        "document.write('j.smit'+'@'+'school.example')",
        "var u='j.smit';var d=\"school.example\";document.write('<a href=\"mailto:'+u+'@'+d+'\">'+u+'@'+d+'</a>')",
        "var a='j.smit';a+='@';a+='school.example';el.innerHTML=a",
        "document.write(String.fromCharCode(" + ",".join(str(ord(c)) for c in ADDRESS) + "))",
        "var y=["
        + ",".join(str(ord(c) + 7) for c in ADDRESS)
        + "];for(;;)v+=String.fromCharCode(y[i]-7);document.write(v)",
        "document.write(unescape('%6a.smit%40school.example'))",
        "var x='j.smit\\x40school.example';el.innerHTML=x",
    ],
)
def test_what_a_script_would_write_is_read_without_running_it(code: str) -> None:
    assert emails_in_script(code) == [ADDRESS]


def test_a_script_with_an_unknown_part_gives_nothing() -> None:
    assert emails_in_script("location.href='mailto:'+user+'@school.example'") == []


@pytest.mark.parametrize(
    "attributes",
    [
        {"data-user": "j.smit", "data-domain": "school.example"},
        {"data-name": "j.smit", "data-domain": "school", "data-tld": "example"},
        {"data-user": "tims.j", "data-domain": "elpmaxe.loohcs"},
        {"data-email": "j.smit[at]school.example"},
        {"data-mail": "ai5zbWl0QHNjaG9vbC5leGFtcGxl"},
        {"data-cfemail": _cloudflare(ADDRESS)},
    ],
)
def test_attributes_that_hold_an_address_in_parts(attributes: dict[str, str]) -> None:
    assert from_attributes(attributes) == ADDRESS


def test_attributes_without_an_address_give_none() -> None:
    assert from_attributes({"data-name": "slider", "class": "x"}) is None


def test_validity_and_placeholders() -> None:
    assert valid_email(ADDRESS)
    assert not valid_email("j.smit@school.png")
    assert not valid_email("j.smit@school.notatoplevel")
    assert is_placeholder("0123456789abcdef0123456789abcdef@school.example")
    assert not is_placeholder(ADDRESS)


@pytest.mark.parametrize(
    ("local", "functional"),
    [
        ("info", True),
        ("secretariaat.ict", True),
        ("studiesecretariaat-techniek", True),
        ("ict-helpdesk", True),
        ("minor.ai", True),
        ("j.smit", False),
        ("a.post", False),
        ("s.master", False),
    ],
)
def test_desks_and_groups_are_told_from_people(local: str, functional: bool) -> None:
    assert is_functional(f"{local}@school.example") is functional


@pytest.mark.parametrize(
    ("local", "name", "least", "most"),
    [
        ("linden.vd.a", PersonName(initials="A.", prefix="van der", surname="Linden"), 1.0, 1.0),
        ("z.vanthek", PersonName(initials="Z.", prefix="van 't", surname="Hek"), 1.0, 1.0),
        ("jsmit", PersonName(call_name="Jan", surname="Smit"), 1.0, 1.0),
        ("santorgi", PersonName(call_name="Giorgio", surname="Santoro"), 0.7, 0.9),
        ("e.jansen", PersonName(initials="E.", surname="Jansen-de Wit"), 1.0, 1.0),
        ("joerg.mueller", PersonName(call_name="Jörg", surname="Müller"), 1.0, 1.0),
        ("annelies", PersonName(call_name="Annelies", prefix="de", surname="Boer"), 0.5, 0.7),
        ("c.brennan", PersonName(call_name="Moira", surname="Brennan"), 0.2, 0.4),
        ("anna.vos", PersonName(initials="A.", surname="Vos"), 0.7, 0.8),
        ("anna.de.wit", PersonName(initials="A.B.", prefix="de", surname="Wit"), 0.7, 0.8),
        ("anna.vos", PersonName(initials="B.", surname="Vos"), 0.0, 0.3),
        ("anna.vos", PersonName(call_name="Arno", surname="Vos"), 0.0, 0.3),
        ("j.bakker", PersonName(initials="J.", surname="Smit"), 0.0, 0.0),
        ("info", PersonName(initials="E.", surname="Info"), 0.0, 0.0),
    ],
)
def test_how_well_an_address_fits_a_name(local: str, name: PersonName, least: float, most: float) -> None:
    assert least <= belongs_to(f"{local}@school.example", name) <= most
