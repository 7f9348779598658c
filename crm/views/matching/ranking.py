"""The ranked lists: the courses for a case, and the cases for a teacher."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import islice

import numpy as np
import sqlalchemy as sa
from sqlmodel import Session

from crm.errors import NotFoundError
from crm.language import LANGUAGES, _, language
from crm.matching.encoders import Encoder
from crm.matching.index import Scores
from crm.matching.matcher import Fit
from crm.tables.core import ENTITY, LEAD, ROLE, STANDS
from crm.views.matching.agreed import agreed_places
from crm.views.matching.answers import Answer, Answers, Shift, answers_among, read_answers, shift_of
from crm.views.matching.asked import Asked, one_case, open_cases
from crm.views.matching.facts import TEACHES, CourseFacts, Facts, Teacher, facts_of
from crm.views.matching.index import Index, index_of
from crm.views.matching.obstacles import Landing, Obstacle, Stands, landing, obstacles
from crm.views.matching.reasons import reasons, sentences_of, why_said, words_said
from crm.views.matching.texts import Of
from crm.views.matching.told import Told, told_about, told_about_agreed, told_of, with_told
from crm.views.matching.weights import weights
from crm.words import FUNNEL, EntityKind


@dataclass(frozen=True, slots=True)
class MatchLine:
    """A case, and a course or agreement that it may land in. `score`: by chance 0 to 3, what fits well 8 to 20."""

    case: Asked
    course: CourseFacts
    teacher: Teacher | None
    score: float
    reasons: tuple[str, ...]
    words: tuple[str, ...]
    obstacles: tuple[Obstacle, ...] = field(default=())
    why: Mapping[str, str] = field(default_factory=dict)
    """Language → why it would suit the teacher, in words to them."""

    @property
    def shown_score(self) -> int:
        """The score as a list shows it: whole, and 0 for what speaks against it only."""
        return max(round(self.score), 0)


@dataclass(frozen=True, slots=True)
class _Scored:
    """A case held against all texts: their scores with what teachers told, and what was answered to its likes."""

    asked: Asked
    scores: Scores
    told: dict[int, Told]
    answers: Answers


@dataclass(frozen=True, slots=True)
class _Weighed:
    """A course in its place among the texts, with all that decides where it stands; the reasons come later."""

    scored: _Scored
    place: int
    of: Landing
    shift: Shift
    score: float
    obstacles: tuple[Obstacle, ...]

    @property
    def order(self) -> tuple[float, ...]:
        """Best first: what nothing stands in the way of, then by what stands there; the score among each.

        Where little in the texts speaks for any, those come first in which it could land.
        """
        stands = {one.stands for one in self.obstacles}
        worst = max(stands, default=0)
        cannot = worst is Stands.LITTLE_FIT and Stands.IN_THE_WAY in stands
        course = self.of.course
        return worst, cannot, -self.score, course.id or 0, course.agreement_id or 0, self.of.case.id


def for_case(
    session: Session, case: int | str, encoders: Sequence[Encoder] = (), *, today: date, limit: int = 10
) -> list[MatchLine]:
    """The courses of the map for a case, best first, at most `limit`.

    Closely looked at are those whose texts fit best, and as many of teachers to whom a case can be put (`looked_at` in
    the weights). Raises NotFoundError.
    """
    asked = one_case(session, case)
    index = index_of(session, encoders)
    agreed = agreed_places(session, today)
    scored = _scored(index, asked, _told_about(session, agreed), read_answers(session))
    count = max(weights().looked_at, limit)
    places = _looked_at(session, index, scored, count)
    facts = facts_of(session, [index.of[place].id for place in places], today, agreed)
    places += _best(scored, _agreed_at(index, agreed), count)
    found = sorted(_weighed(index, scored, places, facts, today), key=lambda one: one.order)
    return _lines(session, index, found[:limit])


def for_lead(
    session: Session, lead_id: int, encoders: Sequence[Encoder] = (), *, today: date, limit: int = 10
) -> list[MatchLine]:
    """The open cases for a teacher, each in the course of theirs that it fits best. Raises NotFoundError."""
    found = for_leads(session, [lead_id], encoders, today=today, limit=limit)
    if lead_id not in found:
        raise NotFoundError(_("There is no lead {id}: `werkplaats leads` lists them.").format(id=lead_id))
    return found[lead_id]


def for_leads(
    session: Session,
    lead_ids: Sequence[int],
    encoders: Sequence[Encoder] = (),
    *,
    today: date,
    limit: int | None = None,
) -> dict[int, list[MatchLine]]:
    """As `for_lead`, for several at once: each case is held against the courses once."""
    theirs = _theirs(session, lead_ids, encoders, today)
    best: dict[int, list[_Weighed]] = {lead: [] for lead in theirs.places}
    for asked in open_cases(session) if any(theirs.places.values()) else ():
        for lead, found in theirs.weighed(asked).items():
            best[lead].extend(found[:1])
    chosen_of = {lead: sorted(found, key=lambda one: one.order)[:limit] for lead, found in best.items()}
    lines = iter(_lines(session, theirs.index, [one for found in chosen_of.values() for one in found]))
    return {lead: list(islice(lines, len(found))) for lead, found in chosen_of.items()}


def landings(
    session: Session, case: int | str, lead_id: int, encoders: Sequence[Encoder] = (), *, today: date
) -> list[CourseFacts]:
    """Where a case may land with a teacher, in the order of the match: their courses, and agreements in none.

    Raises NotFoundError for an unknown case.
    """
    found = _theirs(session, [lead_id], encoders, today).weighed(one_case(session, case))
    return [one.of.course for one in found.get(lead_id, ())]


@dataclass(frozen=True, slots=True)
class _Theirs:
    """Where cases may land with some leads, and all that is asked of each case there."""

    index: Index
    places: dict[int, list[int]]
    """Lead → places among the texts: of their courses, and of their agreements in none."""
    facts: Facts
    about: Sequence[tuple[Of, Of]]
    said: Sequence[Answer]
    today: date

    def weighed(self, asked: Asked) -> "dict[int, list[_Weighed]]":
        """Lead → the places where a case may land with them, best first; it is held against all texts once."""
        scored = _scored(self.index, asked, self.about, self.said)
        return {
            lead: sorted(_weighed(self.index, scored, theirs, self.facts, self.today, lead), key=lambda one: one.order)
            for lead, theirs in self.places.items()
        }


def _theirs(session: Session, lead_ids: Sequence[int], encoders: Sequence[Encoder], today: date) -> _Theirs:
    chosen = sa.select(LEAD.c.id, LEAD.c.person_id).where(LEAD.c.id.in_(lead_ids))
    people = {row.id: row.person_id for row in session.connection().execute(chosen)}
    index = index_of(session, encoders)
    own = _own_courses(session, people.values())
    agreed = agreed_places(session, today, list(people))
    places = {
        lead: [index.places[of] for id_ in own.get(person, ()) if (of := Of("course", id_)) in index.places]
        for lead, person in people.items()
    }
    for place in _agreed_at(index, agreed):
        for teacher in agreed[index.of[place].id].teachers:
            places[teacher.lead_id or 0].append(place)
    facts = facts_of(session, sorted({id_ for courses in own.values() for id_ in courses}), today, agreed)
    return _Theirs(index, places, facts, _told_about(session, agreed), read_answers(session), today)


def _looked_at(session: Session, index: Index, scored: _Scored, count: int) -> list[int]:
    """The places of the courses that are looked at closely."""
    best = _best(scored, range(index.courses), count)
    ids = set(session.connection().scalars(_OPEN_TO))
    theirs = sorted(index.places[of] for id_ in ids if (of := Of("course", id_)) in index.places)
    return list(dict.fromkeys((*best, *_best(scored, theirs, count))))


def _best(scored: _Scored, places: Sequence[int], count: int) -> list[int]:
    """At most `count` of these places, those that score highest first."""
    among = np.array(places, dtype=int)
    order = np.argsort(-scored.scores[among], kind="stable")[:count]
    found: list[int] = among[order].tolist()
    return found


def _agreed_at(index: Index, agreed: Iterable[int]) -> list[int]:
    """The places among the texts of agreements that are in no course."""
    return [index.places[of] for id_ in agreed if (of := Of("agreement", id_)) in index.places]


def _told_about(session: Session, agreed: Mapping[int, CourseFacts]) -> list[tuple[Of, Of]]:
    """What teachers told, and of what; an example that is of no course in particular is of their agreements too."""
    return [*told_about(session), *told_about_agreed(session, agreed)]


_OPEN_TO = (
    sa.select(ROLE.c.of_id)
    .join(LEAD, LEAD.c.person_id == ROLE.c.person_id)
    .where(ROLE.c.of_kind == EntityKind.COURSE, ROLE.c.kind.in_(TEACHES), LEAD.c.stage.in_(FUNNEL[1:]))
)
"""The courses of teachers to whom a case can be put."""


def _own_courses(session: Session, people: Iterable[int]) -> dict[int, list[int]]:
    """Person → the courses they give, by number."""
    held = (
        sa.select(ROLE.c.person_id, ROLE.c.of_id)
        .join(ENTITY, ENTITY.c.id == ROLE.c.id)
        .where(ROLE.c.of_kind == EntityKind.COURSE, ROLE.c.kind.in_(TEACHES), STANDS)
        .where(ROLE.c.person_id.in_(list(people)))
        .distinct()
        .order_by(ROLE.c.of_id)
    )
    found: dict[int, list[int]] = {}
    for row in session.connection().execute(held):
        found.setdefault(row.person_id, []).append(row.of_id)
    return found


def _scored(index: Index, asked: Asked, about: Sequence[tuple[Of, Of]], said: Sequence[Answer]) -> _Scored:
    """A case held against all courses, with all that is told `about` them and was `said` to cases."""
    texts = index.scores(asked.text)
    told = told_of(about, index, texts)
    answers = answers_among(said, asked, index.cases, index.matcher)
    return _Scored(asked, with_told(texts, told), told, answers)


def _weighed(
    index: Index, scored: _Scored, places: Sequence[int], facts: Facts, today: date, lead_id: int | None = None
) -> list[_Weighed]:
    """The courses in these places that stand, for a case; with `lead_id` those that this teacher gives."""
    found = []
    for place in places:
        of = index.of[place]
        course = facts.courses.get(of.id) if of.sort == "course" else facts.agreed.get(of.id)
        teacher = _teacher(course, lead_id) if course is not None else None
        if course is None or (lead_id is not None and teacher is None):
            continue
        lead = teacher.lead_id if teacher is not None else None
        lands = landing(scored.asked, course, teacher, facts, today, scored.answers.before.get(lead or 0))
        shift = shift_of(scored.answers, lead, course.id, today)
        score = round(float(scored.scores[place]) + shift.by, 2)
        found.append(_Weighed(scored, place, lands, shift, score, tuple(obstacles(lands, score))))
    return found


def _lines(session: Session, index: Index, found: Sequence[_Weighed]) -> list[MatchLine]:
    """What was found, with the reasons."""
    about = [one.scored.told[one.place] for one in found if one.place in one.scored.told]
    sentences = sentences_of(session, about)
    fits, lines = _fits(index, found), []
    why = _why(session, found, fits, about)
    for one in found:
        asked, told = one.scored.asked, one.scored.told.get(one.place)
        fit = fits[asked.id, one.place]
        said = sentences.get(told.of) if told is not None else None
        lines.append(
            MatchLine(
                case=asked,
                course=one.of.course,
                teacher=one.of.teacher,
                score=one.score,
                reasons=tuple(reasons(one.of, fit, one.score, said, one.shift)),
                words=words_said(fit),
                obstacles=one.obstacles,
                why={name: said_in[asked.id, one.place] for name, said_in in why.items()},
            )
        )
    return lines


def _why(
    session: Session, found: Sequence[_Weighed], fits: Mapping[tuple[int, int], Fit], about: list[Told]
) -> dict[str, dict[tuple[int, int], str]]:
    """Language → case and place → why it would suit the teacher."""
    why: dict[str, dict[tuple[int, int], str]] = {}
    for name in LANGUAGES:
        with language(name):
            sentences = sentences_of(session, about, to_teacher=True)
            said = why.setdefault(name, {})
            for one in found:
                key, told = (one.scored.asked.id, one.place), one.scored.told.get(one.place)
                said[key] = why_said(fits[key], sentences.get(told.of) if told is not None else None)
    return why


def _fits(index: Index, found: Sequence[_Weighed]) -> dict[tuple[int, int], Fit]:
    """Case and place of a course → what speaks for it; each case is read once, however many courses it is held to."""
    places: dict[int, set[int]] = defaultdict(set)
    for one in found:
        places[one.scored.asked.id].add(one.place)
    scored = {one.scored.asked.id: one.scored for one in found}
    return {
        (case, fit.course): fit
        for case, theirs in places.items()
        for fit in index.matcher.told(scored[case].asked.text, sorted(theirs), scored[case].scores)
    }


def _teacher(course: CourseFacts, lead_id: int | None) -> Teacher | None:
    if lead_id is None:
        return next(iter(course.teachers), None)
    return next((one for one in course.teachers if one.lead_id == lead_id), None)
