"""What pages of one template agree on: it corrects and completes the single page.

Pages that stand in one folder and have their headings at the same spots were made by one template. Where the name of
the course stands on most of them it stands on the others too; words that most of them repeat there are the site's; a
page among many of courses is of one; and what labels give at one spot on several pages may be read there on a page
whose label nobody knows, if it reads as such a value.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import Any

from crawler.extraction.course_labels import labelled_code
from crawler.extraction.findings import Evidence, FoundCourse, FoundPerson, FoundRole, Method, PageFindings, PageKind
from crawler.extraction.own_title import name_in_title
from crawler.extraction.places import folder
from crawler.extraction.recognisers.credits import MOST_CREDITS, read_credits
from crm.text import clean, fold

FEWEST = 4
"""Pages about courses that show a template."""

FEWEST_SPOTS = 3
"""Pages on which labels give a value at one spot, from which on it is read there without a label."""

MOST_OF = 0.6
"""Share of the pages of a template, or of those with a value, that must agree."""


def settle_templates(pages: Iterable[PageFindings]) -> None:
    """Lets the pages of each template correct each other."""
    folders: dict[str, list[PageFindings]] = defaultdict(list)
    for page in pages:
        if "spots" in page.hints:
            folders[folder(page.url)].append(page)
    for group in folders.values():
        courses = [page for page in group if page.kind == PageKind.COURSE and page.courses]
        if len(courses) < FEWEST:
            continue
        spot = _name_spot(courses)
        if spot is not None:
            repeated = _repeated(group, spot)
            if len(courses) >= MOST_OF * len(group):
                courses += _taken_in(group, spot, repeated)
            _name(courses, spot, repeated)
        for name in ("credits", "code"):
            _fill(courses, name)


def make_course(page: PageFindings) -> None:
    """Makes a page about a course of one that was taken for something else."""
    page.kind = PageKind.COURSE
    page.programmes = []
    if not page.courses:
        name = name_in_title(page.hints.get("heading") or page.title or "", page.url)
        page.courses = [FoundCourse(clean(name) if name else None, url=page.url)]
        if page.courses[0].name:
            page.evidence.append(Evidence("courses[0].name", page.courses[0].name, Method.HEADING))
    known = {fold(person.name) for person in page.people}
    for name, raw, words in page.hints.get("teachers", []):
        if fold(name) not in known:
            page.evidence.append(Evidence(f"people[{len(page.people)}].name", words, Method.TEXT))
            page.people.append(FoundPerson(name, raw, roles=[FoundRole("teacher", "course", text=words)]))
    for person in page.people:
        for role in person.roles:
            if role.kind in {"teacher", "course_coordinator", "contact"} and not role.name:
                role.of, role.name, role.code = "course", page.courses[0].name, page.courses[0].code
                role.url = page.url


def _heads(page: PageFindings) -> dict[str, str]:
    heads: list[list[str]] = page.hints["spots"].get("heads", [])
    return {head[0]: head[1] for head in heads}


def _name_spot(courses: list[PageFindings]) -> str | None:
    """The spot of the heading that is the name of the course on most pages."""
    counted: Counter[str] = Counter()
    for page in courses:
        name = fold(page.courses[0].name or "")
        counted.update(spot for spot, text in _heads(page).items() if name and name in fold(text))
    spot, count = max(counted.items(), key=lambda entry: (entry[1], entry[0]), default=("", 0))
    texts = {fold(_heads(page).get(spot, "")) for page in courses}
    return spot if count >= MOST_OF * len(courses) and len(texts) * 10 >= 7 * len(courses) else None


def _repeated(group: list[PageFindings], spot: str) -> frozenset[str]:
    """What most pages of a template say in the same words in a heading elsewhere."""
    counted: Counter[str] = Counter()
    for page in group:
        counted.update({fold(text) for at, text in _heads(page).items() if at != spot})
    return frozenset(text for text, count in counted.items() if count >= max(FEWEST_SPOTS, len(group) / 2))


def _taken_in(group: list[PageFindings], spot: str, repeated: frozenset[str]) -> list[PageFindings]:
    """The pages of a template of courses that were taken for nothing in particular, made courses."""
    others = [
        page
        for page in group
        if page.kind == PageKind.OTHER and (name := _heads(page).get(spot)) and fold(name) not in repeated
    ]
    for page in others:
        make_course(page)
    return others


def _name(courses: list[PageFindings], spot: str, repeated: frozenset[str]) -> None:
    """Gives courses without a name of their own the one at the spot for names."""
    for page in courses:
        course, text = page.courses[0], _heads(page).get(spot)
        if text is None or (course.name and fold(course.name) not in repeated):
            continue
        name = name_in_title(text, page.url)
        if name is None or fold(name) in repeated:
            continue
        course.name = clean(name)
        page.evidence = [each for each in page.evidence if each.field != "courses[0].name"]
        page.evidence.append(Evidence("courses[0].name", clean(text), Method.HEADING))
        _name_roles(page, course)


def _name_roles(page: PageFindings, course: FoundCourse) -> None:
    for person in page.people:
        for role in person.roles:
            if role.of == "course" and (role.url == page.url or role.name is None):
                role.name = course.name


def _fill(courses: list[PageFindings], name: str) -> None:
    """Reads what a page leaves open at the spot where labels give it on other pages of the template."""
    counted = Counter(at for page in courses if (at := page.hints["spots"].get("spots", {}).get(name)) is not None)
    spot, count = max(counted.items(), key=lambda entry: (entry[1], entry[0]), default=("", 0))
    if count < FEWEST_SPOTS or count < MOST_OF * counted.total():
        return
    for page in courses:
        course = page.courses[0]
        text = next((text for at, text in page.hints["spots"].get("open", []) if at == spot), None)
        if text is not None and (course.credits_text if name == "credits" else course.code) is None:
            _take(page, course, name, text)


def _take(page: PageFindings, course: FoundCourse, name: str, text: str) -> None:
    if name == "code":
        course.code = labelled_code(text)
        said: Any = course.code
    else:
        stated = read_credits(text, bare=True)
        said = stated if stated is not None and (stated.number or 0) <= MOST_CREDITS else None
        if said is not None:
            course.credits, course.credits_text = said.number, clean(text, 200)
    if said is not None:
        page.evidence.append(Evidence(f"courses[0].{name}", clean(text), Method.TEXT))
