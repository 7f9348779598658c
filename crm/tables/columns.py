"""Column types the tables share: enums held by a CHECK, moments in UTC."""

from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import DateTime, Dialect, Enum
from sqlalchemy.types import TypeDecorator


def enum_of(words: type[StrEnum], check: str | None = None) -> Any:  # noqa: ANN401 - sa_type takes any column type
    """A text column that holds a value of `words` and nothing else, checked by the database.

    `check` names the constraint, where a table has two columns of the same words.
    """
    return Enum(
        words,
        native_enum=False,
        create_constraint=True,
        length=30,
        name=check or words.__name__.lower(),
        values_callable=lambda members: [m.value for m in members],
    )


class Moment(TypeDecorator[datetime]):
    """A moment, stored in UTC and always read back with its zone (SQLite keeps none itself)."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 - the interface
        """Refuses a moment without a zone: nobody could say when it was."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("A moment needs its time zone.")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 - the interface
        """The moment in UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)
