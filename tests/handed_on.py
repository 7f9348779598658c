"""One PostgreSQL database that the tests of a process hand on: making one costs far more than emptying it.

Connections are handed on as well, one that empties and those of one engine: a new one first reads what tables there
are.
"""

import os
from typing import Any

import psycopg
from psycopg import sql
from sqlalchemy import Engine, event

from crm.database.engine import open_engine

_SHAPE = """
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
"""What a test that alters the schema changes."""

_EMPTY = """
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

_OURS = "handed on"

_END_OTHERS = """
    SELECT pg_terminate_backend(pid) FROM pg_stat_activity AS one
    WHERE datname = current_database() AND pid <> pg_backend_pid()
      AND (application_name <> %s OR state <> 'idle' OR EXISTS (SELECT FROM pg_locks WHERE pg_locks.pid = one.pid))
"""
"""Whatever connection a test left behind, and those of the engine that are not at rest."""


class HandedOn:
    """A database of this process, as empty at every lending as the one it was made after."""

    def __init__(self, server: str, template: str) -> None:
        """`server` is the server's URL without a database, ending in "/"; `template` the database to be like."""
        self._server, self._template = server, template
        self._name = f"handed_on_{os.getpid()}"
        self._shape: tuple[Any, ...] | None = None
        self._connection: psycopg.Connection[Any] | None = None
        self._engine: Engine | None = None

    def lend(self) -> str:
        """The database's URL."""
        if self._connection is None:
            with self._connected("postgres") as connection:
                template = sql.Identifier(self._template)
                connection.execute(
                    sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(self._name), template)
                )
            self._connection = self._connected(self._name)
            self._shape = self._connection.execute(_SHAPE).fetchone()
        return self._server + self._name

    def engine(self) -> Engine:
        """An engine on the database, the same at every lending."""
        if self._engine is None:
            self._engine = open_engine(self._server + self._name)
            event.listen(self._engine, "connect", _name_it)
        elif self._engine.pool.checkedout():  # type: ignore[attr-defined] # that of a server
            self._engine.dispose()  # a test did not give its connection back
        return self._engine

    def take_back(self) -> None:
        """Empties the database; one whose schema a test changed is removed, and made anew at the next lending."""
        if self._is_as_it_was():
            return
        if self._connection is not None:
            self._connection.close()
        self._connection = None
        with self._connected("postgres") as connection:
            connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(self._name)))

    def close(self) -> None:
        """Gives its connections back."""
        if self._engine is not None:
            self._engine.dispose()
        if self._connection is not None:
            self._connection.close()

    def _is_as_it_was(self) -> bool:
        """Empties the database if its schema is what it was."""
        assert self._connection is not None
        try:
            self._connection.execute(_END_OTHERS, [_OURS])
            has_versions = self._connection.execute("SELECT to_regclass('alembic_version') IS NOT NULL").fetchone()
            if has_versions != (True,) or self._connection.execute(_SHAPE).fetchone() != self._shape:
                return False
            self._connection.execute(_EMPTY)
        except psycopg.OperationalError:  # a test ended this connection with all others
            return False
        return True

    def _connected(self, name: str) -> psycopg.Connection[Any]:
        return psycopg.connect(self._server.replace("+psycopg", "") + name, autocommit=True)


def _name_it(connection: Any, _record: Any) -> None:
    connection.execute(f"SET application_name = '{_OURS}'")
    connection.commit()
