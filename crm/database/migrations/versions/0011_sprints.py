"""Sprints, their dated steps, and what came of them."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "sprint",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("company_id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=True),
        sa.Column("proposal_id", sa.Integer(), nullable=True),
        sa.Column("agreement_id", sa.Integer(), nullable=True),
        sa.Column("lead_id", sa.Integer(), nullable=True),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("course_id", sa.Integer(), nullable=True),
        sa.Column("course_name", sa.String(), nullable=True),
        sa.Column("institution_id", sa.Integer(), nullable=True),
        sa.Column("institution_name", sa.String(), nullable=True),
        sa.Column(
            "level",
            sa.Enum("wo", "hbo", "mbo", name="level", native_enum=False, create_constraint=True, length=30),
            nullable=True,
        ),
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
        sa.Column("school_year", sa.String(), nullable=False),
        sa.Column("team", sa.String(), nullable=True),
        sa.Column("students", sa.Integer(), nullable=True),
        sa.Column("starts", sa.Date(), nullable=True),
        sa.Column("ends", sa.Date(), nullable=True),
        sa.Column(
            "state",
            sa.Enum(
                "planned",
                "running",
                "done",
                "stopped",
                name="sprintstate",
                native_enum=False,
                create_constraint=True,
                length=30,
            ),
            nullable=False,
        ),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("ended_why", sa.String(), nullable=True),
        sa.Column("result", sa.String(), nullable=True),
        sa.Column("link", sa.String(), nullable=True),
        sa.Column("hours", sa.Float(), nullable=True),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("state <> 'stopped' OR ended_why IS NOT NULL", name=op.f("ck_sprint_stopped_why")),
        sa.CheckConstraint("starts IS NULL OR ends IS NULL OR starts <= ends", name=op.f("ck_sprint_in_order")),
        sa.CheckConstraint("students IS NULL OR students >= 1", name=op.f("ck_sprint_some_students")),
        sa.ForeignKeyConstraint(
            ["agreement_id"], ["agreement.id"], name=op.f("fk_sprint_agreement_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(["case_id"], ["company_case.id"], name=op.f("fk_sprint_case_id"), ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["company_id"], ["company.id"], name=op.f("fk_sprint_company_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["course_id"], ["course.id"], name=op.f("fk_sprint_course_id"), ondelete="SET NULL"),
        sa.ForeignKeyConstraint(
            ["institution_id"], ["institution.id"], name=op.f("fk_sprint_institution_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(["lead_id"], ["lead.id"], name=op.f("fk_sprint_lead_id"), ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_sprint_person_id"), ondelete="SET NULL"),
        sa.ForeignKeyConstraint(
            ["proposal_id"], ["proposal.id"], name=op.f("fk_sprint_proposal_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sprint")),
        sa.UniqueConstraint("proposal_id", name=op.f("uq_sprint_proposal_id")),
    )
    op.create_index(op.f("ix_sprint_agreement_id"), "sprint", ["agreement_id"], unique=False)
    op.create_index(op.f("ix_sprint_case_id"), "sprint", ["case_id"], unique=False)
    op.create_index(op.f("ix_sprint_company_id"), "sprint", ["company_id"], unique=False)
    op.create_index(op.f("ix_sprint_course_id"), "sprint", ["course_id"], unique=False)
    op.create_index(op.f("ix_sprint_institution_id"), "sprint", ["institution_id"], unique=False)
    op.create_index(op.f("ix_sprint_lead_id"), "sprint", ["lead_id"], unique=False)
    op.create_index(op.f("ix_sprint_person_id"), "sprint", ["person_id"], unique=False)
    op.create_index(op.f("ix_sprint_proposal_id"), "sprint", ["proposal_id"], unique=False)
    op.create_index(op.f("ix_sprint_school_year"), "sprint", ["school_year"], unique=False)
    op.create_index(op.f("ix_sprint_state"), "sprint", ["state"], unique=False)
    op.create_table(
        "sprint_step",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("sprint_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "intake",
                "kick_off",
                "halfway",
                "final",
                "evaluation",
                name="sprintstepkind",
                native_enum=False,
                create_constraint=True,
                length=30,
            ),
            nullable=False,
        ),
        sa.Column(
            "party",
            sa.Enum(
                "company",
                "teacher",
                "team",
                "office",
                name="party",
                native_enum=False,
                create_constraint=True,
                length=30,
            ),
            nullable=False,
        ),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("fixed", sa.Boolean(), nullable=False),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("note", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["sprint_id"], ["sprint.id"], name=op.f("fk_sprint_step_sprint_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sprint_step")),
        sa.UniqueConstraint("sprint_id", "kind", name=op.f("uq_sprint_step_sprint_id_kind")),
    )
    op.create_index(op.f("ix_sprint_step_on"), "sprint_step", ["on"], unique=False)
    op.create_index(op.f("ix_sprint_step_sprint_id"), "sprint_step", ["sprint_id"], unique=False)
    op.create_table(
        "evaluation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("sprint_id", sa.Integer(), nullable=False),
        sa.Column(
            "party",
            sa.Enum(
                "company",
                "teacher",
                "team",
                "office",
                name="party",
                native_enum=False,
                create_constraint=True,
                length=30,
            ),
            nullable=False,
        ),
        sa.Column("question", sa.String(), nullable=False),
        sa.Column("mark", sa.Integer(), nullable=True),
        sa.Column("words", sa.String(), nullable=True),
        sa.Column("may_quote", sa.Boolean(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.CheckConstraint("party <> 'office'", name=op.f("ck_evaluation_of_who_took_part")),
        sa.CheckConstraint("mark IS NOT NULL OR words IS NOT NULL", name=op.f("ck_evaluation_says_something")),
        sa.CheckConstraint("mark IS NULL OR (mark >= 1 AND mark <= 10)", name=op.f("ck_evaluation_mark_in_range")),
        sa.ForeignKeyConstraint(["sprint_id"], ["sprint.id"], name=op.f("fk_evaluation_sprint_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evaluation")),
        sa.UniqueConstraint("sprint_id", "party", "question", name=op.f("uq_evaluation_sprint_id_party_question")),
    )
    op.create_index(op.f("ix_evaluation_sprint_id"), "evaluation", ["sprint_id"], unique=False)
