"""Texts that come in by a file, a mail or an older copy, without the names and addresses of who was erased.

`crm.privacy.rows` keeps the people of a file away; this keeps them out of what it says of others: a question that names
them, a remark, a subject. A name that somebody here bears is of that one, and stays.
"""

from collections.abc import Callable
from dataclasses import fields, replace
from typing import Any, TypeVar

import sqlalchemy as sa
from sqlalchemy import Connection, event

from crm import names
from crm.privacy import suppression, writings
from crm.privacy.holdings import holdings, without
from crm.privacy.suppression import Suppressed
from crm.privacy.writings import cut_value
from crm.services import person_names
from crm.tables import all_tables
from crm.tables.core import PERSON
from crm.unit_of_work import Work

T = TypeVar("T")

_OWN = frozenset(("sighting", "search_text", "change", "suppression", "bounced_address", "mail_stop"))
"""Tables of which the rows are of whom they name, who was let in or kept away as a person."""


class Incoming:
    """Cuts whoever is on the suppression list, at whatever school. False where nobody is."""

    def __init__(self, connection: Connection) -> None:
        """Loads the list. Raises KeyMissingError where it cannot be asked."""
        self._connection = connection
        self.listed: Suppressed = suppression.load(connection)
        self._borne: dict[str, bool] = {}

    def __bool__(self) -> bool:
        return bool(self.listed)

    def cut(self, text: str) -> str:
        """`text` without them; the very same where none of them is in it."""
        return self.listed.cut_anywhere(text, self._is_borne) if self.listed else text

    def cut_value(self, value: Any) -> Any:  # noqa: ANN401 - any JSON value
        """A JSON value without them."""
        return cut_value(value, self.cut) if self.listed else value

    def cut_fields(self, said: T) -> T:
        """A dataclass of what a file says, its texts cut."""
        if not self.listed:
            return said
        texts = {each.name: getattr(said, each.name) for each in fields(said)}  # type: ignore[arg-type]  # a dataclass
        changed = {
            name: cut for name, text in texts.items() if isinstance(text, str) and (cut := self.cut(text)) != text
        }
        return replace(said, **changed) if changed else said  # type: ignore[type-var]  # as above

    def _is_borne(self, words: str) -> bool:
        """Whether somebody here is called as `words`, which are folded."""
        if words not in self._borne:
            parsed = names.parse(words)
            keys = writings.asked_keys(words, parsed) if parsed is not None else set()
            same = sa.select(PERSON.c.name).where(PERSON.c.sort_key.startswith(_surname_key(words), autoescape=True))
            found = self._connection.scalars(same) if keys else ()
            self._borne[words] = any(words in writings.writings(name) for name in found)
        return self._borne[words]


def _surname_key(words: str) -> str:
    return person_names.sort_key(words).partition("\x1f")[0]


def watch(work: Work) -> None:
    """From now on nothing that this work writes names them, in whatever text. Raises KeyMissingError."""
    incoming = Incoming(work.session.connection())
    if not incoming:
        return
    texts = {name: holding.words for name, holding in holdings().items() if name not in _OWN}

    def cut(*_of_session: Any) -> None:  # noqa: ANN401 - what the session tells
        for row in (*work.session.new, *work.session.dirty):
            _cut_columns(row, texts.get(row.__tablename__, ()), incoming.cut_value)

    event.listen(work.session, "before_flush", cut)


def _cut_columns(row: Any, columns: tuple[str, ...], cut: Callable[[Any], Any]) -> None:  # noqa: ANN401 - of any table
    for name in columns:
        value = getattr(row, name)
        if isinstance(value, str | list | dict) and (left := without(row.__tablename__, name, value, cut)) != value:
            setattr(row, name, left)


def cut_rows(connection: Connection) -> int:
    """Cuts them out of every text of the database, as after an older copy was put back. Gives how many rows.

    Raises KeyMissingError.
    """
    incoming, rows = Incoming(connection), 0
    for table in all_tables() if incoming else ():
        columns = [table.c[name] for name in holdings()[table.name].words]
        if not columns or table.name in _OWN:
            continue
        keys = [column for column in table.primary_key if column not in columns]
        for row in connection.execute(sa.select(*keys, *columns)).mappings().all():
            left = {c.name: without(table.name, c.name, row[c.name], incoming.cut_value) for c in columns}
            changed = {name: value for name, value in left.items() if value != row[name]}
            if changed:
                which = sa.and_(*(column == row[column.name] for column in table.primary_key))
                connection.execute(sa.update(table).where(which).values(**changed))
                rows += 1
    return rows
