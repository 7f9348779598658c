"""Which message carried the privacy notice, mail that waits to be believed, and addresses that bounced."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("message", sa.Column("noticed", sa.Boolean(), nullable=False, server_default=sa.false()))
    with op.batch_alter_table("message") as message:
        message.alter_column("noticed", server_default=None)
    op.create_table(
        "bounced_address",
        sa.Column("email", sa.String(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("why", sa.String(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("email", name=op.f("pk_bounced_address")),
    )
    op.create_table(
        "held_mail",
        sa.Column("message_id", sa.String(), nullable=False),
        sa.Column("lead_id", sa.Integer(), nullable=False),
        sa.Column("sender", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("why", sa.String(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["lead_id"], ["lead.id"], name=op.f("fk_held_mail_lead_id_lead"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("message_id", name=op.f("pk_held_mail")),
    )
    op.create_index(op.f("ix_held_mail_lead_id"), "held_mail", ["lead_id"], unique=False)
