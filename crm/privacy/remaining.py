"""What an erasure cannot decide by itself: texts in which a surname or call name stands alone, people who may be the
same one, and lists that were written.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection

from crm.errors import UsageError
from crm.identity import people
from crm.language import _
from crm.privacy import writings
from crm.privacy.cutting import Theirs, places_with_them
from crm.privacy.holdings import Belongings, holdings, without
from crm.privacy.subjects import Subject
from crm.services import person_names
from crm.tables import table_named
from crm.tables.core import INSTITUTION, PERSON
from crm.text import clean

ALL, NONE = "all", "none"
"""What is said of the texts in which a name stands alone; else their numbers."""

READ = frozenset(("sighting", "change", "crawl_run", "page", "site_rule", "journal_entry", "journal_row"))
"""Tables that nobody of the office types in: what pages say of a surname may be of anybody."""

FAINT = 0.05
"""Probability from which somebody is named as perhaps the same: a double that is missed is a trace that is left."""

_AROUND = 40
"""Characters shown on either side of the name."""


@dataclass(frozen=True, slots=True)
class Alone:
    """A text of the office in which only their surname or call name stands, so that it may be of somebody else."""

    number: int
    table: str
    key: tuple[Any, ...]
    column: str
    words: str
    """The name with what stands around it."""

    @property
    def about(self) -> str:
        """What sort of text it is."""
        return holdings()[self.table].about

    def document(self) -> dict[str, Any]:
        """As JSON."""
        return {"number": self.number, "table": self.table, "key": list(self.key), "words": self.words}


@dataclass(frozen=True, slots=True)
class Other:
    """Somebody here who may be the same person, and stays."""

    id: int
    name: str
    beside: str
    """Address and school."""
    score: float


@dataclass(frozen=True, slots=True)
class Written:
    """A list that was written with them in it: the file is the office's, and holds them until it is removed."""

    file: str
    on: date


def alone(connection: Connection, who: Subject, found: Belongings) -> list[Alone]:
    """Texts in which a surname or call name of theirs stands alone, besides those that go with them."""
    whole, both = Theirs(who), Theirs(who, alone=True)
    places = []
    for table, row, changed in places_with_them(connection, both):
        key = _key(table, row)
        theirs = {_key(table, each) for each in found.theirs.get(table.name, ())}
        if table.name in READ or key in theirs:
            continue
        for column in changed:
            words = _words(row[column], whole, both)
            if words:
                places.append((table.name, key, column, words))
    return [Alone(number, *place) for number, place in enumerate(places, 1)]


def _words(value: Any, whole: Theirs, both: Theirs) -> str:  # noqa: ANN401 - as the column
    """The first piece of a text in which they stand alone; empty where they only stand by their whole name."""
    left = str(whole.cut_value(value) or "")
    rest = both.cut(left)
    if rest == left:
        return ""
    at = next(i for i, (one, other) in enumerate(zip(left, f"{rest}\0", strict=False)) if one != other)
    return clean(left[max(0, at - _AROUND) : at + _AROUND], 2 * _AROUND)


def chosen(places: Collection[Alone], said: str) -> list[Alone]:
    """The texts that `said` means: all, none, or numbers with commas. Raises UsageError."""
    text = said.strip().lower()
    if text in {NONE, ""}:
        return []
    if text == ALL:
        return list(places)
    numbers = {each.number: each for each in places}
    wanted = [part.strip() for part in text.split(",")]
    unknown = [part for part in wanted if not part.isdecimal() or int(part) not in numbers]
    if unknown:
        raise UsageError(
            _("There is no text {number}: say all, none, or numbers of 1 to {most}.").format(
                number=clean(unknown[0], 20), most=len(numbers)
            )
        )
    return [numbers[int(part)] for part in wanted]


def others(connection: Connection, who: Subject) -> list[Other]:
    """Who may be the same person and was not merged with them, surest first: by all there is to compare, or as one
    whose name is a way to write theirs.
    """
    assert who.id is not None
    own = people.bearers(connection, [who.id])
    scores = {match.id: match.score for match in people.matches(connection, own[0], threshold=FAINT)} if own else {}
    scores = {**dict.fromkeys(_called_so(connection, who), 0.0), **scores}
    chosen_ = (
        sa.select(PERSON.c.id, PERSON.c.name, PERSON.c.email, INSTITUTION.c.name.label("school"))
        .outerjoin(INSTITUTION, INSTITUTION.c.id == PERSON.c.institution_id)
        .where(PERSON.c.id.in_(sorted(scores)))
    )
    found = [
        Other(row.id, row.name, ", ".join(each for each in (row.email, row.school) if each), scores[row.id])
        for row in connection.execute(chosen_)
    ]
    return sorted(found, key=lambda one: (-one.score, one.id))


def _called_so(connection: Connection, who: Subject) -> list[int]:
    """Others whose name may be theirs: whole, or by a first initial that fits."""
    mine = {key for name in who.names for key in writings.keys(name)}
    begins = {person_names.sort_key(name).partition("\x1f")[0] + "\x1f" for name in who.names}
    near = [PERSON.c.sort_key.startswith(each, autoescape=True) for each in sorted(begins)]
    rows = connection.execute(sa.select(PERSON.c.id, PERSON.c.name).where(PERSON.c.id != who.id, sa.or_(*near)))
    return [row.id for row in rows if mine & writings.asked_keys(row.name)]


def written(connection: Connection, person_id: int) -> list[Written]:
    """The lists that were written with them in it, newest first."""
    run, contact = table_named("export_run"), table_named("exported_contact")
    lists = (
        sa.select(run.c.file, run.c.at)
        .join(contact, contact.c.run_id == run.c.id)
        .where(contact.c.person_id == person_id)
        .order_by(run.c.id.desc())
    )
    found = {row.file: Written(row.file, row.at.date()) for row in reversed(connection.execute(lists).all())}
    return sorted(found.values(), key=lambda one: (one.on, one.file), reverse=True)


def cut_alone(connection: Connection, who: Subject, places: Iterable[Alone]) -> list[tuple[str, tuple[Any, ...]]]:
    """Cuts a surname or call name out of these texts, and out of what the journal keeps of their rows.

    Gives the rows that changed: table and key.
    """
    both = Theirs(who, alone=True)
    done = []
    for table_name, key in sorted({(each.table, each.key) for each in places}, key=str):
        table = table_named(table_name)
        columns = [table.c[name] for name in holdings()[table_name].words]
        which = sa.and_(*(column == value for column, value in zip(table.primary_key, key, strict=True)))
        row = connection.execute(sa.select(*columns).where(which)).mappings().first()
        if row is None:
            continue
        if holdings()[table_name].named_goes:
            connection.execute(sa.delete(table).where(which))
        else:
            left = {name: without(table_name, name, value, both.cut_value) for name, value in row.items()}
            changed = {name: value for name, value in left.items() if value != row[name]}
            if changed:
                connection.execute(sa.update(table).where(which).values(**changed))
        _cut_journal(connection, both, table, key)
        done.append((table_name, key))
    return done


def _cut_journal(connection: Connection, both: Theirs, table: sa.Table, key: tuple[Any, ...]) -> None:
    """The journal's rows of one row, and the sentences and figures of the actions they are of."""
    row, entry = table_named("journal_row"), table_named("journal_entry")
    wanted = {column.name: value for column, value in zip(table.primary_key, key, strict=True)}
    entries = set()
    for its in connection.execute(sa.select(row).where(row.c.table == table.name)):
        if its.key == wanted:
            cut = {side: both.cut_value(getattr(its, side)) for side in ("before", "after")}
            connection.execute(sa.update(row).where(row.c.id == its.id).values(**cut))
            entries.add(its.entry_id)
    if table.name == "export_run":
        entries |= set(connection.scalars(sa.select(entry.c.id).where(entry.c.details.is_not(None))))
    for its in connection.execute(sa.select(entry).where(entry.c.id.in_(sorted(entries)))):
        cut = {"what": both.cut(its.what), "details": both.cut_value(its.details)}
        connection.execute(sa.update(entry).where(entry.c.id == its.id).values(**cut))


def _key(table: sa.Table, row: Mapping[str, Any]) -> tuple[Any, ...]:
    return tuple(row[column.name] for column in table.primary_key)
