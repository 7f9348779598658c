"""What a page says of its links: which are its courses and people, which only itself once more."""

from crawler.extraction.findings import FoundCourse, FoundPerson, FoundRole, Link, PageFindings, PageKind
from crawler.news import News
from crawler.prospects import NAMED, TWIN_COSTS, VIEW_COSTS, prospects

LIST = "https://school.example/index.php?id=3"


def promises(findings: PageFindings) -> dict[str, float]:
    """Address → promise, where words and address alone are worth 0.5."""
    found = prospects(findings.url, findings, lambda _url, _words: 0.5)
    return {each.url.removeprefix("https://school.example/"): each.promise for each in found}


def test_the_page_of_a_course_that_a_list_names_is_promised_most() -> None:
    page = PageFindings(LIST, courses=[FoundCourse("Databases", url="https://school.example/node/7")])
    page.links = [Link("https://school.example/node/7", "Databases"), Link("https://school.example/node/8", "Feest")]
    assert promises(page) == {"node/7": NAMED, "node/8": 0.5}


def test_who_is_no_contact_is_no_more_promised_than_words_say() -> None:
    student = FoundPerson("Noor Haddad", "Noor Haddad", url="https://school.example/p/1")
    teacher = FoundPerson(
        "Jan Smit", "Jan Smit", url="https://school.example/p/2", roles=[FoundRole("teacher", "unit")]
    )
    page = PageFindings(LIST, people=[student, teacher])
    page.links = [Link("https://school.example/p/1", "Noor"), Link("https://school.example/p/2", "Jan")]
    assert promises(page) == {"p/1": 0.5, "p/2": NAMED}


def test_the_same_page_in_another_language_and_another_view_of_it_come_later() -> None:
    page = PageFindings(LIST, alternates={"de": "https://school.example/de/3"})
    page.links = [
        Link("https://school.example/en/3", "English"),
        Link("https://school.example/index.php?id=3&type=98", "Printversie"),
        Link("https://school.example/index.php?id=3&page=2", "2"),
        Link("https://school.example/index.php?id=4", "Verder"),
    ]
    assert promises(page) == {
        "en/3": 0.5 - TWIN_COSTS,
        "index.php?id=3&type=98": 0.5 - VIEW_COSTS,
        "index.php?id=3&page=2": 0.5,
        "index.php?id=4": 0.5,
        "de/3": 0.5 - TWIN_COSTS,
    }


def test_a_menus_link_has_no_sisters_and_one_not_to_be_followed_is_none() -> None:
    page = PageFindings(LIST)
    page.links = [
        Link("https://school.example/a", "A", furniture=True),
        Link("https://school.example/b", "B"),
        Link("https://school.example/c", "C", nofollow=True),
    ]
    found = {each.url[-1]: each.parent for each in prospects(LIST, page, lambda _url, _words: 0.5)}
    assert found == {"a": "", "b": LIST}


def test_a_list_sorted_otherwise_is_no_news_and_the_page_of_a_listed_course_is() -> None:
    news = News()
    listed = PageFindings(
        LIST, kind=PageKind.COURSE_LIST, courses=[FoundCourse("Databases"), FoundCourse("Statistiek")]
    )
    again = PageFindings(LIST, kind=PageKind.COURSE_LIST, courses=[FoundCourse("Statistiek"), FoundCourse("Databases")])
    own = PageFindings(LIST, kind=PageKind.COURSE, courses=[FoundCourse("Databases", code="DB-1")])
    assert [news.has(page) for page in (listed, again, own, own, PageFindings(LIST))] == [
        True,
        False,
        True,
        False,
        False,
    ]
