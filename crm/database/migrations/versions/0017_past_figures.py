"""Figures of people who are not here any more."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    of = sa.Enum(
        "route", "stage", "template", "match", name="pastof", native_enum=False, create_constraint=True, length=30
    )
    op.create_table(
        "past_figure",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("of", of, nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("institution_id", sa.Integer(), nullable=True),
        sa.Column("days", sa.Integer(), nullable=True),
        sa.Column("came_of_it", sa.Boolean(), nullable=False),
        sa.Column("agreed", sa.Boolean(), nullable=False),
        sa.Column("sprint", sa.Boolean(), nullable=False),
        sa.Column("mails", sa.Integer(), nullable=False),
        sa.Column("calls", sa.Integer(), nullable=False),
        sa.Column("visits", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["institution_id"], ["institution.id"], name=op.f("fk_past_figure_institution_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_past_figure")),
    )
    op.create_index(op.f("ix_past_figure_institution_id"), "past_figure", ["institution_id"], unique=False)
