"""What teachers told: an example of their students' work, or an agreed assignment, speaks for the courses it is of."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import sqlalchemy as sa
from sqlmodel import Session

from crm.matching.index import Scores
from crm.tables import table_named
from crm.tables.core import ENTITY, LEAD, ROLE, STANDS
from crm.views.matching.facts import CourseFacts
from crm.views.matching.index import Index
from crm.views.matching.texts import Of
from crm.views.matching.weights import weights
from crm.words import EntityKind, RoleKind

EXAMPLE, AGREEMENT = table_named("example"), table_named("agreement")


@dataclass(frozen=True, slots=True)
class Told:
    """What speaks most for a course of what its teachers told: whose text it is, and what it adds to the score."""

    of: Of
    adds: float


def told_of(about: Sequence[tuple[Of, Of]], index: Index, texts: Scores) -> dict[int, Told]:
    """Place of a text → what its teachers told that fits best, of all that is told `about` it.

    `texts`: the scores of all texts.
    """
    by = weights()
    worth = {"example": by.example, "agreement": by.agreement}
    found: dict[int, Told] = {}
    for of, course in about:
        place, told = index.places.get(course), index.places.get(of)
        if place is not None and told is not None:
            adds = worth[of.sort] * max(0.0, float(texts[told]) - by.chance)
            if adds > 0 and (place not in found or adds > found[place].adds):
                found[place] = Told(of, adds)
    return found


def with_told(texts: Scores, told: dict[int, Told]) -> Scores:
    """The scores of the texts, with what their teachers told."""
    scores = np.array(texts)
    for place, one in told.items():
        scores[place] += one.adds
    return scores


def told_about_agreed(session: Session, agreed: Mapping[int, CourseFacts]) -> list[tuple[Of, Of]]:
    """The examples of the teachers of these agreements with the agreement: those of no course in particular."""
    of_lead: dict[int, list[int]] = defaultdict(list)
    for id_, place in agreed.items():
        for teacher in place.teachers:
            of_lead[teacher.lead_id or 0].append(id_)
    loose = sa.select(EXAMPLE.c.id, EXAMPLE.c.lead_id).where(
        EXAMPLE.c.lead_id.in_(list(of_lead)), EXAMPLE.c.course_id.is_(None)
    )
    rows = session.connection().execute(loose.order_by(EXAMPLE.c.id)) if of_lead else ()
    return [(Of("example", id_), Of("agreement", one)) for id_, lead in rows for one in of_lead[lead]]


def told_about(session: Session) -> list[tuple[Of, Of]]:
    """Each example and agreement with the courses it is of: the one named, else all that the teacher gives."""
    connection = session.connection()
    own: dict[int, list[int]] = defaultdict(list)
    found: list[tuple[Of, Of]] = []
    loose: list[tuple[Of, int]] = []
    for sort, table in (("example", EXAMPLE), ("agreement", AGREEMENT)):
        for id_, lead, course in connection.execute(sa.select(table.c.id, table.c.lead_id, table.c.course_id)):
            if course is not None:
                found.append((Of(sort, id_), Of("course", course)))
            else:
                loose.append((Of(sort, id_), lead))
    if loose:
        gives = (
            sa.select(LEAD.c.id, ROLE.c.of_id)
            .join(ROLE, ROLE.c.person_id == LEAD.c.person_id)
            .join(ENTITY, ENTITY.c.id == ROLE.c.id)
            .where(LEAD.c.id.in_({lead for _of, lead in loose}), ROLE.c.of_kind == EntityKind.COURSE, STANDS)
            .where(ROLE.c.kind.in_((RoleKind.TEACHER, RoleKind.COURSE_COORDINATOR)))
        )
        for lead, course in connection.execute(gives):
            own[lead].append(course)
    return [*found, *((of, Of("course", course)) for of, lead in loose for course in own[lead])]
