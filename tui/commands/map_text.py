"""The course map as text: school, unit, programme, course and teachers, indented."""

from collections import defaultdict
from typing import Any

from crm.language import _
from tui.commands import output

MOST_LINES = 400
"""Lines shown; what is more is counted, and stands whole in the JSON."""


def print_map(document: dict[str, list[dict[str, Any]]]) -> None:
    """Prints the map's counts a school, then its programmes and courses with who teaches them."""
    if not document["institutions"]:
        output.say(_("Nothing is mapped yet. `werkplaats crawl https://www.school.example` maps a school."))
        return
    lines = [line for school in document["institutions"] for line in _school(school, document)]
    for line in lines[:MOST_LINES]:
        output.say(line)
    if len(lines) > MOST_LINES:
        output.say(_("… and {n} lines more: --query narrows, --json gives all.").format(n=len(lines) - MOST_LINES))


def _school(school: dict[str, Any], document: dict[str, list[dict[str, Any]]]) -> list[str]:
    number = school["id"]
    programmes, courses, people = (
        [row for row in document[kind] if row["institution_id"] == number]
        for kind in ("programmes", "courses", "people")
    )
    counts = _("{p} programmes, {c} courses, {n} people").format(p=len(programmes), c=len(courses), n=len(people))
    lines = [f"{school['name']} ({school['level'] or '–'}): {counts}"]
    teachers = _teachers(document)
    placed: set[int] = set()
    for programme in programmes:
        lines.append(f"  {programme['name']}")
        for course in courses:
            if programme["id"] in course.get("programme_ids", ()):
                placed.add(course["id"])
                lines.append(f"    {_course(course, teachers)}")
    lines += [f"  {_course(course, teachers)}" for course in courses if course["id"] not in placed]
    return lines


def _teachers(document: dict[str, list[dict[str, Any]]]) -> dict[int, list[str]]:
    names = {person["id"]: person["name"] for person in document["people"]}
    teachers: dict[int, list[str]] = defaultdict(list)
    for role in document["roles"]:
        if role["kind"] == "teacher" and role["person_id"] in names:
            teachers[role["of_id"]].append(names[role["person_id"]])
    return teachers


def _course(course: dict[str, Any], teachers: dict[int, list[str]]) -> str:
    credits_ = f"{course['credits']:g} EC" if course["credits"] is not None else None
    parts = (course["code"], course["name"], credits_, course["period"], ", ".join(teachers.get(course["id"], [])))
    return " · ".join(part for part in parts if part)
