"""The findings of one answer of a feed, gathered record by record with their evidence."""

from dataclasses import asdict
from typing import Any

from crawler.extraction.findings import (
    Evidence,
    FoundCourse,
    FoundPerson,
    FoundProgramme,
    FoundRole,
    FoundUnit,
    Link,
    Method,
    PageFindings,
    PageKind,
)
from crm.text import fold

_SHOWN = ("name", "code", "email", "credits", "unit")
"""Fields whose words are kept as evidence."""


class Sheet:
    """What one answer says. References to records of other answers are kept as hints for `references.join`."""

    def __init__(self, url: str, kind: PageKind, method: Method = Method.FEED) -> None:
        """`url` is the address of the answer."""
        self.findings = PageFindings(url, kind=kind, hints={"ids": {}, "refs": []})
        self._method = method
        self._people: dict[str, FoundPerson] = {}

    def course(self, course: FoundCourse, *, key: str | None = None) -> int:
        """Adds a course, known elsewhere by `key`; gives its place."""
        self.findings.courses.append(course)
        return self._added("courses", course, len(self.findings.courses) - 1, key)

    def programme(self, programme: FoundProgramme, *, key: str | None = None) -> int:
        """Adds a programme, known elsewhere by `key`; gives its place."""
        self.findings.programmes.append(programme)
        return self._added("programmes", programme, len(self.findings.programmes) - 1, key)

    def unit(self, unit: FoundUnit, *, key: str | None = None) -> int:
        """Adds a unit, known elsewhere by `key`; gives its place."""
        self.findings.units.append(unit)
        return self._added("units", unit, len(self.findings.units) - 1, key)

    def person(self, person: FoundPerson, *, key: str | None = None) -> None:
        """Adds a person, or to the one of that name what is said besides."""
        known = self._people.get(key or fold(person.name))
        if known is not None:
            known.roles += [role for role in person.roles if role not in known.roles]
            known.email, known.phone = known.email or person.email, known.phone or person.phone
            return
        self._people[key or fold(person.name)] = person
        self.findings.people.append(person)
        place = self._added("people", person, len(self.findings.people) - 1, key)
        for role in person.roles:
            if role.text:
                self._note(f"people[{place}].roles", role.text)

    def link(self, url: str, words: str = "") -> None:
        """An address this answer leads to."""
        self.findings.links.append(Link(url, words))

    def refer(self, key: str, things: str, place: int, field: str) -> None:
        """The `field` of `things[place]` is the name of what another answer knows by `key`; "*": it is that thing."""
        self.findings.hints["refs"].append({"to": key, "field": [things, place, field]})

    def refer_person(self, key: str, role: FoundRole, *, course: int | None = None) -> None:
        """Whom another answer knows by `key` has this role, of the course at place `course` of this answer."""
        said = {name: value for name, value in asdict(role).items() if value}
        reference: dict[str, Any] = {"to": key, "role": said}
        if course is not None:
            reference["course"] = course
        self.findings.hints["refs"].append(reference)

    def done(self) -> PageFindings:
        """The findings, without hints that say nothing."""
        self.findings.hints = {name: value for name, value in self.findings.hints.items() if value}
        return self.findings

    def _added(self, things: str, thing: object, place: int, key: str | None) -> int:
        if key:
            self.findings.hints["ids"][key] = [things, place]
        for name in _SHOWN:
            value = getattr(thing, name, None)
            if value is not None:
                self._note(f"{things}[{place}].{name}", str(value)[:200])
        return place

    def _note(self, field: str, words: str) -> None:
        self.findings.evidence.append(Evidence(field, words[:200], self._method))
