"""The import of a LinkedIn archive: who of the connections is at a mapped school, and how well each is known.

Of anybody else nothing is kept, but for those whom the user marks and those who are contacts already.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy import Connection, Engine
from sqlmodel import Session

from crm import names
from crm.clock import Clock
from crm.imports import columns, who
from crm.imports.columns import ColumnFields, mapping_of
from crm.imports.contact import Contact, ContactReader, RowRefusedError
from crm.imports.contacts import REPORT_EVERY, decide, silent
from crm.imports.days import day_in
from crm.imports.earlier import Earlier, network_origin
from crm.imports.entries import entry_of, place_entries, place_of
from crm.imports.files import BadRow, SheetRow
from crm.imports.files.delimited import sheet_of
from crm.imports.files.texts import text_of
from crm.imports.importing import Imported, Ready, carried_out, ground_of
from crm.imports.linkedin.archive import Archive, open_archive
from crm.imports.linkedin.connections import Connections, connections_of
from crm.imports.linkedin.exchange import Exchanges, exchanges, names_in
from crm.imports.linkedin.networks import held_ties, kept_network, name_in, network_of, tie_values, write_ties
from crm.imports.places import Places
from crm.imports.plan import Entry, Line, Outcome, Plan, Progress, Someone, Tie
from crm.imports.positions import position
from crm.imports.writing import write_people
from crm.language import _
from crm.privacy.rows import let_in
from crm.services.profiles import profile_key
from crm.tables.core import ACQUAINTANCE, PERSON
from crm.text import fold
from crm.unit_of_work import Work
from crm.words import ImportKind, Method


@dataclass(slots=True)
class OpenedArchive:
    """An archive that is ready to be imported: whose network it is, its connections, and whom the user marked."""

    archive: Archive
    whose: str
    """The name of whose network it is: from the archive, or given; empty for that of whoever acts."""
    connections: Connections | None
    marked: frozenset[str] = frozenset()
    """Profile addresses, e-mail addresses and folded names of those who come in wherever they work."""

    def toggle(self, name: str) -> None:
        """Marks whoever is called so, or takes the mark away."""
        self.marked ^= {_mark(name)}


def open_linkedin(path: Path, *, mapping: str = "", whose: str = "", marked: Collection[str] = ()) -> OpenedArchive:
    """The archive at `path`; `marked` are lines with a profile address, an e-mail address or a name each.

    Raises FileError for what is no archive, UsageError for a mapping that fits nothing.
    """
    archive = open_archive(path)
    return OpenedArchive(
        archive, whose or name_in(archive), connections_of(archive, mapping), frozenset(map(_mark, marked)) - {""}
    )


def _mark(text: str) -> str:
    return profile_key(text) or (text.strip().lower() if "@" in text else fold(text))


@dataclass(slots=True)
class _Kept:
    """What a plan is made of: who comes in, with the row and the day of their connection."""

    entries: list[Entry] = field(default_factory=list)
    connected: dict[int, date | None] = field(default_factory=dict)
    """Row of the plan, by its place, → since when."""
    all_profiles: set[str] = field(default_factory=set)


def plan_linkedin(session: Session, opened: OpenedArchive, *, by: str, progress: Progress = silent) -> Plan:
    """What importing `opened` would do. Writes nothing, and keeps of nobody else but a count."""
    connection = session.connection()
    archive = opened.archive
    plan = Plan(archive.file, remarks=[*(opened.connections.remarks if opened.connections else ())])
    places, known = Places(connection), _Known.of(connection)
    kept = _Kept()
    for entry, since in _connections(opened, plan, places, known, kept, progress):
        kept.connected[id(entry)] = since
        kept.entries.append(entry)
    kept.entries += _imported(opened, plan, places, known)
    _find_profiles(archive, kept.entries)
    place_entries(kept.entries, places)
    kept.entries = let_in(connection, kept.entries)
    wanted = {entry.contact.profile for entry in kept.entries if entry.contact.profile} | known.profiles.keys()
    passed = exchanges(archive, wanted, whose=opened.whose or by, connected=kept.all_profiles, progress=progress)
    plan.remarks += passed.remarks
    network = network_of(session, name=opened.whose, profile=passed.owner, by=by)
    origin = network_origin(network.id if network is not None else None)
    earlier = Earlier.read(connection, Method.LINKEDIN)
    plan.people = who.people_of(session, kept.entries, earlier, origin)
    decide(connection, plan.people, earlier, origin)
    _tie(plan, opened, kept, passed, held_ties(connection, network.id if network is not None else None), known)
    plan.whose = passed.owner
    return plan


@dataclass(slots=True)
class _Known:
    """Who is a contact already, by what an archive can say for certain."""

    profiles: dict[str, int] = field(default_factory=dict)
    emails: dict[str, set[str]] = field(default_factory=dict)

    @classmethod
    def of(cls, connection: Connection) -> "_Known":
        found = cls()
        for row in connection.execute(sa.select(PERSON.c.id, PERSON.c.profile, PERSON.c.email, PERSON.c.name)):
            if row.profile:
                found.profiles[row.profile] = row.id
            if row.email:
                found.emails.setdefault(row.email.lower(), set()).add(row.name)
        tied = sa.select(ACQUAINTANCE.c.profile, ACQUAINTANCE.c.person_id).where(ACQUAINTANCE.c.profile.is_not(None))
        for tie in connection.execute(tied):
            found.profiles.setdefault(tie.profile, tie.person_id)
        return found

    def has(self, contact: Contact) -> bool:
        """Whether the row is of somebody who is a contact already."""
        if contact.profile in self.profiles:
            return True
        for email in contact.emails:
            for name in self.emails.get(email.lower(), ()):
                other = names.parse(name)
                if other is not None and names.compatible(contact.name, other):
                    return True
        return False


def _connections(
    opened: OpenedArchive, plan: Plan, places: Places, known: _Known, kept: _Kept, progress: Progress
) -> Iterator[tuple[Entry, date | None]]:
    """The connections that come in, each with since when."""
    found = opened.connections
    if found is None:
        return
    name = opened.archive.name("connections")
    reader = ContactReader(found.fields)
    for row in found.sheet.rows():
        contact = _read(reader, row, plan, "")
        if len(plan.lines) % REPORT_EVERY == 0:
            progress(_("Reading connections"), len(plan.lines), 0)
        if contact is None:
            continue
        if contact.profile:
            kept.all_profiles.add(contact.profile)
        if _comes_in(contact, plan.lines[-1], opened, places, known):
            since = _since(row, found.connected_on)
            yield entry_of(contact, plan.lines[-1], f"{name}, line {row.line}"), since


def _since(row: SheetRow | BadRow, column: int | None) -> date | None:
    if column is None or isinstance(row, BadRow) or column >= len(row.cells):
        return None
    return day_in(row.cells[column], month_first=True)


def _imported(opened: OpenedArchive, plan: Plan, places: Places, known: _Known) -> Iterator[Entry]:
    """The contacts that the member once handed to LinkedIn, of whom an address is at a mapped school."""
    archive = opened.archive
    if "imported" not in archive.parts:
        return
    name = archive.name("imported")
    sheet = sheet_of(text_of(archive.content("imported"), name), columns.recognised)
    fields: ColumnFields | None = mapping_of(sheet.header) if sheet is not None else None
    if sheet is None or fields is None or not fields.names_people:
        plan.remarks.append(_("The columns of {file} are not known: it is left out.").format(file=name))
        return
    reader = ContactReader(fields)
    for row in sheet.rows():
        contact = _read(reader, row, plan, name)
        if contact is not None and _comes_in(contact, plan.lines[-1], opened, places, known):
            yield entry_of(contact, plan.lines[-1], f"{name}, line {row.line}")


def _read(reader: ContactReader, row: SheetRow | BadRow, plan: Plan, sheet: str) -> Contact | None:
    """The contact of a row; None where it is refused, or names nobody because LinkedIn left the row empty."""
    line = Line(row.line, Outcome.ADDED, sheet=sheet)
    plan.lines.append(line)
    if isinstance(row, BadRow):
        line.outcome, line.reason = Outcome.REFUSED, row.reason
        return None
    try:
        contact = reader.read(row)
    except RowRefusedError as refusal:
        line.refuse(refusal.reason, row.cells)
        if not any(row.cells[:2]):
            line.outcome, line.reason = Outcome.LEFT_OUT, _("LinkedIn gives no name")
        return None
    contact.told = None
    contact.says.pop("url", None)
    return contact


def _comes_in(contact: Contact, line: Line, opened: OpenedArchive, places: Places, known: _Known) -> bool:
    """Whether the row becomes or is a contact; where not, nothing of it stays but why."""
    place = place_of(contact, places)
    marks = {contact.profile, names.full_key(contact.name), fold(contact.name.natural), *map(str.lower, contact.emails)}
    line.name = contact.name.natural
    if (marks - {""}) & opened.marked or known.has(contact):
        return True
    if place is None or not place.mapped:
        line.outcome, line.reason = Outcome.LEFT_OUT, _("at no mapped school")
        return False
    if position(contact.role, place.level).outside:
        line.outcome, line.reason = Outcome.LEFT_OUT, _("a student, guest or former member there")
        return False
    return True


def _find_profiles(archive: Archive, entries: Collection[Entry]) -> None:
    """Gives connections of older archives, which say no address, the one under which that name wrote or was invited."""
    nameless = [entry for entry in entries if not entry.contact.profile]
    if not nameless:
        return
    called = names_in(archive, {fold(entry.contact.name.natural) for entry in nameless})
    for entry in nameless:
        found = called.get(fold(entry.contact.name.natural), set())
        if len(found) == 1:
            entry.contact.profile = next(iter(found))
            entry.says["profile"] = entry.contact.profile


def _tie(
    plan: Plan,
    opened: OpenedArchive,
    kept: _Kept,
    passed: Exchanges,
    held: dict[int, dict[str, object]],
    known: _Known,
) -> None:
    """The ties of the network with everybody of the plan, and with contacts that only wrote or were invited."""
    told: set[str] = set()
    for someone in plan.people:
        first = next((entry for entry in someone.entries if id(entry) in kept.connected), someone.entries[0])
        profile = next((entry.contact.profile for entry in someone.entries if entry.contact.profile), None)
        told |= {profile} if profile else set()
        row = held.get(someone.id) if someone.id is not None else None
        since = kept.connected.get(id(first))
        exchange = passed.with_.get(profile) if profile else None
        if since is None and exchange is None and row is None:
            continue
        values = tie_values(row, opened.archive, profile=profile, connected_on=since, exchange=exchange)
        plan.ties.append(Tie(someone, first.page, values, row))
        if plan.ties[-1].is_new:
            for entry in someone.entries:
                if entry.line.outcome is Outcome.SAME:
                    entry.line.outcome = Outcome.UPDATED
    for profile, person in known.profiles.items():
        exchange = passed.with_.get(profile)
        silent_ = exchange is None or not (exchange.sent or exchange.received or exchange.invited)
        if profile in told or profile == passed.owner or silent_:
            continue
        values = tie_values(held.get(person), opened.archive, profile=profile, connected_on=None, exchange=exchange)
        part = "messages" if exchange and (exchange.sent or exchange.received) else "invitations"
        plan.ties.append(Tie(Someone(person, []), opened.archive.name(part), values, held.get(person)))


def import_linkedin(
    engine: Engine,
    opened: OpenedArchive,
    *,
    by: str,
    clock: Clock,
    dry_run: bool = False,
    all_or_nothing: bool = False,
    asks: bool = False,
    ready: Ready | None = None,
    progress: Progress = silent,
) -> Imported:
    """Takes in a LinkedIn archive, in one transaction, as one action; raises as `import_contacts` does."""

    def plan(session: Session) -> Plan:
        return plan_linkedin(session, opened, by=by, progress=progress)

    def write(work: Work, found: Plan) -> None:
        network = kept_network(work, name=opened.whose, profile=found.whose)
        ground = ground_of(work, ImportKind.LINKEDIN, Method.LINKEDIN, opened.archive.file, network.id)
        write_people(work, found.people, ground, progress)
        assert network.id is not None
        write_ties(work, found.ties, network.id, ground)

    return carried_out(
        engine, plan, write, by=by, clock=clock, dry_run=dry_run, all_or_nothing=all_or_nothing, asks=asks, ready=ready
    )
