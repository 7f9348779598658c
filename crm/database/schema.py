"""The form of a database: which version it has, and making or bringing up one that nobody else uses."""

from enum import StrEnum
from pathlib import Path

from sqlalchemy import Connection, Engine, inspect, text
from sqlalchemy.exc import SQLAlchemyError

from crm.database.problems import explain, shown_place
from crm.errors import DatabaseError
from crm.language import _

HEAD = "0022"
"""The newest migration. A test holds it against the folder of migrations."""

VERSIONS = tuple(f"{number:04}" for number in range(1, int(HEAD) + 1))
"""All migrations, oldest first."""


class Form(StrEnum):
    """How the form of a database relates to this version of the program."""

    EMPTY = "empty"
    OLDER = "older"
    CURRENT = "current"
    NEWER = "newer"
    FOREIGN = "foreign"


def form_of(connection: Connection) -> Form:
    """How the database behind `connection` relates to this version."""
    tables = inspect(connection).get_table_names()
    if not tables:
        return Form.EMPTY
    if "alembic_version" not in tables:
        return Form.FOREIGN
    version = connection.scalar(text("SELECT version_num FROM alembic_version"))
    if version == HEAD:
        return Form.CURRENT
    return Form.OLDER if version in VERSIONS else Form.NEWER


def make(engine: Engine, version: str = HEAD) -> None:
    """Makes the tables of a version in an empty database."""
    _migrate(engine, version)


def bring_up(engine: Engine) -> None:
    """Brings a database to this version as it stands, with no copy made first.

    Raises DatabaseError for a database of a newer version or of another program.
    """
    with engine.connect() as connection:
        form = form_of(connection)
    refuse_unknown(form, engine)
    if form is not Form.CURRENT:
        _migrate(engine)


def refuse_unknown(form: Form, engine: Engine) -> None:
    """Raises DatabaseError where this version must keep its hands off."""
    where = shown_place(engine)
    if form is Form.NEWER:
        raise DatabaseError(
            _("The database {where} was made by a newer version of werkplaats: install that version.").format(
                where=where
            )
        )
    if form is Form.FOREIGN:
        raise DatabaseError(
            _("The database {where} belongs to another program: name another with --database.").format(where=where)
        )


def _migrate(engine: Engine, version: str = HEAD) -> None:
    """All steps in one transaction: whoever is stopped half-way leaves the database as it was. Raises DatabaseError."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    try:
        with engine.begin() as connection:
            if engine.dialect.name == "sqlite":
                connection.exec_driver_sql("BEGIN IMMEDIATE")  # which its driver does not do for what is no row
            config.attributes["connection"] = connection
            command.upgrade(config, version)
    except SQLAlchemyError as error:
        why = str(getattr(error, "orig", None) or error).splitlines()[0]
        sentence = explain(error, engine.url.render_as_string(hide_password=False)) or _(
            "The database {where} is not brought up to this version, and nothing was changed: {why}"
        ).format(where=shown_place(engine), why=why)
        raise DatabaseError(sentence) from error
