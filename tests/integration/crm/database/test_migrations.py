"""What stood in a database before it was brought up to date stands there afterwards."""

from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import Engine, inspect, text

from crm.database import schema
from crm.database.engine import open_engine
from crm.database.upgrading import upgrade
from crm.errors import DatabaseError


def _to(engine: Engine, version: str) -> None:
    config = Config()
    config.set_main_option("script_location", str(Path(schema.__file__).parent / "migrations"))
    config.set_main_option("path_separator", "os")
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, version)


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def first_form(request: pytest.FixtureRequest, tmp_path: Path) -> Engine:
    """A database of the first version with a sighting in it, on each of the two kinds."""
    if request.param == "sqlite":
        engine = open_engine(f"sqlite:///{tmp_path / 'old.db'}")
    else:
        engine = open_engine(request.getfixturevalue("postgresql_database"))
        with engine.begin() as connection:
            connection.execute(text("DROP SCHEMA public CASCADE"))
            connection.execute(text("CREATE SCHEMA public"))
    _to(engine, "0001")
    with engine.begin() as connection:
        connection.execute(
            text(
                "INSERT INTO entity (id, kind, identity, first_seen, last_seen, in_review)"
                " VALUES (1, 'person', 'x', '2026-01-01', '2026-01-01', false)"
            )
        )
        connection.execute(text("INSERT INTO person (id, name, sort_key) VALUES (1, 'Zoë', 'zoe')"))
        connection.execute(
            text(
                "INSERT INTO sighting (id, entity_id, kind, mention, page, method, says, evidence, confidence,"
                " first_seen, last_seen, \"by\") VALUES (7, 1, 'person', 'added', 'by hand', 'manual',"
                " '{\"name\": \"Zoë\"}', '{}', 1, '2026-01-01', '2026-01-02', 'me')"
            )
        )
    return engine


def test_sightings_outlive_their_new_rules(first_form: Engine) -> None:
    upgrade(first_form)
    with first_form.connect() as connection:
        assert connection.execute(text('SELECT id, entity_id, method, "by", import_id FROM sighting')).all() == [
            (7, 1, "manual", "me", None)
        ]
        names = {index["name"] for index in inspect(connection).get_indexes("sighting")}
    assert {"ix_sighting_entity_id", "ix_sighting_source_id", "ix_sighting_import_id", "uq_sighting_live"} <= names
    first_form.dispose()


def test_a_step_that_fails_leaves_the_database_as_it_was(first_form: Engine) -> None:
    with first_form.begin() as connection:
        connection.execute(text("CREATE TABLE swept_school (id INTEGER)"))  # which a later step makes
    before = _form(first_form)
    with pytest.raises(DatabaseError, match=r"niets is veranderd: .*swept_school"):
        upgrade(first_form)
    assert _form(first_form) == before
    with first_form.begin() as connection:
        connection.execute(text("DROP TABLE swept_school"))
    upgrade(first_form)
    assert _form(first_form)[0] == schema.HEAD
    first_form.dispose()


def _form(engine: Engine) -> tuple[str, dict[str, list[str]]]:
    """Its version, and the columns of every table."""
    with engine.connect() as connection:
        version = connection.scalar(text("SELECT version_num FROM alembic_version"))
        there = inspect(connection)
        return version, {
            name: sorted(column["name"] for column in there.get_columns(name)) for name in there.get_table_names()
        }


def test_who_was_named_by_a_scout_stays_so(first_form: Engine) -> None:
    _to(first_form, "0019")
    with first_form.connect() as connection:
        sqlite = first_form.dialect.name == "sqlite"
        connection.execute(text("PRAGMA foreign_keys = OFF" if sqlite else "SET session_replication_role = replica"))
        for lead, scouting in ((1, 5), (2, None)):
            connection.execute(
                text(
                    'INSERT INTO introduction (lead_id, via_person_id, scouting_id, "on", "by")'
                    " VALUES (:lead, 1, :scouting, '2026-01-01', 'me')"
                ),
                {"lead": lead, "scouting": scouting},
            )
        connection.execute(
            text(
                "INSERT INTO past_figure (id, of, what, month, came_of_it, agreed, sprint, mails, calls, visits)"
                " VALUES (1, 'route', 'came', '2026-01-01', true, false, false, 1, 2, 3)"
            )
        )
        connection.commit()
    upgrade(first_form)
    with first_form.connect() as connection:
        kept = connection.execute(text("SELECT lead_id, via_person_id, scouted FROM introduction ORDER BY lead_id"))
        assert [(row[0], row[1], bool(row[2])) for row in kept] == [(1, 1, True), (2, 1, False)]
        assert connection.execute(text("SELECT of, what, calls FROM past_figure")).all() == [("route", "came", 2)]
    first_form.dispose()
