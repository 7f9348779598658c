"""WordPress: its open interface leads to the pages of staff and courses."""

import json
from typing import Any

import pytest

from crawler.answers import Answer
from crawler.extraction.findings import PageFindings
from crawler.feeds.profiles import profiles
from crawler.feeds.values import UnreadableFeedError
from crawler.feeds.wordpress import WordpressReader
from crm.words import Level

SITE = "https://www.zeewijk.example"
API = f"{SITE}/wp-json/wp/v2"


def reader() -> WordpressReader:
    labels = next(profile.labels for profile in profiles() if profile.name == "wordpress")
    return WordpressReader(level=Level.HBO, labels=labels)


def read(path: str, said: object) -> PageFindings:
    return reader().read(Answer(f"{API}/{path}", 200, {}, json.dumps(said).encode()))


def test_the_interface_is_where_the_page_says() -> None:
    page = f"<link rel='https://api.w.org/' href='{SITE}/wp-json/' />".encode()
    assert reader().doors(f"{SITE}/", page) == [f"{API}/types"]
    assert reader().doors(f"{SITE}/", b"<html></html>") == []


def test_only_types_of_people_and_courses_are_followed() -> None:
    types = {
        "post": {"rest_base": "posts", "name": "Berichten"},
        "page": {"rest_base": "pages", "name": "Pagina's"},
        "medewerker": {"rest_base": "medewerkers", "name": "Medewerkers"},
        "opl": {"rest_base": "opl", "name": "Opleidingen"},
        "vacature": {"rest_base": "vacatures", "name": "Vacatures"},
        "odd": {"rest_base": "../../secret", "name": "Docenten"},
        "none": None,
    }
    assert {link.url for link in read("types", types).links} == {
        f"{API}/medewerkers?page=1&per_page=100",
        f"{API}/opl?page=1&per_page=100",
    }


def test_a_staff_list_gives_people_with_what_the_site_keeps_of_them() -> None:
    record: dict[str, Any] = {
        "title": {"rendered": "Noor Haddad"},
        "link": f"{SITE}/medewerker/noor-haddad/",
        "acf": {"functie": "Docent <b>Wiskunde</b>", "e-mail": "n.haddad@zeewijk.example", "telefoon": "020 555 01 23"},
    }
    alumnus = {"title": {"rendered": "Piet Bakker"}, "acf": {"functie": "Student"}}
    found = read("medewerkers?page=1&per_page=100", [record, alumnus, {"title": {"rendered": "Contact"}}, None])
    people = {person.name: person for person in found.people}
    assert people["Noor Haddad"].email == "n.haddad@zeewijk.example"
    assert people["Noor Haddad"].url == record["link"]
    assert [role.kind for role in people["Noor Haddad"].roles] == ["teacher"]
    assert people["Piet Bakker"].roles == []
    assert "Contact" not in people
    assert record["link"] in [link.url for link in found.links]


def test_lists_of_courses_lead_to_their_pages() -> None:
    found = read("cursussen?page=1&per_page=100", [{"title": {"rendered": "Jan Data"}, "link": f"{SITE}/cursus/jan/"}])
    assert [link.url for link in found.links] == [f"{SITE}/cursus/jan/"]
    assert found.people == [], "a course is nobody"


def test_a_full_page_has_a_next_one() -> None:
    full = [{"title": {"rendered": "x"}, "link": f"{SITE}/x/{number}"} for number in range(100)]
    links = [link.url for link in read("medewerkers?page=2&per_page=100", full).links]
    assert f"{API}/medewerkers?page=3&per_page=100" in links


@pytest.mark.parametrize("said", [None, 7, {"code": "rest_forbidden"}, "x"])
def test_a_closed_interface_is_refused(said: object) -> None:
    with pytest.raises(UnreadableFeedError):
        read("medewerkers?page=1&per_page=100", said)
