"""What is held of somebody (GDPR art. 15): every row that is theirs, every text that names them, and the sources."""

import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection
from sqlmodel import Session

from crm.errors import NotFoundError
from crm.journal_rows import encoded_row
from crm.language import _
from crm.privacy import suppression
from crm.privacy.archive import speaks
from crm.privacy.cutting import Theirs, places_with_them
from crm.privacy.holdings import Belongings, belongings, holdings
from crm.privacy.subjects import Subject, not_on_the_map, person_of, subject
from crm.tables import all_tables, table_named
from crm.tables.core import COURSE, INSTITUTION, PROGRAMME, UNIT
from crm.tables.crawled import PAGE, SIGHTING

Row = dict[str, Any]


@dataclass(slots=True)
class Part:
    """One table: what its rows are, and those that are theirs, point at them or name them."""

    table: str
    about: str
    rows: list[Row] = field(default_factory=list)
    named: list[Row] = field(default_factory=list)


@dataclass(slots=True)
class Access:
    """All that is held of somebody. `pages`: stored pages that speak of them."""

    subject: Subject
    parts: list[Part]
    sources: list[Row]
    pages: list[str]

    def document(self) -> dict[str, Any]:
        """As JSON."""
        who = self.subject
        return {
            "person": {
                "id": who.id,
                "name": who.name,
                "names": list(who.names),
                "emails": list(who.emails),
                "profiles": list(who.profiles),
                "phones": list(who.phones),
                "pages": list(who.pages),
            },
            "held": [
                {"table": part.table, "what": part.about, "rows": part.rows, "named": part.named} for part in self.parts
            ],
            "sources": self.sources,
            "stored_pages": self.pages,
        }


def access(session: Session, said: str) -> Access:
    """All that is held of whom `said` (number, e-mail address or name) means.

    Raises NotFoundError where nobody is known by it, RefusedError with the numbers where several could be meant.
    """
    connection = session.connection()
    person_id = person_of(connection, said)
    who = subject(connection, person_id) if person_id is not None else not_on_the_map(connection, said)
    if person_id is None and not who.names:
        if any(map(suppression.load(connection).has_email, who.emails)):
            told = _("Nothing is held of {said} but a keyed hash, by which crawl and import keep them away.")
            raise NotFoundError(told.format(said=said))
        raise NotFoundError(_("Nothing is held of {said}: nobody here has that address.").format(said=said))
    theirs = Theirs(who)
    parts = _parts(connection, who, theirs)
    sources = [
        {"page": row.page, "method": str(row.method), "first_seen": row.first_seen.isoformat(), "says": row.says}
        for row in connection.execute(
            sa.select(SIGHTING).where(SIGHTING.c.entity_id == person_id).order_by(SIGHTING.c.first_seen, SIGHTING.c.id)
        )
    ]
    return Access(who, parts, sources, _pages(connection, theirs))


def _parts(connection: Connection, who: Subject, theirs: Theirs) -> list[Part]:
    found = belongings(connection, who.id) if who.id is not None else Belongings()
    parts = {table.name: Part(table.name, holdings()[table.name].about) for table in all_tables()}
    for name, part in parts.items():
        part.rows = [encoded_row(row) for row in (*found.theirs.get(name, ()), *found.pointing.get(name, ()))]
    for name in ("bounced_address", "mail_stop"):
        table = table_named(name)
        held = connection.execute(sa.select(table).where(table.c.email.in_(who.emails))).mappings()
        told = [encoded_row(dict(row)) for row in held]
        parts[name].rows += [row for row in told if row not in parts[name].rows]
    for table, row, changed in places_with_them(connection, theirs):
        keys = {column.name: row[column.name] for column in table.primary_key}
        if not any(_same(keys, own) for own in parts[table.name].rows):
            parts[table.name].named.append(encoded_row({**keys, **{name: row[name] for name in changed}}))
    _say_of_what(connection, parts.values())
    filled = [part for part in parts.values() if part.rows or part.named]
    return sorted(filled, key=lambda part: (part.table in _LAST, part.table not in _FIRST))


_FIRST = ("person", "role", "lead")
_LAST = ("entity", "search_text", "journal_entry", "journal_row")
"""What the program keeps for itself is told behind what matters to whom it is about."""

_NAMED = {"of_id": "of", "course_id": "course", "institution_id": "institution"}
"""Columns that hold a number → what is told beside it: the name of what has that number."""


def _say_of_what(connection: Connection, parts: Iterable[Part]) -> None:
    """Adds to rows that point at a course, a programme or a school what that is called."""
    rows = [row for part in parts for row in part.rows]
    wanted = {row[column] for row in rows for column in _NAMED if isinstance(row.get(column), int)}
    names = {
        row.id: row.name
        for table in (COURSE, PROGRAMME, UNIT, INSTITUTION)
        for row in connection.execute(sa.select(table.c.id, table.c.name).where(table.c.id.in_(sorted(wanted))))
    }
    for row in rows:
        row |= {said: names[row[column]] for column, said in _NAMED.items() if row.get(column) in names}


def _same(keys: Mapping[str, Any], row: Row) -> bool:
    return all(row.get(name) == value for name, value in keys.items())


def _pages(connection: Connection, theirs: Theirs) -> list[str]:
    """Addresses of stored pages that speak of them."""
    body = table_named("page_body")
    stored = sa.select(PAGE.c.url, PAGE.c.findings, body.c.headers, body.c.body)
    found = []
    for row in connection.execute(
        stored.outerjoin(body, body.c.page_id == PAGE.c.id)
        .where(PAGE.c.findings.is_not(None))
        .order_by(PAGE.c.url)
        .execution_options(yield_per=100)
    ):
        said = zlib.decompress(row.findings).decode()
        if (
            theirs.is_page(row.url)
            or (theirs.may_be_in(said.lower()) and theirs.cut(said) != said)
            or (row.body is not None and speaks(theirs, row.headers, row.body))
        ):
            found.append(row.url)
    return found
