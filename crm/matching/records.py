"""Courses and cases from JSON records, and the rankings of all courses for each case."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from crm.matching import encoders
from crm.matching.matcher import Matcher
from crm.matching.texts import CaseText, CourseText
from crm.matching.words import language_of

Record = Mapping[str, Any]


def course_of(record: Record) -> CourseText:
    """A course from a record with `id` and `name`; what else it says is taken where it is a text."""
    name, description = str(record["name"]), _text(record, "description")
    listed = record.get("learning_outcomes")
    outcomes = [listed] if isinstance(listed, str) else listed if isinstance(listed, list) else []
    said = tuple(str(outcome) for outcome in outcomes)
    return CourseText(
        id=record["id"],
        name=name,
        language=_text(record, "language") or language_of(" ".join((name, description, *said))),
        description=description,
        outcomes=said,
        programme=_text(record, "programme"),
    )


def case_of(record: Record) -> CaseText:
    """A case from a record with `id` and `text`."""
    text = str(record["text"])
    return CaseText(
        id=record["id"],
        text=text,
        language=_text(record, "language") or language_of(text),
        sector=_text(record, "sector"),
    )


def rankings(
    courses: Sequence[CourseText], cases: Sequence[CaseText], *, words_only: bool = False
) -> Iterator[tuple[CaseText, list[int | str]]]:
    """Each case with the ids of all courses, best first."""
    matcher = Matcher(courses, () if words_only else encoders.installed(), cases)
    for case in cases:
        yield case, [courses[fit.course].id for fit in matcher.rank(case)]


def _text(record: Record, field: str) -> str:
    value = record.get(field)
    return value if isinstance(value, str) else ""
