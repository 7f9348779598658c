"""Which system runs there: told by the address, the headers, the generator and marks; an ordinary site is none."""

import pytest

from crawler.answers import Answer
from crawler.feeds.recognition import by_address, generator_of, recognise


def page(head: str = "", body: str = "") -> bytes:
    return f"<!doctype html><html><head><title>School</title>{head}</head><body>{body}</body></html>".encode()


def generator(words: str) -> bytes:
    return page(f'<meta name="generator" content="{words}" />')


@pytest.mark.parametrize(
    ("url", "system"),
    [
        ("https://api.zeewijk.example/ooapi/v5", "ooapi"),
        ("https://ooapi.zeewijk.example/", "ooapi"),
        ("https://gateway.example/oeapi/v6/courses", "ooapi"),
        ("https://zeewijk.osiris-student.example/onderwijscatalogus/extern/start", "osiris"),
        ("https://osiris.zeewijk.example/osiris_student_zprd/StartPagina.do", "osiris"),
        ("https://data.example/ho_opleidingsoverzicht.csv", "rio"),
        ("https://pure.zeestad.example/en/persons/", "pure"),
        ("https://bamaflexweb.zeewijk.example/BMFUIDetailxOLOD.aspx?a=1&b=5&c=1", "bamaflex"),
        ("https://banner.example/pls/prod/bwckctlg.p_disp_dyn_ctlg", "banner"),
        ("https://www.zeewijk.example/", "site"),
        ("https://www.zeewijk.example/nieuws/osirische-mysterien", "site"),
    ],
)
def test_an_address_may_be_enough(url: str, system: str) -> None:
    assert by_address(url).system == system


@pytest.mark.parametrize(
    ("body", "headers", "system"),
    [
        (generator("Drupal 10 (https://www.drupal.org)"), {}, "drupal"),
        (generator("WordPress 6.7"), {}, "wordpress"),
        (generator("TYPO3 CMS"), {}, "typo3"),
        (generator("CourseLeaf 9"), {}, "courseleaf"),
        (page(), {"x-generator": "Drupal 9"}, "drupal"),
        (page(), {"link": '<https://x.example/wp-json/>; rel="https://api.w.org/"'}, "wordpress"),
        (page(body='<div class="rendering rendering_person rendering_person_short">'), {}, "pure"),
        (
            page(body='<div class="courseblock"><p class="courseblocktitle">x</p></div><!-- leepfrog -->'),
            {},
            "courseleaf",
        ),
        (page(body='<table class="datadisplaytable"><td class="nttitle">'), {}, "banner"),
        (b'{"contactEmail": "x@y.example", "specification": "https://z.example/spec.yaml"}', {}, "ooapi"),
        (b'{"pageNumber": 1, "hasPreviousPage": false, "hasNextPage": true, "items": []}', {}, "ooapi"),
        (page(body="<p>Wij gebruiken /wp-content/ niet.</p>"), {}, "site"),
        (page(body="Onze bibliotheek werkt met CourseLeaf"), {}, "site"),
        (page(), {"server": "nginx"}, "site"),
        (b"", {}, "site"),
    ],
)
def test_a_page_is_told_by_its_signs_and_one_piece_of_mark_up_is_none(
    body: bytes, headers: dict[str, str], system: str
) -> None:
    guess = recognise(Answer("https://www.zeewijk.example/", 200, headers, body))
    assert guess.system == system
    assert bool(guess.because) is (system != "site"), "a guess says what it rests on"


def test_the_generator_is_read_however_it_is_written() -> None:
    assert generator_of(b"<META CONTENT='TYPO3 4.5' NAME=generator>") == "TYPO3 4.5"
    assert generator_of(b"<meta name='author' content='WordPress'>") == ""
