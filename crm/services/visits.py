"""A visit to a school: kept once, with everybody who was met."""

from collections.abc import Sequence
from datetime import date

import sqlalchemy as sa
from sqlmodel import col, select

from crm.errors import NotFoundError, UsageError
from crm.language import _, ngettext
from crm.services import leads
from crm.tables import Activity, Institution, Lead, Person, Visit, VisitActivity
from crm.text import clean
from crm.unit_of_work import Work
from crm.words import ActivityKind


def keep(
    work: Work, institution_id: int, lead_ids: Sequence[int], note: str | None = None, *, on: date | None = None
) -> Visit:
    """Keeps one visit of the day `on` (default today): each of the leads gets it in their timeline.

    Raises NotFoundError for an unknown school or lead; UsageError for nobody, or a day still to come.
    """
    school = work.session.get(Institution, institution_id)
    if school is None:
        raise NotFoundError(_("There is no school {id}: `werkplaats map` shows the numbers.").format(id=institution_id))
    met = list(dict.fromkeys(lead_ids))
    if not met:
        raise UsageError(_("Whom did you meet? A visit has at least one lead (--met)."))
    day = leads.past_day(work, on)
    words = clean(note, leads.LONGEST_NOTE) or None if note else None
    count = len(met)
    said = ngettext("Visit to {school}: {n} person met", "Visit to {school}: {n} people met", count)
    work.say(said.format(school=school.name, n=count))
    visit = Visit(institution_id=institution_id, on=day, note=words, by=work.by)
    work.session.add(visit)
    work.session.flush()
    assert visit.id is not None
    for lead_id in met:
        activity = leads.log(work, lead_id, ActivityKind.VISIT, words or school.name, on=day)
        assert activity.id is not None
        work.session.add(VisitActivity(activity_id=activity.id, visit_id=visit.id))
    work.session.flush()
    return visit


def gather(work: Work, lead_ids: Sequence[int], on: date) -> Visit | None:
    """Makes one visit of the newest visits to these leads on that day, where all are at one school; else nothing."""
    newest = (
        select(sa.func.max(Activity.id))
        .where(col(Activity.lead_id).in_(lead_ids), Activity.kind == ActivityKind.VISIT, Activity.on == on)
        .group_by(col(Activity.lead_id))
    )
    at = select(Person.institution_id).join(Lead, col(Lead.person_id) == col(Person.id))
    schools = set(work.session.exec(at.where(col(Lead.id).in_(lead_ids))))
    school = schools.pop() if len(schools) == 1 else None
    if school is None:
        return None
    visit = Visit(institution_id=school, on=on, by=work.by)
    work.session.add(visit)
    work.session.flush()
    assert visit.id is not None
    for activity_id in filter(None, work.session.exec(newest)):
        work.session.add(VisitActivity(activity_id=activity_id, visit_id=visit.id))
    work.session.flush()
    return visit
