"""A role of the findings out of what a text says of one."""

import re
from dataclasses import replace

from crawler.extraction.blocks import Line
from crawler.extraction.findings import FoundPerson, FoundRole
from crawler.extraction.recognisers.roles import RoleReading

_CONTACT_DATA = re.compile(r"@|\d{3}[ -]?\d{3,}")
"""What nothing that a role is of has in its name."""


def telling(readings: list[tuple[RoleReading, Line]], *, titled: set[int]) -> list[tuple[RoleReading, Line]]:
    """The readings that say what somebody is, where others say less: "postdoc" beside "lecturer".

    `titled` are the lines with "Professor" as a title before the name: beside a post it says none of its own.
    """
    posts = [(r, line) for r, line in readings if r.kind is not None and r.contact and not r.plain]
    posts = [(r, line) for r, line in posts if not _is_title(r, line, titled)] or posts
    if not posts:
        return readings
    return [(r, line) for r, line in readings if not r.contact or r.kind is None or (r, line) in posts]


def _is_title(reading: RoleReading, line: Line, titled: set[int]) -> bool:
    return reading.kind == "teacher" and reading.object is None and line.index in titled and "rofessor" in reading.text


def found_role(reading: RoleReading, *, of: str | None = None) -> FoundRole | None:
    """A role of the findings out of a reading, or None where it makes nobody a contact."""
    if reading.kind is None or not reading.contact:
        return None
    return FoundRole(
        reading.kind,
        of or reading.of,
        name=None if _CONTACT_DATA.search(reading.object or "") else reading.object,
        setting=reading.setting,
        text=reading.text,
        doubtful=reading.doubtful,
    )


def coordinators_teach(people: list[FoundPerson]) -> None:
    """Whoever coordinates a course that nobody else is said to teach, teaches it."""
    kinds = [role.kind for person in people for role in person.roles]
    if "teacher" in kinds:
        return
    for person in people:
        for role in [role for role in person.roles if role.kind == "course_coordinator" and role.of == "course"]:
            person.roles.append(replace(role, kind="teacher"))


def without_doubles(roles: list[FoundRole]) -> list[FoundRole]:
    """Each role once; one that does not say of what gives way to one of its kind that does."""
    kept: list[FoundRole] = []
    said = {role.kind for role in roles if role.name or role.code}
    vague: set[str] = set()
    for role in roles:
        unnamed = not role.name and not role.code
        if unnamed and (role.kind in vague or (role.kind in said and role.of != "institution")):
            continue
        if unnamed and role.of != "institution":
            vague.add(role.kind)
        if not any((r.kind, r.of, r.name, r.code) == (role.kind, role.of, role.name, role.code) for r in kept):
            kept.append(role)
    return kept[:60]
