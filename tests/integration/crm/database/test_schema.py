"""The form of the database: made by migrations, the same as the tables, and safe to open."""

import sqlite3
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Engine, text
from sqlalchemy.exc import IntegrityError
from sqlmodel import SQLModel

from crm.database import schema
from crm.database.indexes import BY_HAND
from crm.database.opening import open_database
from crm.errors import DatabaseError, UsageError
from crm.tables import all_tables


def _ours(_item: object, name: str | None, type_: str, *_rest: object) -> bool:
    return not (type_ in {"table", "index"} and str(name).startswith(BY_HAND))


def test_the_migrations_make_exactly_the_tables(engine: Engine) -> None:
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"include_object": _ours, "compare_type": True})
        all_tables()
        assert compare_metadata(context, SQLModel.metadata) == []


def test_every_migration_is_known() -> None:
    folder = Path(schema.__file__).parent / "migrations" / "versions"
    found = sorted(path.name.split("_")[0] for path in folder.glob("[0-9]*.py"))
    assert tuple(found) == schema.VERSIONS
    assert schema.VERSIONS[-1] == schema.HEAD


def test_a_sighting_without_a_page_is_refused(engine: Engine) -> None:
    with engine.begin() as connection:
        connection.execute(
            text(
                "INSERT INTO entity (id, kind, identity, first_seen, last_seen, in_review)"
                " VALUES (1, 'course', 'x', '2026-01-01', '2026-01-01', false)"
            )
        )
    for page, method, by in (
        ("", "label", "a"),
        ("p", "guess", "a"),
        ("p", "manual", None),
        ("p", "label", "a"),
        ("list.csv, line 2", "import", "a"),
    ):
        with pytest.raises(IntegrityError), engine.begin() as connection:
            connection.execute(
                text(
                    "INSERT INTO sighting (entity_id, kind, mention, page, method, says, evidence, confidence,"
                    ' first_seen, last_seen, "by")'
                    " VALUES (1, 'course', 'm', :page, :method, '{}', '{}', 1, '2026-01-01', '2026-01-01', :by)"
                ),
                {"page": page, "method": method, "by": by},
            )


def test_an_imported_value_without_who_imported_it_is_refused(engine: Engine) -> None:
    say = text(
        "INSERT INTO sighting (entity_id, kind, mention, page, method, says, evidence, confidence, first_seen,"
        ' last_seen, "by", import_id)'
        " VALUES (1, 'person', 'm', 'list.csv, line 2', 'import', '{}', '{}', 1, '2026-01-01', '2026-01-01', :by, 1)"
    )
    with engine.begin() as connection:
        connection.execute(
            text(
                "INSERT INTO entity (id, kind, identity, first_seen, last_seen, in_review)"
                " VALUES (1, 'person', 'x', '2026-01-01', '2026-01-01', false)"
            )
        )
        connection.execute(
            text(
                'INSERT INTO contact_import (id, kind, file, at, "by")'
                " VALUES (1, 'contacts', 'list.csv', '2026-01-01', 'a')"
            )
        )
        connection.execute(say, {"by": "a"})
    with pytest.raises(IntegrityError), engine.begin() as connection:
        connection.execute(say, {"by": None})


def test_a_page_says_a_thing_of_one_mention_once(engine: Engine) -> None:
    say = text(
        "INSERT INTO sighting (entity_id, kind, mention, source_id, page, method, says, evidence, confidence,"
        " first_seen, last_seen, ended_on)"
        " VALUES (1, 'course', 'm', 1, 'p', 'label', '{}', '{}', 1, '2026-01-01', '2026-01-01', :ended)"
    )
    with engine.begin() as connection:
        connection.execute(
            text(
                "INSERT INTO entity (id, kind, identity, first_seen, last_seen, in_review)"
                " VALUES (1, 'course', 'x', '2026-01-01', '2026-01-01', false)"
            )
        )
        connection.execute(
            text(
                "INSERT INTO source (id, name, url, kind, every_days, max_pages, added_at)"
                " VALUES (1, 'haz', 'https://www.haz.example/', 'auto', 7, 2000, '2026-01-01')"
            )
        )
        connection.execute(say, {"ended": "2026-01-01"})
        connection.execute(say, {"ended": None})
    with pytest.raises(IntegrityError), engine.begin() as connection:
        connection.execute(say, {"ended": None})


def _insert_a_warm_lead_whose_activity_says_informed(engine: Engine) -> None:
    with engine.begin() as connection:
        connection.execute(
            text(
                "INSERT INTO lead (id, person_id, owner, stage, stage_activity_id, stage_since, made_at)"
                " VALUES (1, 1, 'me', 'warm', 1, '2026-01-01', '2026-01-01')"
            )
        )
        connection.execute(
            text(
                'INSERT INTO activity (id, lead_id, kind, "on", at, "by", to_stage)'
                " VALUES (1, 1, 'stage', '2026-01-01', '2026-01-01', 'me', 'informed')"
            )
        )


def test_a_stage_without_its_activity_is_refused_by_the_database(engine: Engine) -> None:
    with engine.begin() as connection:
        connection.execute(
            text(
                "INSERT INTO entity (id, kind, identity, first_seen, last_seen, in_review)"
                " VALUES (1, 'person', 'x', '2026-01-01', '2026-01-01', false)"
            )
        )
        connection.execute(text("INSERT INTO person (id, name, sort_key) VALUES (1, 'Zoë', 'zoe')"))
    with pytest.raises(IntegrityError):
        _insert_a_warm_lead_whose_activity_says_informed(engine)


def test_a_database_that_is_not_there_is_made(tmp_path: Path) -> None:
    engine = open_database(str(tmp_path / "new.db"))
    with engine.connect() as connection:
        assert schema.form_of(connection) is schema.Form.CURRENT
    engine.dispose()


@pytest.mark.parametrize(
    ("version", "words"), [("9999", "newer version"), (None, "another program")], ids=["newer", "foreign"]
)
def test_a_database_of_others_is_left_alone(tmp_path: Path, version: str | None, words: str) -> None:
    path = tmp_path / "other.db"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE alembic_version (version_num TEXT)" if version else "CREATE TABLE mine (x)")
        if version:
            connection.execute("INSERT INTO alembic_version VALUES (?)", (version,))
    connection.close()
    before = path.read_bytes()
    from crm.language import language

    with language("en"), pytest.raises(DatabaseError, match=words) as refused:
        open_database(str(path))
    assert f"The database {path} " in str(refused.value), "the file as one knows it, not as a URL"
    assert path.read_bytes()[100:] == before[100:]


def test_a_file_that_is_no_database_is_said_to_be_none(tmp_path: Path) -> None:
    path = tmp_path / "letter.db"
    path.write_text("Beste Zoë, " * 100)
    from crm.language import language

    with language("en"), pytest.raises(DatabaseError, match="not a database"):
        open_database(str(path))


def test_a_folder_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    with pytest.raises(DatabaseError):
        open_database(str(tmp_path / "no" / "where.db"))
    assert not (tmp_path / "no").exists()


def test_another_sort_of_database_is_refused() -> None:
    with pytest.raises(UsageError, match="mysql"):
        open_database("mysql://host/name")


def test_a_new_database_is_for_the_user_alone_and_one_that_was_opened_up_stays_so(tmp_path: Path) -> None:
    path = tmp_path / "own.db"
    engine = open_database(str(path))
    with engine.connect():
        modes = {each.stat().st_mode & 0o777 for each in tmp_path.glob("own.db*")}
    engine.dispose()
    assert modes == {0o600}
    path.chmod(0o660)
    open_database(str(path)).dispose()
    assert path.stat().st_mode & 0o777 == 0o660
