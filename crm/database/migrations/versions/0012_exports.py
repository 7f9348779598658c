"""Which files were written with whom in them, who asked for no more mail, and who of the office may do what."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def _enum(name: str, *words: str) -> sa.Enum:
    return sa.Enum(*words, name=name, native_enum=False, create_constraint=True, length=30)


def upgrade() -> None:
    op.create_table(
        "export_run",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("campaign", sa.String(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("format", sa.String(), nullable=False),
        sa.Column("recipients", _enum("recipients", "people", "teachers", "companies", "partners"), nullable=False),
        sa.Column("query", sa.String(), nullable=False),
        sa.Column("bases", sa.JSON(), nullable=False),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column("file", sa.String(), nullable=False),
        sa.Column("written", sa.Integer(), nullable=False),
        sa.Column("left_out", sa.JSON(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_export_run")),
    )
    op.create_index(op.f("ix_export_run_campaign"), "export_run", ["campaign"], unique=False)
    op.create_table(
        "exported_contact",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("run_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("basis", _enum("basis", "consent", "relation", "designated_address", "none"), nullable=False),
        sa.Column("row_hash", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_exported_contact_person_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["run_id"], ["export_run.id"], name=op.f("fk_exported_contact_run_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_exported_contact")),
    )
    op.create_index(op.f("ix_exported_contact_person_id"), "exported_contact", ["person_id"], unique=False)
    op.create_index(op.f("ix_exported_contact_run_id"), "exported_contact", ["run_id"], unique=False)
    op.create_table(
        "mail_stop",
        sa.Column("email", sa.String(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("kind", _enum("stopkind", "unsubscribed", "complained", "objected"), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.CheckConstraint("email <> ''", name=op.f("ck_mail_stop_has_email")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_mail_stop_person_id"), ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("email", name=op.f("pk_mail_stop")),
    )
    op.create_index(op.f("ix_mail_stop_person_id"), "mail_stop", ["person_id"], unique=False)
    op.create_table(
        "office_role",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("may_export", sa.Boolean(), nullable=True),
        sa.Column("may_erase", sa.Boolean(), nullable=True),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_office_role")),
    )
