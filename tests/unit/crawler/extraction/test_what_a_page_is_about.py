"""What a page is about by its heading, its first words and the menu it stands in."""

import pytest

from crawler.extraction import read_site
from crawler.extraction.findings import PageKind

from .reading import read


@pytest.mark.parametrize(
    "opening",
    [
        "Deze cursus is de afsluiting van het jaar over bijen en hun honing.",
        "In dit vak komt alles samen wat je over bijen en hun honing weet.",
        "This course brings together what you know of bees and of their honey.",
    ],
)
def test_a_page_that_begins_with_this_course_is_one_s(opening: str) -> None:
    thanks = "Met dank aan de imker die dit vak (this course) en veel van de korven heeft gemaakt."
    found = read(f"<h1>Honing en Heuristieken</h1><p>{opening}</p><h2>Dank</h2><p>{thanks}</p>", "honing/")
    assert found.kind == PageKind.COURSE
    assert [course.name for course in found.courses] == ["Honing en Heuristieken"]


def test_a_page_that_speaks_of_a_course_further_on_is_not() -> None:
    found = read(
        "<h1>Nieuws van de bijen</h1><p>De korven zijn verplaatst naar het dak van het gebouw aan de weide.</p>"
        "<h2>Honing</h2><p>Deze cursus begint in september en duurt tot de bijen gaan slapen.</p>",
        "honing/",
    )
    assert found.kind == PageKind.OTHER


def test_a_heading_that_was_broken_for_its_looks_is_one_name() -> None:
    found = read(
        "<h1>Inleiding Honing<br> en Wastechnieken<br><small>Voor imkers</small></h1>"
        "<p>In dit vak leer je hoe bijen hun was maken en wat ermee kan.</p><h2>Docent</h2><p>Anna Vos</p>",
        "was/",
    )
    assert [course.name for course in found.courses] == ["Inleiding Honing en Wastechnieken"]


def test_a_heading_of_two_lines_stays_two() -> None:
    found = read("<h3>BEE 132 Combs<br>Dr. Anna Vos</h3><h4>Spring 2027</h4><p>Homework</p>", "bee132/")
    assert [course.name for course in found.courses] == ["Combs"]


def test_what_stands_beside_courses_in_a_menu_is_no_course() -> None:
    menu = (
        "<nav><ul><li><a href='courses.html'>Courses</a><li><a href='research.html'>Research</a>"
        "<li><a href='admission.html'>Admission</a><li><a href='diplomas.html'>Recent Diplomas</a></ul></nav>"
    )
    pages = [
        read(f"{menu}<p>Meadow College</p>", f"program/{name}.html", f"{title} | Undergraduate Program")
        for name, title in (("admission", "Admission"), ("diplomas", "Recent Diplomas"), ("research", "Research"))
    ]
    assert [page.courses for page in read_site(pages)] == [[], [], []]


def test_a_sentence_that_ends_in_a_code_lists_no_course() -> None:
    found = read(
        "<h1>Bees Major</h1><h3>Requirements</h3><ul><li>BEE 101 - Combs - Credits: (3)<li>BEE 102 - Wax - Credits: (3)"
        "<li>BEE 103 - Honey - Credits: (3)</ul><h3>Facts</h3><ul><li>In the early seventies, the second course on "
        "honey had the course code BEE 211.</ul>",
        "beesmajor.html",
    )
    assert [course.code for course in found.courses] == ["BEE 101", "BEE 102", "BEE 103"]


PITCH = "<p>Kies je richting. We helpen je graag op weg.</p>"


@pytest.mark.parametrize("heading", ["Slim Groen", "Dansen in het Park", "Blick von Oben", "Villa Nova", "Ten Boer"])
def test_a_heading_that_only_may_be_a_name_is_nobodys_page(heading: str) -> None:
    found = read(f"<h1>{heading}</h1>{PITCH}", "over", f"{heading} | Oever")
    assert (found.kind, found.people) == (PageKind.OTHER, [])


def test_the_footer_bears_no_name_out() -> None:
    footer = "<footer><div>Oever, Kade 1</div><div>Webmaster: Kris Claes</div></footer>"
    assert read(f"<h1>Studeren aan Kempenland</h1>{PITCH}{footer}", "", "Welkom").kind == PageKind.OTHER


@pytest.mark.parametrize(
    ("said", "path"),
    [
        ("<p>Lecturer in Physics</p>", "profile/1"),
        ('<p><a href="mailto:o.adebanji@oever.example">mail</a></p>', "1"),
        ("<p>Reads about tides.</p>", "people/oluwatamilore-adebanji"),
    ],
)
def test_a_first_name_that_nobody_knows_is_borne_out_by_what_stands_with_it(said: str, path: str) -> None:
    found = read(f"<h1>Oluwatamilore Adebanji</h1>{said}", path, "Oluwatamilore Adebanji")
    assert (found.kind, [one.name for one in found.people]) == (PageKind.PERSON, ["Oluwatamilore Adebanji"])


@pytest.mark.parametrize(
    ("function", "kind"),
    [("Opleidingsmanager", "programme_director"), ("Academiedirecteur", "dean"), ("Docent", "teacher")],
)
def test_a_heading_of_a_name_and_a_function_is_that_persons_page(function: str, kind: str) -> None:
    heading = f"<h1>Frits Zoutman <small>{function}</small></h1><p>f.zoutman@oever.example</p>"
    found = read(heading, "medewerkers/frits-zoutman", "Frits Zoutman | Oever")
    assert found.kind == PageKind.PERSON
    assert [(one.name, one.email, [role.kind for role in one.roles]) for one in found.people] == [
        ("Frits Zoutman", "f.zoutman@oever.example", [kind])
    ]
