"""What is kept of an export: the file, who acted and on which ground, and who was in it with the hash of their row.

The rows themselves are not kept. A hash is keyed with a number of the file's own, so that who holds a row can show that
it was in the file, and nobody can find out from the hashes who was.
"""

import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection

from crm.database.bulk import indexed_afterwards, insert_columns, with_room
from crm.exports.line import Lines
from crm.tables import table_named
from crm.unit_of_work import Work

HASH_BYTES = 16
SORTED_FROM = 20_000
"""From so many people on the indexes are made anew afterwards, which is cheaper."""


def row_hash(key: str, row: str) -> str:
    """The hash of a row as it was written, with the key of its file (keyed BLAKE2b, RFC 7693)."""
    return _hashes(bytes.fromhex(key), [row])[0]


def _hashes(key: bytes, rows: Iterable[str]) -> list[str]:
    return [blake2b(row.encode(), key=key, digest_size=HASH_BYTES).hexdigest() for row in rows]


@dataclass(slots=True)
class Kept:
    """Who went into a file, as it is being written."""

    key: str = field(default_factory=lambda: secrets.token_hex(HASH_BYTES))
    people: list[int] = field(default_factory=list)
    bases: list[str] = field(default_factory=list)
    hashes: list[str] = field(default_factory=list)
    _key: bytes = field(init=False, repr=False)

    def __post_init__(self) -> None:
        """The key as bytes."""
        self._key = bytes.fromhex(self.key)

    def add(self, people: Lines, rows: Sequence[str]) -> None:
        """Takes down people with the rows they became."""
        self.people += people.id
        self.bases += people.basis
        self.hashes += _hashes(self._key, rows)

    def write(self, work: Work, told: dict[str, Any]) -> int:
        """Keeps the file, of which `told` says the rest, and its people. Gives the number of the run.

        It is no change that undo takes back: the file has left.
        """
        connection = work.session.connection()
        run = table_named("export_run")
        made = connection.execute(sa.insert(run).values(key=self.key, **told).returning(run.c.id)).scalar_one()
        contacts = table_named("exported_contact")
        order = sorted(range(len(self.people)), key=self.people.__getitem__)  # so that the index grows at its end
        given: dict[str, list[Any]] = {"person_id": self.people, "basis": self.bases, "row_hash": self.hashes}
        columns = {name: [values[place] for place in order] for name, values in given.items()}
        if not self.people:
            return int(made)
        if len(self.people) < SORTED_FROM or _holds_more(connection, contacts, len(self.people)):
            insert_columns(connection, contacts, columns, {"run_id": made})
        else:
            with with_room(connection), indexed_afterwards(connection, [contacts]):
                insert_columns(connection, contacts, columns, {"run_id": made})
        return int(made)


def _holds_more(connection: Connection, table: sa.Table, count: int) -> bool:
    """Whether the table holds more than `count` rows, by its highest number: no counting."""
    return (connection.scalar(sa.select(sa.func.max(table.c.id))) or 0) > count
