"""The people whom a page describes to machines, beside those whom its text names."""

from collections.abc import Callable
from dataclasses import replace

from crawler.extraction.findings import Evidence, FoundCourse, FoundPerson, FoundRole, Method
from crawler.extraction.found_roles import found_role
from crawler.extraction.mention import LABELLED_NAME
from crawler.extraction.naming import name_key, whole_name
from crawler.extraction.recognisers.addresses import valid_email
from crawler.extraction.recognisers.roles import RoleReading
from crawler.extraction.schema_org import Described
from crm.text import clean


def add_described(
    people: list[FoundPerson],
    described: Described,
    roles: Callable[[str], list[RoleReading]],
    *,
    only: FoundCourse | None,
    lists_people: bool,
) -> list[Evidence]:
    """Adds to `people` those whom a page describes to machines, or completes those found in its text.

    `roles` reads the role words of a title, `only` is the one course of the page, and `lists_people` says that whoever
    has a title there is staff. Returns what bears it out.
    """
    evidence: list[Evidence] = []
    known = {name_key(person.name): person for person in people}
    for teacher, course in described.teachers:
        person = _merged(teacher, known, people, evidence)
        if person is not None and not any(role.kind == "teacher" and role.of == "course" for role in person.roles):
            code = course.code or (only.code if only is not None else None)
            person.roles.append(FoundRole("teacher", "course", name=course.name, code=code, text="instructor"))
            evidence.append(Evidence(f"people[{people.index(person)}].roles", "instructor", Method.SCHEMA_ORG))
    for somebody, title in described.people:
        person = _merged(somebody, known, people, evidence)
        if person is not None and title and not person.roles:
            person.roles += [role for reading in roles(title) if (role := found_role(reading)) is not None]
            if not person.roles and lists_people:
                person.roles.append(FoundRole("staff", "unit", text=clean(title, 200)))
    return evidence


def _merged(
    described: FoundPerson, known: dict[str, FoundPerson], people: list[FoundPerson], evidence: list[Evidence]
) -> FoundPerson | None:
    """The person of that name, completed or added to `people` and `known`; None where it is no name."""
    named = whole_name(described.name)
    if named is None or named.score < LABELLED_NAME:
        return None
    key = named.key
    email = described.email if described.email and valid_email(described.email) else None
    person = known.get(key)
    if person is None:
        titles = list(dict.fromkeys([*described.titles, *named.parsed.titles]))
        person = replace(described, name=clean(named.natural), email=email, titles=titles)
        known[key] = person
        evidence.append(Evidence(f"people[{len(people)}].name", clean(described.raw), Method.SCHEMA_ORG))
        people.append(person)
    else:
        person.email, person.phone = person.email or email, person.phone or described.phone
        person.url, person.unit = person.url or described.url, person.unit or described.unit
    return person
