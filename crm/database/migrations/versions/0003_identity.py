"""Who is who: people who were merged, and people who are kept apart."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "kept_apart",
        sa.Column("a_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("b_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("a_id < b_id", name=op.f("ck_kept_apart_in_order")),
        sa.ForeignKeyConstraint(["a_id"], ["person.id"], name=op.f("fk_kept_apart_a_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["b_id"], ["person.id"], name=op.f("fk_kept_apart_b_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("a_id", "b_id", name=op.f("pk_kept_apart")),
    )
    op.create_index(op.f("ix_kept_apart_b_id"), "kept_apart", ["b_id"], unique=False)
    op.create_table(
        "merge",
        sa.Column("gone_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("kept_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changes", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["kept_id"], ["person.id"], name=op.f("fk_merge_kept_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("gone_id", name=op.f("pk_merge")),
    )
    op.create_index(op.f("ix_merge_kept_id"), "merge", ["kept_id"], unique=False)
    op.create_index(op.f("ix_person_phone"), "person", ["phone"], unique=False)
    op.create_index(op.f("ix_person_url"), "person", ["url"], unique=False)
