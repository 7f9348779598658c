"""The places that agreements still have, and which open cases could take them: as many as can be, each once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlmodel import Session

from crm.calendar.runs import runs
from crm.calendar.school import SchoolCalendar
from crm.matching.encoders import Encoder
from crm.tables import table_named
from crm.views.agreements import AgreementLine
from crm.views.matching.asked import Asked
from crm.views.matching.facts import Facts, Teacher, facts_of
from crm.views.matching.index import Index, index_of
from crm.views.matching.obstacles import Stands, landing, obstacles
from crm.views.matching.texts import Of
from crm.views.matching.told import told_about, told_of, with_told
from crm.views.matching.weights import weights
from crm.views.room import rooms_of
from crm.words import RoleKind, Stage

AGREEMENT = table_named("agreement")


@dataclass(frozen=True, slots=True)
class Place:
    """An agreement with places that neither a case nor an offer takes. `starts`: the next run of its course."""

    agreement: AgreementLine
    left: int
    starts: date | None


def free_places(session: Session, today: date) -> list[Place]:
    """The agreements of this school year and later that have places left."""
    leads = sorted(
        set(session.connection().scalars(sa.select(AGREEMENT.c.lead_id).where(AGREEMENT.c.ended_on.is_(None))))
    )
    rooms = [room for of_lead in rooms_of(session, leads, today).values() for room in of_lead.rooms if room.left > 0]
    facts = facts_of(session, [one.agreement.course_id for one in rooms if one.agreement.course_id is not None], today)
    return [Place(room.agreement, room.left, _starts(room.agreement, facts, today)) for room in rooms]


def _starts(agreement: AgreementLine, facts: Facts, today: date) -> date | None:
    course = facts.courses.get(agreement.course_id or 0)
    if course is None:
        return None
    calendar = facts.calendars.get(course.school_id, SchoolCalendar(course.level))
    coming = runs(calendar, course.period, today, course.fill_by)
    return coming[0].starts if coming else None


def taken(
    session: Session, cases: Sequence[Asked], places: Sequence[Place], encoders: Sequence[Encoder], today: date
) -> dict[int, Place]:
    """Case → the place it could take, so that as many cases as can be have one (Kuhn's augmenting paths).

    A case can take a place whose course, example or agreed assignment fits it and where nothing stands in its way.
    """
    index = index_of(session, encoders)
    ids = [place.agreement.course_id for place in places if place.agreement.course_id is not None]
    facts = facts_of(session, ids, today)
    about = told_about(session)
    wants = {case.id: _could_take(about, index, case, places, facts, today) for case in cases}
    holders: dict[int, list[int]] = {number: [] for number in range(len(places))}

    def seat(case: int, seen: set[int]) -> bool:
        for number in wants[case]:
            if number in seen:
                continue
            seen.add(number)
            if len(holders[number]) < places[number].left:
                holders[number].append(case)
                return True
            for sitting in list(holders[number]):
                if seat(sitting, seen):
                    holders[number].remove(sitting)
                    holders[number].append(case)
                    return True
        return False

    for case in cases:
        seat(case.id, set())
    return {case: places[number] for number, held in holders.items() for case in held}


def _could_take(
    about: Sequence[tuple[Of, Of]], index: Index, case: Asked, places: Sequence[Place], facts: Facts, today: date
) -> list[int]:
    """Which places a case could take, the best fit first."""
    texts = index.scores(case.text)
    scores = with_told(texts, told_of(about, index, texts))
    found: list[tuple[float, int]] = []
    for number, place in enumerate(places):
        agreed = place.agreement
        at = index.places.get(Of("course", agreed.course_id or 0))
        told = index.places.get(Of("agreement", agreed.id))
        score = max(float(scores[at]) if at is not None else 0.0, float(texts[told]) if told is not None else 0.0)
        if score >= weights().gap_fits and not _in_the_way(case, place, facts, today):
            found.append((-score, number))
    return [number for _score, number in sorted(found)]


def _in_the_way(case: Asked, place: Place, facts: Facts, today: date) -> bool:
    agreed = place.agreement
    if case.setting is not None and agreed.setting is not case.setting:
        return True
    course = facts.courses.get(agreed.course_id or 0)
    if course is None:
        return False
    teacher = next((one for one in course.teachers if one.lead_id == agreed.lead_id), None)
    of = landing(case, course, teacher or _teacher(agreed), facts, today)
    return any(one.stands is Stands.IN_THE_WAY for one in obstacles(of, weights().gap_fits))


def _teacher(agreed: AgreementLine) -> Teacher:
    return Teacher(agreed.person_id, agreed.person, RoleKind.TEACHER, agreed.setting, agreed.lead_id, Stage.AGREEMENT)
