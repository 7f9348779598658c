"""One PostgreSQL database that the tests of a process hand on: making one costs far more than emptying it."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, NullPool, Row, create_engine, text

_SHAPE = text(
    """
    SELECT (SELECT count(*) FROM pg_class WHERE relnamespace = 'public'::regnamespace),
           (SELECT max(oid::text::bigint) FROM pg_class WHERE relnamespace = 'public'::regnamespace),
           (SELECT count(*) FROM pg_attribute
              JOIN pg_class ON pg_class.oid = attrelid AND relnamespace = 'public'::regnamespace),
           (SELECT count(*) FROM pg_constraint WHERE connamespace = 'public'::regnamespace),
           (SELECT count(*) FROM pg_trigger WHERE NOT tgisinternal),
           (SELECT count(*) FROM pg_proc WHERE pronamespace = 'public'::regnamespace),
           (SELECT count(*) FROM pg_namespace),
           (SELECT string_agg(extname, ' ' ORDER BY extname) FROM pg_extension),
           (SELECT string_agg(version_num, ' ' ORDER BY version_num) FROM alembic_version)
    """
)
"""What a test that alters the schema changes."""

_EMPTY = text(
    """
    DO $$
    DECLARE
        named text;
        is_filled boolean;
    BEGIN
        SET LOCAL session_replication_role = replica;  -- no foreign key stands in the way
        FOR named IN
            SELECT format('%I.%I', schemaname, tablename) FROM pg_tables
            WHERE schemaname = 'public' AND tablename <> 'alembic_version'
        LOOP
            EXECUTE 'SELECT EXISTS (SELECT FROM ' || named || ')' INTO is_filled;
            IF is_filled THEN
                EXECUTE 'DELETE FROM ' || named;
            END IF;
        END LOOP;
        PERFORM setval(format('%I.%I', schemaname, sequencename), start_value, false)
        FROM pg_sequences WHERE last_value IS NOT NULL;
    END $$
    """
)


class HandedOn:
    """A database of this process, as empty at every lending as the one it was made after."""

    def __init__(self, server: str, template: str) -> None:
        """`server` is the server's URL without a database, ending in "/"; `template` the database to be like."""
        self._server, self._template = server, template
        self._name = f"handed_on_{os.getpid()}"
        self._shape: Row[tuple[object, ...]] | None = None

    def lend(self) -> str:
        """The database's URL."""
        if self._shape is None:
            with self._connected("postgres") as connection:
                connection.execute(text(f"CREATE DATABASE {self._name} TEMPLATE {self._template}"))
            with self._connected(self._name) as connection:
                self._shape = connection.execute(_SHAPE).one()
        return self._server + self._name

    def take_back(self) -> None:
        """Empties the database; one whose schema a test changed is removed, and made anew at the next lending."""
        with self._connected("postgres") as connection:
            connection.execute(
                text("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = :name"),
                {"name": self._name},
            )
            if self._is_as_it_was():
                return
            connection.execute(text(f"DROP DATABASE {self._name} WITH (FORCE)"))
            self._shape = None

    def _is_as_it_was(self) -> bool:
        """Empties the database if its schema is what it was."""
        with self._connected(self._name) as connection:
            has_versions = connection.scalar(text("SELECT to_regclass('alembic_version') IS NOT NULL"))
            if not has_versions or connection.execute(_SHAPE).one() != self._shape:
                return False
            connection.execute(_EMPTY)
            return True

    @contextmanager
    def _connected(self, name: str) -> Iterator[Connection]:
        engine = create_engine(self._server + name, isolation_level="AUTOCOMMIT", poolclass=NullPool)
        with engine.connect() as connection:
            yield connection
