"""Who must not come back: keyed hashes."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "suppression",
        sa.Column("mark", sa.String(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "email",
                "profile",
                "page",
                "name",
                "writing",
                "first_word",
                name="markkind",
                native_enum=False,
                create_constraint=True,
                length=30,
            ),
            nullable=False,
        ),
        sa.Column("place", sa.String(), nullable=True),
        sa.Column("words", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column(
            "why",
            sa.Enum(
                "erased",
                "unsubscribed",
                name="suppressedwhy",
                native_enum=False,
                create_constraint=True,
                length=30,
            ),
            nullable=False,
        ),
        sa.Column("on", sa.Date(), nullable=False),
        sa.CheckConstraint("mark <> ''", name=op.f("ck_suppression_has_mark")),
        sa.PrimaryKeyConstraint("mark", name=op.f("pk_suppression")),
    )
