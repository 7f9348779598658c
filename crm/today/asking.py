"""How Today asks the database: plain SQL that SQLite and PostgreSQL both take, with `?` for each value."""

import json
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    import sqlite3

    from sqlmodel import Session


class Ask(Protocol):
    """Asks, and gives the rows."""

    def __call__(self, statement: str, values: Sequence[object] = (), /) -> Sequence[Sequence[Any]]:
        """The rows of `statement`. Days may come as text: `day_of` reads them."""
        ...


def of_session(session: "Session") -> Ask:
    """Asks within the transaction of a session."""
    connection = session.connection()
    embedded = connection.dialect.name == "sqlite"

    def ask(statement: str, values: Sequence[object] = (), /) -> Sequence[Sequence[Any]]:
        given = tuple(map(_text, values)) if embedded else tuple(values)
        text = statement if embedded else statement.replace("?", "%s")
        return connection.exec_driver_sql(text, given).fetchall()

    return ask


def of_sqlite(connection: "sqlite3.Connection") -> Ask:
    """Asks the embedded database past the library."""

    def ask(statement: str, values: Sequence[object] = (), /) -> Sequence[Sequence[Any]]:
        return connection.execute(statement, tuple(map(_text, values))).fetchall()

    return ask


def _text(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value


def day_of(value: Any) -> date | None:  # noqa: ANN401 - a day as either database gives it
    """A day as it was read, or None."""
    return date.fromisoformat(value[:10]) if isinstance(value, str) else value


def list_of(value: Any) -> list[Any] | None:  # noqa: ANN401 - JSON as either database gives it
    """A list as it was read, or None."""
    found = json.loads(value) if isinstance(value, str) else value
    return found if isinstance(found, list) else None


def dict_of(value: Any) -> dict[str, Any]:  # noqa: ANN401 - as above
    """An object as it was read; an empty one where there is none."""
    found = json.loads(value) if isinstance(value, str) else value
    return found if isinstance(found, dict) else {}


def marks(values: Sequence[object]) -> str:
    """As many `?` as there are values: "?, ?, ?". Of none, one that fits nothing: NULL."""
    return ", ".join("?" * len(values)) or "NULL"
