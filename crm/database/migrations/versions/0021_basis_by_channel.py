"""On what ground somebody may be reached is said of each channel, and a designated address is that one alone.

What was said was said of mail. A page's own invitation holds for the address that stood beside it there; one that
somebody of the office wrote down, for the address that the person has now. Where there is none, it holds no more.
"""

import json
from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy import RowMapping

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def _enum(name: str, *words: str) -> sa.Enum:
    return sa.Enum(*words, name=name, native_enum=False, create_constraint=True, length=30)


def upgrade() -> None:
    op.create_table(
        "contact_basis",
        sa.Column("person_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("channel", _enum("channel", "email", "phone", "linkedin"), nullable=False),
        sa.Column("basis", _enum("basis", "consent", "relation", "designated_address", "none"), nullable=False),
        sa.Column("evidence", sa.String(), nullable=False),
        sa.Column("page", sa.String(), nullable=True),
        sa.Column("address", sa.String(), nullable=True),
        sa.Column("objected", sa.Boolean(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.CheckConstraint("basis = 'none' OR evidence <> ''", name=op.f("ck_contact_basis_has_evidence")),
        sa.CheckConstraint(
            "basis <> 'designated_address' OR address IS NOT NULL", name=op.f("ck_contact_basis_designates")
        ),
        sa.CheckConstraint("NOT objected OR basis = 'none'", name=op.f("ck_contact_basis_objected_is_none")),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_contact_basis_person_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("person_id", "channel", name=op.f("pk_contact_basis")),
        sqlite_with_rowid=False,
    )
    connection = op.get_bind()
    _carry_over(connection)
    _journal(connection)
    op.drop_table("mail_basis")
    with op.batch_alter_table("export_run") as run:
        run.add_column(
            sa.Column("channel", _enum("channel", "email", "phone", "linkedin"), nullable=False, server_default="email")
        )
    with op.batch_alter_table("export_run") as run:
        run.alter_column("channel", server_default=None)


def _carry_over(connection: sa.Connection) -> None:
    """Every ground that was, as one for mail."""
    held = connection.execute(
        sa.text(
            "SELECT mail_basis.*, person.email AS email FROM mail_basis JOIN person ON person.id = mail_basis.person_id"
        )
    )
    rows = [_for_mail(row, _designated(connection, row)) for row in held.mappings().all()]
    if rows:
        connection.execute(
            sa.text(
                "INSERT INTO contact_basis"
                ' (person_id, channel, basis, evidence, page, address, objected, "by", "on") VALUES'
                " (:person_id, 'email', :basis, :evidence, :page, :address, false, :by, :on)"
            ),
            rows,
        )


def _for_mail(row: RowMapping, address: str | None) -> dict[str, Any]:
    values = {name: row[name] for name in ("person_id", "basis", "evidence", "page", "by", "on")}
    if row["basis"] == "designated_address" and address is None:
        return {**values, "basis": "none", "address": None}
    return {**values, "address": address}


def _designated(connection: sa.Connection, row: RowMapping) -> str | None:
    """The address that the ground was for."""
    if row["basis"] != "designated_address":
        return None
    if row["page"] is None:
        return row["email"].lower() if row["email"] else None
    said = connection.execute(
        sa.text(
            "SELECT says FROM sighting WHERE entity_id = :person AND page = :page ORDER BY last_seen DESC, id DESC"
        ),
        {"person": row["person_id"], "page": row["page"]},
    )
    for (says,) in said:
        values = json.loads(says) if isinstance(says, str) else says
        if values.get("designated_quote") == row["evidence"] and values.get("email"):
            return str(values["email"]).lower()
    return None


def _journal(connection: sa.Connection) -> None:
    """What was done before can be taken back after: its rows are those of the new table."""
    journal = sa.table(
        "journal_row",
        sa.column("id", sa.Integer),
        sa.column("table", sa.String),
        sa.column("key", sa.JSON(none_as_null=True)),
        sa.column("before", sa.JSON(none_as_null=True)),
        sa.column("after", sa.JSON(none_as_null=True)),
    )
    for row in connection.execute(sa.select(journal).where(journal.c.table == "mail_basis")).all():
        sides = {"before": _before(row.before), "after": _as_now(row.after)}
        values = {"table": "contact_basis", "key": {**row.key, "channel": "email"}, **sides}
        connection.execute(sa.update(journal).where(journal.c.id == row.id).values(**values))


def _as_now(side: dict[str, Any] | None) -> dict[str, Any] | None:
    """A row of the journal as the new table has it; of a change only what changed."""
    if side is None or "person_id" not in side:
        return side
    return {**side, "channel": "email", "address": None, "objected": False}


def _before(side: dict[str, Any] | None) -> dict[str, Any] | None:
    """What an undo puts back: which address was designated then nobody knows, so it is none."""
    now = _as_now(side)
    return {**now, "basis": "none"} if now is not None and now.get("basis") == "designated_address" else now
