"""Courses as teachers list them on a page of their own: terms, schools, titles set off, whom they teach with."""

import pytest

from crawler.extraction import read_page
from crawler.extraction.apparatus import part_of
from crawler.extraction.course_lines import course_title, read_course_line
from crawler.extraction.findings import PageFindings, PageKind
from crawler.extraction.headline import read_head

from .reading import roles


def read(body: str, path: str = "teaching/") -> PageFindings:
    return read_page(
        f"<html><title>Anna Vos</title><body><h1>Teaching</h1>{body}</body></html>", f"https://a.example/{path}"
    )


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Fall 2026: Introduction to Bees", "Introduction to Bees"),
        ("WS 2010/11: Wachs und Recht", "Wachs und Recht"),
        ("Blok 3 – Imkerrecht", "Imkerrecht"),
        ("Introduction to Bees, University of Wax", "Introduction to Bees"),
        ("Introduction to Bees, University of Wax, Fall 2026", "Introduction to Bees"),
        ("Algorithmique 1 : graphes", "Algorithmique 1 : graphes"),
        ("The fall 2020: Bees", "The fall 2020: Bees"),
        ("Winter 2020 in the hive", "Winter 2020 in the hive"),
        ("Bees, Colleges and Wax", "Bees, Colleges and Wax"),
    ],
)
def test_a_term_in_front_and_a_school_behind_are_none_of_a_title(text: str, title: str) -> None:
    assert course_title(text) == title


def test_a_code_behind_a_term_and_before_a_slash_is_read() -> None:
    behind = read_course_line("Spring 2020: BEE 101, Introduction to Bees")
    assert behind is not None
    assert (behind.code, behind.name) == ("BEE 101", "Introduction to Bees")
    before = read_head("BEE 101 / Introduction to Bees")
    assert before is not None
    assert (before.code, before.name) == ("BEE 101", "Introduction to Bees")


@pytest.mark.parametrize(
    "body",
    [
        "<ul><li><b>%s</b>, Fall 2024, lecturer</li><li><b>%s</b>, Fall 2025</li><li><b>%s</b>, Fall 2026</li></ul>",
        "<h3>2025</h3><p><b>%s</b>, undergraduate</p><p><b>%s</b>, graduate seminar</p><p><b>%s</b>, undergraduate</p>",
        "<p><b>%s</b> (Spring 2024).</p><p><b>%s</b> (Spring 2025).</p><p><b>%s</b> (Fall 2025).</p>",
    ],
)
def test_titles_set_off_with_when_or_for_whom_they_are_given_are_courses(body: str) -> None:
    titles = ["Introduction to Bees", "Wax and Law", "Swarms"]
    found = read(body % tuple(titles))
    assert found.kind == PageKind.COURSE_LIST
    assert [course.name for course in found.courses] == titles


@pytest.mark.parametrize(
    "body",
    [
        "<p><b>Office hours</b>, Monday 2026</p><p><b>Where</b>, room (2026)</p><p><b>How to write</b>, below</p>",
        "<p><b>I love bees</b> and wax.</p><p><b>Wax is great</b> in soap.</p><p><b>Honey is sweet</b> in tea.</p>",
    ],
)
def test_other_words_set_off_are_no_courses(body: str) -> None:
    assert not read(body).courses


def test_with_whom_a_course_is_given_teaches_it() -> None:
    found = read(
        "<ul><li>250105 SE Synthetic Wax<br>(jointly with Jan Bakker and Eva Mol)<br>Thu. 13:15</li>"
        "<li>250107 SE Honey (gemeinsam mit Cor de Wit)<br>Fr. 9:45</li><li>250108 VO Swarms<br>Mo. 8:15</li></ul>"
        "<h2>Publications</h2><ul><li>Bees and more (jointly with Piet Kuiper). Journal of Bees, 2020</li></ul>"
    )
    assert roles(found) == {"Jan Bakker": {"teacher"}, "Eva Mol": {"teacher"}, "Cor de Wit": {"teacher"}}


def test_who_coordinates_is_told_in_brackets_behind_the_first_of_several() -> None:
    page = "<h1>Honingkunde</h1><p>Vakcode: BIJ-HK-1</p><p>Docenten: A. Vos (coördinator), drs. J. Bakker en E. Mol</p>"
    found = read_page(f"<body>{page}</body>", "https://school.example/vakken/honing/")
    assert roles(found) == {
        "A. Vos": {"teacher", "course_coordinator"},
        "J. Bakker": {"teacher"},
        "E. Mol": {"teacher"},
    }


def test_credits_in_a_title_that_opens_on_a_click_are_the_course_s() -> None:
    entries = "".join(
        f"<details><summary>{name} (5 EC)</summary><p>Docent: {who}</p></details>"
        for name, who in (("Honingkunde", "Anna Vos"), ("Wassen en waken", "Jan Bakker"), ("Imkerrecht", "Eva Mol"))
    )
    found = read_page(f"<body><h1>Vakken jaar 3</h1>{entries}</body>", "https://school.example/studiegids/jaar3/")
    assert [(course.name, course.credits) for course in found.courses] == [
        ("Honingkunde", 5.0),
        ("Wassen en waken", 5.0),
        ("Imkerrecht", 5.0),
    ]


def test_modes_of_examination_in_five_words_are_a_part_of_a_course() -> None:
    assert part_of("Modalités de contrôle des connaissances") == part_of("Prüfungen")


@pytest.mark.parametrize(
    "said",
    [
        "Diese Vorlesung wird von Prof. Dr. Anna Vos gehalten.",
        "Ce cours est donné par Anna Vos.",
        "Es wird unterrichtet von Anna Vos.",
    ],
)
def test_who_gives_a_course_is_told_in_a_sentence(said: str) -> None:
    found = read_page(f"<body><h1>Wachs</h1><p>{said}</p><p>ECTS: 5</p></body>", "https://school.example/lehre/wachs/")
    assert roles(found) == {"Anna Vos": {"teacher"}}
