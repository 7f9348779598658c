"""Pages of a site help each other, and their order does not matter."""

import json
import random

from crawler.extraction import read_page, read_site
from crawler.extraction.findings import FoundCourse, PageFindings, PageKind
from crawler.extraction.gathering import Gathering
from crawler.extraction.keeping import forget_answers
from crawler.extraction.naming import whole_name
from crawler.extraction.recognisers.vocabulary import vocabulary
from crawler.extraction.site import settle

ROOT = "https://school.example/"
LISTING = (
    "<h1>Onderwijscatalogus</h1><table><tr><th>Naam</th><th>Code</th><th>EC</th></tr>"
    "<tr><td><a href='c/DB1.html'>Databases</a></td><td>ICTDB01K</td><td>2</td></tr>"
    "<tr><td><a href='c/UX1.html'>User experience</a></td><td>ICTUX01K</td><td>2</td></tr>"
    "<tr><td><a href='c/SE1.html'>Security</a></td><td>ICTSE01K</td><td>2</td></tr></table>"
)
BARE = (
    "<table><tr><td>Cursus</td><td>ICTDB01K</td></tr><tr><td>Studiepunten</td><td>2</td></tr>"
    "<tr><td>Docent</td><td>Bakker</td></tr></table>"
)
STAFF = "<h1>Medewerkers</h1>" + "".join(
    f"<div class=c><h3>{name}</h3><p>Docent</p></div>" for name in ("Anna Bakker", "Bram Kuiper", "Cor Vos")
)


def site() -> list[PageFindings]:
    pages = {"index.html": LISTING, "c/DB1.html": BARE, "medewerkers/": STAFF}
    return [read_page(body, ROOT + path) for path, body in pages.items()]


def course_page(pages: list[PageFindings]) -> PageFindings:
    return next(page for page in read_site(pages) if page.url.endswith("DB1.html"))


def test_a_listing_names_the_course_it_links_to() -> None:
    [course] = course_page(site()).courses
    assert (course.name, course.code) == ("Databases", "ICTDB01K")


def test_a_directory_completes_a_surname() -> None:
    [person] = course_page(site()).people
    assert (person.name, person.full_name, person.roles[0].name) == ("Bakker", "Anna Bakker", "Databases")


def test_two_people_of_one_surname_leave_it_as_it_stands() -> None:
    pages = site()
    pages.append(read_page(STAFF.replace("Anna Bakker", "Dirk Bakker"), ROOT + "team/"))
    [person] = course_page(pages).people
    assert (person.name, person.full_name) == ("Bakker", None)


def test_the_order_of_the_pages_changes_nothing() -> None:
    pages = site()
    expected = {page.url: page.to_json() for page in read_site(pages)}
    for seed in range(5):
        random.Random(seed).shuffle(pages)
        assert {page.url: page.to_json() for page in read_site(pages)} == expected


def said(pages: list[PageFindings]) -> list[object]:
    return [(page.as_json("page"), [course.programmes for course in page.courses]) for page in pages]


def test_pages_gathered_in_little_memory_say_the_same() -> None:
    pages = site()
    expected = said(read_site(pages))
    gathering = Gathering()
    for page in pages:
        gathering.take(PageFindings.from_json(page.to_json()))
    assert said(settle(gathering.pages)) == expected


def test_a_link_that_stands_on_many_pages_is_held_once() -> None:
    gathering = Gathering()
    for number in range(3):
        gathering.take(read_page("<p><a href='/vakken/'>Vakken</a></p>", f"{ROOT}{number}.html"))
    assert len({id(link) for page in gathering.pages for link in page.links}) == 1


def test_what_is_forgotten_are_answers_and_not_vocabularies() -> None:
    course_page(site())
    assert whole_name.cache_info().currsize > 0
    forget_answers()
    assert whole_name.cache_info().currsize == 0
    assert vocabulary.cache_info().currsize > 0


def test_the_findings_given_stay_as_they_were() -> None:
    pages = site()
    before = [page.to_json() for page in pages]
    read_site(pages)
    assert [page.to_json() for page in pages] == before


def test_findings_survive_storage() -> None:
    for page in site():
        assert PageFindings.from_json(json.loads(json.dumps(page.to_json()))) == page


def test_whoever_stands_on_every_page_in_the_same_words_belongs_to_the_site() -> None:
    block = "<div><p>Vragen over de site?</p><p>Contactpersoon: Wim Vos</p></div>"
    pages = [
        read_page(
            f"<h1>Vak {n}</h1><p>Cursuscode: ICT-DB-{n}</p><p>Docent: Anna Bakker{n}</p>{block}", f"{ROOT}vakken/{n}"
        )
        for n in range(1, 13)
    ]
    assert all(any(person.name == "Wim Vos" for person in page.people) for page in pages)
    assert not any(person.name == "Wim Vos" for page in read_site(pages) for person in page.people)


def test_an_index_of_lists_lists_no_courses() -> None:
    index = "<h1>Courses</h1><ul>" + "".join(f"<li><a href='{n}/'>Subject {n}</a></li>" for n in ("a", "b", "c"))
    lists = [read_page(LISTING, f"{ROOT}courses/{n}/") for n in ("a", "b", "c")]
    read = read_site([read_page(index, ROOT + "courses/"), *lists])
    assert (read[0].kind, read[0].courses) == (PageKind.OTHER, [])


def test_a_link_that_says_what_sort_of_page_it_leads_to_names_no_course() -> None:
    listing = read_page('<p>More: <a href="/bees/teaching">Teaching</a></p>', "https://school.example/bees")
    course = read_page("<h1>Teaching</h1>", "https://school.example/bees/teaching")
    course.kind, course.courses = PageKind.COURSE, [FoundCourse(None, url=course.url)]
    assert read_site([listing, course])[1].courses[0].name is None
