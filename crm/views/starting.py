"""What a form begins with: so little is typed as possible, and everything that is known already stands there."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, select

from crm.services.own_courses import OwnCourse, own_courses
from crm.tables import Lead, Person
from crm.views.agreements import AgreementLine, agreements_of, agreements_of_school
from crm.views.going_up import Upward, proposals
from crm.views.ladder import Rung, ladder


@dataclass(frozen=True, slots=True)
class AgreementStart:
    """The teacher's own courses, the likeliest first; the agreement whose words are likely to hold here as well.

    That is their own newest one, or else the newest at their school. `wished`: what they wanted otherwise next time.
    """

    courses: Sequence[OwnCourse] = ()
    like: AgreementLine | None = None
    wished: str | None = None


@dataclass(frozen=True, slots=True)
class StepStart:
    """The rungs above somebody, and what is proposed for them, with the reason."""

    rungs: Sequence[Rung] = ()
    proposed: Upward | None = None
    has_school: bool = True


def agreement_start(session: Session, person_id: int, today: date) -> AgreementStart:
    """What a new agreement with somebody begins with."""
    lead_id = session.exec(select(Lead.id).where(Lead.person_id == person_id)).first()
    own = agreements_of(session, [lead_id]) if lead_id is not None else []
    school = session.get_one(Person, person_id).institution_id
    like = own or (agreements_of_school(session, school) if school is not None else [])
    return AgreementStart(
        courses=own_courses(session, person_id, today),
        like=like[0] if like else None,
        wished=next((line.wish for line in own if line.wish), None),
    )


def step_start(session: Session, person_id: int, today: date) -> StepStart:
    """What going higher up with somebody begins with."""
    lead_id = session.exec(select(Lead.id).where(Lead.person_id == person_id)).first()
    proposed = proposals(session, today, lead_id=lead_id) if lead_id is not None else []
    return StepStart(
        rungs=ladder(session, person_id),
        proposed=proposed[0] if proposed else None,
        has_school=session.get_one(Person, person_id).institution_id is not None,
    )
