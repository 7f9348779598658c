"""Doing an import: planned while others may write, then written in one transaction, one entry of the journal."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection, Engine
from sqlmodel import Session

from crm.clock import Clock
from crm.database.bulk import with_room
from crm.errors import FileError, WerkplaatsError
from crm.garbage import uncollected
from crm.imports import columns
from crm.imports.contacts import Opened, plan_contacts, silent
from crm.imports.ground import Ground
from crm.imports.history_plan import write_history
from crm.imports.plan import Plan, Progress
from crm.imports.writing import write_people
from crm.language import _, ngettext
from crm.privacy.incoming import watch
from crm.tables import ContactImport, table_named
from crm.tables.core import ENTITY
from crm.tables.crawled import SIGHTING
from crm.unit_of_work import Work, reading, unit_of_work
from crm.words import ImportKind, Method


@dataclass(frozen=True, slots=True)
class Ready:
    """A plan that only has to be written, and how the database stood when it was made."""

    plan: Plan
    state: tuple[Any, ...]


class AskFirstError(WerkplaatsError):
    """Rows are refused, and the user is to say whether the others go in; `ready` has all that would."""

    def __init__(self, ready: Ready) -> None:
        """Keeps what is ready."""
        super().__init__(_("Rows are refused."))
        self.ready = ready


@dataclass(slots=True)
class Imported:
    """What was done. `action` None: nothing was written, because nothing was new or because it was a dry run."""

    plan: Plan
    action: int | None = None


def import_contacts(
    engine: Engine,
    opened: Opened,
    *,
    by: str,
    clock: Clock,
    dry_run: bool = False,
    all_or_nothing: bool = False,
    asks: bool = False,
    ready: Ready | None = None,
    progress: Progress = silent,
) -> Imported:
    """Takes in the address book `opened`.

    Its mapping is kept first, for the next file of that shape. A row that cannot be taken in is in the plan as refused;
    the others are written, with `all_or_nothing` none. With `asks` nothing is written yet where rows are refused:
    AskFirstError holds what is `ready` to be written once the user agrees. A dry run writes nothing at all. Whatever
    `progress` raises stops it, and nothing is left behind.

    Raises UsageError where no column holds a name, FileError for a file with refused rows that was to go in whole.
    """
    opened.refuse_nameless()

    def plan(session: Session) -> Plan:
        return plan_contacts(session, opened, today=clock.today(), progress=progress)

    def remember(work: Work) -> None:
        for _sheet, fields in opened.sheets:
            columns.remember(work, fields)

    def write(work: Work, found: Plan) -> None:
        ground = ground_of(work, ImportKind.CONTACTS, Method.IMPORT, opened.book.file)
        write_people(work, found.people, ground, progress)
        write_history(work, found.people)

    return carried_out(
        engine,
        plan,
        write,
        by=by,
        clock=clock,
        dry_run=dry_run,
        all_or_nothing=all_or_nothing,
        asks=asks,
        ready=ready,
        remember=remember,
    )


def carried_out(
    engine: Engine,
    plan: Callable[[Session], Plan],
    write: Callable[[Work, Plan], None],
    *,
    by: str,
    clock: Clock,
    dry_run: bool,
    all_or_nothing: bool,
    asks: bool = False,
    ready: Ready | None = None,
    remember: Callable[[Work], None] | None = None,
    sentence: Callable[[Plan], str] | None = None,
) -> Imported:
    """Plans, and writes what was planned; where somebody wrote in between, it is planned once more first.

    A dry run only plans. `remember` keeps the mapping for the next file of that shape, before all else and whatever
    becomes of the rows. `sentence` says it for the journal, where it is no import of people.
    """
    if dry_run:
        with reading(engine) as session:
            return Imported(plan(session))
    if remember is not None:
        with unit_of_work(engine, by=by, clock=clock, journalled=False) as work:
            remember(work)
    if ready is None:
        with reading(engine) as session, uncollected():
            ready = Ready(plan(session), _state(session.connection()))
        if asks and ready.plan.refused():
            raise AskFirstError(ready)
    found, before = ready.plan, ready.state
    refused = found.refused()
    if refused and all_or_nothing:
        first = refused[0]
        raise FileError(
            ngettext(
                "Nothing was imported: {n} row of {file} is refused (line {line}: {reason}).",
                "Nothing was imported: {n} rows of {file} are refused, the first in line {line}: {reason}.",
                len(refused),
            ).format(n=len(refused), file=found.file, line=first.line, reason=first.reason)
        )
    if not found.changes_something:
        return Imported(found)
    with uncollected(), unit_of_work(engine, by=by, clock=clock) as work, with_room(work.session.connection()):
        watch(work)
        if _state(work.session.connection()) != before:
            found = plan(work.session)
        write(work, found)
        if sentence is not None:
            work.words.clear()
        work.say((sentence or _sentence)(found))
    return Imported(found, work.entry_id)


def _sentence(plan: Plan) -> str:
    counts = plan.counts()
    told = (
        (counts["added"], _("{n} new")),
        (counts["updated"], _("{n} completed")),
        (counts["merged"], _("{n} the same person twice")),
    )
    return _("Imported {file}: {counts}").format(
        file=plan.file, counts=", ".join(words.format(n=n) for n, words in told if n)
    )


def _state(connection: Connection) -> tuple[Any, ...]:
    """What changes whenever anything that an import looks at is written."""
    tables = (ENTITY, SIGHTING, table_named("journal_entry"))
    newest = (sa.select(sa.func.max(table.c.id)).scalar_subquery() for table in tables)
    return tuple(connection.execute(sa.select(*newest)).one())


def ground_of(work: Work, kind: ImportKind, method: Method, file: str, network_id: int | None = None) -> Ground:
    """The import itself, at which everything it brings will point."""
    row = ContactImport(kind=kind, file=file, network_id=network_id, at=work.clock.now(), by=work.by)
    work.session.add(row)
    work.session.flush()
    assert row.id is not None
    return Ground(row.id, method, work.clock.today(), work.by)
