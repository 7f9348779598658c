"""Courses, programmes and people that a page describes in schema.org terms (JSON-LD or microdata)."""

import re
from dataclasses import dataclass, field

from crawler.extraction.findings import FoundCourse, FoundPerson, FoundProgramme
from crawler.extraction.structured import Thing, parts_of, text_of, texts_of, types_of
from crm.text import LONGEST_DESCRIPTION, clean

_COURSE = {"Course", "Class"}
_PROGRAMME = {"EducationalOccupationalProgram", "WorkBasedProgram", "EducationalProgram"}
_TEACHES = ("instructor", "teacher", "instructors")
_NO_STAFF = (
    "author",
    "creator",
    "publisher",
    "contributor",
    "reviewedBy",
    "review",
    "editor",
    "alumni",
    "sponsor",
    "actor",
    "copyrightHolder",
)
_TAGS = re.compile(r"<[^>]{0,500}>")


@dataclass(slots=True)
class Described:
    """What the page's structured data describes. `teachers`: names of instructors with the course they stand at."""

    courses: list[FoundCourse] = field(default_factory=list)
    programmes: list[FoundProgramme] = field(default_factory=list)
    people: list[tuple[FoundPerson, str | None]] = field(default_factory=list)
    """Each with the job title."""
    teachers: list[tuple[FoundPerson, FoundCourse]] = field(default_factory=list)


def described(things: list[Thing]) -> Described:
    """Courses, programmes and people among `things`; authors, reviewers and the like are not among the people."""
    found = Described()
    aside = {id(part) for thing in things for name in _NO_STAFF for part in parts_of(thing, name)}
    taken: set[int] = set()
    known = {thing["@id"]: thing for thing in things if isinstance(thing.get("@id"), str)}
    for thing in things:
        types = types_of(thing)
        if types & _COURSE:
            course = _course(thing)
            if course is not None:
                found.courses.append(course)
                found.teachers += [(person, course) for person in _instructors(thing, taken, known)]
        elif types & _PROGRAMME:
            name = _short(text_of(thing, "name"))
            if name:
                found.programmes.append(_programme(thing, name))
    for thing in things:
        if "Person" in types_of(thing) and id(thing) not in aside and id(thing) not in taken:
            person = _person(thing)
            if person is not None:
                found.people.append((person, _short(text_of(thing, "jobTitle"))))
    return found


def _programme(thing: Thing, name: str) -> FoundProgramme:
    return FoundProgramme(
        name,
        degree=_short(text_of(thing, "educationalCredentialAwarded")),
        code=_short(text_of(thing, "programCode", "identifier")),
        url=_web(text_of(thing, "url", "@id")),
        unit=_short(text_of(thing, "department", "provider")),
    )


def _course(thing: Thing) -> FoundCourse | None:
    name = _short(text_of(thing, "name"))
    code = _short(text_of(thing, "courseCode"))
    if not name and not code:
        return None
    written = _short(text_of(thing, "numberOfCredits"))
    number = written if written and re.fullmatch(r"\d{1,3}(?:[.,]\d{1,2})?", written) else None
    language = text_of(thing, "inLanguage")
    description = text_of(thing, "description")
    return FoundCourse(
        name,
        code=code,
        credits=float(number.replace(",", ".")) if number else None,
        credits_text=written,
        language=language[:2].lower() if language and re.fullmatch(r"[a-zA-Z]{2}(?:-\w+)?", language) else None,
        url=_web(text_of(thing, "url", "@id")),
        description=clean(_TAGS.sub(" ", description), LONGEST_DESCRIPTION) if description else None,
    )


def _instructors(course: Thing, taken: set[int], known: dict[str, Thing]) -> list[FoundPerson]:
    """Who teaches a course, told in it or named by the `@id` of a thing that is `known`; each goes to `taken`."""
    people: list[FoundPerson] = []
    holders = [course, *(part for part in parts_of(course, "hasCourseInstance") if isinstance(part, dict))]
    for holder in holders:
        for name in _TEACHES:
            for part in parts_of(holder, name):
                thing = part if isinstance(part, dict) else {"@type": "Person", "name": part}
                if "name" not in thing:
                    thing = known.get(str(thing.get("@id")), thing)
                taken.update({id(part), id(thing)})
                person = _person(thing)
                if person is not None and all(known.name != person.name for known in people):
                    people.append(person)
    return people


def _person(thing: Thing) -> FoundPerson | None:
    name = _short(text_of(thing, "name"))
    if not name:
        parts = [text_of(thing, "givenName"), text_of(thing, "additionalName"), text_of(thing, "familyName")]
        name = _short(" ".join(part for part in parts if part))
    if not name:
        return None
    email = text_of(thing, "email")
    return FoundPerson(
        name,
        raw=name,
        titles=[clean(title, 60) for title in texts_of(thing, "honorificPrefix")][:5],
        email=email.removeprefix("mailto:").strip() if email else None,
        phone=_short(text_of(thing, "telephone")),
        url=_web(text_of(thing, "url", "@id")),
        unit=_short(text_of(thing, "worksFor", "department")),
    )


def _short(text: str | None) -> str | None:
    return clean(_TAGS.sub(" ", text)) or None if text else None


def _web(text: str | None) -> str | None:
    return text[:2_000] if text and text.startswith(("http://", "https://")) else None
