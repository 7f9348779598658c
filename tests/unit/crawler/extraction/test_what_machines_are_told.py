"""Lists of courses, programmes with courses, and people named by their `@id`, that a page tells machines alone."""

import json
from typing import Any

from crawler.extraction.findings import PageKind

from .reading import courses, read, roles

NAMES = ["Bees", "Wax", "Swarms"]
COURSES = [{"@type": "Course", "name": name, "courseCode": f"BEE10{at}"} for at, name in enumerate(NAMES)]


def told(thing: dict[str, Any]) -> str:
    return f"<p>Hello</p><script type='application/ld+json'>{json.dumps(thing)}</script>"


def test_a_list_of_courses_is_a_list() -> None:
    items = [{"@type": "ListItem", "position": at, "item": course} for at, course in enumerate(COURSES)]
    found = read(told({"@type": "ItemList", "itemListElement": items}), "page", "Our offer")
    assert found.kind == PageKind.COURSE_LIST
    assert courses(found) == [(f"BEE10{at}", name, None) for at, name in enumerate(NAMES)]
    assert {evidence.field for evidence in found.evidence} >= {"courses[0].name", "courses[2].code"}


def test_a_programme_has_the_courses_that_it_is_said_to_have() -> None:
    programme = {"@type": "EducationalOccupationalProgram", "name": "Apiary Science", "hasCourse": COURSES[:1]}
    found = read(told(programme), "page", "Apiary Science")
    assert found.kind == PageKind.PROGRAMME
    assert [each.name for each in found.programmes] == ["Apiary Science"]
    assert courses(found) == [("BEE100", "Bees", None)]


def test_an_instructor_named_by_id_teaches_the_course() -> None:
    course = {**COURSES[0], "instructor": [{"@id": "#vos"}, {"@id": "#nobody"}]}
    person = {"@id": "#vos", "@type": "Person", "name": "Anna Vos", "email": "a.vos@school.example"}
    found = read(told({"@graph": [course, person]}), "page", "Bees")
    assert roles(found) == {"Anna Vos": {"teacher"}}
    assert found.people[0].email == "a.vos@school.example"
