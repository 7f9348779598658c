"""What stood in a database before it was brought up to date stands there afterwards."""

from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import Engine, inspect, text

from crm.database import schema
from crm.database.engine import open_engine


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
    schema.upgrade(first_form)
    with first_form.connect() as connection:
        assert connection.execute(text('SELECT id, entity_id, method, "by", import_id FROM sighting')).all() == [
            (7, 1, "manual", "me", None)
        ]
        names = {index["name"] for index in inspect(connection).get_indexes("sighting")}
    assert {"ix_sighting_entity_id", "ix_sighting_source_id", "ix_sighting_import_id", "uq_sighting_live"} <= names
    first_form.dispose()
