"""Letting go of what is no longer needed (GDPR art. 5(1)(c) and (e)), by `data/privacy/retention.toml`.

People whom a crawl found, under no target, with whom nobody works, are dropped before they would have to be told. A
school that was swept takes in only people whom there is a reason to keep from then on, so that they do not come back
with every crawl: its courses and programmes stay on the map, and its stored pages; who teaches them is taken from
those pages as soon as the programme becomes a target.
"""

import tomllib
from collections.abc import Collection
from dataclasses import asdict, dataclass, field
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection, Engine

from crm.clock import OFFICE_ZONE, Clock
from crm.database.batches import batched
from crm.figures.leaving import keep_figures
from crm.language import _
from crm.privacy import cleaning, returning
from crm.privacy.keeping import kept_people, under_target, worked_with
from crm.privacy.swept import let_go
from crm.resources import data_path
from crm.tables import all_tables, table_named
from crm.tables.core import ENTITY, LEAD, PERSON
from crm.today.rules import day_rules
from crm.unit_of_work import reading, unit_of_work
from crm.words import MessageState, Stage

BY = "privacy"
"""Who sweeps."""


@cache
def retention() -> dict[str, Any]:
    """How long each thing is kept."""
    return tomllib.loads(data_path("privacy/retention.toml").read_text(encoding="utf-8"))


def person_days() -> int:
    """After how many days somebody whom nobody works with is let go: before they would have to be told."""
    days: int = day_rules().notice_within - retention()["people"]["days_before_notice"]
    return days


@dataclass(slots=True)
class Swept:
    """How many of each were let go, or would be. `erased_again`: erased before, and back with an older copy."""

    people: int = 0
    leads: int = 0
    messages: int = 0
    mails: int = 0
    waiting_mails: int = 0
    drafts: int = 0
    exports: int = 0
    journal: int = 0
    erased_again: int = 0
    cleared: bool = True
    names: list[str] = field(default_factory=list)
    """Some of the people, so that a dry run shows whom it means."""

    def document(self) -> dict[str, Any]:
        """As JSON."""
        return asdict(self)

    @property
    def any(self) -> bool:
        """Whether anything was let go."""
        return any(value for name, value in asdict(self).items() if name not in {"cleared", "names"})

    def told(self) -> list[tuple[str, int]]:
        """What was let go, in words, and how many of each."""
        labels = {
            "people": _("people under no target"),
            "leads": _("old leads"),
            "messages": _("old messages"),
            "mails": _("old mails"),
            "waiting_mails": _("mails nobody believed"),
            "drafts": _("old drafts"),
            "exports": _("old export logs"),
            "journal": _("old lines of the journal"),
            "erased_again": _("erased once more"),
        }
        return [(label, figure) for name, label in labels.items() if (figure := getattr(self, name))]


SHOWN = 20
"""Names that are shown."""


def sweep(engine: Engine, *, clock: Clock, dry_run: bool = False) -> Swept:
    """Lets go of what is no longer needed, in one transaction that cannot be taken back; a dry run counts alone.

    Raises KeyMissingError.
    """
    today = clock.today()
    if dry_run:
        with reading(engine) as session:
            connection = session.connection()
            found = Swept()
            leads = _old_leads(connection, today)
            _tell_people(connection, found, _droppable(connection, today, leads))
            found.leads = len(leads)
            for name, table, which in _old_rows(today):
                rows = sa.select(sa.func.count()).select_from(table).where(which)
                setattr(found, name, connection.scalar(rows) or 0)
            return found
    again = returning.apply_again(engine, clock=clock)
    with unit_of_work(engine, by=BY, clock=clock, journalled=True) as work:
        connection = work.session.connection()
        found = Swept(erased_again=again)
        leads = _old_leads(connection, today)
        people = _droppable(connection, today, leads)
        _tell_people(connection, found, people)
        keep_figures(connection, leads)
        for some in batched(sorted(leads)):
            connection.execute(sa.delete(LEAD).where(LEAD.c.id.in_(some)))
        found.leads = len(leads)
        let_go(connection, people)
        for name, table, which in _old_rows(today):
            setattr(found, name, connection.execute(sa.delete(table).where(which)).rowcount)
        _note_schools(connection, today)
        if found.any:
            work.log({name: value for name, value in asdict(found).items() if name not in {"names", "cleared"}})
            work.cannot_be_undone()
            work.words[:] = [_("Swept: what is no longer needed was let go")]
        work.session.expire_all()
    if found.any:
        found.cleared = cleaning.clean(engine, {table.name for table in all_tables()})
    return found


def _tell_people(connection: Connection, found: Swept, people: Collection[int]) -> None:
    found.people = len(people)
    shown = sa.select(PERSON.c.name).where(PERSON.c.id.in_(sorted(people)[:SHOWN])).order_by(PERSON.c.sort_key)
    found.names = list(connection.scalars(shown))


def _droppable(connection: Connection, today: date, leads: Collection[int]) -> set[int]:
    """People nobody works with, under no target, who would have to be told soon; those of `leads` that go included."""
    found = sa.select(ENTITY.c.id).join(PERSON, PERSON.c.id == ENTITY.c.id)
    old = set(connection.scalars(found.where(ENTITY.c.first_seen <= today - timedelta(days=person_days()))))
    kept = kept_people(connection)
    if leads:
        kept -= _only_of_leads(connection, leads)
    return old - kept


def _only_of_leads(connection: Connection, leads: Collection[int]) -> set[int]:
    """The people of leads that go, whom nothing else keeps."""
    people = {
        person
        for some in batched(sorted(leads))
        for person in connection.scalars(sa.select(LEAD.c.person_id).where(LEAD.c.id.in_(some)))
    }
    return people - under_target(connection) - worked_with(connection, besides_leads=True)


def _old_leads(connection: Connection, today: date) -> set[int]:
    """Leads with which nothing happened for too long."""
    rule = retention()["leads"]
    before = months_before(today, rule["months"])
    stages = [Stage(stage) for stage in rule["kept_stages"]]
    promise, agreement = table_named("promise"), table_named("agreement")
    busy = sa.union(
        sa.select(promise.c.lead_id).where(promise.c.state == "open"),
        sa.select(agreement.c.lead_id).where(agreement.c.ended_on.is_(None)),
    ).subquery()
    old = sa.select(LEAD.c.id).where(
        LEAD.c.stage.not_in(stages),
        LEAD.c.next_on.is_(None),
        sa.or_(LEAD.c.wakes_on.is_(None), LEAD.c.wakes_on < today),
        sa.func.coalesce(LEAD.c.last_activity_on, LEAD.c.stage_since) < before,
        LEAD.c.stage_since < before,
        LEAD.c.id.not_in(sa.select(busy.c.lead_id)),
    )
    return set(connection.scalars(old))


def _old_rows(today: date) -> list[tuple[str, sa.Table, sa.ColumnElement[bool]]]:
    """What is kept beside leads, and too old: figure, table, which rows."""
    message, seen, held = table_named("message"), table_named("seen_mail"), table_named("held_mail")
    draft, run, entry = table_named("draft"), table_named("export_run"), table_named("journal_entry")
    # what told somebody that they are held stays with their lead, or they would have to be told again
    other = sa.and_(message.c.state == MessageState.SENT, sa.not_(message.c.noticed))
    sent = sa.and_(other, message.c.sent_on < _before(today, "messages"))
    dropped = sa.and_(message.c.state == MessageState.DROPPED, message.c.at < _moment(today, "messages"))
    return [
        ("messages", message, sa.or_(sent, dropped)),
        ("mails", seen, seen.c.on < _before(today, "mails")),
        ("waiting_mails", held, held.c.on < _before(today, "waiting_mails")),
        ("drafts", draft, draft.c.at < _moment(today, "drafts")),
        ("exports", run, run.c.at < _moment(today, "exports")),
        ("journal", entry, entry.c.at < _moment(today, "journal")),
    ]


def _before(today: date, what: str) -> date:
    return months_before(today, retention()[what]["months"])


def _moment(today: date, what: str) -> datetime:
    return datetime.combine(_before(today, what), datetime.min.time(), OFFICE_ZONE)


def months_before(day: date, months: int) -> date:
    """The day so many months earlier."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(year, month + 1, min(day.day, 28))


def _note_schools(connection: Connection, today: date) -> None:
    """Remembers which schools were swept: those of which a crawl found people, long enough ago."""
    swept, source = table_named("swept_school"), table_named("source")
    known = sa.select(swept.c.institution_id)
    old = (
        sa.select(source.c.institution_id)
        .join(ENTITY, ENTITY.c.id == source.c.institution_id)
        .where(ENTITY.c.first_seen <= today - timedelta(days=person_days()), source.c.institution_id.not_in(known))
    )
    new = sorted(set(connection.scalars(old)))
    if new:
        rows = [{"institution_id": school, "on": today, "behind": False} for school in new]
        connection.execute(sa.insert(swept), rows)
