"""A study guide that is a PDF is read as pages are; a hostile one costs no more than it is given."""

import zlib

import pytest

from crawler.extraction import pdf_rows
from crawler.extraction.findings import PageKind
from crawler.extraction.pdf import UnreadablePdfError, read_pdf
from crawler.extraction.pdf_rows import rows_of
from crm.language import language

from .pdf_builder import Placed, pdf, study_guide, table

URL = "https://www.haz.example/files/studiegids.pdf"


def test_a_guide_of_chapters_gives_each_course_with_the_page_it_stands_on() -> None:
    found = read_pdf(study_guide(), URL)
    assert found.kind is PageKind.COURSE_LIST
    assert [(c.name, c.code, c.credits, c.school_year) for c in found.courses] == [
        ("Databases 1", "ICT-DB-1", 5.0, "2026-2027"),
        ("Webtechniek", "ICT-WEB-2", 10.0, "2026-2027"),
        ("Algoritmen", "ICT-ALG", 5.0, "2026-2027"),
        ("Netwerken", "ICT-NET", 5.0, "2026-2027"),
        ("Beveiliging", "ICT-SEC", 5.0, "2026-2027"),
    ]
    assert {p.name: [(r.kind, r.name) for r in p.roles] for p in found.people} == {
        "A.B. de Vries": [("teacher", "Databases 1")],
        "Noor Haddad": [("teacher", "Databases 1")],
        "Jan Smit": [("teacher", "Webtechniek")],
    }
    said = {each.field: each.text for each in found.evidence}
    assert said["courses[0].code"] == "PDF page 3: Code: ICT-DB-1"
    assert said["courses[1].code"].startswith("PDF page 4: ")
    assert said["courses[4].name"].startswith("PDF page 5: ")
    assert said["people[2].name"] == "PDF page 4: Jan Smit"
    assert not found.links
    assert {course.url for course in found.courses} == {None}


def test_a_guide_of_one_course_is_about_that_course() -> None:
    lines = ["Cursuscode: ICT-DB-1", "Studiepunten: 5 EC", "Docent: Noor Haddad (n.haddad@haz.example)", "Periode: 2"]
    body: list[Placed] = [(60, 750 - 15 * at, 10, "n", line) for at, line in enumerate(lines)]
    found = read_pdf(pdf([[(60, 780, 18, "b", "Studiehandleiding Databases"), *body]]), URL)
    assert found.kind is PageKind.COURSE
    assert [(c.name, c.code, c.credits) for c in found.courses] == [("Databases", "ICT-DB-1", 5.0)]
    assert [(p.name, p.email) for p in found.people] == [("Noor Haddad", "n.haddad@haz.example")]


def test_whoever_teaches_in_several_chapters_is_one_with_all_roles() -> None:
    pages = [
        [(60, 780, 16, "b", name), *table([("Code", code), ("EC", "5"), ("Docent", "Noor Haddad")], top=750)]
        for name, code in (("Databases", "ICT-DB-1"), ("Netwerken", "ICT-NET-1"))
    ]
    found = read_pdf(pdf(pages), URL)
    assert [[(r.kind, r.code) for r in p.roles] for p in found.people] == [
        [("teacher", "ICT-DB-1"), ("teacher", "ICT-NET-1")]
    ]
    assert {e.field for e in found.evidence if "roles" in e.field} == {"people[0].roles[0]", "people[0].roles[1]"}


def test_chapters_that_are_only_numbered_keep_their_headings() -> None:
    pages = [
        [
            (60, 780, 16, "b", f"Module {number}"),
            *table([("Code", f"MOD-{number}"), ("EC", "5"), ("Docent", "Noor Haddad")], top=750),
            (60, 30, 8, "n", f"Modulegids, pagina {number}"),
        ]
        for number in range(1, 6)
    ]
    found = read_pdf(pdf(pages), URL)
    assert [course.name for course in found.courses] == [f"Module {number}" for number in range(1, 6)]


def test_columns_of_running_text_are_read_one_after_the_other() -> None:
    left, right = "Wat je links leest, staat er als een lange regel", "Wat rechts staat, komt pas na alles van links"
    page: list[Placed] = [(40, 700 - 14 * n, 10, "n", f"{left} {n}") for n in range(6)]
    page += [(310, 700 - 14 * n, 10, "n", f"{right} {n}") for n in range(6)]
    rows = rows_of(pdf([page])).rows
    assert [len(row.cells) for row in rows] == [2] * 6
    from crawler.extraction.pdf_markup import chapters

    text = chapters(rows_of(pdf([page])), "x")[0].markup()
    assert text.index(f"{left} 5") < text.index(f"{right} 0")
    assert "<table" not in text


@pytest.mark.parametrize(
    ("body", "why"),
    [
        (b"%PDF-1.4\nno more than this", "the PDF is damaged"),
        (study_guide()[:700], "the PDF is damaged"),
        (
            pdf([[]], encrypt=b"<</Filter/Standard/V 1/R 2/P -4/O<%s>/U<%s>>>" % (b"41" * 32, b"42" * 32)),
            "the PDF asks for a password",
        ),
    ],
)
def test_what_cannot_be_read_says_why(body: bytes, why: str) -> None:
    with language("en"), pytest.raises(UnreadablePdfError, match=why):
        read_pdf(body, URL)


def test_a_bomb_is_stopped_and_what_was_read_before_it_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_rows, "MOST_SECONDS", 3.0)
    endless = pdf([[]], stream=b"(x) Tj\n" * 3_000_000)
    assert len(endless) < 100_000
    found = rows_of(endless)
    assert found.trouble in {"long", "damaged"}
    packed = pdf([[]], stream=zlib.compress(b"0" * 10_000_000))
    assert rows_of(packed).rows == []
