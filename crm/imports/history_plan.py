"""What rows with a history add to the funnel: a lead where there is none, and each thing that happened, once."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection

from crm.database.batches import batched
from crm.database.bulk import insert_rows, reserved_ids
from crm.imports.history import Event, Told
from crm.imports.plan import Outcome, Someone
from crm.language import _
from crm.services.funnel import rules, stage_name
from crm.tables.core import ACTIVITY, LEAD
from crm.text import clean
from crm.unit_of_work import Work
from crm.words import ActivityKind, Direction, Stage


@dataclass(slots=True)
class PlannedLead:
    """What the history of one person comes to."""

    someone: Someone
    told: list[Told]
    lead: int | None = None
    """The lead there is already: its stage, owner and next action stay."""
    events: list[Event] = field(default_factory=list)
    """What is not written down yet."""


def plan_history(connection: Connection, people: Sequence[Someone]) -> None:
    """Marks rows whose history is not all written down yet as changing something, though what they say is known."""
    for planned in _planned(connection, people):
        if planned.lead is not None and not planned.events:
            continue
        for entry in planned.someone.entries:
            if entry.line.outcome is Outcome.SAME:
                entry.line.outcome = Outcome.UPDATED


def write_history(work: Work, people: Sequence[Someone]) -> None:
    """Writes leads and activities of all rows with a history, each with the day the sheet gives, else today.

    The stage of a lead that stands stays: what the sheet says of it is a note.
    """
    planned = [each for each in _planned(work.session.connection(), people) if each.lead is None or each.events]
    if not planned:
        return
    connection, writer = work.session.connection(), _Writer(work)
    new = [each for each in planned if each.lead is None]
    leads = list(reserved_ids(connection, LEAD, len(new)))
    for lead, each in zip(leads, new, strict=True):
        writer.new_lead(lead, each)
    for each in planned:
        if each.lead is not None:
            writer.more(each.lead, each)
    writer.finish(connection)


def _planned(connection: Connection, people: Sequence[Someone]) -> list[PlannedLead]:
    """Everybody whose rows tell a history, with what is not written down yet."""
    found = []
    for someone in people:
        told = [entry.contact.told for entry in someone.entries if entry.contact.told is not None]
        if told:
            found.append(PlannedLead(someone, told))
    leads = _leads(connection, [each.someone.id for each in found if each.someone.id is not None])
    written = _written(connection, list(leads.values()))
    for each in found:
        each.lead = leads.get(each.someone.id or 0)
        held = written.get(each.lead or 0, _NOTHING)
        events = [event for told in each.told for event in _events(told)]
        each.events = [event for event in dict.fromkeys(events) if not held.has(event)]
        if each.lead is not None:
            each.events = [event for event in each.events if event.kind is not ActivityKind.STAGE]
    return found


def _events(told: Told) -> Iterable[Event]:
    """All that a history comes to, as what is written down: contact, notes, and who and what the sheet had."""
    for event in told.events:
        yield replace(event, note=_marked(event.note))
    if told.owner:
        yield Event(ActivityKind.NOTE, told.last_contact, _marked(_("Owner: {name}").format(name=told.owner)))
    if told.next_what or told.next_on:
        what = told.next_what or _("no words")
        when = f" ({told.next_on.isoformat()})" if told.next_on else ""
        yield Event(ActivityKind.NOTE, told.last_contact, _marked(_("Next action: {what}").format(what=what) + when))
    if told.stage is not None:
        yield Event(ActivityKind.NOTE, told.last_contact, _stage_note(told.stage))


def _stage_note(stage: Stage) -> str:
    return _marked(_("Stage: {stage}").format(stage=stage_name(stage)))


def _marked(note: str) -> str:
    """A note with where it came from."""
    source = _("from the old sheet")
    return f"{note} ({source})" if note else source[:1].upper() + source[1:]


def _leads(connection: Connection, people: Sequence[int]) -> dict[int, int]:
    found = {}
    for some in batched(people):
        for row in connection.execute(sa.select(LEAD.c.person_id, LEAD.c.id).where(LEAD.c.person_id.in_(some))):
            found[row.person_id] = row.id
    return found


@dataclass(slots=True)
class _Held:
    """What is written down of one lead."""

    said: set[tuple[ActivityKind, str]] = field(default_factory=set)
    reached: set[tuple[ActivityKind, date]] = field(default_factory=set)
    days: set[date] = field(default_factory=set)

    def has(self, event: Event) -> bool:
        """Whether it is there: words once, and a contact once a day by its way; one of unknown way by any."""
        if not event.reached or event.on is None:
            return (event.kind, event.note) in self.said
        return event.on in self.days if event.kind is ActivityKind.NOTE else (event.kind, event.on) in self.reached


_NOTHING = _Held()


def _written(connection: Connection, leads: Sequence[int]) -> dict[int, _Held]:
    found: dict[int, _Held] = defaultdict(_Held)
    for some in batched(leads):
        for row in connection.execute(sa.select(ACTIVITY).where(ACTIVITY.c.lead_id.in_(some))):
            held = found[row.lead_id]
            held.said.add((row.kind, row.note or ""))
            if row.direction is not None:
                held.reached.add((row.kind, row.on))
                held.days.add(row.on)
            if row.to_stage is not None:
                held.said.add((ActivityKind.NOTE, _stage_note(row.to_stage)))
    return found


class _Writer:
    """Collects the rows of leads and activities and writes them at once, in the journal too."""

    def __init__(self, work: Work) -> None:
        self._work = work
        self._today, self._now = work.clock.today(), work.clock.now()
        self._leads: list[dict[str, Any]] = []
        self._activities: list[dict[str, Any]] = []
        self._stages: list[tuple[int, dict[str, Any]]] = []

    def new_lead(self, lead: int, planned: PlannedLead) -> None:
        """A lead as the rows tell it."""
        stage = next((told.stage for told in planned.told if told.stage is not None), Stage.MAPPED)
        owner = next((told.owner for told in planned.told if told.owner), "") or self._work.by
        since = self._past(next((told.last_contact for told in planned.told if told.last_contact), None))
        upcoming = next((told for told in planned.told if told.next_what or told.next_on), None)
        if rules().stages[stage].clears_next or stage is Stage.DO_NOT_CONTACT:
            upcoming = None
        wakes = (upcoming.next_on if upcoming else None) or self._today.replace(year=self._today.year + 1)
        row: dict[str, Any] = {
            "id": lead,
            "person_id": planned.someone.id,
            "owner": owner,
            "stage": stage,
            "stage_activity_id": 0,
            "stage_since": since,
            "next_on": (upcoming.next_on or self._today) if upcoming else None,
            "next_what": clean(upcoming.next_what or _("take up again"), 500) if upcoming else None,
            "wakes_on": max(wakes, self._today) if stage is Stage.RESTING else None,
            "last_activity_on": None,
            "made_at": self._now,
        }
        events = [event for event in planned.events if not self._is_stage_note(event, stage)]
        self._add(lead, Event(ActivityKind.STAGE, since, _marked("")), to=stage)
        self._stages.append((len(self._activities) - 1, row))
        self._contact(row, events)
        for event in events:
            self._add(lead, event)
        self._leads.append(row)

    def _is_stage_note(self, event: Event, stage: Stage) -> bool:
        """The stage of a new lead is its first activity; a note of it says nothing more."""
        return event.note == _stage_note(stage)

    def more(self, lead: int, planned: PlannedLead) -> None:
        """What a lead that stands did not have yet."""
        for event in planned.events:
            self._add(lead, event)

    def _contact(self, row: dict[str, Any], events: Sequence[Event]) -> None:
        days = [self._past(event.on) for event in events if event.reached and event.on is not None]
        row["last_activity_on"] = max(days, default=None)

    def _past(self, on: date | None) -> date:
        return min(on, self._today) if on is not None else self._today

    def _add(self, lead: int, event: Event, *, to: Stage | None = None) -> None:
        self._activities.append(
            {
                "lead_id": lead,
                "kind": event.kind,
                "on": self._past(event.on),
                "at": self._now,
                "by": self._work.by,
                "note": event.note or None,
                "direction": Direction.OUT if event.reached else None,
                "from_stage": None,
                "to_stage": to,
            }
        )

    def finish(self, connection: Connection) -> None:
        """Writes everything."""
        ids = reserved_ids(connection, ACTIVITY, len(self._activities))
        rows = [{"id": id_, **row} for id_, row in zip(ids, self._activities, strict=True)]
        for place, lead in self._stages:
            lead["stage_activity_id"] = rows[place]["id"]
        insert_rows(connection, LEAD, self._leads)
        insert_rows(connection, ACTIVITY, rows)
        self._work.note_rows("lead", [(None, row) for row in self._leads])
        self._work.note_rows("activity", [(None, row) for row in rows])
        self._contacted(connection, rows)

    def _contacted(self, connection: Connection, rows: Sequence[dict[str, Any]]) -> None:
        """Moves the day of the newest contact of leads that stood already."""
        made = {row["id"] for row in self._leads}
        newest: dict[int, date] = {}
        for row in rows:
            if row["direction"] is not None and row["lead_id"] not in made:
                newest[row["lead_id"]] = max(row["on"], newest.get(row["lead_id"], row["on"]))
        for lead, day in newest.items():
            older = sa.or_(LEAD.c.last_activity_on.is_(None), LEAD.c.last_activity_on < day)
            connection.execute(sa.update(LEAD).where(LEAD.c.id == lead, older).values(last_activity_on=day))
