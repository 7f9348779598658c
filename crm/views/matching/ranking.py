"""The ranked lists: the courses for a case, and the cases for a teacher."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

import numpy as np
import sqlalchemy as sa
from sqlmodel import Session

from crm.errors import NotFoundError
from crm.language import _
from crm.matching.encoders import Encoder
from crm.matching.index import Scores
from crm.tables.core import ENTITY, LEAD, ROLE, STANDS
from crm.views.matching.answers import Answer, Answers, answers_among, read_answers, shift_of
from crm.views.matching.asked import Asked, one_case, open_cases
from crm.views.matching.facts import TEACHES, CourseFacts, Facts, Teacher, facts_of
from crm.views.matching.index import Index, index_of
from crm.views.matching.obstacles import Obstacle, landing, obstacles
from crm.views.matching.reasons import reasons, sentences_of, words_said
from crm.views.matching.texts import Of
from crm.views.matching.told import Told, told_of, with_told
from crm.views.matching.weights import weights
from crm.words import EntityKind


@dataclass(frozen=True, slots=True)
class MatchLine:
    """A case, and a course that it may land in. `score`: by chance 0 to 3, what fits well 8 to 20."""

    case: Asked
    course: CourseFacts
    teacher: Teacher | None
    score: float
    reasons: tuple[str, ...]
    words: tuple[str, ...]
    obstacles: tuple[Obstacle, ...] = field(default=())

    @property
    def order(self) -> tuple[float, ...]:
        """Best first: what nothing stands in the way of, then by what stands there; the score among each."""
        worst = max((one.stands for one in self.obstacles), default=0)
        return worst, -self.score, self.course.id, self.case.id


@dataclass(frozen=True, slots=True)
class _Scored:
    """A case held against all courses: their scores with what teachers told, and what was answered to its likes."""

    asked: Asked
    scores: Scores
    told: dict[int, Told]
    answers: Answers


def for_case(
    session: Session, case: int | str, encoders: Sequence[Encoder] = (), *, today: date, limit: int = 10
) -> list[MatchLine]:
    """The courses of the map for a case, best first, at most `limit`.

    Closely looked at are those whose texts fit best, and more of them as long as something stands in the way of too
    many (`candidates` in the weights). Raises NotFoundError.
    """
    asked = one_case(session, case)
    index = index_of(session, encoders)
    scored = _scored(session, index, asked, read_answers(session))
    order = [int(number) for number in np.argsort(-scored.scores, kind="stable")[: weights().candidates]]
    lines: list[MatchLine] = []
    start, size = 0, max(weights().first, limit)
    while start < len(order) and sum(not line.obstacles for line in lines) < limit:
        some = order[start : start + size]
        facts = facts_of(session, [index.of[place].id for place in some], today)
        lines += _lines(session, index, scored, some, facts, today)
        start, size = start + size, size * 2
    return sorted(lines, key=lambda line: line.order)[:limit]


def for_lead(
    session: Session, lead_id: int, encoders: Sequence[Encoder] = (), *, today: date, limit: int = 10
) -> list[MatchLine]:
    """The open cases for a teacher, each in the course of theirs that it fits best. Raises NotFoundError."""
    found = for_leads(session, [lead_id], encoders, today=today)
    if lead_id not in found:
        raise NotFoundError(_("There is no lead {id}: `werkplaats leads` lists them.").format(id=lead_id))
    return found[lead_id][:limit]


def for_leads(
    session: Session, lead_ids: Sequence[int], encoders: Sequence[Encoder] = (), *, today: date
) -> dict[int, list[MatchLine]]:
    """As `for_lead`, for several at once: each case is held against the courses once."""
    chosen = sa.select(LEAD.c.id, LEAD.c.person_id).where(LEAD.c.id.in_(lead_ids))
    people = {row.id: row.person_id for row in session.connection().execute(chosen)}
    index = index_of(session, encoders)
    own = {lead: _own_courses(session, person) for lead, person in people.items()}
    places = {
        lead: [index.places[of] for id_ in courses if (of := Of("course", id_)) in index.places]
        for lead, courses in own.items()
    }
    facts = facts_of(session, sorted({id_ for courses in own.values() for id_ in courses}), today)
    said = read_answers(session)
    best: dict[int, list[MatchLine]] = {lead: [] for lead in people}
    for asked in open_cases(session) if any(places.values()) else ():
        scored = _scored(session, index, asked, said)
        for lead, theirs in places.items():
            lines = _lines(session, index, scored, theirs, facts, today, lead) if theirs else []
            if lines:
                best[lead].append(min(lines, key=lambda line: line.order))
    return {lead: sorted(lines, key=lambda line: line.order) for lead, lines in best.items()}


def _own_courses(session: Session, person_id: int) -> list[int]:
    held = (
        sa.select(ROLE.c.of_id)
        .join(ENTITY, ENTITY.c.id == ROLE.c.id)
        .where(ROLE.c.person_id == person_id, ROLE.c.of_kind == EntityKind.COURSE, ROLE.c.kind.in_(TEACHES), STANDS)
    )
    return sorted(set(session.connection().scalars(held)))


def _scored(session: Session, index: Index, asked: Asked, said: Sequence[Answer]) -> _Scored:
    texts = index.scores(asked.text)
    told = told_of(session, index, texts)
    answers = answers_among(said, asked, index.matcher)
    return _Scored(asked, with_told(texts, told, index.courses), told, answers)


def _lines(
    session: Session,
    index: Index,
    scored: _Scored,
    places: Sequence[int],
    facts: Facts,
    today: date,
    lead_id: int | None = None,
) -> list[MatchLine]:
    """The courses in these places for a case; with `lead_id` as that teacher gives them."""
    fits = index.matcher.told(scored.asked.text, places, scored.scores)
    sentences = sentences_of(session, [scored.told[place] for place in places if place in scored.told])
    lines = []
    for place, fit in zip(places, fits, strict=True):
        course = facts.courses.get(index.of[place].id)
        if course is None:
            continue
        teacher = _teacher(course, lead_id)
        before = scored.answers.before.get(teacher.lead_id) if teacher and teacher.lead_id else None
        of = landing(scored.asked, course, teacher, facts, today, before)
        shift = shift_of(scored.answers, teacher.lead_id if teacher else None, course.id, today)
        score = fit.score + shift.by
        told = sentences.get(scored.told[place].of) if place in scored.told else None
        lines.append(
            MatchLine(
                case=scored.asked,
                course=course,
                teacher=teacher,
                score=round(score, 2),
                reasons=tuple(reasons(of, fit, score, told, shift)),
                words=words_said(fit),
                obstacles=tuple(obstacles(of, score)),
            )
        )
    return lines


def _teacher(course: CourseFacts, lead_id: int | None) -> Teacher | None:
    if lead_id is None:
        return next(iter(course.teachers), None)
    return next((one for one in course.teachers if one.lead_id == lead_id), None)
