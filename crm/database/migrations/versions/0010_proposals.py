"""Cases put to teachers, and the messages that hold them."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "digest",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("lead_id", sa.Integer(), nullable=True),
        sa.Column("partner_id", sa.Integer(), nullable=True),
        sa.Column("message_id", sa.Integer(), nullable=True),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("sent_on", sa.Date(), nullable=True),
        sa.Column("by", sa.String(), nullable=False),
        sa.CheckConstraint("(lead_id IS NULL) <> (partner_id IS NULL)", name=op.f("ck_digest_to_one")),
        sa.ForeignKeyConstraint(["lead_id"], ["lead.id"], name=op.f("fk_digest_lead_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["message_id"], ["message.id"], name=op.f("fk_digest_message_id"), ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["partner_id"], ["partner.id"], name=op.f("fk_digest_partner_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_digest")),
    )
    op.create_index(op.f("ix_digest_lead_id"), "digest", ["lead_id"], unique=False)
    op.create_index(op.f("ix_digest_message_id"), "digest", ["message_id"], unique=False)
    op.create_index(op.f("ix_digest_partner_id"), "digest", ["partner_id"], unique=False)
    op.create_index(op.f("ix_digest_sent_on"), "digest", ["sent_on"], unique=False)
    op.create_table(
        "proposal",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("lead_id", sa.Integer(), nullable=False),
        sa.Column("course_id", sa.Integer(), nullable=True),
        sa.Column("agreement_id", sa.Integer(), nullable=True),
        sa.Column("digest_id", sa.Integer(), nullable=True),
        sa.Column(
            "setting",
            sa.Enum(
                "course",
                "internship",
                "graduation",
                "minor",
                "elective",
                "honours",
                "project_week",
                name="setting",
                native_enum=False,
                create_constraint=True,
                length=30,
            ),
            nullable=False,
        ),
        sa.Column(
            "state",
            sa.Enum(
                "prepared",
                "sent",
                "accepted",
                "declined",
                "maybe",
                "withdrawn",
                name="proposalstate",
                native_enum=False,
                create_constraint=True,
                length=30,
            ),
            nullable=False,
        ),
        sa.Column("why", sa.String(), nullable=True),
        sa.Column("made_on", sa.Date(), nullable=False),
        sa.Column("sent_on", sa.Date(), nullable=True),
        sa.Column("answered_on", sa.Date(), nullable=True),
        sa.Column("again_on", sa.Date(), nullable=True),
        sa.Column("note", sa.String(), nullable=True),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(answered_on IS NOT NULL) = (state IN ('accepted', 'declined', 'maybe'))",
            name=op.f("ck_proposal_answer_has_day"),
        ),
        sa.CheckConstraint(
            "(state = 'prepared') = (sent_on IS NULL) OR state = 'withdrawn'", name=op.f("ck_proposal_sent_has_day")
        ),
        sa.CheckConstraint("state <> 'maybe' OR again_on IS NOT NULL", name=op.f("ck_proposal_maybe_has_day")),
        sa.ForeignKeyConstraint(
            ["agreement_id"], ["agreement.id"], name=op.f("fk_proposal_agreement_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(["case_id"], ["company_case.id"], name=op.f("fk_proposal_case_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["course_id"], ["course.id"], name=op.f("fk_proposal_course_id"), ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["digest_id"], ["digest.id"], name=op.f("fk_proposal_digest_id"), ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["lead_id"], ["lead.id"], name=op.f("fk_proposal_lead_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_proposal")),
        sa.UniqueConstraint("case_id", "lead_id", name=op.f("uq_proposal_case_id_lead_id")),
        sa.UniqueConstraint("code", name=op.f("uq_proposal_code")),
    )
    op.create_index(op.f("ix_proposal_agreement_id"), "proposal", ["agreement_id"], unique=False)
    op.create_index(op.f("ix_proposal_case_id"), "proposal", ["case_id"], unique=False)
    op.create_index(op.f("ix_proposal_course_id"), "proposal", ["course_id"], unique=False)
    op.create_index(op.f("ix_proposal_digest_id"), "proposal", ["digest_id"], unique=False)
    op.create_index(op.f("ix_proposal_lead_id"), "proposal", ["lead_id"], unique=False)
    op.create_index(op.f("ix_proposal_state"), "proposal", ["state"], unique=False)
    op.create_table(
        "answer_taken",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("proposal_id", sa.Integer(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["proposal_id"], ["proposal.id"], name=op.f("fk_answer_taken_proposal_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_answer_taken")),
    )
    op.create_index(op.f("ix_answer_taken_proposal_id"), "answer_taken", ["proposal_id"], unique=False)
    op.create_table(
        "offer_pace",
        sa.Column("lead_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("days", sa.Integer(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.CheckConstraint("days >= 1", name=op.f("ck_offer_pace_some_days")),
        sa.ForeignKeyConstraint(["lead_id"], ["lead.id"], name=op.f("fk_offer_pace_lead_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("lead_id", name=op.f("pk_offer_pace")),
    )
