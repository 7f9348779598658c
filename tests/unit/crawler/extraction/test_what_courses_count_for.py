"""The ways in which catalogues say what a course counts for, beside its title and below it."""

import pytest

from crawler.extraction import read_page
from crawler.extraction.course_lines import read_course_line
from crawler.extraction.recognisers.credit_sentences import closing_credits, leading_credits
from crawler.extraction.title_credits import credits_among_facts, without_credits

COURSES = [("BIO 210", "Ecology of Lakes", 3), ("BIO 220", "Genes at Work", 4), ("BIO 330", "Life at Sea", 3)]
TEXT = "How all of it lives in lakes and rivers, and why it does so. Offered every spring semester."


@pytest.mark.parametrize(
    "entry",
    [
        "<h3>{code} ({credits}) {name}</h3><p>{text}</p>",
        "<p><b>{code} ({credits}) {name}</b><br>{text}</p>",
        "<h3>{code} {name} ({credits} credits) (Fall)</h3><p>{text}</p>",
        "<h3>{code} {name} ({credits} credits) Fall</h3><p>{text}</p>",
        "<h3>{code} {name} ({credits} cr.; Prereq. BIO 100; A-F)</h3><p>{text}</p>",
        "<h3>{code} {name} {credits}:3:0</h3><p>{text}</p>",
        "<h3>{code} {name} {credits}(3,0)</h3><p>{text}</p>",
        "<h3>{code} {name} (3+0) {credits}</h3><p>{text}</p>",
        "<h3>{code} {name} | {credits}</h3><p>{text}</p>",
        "<p>{code} {name}. Credit, {credits} hours.</p>",
        "<p>{code} {name}. {credits} credits, 2 terms</p>",
        "<h3>{code} {name}</h3><p>{credits} units, 4 lecture hours, 2 lab hours</p><p>{text}</p>",
        "<h3>{code} {name}</h3><p>3 hrs lecture, 2 hrs lab; {credits} units</p><p>{text}</p>",
        "<h3>{code} {name}</h3><p>Lec 3 Lab 2 Cr {credits}</p><p>{text}</p>",
        "<h3>{code} {name}</h3><p>{credits}(3,0)</p><p>{text}</p>",
        "<h3>{code} {name}</h3><p>(F) ({credits}) {text}</p>",
        "<h3>{code} {name}</h3><p>Cr {credits} {text}</p>",
        "<h3>{code} {name}</h3><p>{text} {credits} units.</p>",
        "<h3>{code} {name}</h3><p>{text} ({credits} units)</p>",
        "<h3>{code} {name}</h3><p>Three hours lecture, two hours laboratory a week; one term, {credits} credits.</p>",
    ],
)
def test_forms_of_catalogues(entry: str) -> None:
    body = "".join(entry.format(code=code, name=name, credits=number, text=TEXT) for code, name, number in COURSES)
    found = read_page(f"<html><body><h1>Courses</h1>{body}</body></html>", "https://school.example/courses")
    assert [(course.code, course.name, course.credits) for course in found.courses] == COURSES


@pytest.mark.parametrize("line", ["Zeebiologie, 6 LP", "Zeebiologie (6 CP)", "Zeebiologie (4 SWS, 6 LP)"])
def test_a_title_without_code_whose_short_unit_stands_apart(line: str) -> None:
    read = read_course_line(line)
    assert read is not None
    assert read.credits is not None
    assert (read.name, read.credits.number) == ("Zeebiologie", 6.0)


@pytest.mark.parametrize(
    "line", ["Zeebiologie (3 hours)", "Zeebiologie, 4 SWS", "Zeebiologie 6", "Zeebiologie (deel 2)"]
)
def test_hours_and_bare_figures_behind_a_title_without_code_are_no_credits(line: str) -> None:
    read = read_course_line(line)
    assert read is None or read.credits is None


@pytest.mark.parametrize(
    ("title", "name", "number"),
    [
        ("Calculus 2", "Calculus 2", None),
        ("Calculus (3-2)", "Calculus", None),
        ("Cells, 4 SWS", "Cells", None),
        ("Music of the 60s", "Music of the 60s", None),
        ("Ecology (three credits)", "Ecology", 3.0),
    ],
)
def test_a_title_keeps_the_figures_that_are_its_own(title: str, name: str, number: float | None) -> None:
    rest, stated = without_credits(title)
    assert (rest, stated.number if stated else None) == (name, number)


def test_a_choice_of_credits_in_brackets_is_told_from_hours_of_two_sorts() -> None:
    assert without_credits("Research (1-12)")[1] is not None
    assert without_credits("Research (1-12)")[0] == without_credits("Research (2-3)")[0] == "Research"
    assert without_credits("Research (2-3)")[1] is None


@pytest.mark.parametrize(
    ("line", "number"),
    [
        ("3 hours of lecture, 2 of laboratory", None),
        ("Unit 3: Cells", None),
        ("2 SWS, 60 hours", None),
        ("Semester 2, 7,5 LP, Englisch", 7.5),
    ],
)
def test_a_line_of_facts(line: str, number: float | None) -> None:
    stated = credits_among_facts(line)
    assert (stated.number if stated else None) == number


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("How bees live. 3 units.", 3.0),
        ("How bees live. Prerequisite: BIO 101. (4 credits)", 4.0),
        ("How bees live. Prerequisite: junior standing (60 credits)", None),
        ("How bees live. Completion of at least two courses, 9 credits.", None),
        ("How bees live. May be repeated for up to (6 credits)", None),
    ],
)
def test_what_a_description_ends_with(text: str, number: float | None) -> None:
    stated = closing_credits(text)
    assert (stated.number if stated else None) == number


@pytest.mark.parametrize(
    ("text", "number", "written"),
    [
        ("Three credits. How bees live.", 3.0, "Three credits"),
        ("[36L] 0.5 credit. How bees live.", 0.5, "0.5 credit"),
        ("3.00 credits How bees live.", 3.0, "3.00 credits"),
    ],
)
def test_more_that_a_description_begins_with(text: str, number: float, written: str) -> None:
    stated = leading_credits(text)
    assert stated is not None
    assert (stated[0].number, stated[0].text) == (number, written)
