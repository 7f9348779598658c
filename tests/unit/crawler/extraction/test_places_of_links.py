"""Where on a page a link stands, as the crawl compares it between pages."""

from crawler.extraction import read_page
from crawler.extraction.findings import PageFindings

URL = "https://school.example/node/1"


def places(body: str) -> dict[str, int]:
    findings = read_page(f"<html><body>{body}</body></html>".encode(), URL)
    return {link.text: link.place for link in findings.links}


def test_lists_at_one_place_of_two_pages_have_one_number_and_another_box_has_another() -> None:
    one = places(
        "<main><ul class='list-3'><li class='odd'><a href=/node/2>Bouwkunde</a></li></ul></main>"
        "<div class='latest'><ul><li><a href=/node/3>Open dag</a></li></ul></div>"
    )
    other = places(
        "<main><h1>Vakken</h1><ul class='list-4'><li><a href=/node/4>Statica</a></li>"
        "<li class='last'><a href=/node/5>Beton</a></li></ul><p>Zie ook <a href=/node/6>het rooster</a>.</p></main>"
    )
    assert one["Bouwkunde"] == other["Statica"] == other["Beton"]
    assert len({one["Bouwkunde"], one["Open dag"], other["het rooster"]}) == 3
    assert 0 not in one.values()


def test_a_link_that_stands_in_a_menu_as_well_has_its_place_in_the_text() -> None:
    where = places(
        "<nav><ul><li><a href=/node/2>Studies</a></li><li><a href=/node/9>Nieuws</a></li></ul></nav>"
        "<main><p>Lees meer over <a href=/node/2>onze studies</a>.</p></main>"
    )
    assert where["onze studies"] != 0
    assert where["Nieuws"] == 0


def test_the_place_is_for_the_crawl_alone_and_is_not_stored() -> None:
    findings = read_page(b"<main><ul><li><a href=/node/2>Bouwkunde</a></li></ul></main>", URL)
    stored = findings.to_json()
    assert "place" not in stored["links"][0]
    assert PageFindings.from_json(stored) == findings
