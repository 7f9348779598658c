"""Puts together what was found on a page: its kind, its courses, and its people with their roles."""

from functools import cached_property

from crawler.extraction.attachment import Attachment
from crawler.extraction.belonging import Belonging
from crawler.extraction.blocks import Line, Page
from crawler.extraction.bracketed_teachers import without_teachers
from crawler.extraction.countries import country_of
from crawler.extraction.course_labels import PageCourse, labelled_course
from crawler.extraction.course_tables import table_courses
from crawler.extraction.courses import fill_regions, merged, titled_lines, without_twins
from crawler.extraction.designated import designated_address
from crawler.extraction.doubles import join_spellings
from crawler.extraction.entries import described_entries, labelled_entries, taught_entries, titled_tables
from crawler.extraction.findings import Evidence, Method, PageFindings, PageKind
from crawler.extraction.headline import Headline, course_headline
from crawler.extraction.instructors import with_instructors
from crawler.extraction.kind import judged
from crawler.extraction.levels import level_of
from crawler.extraction.lists import announced_items, may_be_given, possible_courses
from crawler.extraction.mentions import find_mentions, with_subject
from crawler.extraction.menus import menu_courses
from crawler.extraction.named_lines import named_entries
from crawler.extraction.naming import Named
from crawler.extraction.outline import Outline
from crawler.extraction.own_course import complete_own, described_evidence
from crawler.extraction.own_title import address_the_reader, read_own_title
from crawler.extraction.pairs import find_pairs
from crawler.extraction.people import PeopleReader
from crawler.extraction.programmes import page_programmes
from crawler.extraction.recognisers.credits import MOST_CREDITS
from crawler.extraction.recognisers.languages import LONGEST, page_language
from crawler.extraction.recognisers.units import are_units
from crawler.extraction.schema_org import Described
from crawler.extraction.signals import page_features
from crawler.extraction.single_entry import single_entry
from crawler.extraction.spots import told_spots
from crawler.extraction.sprint_quotes import sprint_quote
from crawler.extraction.subject_tables import subject_rows
from crawler.extraction.tables import grids
from crawler.extraction.tailed_titles import Tailed, tailed_titles
from crawler.extraction.units import own_unit, page_units
from crm.text import clean

MAYBE_COURSE = 0.7
"""Score from which on a page may be of a course, if others of its template are."""

FEWEST_LISTED = 3
"""Courses that a programme's page lists at least, where not each of them has a code and credits; and of a list that a
page only gives to machines."""


class Assembly:
    """Reads one page. What several steps need is worked out once."""

    def __init__(self, page: Page, described: Described, *, level: str | None, country: str | None) -> None:
        self.page = page
        self.described = described
        self.tables = grids(page)
        self.pairs = find_pairs(page, self.tables)
        self.mentions = find_mentions(page, self.pairs, self.tables)
        self.features: dict[str, float] = {}
        self._outline = Outline(page)
        self._level = level = level_of(page, level)
        listed = self._listed
        beside = self._named if listed and any(entry is listed[0] for entry, _ in self._named) else []
        with_instructors(
            self._outline, self.mentions, listed, self._own, titled=self._sure_head, beside=beside, tails=self._tails
        )
        subject = with_subject(self._outline, self.mentions)
        join_spellings(self.mentions, subject)
        heading = self._outline.main_heading
        about = f"{page.title} {heading.text if heading is not None else ''}"
        self._people = PeopleReader(
            page,
            self.mentions,
            self.pairs,
            level=level,
            country=country_of(page, country),
            subject=subject,
            about=about,
        )

    def findings(self) -> PageFindings:
        """All that the page says, but for its links."""
        page = self.page
        found = PageFindings(page.url, title=page.title or None, canonical=page.canonical, alternates=page.alternates)
        robots = page.meta.get("robots", "").lower()
        found.noindex, found.nofollow = "noindex" in robots, "nofollow" in robots
        found.language = self._language()
        people = self._people.people(lists_people=self._outline.lists_people)
        self.features = page_features(
            self._outline,
            self.pairs,
            people,
            own=self._own,
            listed=self._listed,
            possible=self._possible,
            subjects=self._subjects,
            single=self._single,
            headline=self._headline,
            described=self.described,
        )
        found.kind, scores = judged(self.features)
        courses = self._courses(found.kind)
        found.courses = [course.course for course in courses]
        for at, course in enumerate(courses):
            found.evidence += [
                Evidence(f"courses[{at}].{name}", text, method) for name, text, method in course.evidence
            ]
        found.units = page_units(page, self._outline, self.pairs)
        found.programmes = page_programmes(
            self._outline, found.kind, self.tables, self.described, units=found.units, level=self._level
        )
        method = Method.SCHEMA_ORG if self.described.programmes else Method.HEADING
        found.evidence += [Evidence(f"programmes[{at}].name", p.name, method) for at, p in enumerate(found.programmes)]
        found.designated_address = designated_address(page) if self._people.finds_addresses else None
        if found.kind in {PageKind.COURSE, PageKind.PROGRAMME}:
            found.sprint_quote = sprint_quote(page)
        attachment = Attachment(
            self._outline,
            self._people,
            self.pairs,
            kind=found.kind,
            courses=courses,
            described=self.described,
            belonging=Belonging(page, found.kind, found.programmes, own_unit(self._outline)),
        )
        found.people = attachment.found_people(people)
        found.evidence += attachment.evidence
        found.hints = {"scores": scores, "heading": clean(self._outline.subject_line, 200), "blocks": attachment.blocks}
        if menu := menu_courses(page):
            found.hints["menu"] = menu
        if found.kind == PageKind.COURSE or (found.kind == PageKind.OTHER and scores["course"] >= MAYBE_COURSE):
            found.hints["spots"] = told_spots(page, self._own)
        if found.kind == PageKind.OTHER and scores["course"] >= MAYBE_COURSE:
            found.hints["teachers"] = [
                [clean(m.named.natural), clean(m.named.raw), clean(m.line.text)]
                for m in self.mentions
                if m.is_beside_title
            ]
        return found

    def _language(self) -> str | None:
        words: list[str] = []
        length = 0
        for line in self.page.content:
            words.append(line.text)
            length += len(line.text)
            if length >= LONGEST:
                break
        return page_language(self.page.language, " ".join(words))

    @cached_property
    def _own(self) -> PageCourse:
        return labelled_course(self.page, self.pairs)

    @cached_property
    def _listed(self) -> list[PageCourse]:
        rows = table_courses(self.page, self.tables, announced=self._outline.lists_courses)
        lines = titled_lines(self.page, self.tables, self._tails)
        fill_regions(lines, self.pairs, self.page)
        if not rows and not lines:
            lines = labelled_entries(self.page, self.pairs) or titled_tables(self.page, self.tables, self.pairs)
            lines = lines or described_entries(self.page, self.pairs) or taught_entries(self.page, self.pairs)
            lines = lines or [course for course, _ in self._named]
            fill_regions(lines, self.pairs, self.page)
        if not rows and not lines and len(self.described.courses) >= FEWEST_LISTED:
            return self._described
        listed = without_twins(sorted([*rows, *lines], key=lambda course: course.start))
        return [] if are_units([course.course.name or "" for course in listed]) else listed

    @cached_property
    def _tails(self) -> dict[int, Tailed]:
        """The lines of lists that go on with who teaches each course, where the page's words announce courses."""
        return tailed_titles(self.page) if self._outline.lists_courses else {}

    @cached_property
    def _named(self) -> list[tuple[PageCourse, list[Named]]]:
        return named_entries(self.page, announced=self._outline.lists_courses)

    def _courses(self, kind: PageKind) -> list[PageCourse]:
        if kind == PageKind.COURSE:
            return [self._own_course()]
        if kind == PageKind.COURSE_LIST:
            found = merged(self._listed or ([self._single] if self._single is not None else self._possible))
            return without_teachers(found, self.mentions)
        if kind == PageKind.PROGRAMME:
            listed = len(self._listed) >= FEWEST_LISTED or _are_counted(self._listed)
            return merged(self._listed if listed else announced_items(self.page) or self._subjects) or self._described
        return []

    @cached_property
    def _subjects(self) -> list[PageCourse]:
        return subject_rows(self.page, self.tables)

    @cached_property
    def _described(self) -> list[PageCourse]:
        """The courses that the page only describes to machines."""
        return [PageCourse(course, 0, 0, described_evidence(course)) for course in self.described.courses]

    @cached_property
    def _possible(self) -> list[PageCourse]:
        announced = self._outline.lists_courses
        found = possible_courses(self.page, self._tails, announced=announced or self._outline.is_of_term)
        names = [course.course.name or "" for course in found]
        if are_units(names) or address_the_reader(names) or self._are_of_unit(found):
            return []
        return found if announced or may_be_given(found) else []

    def _are_of_unit(self, found: list[PageCourse]) -> bool:
        """Whether a label announces units above most of what may be courses: "Department/School"."""
        lines = {line.index for pair in self.pairs if pair.field == "unit" for line in pair.values}
        return bool(lines) and sum(course.start in lines for course in found) * 2 > len(found)

    def _own_course(self) -> PageCourse:
        """The course the page is about."""
        if self._single is None:
            return complete_own(self._own, self._outline, self.described.courses, self._headline)
        own = self._own
        for name in ("name", "code", "credits", "credits_text"):
            setattr(own.course, name, getattr(self._single.course, name))
        own.evidence += self._single.evidence
        own.course.url = self.page.url
        return own

    @cached_property
    def _headline(self) -> Headline | None:
        return course_headline(self._outline)

    @property
    def _sure_head(self) -> Line | None:
        """The line in which the page's head surely names its course; its main heading where the title alone does."""
        headline = self._headline
        if headline is None or not headline.is_sure:
            return None
        return headline.line or self._outline.main_heading

    @cached_property
    def _single(self) -> PageCourse | None:
        """The one course that the page lists below a title that is none of a course."""
        heading = self._outline.main_heading
        titled = heading is not None and read_own_title(heading.spaced, self.page.url) is not None
        told = self._own.course.code or self._own.course.credits_text or self._listed
        return None if told or titled else single_entry(self.page)


def _are_counted(listed: list[PageCourse]) -> bool:
    """Whether two courses or more are told from whatever else a programme lists: each by its code and its credits."""
    courses = [one.course for one in listed]
    return len(courses) > 1 and all(each.code and 0 < (each.credits or 0) <= MOST_CREDITS for each in courses)
