"""`database check`: what breaks a rule of the house is told, on both kinds of database."""

import sqlite3

import pytest
from sqlalchemy import Engine, text

from crm.database.engine import open_engine
from crm.database.soundness import problems
from crm.language import use_language

PERSON = (
    (
        "INSERT INTO entity (id, kind, identity, first_seen, last_seen, in_review)"
        " VALUES (1, 'person', 'zoe', '2026-01-01', '2026-01-01', false)"
    ),
    "INSERT INTO person (id, name, sort_key) VALUES (1, 'Zoë', 'zoe')",
)


@pytest.fixture(autouse=True)
def _english() -> None:
    use_language("en")


def test_an_empty_database_is_sound(engine: Engine) -> None:
    assert problems(engine) == []


def test_somebody_who_stands_on_nothing_is_told(engine: Engine) -> None:
    with engine.begin() as connection:
        for statement in PERSON:
            connection.execute(text(statement))
    assert problems(engine) == [
        "1 values on the map stand on no sighting.",
        "1 things have no searchable text.",
    ]


def test_a_row_that_points_to_nothing_is_told(sqlite_database: str) -> None:
    engine = open_engine(sqlite_database)
    connection = sqlite3.connect(str(engine.url.database))
    connection.execute("INSERT INTO person (id, name, sort_key) VALUES (7, 'Zoë', 'zoe')")
    connection.commit()
    connection.close()
    assert "Row 7 of person points to nothing." in problems(engine)
    engine.dispose()
