"""Bringing the database that is worked in up to this version of the program."""

from pathlib import Path

from sqlalchemy import Engine

from crm.database import backup
from crm.database.schema import HEAD, Form, bring_up, form_of


def upgrade(engine: Engine) -> None:
    """Brings the database to this version; SQLite after a copy beside it (`NAME.before-VERSION.backup`).

    Raises DatabaseError for a database of a newer version or of another program.
    """
    with engine.connect() as connection:
        form = form_of(connection)
    if form is Form.OLDER and engine.dialect.name == "sqlite" and engine.url.database:
        path = Path(engine.url.database)
        backup.copy(engine, path.with_name(f"{path.name}.before-{HEAD}.backup"))
    bring_up(engine)
