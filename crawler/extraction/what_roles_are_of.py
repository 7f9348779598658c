"""What the names behind role words are, by what the site itself lists: "docent Databases" is of a course of that name,
"docent Ergotherapie" of a programme, "bpv-coördinator ICT" of the part of the school that is called so.

Works from the findings of all pages, and changes only of what roles are; the order of the pages does not matter.
"""

import re
from collections.abc import Iterable
from dataclasses import replace

from crawler.extraction.findings import FoundCourse, FoundRole, PageFindings, PageKind
from crawler.extraction.programme_names import bare_name, split_names
from crawler.extraction.units import short_name
from crm.text import fold

_AND = re.compile(r"\s*(?:,|;|\s(?:en|and|und|&))\s+")
_KIND_OF_COURSE = re.compile(r"^(?:vak|cursus|module|minor|keuzedeel|project|course|unit|elective|modul)\s+")
_SINGLE = re.compile(r"[^\W\d_][\w-]*(?: \d)?")


class SiteNames:
    """The courses, programmes and parts of the school that a site's pages name."""

    def __init__(self, pages: Iterable[PageFindings]) -> None:
        self.courses: dict[str, str] = {}
        self.programmes: dict[str, str] = {}
        self.units: dict[str, str] = {}
        self.short: dict[str, str] = {}
        self._words: set[str] = set()
        for page in pages:
            self._learn(page)

    def _learn(self, page: PageFindings) -> None:
        for course in page.courses:
            if course.name:
                key = fold(course.name)
                _keep(self.courses, key, course.name)
                _keep(self.courses, _KIND_OF_COURSE.sub("", key), course.name)
        for programme in page.programmes:
            _keep(self.programmes, fold(programme.name), programme.name)
        for unit in page.units:
            _keep(self.units, fold(unit.name), unit.name)
            short = short_name(unit.name)
            if short and short != fold(unit.name):
                _keep(self.short, short, unit.name)
                self._words.update(word for word in short.split() if len(word) > 1)

    def course(self, name: str) -> str | None:
        """The course that is called `name`, with or without the word for its kind ("minor")."""
        key = fold(name)
        return self.courses.get(key) or self.courses.get(_KIND_OF_COURSE.sub("", key))

    def programme(self, name: str) -> str | None:
        """The programme that is called `name`, its degree left out or not."""
        return self.programmes.get(fold(name)) or self.programmes.get(fold(bare_name(name)[0]))

    def is_unit(self, name: str) -> bool:
        """Whether a part of the school is called `name`, or that is one of the words of its name ("ICT")."""
        key = fold(name)
        return key in self.units or key in self.short or (" " not in key and key in self._words)


def _keep(names: dict[str, str], key: str, name: str) -> None:
    """Of several spellings under one key the first in the order of letters, whatever page comes first."""
    if key and (key not in names or name < names[key]):
        names[key] = name


def settle_objects(pages: list[PageFindings]) -> None:
    """Makes every role on `pages` one of what the site's names say it is of, and splits what names several things."""
    names = SiteNames(pages)
    for page in pages:
        for person in page.people:
            settled = [each for role in person.roles for each in _settled(role, names)]
            person.roles = list({(r.kind, r.of, fold(r.name or ""), r.code): r for r in reversed(settled)}.values())[
                ::-1
            ]
        if page.kind == PageKind.PROGRAMME:
            _add_taught(page, names)
        _settle_programmes(page, names)


def _add_taught(page: PageFindings, names: SiteNames) -> None:
    """Adds to a programme's page the courses that somebody is said to teach there and that no page lists."""
    if not page.programmes:
        return
    own = page.programmes[0].name
    listed = {course.name for course in page.courses}
    for role in (role for person in page.people for role in person.roles if role.kind == "teacher"):
        if role.of == "course" and role.name and not role.code and not names.course(role.name):
            if role.name not in listed:
                page.courses.append(FoundCourse(role.name, programme=own, confidence=0.7))
            listed.add(role.name)


def _settled(role: FoundRole, names: SiteNames) -> list[FoundRole]:
    """`role`, or the roles it stands for, each of the right kind of thing."""
    name = role.name
    if not name or role.code or role.url or role.of == "institution":
        return [role]
    whole = _of_known(role, name, names)
    if whole is not None:
        return [whole]
    parts = [part.strip() for part in _AND.split(name) if part.strip()]
    if len(parts) < 2 or role.of == "unit":
        return [role]
    known = [found for part in parts if (found := _of_known(role, part, names)) is not None]
    if known:
        rest = [
            replace(role, name=part) for part in parts if part[0].isupper() and _of_known(role, part, names) is None
        ]
        return [*known, *rest] if role.of == "course" else known
    if role.of == "course" and all(_SINGLE.fullmatch(part) and part[0].isupper() for part in parts):
        return [replace(role, name=part) for part in parts]
    return [role]


def _of_known(role: FoundRole, name: str, names: SiteNames) -> FoundRole | None:
    """`role` as one of the thing the site calls `name`; None where it calls nothing so."""
    course, programme = names.course(name), names.programme(name)
    as_course = replace(role, of="course", name=course) if course is not None else None
    as_programme = replace(role, of="programme", name=programme) if programme is not None else None
    if role.of == "course":
        as_unit = replace(role, of="unit", name=name) if fold(name) in names.units else None
        return as_course or as_programme or as_unit
    if role.of == "programme":
        side = as_course if role.kind in {"internship_coordinator", "teacher"} else None
        return as_programme or side or (replace(role, of="unit", name=name) if names.is_unit(name) else None)
    if fold(name) in names.units:
        return role
    return as_programme if role.kind in {"programme_coordinator", "programme_director"} else None


def _settle_programmes(page: PageFindings, names: SiteNames) -> None:
    """Which programmes courses belong to: those their label names, and on a programme's page that programme."""
    own = page.programmes[0].name if page.kind == PageKind.PROGRAMME and page.programmes else None
    for course in page.courses:
        said = [*([course.programme] if course.programme else []), *course.programmes]
        found = [each for text in said for each in _programmes_in(text, names)]
        if own is not None:
            found.append(own)
        course.programmes = list(dict.fromkeys(found))
        course.programme = course.programmes[0] if course.programmes else None


def _programmes_in(text: str, names: SiteNames) -> list[str]:
    """The programmes that the value of a label names; one that the site does not list is kept as it is written."""
    whole = names.programme(text)
    if whole is not None:
        return [whole]
    parts = split_names(text)
    if len(parts) == 1:
        split = [part.strip() for part in _AND.split(text) if part.strip()]
        parts = tuple(split) if all(names.programme(part) for part in split) else parts
    return [names.programme(part) or bare_name(part)[0] for part in parts]
