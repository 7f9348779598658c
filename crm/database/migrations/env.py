"""Runs the migrations on the connection that `crm.database.schema` hands over."""

from typing import Any, Literal

from alembic import context
from sqlmodel import SQLModel

from crm.database.indexes import BY_HAND
from crm.tables import all_tables
from crm.tables.columns import Moment


def _plainly(type_: str, item: Any, _context: Any) -> str | Literal[False]:  # noqa: ANN401 - Alembic's interface
    """Column types as SQLAlchemy's own, so that a migration stands by itself."""
    if type_ == "type" and isinstance(item, Moment):
        return "sa.DateTime(timezone=True)"
    if type_ == "type" and type(item).__name__ == "AutoString":
        return "sa.String()"
    return False


def _ours(_item: Any, name: str | None, type_: str, *_rest: Any) -> bool:  # noqa: ANN401 - Alembic's interface
    """Some indexes are made by hand."""
    return not (type_ in {"table", "index"} and name and name.startswith(BY_HAND))


all_tables()  # so that the metadata holds each of them
connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=SQLModel.metadata,
    render_item=_plainly,
    include_object=_ours,
)
with context.begin_transaction():
    context.run_migrations()
