"""Puts together what was found on a page: its kind, its courses, and its people with their roles."""

from functools import cached_property

from crawler.extraction.attachment import Attachment
from crawler.extraction.belonging import Belonging
from crawler.extraction.blocks import Page
from crawler.extraction.course_labels import PageCourse, labelled_course
from crawler.extraction.course_lines import course_title, is_title, read_course_line
from crawler.extraction.courses import fill_regions, merged, table_courses, taught_entries, title_below, titled_lines
from crawler.extraction.designated import designated_address
from crawler.extraction.findings import Evidence, FoundCourse, Method, PageFindings, PageKind
from crawler.extraction.kind import judged
from crawler.extraction.lists import possible_courses
from crawler.extraction.mentions import find_mentions
from crawler.extraction.outline import Outline
from crawler.extraction.pairs import find_pairs
from crawler.extraction.people import PeopleReader
from crawler.extraction.programmes import page_programmes
from crawler.extraction.recognisers.course_codes import code_likelihood
from crawler.extraction.recognisers.languages import page_language
from crawler.extraction.recognisers.page_words import text_hint
from crawler.extraction.schema_org import Described
from crawler.extraction.signals import page_features
from crawler.extraction.tables import grids
from crawler.extraction.units import page_units
from crm.text import clean


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
        self._level = level
        self._people = PeopleReader(page, self.mentions, self.pairs, level=level, country=country)

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
        found.designated_address = designated_address(page)
        attachment = Attachment(
            self._outline,
            self._people,
            self.pairs,
            kind=found.kind,
            courses=courses,
            described=self.described,
            belonging=Belonging(page, found.kind, found.programmes, found.units),
        )
        found.people = attachment.found_people(people)
        found.evidence += attachment.evidence
        found.hints = {"scores": scores, "heading": clean(self._outline.subject_line, 200), "blocks": attachment.blocks}
        return found

    def _language(self) -> str | None:
        text = " ".join(line.text for line in self.page.lines if not line.box.furniture)[:6_000]
        return page_language(self.page.language, text)

    @cached_property
    def _own(self) -> PageCourse:
        return labelled_course(self.page, self.pairs)

    @cached_property
    def _listed(self) -> list[PageCourse]:
        rows = table_courses(self.page, self.tables)
        lines = titled_lines(self.page, self.tables)
        fill_regions(lines, self.pairs, self.page)
        listed = [*rows, *lines] or taught_entries(self.page, self.pairs)
        return sorted(listed, key=lambda course: course.start)

    def _courses(self, kind: PageKind) -> list[PageCourse]:
        if kind == PageKind.COURSE:
            return [self._own_course()]
        if kind == PageKind.COURSE_LIST:
            return merged(self._listed or self._possible)
        if kind == PageKind.PROGRAMME and len(self._listed) >= 3:
            return merged(self._listed)
        return []

    @cached_property
    def _possible(self) -> list[PageCourse]:
        return possible_courses(self.page, announced=self._outline.lists_courses)

    def _own_course(self) -> PageCourse:
        """The course the page is about: labels first, then what it tells machines, then its heading and title."""
        own = self._own
        course = own.course
        if self.described.courses:
            self._complete(own, self.described.courses[0])
        heading = self._outline.main_heading
        below = self._title_below_code() if heading is None and not course.name else None
        if below is not None:
            course.name = clean(course_title(below))
            own.evidence.append(("name", clean(below), Method.TEXT))
        first = heading.spaced if heading is not None else ""
        second = self._outline.title
        for text in (first, second) if heading is None or heading.level == 1 or not second else (second, first):
            if text:
                self._take_title(own, text)
        course.code = course.code or self._code_in_title()
        course.url = self.page.url
        return own

    def _title_below_code(self) -> str | None:
        """The title under a line with term and code among the first of a page without headings."""
        for line in self.page.lines[:12]:
            title = None if line.box.furniture else title_below(self.page, line)
            if title is not None:
                return title
        return None

    @staticmethod
    def _take_title(own: PageCourse, text: str) -> None:
        """Takes name and code from a heading or title, where labels gave none."""
        line = read_course_line(text)
        name: str | None = text
        if line is not None and line.code:
            if not own.course.code:
                own.course.code = clean(line.code, 40)
                own.evidence.append(("code", clean(text), Method.HEADING))
            name = line.name
        if not own.course.name and name and is_title(name) and not text_hint(name).get("course_list"):
            own.course.name = clean(course_title(name))
            own.evidence.append(("name", clean(text), Method.HEADING))

    def _code_in_title(self) -> str | None:
        """A piece of the title that is a code: "Web Design IV | WEBD-IV"."""
        for piece in self._outline.title_pieces:
            likelihood = code_likelihood(piece)
            if likelihood >= 0.5 or (likelihood >= 0.25 and piece.isupper() and "-" in piece):
                return clean(piece, 40)
        return None

    @staticmethod
    def _complete(own: PageCourse, described: FoundCourse) -> None:
        for name in ("name", "code", "credits", "credits_text", "language", "description"):
            value = getattr(described, name)
            if value is not None and getattr(own.course, name) in (None, ""):
                setattr(own.course, name, value)
                own.evidence.append((name, clean(str(value)), Method.SCHEMA_ORG))
