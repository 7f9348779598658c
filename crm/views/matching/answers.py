"""What teachers answered before: a no to a like case lowers, a yes raises, and both are said."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlmodel import Session

from crm.case_words import ProposalState
from crm.language import _
from crm.matching import CaseText, Matcher
from crm.spoken import spoken_day
from crm.tables import table_named
from crm.text import clean, fold
from crm.views.matching.asked import Asked
from crm.views.matching.obstacles import Before
from crm.views.matching.weights import Weights, weights

PROPOSAL, CASE = table_named("proposal"), table_named("company_case")

ANSWERED = (ProposalState.ACCEPTED, ProposalState.DECLINED, ProposalState.MAYBE)


@dataclass(frozen=True, slots=True)
class Answer:
    """What a teacher said to a case."""

    case_id: int
    title: str
    lead_id: int
    course_id: int | None
    state: ProposalState
    on: date
    note: str | None = None
    again_on: date | None = None


@dataclass(frozen=True, slots=True)
class Shift:
    """By how much what was answered before changes a score, with the sentence for what weighs most."""

    by: float = 0.0
    said: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Answers:
    """The answers of some leads to one case's likes. `likeness`: id of a case → how much its answer counts, 0 to 1."""

    of: Mapping[int, tuple[Answer, ...]]
    likeness: Mapping[int, float]
    before: Mapping[int, Before]
    """Lead → that this very case was put to them."""


def answers_among(said: Sequence[Answer], case: Asked, texts: Mapping[int, CaseText], matcher: Matcher) -> Answers:
    """What was answered to cases like this one, by whom, and who has this one already, of all that was `said`.

    `texts` are those of all cases.
    """
    answered = {one.case_id for one in said if one.case_id != case.id and one.state in ANSWERED}
    others = [texts[id_] for id_ in sorted(answered & texts.keys())]
    by = weights()
    first, last = by.alike if matcher.meanings else by.alike_by_words
    likeness = {
        int(other.id): min(max((like - first) / (last - first), 0.0), 1.0)
        for other, like in zip(others, matcher.alike(case.text, others), strict=True)
    }
    of: dict[int, list[Answer]] = defaultdict(list)
    for one in said:
        if likeness.get(one.case_id, 0.0) > 0 and one.state in ANSWERED:
            of[one.lead_id].append(one)
    before = {one.lead_id: Before(one.state, one.on, one.note, one.again_on) for one in said if one.case_id == case.id}
    return Answers({lead: tuple(found) for lead, found in of.items()}, likeness, before)


def shift_of(answers: Answers, lead_id: int | None, course_id: int | None, today: date) -> Shift:
    """What the answers of a lead to like cases change for a course of theirs; together at most `most`."""
    if lead_id is None:
        return Shift()
    by = weights()
    parts = [(_worth(one, course_id, by) * answers.likeness[one.case_id], one) for one in answers.of.get(lead_id, ())]
    parts = sorted((part for part in parts if part[0]), key=lambda part: -abs(part[0]))
    total = sum(worth for worth, _one in parts)
    return Shift(max(-by.most, min(by.most, total)), tuple(_said(one, today) for _worth_, one in parts[:2]))


def _worth(one: Answer, course_id: int | None, by: Weights) -> float:
    worth = {
        ProposalState.ACCEPTED: by.accepted,
        ProposalState.DECLINED: by.declined * (by.moment if is_of_the_moment(one.note) else 1.0),
        ProposalState.MAYBE: by.maybe,
    }[one.state]
    return worth * (1.0 if one.course_id in {course_id, None} else by.other_course)


def is_of_the_moment(note: str | None) -> bool:
    """Whether the reason of a no is the moment ("dit blok zit vol"), and not what was asked."""
    words = f" {fold(note or '')} "
    return any(f" {word} " in words for word in weights().moment_words)


def _said(one: Answer, today: date) -> str:
    title, day, note = clean(one.title, 60), spoken_day(one.on, today), clean(one.note or "", 100)
    said = {
        ProposalState.ACCEPTED: _("said yes to a case like it on {day}: “{title}”"),
        ProposalState.DECLINED: _("said no to a case like it on {day}: “{title}”"),
        ProposalState.MAYBE: _("said maybe to a case like it on {day}: “{title}”"),
    }[one.state].format(day=day, title=title)
    return f"{said} ({note})" if note else said


_PROPOSALS = (
    sa.select(PROPOSAL.c.case_id, PROPOSAL.c.lead_id, PROPOSAL.c.course_id, PROPOSAL.c.state, PROPOSAL.c.note)
    .add_columns(sa.func.coalesce(PROPOSAL.c.answered_on, PROPOSAL.c.sent_on, PROPOSAL.c.made_on).label("on"))
    .add_columns(PROPOSAL.c.again_on, CASE.c.title)
    .join(CASE, CASE.c.id == PROPOSAL.c.case_id)
    .order_by(PROPOSAL.c.id)
)


def read_answers(session: Session) -> list[Answer]:
    """All proposals."""
    return [
        Answer(
            case_id=row.case_id,
            title=row.title,
            lead_id=row.lead_id,
            course_id=row.course_id,
            state=row.state,
            on=row.on,
            note=row.note,
            again_on=row.again_on,
        )
        for row in session.connection().execute(_PROPOSALS)
    ]
