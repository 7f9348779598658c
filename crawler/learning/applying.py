"""The rules of a site laid over what was read of a page without them."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from crawler.extraction.blocks import Line, Page
from crawler.extraction.findings import (
    Evidence,
    FoundCourse,
    FoundPerson,
    FoundRole,
    Method,
    PageFindings,
    PageKind,
)
from crawler.extraction.recognisers.email_owners import belongs_to
from crawler.feeds.people import roles_of_title
from crawler.learning.owners import Owners
from crawler.learning.rules import Mark, Rule, Says, Where
from crawler.learning.spots import Spots
from crawler.learning.templates import fits
from crawler.learning.values import Value, key_of, read_values
from crm import names
from crm.text import fold
from crm.words import Level

_ORDER = (Says.COURSE_NAME, Says.COURSE_CODE, Says.CREDITS)
_LAST = (Says.PERSON, Says.EMAIL, Says.JOB_TITLE, Says.NOBODY)
_OF = {Says.DEAN: "unit", Says.BOARD: "institution"}
_OF_COURSES = frozenset({Says.TEACHER, Says.COURSE_COORDINATOR, Says.CONTACT, Says.STAFF})
UNSURE = 0.4
"""Confidence of a thing that waits in review."""

OWN_ADDRESS = 0.5
"""Fit of an address and a name from which it is theirs, also where others stand near."""


def apply_rules(rules: Iterable[Rule], page: Page, findings: PageFindings, level: Level | None = None) -> bool:
    """Corrects `findings` of `page` by the rules that are for it; whether any of them found something.

    What a rule points at counts only where the recogniser of its field accepts it.
    """
    mine = [rule for rule in rules if fits(rule, page)]
    if not mine:
        return False
    overlay = Overlay(page, findings, level)
    found = overlay.lay([rule for rule in mine if rule.says is not Says.UNSURE])
    return overlay.doubt(rule for rule in mine if rule.says is Says.UNSURE) or found


class Overlay:
    """One page with its findings, while rules are laid over them."""

    def __init__(self, page: Page, findings: PageFindings, level: Level | None) -> None:
        self._page, self._findings, self._level = page, findings, level
        self._spots = Spots(page)

    def lay(self, rules: Sequence[Rule]) -> bool:
        """Lays the rules over, courses before people before what hangs on them."""
        found, courses = False, len(self._findings.courses)
        deeds: dict[Says, Callable[[Rule, list[Value]], None]] = {
            Says.COURSE_NAME: self._names,
            Says.COURSE_CODE: self._codes,
            Says.CREDITS: self._credits,
            Says.EMAIL: self._emails,
            Says.PERSON: self._persons,
            Says.JOB_TITLE: self._job_titles,
            Says.NOBODY: self._nobody,
        }
        for rule in sorted(rules, key=_turn):
            if rule.says not in _ORDER and len(self._findings.courses) > max(courses, 1):
                self._give_to_each()
                courses = len(self._findings.courses)
            values = self.values(rule)
            if values:
                found = True
                deeds.get(rule.says, self._people)(rule, values)
        if found and len(self._findings.courses) > max(courses, 1):
            self._give_to_each()
        if found:
            self._complete_roles()
        return found

    def _give_to_each(self) -> None:
        """Where a page turns out to hold several courses: gives to each the people who stand with it."""
        courses = self._findings.courses
        owners = Owners.of_courses(self._page, courses)
        lines = Owners.of_people(self._page, self._findings.people)
        for at, person in enumerate(self._findings.people):
            own = sorted(
                {found for line in lines.lines(at) if (found := owners.of(self._page.lines[line])) is not None}
            )
            for role in [role for role in person.roles if role.of == "course" and own]:
                person.roles.remove(role)
                person.roles += [replace(role, **_of_course(courses[each])) for each in own]

    def _complete_roles(self) -> None:
        """Gives roles of courses of the page the code and address by which that course is known now."""
        known = {fold(course.name): course for course in self._findings.courses if course.name}
        for person in self._findings.people:
            for role in person.roles:
                course = known.get(fold(role.name or "")) if role.of == "course" and not role.code else None
                if course is not None:
                    role.code, role.url = course.code, role.url or course.url

    def doubt(self, rules: Iterable[Rule]) -> bool:
        """Lets what such a rule lists wait in review; an address or figure it lists is not taken at all."""
        listed = [mark for rule in rules for mark in rule.marks if mark.url == self._page.url]
        for mark in listed:
            for course in self._findings.courses:
                own = {key_of(Says.COURSE_CODE, text) for text in (course.code, course.name) if text}
                if mark.says is Says.COURSE_NAME and fold(course.name or "") == fold(mark.words):
                    course.confidence = UNSURE
                elif mark.says is Says.CREDITS and key_of(Says.COURSE_CODE, mark.part or "") in own:
                    course.credits = course.credits_text = None
            for person in self._findings.people:
                if mark.says is Says.EMAIL and (person.email or "").lower() == mark.words.lower():
                    person.email = None
                elif fold(person.name) == fold(mark.words):
                    self._doubt_roles(person, mark)
        return bool(listed)

    @staticmethod
    def _doubt_roles(person: FoundPerson, mark: Mark) -> None:
        for role in person.roles:
            whose = {key_of(Says.COURSE_CODE, text) for text in (role.code or "", role.name or "")}
            if role.kind == mark.says and key_of(Says.COURSE_CODE, mark.part or "") in whose:
                role.doubtful = True

    def values(self, rule: Rule) -> list[Value]:
        """What the rule finds on the page, each piece once, in page order."""
        seen: dict[tuple[int, str], Value] = {}
        for anchor in rule.anchors:
            for spot in self._spots.at(anchor):
                for value in read_values(rule.says, spot):
                    seen.setdefault((spot.line.index, value.key), value)
        return [seen[place] for place in sorted(seen)]

    def _say(self, things: str, place: int, name: str, rule: Rule, value: Value) -> None:
        number = f"#{rule.id} " if rule.id is not None else ""
        words = f"{number}{rule.spoken}: {value.spot.text}"[:300]
        self._findings.evidence.insert(0, Evidence(f"{things}[{place}].{name}", words, Method.PROFILE))

    # Courses

    def _names(self, rule: Rule, values: list[Value]) -> None:
        courses = self._findings.courses
        titled = all(anchor.where is Where.TITLE for anchor in rule.anchors)
        if titled or len({value.key for value in values}) == 1:
            value = values[0]
            if len(courses) != 1:
                same = [course for course in courses if fold(course.name or "") == value.key]
                self._findings.courses = courses = same[:1] if titled or not courses else courses
                if not courses:
                    self._without("courses[")
                    courses.append(FoundCourse(None, url=self._page.url))
            if len(courses) == 1:
                self._make(PageKind.COURSE)
                courses[0].name = value.text
                self._say("courses", 0, "name", rule, value)
            return
        if len(courses) == 1:
            courses[0] = FoundCourse(courses[0].name, code=courses[0].code)  # what else it had is of the whole page
        for value in values:
            at = self._known(lambda course, value=value: fold(course.name or "") == value.key)  # type: ignore[misc]  # the default binds it
            if at is None:
                anchor = value.spot.line.lone_anchor
                courses.append(FoundCourse(value.text, url=anchor.url if anchor else None))
                at = len(courses) - 1
            self._say("courses", at, "name", rule, value)
        self._make(PageKind.COURSE_LIST)

    def _codes(self, rule: Rule, values: list[Value]) -> None:
        courses = self._findings.courses
        if not courses and len({value.key for value in values}) == 1:
            courses.append(FoundCourse(None, url=self._page.url))
            self._make(PageKind.COURSE)
        owners = Owners.of_courses(self._page, courses)
        for value in values:
            at = owners.of(value.spot.line)
            if at is not None:
                courses[at].code = value.text
                self._say("courses", at, "code", rule, value)

    def _credits(self, rule: Rule, values: list[Value]) -> None:
        owners = Owners.of_courses(self._page, self._findings.courses)
        for value in values:
            at = owners.of(value.spot.line)
            if at is not None and value.credits is not None:
                course = self._findings.courses[at]
                course.credits, course.credits_text = value.credits.number, value.text
                self._say("courses", at, "credits", rule, value)

    def _known(self, is_it: Callable[[FoundCourse], bool]) -> int | None:
        return next((at for at, course in enumerate(self._findings.courses) if is_it(course)), None)

    def _make(self, kind: PageKind) -> None:
        self._findings.kind = kind
        if kind is PageKind.COURSE:
            self._findings.programmes = []
            self._findings.units = [unit for unit in self._findings.units if unit.url != self._page.url]
            self._without("programmes[")

    def _without(self, start: str) -> None:
        evidence = self._findings.evidence
        self._findings.evidence = [each for each in evidence if not each.field.startswith(start)]

    # People

    def _people(self, rule: Rule, values: list[Value]) -> None:
        owners = Owners.of_courses(self._page, self._findings.courses)
        for value in values:
            at = self._person(value)
            person = self._findings.people[at]
            role = self._role(rule, value.spot.line, owners)
            if all(r.kind == "staff" or r.doubtful for r in person.roles) or self._is_vague(person, role):
                person.roles = [role]
            elif not any(_is_same(one, role) for one in person.roles):
                person.roles.append(role)
            else:
                for one in person.roles:
                    one.doubtful = one.doubtful and not _is_same(one, role)
            person.confidence = max(person.confidence, 0.9)
            self._say("people", at, "roles", rule, value)

    def _persons(self, rule: Rule, values: list[Value]) -> None:
        for value in values:
            self._say("people", self._person(value), "name", rule, value)

    @staticmethod
    def _is_vague(person: FoundPerson, role: FoundRole) -> bool:
        """Whether all that is known of the person is this very sort of role, without of what it is."""
        return role.name is not None and all(r.kind == role.kind and r.name is None for r in person.roles)

    def _person(self, value: Value) -> int:
        assert value.named is not None
        people = self._findings.people
        for at, person in enumerate(people):
            if fold(person.name) == value.key:
                return at
        named = value.named
        anchor = value.spot.line.lone_anchor
        people.append(
            FoundPerson(
                named.natural,
                raw=named.raw,
                titles=list(named.parsed.titles),
                url=anchor.url if anchor else None,
            )
        )
        return len(people) - 1

    def _role(self, rule: Rule, line: Line, owners: Owners) -> FoundRole:
        label = next((a.text for a in rule.anchors if a.where in {Where.LABEL, Where.COLUMN}), None)
        role = FoundRole(str(rule.says), _OF.get(rule.says, "unit"), text=label)
        at = owners.of(line) if rule.says in _OF_COURSES else None
        if at is not None:
            role = replace(role, **_of_course(self._findings.courses[at]))
        elif self._findings.programmes and len(self._findings.programmes) == 1 and rule.says not in _OF:
            role.of, role.name = "programme", self._findings.programmes[0].name
        return role

    def _emails(self, rule: Rule, values: list[Value]) -> None:
        owners = Owners.of_people(self._page, self._findings.people)
        for value in values:
            at = owners.best(value.spot.line, partial(self._is_theirs, value.text))
            if at is None:
                at = owners.alone(value.spot.line)
            if at is not None:
                self._findings.people[at].email = value.text
                self._say("people", at, "email", rule, value)

    def _is_theirs(self, address: str, place: int) -> bool:
        parsed = names.parse(self._findings.people[place].name)
        return parsed is not None and belongs_to(address, parsed) >= OWN_ADDRESS

    def _job_titles(self, rule: Rule, values: list[Value]) -> None:
        owners = Owners.of_people(self._page, self._findings.people)
        for value in values:
            at = owners.of(value.spot.line)
            roles = roles_of_title(value.text, self._level)
            if at is None or roles is None:
                continue
            person = self._findings.people[at]
            if not roles or all(r.kind == "staff" or r.doubtful for r in person.roles):
                person.roles = roles
            else:
                person.roles += [role for role in roles if not any(_is_same(role, one) for one in person.roles)]
            self._say("people", at, "roles", rule, value)

    def _nobody(self, rule: Rule, values: list[Value]) -> None:
        keys = {value.key for value in values}
        said = {anchor.text for anchor in rule.anchors if anchor.where is Where.WORDS}
        for at, person in enumerate(self._findings.people):
            if (fold(person.name) in keys and not said) or fold(person.name) in said or fold(person.raw) in said:
                person.roles, person.email = [], None
                self._say("people", at, "name", rule, values[0])


def _turn(rule: Rule) -> tuple[int, int]:
    if rule.says in _ORDER:
        return 0, _ORDER.index(rule.says)
    return (2, _LAST.index(rule.says)) if rule.says in _LAST else (1, 0)


def _of_course(course: FoundCourse) -> dict[str, Any]:
    return {
        "of": "course",
        "name": course.name,
        "code": course.code,
        "url": course.url,
        "school_year": course.school_year,
    }


def _is_same(one: FoundRole, other: FoundRole) -> bool:
    if one.kind != other.kind:
        return False
    if one.code and other.code:
        return key_of(Says.COURSE_CODE, one.code) == key_of(Says.COURSE_CODE, other.code)
    return fold(one.name or "") == fold(other.name or "")
