"""More forms in which catalogues, curricula and module handbooks name courses and say what they count for."""

import pytest

from crawler.extraction import read_page
from crawler.extraction.findings import FoundCourse, PageFindings
from crawler.extraction.recognisers.course_codes import code_likelihood, is_placeholder
from crawler.extraction.recognisers.credits import read_credits


def read(body: str, title: str = "Courses", path: str = "courses") -> PageFindings:
    page = f"<html><head><title>{title}</title></head><body>{body}</body></html>"
    return read_page(page, f"https://school.example/{path}")


def told(courses: list[FoundCourse]) -> list[tuple[str | None, str | None, float | None]]:
    return [(course.code, course.name, course.credits) for course in courses]


@pytest.mark.parametrize(
    ("text", "number"), [("3 (3-0-6)", 3.0), ("3-0-3", 3.0), ("12 (0-48-0)", 12.0), ("3 or 4", None), ("2-4", None)]
)
def test_hours_beside_labelled_credits_are_none(text: str, number: float | None) -> None:
    stated = read_credits(text, bare=True)
    assert stated is not None
    assert stated.number == number


@pytest.mark.parametrize(
    "entry",
    [
        "<li>{code} - {name} - Credits: ({credits})</li>",
        "<h4>{code}: {name} ({credits} credits; offered in the fall of even years)</h4><p>All of it.</p>",
        "<p><b>{code}: {name} </b><small>({credits} credits; offered in the fall of even years)</small></p>",
        "<h4>{code}: {name} ({credits} credits required)</h4><p>All of it.</p>",
    ],
)
@pytest.mark.parametrize("subject", ["BIO", "ART"])
def test_titles_with_credits_in_a_bracket_of_their_own(entry: str, subject: str) -> None:
    courses = [(f"{subject} 210", "Ecology of Lakes", 3.0), (f"{subject} 220", "Genes at Work", 4.0)]
    lines = "".join(entry.format(code=code, name=name, credits=int(number)) for code, name, number in courses)
    assert told(read(f"<h1>Courses</h1>{lines}").courses) == courses


def test_headings_of_groups_and_what_must_be_done_before_are_no_courses() -> None:
    entries = "".join(
        f"<h4>{name}</h4><div>ROW-{number}</div><div>3 Credits</div><p>Rowing, day after day, in all weathers.</p>"
        f"<h4>Prerequisites</h4><p>ROW-{number - 1} or equivalent</p>"
        for number, name in ((501, "Rowing at Night"), (502, "Rowing at Sea"), (503, "Rowing in Rain"))
    )
    found = read(f"<h1>Course catalog</h1><h3>CORE COURSES (15 Credits)</h3>{entries}").courses
    assert told(found) == [
        ("ROW-501", "Rowing at Night", 3.0),
        ("ROW-502", "Rowing at Sea", 3.0),
        ("ROW-503", "Rowing in Rain", 3.0),
    ]


def test_a_heading_behind_the_last_course_says_nothing_of_it() -> None:
    lines = "".join(f"<li>BIO {number} {name}</li>" for number, name in ((301, "Lakes"), (302, "Seas"), (303, "Rain")))
    found = read(f"<h1>Courses</h1><ul>{lines}</ul><h3>Key facts</h3><p>Total credits 58.5</p>").courses
    assert [course.credits_text for course in found] == [None, None, None]


def test_a_subject_written_as_a_word_is() -> None:
    rows = "".join(
        f"<tr><td>{code}</td><td>{name}</td><td>3.0</td></tr>"
        for code, name in (("ChE 101", "Heat and Mass"), ("Phy 127", "Waves"), ("ChE 4xx", "Elective III"))
    )
    table = f"<table><tr><th>Code</th><th>Course title</th><th>Unit load</th></tr>{rows}</table>"
    assert told(read(f"<h1>Courses</h1>{table}").courses) == [
        ("ChE 101", "Heat and Mass", 3.0),
        ("Phy 127", "Waves", 3.0),
    ]
    drawn = "Plan 201: LAND AND WATER (3 units)\nPlan 210.1: WORKSHOP (5 units)\nPlan 230: ESTATES (3 units)\n"
    assert told(read(f"<h1>Course descriptions</h1><pre>{drawn}</pre>").courses) == [
        ("Plan 201", "LAND AND WATER", 3.0),
        ("Plan 210.1", "WORKSHOP", 5.0),
        ("Plan 230", "ESTATES", 3.0),
    ]


@pytest.mark.parametrize(
    ("text", "is_open"), [("MATH XXX", True), ("ECE [ ]", True), ("MEL7XX", True), ("Part X", False)]
)
def test_a_code_that_is_still_open(text: str, *, is_open: bool) -> None:
    assert is_placeholder(text) is is_open


@pytest.mark.parametrize(
    ("text", "likely"), [("ART 310", True), ("MA 2024", False), ("Art 310", False), ("BUS 12", False)]
)
def test_a_subject_that_also_counts_something(text: str, *, likely: bool) -> None:
    assert (code_likelihood(text) >= 0.5) is likely


def test_what_a_course_was_called_before_is_none_of_its_title() -> None:
    lines = (
        "<li>ORI 3741 (previously 4741): Large Data</li><li>ORI 3200: Work and Rest (previously New Work)</li>"
        "<li>ORI 3350: Text, History and Literature</li>"
    )
    assert told(read(f"<h1>Courses</h1><ul>{lines}</ul>").courses) == [
        ("ORI 3741", "Large Data", None),
        ("ORI 3200", "Work and Rest", None),
        ("ORI 3350", "Text, History and Literature", None),
    ]


@pytest.mark.parametrize(("value", "code"), [("DB", "DB"), ("MA1", "MA1"), ("NVT", None), ("n.v.t.", None)])
def test_a_short_name_behind_a_label_for_codes(value: str, code: str | None) -> None:
    body = (
        f"<h1>Datenbanken</h1><dl><dt>Kürzel</dt><dd>{value}</dd><dt>Studiensemester</dt><dd>3</dd>"
        "<dt>Sprache</dt><dd>deutsch</dd><dt>Kreditpunkte</dt><dd>5</dd></dl>"
    )
    assert told(read(body, "Datenbanken", "module/datenbanken").courses) == [(code, "Datenbanken", 5.0)]


def test_terms_beside_each_other_in_a_plan_of_study() -> None:
    table = (
        "<table><tr><th>Fall</th><th>Credits</th><th>Spring</th><th>Credits</th></tr>"
        "<tr><td>Computer Science 131 + Lab</td><td>4</td><td>ROW 132 Rowing at Night</td><td>3</td></tr>"
        "<tr><td>General elective</td><td>3</td><td>Language requirement</td><td>3</td></tr></table>"
    )
    assert told(read(f"<h1>Curriculum</h1>{table}", path="about/curriculum").courses) == [
        ("Computer Science 131", None, 4.0),
        ("ROW 132", "Rowing at Night", 3.0),
    ]


MENU = "".join(f'<li><a href="/rows/{name}.html">{name}</a></li>' for name in ("Lakes", "Seas", "courses"))


def test_items_below_a_heading_for_courses_are_they_rather_than_a_menu_beside() -> None:
    items = "".join(f"<li>{name}</li>" for name in ("Animals of Lakes", "Plants of Lakes", "Life at Sea (H)"))
    body = f"<h1>Course offerings</h1><h2>Elective courses</h2><ul>{items}</ul><div><ul>{MENU}</ul></div>"
    assert [course.name for course in read(body, path="rows/courses.html").courses] == [
        "Animals of Lakes",
        "Plants of Lakes",
        "Life at Sea (H)",
    ]


def test_sorts_of_lessons_and_levels_around_german_titles() -> None:
    items = (
        "<li>V/S Datenanalyse II: Multivariate Verfahren mehrerer Veränderlicher (Kohl/Rabe, BA)</li>"
        "<li>S Regressionsmodelle für kategoriale abhängige Variablen (Kohl, MA)</li>"
        "<li>Soziale Ungleichheit im Vergleich dreier Länder (Rabe, MA)</li>"
    )
    found = read(f"<h1>Lehre</h1><h3>Lehrangebot Sommersemester 2026</h3><ul>{items}</ul>", "Lehre", "lehre").courses
    assert [course.name for course in found] == [
        "Datenanalyse II: Multivariate Verfahren mehrerer Veränderlicher",
        "Regressionsmodelle für kategoriale abhängige Variablen",
        "Soziale Ungleichheit im Vergleich dreier Länder",
    ]


def test_a_major_and_a_british_course_are_programmes() -> None:
    lines = "".join(f"<li>ROW {number} - Rowing {number} - Credits: (3)</li>" for number in range(301, 313))
    assert read(f"<h1>Rowing Major</h1><ul>{lines}</ul>", "Rowing Major", "rowmajor.html").kind == "programme"
    facts = (
        "<table><tr><td>Qualification</td><td>BA</td></tr><tr><td>UCAS Code</td><td>NG41</td></tr>"
        "<tr><td>Duration</td><td>3 years</td></tr></table>"
    )
    body = f"<h1>Prospectus</h1><h2>Rowing and Sailing</h2><h3>Course description</h3><p>All of it.</p>{facts}"
    assert read(body, "Rowing and Sailing, NG41", "prospectus/course.html").kind == "programme"


@pytest.mark.parametrize(
    ("code", "believed"),
    [("ENGL C1000", True), ("BIOL M12A", True), ("GR M10", True), ("ROOM B12", False), ("HALL A10", False)],
)
def test_a_number_may_stand_behind_the_letter_of_a_college(code: str, believed: bool) -> None:
    assert (code_likelihood(code) >= 0.5) is believed


def test_european_credits_count_where_units_are_told_before_them() -> None:
    rows = "<tr><th>Code</th><td>NET-05-04</td></tr><tr><th>Units</th><td>4</td></tr><tr><th>ECTS</th><td>5</td></tr>"
    found = read(f"<h1>Networks</h1><table>{rows}</table>", "Networks")
    assert told(found.courses) == [("NET-05-04", "Networks", 5.0)]


def test_hours_of_work_are_no_credits() -> None:
    rows = "".join(
        f"<tr><td><strong>{label}</strong><br>{value}</td></tr>"
        for label, value in (
            ("Modulsprache", "Deutsch"),
            ("Arbeitsaufwand (Stunden)", "300"),
            ("Leistungspunkte (LP)", "10"),
            ("Häufigkeit", "jedes Sommersemester"),
        )
    )
    found = read(f"<h1>Modul: Optik</h1><table>{rows}</table>", "Optik")
    assert [course.credits for course in found.courses] == [10.0]


def test_a_name_in_two_scripts_is_the_one_that_can_be_read_here() -> None:
    facts = {"Title": "Networks / Δίκτυα", "Code": "NET-05-04", "ECTS": "5"}
    rows = "".join(f"<tr><th>{label}</th><td>{value}</td></tr>" for label, value in facts.items())
    found = read(f"<h1>Networks</h1><table>{rows}</table>", "Networks")
    assert [course.name for course in found.courses] == ["Networks"]


def test_a_heading_with_the_code_alone_below_the_heading_of_the_title() -> None:
    rows = "".join(
        f"<div class=row><div class=title><h2><a href=/c/{at}>{name}</a></h2></div>"
        f"<div class=code><h2>{code}</h2></div></div>"
        for at, (name, code) in enumerate(
            (("Networks", "NET-05-04"), ("Databases", "DAT-06-01"), ("Logic", "LOG-01-02"))
        )
    )
    found = read(f"<h1>Courses</h1>{rows}")
    assert [(course.code, course.name) for course in found.courses] == [
        ("NET-05-04", "Networks"),
        ("DAT-06-01", "Databases"),
        ("LOG-01-02", "Logic"),
    ]


def test_bars_with_the_subject_in_full_the_title_and_the_hour() -> None:
    bars = "".join(
        f"<table><tr><td><p>Philosophy {number}</p></td><td>|</td><td><p>{name}</p></td>"
        f"<td><p>{at}</p></td></tr></table><p>To be announced.</p>"
        for number, name, at in (
            ("3", "Critical Thinking", "GIRV 1004 | MWF 9:00 - 9:50"),
            ("100C", "Meaning and Use", "SH 1609 | TR 2:00 - 3:15"),
            ("108/208G", "Social Science", "ARTS 1247 | TR 9:30 - 10:45"),
            ("165/265G", "Stoics", "GIRV 2127 | MWF 10:00 - 10:50"),
        )
    )
    found = read(f"<h1>Course descriptions</h1>{bars}")
    assert [(course.code, course.name) for course in found.courses] == [
        ("Philosophy 3", "Critical Thinking"),
        ("Philosophy 100C", "Meaning and Use"),
        ("Philosophy 108/208G", "Social Science"),
        ("Philosophy 165/265G", "Stoics"),
    ]


def test_chapters_and_weeks_in_rows_are_no_courses() -> None:
    rows = "".join(f"<tr><td>Chapter {n}</td><td>Part {name}</td></tr>" for n, name in enumerate("abcdefgh", 10))
    assert read(f"<h1>Reader</h1><table>{rows}</table>").courses == []


def test_a_table_of_a_short_term_is_read_as_the_longer_ones_drawn_alike() -> None:
    def term(name: str, *rows: tuple[str, str, int]) -> str:
        cells = "".join(f"<tr><td>{code}</td><td>{title}</td><td>{count}</td></tr>" for code, title, count in rows)
        head = f"<thead><tr><th colspan=2>{name}</th><th>Credits</th></tr></thead>"
        return f"<table class=plan>{head}<tbody>{cells}</tbody></table>"

    found = read(
        "<h1>Curriculum</h1>"
        + term("Term 1", ("AI5030", "Processes", 3), ("AI5000", "Foundations", 3), ("LA5180", "Skills", 1))
        + term("Summer", ("AI6105", "Thesis stage one", 3))
    )
    assert ("AI6105", "Thesis stage one", 3.0) in told(found.courses)


@pytest.mark.parametrize("heading", ["Studienverlauf", "Plan of study", "Master program"])
def test_a_plan_of_study_is_a_page_of_a_programme(heading: str) -> None:
    found = read(f"<h1>{heading}</h1><p>Two years, four terms.</p>", heading, "programs/mtech")
    assert found.kind == "programme"


def test_cards_with_the_code_a_sort_the_title_and_facts() -> None:
    cards = "".join(
        f"<li><article><div><span>{code}</span><div>{sort}</div></div><h3>{name}</h3>"
        f"<p>Sustained work with critique.</p><p>Painting · Fall · {count} cr</p></article></li>"
        for code, sort, name, count in (
            ("GD 510", "Core", "Typography", 3),
            ("GD 540", "Core", "Design Studio", 6),
            ("GD 615", "Elective", "Motion and Interaction", 3),
            ("GD 700", "Seminar", "Theory of Design", 3),
        )
    )
    assert told(read(f"<h1>Courses</h1><ul>{cards}</ul>").courses) == [
        ("GD 510", "Typography", 3.0),
        ("GD 540", "Design Studio", 6.0),
        ("GD 615", "Motion and Interaction", 3.0),
        ("GD 700", "Theory of Design", 3.0),
    ]
