"""Samenwerkingsafspraken: what was agreed for a course and a school year; made, renewed, taken over, ended."""

from dataclasses import dataclass
from datetime import date

from sqlmodel import col, select

from crm.clock import school_year
from crm.errors import NotFoundError, RefusedError, UsageError
from crm.language import _
from crm.services import leads
from crm.services.examples import bounded
from crm.services.own_courses import own_courses
from crm.services.years import next_year, year_said
from crm.tables import Agreement, Course, Lead, Person
from crm.text import clean
from crm.unit_of_work import Work
from crm.words import Setting, Stage

OF_A_COURSE = {Setting.COURSE, Setting.PROJECT_WEEK}
"""Settings that are part of a course: without one named it is the teacher's own."""

MOST_PLACES = 999
"""Assignments a school year that an agreement can have; more is a slip of the hand."""


@dataclass(frozen=True, slots=True)
class AgreementParts:
    """The parts of an agreement. `number` is assignments a school year.

    Without `course_id` it is the teacher's own course, without `school_year` the current one. The rest may be left out:
    team size, language, confidentiality, what the business must give (`needs`), whom it talks to (`contact`), the
    sample cases enclosed in the proposal, and what the teacher wants otherwise next time (`wish`).
    """

    type: str
    number: int
    planning: str
    process: str
    supervision: str
    course_id: int | None = None
    setting: Setting = Setting.COURSE
    school_year: str | None = None
    team_size: str | None = None
    language: str | None = None
    confidentiality: str | None = None
    needs: str | None = None
    contact: str | None = None
    samples: str | None = None
    wish: str | None = None


def find(work: Work, agreement_id: int) -> Agreement:
    """The agreement numbered `agreement_id`. Raises NotFoundError."""
    found = work.session.get(Agreement, agreement_id)
    if found is None:
        raise NotFoundError(
            _("There is no agreement {id}: `werkplaats lead show` lists those of a lead.").format(id=agreement_id)
        )
    return found


def make(work: Work, lead_id: int, parts: AgreementParts, *, on: date | None = None) -> Agreement:
    """Keeps what was agreed with a lead on the day `on` (default today).

    Raises NotFoundError for an unknown lead or course; UsageError for a part without words, a number below one, or a
    course that nobody can name; RefusedError for who is not to be contacted.
    """
    lead = leads.find(work, lead_id)
    if lead.stage is Stage.DO_NOT_CONTACT:
        raise RefusedError(_("{name} is not to be contacted.").format(name=leads.name_of(work, lead)))
    today = work.clock.today()
    course_id, course_name = _course(work, lead, parts)
    agreement = Agreement(
        lead_id=lead_id,
        course_id=course_id,
        course_name=course_name,
        setting=parts.setting,
        school_year=year_said(parts.school_year, today) if parts.school_year else school_year(today),
        type=_needed(parts.type, _("the type of assignment"), "--type"),
        number=_number(parts.number),
        planning=_needed(parts.planning, _("the planning"), "--planning"),
        process=_needed(parts.process, _("the process"), "--process"),
        supervision=_needed(parts.supervision, _("the supervision"), "--supervision"),
        team_size=bounded(parts.team_size),
        language=bounded(parts.language),
        confidentiality=bounded(parts.confidentiality),
        needs=bounded(parts.needs),
        contact=bounded(parts.contact),
        samples=bounded(parts.samples),
        wish=bounded(parts.wish),
        agreed_on=leads.past_day(work, on),
        by=work.by,
        at=work.clock.now(),
    )
    work.session.add(agreement)
    work.session.flush()
    work.say(_said(work, agreement, lead))
    return agreement


def renew(work: Work, agreement_id: int, *, on: date | None = None) -> Agreement:
    """Makes the agreement of the next school year out of this one, all parts the same; the wish stays with the old.

    Raises NotFoundError; RefusedError when it has been renewed already.
    """
    old = find(work, agreement_id)
    year = next_year(old.school_year)
    renewed = select(Agreement.id).where(Agreement.renews_id == agreement_id, col(Agreement.ended_on).is_(None))
    if work.session.exec(renewed).first() is not None:
        raise RefusedError(_("That agreement has been renewed for {year} already.").format(year=year))
    kept = {"id", "renews_id", "school_year", "agreed_on", "ended_on", "ended_why", "wish", "by", "at"}
    fresh = Agreement(
        **{name: value for name, value in old.model_dump().items() if name not in kept},
        renews_id=agreement_id,
        school_year=year,
        agreed_on=leads.past_day(work, on),
        by=work.by,
        at=work.clock.now(),
    )
    work.session.add(fresh)
    work.session.flush()
    work.say(_said(work, fresh, leads.find(work, old.lead_id)))
    return fresh


def end(work: Work, agreement_id: int, why: str, *, on: date | None = None) -> Agreement:
    """Ends an agreement on the day `on` (default today).

    Raises NotFoundError; UsageError without a reason; RefusedError when it has ended already.
    """
    agreement = find(work, agreement_id)
    if agreement.ended_on is not None:
        raise RefusedError(_("That agreement ended on {day} already.").format(day=agreement.ended_on.isoformat()))
    agreement.ended_why = _needed(why, _("the reason"), "--why")
    agreement.ended_on = leads.past_day(work, on)
    work.session.flush()
    name = leads.name_of(work, leads.find(work, agreement.lead_id))
    work.say(_("Agreement with {name} for {year} ended").format(name=name, year=agreement.school_year))
    return agreement


def wish(work: Work, agreement_id: int, words: str | None) -> Agreement:
    """Keeps what the teacher wants otherwise next time; None takes it away. Raises NotFoundError."""
    agreement = find(work, agreement_id)
    agreement.wish = bounded(words)
    work.session.flush()
    name = leads.name_of(work, leads.find(work, agreement.lead_id))
    work.say(_("Wish of {name} for next time kept").format(name=name))
    return agreement


def take_over(work: Work, agreement_id: int, person_id: int) -> Agreement:
    """Gives an agreement to who teaches the course now: it is the course's and the year's. Makes them a lead.

    Raises NotFoundError; RefusedError when it is theirs already, or they are not to be contacted.
    """
    agreement = find(work, agreement_id)
    person = work.session.get(Person, person_id)
    if person is None:
        raise NotFoundError(_("There is no person {id}: `werkplaats search NAME` finds them.").format(id=person_id))
    lead = work.session.exec(select(Lead).where(Lead.person_id == person_id)).first()
    if lead is not None and lead.id == agreement.lead_id:
        raise RefusedError(_("The agreement is that of {name} already.").format(name=person.name))
    if lead is not None and lead.stage is Stage.DO_NOT_CONTACT:
        raise RefusedError(_("{name} is not to be contacted.").format(name=person.name))
    work.say(_("{name} takes over the agreement for {year}").format(name=person.name, year=agreement.school_year))
    lead = lead or leads.add(work, person_id)
    assert lead.id is not None
    agreement.lead_id = lead.id
    work.session.flush()
    return agreement


def _course(work: Work, lead: Lead, parts: AgreementParts) -> tuple[int | None, str | None]:
    if parts.course_id is not None:
        course = work.session.get(Course, parts.course_id)
        if course is None:
            raise NotFoundError(
                _("There is no course {id}: `werkplaats search` shows the numbers.").format(id=parts.course_id)
            )
        return course.id, course.name
    own = own_courses(work.session, lead.person_id, work.clock.today())
    if own and parts.setting in OF_A_COURSE:
        return own[0].id, own[0].name
    if parts.setting is Setting.COURSE:
        raise UsageError(
            _("{name} teaches no course on the map: say for which course it is, or in which other setting.").format(
                name=leads.name_of(work, lead)
            )
            + " (--course, --setting)"
        )
    return None, None


def _needed(text: str, what: str, option: str) -> str:
    words = bounded(text)
    if words is None:
        raise UsageError(_("An agreement needs {what}.").format(what=what) + f" ({option})")
    return words


def _number(number: int) -> int:
    if not 1 <= number <= MOST_PLACES:
        raise UsageError(
            _("An agreement has 1 to {most} assignments a school year, not {n}.").format(most=MOST_PLACES, n=number)
            + " (--number)"
        )
    return number


def _said(work: Work, agreement: Agreement, lead: Lead) -> str:
    about = clean(agreement.course_name or "", 80)
    parts = [leads.name_of(work, lead), about, agreement.school_year]
    return _("Agreement: {what}").format(what=" · ".join(part for part in parts if part))
