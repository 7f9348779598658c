"""The work of a lead: made, moved along the funnel, contact logged, a next action planned."""

from datetime import date

from sqlmodel import col, select

from crm.case_words import SprintState
from crm.errors import NotFoundError, RefusedError, UsageError
from crm.language import _
from crm.services.funnel import check_move, rules, stage_name
from crm.spoken import spoken_day
from crm.tables import Activity, Agreement, Example, Lead, Person
from crm.text import clean
from crm.unit_of_work import Work
from crm.words import FUNNEL, ActivityKind, Direction, Stage

CONTACT = (ActivityKind.MAIL, ActivityKind.CALL, ActivityKind.VISIT, ActivityKind.MESSAGE)
"""Activities by which somebody was reached, or reached out."""

LONGEST_NOTE = 10_000
"""Characters kept of a note."""


def find(work: Work, lead_id: int) -> Lead:
    """The lead numbered `lead_id`.

    Raises NotFoundError.
    """
    lead = work.session.get(Lead, lead_id)
    if lead is None:
        raise NotFoundError(_("There is no lead {id}: `werkplaats leads` lists them.").format(id=lead_id))
    return lead


def add(work: Work, person_id: int, *, on: date | None = None) -> Lead:
    """Makes a lead of a person, at `mapped` since the day `on` (default today), owned by who acts.

    Raises NotFoundError for an unknown person, RefusedError when there is a lead already, UsageError for a day that is
    still to come.
    """
    from crm.services import sprint_teachers  # with the tables of sprints, which no look at leads needs

    person = work.session.get(Person, person_id)
    if person is None:
        raise NotFoundError(_("There is no person {id}: `werkplaats search NAME` finds them.").format(id=person_id))
    known = work.session.exec(select(Lead.id).where(Lead.person_id == person_id)).first()
    if known is not None:
        raise RefusedError(_("{name} is lead {id} already.").format(name=person.name, id=known))
    day = past_day(work, on)
    lead = Lead(person_id=person_id, owner=work.by, stage_activity_id=0, stage_since=day, made_at=work.clock.now())
    work.session.add(lead)
    work.session.flush()
    _enter(work, lead, Stage.MAPPED, came_from=None, note=None, on=day, until=None)
    sprint_teachers.follow_lead(work, lead, person)
    work.say(_("{name} is a lead now").format(name=person.name))
    return lead


def of_person(work: Work, person_id: int, *, on: date | None = None) -> Lead:
    """The lead of a person, made where there is none yet, as `add` makes it. Raises the errors of `add`."""
    known = work.session.exec(select(Lead).where(Lead.person_id == person_id)).first()
    return known if known is not None else add(work, person_id, on=on)


def advance(
    work: Work, lead_id: int, to: Stage, *, note: str | None = None, on: date | None = None, until: date | None = None
) -> Lead:
    """Moves a lead to another stage on the day `on` (default today), by an activity that says so.

    `note` is needed to skip a stage, go back, rest or decline; `until` to rest; the step to a stage may need something
    that was kept: an example, an agreement. Raises NotFoundError, StageError when
    the funnel says no, UsageError for a day that is still to come.
    """
    lead = find(work, lead_id)
    day = past_day(work, on)
    came_from = lead.stage
    check_move(
        came_from=came_from, ground=_ground(work, lead), to=to, note=note, until=until, on=day, held=_held(work, lead)
    )
    _enter(work, lead, to, came_from=came_from, note=bounded_note(note), on=day, until=until)
    if rules().stages[to].clears_next:
        lead.next_on = lead.next_what = None
    work.session.flush()
    work.say(_("{name} to {stage}").format(name=name_of(work, lead), stage=stage_name(to)))
    return lead


def log(
    work: Work,
    lead_id: int,
    kind: ActivityKind,
    note: str,
    *,
    on: date | None = None,
    direction: Direction = Direction.OUT,
) -> Activity:
    """Writes down a mail, call, visit, message or note of the day `on` (default today).

    Raises NotFoundError; UsageError for a day that is still to come, a note without words, or a stage change.
    """
    if kind is ActivityKind.STAGE:
        raise UsageError(_("A stage is changed with `lead advance`, not logged."))
    lead = find(work, lead_id)
    words = bounded_note(note)
    if kind is ActivityKind.NOTE and not words:
        raise UsageError(_("A note needs words (--note)."))
    activity = Activity(
        lead_id=lead_id,
        kind=kind,
        on=past_day(work, on),
        at=work.clock.now(),
        by=work.by,
        note=words,
        direction=direction if kind in CONTACT else None,
    )
    work.session.add(activity)
    if kind in CONTACT and (lead.last_activity_on is None or lead.last_activity_on < activity.on):
        lead.last_activity_on = activity.on
    work.session.flush()
    work.say(_logged(kind, name_of(work, lead)))
    return activity


def plan(work: Work, lead_id: int, on: date | None, what: str | None) -> Lead:
    """Plans the next action of a lead; both None clears it.

    Raises NotFoundError; UsageError when only one of the two is given; RefusedError for who is not to be contacted.
    """
    lead = find(work, lead_id)
    words = bounded_note(what)
    if (on is None) != (words is None):
        raise UsageError(_("A next action needs a day and words (--on DATE --what T)."))
    if on is not None and lead.stage is Stage.DO_NOT_CONTACT:
        raise RefusedError(_("{name} is not to be contacted.").format(name=name_of(work, lead)))
    lead.next_on, lead.next_what = on, words
    work.session.flush()
    if on is None:
        work.say(_("Next action of {name} cleared").format(name=name_of(work, lead)))
    else:
        work.say(
            _("{name}: {what} on {day}").format(
                name=name_of(work, lead), what=words, day=spoken_day(on, work.clock.today())
            )
        )
    return lead


def plan_ahead(work: Work, lead_id: int, on: date | None, what: str | None) -> Lead:
    """Plans the next action of a lead as somebody types it. Raises as `plan`, and UsageError for a day gone by."""
    if on is not None:
        refuse_gone_by(work, on)
    return plan(work, lead_id, on, what)


def refuse_gone_by(work: Work, on: date) -> None:
    """Raises UsageError for a next step on a day gone by."""
    if on < work.clock.today():
        raise UsageError(_("{day} has gone by: a next step is on a day to come.").format(day=on.isoformat()))


def give(work: Work, lead_id: int, owner: str) -> Lead:
    """Gives a lead to another owner.

    Raises NotFoundError, and UsageError for an owner without a name.
    """
    lead = find(work, lead_id)
    name = clean(owner, 100)
    if not name:
        raise UsageError(_("An owner needs a name."))
    lead.owner = name
    work.session.flush()
    work.say(_("{name} given to {owner}").format(name=name_of(work, lead), owner=name))
    return lead


def _logged(kind: ActivityKind, name: str) -> str:
    return {
        ActivityKind.MAIL: _("Mail to {name} logged"),
        ActivityKind.CALL: _("Call with {name} logged"),
        ActivityKind.VISIT: _("Visit to {name} logged"),
        ActivityKind.MESSAGE: _("Message to {name} logged"),
    }.get(kind, _("Note on {name} logged")).format(name=name)


def _enter(
    work: Work, lead: Lead, to: Stage, *, came_from: Stage | None, note: str | None, on: date, until: date | None
) -> None:
    """The only place where a stage is written: together with its activity, which the database asks for."""
    assert lead.id is not None
    activity = Activity(
        lead_id=lead.id,
        kind=ActivityKind.STAGE,
        on=on,
        at=work.clock.now(),
        by=work.by,
        note=note,
        from_stage=came_from,
        to_stage=to,
    )
    work.session.add(activity)
    work.session.flush()
    assert activity.id is not None
    lead.stage, lead.stage_activity_id, lead.stage_since, lead.wakes_on = to, activity.id, on, until
    work.session.flush()


def _ground(work: Work, lead: Lead) -> Stage:
    """The last step of the funnel where the lead stood: where it stands, or where it stood before it went beside."""
    if lead.stage in FUNNEL:
        return lead.stage
    newest = (
        select(Activity.to_stage)
        .where(Activity.lead_id == lead.id, col(Activity.to_stage).in_(FUNNEL))
        .order_by(col(Activity.id).desc())
    )
    found = work.session.exec(newest).first()
    return Stage(found) if found is not None else Stage.MAPPED


def _held(work: Work, lead: Lead) -> frozenset[str]:
    """What of the things that a stage may need this lead has: "example", "agreement", "sprint"."""
    from crm.tables import Sprint  # with all tables of businesses, which few commands need

    kept = {
        "example": select(Example.id).where(Example.lead_id == lead.id),
        "agreement": select(Agreement.id).where(Agreement.lead_id == lead.id, col(Agreement.ended_on).is_(None)),
        "sprint": select(Sprint.id).where(
            Sprint.lead_id == lead.id, col(Sprint.state).in_([SprintState.PLANNED, SprintState.RUNNING])
        ),
    }
    return frozenset(what for what, chosen in kept.items() if work.session.exec(chosen.limit(1)).first() is not None)


def past_day(work: Work, on: date | None) -> date:
    """The day on which something happened, today when none is given. Raises UsageError for one still to come."""
    today = work.clock.today()
    if on is not None and on > today:
        raise UsageError(
            _("{day} is still to come: what happened has a day up to today. Plan it with `lead next`.").format(
                day=on.isoformat()
            )
        )
    return on or today


def bounded_note(text: str | None) -> str | None:
    """A note as it is kept: cleaned, and None where it says nothing."""
    return (clean(text, LONGEST_NOTE) or None) if text is not None else None


def name_of(work: Work, lead: Lead) -> str:
    """The name of the person of a lead."""
    person = work.session.get(Person, lead.person_id)
    return person.name if person is not None else str(lead.person_id)
