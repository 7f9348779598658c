"""From what the pages of a source say to what the map takes in (`crm.statements`)."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from crawler.addresses import normalise
from crawler.extraction.findings import (
    Evidence,
    FoundCourse,
    FoundPerson,
    FoundProgramme,
    FoundRole,
    FoundUnit,
    PageFindings,
    PageKind,
)
from crm.services.addresses import school_year_of
from crm.statements import CourseSaid, PersonSaid, ProgrammeSaid, RoleSaid, SchoolSaid, UnitSaid
from crm.words import Level, Method

_FIELD = re.compile(r"(\w+)\[(\d+)\]\.?(.*)")
_TRUST = list(Method)


@dataclass(frozen=True, slots=True)
class ReadPage:
    """A page's findings, and the day on which it last confirmed them."""

    findings: PageFindings
    on: date
    firsts: Mapping[str, str] = field(default_factory=dict)
    """Address → that of the same page in the school's first language (`crawler.twins`)."""

    def first(self, url: str | None) -> str | None:
        """An address in the spelling under which its page is known, of its page in the first language."""
        address = _address(url)
        return self.firsts.get(address, address) if address else None

    def translates(self, url: str | None) -> bool:
        """Whether what this page says of the thing at `url` is said in the first language by another."""
        return self.findings.url in self.firsts or (_address(url) or "") in self.firsts


def school_said(
    pages: Iterable[ReadPage], *, domain: str, name: str, url: str, level: Level | None, on: date
) -> SchoolSaid:
    """All that a source's pages say. `name` and `level` are the school's, `url` its start address, `on` today."""
    said = SchoolSaid(domain=domain, name=name, url=url, page=url, on=on, level=level)
    for page in pages:
        _add_page(said, page)
    return said


def _add_page(said: SchoolSaid, page: ReadPage) -> None:
    evidence = _by_item(page.findings.evidence)
    found = page.findings
    for index, unit in enumerate(found.units):
        said.units.append(_unit(unit, page, evidence["units", index]))
    for index, programme in enumerate(found.programmes):
        said.programmes.append(_programme(programme, page, evidence["programmes", index]))
    for index, course in enumerate(found.courses):
        if course.name or course.code:
            in_programmes: list[str | None] = [*course.programmes] or [course.programme]
            said.courses += [_course(course, name, page, evidence["courses", index]) for name in in_programmes]
    for index, person in enumerate(found.people):
        if person.roles:
            said.people.append(_person(person, page, evidence["people", index]))


def _by_item(evidence: Iterable[Evidence]) -> defaultdict[tuple[str, int], list[Evidence]]:
    """The evidence of each thing of a page: ("people", 0) → its own, with the field's bare name."""
    items: defaultdict[tuple[str, int], list[Evidence]] = defaultdict(list)
    for each in evidence:
        place = _FIELD.fullmatch(each.field)
        if place is not None:
            items[place[1], int(place[2])].append(Evidence(place[3], each.text, each.method))
    return items


def _method(evidence: list[Evidence]) -> Method:
    """The most trusted method by which something of a thing was read; running text where nothing says."""
    return min((Method(str(e.method)) for e in evidence), key=_TRUST.index, default=Method.TEXT)


def _words(evidence: list[Evidence]) -> dict[str, str]:
    return {e.field: e.text for e in reversed(evidence) if e.field}


def _unit(unit: FoundUnit, page: ReadPage, evidence: list[Evidence]) -> UnitSaid:
    return UnitSaid(
        page=page.findings.url,
        on=page.on,
        method=_method(evidence),
        confidence=unit.confidence,
        evidence=_words(evidence),
        name=unit.name,
        parent=unit.parent,
        url=_address(unit.url),
    )


def _programme(programme: FoundProgramme, page: ReadPage, evidence: list[Evidence]) -> ProgrammeSaid:
    return ProgrammeSaid(
        page=page.findings.url,
        on=page.on,
        method=_method(evidence),
        confidence=programme.confidence,
        evidence=_words(evidence),
        name=programme.name,
        level=Level(programme.level) if programme.level else None,
        degree=programme.degree,
        code=programme.code,
        url=page.first(programme.url),
        translation=page.translates(programme.url),
        unit=programme.unit,
        sprint_quote=_quote_of(page, PageKind.PROGRAMME),
    )


def _course(course: FoundCourse, programme: str | None, page: ReadPage, evidence: list[Evidence]) -> CourseSaid:
    """What a page says of a course, as one of `programme`; of several it says so once each."""
    return CourseSaid(
        page=page.findings.url,
        on=page.on,
        method=_method(evidence),
        confidence=course.confidence,
        evidence=_words(evidence),
        name=course.name,
        code=course.code,
        credits=course.credits,
        credits_text=course.credits_text,
        periods=list(course.periods),
        school_year=_year(course.school_year, course.url, page.findings.url),
        language=course.language,
        url=page.first(course.url),
        translation=page.translates(course.url),
        description=course.description,
        programme=programme,
        unit=course.unit,
        sprint_quote=_quote_of(page, PageKind.COURSE),
    )


def _quote_of(page: ReadPage, kind: PageKind) -> str | None:
    """The page's words on digital sprints, where it is the page of one course or programme alone."""
    found = page.findings
    things = found.courses if kind is PageKind.COURSE else found.programmes
    return found.sprint_quote if found.kind is kind and len(things) == 1 else None


def _person(person: FoundPerson, page: ReadPage, evidence: list[Evidence]) -> PersonSaid:
    designated = page.findings.designated_address
    invited = designated is not None and person.email is not None and designated[0].lower() == person.email.lower()
    return PersonSaid(
        page=page.findings.url,
        on=page.on,
        method=_method(evidence),
        confidence=person.confidence,
        evidence=_words(evidence),
        name=person.full_name or person.name,
        titles=list(person.titles),
        email=person.email,
        phone=person.phone,
        url=_address(person.url),
        unit=person.unit,
        roles=[_role(role, page) for role in person.roles],
        designated_quote=designated[1] if designated is not None and invited else None,
    )


def _role(role: FoundRole, page: ReadPage) -> RoleSaid:
    return RoleSaid(
        kind=role.kind,
        of=role.of,
        name=role.name,
        code=role.code,
        url=page.first(role.url),
        school_year=_year(role.school_year, role.url, page.findings.url) if role.of == "course" else role.school_year,
        setting=role.setting,
        words=role.text,
        doubtful=role.doubtful,
    )


def _year(said: str | None, *urls: str | None) -> str | None:
    """The school year of an offering: what the page says, else what its own address or that of the page carries."""
    begins = next((year for url in urls if url and (year := school_year_of(url)) is not None), None)
    return said or (f"{begins}-{begins + 1}" if begins is not None else None)


def _address(url: str | None) -> str | None:
    """An address in the spelling under which its page is known."""
    return (normalise(url) or url) if url else None
