"""Programmes and parts of a school: which words are their names, and where pages list them."""

import pytest

from crawler.extraction import read_page, read_site
from crawler.extraction.findings import PageFindings, PageKind
from crawler.extraction.programme_names import bare_name, is_list_word, programme_named, split_names
from crawler.extraction.units import is_unit, short_name, unit_name

from .reading import read


@pytest.mark.parametrize(
    ("text", "name", "degree"),
    [
        ("BSc Artificial Intelligence", "Artificial Intelligence", "BSc"),
        ("Bachelor Bedrijfskunde", "Bedrijfskunde", "Bachelor"),
        ("Master of Arts in History", "History", "Master of Arts"),
        ("Associate degree Software Development", "Software Development", "Associate degree"),
        ("mbo-opleiding Software developer (niveau 4, crebo 25998)", "Software developer", None),
        ("Psychology (BSc)", "Psychology", "BSc"),
        ("Verpleegkunde (voltijd)", "Verpleegkunde", None),
        ("De opleiding Mediavormgeving", "Mediavormgeving", None),
        ("HBO-ICT", "HBO-ICT", None),
        ("Master of Arts and Culture", "Master of Arts and Culture", None),
        ("Bachelor in de digitale media", "Bachelor in de digitale media", None),
        ("ad hoc ontwerp", "ad hoc ontwerp", None),
        ("Bachelor", "Bachelor", None),
    ],
)
def test_degree_and_form_are_no_part_of_a_programmes_name(text: str, name: str, degree: str | None) -> None:
    assert bare_name(text) == (name, degree)


def test_a_crebo_code_makes_an_mbo_programme() -> None:
    found = programme_named("Software developer (niveau 4, crebo 25998)")
    assert (found.name, found.level, found.code) == ("Software developer", "mbo", "25998")


def test_headings_over_lists_are_no_programmes() -> None:
    assert is_list_word("Opleidingen 2026-2027")
    assert is_list_word("Onze opleidingen")
    assert not is_list_word("Opleiding Verpleegkunde")


def test_a_comma_parts_names_and_a_small_word_behind_it_does_not() -> None:
    assert split_names("Business IT & Management, HBO-ICT") == ("Business IT & Management", "HBO-ICT")
    assert split_names("Sport, gezondheid en bewegen") == ("Sport, gezondheid en bewegen",)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Faculteit ICT", "Faculteit ICT"),
        ("Het team van de Faculteit ICT", "Faculteit ICT"),
        ("Medewerkers Faculteit Gezondheid", "Faculteit Gezondheid"),
        ("Dean of the Faculty of Science", "Faculty of Science"),
        ("Informatics Institute", "Informatics Institute"),
        ("Domein Gezondheid, Sport en Welzijn", "Domein Gezondheid, Sport en Welzijn"),
        ("Academie voor Beeld en Geluid", "Academie voor Beeld en Geluid"),
        ("school spreken elkaar drie keer", None),
        ("De leiding van de faculteit", None),
        ("College van Bestuur", None),
        ("Summer School Coastal Data", None),
        ("Onze faculteit is groot", None),
        ("Hogeschool aan Zee", None),
    ],
)
def test_the_name_of_a_part_of_the_school_is_its_word_and_capitals(text: str, name: str | None) -> None:
    assert unit_name(text) == name


def test_a_part_has_a_short_name() -> None:
    assert short_name("College Techniek & ICT") == "techniek ict"
    assert short_name("Faculty of Science") == "science"
    assert is_unit("Faculteit ICT")
    assert not is_unit("Het team van de Faculteit ICT")


def test_a_faculty_lists_its_programmes_and_is_the_part_they_belong_to() -> None:
    page = (
        "<h1>Faculteit Zorg</h1><h2>Opleidingen</h2><ul><li><a href='/opleidingen/vp/'>Verpleegkunde</a></li>"
        "<li><a href='/opleidingen/lo/'>Bachelor Logopedie</a></li></ul><h2>Nieuws</h2><p>Open dag</p>"
    )
    found = read_page(page, "https://school.example/faculteiten/zorg/", level="hbo")
    assert [(p.name, p.degree, p.level, p.unit) for p in found.programmes] == [
        ("Verpleegkunde", None, "hbo", "Faculteit Zorg"),
        ("Logopedie", "Bachelor", "hbo", "Faculteit Zorg"),
    ]
    assert [unit.name for unit in found.units] == ["Faculteit Zorg"]


def test_a_table_with_a_column_for_them_lists_programmes_with_their_codes() -> None:
    page = (
        "<h2>Opleidingen</h2><table><tr><th>Opleiding</th><th>Crebo</th><th>Niveau</th></tr>"
        "<tr><td><a href='kok.htm'>Kok</a></td><td>25180</td><td>2</td></tr>"
        "<tr><td><a href='bakker.htm'>Bakker</a></td><td>25174</td><td>2</td></tr></table>"
    )
    found = read_page(page, "https://roc.example/aanbod.htm", level="mbo")
    assert [(p.name, p.code) for p in found.programmes] == [("Kok", "25180"), ("Bakker", "25174")]


def test_what_a_list_of_programmes_links_to_is_about_one() -> None:
    listing = (
        "<h2>Opleidingen</h2><table><tr><th>Opleiding</th><th>Crebo</th></tr>"
        "<tr><td><a href='/horeca/kok.htm'>Kok</a></td><td>25180</td></tr></table>"
    )
    own = "<h2>Kok</h2><p>Crebo 25180, niveau 2.</p><p>Teamleider: Anna de Wit</p>"
    college = "<h2>College Horeca</h2><p><a href='/horeca/kok.htm'>Kok</a></p>"
    site = "https://roc.example"
    pages = read_site(
        [
            read_page(listing, f"{site}/aanbod.htm", level="mbo"),
            read_page(own, f"{site}/horeca/kok.htm", level="mbo"),
            read_page(college, f"{site}/horeca/", level="mbo"),
        ]
    )
    assert [str(page.kind) for page in pages] == ["other", "programme", "other"]
    [person] = pages[1].people
    assert [(r.kind, r.of, r.name) for r in person.roles] == [("programme_director", "programme", "Kok")]
    assert [(p.name, p.unit) for p in pages[2].programmes] == [("Kok", "College Horeca")]


def test_a_label_of_a_course_names_its_programmes_and_the_page_lists_none() -> None:
    course = (
        "<h1>Databases</h1><table><tr><th>Code</th><td>ICT-DB-1</td></tr><tr><th>Studiepunten</th><td>5 EC</td></tr>"
        "<tr><th>Opleiding</th><td>HBO-ICT, Business IT &amp; Management</td></tr></table>"
    )
    [page] = read_site([read_page(course, "https://school.example/vakken/db/", level="hbo")])
    assert page.programmes == []
    assert page.courses[0].programmes == ["HBO-ICT", "Business IT & Management"]


DUTCH = "<p>De opleiding duurt een jaar en bestaat uit zes vakken, een project en een scriptie.</p>"
ENGLISH = "<p>The programme takes one year and consists of six courses, one project and a thesis about the coast.</p>"


def _twins(back: str) -> set[str | None]:
    """The addresses that the programme has of whose page there are two; on the second `back` links to the first."""
    en, nl = "https://school.example/en/degrees/coast", "https://school.example/nl/studies/kust"
    pages = [
        read_page(f"<html lang=nl><a href={en}>English</a><main><h1>MSc Coastal Studies</h1>{DUTCH}</main>", nl),
        read_page(f"<html lang=en>{back}<main><h1>MSc Coastal Studies</h1>{ENGLISH}</main>", en),
        read_page(
            "<html lang=nl><main><h1>Opleidingen</h1><ul><li><a href=/nl/studies/kust>MSc Coastal Studies</a></li>"
            "<li><a href=/nl/studies/zee>MSc Zeerecht</a></li></ul></main>",
            "https://school.example/nl/studies/",
        ),
    ]
    found = [programme for page in read_site(pages) for programme in page.programmes]
    return {programme.url for programme in found if programme.name == "Coastal Studies"}


def test_a_programme_whose_page_stands_in_two_languages_is_one() -> None:
    assert _twins("<a href=/nl/studies/kust>Nederlands</a>") == {"https://school.example/en/degrees/coast"}


def test_pages_that_do_not_link_to_each_other_are_of_two_programmes() -> None:
    assert len(_twins("")) == 2


def _programme_with(*rows: str) -> PageFindings:
    body = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row.split('|'))}</tr>" for row in rows)
    return read_page(
        "<html lang=nl><title>HBO-ICT</title><h1>Opleiding HBO-ICT</h1><table>"
        f"<tr><th>Code</th><th>Vak</th><th>EC</th><th>Docent</th></tr>{body}</table></html>",
        "https://www.school.example/opleidingen/ict",
    )


def test_a_programme_lists_two_courses_where_each_has_its_code_and_credits() -> None:
    found = _programme_with("ICT101|Webontwikkeling|5|Anna Mol", "ICT102|Databases|5|Jan Vos")
    assert found.kind is PageKind.PROGRAMME
    assert [(one.code, one.name, one.credits) for one in found.courses] == [
        ("ICT101", "Webontwikkeling", 5.0),
        ("ICT102", "Databases", 5.0),
    ]


def test_what_counts_for_more_than_a_year_is_no_course_of_a_programme() -> None:
    found = _programme_with("30020|HBO-ICT voltijd|240|Anna Mol", "30021|HBO-ICT deeltijd|240|Jan Vos")
    assert found.courses == []


def test_cards_that_say_how_each_is_studied_are_programmes_whatever_stands_above() -> None:
    cards = "".join(
        f"<div class=card><div><a href=p{n}>{name}</a></div><div>{facts}</div></div>"
        for n, (name, facts) in enumerate(
            [
                ("Bijenkunde", "Bachelor, voltijd, 4 jaar"),
                ("Wasbewerking", "Niveau 4, BOL"),
                ("Nieuwe imkers", "Lees verder"),
            ]
        )
    )
    found = read(f"<h1>Academie Bijen</h1><div>{cards}</div>", "", "Academie Bijen")
    assert [programme.name for programme in found.programmes] == ["Bijenkunde", "Wasbewerking"]


@pytest.mark.parametrize(
    "heading", ["Kies jouw opleiding", "Onze IT-opleidingen", "Explore our degrees", "Alle bachelors"]
)
def test_a_heading_over_programmes_may_be_said_in_other_words(heading: str) -> None:
    items = "<li><a href=a>Bijenkunde</a></li><li><a href=b>Wasbewerking</a></li>"
    found = read(f"<h1>Welkom</h1><h2>{heading}</h2><ul>{items}</ul>", "", "Welkom")
    assert [programme.name for programme in found.programmes] == ["Bijenkunde", "Wasbewerking"]


def test_programmes_stand_in_groups_below_their_heading_and_news_does_not() -> None:
    groups = "".join(
        f"<h2>{group}</h2><h3><a href={name}>{name}</a></h3>"
        for group, name in (("ICT", "Bijenkunde"), ("Zorg", "Wasbewerking"))
    )
    news = "<h2>Nieuws</h2><h3><a href=n>Studenten winnen prijs</a></h3>"
    found = read(f"<h1>Opleidingen</h1>{groups}{news}", "opleidingen", "Opleidingen")
    assert [programme.name for programme in found.programmes] == ["Bijenkunde", "Wasbewerking"]
