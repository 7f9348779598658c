"""What a feed says by number: the teacher of a course is the id of a record in another answer.

Done over all answers of a source at once, so it does not matter in which order they came. What no answer knows (a
student, who is in none) stays out.
"""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from crawler.extraction.findings import Evidence, FoundPerson, FoundRole, Method, PageFindings
from crm.text import fold

_NAMED = ("unit", "parent", "programme")


def join(pages: Iterable[PageFindings]) -> list[PageFindings]:
    """The same pages with what they refer to filled in. Pages without references are handed on; `pages` change not."""
    given = list(pages)
    told = [page for page in given if page.hints.get("ids") and not page.noindex]
    known: dict[str, tuple[PageFindings, str, int]] = {}
    for page in sorted(told, key=lambda page: page.url, reverse=True):
        known |= {key: (page, things, int(place)) for key, (things, place) in page.hints["ids"].items()}
    if not known:
        return given
    return [_joined(page, known) if page.hints.get("refs") and not page.noindex else page for page in given]


def _joined(page: PageFindings, known: dict[str, tuple[PageFindings, str, int]]) -> PageFindings:
    page = replace(
        page,
        courses=[replace(course) for course in page.courses],
        programmes=[replace(programme) for programme in page.programmes],
        units=[replace(unit) for unit in page.units],
        people=[replace(person, roles=[replace(role) for role in person.roles]) for person in page.people],
        evidence=list(page.evidence),
    )
    things = [(reference, _thing(known.get(reference.get("to", "")))) for reference in page.hints["refs"]]
    for reference, thing in things:
        if thing is not None and "field" in reference:
            _fill(page, reference, thing)
    for reference, thing in things:
        if "role" in reference and isinstance(thing, FoundPerson):
            _add_person(page, reference, thing)
    return page


def _thing(place: tuple[PageFindings, str, int] | None) -> object | None:
    if place is None:
        return None
    page, things, at = place
    found: list[object] = getattr(page, things)
    return found[at] if at < len(found) else None


def _fill(page: PageFindings, reference: dict[str, Any], thing: object) -> None:
    things, place, field = reference["field"]
    target = getattr(page, things)[place]
    if field == "*":
        for name in ("name", "code", "url", "school_year", "unit", "language", "credits"):
            if getattr(target, name, None) is None and hasattr(target, name):
                setattr(target, name, getattr(thing, name, None))
        page.evidence.append(Evidence(f"{things}[{place}].name", str(target.name or target.code)[:200], Method.FEED))
        if things == "courses" and len(page.courses) == 1:
            _complete_roles(page)
    elif field in _NAMED and getattr(target, field) is None:
        setattr(target, field, getattr(thing, "name", None))


def _complete_roles(page: PageFindings) -> None:
    """Whoever holds a role of the page's one course holds it of the course as it is known now."""
    course = page.courses[0]
    for role in (role for person in page.people for role in person.roles if role.of == "course"):
        role.name, role.code = role.name or course.name, role.code or course.code
        role.url, role.school_year = role.url or course.url, role.school_year or course.school_year


def _add_person(page: PageFindings, reference: dict[str, Any], person: FoundPerson) -> None:
    role = FoundRole(**reference["role"])
    if "course" in reference:
        course = page.courses[reference["course"]]
        role.name, role.code, role.url = course.name, course.code, course.url
        role.school_year = role.school_year or course.school_year
    same = next((p for p in page.people if fold(p.name) == fold(person.name) and p.email == person.email), None)
    if same is None:
        page.people.append(replace(person, roles=[role]))
        field = f"people[{len(page.people) - 1}].name"
        page.evidence.append(Evidence(field, (role.text or person.raw)[:200], Method.FEED))
    elif role not in same.roles:
        same.roles.append(role)
