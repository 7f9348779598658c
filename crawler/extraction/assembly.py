"""Puts together what was found on a page: decides its kind, which courses and people it has, and who does what of which."""

import re
from bisect import bisect_right
from dataclasses import replace
from functools import cached_property

from crawler.extraction.blocks import Line, Page
from crawler.extraction.course_lines import course_title, is_title, read_course_line
from crawler.extraction.courses import (
    PageCourse,
    course_labels,
    fill_regions,
    labelled_course,
    merged,
    table_courses,
    titled_lines,
)
from crawler.extraction.findings import (
    Evidence,
    FoundCourse,
    FoundPerson,
    FoundProgramme,
    FoundRole,
    Method,
    PageFindings,
    PageKind,
)
from crawler.extraction.groups import is_outside_group, is_teaching_group
from crawler.extraction.kind import address_hints, judged, last_part, word_features
from crawler.extraction.mentions import find_mentions
from crawler.extraction.naming import Named, whole_name
from crawler.extraction.labelling import field_of
from crawler.extraction.lists import possible_courses
from crawler.extraction.pairs import find_pairs
from crawler.extraction.people import PagePerson, PeopleReader, found_role
from crawler.extraction.recognisers.course_codes import code_likelihood
from crawler.extraction.recognisers.email_owners import belongs_to
from crawler.extraction.recognisers.languages import page_language
from crawler.extraction.recognisers.page_words import group_hint, text_hint
from crawler.extraction.recognisers.roles import RoleReading
from crawler.extraction.schema_org import Described
from crawler.extraction.tables import grids
from crm.text import clean, fold

_OF = {"programme_coordinator": "programme", "programme_director": "programme", "internship_coordinator": "programme"}
_TITLE_PIECES = re.compile(r"\s+[|–—·»-]\s+")
_NO_CONTACT_GROUPS = frozenset({"student", "alumni", "outsider"})


class Assembly:
    """Reads one page. The steps are properties, each worked out once."""

    def __init__(self, page: Page, described: Described, *, level: str | None, country: str | None) -> None:
        self.page = page
        self.described = described
        self.tables = grids(page)
        self.pairs = find_pairs(page, self.tables)
        self.mentions = find_mentions(page, self.pairs, self.tables)
        self._people = PeopleReader(page, self.mentions, self.pairs, level=level, country=country)
        self.features: dict[str, float] = {}
        self._evidence: list[Evidence] = []

    def findings(self) -> PageFindings:
        """All that the page says."""
        page = self.page
        found = PageFindings(page.url, title=page.title or None, canonical=page.canonical, alternates=page.alternates)
        robots = page.meta.get("robots", "").lower()
        found.noindex, found.nofollow = "noindex" in robots, "nofollow" in robots
        found.language = self._language()
        people = self._people.people()
        self.features = self._features(people)
        found.kind, scores = judged(self.features)
        courses = self._courses(found.kind)
        found.courses = [course.course for course in courses]
        for at, course in enumerate(courses):
            for name, text, method in course.evidence:
                self._evidence.append(Evidence(f"courses[{at}].{name}", text, method))
        found.programmes = self._programmes(found.kind)
        found.people = self._found_people(found, courses, people)
        found.evidence = self._evidence
        found.hints = {"scores": scores}
        heading = self.main_heading
        if heading is not None:
            found.hints["heading"] = clean(heading.text, 200)
        return found

    # The page as a whole

    @cached_property
    def headings(self) -> list[Line]:
        """The page's headings outside furniture, highest rank first, then in page order."""
        lines = [line for line in self.page.lines if 0 < line.level < 7 and not line.box.furniture]
        return sorted(lines, key=lambda line: (line.level, line.index))

    @cached_property
    def main_heading(self) -> Line | None:
        """The heading that says what the page is about: the first of the first rank."""
        if not self.headings or self.headings[0].level > 3:
            return None
        pieces = {fold(piece) for piece in _TITLE_PIECES.split(self.page.title)}
        same = [
            line for line in self.headings[:3] if line.level == self.headings[0].level and fold(line.text) in pieces
        ]
        return same[-1] if same else self.headings[0]

    @cached_property
    def title_words(self) -> str:
        """The title of the page without the name of the site."""
        pieces = [piece for piece in _TITLE_PIECES.split(self.page.title) if piece]
        if not pieces:
            return ""
        heading = fold(self.main_heading.text) if self.main_heading is not None else ""
        for piece in pieces:
            if heading and fold(piece) == heading:
                return piece
        return pieces[0]

    def _language(self) -> str | None:
        text = " ".join(line.text for line in self.page.lines if not line.box.furniture)[:6_000]
        return page_language(self.page.language, text)

    def _features(self, people: list[PagePerson]) -> dict[str, float]:
        headings = [line.text for line in self.headings[:2]]
        features = word_features(self.page.url, self.title_words, headings)
        labels = course_labels(self.pairs)
        features["course_labels"] = float(min(len(labels), 6))
        own = self._own
        features["course_code"] = float(bool(own.course.code))
        heading = self.main_heading
        if heading is not None:
            line = read_course_line(heading.spaced)
            features["code_in_heading"] = float(line is not None and line.code is not None)
        listed = [course for course in self._listed if course.course.name or course.course.code]
        features["maybe_courses"] = float(not listed and bool(self._possible))
        features["list_heading"] = float(self._announces_courses)
        features["no_courses"] = float(self._announces_courses and not listed and not self._possible)
        features["outsiders"] = float(any(group_hint(text) == "outsider" for text in [self.title_words, *(line.text for line in self.headings[:4])]))
        features["three_courses"] = float(len(listed) >= 3)
        features["ten_courses"] = float(len(listed) >= 10)
        features["structured_course"] = float(len(self.described.courses) == 1)
        features["structured_programme"] = float(bool(self.described.programmes))
        features["structured_person"] = float(len(self.described.people) == 1)
        labelled = [person for person in people if person.known_as & {"teacher", "course_coordinator"}]
        features["course_people"] = float(bool(labelled) and len(labelled) <= 8 and not listed)
        for person in people:
            person.listed = person.listed or (person.siblings == 2 and self._lists_people)
        records = [
            p for p in people if p.main.whole and not p.labelled and (p.email or p.readings or (p.listed and p.group))
        ]
        listing = [p for p in people if p.main.whole and p.listed and not p.labelled]
        records = [p for p in records if not p.main.weak or p.readings or self._lists_people]
        count = max(len(records), len(listing) if self._lists_people else 0)
        features["two_people"] = float(count >= 2)
        features["three_people"] = float(count >= 3)
        features["eight_people"] = float(count >= 8)
        features["no_people"] = float(self._lists_people and not count)
        slug = fold(last_part(self.page.url)).split()
        subject = self.subject
        if subject is not None:
            in_heading = heading is not None and whole_name(heading.text) is not None
            features["heading_is_name"] = 1.0 if in_heading else 0.6
            features["address_is_name"] = float(bool(slug) and all(part in fold(subject.natural) for part in slug))
            own_key = fold(subject.natural).replace(" ", "")
            described = [p for p in people if p.key == own_key and (p.email or p.phone or p.readings)]
            features["described_subject"] = float(bool(described))
        elif heading is not None and slug:
            words = set(fold(heading.text).split())
            features["address_is_title"] = float(len(slug) > 1 and len(words.intersection(slug)) * 10 >= len(slug) * 7)
        features["one_with_mail"] = float(len(records) == 1 and records[0].email is not None)
        features["programme_labels"] = float(any(pair.field in {"degree", "level"} for pair in self.pairs))
        return {name: value for name, value in features.items() if value}

    @cached_property
    def _lists_people(self) -> bool:
        """Whether address, title or heading say that people are listed here."""
        texts = [self.title_words, *(line.text for line in self.headings[:1])]
        hints = [address_hints(self.page.url)[1], *map(text_hint, texts)]
        return any(hint.get("directory", 0.0) >= 0.5 for hint in hints) or any(group_hint(text) for text in texts)

    @cached_property
    def subject(self) -> Named | None:
        """The person that the page is about, if its heading or title is a name."""
        heading = self.main_heading
        pieces = _TITLE_PIECES.split(self.page.title)
        titles = [self.title_words, *pieces[-1:]] if heading is None or heading.level > 1 else []
        for text in [heading.text if heading is not None else "", *titles]:
            named = whole_name(text) if text else None
            if named is not None and named.score >= 0.6:
                return named
        return None

    # Courses

    @cached_property
    def _own(self) -> PageCourse:
        return labelled_course(self.page, self.pairs)

    @cached_property
    def _listed(self) -> list[PageCourse]:
        rows = table_courses(self.page, self.tables)
        lines = [course for course in titled_lines(self.page, self.tables)]
        fill_regions(lines, self.pairs, self.page)
        return sorted([*rows, *lines], key=lambda course: course.start)

    def _courses(self, kind: PageKind) -> list[PageCourse]:
        if kind == PageKind.COURSE:
            return [self._own_course()]
        if kind == PageKind.COURSE_LIST:
            return merged(self._listed or self._possible)
        if kind == PageKind.PROGRAMME and len(self._listed) >= 3:
            return merged(self._listed)
        return []

    @cached_property
    def _announces_courses(self) -> bool:
        """Whether address, title or heading say that courses are listed here."""
        texts = [self.title_words, *(line.text for line in self.headings[:1])]
        hints = [address_hints(self.page.url)[1], *map(text_hint, texts)]
        plural = any(
            field_of(text) in {"taught_courses", "course_name"} and not whole_name(text) for text in texts if text
        )
        return plural or any(hint.get("course_list", 0.0) >= 0.4 for hint in hints)

    @cached_property
    def _possible(self) -> list[PageCourse]:
        return possible_courses(self.page, announced=self._announces_courses)

    def _own_course(self) -> PageCourse:
        """The course the page is about: labels first, then what it tells machines, then its heading and title."""
        own = self._own
        course = own.course
        if self.described.courses:
            self._complete(own, self.described.courses[0])
        heading = self.main_heading
        for text, method in ((heading.spaced if heading else "", Method.HEADING), (self.title_words, Method.HEADING)):
            if not text or (course.name and course.code):
                continue
            line = read_course_line(text)
            if line is not None and line.code:
                if not course.code:
                    course.code = clean(line.code, 40)
                    own.evidence.append(("code", clean(text), method))
                text = line.name or ""
            if not course.code and text == self.title_words:
                course.code = self._code_in_title()
            if not course.name and text and is_title(text) and not text_hint(text).get("course_list"):
                course.name = clean(course_title(text))
                own.evidence.append(("name", clean(text), method))
        course.url = self.page.url
        return own

    def _code_in_title(self) -> str | None:
        """A piece of the title that is a code: "Web Design IV | WEBD-IV"."""
        for piece in _TITLE_PIECES.split(self.page.title):
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

    def _programmes(self, kind: PageKind) -> list[FoundProgramme]:
        programmes = list(self.described.programmes)
        if kind == PageKind.PROGRAMME and not programmes:
            heading = self.main_heading
            name = heading.text if heading is not None else self.title_words
            if name:
                programmes.append(FoundProgramme(clean(name), url=self.page.url))
                self._evidence.append(Evidence("programmes[0].name", clean(name), Method.HEADING))
        return programmes

    # People

    def _found_people(
        self, found: PageFindings, courses: list[PageCourse], people: list[PagePerson]
    ) -> list[FoundPerson]:
        starts = [course.start for course in courses]
        result: list[FoundPerson] = []
        for person in people:
            if not self._is_person(found.kind, person):
                continue
            entry = FoundPerson(
                clean(person.main.named.natural),
                raw=clean(person.main.named.raw),
                titles=[clean(title, 60) for title in person.main.named.parsed.titles],
                email=person.email,
                phone=person.phone,
                url=next((m.url for m in person.mentions if m.url), None),
            )
            entry.roles = self._roles(found.kind, person, courses, starts)
            at = len(result)
            result.append(entry)
            self._explain(at, person, entry)
        if found.kind == PageKind.COURSE:
            _coordinators_teach(result)
        return result

    def _explain(self, at: int, person: PagePerson, entry: FoundPerson) -> None:
        main = person.main
        self._evidence.append(Evidence(f"people[{at}].name", clean(main.line.text), main.method))
        if person.email_line is not None:
            self._evidence.append(Evidence(f"people[{at}].email", clean(person.email_line.text), Method.TEXT))
        if person.phone_line is not None:
            self._evidence.append(Evidence(f"people[{at}].phone", clean(person.phone_line.text), Method.TEXT))
        for number, role in enumerate(entry.roles):
            words = role.text or main.line.text
            method = Method.LABEL if person.labelled else Method.TEXT
            self._evidence.append(Evidence(f"people[{at}].roles[{number}]", clean(words), method))

    def _is_person(self, kind: PageKind, person: PagePerson) -> bool:
        if person.main.weak and not (person.listed and (person.readings or person.email or self._lists_people)):
            return False
        if person.labelled:
            return True
        subject = self.subject
        if kind == PageKind.PERSON and subject is not None and fold(subject.natural).replace(" ", "") == person.key:
            return True
        contact = any(reading.contact and reading.kind for reading, _ in person.readings)
        spelt = person.email is not None and belongs_to(person.email, person.main.named.parsed) >= 0.3
        if person.email is not None and (spelt or contact or person.listed):
            return True
        if kind == PageKind.DIRECTORY:
            return person.main.whole and (person.listed or bool(person.readings))
        return person.main.whole and contact and (person.listed or kind in {PageKind.PERSON, PageKind.PROGRAMME})

    def _roles(
        self, kind: PageKind, person: PagePerson, courses: list[PageCourse], starts: list[int]
    ) -> list[FoundRole]:
        if self._no_contact(kind, person):
            return []
        roles: list[FoundRole] = []
        for mention in person.labelled:
            for name in mention.roles:
                role = FoundRole(name, _OF.get(name, "course"), text=clean(mention.words, 200))
                self._attach(role, mention.line, kind, courses, starts)
                roles.append(role)
        for reading, line in person.readings:
            role_found = found_role(reading)
            if role_found is not None:
                roles.append(role_found)
                if role_found.of == "course":
                    self._attach(role_found, line, kind, courses, starts)
        if not roles and not self._empty_position(person):
            roles = self._roles_of_group(kind, person)
        return _without_doubles(roles)

    def _attach(
        self, role: FoundRole, line: Line, kind: PageKind, courses: list[PageCourse], starts: list[int]
    ) -> None:
        """Says which course a role is of: the one in whose lines it stands, or the page's only one."""
        if role.of != "course":
            return
        if kind == PageKind.COURSE and courses:
            role.name, role.code, role.url = courses[0].course.name, courses[0].course.code, self.page.url
            role.school_year = courses[0].course.school_year
            return
        at = bisect_right(starts, line.index) - 1
        if at >= 0 and courses[at].start <= line.index < courses[at].end:
            course = courses[at].course
            role.name, role.code, role.url = course.name, course.code, course.url
        elif kind == PageKind.PROGRAMME:
            role.of = "programme"
        elif kind in {PageKind.DIRECTORY, PageKind.PERSON, PageKind.OTHER} and role.kind in {"contact", "teacher"}:
            role.of = "unit"

    def _no_contact(self, kind: PageKind, person: PagePerson) -> bool:
        """Whether the page says that this is a student, emeritus, outsider."""
        if person.labelled:
            return False
        around = [text for text in self._texts_around(person) if len(text) < 60]
        if any(is_outside_group(text) or group_hint(text) == "outsider" for text in around):
            return True
        near: list[RoleReading] = [reading for reading, _ in person.readings]
        if any(r.contact and r.kind for r in near):
            return False
        if any(r.group in {"student", "phd", "emeritus", "outsider", "author"} for r in near):
            return True
        for line in self.page.lines[
            person.main.line.index + 1 : min(person.territory.end, person.main.line.index + 12)
        ]:
            if len(line.text) < 60 and group_hint(line.text) in _NO_CONTACT_GROUPS:
                return True
        for heading in self.page.under(person.main.line):
            group = group_hint(heading.text)
            if group is not None:
                return group in _NO_CONTACT_GROUPS
        return self._page_group in _NO_CONTACT_GROUPS

    @cached_property
    def _page_group(self) -> str | None:
        """The group of people that the page's address, title or heading names."""
        path = [
            part for part in re.split(r"[/.?&=_]", self.page.url.partition("//")[2].partition("/")[2].lower()) if part
        ]
        for part in reversed(path[-4:]):
            group = group_hint(part.replace("-", " "))
            if group:
                return group
        for text in [*(line.text for line in self.headings[:1]), self.title_words]:
            group = group_hint(text) if text else None
            if group:
                return group
        return None

    def _texts_around(self, person: PagePerson) -> list[str]:
        """The lines beside a name and the headings above it, nearest first."""
        near = self.page.lines[person.main.line.index + 1 : min(person.territory.end, person.main.line.index + 12)]
        return [line.text for line in [*near, *self.page.under(person.main.line)]]

    def _among_teachers(self, person: PagePerson) -> bool:
        """Whether a badge beside the name, a heading above it, the page's heading or address says "faculty" or the like."""
        texts = self._texts_around(person)
        if any(is_teaching_group(text) for text in texts):
            return True
        if any(group_hint(text) for text in texts if len(text) < 60):
            return False
        parts = [
            part.replace("-", " ") for part in re.split(r"[/.?]", self.page.url.partition("//")[2].partition("/")[2])
        ]
        return any(is_teaching_group(text) for text in [*parts[-3:], self.title_words])

    def _empty_position(self, person: PagePerson) -> bool:
        """Whether the person's entry has a label for the position with nothing behind it."""
        return any(
            pair.field == "position" and not pair.text and pair.line.index in person.territory for pair in self.pairs
        )

    def _roles_of_group(self, kind: PageKind, person: PagePerson) -> list[FoundRole]:
        """What someone is by standing in a list: staff of the unit, or teacher where the list is one of teachers."""
        if kind not in {PageKind.DIRECTORY, PageKind.PERSON} and not person.email:
            return []
        for reading in person.group:
            role = found_role(reading, of="unit")
            if role is not None:
                return [role]
        if self._among_teachers(person):
            return [FoundRole("teacher", "unit")]
        texts = [line.text for line in self.headings[:1]] + [
            self.title_words,
            last_part(self.page.url).replace("-", " "),
        ]
        for text in texts:
            for reading in self._people.roles(text) if text and len(text) < 100 else []:
                role = found_role(reading, of="unit")
                if role is not None and role.kind == "teacher":
                    return [role]
        if kind in {PageKind.DIRECTORY, PageKind.PERSON}:
            return [FoundRole("staff", "unit")]
        return []


def _coordinators_teach(people: list[FoundPerson]) -> None:
    """Whoever coordinates a course that nobody else is said to teach, teaches it."""
    kinds = [role.kind for person in people for role in person.roles]
    if "teacher" in kinds:
        return
    for person in people:
        for role in [role for role in person.roles if role.kind == "course_coordinator" and role.of == "course"]:
            person.roles.append(replace(role, kind="teacher"))


def _without_doubles(roles: list[FoundRole]) -> list[FoundRole]:
    kept: list[FoundRole] = []
    for role in roles:
        if not any((r.kind, r.of, r.name, r.code) == (role.kind, role.of, role.name, role.code) for r in kept):
            kept.append(role)
    return kept[:60]
