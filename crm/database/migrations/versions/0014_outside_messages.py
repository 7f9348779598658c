"""Messages to companies and partners, and sheets of cases and sprints whose columns are remembered."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("column_mapping") as mapping:
        mapping.drop_constraint(op.f("ck_column_mapping_importkind"), type_="check")
        mapping.create_check_constraint("sheetkind", "kind IN ('contacts', 'cases', 'sprints')")
    op.create_table(
        "outside_message",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("company_id", sa.Integer(), nullable=True),
        sa.Column("partner_id", sa.Integer(), nullable=True),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("email", sa.String(), nullable=True),
        sa.Column("template", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("body", sa.String(), nullable=True),
        sa.Column("message_id", sa.String(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "draft",
                "handed_over",
                "sent",
                "dropped",
                name="messagestate",
                native_enum=False,
                create_constraint=True,
                length=30,
            ),
            nullable=False,
        ),
        sa.Column("sent_on", sa.Date(), nullable=True),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("(company_id IS NULL) <> (partner_id IS NULL)", name=op.f("ck_outside_message_to_one")),
        sa.CheckConstraint("state <> 'sent' OR sent_on IS NOT NULL", name=op.f("ck_outside_message_sent_has_day")),
        sa.ForeignKeyConstraint(
            ["company_id"], ["company.id"], name=op.f("fk_outside_message_company_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["partner_id"], ["partner.id"], name=op.f("fk_outside_message_partner_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_outside_message_person_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outside_message")),
        sa.UniqueConstraint("message_id", name=op.f("uq_outside_message_message_id")),
    )
    for column in ("company_id", "partner_id", "person_id", "state"):
        op.create_index(op.f(f"ix_outside_message_{column}"), "outside_message", [column], unique=False)
