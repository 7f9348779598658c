"""Opening the user's database: found, made or refused with a clear word."""

from contextlib import suppress
from pathlib import Path

from sqlalchemy import Engine, make_url

from crm.database import schema
from crm.database.embedded import default_path, file_of
from crm.database.engine import open_engine, sqlite_url
from crm.database.problems import shown_place, told
from crm.database.upgrading import upgrade
from crm.errors import DatabaseError, UsageError
from crm.language import _
from crm.private_files import make_private


def open_database(url: str | None) -> Engine:
    """An engine on a database of this version.

    Without `url`: the default SQLite file, whose folders are made. A SQLite file that is not there is made (not its
    folder) and one of an earlier version is brought up to date after a copy; PostgreSQL waits for the command.
    A path instead of a URL is taken for a SQLite file. Raises DatabaseError and UsageError.
    """
    if not url:
        path = default_path()
        path.parent.mkdir(parents=True, exist_ok=True)
        url = sqlite_url(path)
    url = as_url(url)
    _keep_to_the_user(url)
    with told(url):
        engine = open_engine(url)
        with engine.connect() as connection:
            form = schema.form_of(connection)
        schema.refuse_unknown(form, engine)
        if form is not schema.Form.CURRENT:
            if engine.dialect.name != "sqlite":
                raise DatabaseError(
                    _("The database {where} is not of this version: run `werkplaats database upgrade`.").format(
                        where=shown_place(engine)
                    )
                )
            upgrade(engine)
    return engine


def _keep_to_the_user(url: str) -> None:
    """Makes a SQLite file that is not there yet, for the user alone. SQLite makes those beside it alike."""
    path = file_of(url)
    if path is None or path.exists() or path.name == ":memory:":
        return
    with suppress(OSError):  # where no file can be made SQLite finds so too, and that is told
        make_private(path)


def as_url(url: str) -> str:
    """`url` as SQLAlchemy takes it: a bare path is a SQLite file. Raises UsageError for any other scheme."""
    if "://" not in url:
        return sqlite_url(Path(url).expanduser().absolute())
    scheme = make_url(url).get_backend_name()
    if scheme not in {"sqlite", "postgresql", "postgres"}:
        raise UsageError(
            _("--database takes a file, sqlite:///FILE or postgresql://…, not {scheme}.").format(scheme=scheme)
        )
    return url.replace("postgres://", "postgresql://", 1) if scheme == "postgres" else url
