"""Many rows at once: the same rows on either database, with the indexes that there were."""

from datetime import date

import pytest
import sqlalchemy as sa
from sqlalchemy import Engine, inspect

from crm.database.bulk import indexed_afterwards, insert_columns, with_room
from crm.tables.core import ENTITY, SEARCH_TEXT
from crm.words import EntityKind

ROWS = 205
"""Two statements of a hundred and a rest."""


def _entities(count: int) -> tuple[dict[str, list[object]], dict[str, object]]:
    varying: dict[str, list[object]] = {
        "id": list(range(1, count + 1)),
        "identity": [f"person:{number}" for number in range(count)],
        "gone_on": [None if number % 2 else date(2026, 1, 2) for number in range(count)],
    }
    day = date(2026, 1, 1)
    return varying, {"kind": EntityKind.PERSON, "first_seen": day, "last_seen": day, "in_review": False}


@pytest.mark.parametrize("together", [1, 100, 10_000])
def test_every_row_is_written_with_what_all_have_alike(engine: Engine, together: int) -> None:
    varying, alike = _entities(ROWS)
    with engine.begin() as connection:
        insert_columns(connection, ENTITY, varying, alike, together=together)
        rows = connection.execute(sa.select(ENTITY).order_by(ENTITY.c.id)).all()
    assert [row.identity for row in rows] == varying["identity"]
    assert [row.gone_on for row in rows] == varying["gone_on"]
    assert {(row.kind, row.first_seen, row.in_review) for row in rows} == {(EntityKind.PERSON, date(2026, 1, 1), False)}


def test_no_rows_are_no_statement(engine: Engine) -> None:
    varying, alike = _entities(0)
    with engine.begin() as connection:
        insert_columns(connection, ENTITY, varying, alike)
        assert connection.scalar(sa.select(sa.func.count()).select_from(ENTITY)) == 0


def test_indexes_that_were_left_out_are_there_again(engine: Engine) -> None:
    before = _indexes(engine)
    varying, alike = _entities(ROWS)
    with engine.begin() as connection, indexed_afterwards(connection, (ENTITY, SEARCH_TEXT)):
        insert_columns(connection, ENTITY, varying, alike)
    assert _indexes(engine) == before


def test_whoever_stops_leaves_the_indexes_as_they_were(engine: Engine) -> None:
    before = _indexes(engine)
    with engine.connect() as connection:
        if connection.dialect.name == "sqlite":
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        with pytest.raises(KeyboardInterrupt), indexed_afterwards(connection, (ENTITY,)):
            raise KeyboardInterrupt
        connection.rollback()
    assert _indexes(engine) == before


def test_room_is_for_the_time_it_is_needed(engine: Engine) -> None:
    if engine.dialect.name != "sqlite":
        pytest.skip("only SQLite has it")
    with engine.connect() as connection:
        usual = connection.exec_driver_sql("PRAGMA cache_size").scalar()
        with with_room(connection):
            assert connection.exec_driver_sql("PRAGMA cache_size").scalar() != usual
        assert connection.exec_driver_sql("PRAGMA cache_size").scalar() == usual


def _indexes(engine: Engine) -> set[str | None]:
    with engine.connect() as connection:
        return {index["name"] for index in inspect(connection).get_indexes("entity")}
