"""Credits and titles inside running text: sentences about a course, paragraphs that begin with its title."""

import pytest

from crawler.extraction import read_page
from crawler.extraction.findings import PageFindings, PageKind
from crawler.extraction.headline import read_head
from crawler.extraction.recognisers.credit_sentences import credits_of_course, leading_credits


def read(body: str, path: str = "courses/x", title: str = "") -> PageFindings:
    return read_page(
        f"<html><head><title>{title}</title></head><body>{body}</body></html>", f"https://school.example/{path}"
    )


def facts(found: PageFindings) -> list[tuple[str | None, str | None, float | None]]:
    return [(course.code, course.name, course.credits) for course in found.courses]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("This is a 9 unit elective course that fulfils a requirement.", 9.0),
        ("BIO 330 is a three-credit course that introduces genes.", 3.0),
        ("This course is worth 7.5 ECTS credits.", 7.5),
        ("De cursus omvat 5 EC.", 5.0),
        ("You must have 60 credits before this course.", None),
        ("Three hours of class a week.", None),
        ("A 3-credit course, or a 4-credit course with a project.", None),
    ],
)
def test_a_sentence_that_says_what_a_course_counts_for(text: str, number: float | None) -> None:
    stated = credits_of_course(text)
    assert (stated.number if stated else None) == number


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Cr. 3. (2-3). An introduction.", 3.0),
        ("(3) An introduction.", 3.0),
        ("3-0-4. Prerequisite: BIO 101.", 4.0),
        ("4 hours credit. An introduction.", 4.0),
        ("3 hours of lecture a week.", None),
        ("1984. A novel.", None),
    ],
)
def test_what_a_description_begins_with(text: str, number: float | None) -> None:
    stated = leading_credits(text)
    assert (stated[0].number if stated else None) == number


@pytest.mark.parametrize(
    "paragraph",
    [
        "<p><b>{code}. {name}.</b> 3-0-3. Prerequisite: BIO 101 and one more course.</p>",
        "<p>{code} {name} (3) How all of it lives. Prerequisite: BIO 101. Every semester.</p>",
        "<p><b>{code}&nbsp;&nbsp;{name}</b><br>3 hours credit. How all of it lives.</p>",
        "<p>{code} {name} credit: 3 Hours. How all of it lives, and why it does.</p>",
    ],
)
def test_a_paragraph_begins_with_code_and_title(paragraph: str) -> None:
    courses = {"BIO 1101": "Life of Cells", "BIO 1210": "Marine Life", "BIO 2110": "Birds of the Coast"}
    found = read("<h1>Courses</h1>" + "".join(paragraph.format(code=c, name=n) for c, n in courses.items()))
    assert facts(found) == [(code, name, 3.0) for code, name in courses.items()]


def test_a_course_page_tells_its_credits_in_a_sentence() -> None:
    found = read(
        "<h1>BIO 330 Genetics</h1><h3>Credits</h3><p>This is a 9 unit elective that fulfils the requirement for all "
        "who study here.</p>",
        "bio330",
        "BIO 330 Genetics",
    )
    assert facts(found) == [("BIO 330", "Genetics", 9.0)]


def test_credits_under_the_term_below_the_heading() -> None:
    found = read(
        "<h1>BIO 404 Ecology</h1><h2>Fall 96-97</h2><h2>3 semester credits</h2><p>Notes</p>",
        "bio404",
        "BIO 404 Ecology",
    )
    assert facts(found) == [("BIO 404", "Ecology", 3.0)]


def test_a_column_called_course_that_holds_codes() -> None:
    rows = {"BIO 101": "Cells", "BIO 102": "Plants", "GEO 210": "Rivers"}
    body = "".join(f"<tr><td>{code}</td><td>{name}</td><td>3</td></tr>" for code, name in rows.items())
    found = read(f"<h1>Schedule</h1><table><tr><th>Course</th><th>Title</th><th>Cr</th></tr>{body}</table>")
    assert facts(found) == [(code, name, 3.0) for code, name in rows.items()]
    assert found.kind is PageKind.COURSE_LIST


def test_a_name_behind_a_label_may_be_a_person_and_a_course_its_code() -> None:
    found = read(
        "<h1>BIO 178</h1><p>Course: Biology 178</p><p>Course title: Bees of the North -- 3 units</p><h3>Tutor</h3>"
        "<p>Name: Joanna Vermeer</p>",
        "bio178",
        "BIO 178",
    )
    assert facts(found) == [("BIO 178", "Bees of the North", 3.0)]


def test_the_second_part_of_a_course_is_no_code() -> None:
    assert read_head("Databases 2") is None
    table = "<table><tr><th>Vakcode</th><td>DB2-19</td></tr><tr><th>EC</th><td>3</td></tr></table>"
    assert facts(read(f"<h1>Databases 2</h1>{table}", "vak", "Databases 2")) == [("DB2-19", "Databases 2", 3.0)]


def test_no_name_is_a_request() -> None:
    found = read("<h1>BIO 101</h1><h3>Please report any problems with this page to</h3>", "bio101", "BIO 101")
    assert facts(found) == [("BIO 101", None, None)]


def test_a_cell_of_several_rows_stands_in_each() -> None:
    found = read(
        """<h1>Vakken jaar 1</h1><table><tr><th>Blok</th><th>Vak</th><th>EC</th></tr>
        <tr><td rowspan=2>1</td><td>Programmeren 1</td><td>3</td></tr><tr><td>Databases</td><td>4</td></tr>
        <tr><td rowspan=2>2</td><td>Webontwikkeling</td><td>5</td></tr><tr><td>Project A</td><td>6</td></tr></table>"""
    )
    assert [(course.name, course.credits) for course in found.courses] == [
        ("Programmeren 1", 3.0),
        ("Databases", 4.0),
        ("Webontwikkeling", 5.0),
        ("Project A", 6.0),
    ]


def test_the_title_of_a_card_stands_above_its_code() -> None:
    courses = {"INFOB1": "Mobile Programming", "INFOB2": "Games", "INFOC3": "Data Mining"}
    cards = "".join(
        f"<div class=card><h4>{name}</h4><span>{code}</span> <span>| 5 EC</span> <span>| Block 1</span></div>"
        for code, name in courses.items()
    )
    assert facts(read(f"<h1>Courses</h1>{cards}")) == [(code, name, 5.0) for code, name in courses.items()]


def test_numbers_of_a_department_are_codes_side_by_side() -> None:
    courses = {"6.001": "Life of Bees", "6.006": "Marine Life", "6.042": "Birds of the Coast"}
    body = "".join(f"<h3>{code} {name}</h3><p>About it.</p>" for code, name in courses.items())
    assert facts(read(f"<h1>Courses</h1>{body}")) == [(code, name, None) for code, name in courses.items()]
    chapters = "".join(f"<h3>{n}.{n} {name}</h3>" for n, name in enumerate(courses.values(), 1))
    assert read(f"<h1>Notes</h1>{chapters}", "notes").courses == []


def test_credits_behind_a_bar() -> None:
    courses = {"BIO 501": "Marine Life", "BIO 502": "Birds of the Coast", "BIO 520": "Vibrations"}
    body = "".join(f"<button>{code} | {name} | 3 units</button><p>About it.</p>" for code, name in courses.items())
    assert facts(read(f"<h1>Courses</h1>{body}")) == [(code, name, 3.0) for code, name in courses.items()]


def test_a_word_for_a_sort_of_page_names_no_course() -> None:
    names = ["Docenten", "Marine Life", "Birds of the Coast", "Bees"]
    items = "".join(f'<li><a href="/vakken/{at}">{name}</a></li>' for at, name in enumerate(names))
    found = read(f"<h1>Vakken</h1><ul>{items}</ul>", "vakken")
    assert [course.name for course in found.courses] == names[1:]
