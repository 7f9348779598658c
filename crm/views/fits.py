"""Which open cases fit which teachers: by the texts of their courses, examples and agreements."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session

from crm.language import _, current_language
from crm.matching import CaseText, CourseText, Matcher
from crm.matching.concepts import concepts
from crm.matching.words import language_of
from crm.services.own_courses import own_courses
from crm.tables.core import COURSE, INSTITUTION, LEAD, PERSON, table_named
from crm.words import OPEN_CASES, Level, ProposalState, Setting

CASE, PROPOSAL, EXAMPLE, COMPANY = map(table_named, ("company_case", "proposal", "example", "company"))

MOST_WORDS = 4
"""Words and subjects that are named as the reason."""


@dataclass(frozen=True, slots=True)
class Fits:
    """A case that fits a lead: the course it fits best, how well, and why in a sentence."""

    lead_id: int
    case_id: int
    title: str
    company: str
    course_id: int | None
    score: float
    why: str
    setting: Setting | None = None


def fits(session: Session, lead_ids: Sequence[int], today: date, *, case_id: int | None = None) -> list[Fits]:
    """Every open case that may still be put to one of these leads, best first; nothing that they were offered before.

    With `case_id` only that case. A case that asks for another level than the school's does not fit.
    """
    texts, of_lead = _course_texts(session, lead_ids, today)
    cases = _cases(session, case_id)
    if not texts or not cases:
        return []
    offered = _offered(session, lead_ids)
    levels = _levels(session, lead_ids)
    matcher = Matcher(texts)
    found: list[Fits] = []
    for row in cases:
        text = CaseText(row["id"], _asked(row), language_of(_asked(row)), row["sector"] or "")
        best: dict[int, Fits] = {}
        for fit in matcher.rank(text):
            course = texts[fit.course]
            for lead in of_lead[fit.course]:
                if lead in best or row["id"] in offered[lead] or not _level_fits(row["level"], levels.get(lead)):
                    continue
                number = course.id if isinstance(course.id, int) else None
                why = _why(fit.words, fit.about, course.name)
                best[lead] = Fits(
                    lead, row["id"], row["title"], row["company"], number, round(fit.score, 2), why, row["setting"]
                )
        found += best.values()
    return sorted(found, key=lambda one: (-one.score, one.case_id, one.lead_id))


def _course_texts(session: Session, lead_ids: Sequence[int], today: date) -> tuple[list[CourseText], list[list[int]]]:
    """The courses of these leads, with what their students make, and of each course whose it is."""
    connection = session.connection()
    people = {
        row.id: row.person_id
        for row in connection.execute(sa.select(LEAD.c.id, LEAD.c.person_id).where(LEAD.c.id.in_(lead_ids)))
    }
    examples = _examples(session, lead_ids)
    whose: dict[int, list[int]] = defaultdict(list)
    bare: list[int] = []
    for lead in lead_ids:
        courses = own_courses(session, people[lead], today) if lead in people else []
        for course in courses:
            whose[course.id].append(lead)
        if not courses and lead in people:
            bare.append(lead)
    texts, of_lead = [], []
    chosen = sa.select(COURSE.c.id, COURSE.c.name, COURSE.c.description).where(COURSE.c.id.in_(list(whose)))
    for row in connection.execute(chosen.order_by(COURSE.c.id)):
        made = " ".join(text for lead in whose[row.id] for text in examples.get(lead, ()))
        words = f"{row.name}. {row.description or ''} {made}"
        texts.append(CourseText(row.id, row.name, language_of(words), f"{row.description or ''} {made}".strip()))
        of_lead.append(whose[row.id])
    for lead in bare:
        if examples.get(lead):
            words = " ".join(examples[lead])
            texts.append(CourseText(f"lead {lead}", "", language_of(words), words))
            of_lead.append([lead])
    return texts, of_lead


def _examples(session: Session, lead_ids: Sequence[int]) -> dict[int, list[str]]:
    chosen = sa.select(EXAMPLE.c.lead_id, EXAMPLE.c.text, EXAMPLE.c.helps).where(EXAMPLE.c.lead_id.in_(lead_ids))
    found: dict[int, list[str]] = defaultdict(list)
    for row in session.connection().execute(chosen.order_by(EXAMPLE.c.id)):
        found[row.lead_id].append(". ".join(part for part in (row.text, row.helps) if part))
    return found


def _cases(session: Session, case_id: int | None) -> Sequence[Mapping[str, Any]]:
    taken = sa.exists().where(PROPOSAL.c.case_id == CASE.c.id, PROPOSAL.c.state == ProposalState.ACCEPTED)
    chosen = (
        sa.select(CASE.c.id, CASE.c.title, CASE.c.question, CASE.c.has, CASE.c.wants, CASE.c.sector, CASE.c.level)
        .add_columns(CASE.c.setting, COMPANY.c.name.label("company"))
        .join(COMPANY, COMPANY.c.id == CASE.c.company_id)
        .where(CASE.c.state.in_(OPEN_CASES), sa.not_(taken))
        .order_by(CASE.c.received_on, CASE.c.id)
    )
    if case_id is not None:
        chosen = chosen.where(CASE.c.id == case_id)
    return [dict(row) for row in session.connection().execute(chosen).mappings()]


def _asked(row: Mapping[str, Any]) -> str:
    return ". ".join(str(row[name]) for name in ("title", "question", "has", "wants") if row[name])


def _offered(session: Session, lead_ids: Sequence[int]) -> dict[int, set[int]]:
    found: dict[int, set[int]] = defaultdict(set)
    chosen = sa.select(PROPOSAL.c.lead_id, PROPOSAL.c.case_id).where(PROPOSAL.c.lead_id.in_(lead_ids))
    for row in session.connection().execute(chosen):
        found[row.lead_id].add(row.case_id)
    return found


def _levels(session: Session, lead_ids: Sequence[int]) -> dict[int, Level | None]:
    chosen = (
        sa.select(LEAD.c.id, INSTITUTION.c.level)
        .join(PERSON, PERSON.c.id == LEAD.c.person_id)
        .join(INSTITUTION, INSTITUTION.c.id == PERSON.c.institution_id)
        .where(LEAD.c.id.in_(lead_ids))
    )
    return {row.id: row.level for row in session.connection().execute(chosen)}


def _level_fits(wanted: object, level: Level | None) -> bool:
    return wanted is None or level is None or wanted == level


def _why(words: Iterable[str], about: Iterable[str], course: str) -> str:
    """Why it fits, in a sentence: what both speak of, else the words they share."""
    told = concepts()
    names = dict(zip(told.keys, told.names[current_language()], strict=True))
    both = [names[key] for key in about if key in names][:MOST_WORDS] or list(words)[:MOST_WORDS]
    if not both:
        return ""
    said = _("{course} and the case are both about {what}") if course else _("both are about {what}")
    return said.format(course=course, what=", ".join(both))
