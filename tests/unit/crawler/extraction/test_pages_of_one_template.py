"""Pages of one template correct each other: names, kinds, and values whose label nobody knows."""

from crawler.extraction import read_page, read_site
from crawler.extraction.findings import PageFindings
from crawler.extraction.site import settle

NAMES = ("Rowing at Night", "Rowing at Sea", "Rowing in Rain", "Rowing Upstream", "Lakes - and Seas")


def page(number: int, name: str, facts: str, site: str = "Boats") -> PageFindings:
    body = (
        f"<html><head><title>{name} - {site} - Handbook</title></head><body>"
        f'<div class="hero"><h1 class="title">{site}</h1></div>'
        f'<div class="facts"><h1>{name}</h1><dl class="overview">{facts}</dl></div>'
        "<div><h2>Inhalt</h2><p>How it is done, by day and by night, and what it takes.</p></div></body></html>"
    )
    return read_page(body, f"https://school.example/handbook/{number}/")


def facts(number: int, *, code: str = "Code", load: str = "Kreditpunkte") -> str:
    return (
        f"<dt>{code}</dt><dd>ROW{number}</dd><dt>{load}</dt><dd>{number % 7 + 1}</dd>"
        "<dt>Sprache</dt><dd>Deutsch</dd><dt>Niveau</dt><dd>Bachelor</dd><dt>Plätze</dt><dd>24</dd>"
    )


def pages(last: str) -> list[PageFindings]:
    return [page(at, name, facts(at)) for at, name in enumerate(NAMES[:-1], 301)] + [page(305, NAMES[-1], last)]


def test_a_heading_that_all_pages_have_is_the_sites_and_names_no_course() -> None:
    found = read_site(pages(facts(305)))
    assert [each.courses[0].name for each in found] == list(NAMES)


def test_a_value_behind_a_label_that_nobody_knows_is_read_where_the_other_pages_have_it() -> None:
    alone = page(305, NAMES[-1], facts(305, code="Merkmal", load="Gewicht"))
    assert (alone.kind, alone.courses[0].code if alone.courses else None) != ("course", "ROW305")
    last = read_site(pages(facts(305, code="Merkmal", load="Gewicht")))[-1]
    assert [(course.name, course.code, course.credits) for course in last.courses] == [(NAMES[-1], "ROW305", 5.0)]
    assert {each.field for each in last.evidence} >= {"courses[0].name", "courses[0].code", "courses[0].credits"}


def test_what_stands_at_the_spot_must_read_as_such_a_value() -> None:
    odd = facts(305, code="Merkmal", load="Gewicht").replace("<dd>5</dd>", "<dd>400 g</dd>")
    last = read_site(pages(odd))[-1]
    assert [course.credits_text for course in last.courses] == [None]


def test_what_is_agreed_depends_on_no_order_and_lives_through_storage() -> None:
    read = pages(facts(305, code="Merkmal", load="Gewicht"))
    stored = [PageFindings.from_json(each.to_json()) for each in reversed(read)]
    assert [each.courses for each in settle(stored)][::-1] == [each.courses for each in read_site(read)]


def test_three_pages_are_no_template() -> None:
    found = read_site(pages(facts(305, load="Gewicht"))[2:])
    assert found[-1].courses[0].credits is None
