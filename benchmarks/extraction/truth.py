"""What stands on the pages of the measuring sites, read from their truth files into one shape."""

import json
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

TITLES = re.compile(
    r"(?:\b(?:prof|dr|drs|ir|ing|mr|mw|dhr|msc|ma|ba|bsc|phd|ph\.d|m\.sc|b\.sc|dipl\.?-[a-z]+|rer|nat|jr|prof\.dr|hon|em)\b\.?,?\s*)",
    re.IGNORECASE,
)


@dataclass
class ExpectedCourse:
    """A course of the truth; `credits` as its text ("0 or 4"), or None."""

    name: str | None
    code: str | None
    credits: str | None


@dataclass
class ExpectedPerson:
    """A person of the truth. `roles` None: some role of the school, whichever; `optional`: may be missed."""

    name: str
    email: str | None
    roles: list[str] | None
    phone: str | None = None
    optional: bool = False
    email_known: bool = True


@dataclass
class ExpectedPage:
    """All that the truth says of one page; `complete_*`: more than this is a false find."""

    page: str
    kind: str
    courses: list[ExpectedCourse] = field(default_factory=list)
    people: list[ExpectedPerson] = field(default_factory=list)
    programmes: list[str] = field(default_factory=list)
    complete_courses: bool = False
    complete_people: bool = False


def without_titles(name: str) -> str:
    """`name` as written, its titles and double spaces left out."""
    return " ".join(TITLES.sub("", name).split()).strip(" ,")


def read_truth(path: Path) -> list[ExpectedPage]:
    """The lines of the truth file `path`."""
    return [_page(json.loads(line)) for line in path.read_text("utf-8").splitlines() if line.strip()]


def _page(line: dict[str, Any]) -> ExpectedPage:
    expected = ExpectedPage(line["page"], line["kind"])
    if "teachers" in line:
        return _osiris(expected, line)
    if "name" in line:
        roles = [] if line["group"] == "students" else None
        expected.people = [ExpectedPerson(line["name"], line["email"], roles)]
        expected.complete_courses = True
        return expected
    complete = line.get("complete", {"courses": True, "people": True})
    expected.complete_courses, expected.complete_people = complete["courses"], complete["people"]
    for course in line["courses"]:
        raw = course.get("credits_text") if course.get("credits") is None else course["credits"]
        expected.courses.append(ExpectedCourse(course["name"], course.get("code"), _credits(raw)))
    for person in line["people"]:
        expected.people.append(
            ExpectedPerson(
                person["name"], person.get("email"), person["roles"], person.get("phone"), email_known="email" in person
            )
        )
    expected.programmes = [programme["name"] for programme in line.get("programmes", [])]
    return expected


def _credits(raw: object) -> str | None:
    if raw is None or raw == "":
        return None
    return " or ".join(str(value) for value in raw) if isinstance(raw, list) else str(raw)


def _osiris(expected: ExpectedPage, line: dict[str, Any]) -> ExpectedPage:
    """Course pages of an OSIRIS catalogue: the contact person may teach as well."""
    expected.complete_courses = expected.complete_people = True
    expected.courses = [ExpectedCourse(line["title"], line["code"], line["credits"])]
    people: dict[str, ExpectedPerson] = {}
    for name in line["teachers"]:
        if not name.lower().startswith("vacature"):
            people[without_titles(name)] = ExpectedPerson(without_titles(name), None, ["teacher"], email_known=False)
    contact = line["contact"]
    if contact:
        name = without_titles(contact["name"])
        known = people.setdefault(name, ExpectedPerson(name, None, []))
        known.email, known.phone, known.email_known = contact["email"], contact["phone"], True
        known.roles = [*(known.roles or []), "contact"]
    expected.people = list(people.values())
    for person in line.get("in_text", []):
        expected.people.append(ExpectedPerson(person["name"], person["email"], None, optional=True))
    return expected
