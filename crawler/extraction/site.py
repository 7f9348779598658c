"""What the pages of a site say about each other. Works from findings only, so nothing is parsed twice.

A listing names the pages it links to; what stands on most pages belongs to the site and not to them; a directory knows
the full names that course pages cut short. The result depends on the set of pages, never on their order.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import replace

from crawler.extraction.agreement import make_course, settle_templates
from crawler.extraction.course_lines import is_title
from crawler.extraction.descriptions import settle_descriptions
from crawler.extraction.findings import Evidence, FoundCourse, FoundPerson, Method, PageFindings, PageKind
from crawler.extraction.places import folder, place
from crawler.extraction.recognisers.page_words import is_page_word
from crawler.extraction.structure import settle_structure
from crawler.extraction.surnames import FullNames
from crawler.extraction.what_roles_are_of import settle_objects
from crm.text import clean, fold

FEWEST_PAGES = 8
"""A site of fewer pages has no furniture that could be told from its content."""

MOST_SHARE = 0.5
"""What stands on more than this share of a site's pages in the same words is furniture."""

JUDGED_ANEW = frozenset({PageKind.OTHER, PageKind.PROGRAMME})
"""Kinds of pages that listings may tell are of another kind."""

LISTED_AS_COURSE = 1.6
LISTED_AS_PERSON = 1.2
LISTED_IN_MENU = 2.2
"""What being listed adds to a page's score for that kind; a site's menu lists what its maker calls so."""

STANDS_AMONG_COURSES = 0.8
"""What a folder whose other pages are of courses adds to a page's score for being of one, where that is not nothing."""
LEAST_AMONG_COURSES = 0.9
FEWEST_COURSES = 3
"""Pages of courses that make a folder one of courses."""


def read_site(pages: Iterable[PageFindings]) -> list[PageFindings]:
    """The findings of all pages of a site, each helped by the others, in the order given; `pages` stay as they were."""
    return settle([_copy(page) for page in pages])


def settle(read: list[PageFindings]) -> list[PageFindings]:
    """The same with `read` itself, for who has no other use for the pages: a large site is in memory once."""
    by_place: dict[str, list[PageFindings]] = defaultdict(list)
    for page in read:
        by_place[place(page.url)].append(page)
    _drop_furniture(read)
    settle_templates(read)
    _rejudge(read)
    _drop_lists_of_lists(read, by_place)
    _name_courses(read)
    _complete_names(read)
    _clear_students(read, by_place)
    settle_structure(read)
    settle_objects(read)
    settle_descriptions(read)
    return read


def _copy(page: PageFindings) -> PageFindings:
    return replace(
        page,
        courses=[replace(c, periods=list(c.periods), programmes=list(c.programmes)) for c in page.courses],
        people=[replace(person, roles=[replace(role) for role in person.roles]) for person in page.people],
        programmes=[replace(programme) for programme in page.programmes],
        units=[replace(unit) for unit in page.units],
        evidence=list(page.evidence),
    )


def _drop_furniture(pages: list[PageFindings]) -> None:
    """Takes people off the pages that only repeat them in the same words as most others do."""
    if len(pages) < FEWEST_PAGES:
        return
    seen: Counter[tuple[str, str]] = Counter()
    for page in pages:
        blocks = page.hints.get("blocks", {})
        seen.update(
            {(person.name, blocks.get(str(at), "")) for at, person in enumerate(page.people) if str(at) in blocks}
        )
    common = {entry for entry, count in seen.items() if count > MOST_SHARE * len(pages)}
    if not common:
        return
    for page in pages:
        if page.kind in {PageKind.PERSON, PageKind.DIRECTORY}:
            continue
        blocks = page.hints.get("blocks", {})
        gone = {at for at, person in enumerate(page.people) if (person.name, blocks.get(str(at), "")) in common}
        if gone:
            _without_people(page, gone)


def _without_people(page: PageFindings, gone: set[int]) -> None:
    """Takes people off a page; the evidence of the others gets their new places."""
    places = [at for at in range(len(page.people)) if at not in gone]
    moved = {f"people[{old}]": f"people[{new}]" for new, old in enumerate(places)}
    page.people = [page.people[at] for at in places]
    kept = []
    for evidence in page.evidence:
        head, bracket, rest = evidence.field.partition("]")
        if head.startswith("people["):
            if head + bracket not in moved:
                continue
            evidence = replace(evidence, field=moved[head + bracket] + rest)  # noqa: PLW2901 - the same evidence at its new place
        kept.append(evidence)
    page.evidence = kept


def _rejudge(pages: list[PageFindings]) -> None:
    """Judges pages anew that listings of courses or people link to."""
    courses, people = _listed(pages)
    titles = {
        fold(course.name)
        for page in pages
        if page.kind == PageKind.COURSE_LIST
        for course in page.courses
        if course.name
    }
    among, in_menus = _folders_of_courses(pages), {place(url) for page in pages for url in page.hints.get("menu", ())}
    for page in pages:
        key = place(page.url)
        scores = dict(page.hints.get("scores", {}))
        if not scores or page.kind not in JUDGED_ANEW:
            continue
        scores["course"] = scores.get("course", 0.0) + LISTED_AS_COURSE * (
            key in courses or fold(page.hints.get("heading", "")) in titles
        )
        scores["course"] += LISTED_IN_MENU * (key in in_menus)
        if scores["course"] >= LEAST_AMONG_COURSES and folder(page.url) in among:
            scores["course"] += STANDS_AMONG_COURSES
        scores["person"] = scores.get("person", 0.0) + LISTED_AS_PERSON * (key in people)
        kind = PageKind(max(sorted(scores), key=lambda name: scores[name]))
        if kind == PageKind.COURSE:
            make_course(page)
        elif kind == PageKind.PERSON and page.people:
            page.kind = kind


def _folders_of_courses(pages: list[PageFindings]) -> set[str]:
    """The folders of which most pages that may be a course's are one's."""
    counted: dict[str, Counter[bool]] = defaultdict(Counter)
    for page in pages:
        if page.hints.get("scores", {}).get("course", 0.0) >= LEAST_AMONG_COURSES:
            counted[folder(page.url)][page.kind == PageKind.COURSE] += 1
    return {
        at
        for at, count in counted.items()
        if count[True] >= FEWEST_COURSES and count[True] >= MOST_SHARE * count.total()
    }


def _listed(pages: list[PageFindings]) -> tuple[set[str], set[str]]:
    """Places that lists of courses, and directories, link to as one of theirs."""
    courses: set[str] = set()
    people: set[str] = set()
    for page in pages:
        own = place(page.url)
        if page.kind in {PageKind.COURSE_LIST, PageKind.PROGRAMME}:
            courses.update(place(course.url) for course in page.courses if course.url)
        elif page.kind == PageKind.DIRECTORY:
            people.update(place(person.url) for person in page.people if person.url)
        courses.discard(own)
        people.discard(own)
    return courses, people


def _drop_lists_of_lists(pages: list[PageFindings], by_place: dict[str, list[PageFindings]]) -> None:
    """A page whose links lead to lists and not to courses lists no courses itself (an index of subjects)."""
    for page in pages:
        if page.kind != PageKind.COURSE_LIST or not page.courses or any(c.code or c.credits_text for c in page.courses):
            continue
        targets = [target for course in page.courses if course.url for target in by_place.get(place(course.url), ())]
        lists = sum(1 for target in targets if target.kind in {PageKind.COURSE_LIST, PageKind.DIRECTORY})
        if lists * 2 > len(targets):
            page.kind = PageKind.OTHER
            page.courses = []
            page.evidence = [evidence for evidence in page.evidence if not evidence.field.startswith("courses[")]


class _Listings:
    """What listings say of the pages they link to: names and codes, by address and by code."""

    def __init__(self, pages: list[PageFindings]) -> None:
        self.names: dict[str, Counter[str]] = defaultdict(Counter)
        self.names_of_code: dict[str, Counter[str]] = defaultdict(Counter)
        self.codes: dict[str, set[str]] = defaultdict(set)
        courses = (page for page in pages if page.kind == PageKind.COURSE and page.courses)
        wanted = {place(page.url) for page in courses if not page.courses[0].name}
        where: dict[str, str | None] = {}  # by address: its place, where a name is wanted there
        for page in pages:
            if page.kind != PageKind.COURSE:
                for course in page.courses:
                    self._learn(course)
            for link in page.links if wanted else ():
                if link.furniture:
                    continue
                if link.url not in where:  # the links of a site's pages are mostly the same ones
                    at = place(link.url)
                    where[link.url] = at if at in wanted else None
                named = where[link.url]
                if named is not None and is_title(link.text) and not is_page_word(link.text):
                    self.names[named][link.text] += 1

    def _learn(self, course: FoundCourse) -> None:
        if course.name and course.code:
            self.names_of_code[_code(course.code)][course.name] += 3
        if course.url and course.name:
            self.names[place(course.url)][course.name] += 3
        if course.url and course.code:
            self.codes[place(course.url)].add(course.code)

    def name(self, page: PageFindings) -> str | None:
        """The name most listings give to the course of `page`."""
        names = self.names.get(place(page.url)) or self.names_of_code.get(_code(page.courses[0].code or ""))
        return clean(max(sorted(names), key=lambda name: names[name])) if names else None


def _name_courses(pages: list[PageFindings]) -> None:
    """Gives courses without a name or code the one that listings give them."""
    listings = _Listings(pages)
    for page in pages:
        if page.kind != PageKind.COURSE or not page.courses:
            continue
        course = page.courses[0]
        codes = listings.codes.get(place(page.url), set())
        if course.code is None and len(codes) == 1:
            course.code = next(iter(codes))
            page.evidence.append(Evidence("courses[0].code", course.code, Method.TEXT))
        name = None if course.name else listings.name(page)
        if name is not None:
            course.name = name
            page.evidence.append(Evidence("courses[0].name", name, Method.TEXT))
            _name_roles(page, course)


def _name_roles(page: PageFindings, course: FoundCourse) -> None:
    for person in page.people:
        for role in person.roles:
            if role.of == "course" and role.name is None:
                role.name = course.name


def _code(code: str) -> str:
    return "".join(character for character in code.upper() if character.isalnum())


def _complete_names(pages: list[PageFindings]) -> None:
    """Gives surnames alone the full name that the site knows, where only one fits; what the page calls them stays."""
    known = FullNames()
    for page in pages:
        for person in page.people:
            known.add(person.name, place(person.url) if person.url else None)
        if page.kind == PageKind.PERSON and page.people:
            known.add(page.people[0].name, place(page.url))
    for page in pages:
        changed = False
        for person in page.people:
            full = known.full(person.name, place(person.url) if person.url else None)
            if full is not None and full != person.name:
                person.full_name, changed = full, True
        if changed:
            _merge_doubles(page)


def _merge_doubles(page: PageFindings) -> None:
    first: dict[str, FoundPerson] = {}
    gone: set[int] = set()
    for at, person in enumerate(page.people):
        known = first.setdefault(fold(person.full_name or person.name), person)
        if known is not person:
            if known.full_name and not person.full_name:
                known.name, known.full_name = person.name, None
            known.roles += [role for role in person.roles if role not in known.roles]
            known.email, known.phone, known.url = (
                known.email or person.email,
                known.phone or person.phone,
                known.url or person.url,
            )
            gone.add(at)
    if gone:
        _without_people(page, gone)


def _clear_students(pages: list[PageFindings], by_place: dict[str, list[PageFindings]]) -> None:
    """Whoever all directories list among students, emeriti or outsiders is no contact on their own page either."""
    listed: dict[str, list[bool]] = defaultdict(list)
    for page in pages:
        if page.kind == PageKind.DIRECTORY:
            for person in page.people:
                if person.url:
                    listed[place(person.url)].append(bool(person.roles))
    for key, contacts in listed.items():
        if not any(contacts):
            for page in by_place.get(key, []):
                if page.kind == PageKind.PERSON:
                    for person in page.people[:1]:
                        person.roles = []
