"""Pages about one course that give it no code and no label: what their words, their title and their folder say."""

import pytest

from crawler.extraction import read_page, read_site
from crawler.extraction.findings import PageFindings, PageKind

ROOT = "https://school.example/"


def read(body: str, path: str = "bees/index.html", title: str = "") -> PageFindings:
    [page] = read_site([read_page(f"<title>{title}</title><body>{body}", ROOT + path)])
    return page


TOLD = (
    "<h1>Bee Keeping</h1><p>This course needs no more than a garden, and most who took it had one at home.</p>"
    "<h2>Homework Assignments</h2><p>The work for this course is handed in by e-mail, once a week.</p>"
    "<h2>Textbook</h2><p>The course follows a textbook on bees, of which the library has ten.</p>"
)


def test_a_page_that_speaks_of_this_course_is_of_one() -> None:
    page = read(TOLD, title="Ada Roth - Bee Keeping")
    assert (page.kind, [course.name for course in page.courses]) == (PageKind.COURSE, ["Bee Keeping"])


def test_what_stands_below_a_course_speaks_of_it_too_and_is_none() -> None:
    page = read(TOLD.replace("<h1>Bee Keeping</h1>", "<h1>Homework</h1>"), "bees/homework.html", "Homework")
    assert page.kind == PageKind.OTHER


def test_a_programme_of_which_courses_are_part_speaks_of_no_course_of_its_own() -> None:
    page = read(
        "<h1>About our school</h1><p>The course on bees is given in spring, and students will learn of honey.</p>"
        "<p>The course on wax is given in autumn, and students will learn of candles in it.</p>",
        "about.html",
    )
    assert page.kind == PageKind.OTHER


@pytest.mark.parametrize(
    ("heading", "name"),
    [
        ("Bijenteelt (WS 2026/2027)", "Bijenteelt"),
        ("Bienenkunde, Sommersemester 2027", "Bienenkunde"),
        ("Bee Keeping – Fall 2026", "Bee Keeping"),
    ],
)
def test_a_title_that_says_when_it_is_given_is_a_course_s(heading: str, name: str) -> None:
    page = read(f"<h1>{heading}</h1><h2>Prüfung</h2><p>Im Februar.</p>", "teaching/bees.html", f"Ada Roth | {heading}")
    assert (page.kind, [course.name for course in page.courses]) == (PageKind.COURSE, [name])


def test_news_of_a_term_is_no_course() -> None:
    page = read("<h1>Newsletter Fall 2026</h1><p>The bees are well.</p>", "news/fall.html", "Newsletter Fall 2026")
    assert page.kind == PageKind.OTHER


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Hauptseminar: Bienen und Wachs", "Bienen und Wachs"),
        ("Seminar: “Bienen und Wachs” (EPG II)", "Bienen und Wachs"),
        ("Ada Roth: Bienen und Wachs", "Bienen und Wachs"),
        ("Bienen: Wachs und Honig", "Bienen: Wachs und Honig"),
    ],
)
def test_the_form_of_teaching_and_the_owner_of_a_page_are_no_part_of_a_course_s_name(title: str, name: str) -> None:
    body = (
        f"<h1>{title}</h1><p>Raum: 12</p><p>Zielgruppe: alle</p><p>In diesem Seminar geht es um Bienen, denen es gut"
        " geht.</p><p>Das Seminar beginnt mit dem Wachs und endet mit dem Honig, wie jedes Jahr.</p>"
    )
    assert [course.name for course in read(body, "lehre/wachs.html", title).courses] == [name]


@pytest.mark.parametrize("line", ["Dr. Ada Roth", "Dr. Ada Roth, WS 2026/27", "Prof. Dr. Bo Linde / Ada Roth"])
def test_who_stands_by_themselves_around_a_course_s_title_teaches_it(line: str) -> None:
    page = read(
        f"<p><b>Bienen</b></p><p>{line}</p><p>Dieses Seminar macht mit Texten über Bienen bekannt, alten und neuen.</p>"
        "<p>Raum: 12</p><p>Zielgruppe: alle</p>",
        "lehre/bienen.html",
        "Bienen",
    )
    assert page.kind == PageKind.COURSE
    assert "Ada Roth" in [person.name for person in page.people]
    assert {role.kind for person in page.people for role in person.roles} == {"teacher"}


def test_a_folder_of_courses_takes_in_a_page_that_may_be_of_one() -> None:
    courses = [
        read_page(f"<h1>{name} (WS 2026/27)</h1><h2>Prüfung</h2><p>Im Februar.</p>", f"{ROOT}teaching/{name}.html")
        for name in ("Bienen", "Wachs", "Honig")
    ]
    doubtful = read_page(
        "<h1>Waben</h1><p>Dr. Ada Roth</p><h2>Prüfung</h2><p>Im Februar.</p>"
        "<p>Dieses Seminar handelt von den Waben und ihrem Bau.</p>",
        f"{ROOT}teaching/Waben.html",
    )
    assert doubtful.kind == PageKind.OTHER
    page = read_site([*courses, doubtful])[-1]
    assert (page.courses[0].name, [person.name for person in page.people]) == ("Waben", ["Ada Roth"])
    assert page.people[0].roles[0].name == "Waben"


def test_rooms_beside_a_course_s_title_are_no_codes_of_others() -> None:
    page = read(
        "<p>Computer Science 331</p><p><b>Principles of Bee Languages</b></p><p>MWF 11:30-12:20</p><p>Walsh 204</p>"
        "<p>Office: Walsh 112</p>",
        "cs331.html",
        "CS 331 Syllabus",
    )
    [course] = page.courses
    assert (course.code, course.name) == ("CS 331", "Principles of Bee Languages")


def test_a_role_in_brackets_behind_a_linked_name_is_theirs() -> None:
    links = [("Ada Roth", "Course Instructor"), ("Bo Linde", "TA")]
    items = "".join(
        f"<li><a href='mailto:{name.split()[0].lower()}@mail.example'>{name} ({role})</a></li>" for name, role in links
    )
    page = read(
        f"<h1>Philosophy 100D</h1><p>Philosophy of Bees</p><h2>Email Links</h2><ul>{items}</ul>", "p/phil100d.html"
    )
    teachers = [p.name for p in page.people if any(role.kind == "teacher" for role in p.roles)]
    assert teachers == ["Ada Roth"]


def test_a_footer_of_one_course_in_a_list_is_no_furniture() -> None:
    entries = "".join(
        f"<p class=course-title>Bees {n}</p><p class=course-footer>Instructor: Ada {name}</p>"
        for n, name in ((101, "Roth"), (102, "Linde"), (103, "Moll"))
    )
    page = read(f"<h1>Courses</h1>{entries}", "courses/list.html")
    assert [person.name for person in page.people] == ["Ada Roth", "Ada Linde", "Ada Moll"]


def test_the_address_of_a_webmaster_below_the_last_person_is_not_theirs() -> None:
    people = "".join(f"<tr><td>Instructor:</td><td>{name}</td></tr>" for name in ("Ada Roth", "Bo Linde"))
    page = read(
        f"<h1>Bees</h1><table>{people}</table><p><a href='mailto:wm4@mail.example'>Contact the Webmaster</a></p>"
    )
    assert [person.email for person in page.people] == [None, None]


MENU = (
    "<nav><ul><li><a href='/'>Home</a></li><li><a href='#'>Vakken</a><ul>"
    "<li><a href='/wax.html'>Was en kaarsen</a></li>"
    "<li><a href='/honey.html'>Honing</a></li><li><a href='/rooster.html'>Rooster</a></li></ul></li>"
    "<li><a href='/contact.html'>Contact</a></li></ul></nav>"
)


def test_what_a_menu_lists_below_a_word_for_courses_is_a_course() -> None:
    names = {"wax": "Was en kaarsen", "honey": "Honing", "rooster": "Rooster", "contact": "Contact"}
    pages = [
        read_page(f"{MENU}<h1>{name}</h1><p>Was komt van bijen.</p>", f"{ROOT}{path}.html")
        for path, name in names.items()
    ]
    courses = {page.courses[0].name for page in read_site(pages) if page.kind == PageKind.COURSE}
    assert courses == {"Was en kaarsen", "Honing"}


def test_a_page_that_speaks_of_this_programme_is_of_one() -> None:
    page = read(
        "<h1>Bees</h1><p>Students of this programme keep bees, and sell what comes of it at the market of the town.</p>"
        "<p>The programme takes three years, of which one is spent with a bee keeper elsewhere in the country.</p>"
        "<h2>Admission requirements</h2><p>Who likes bees may apply for the programme before May of each year.</p>",
        "programs/bees.html",
    )
    assert (page.kind, [programme.name for programme in page.programmes]) == (PageKind.PROGRAMME, ["Bees"])


def test_a_term_behind_a_teacher_in_a_heading_is_none_of_the_name() -> None:
    page = read(
        "<h3>CS 131 Bees I</h3><h4>Dr. Ada Roth, Spring 2026</h4><h3>Labs</h3>", "cs131/", "CS131 - Spring 2026"
    )
    assert [(person.name, person.roles[0].kind) for person in page.people] == [("Ada Roth", "teacher")]
