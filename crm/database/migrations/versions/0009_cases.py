"""Companies, the partners who send them, and their questions."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "company",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("sort_key", sa.String(), nullable=False),
        sa.Column("register_number", sa.String(), nullable=True),
        sa.Column("website", sa.String(), nullable=True),
        sa.Column("domain", sa.String(), nullable=True),
        sa.Column("municipality", sa.String(), nullable=True),
        sa.Column("sector", sa.String(), nullable=True),
        sa.Column(
            "size",
            sa.Enum(
                "micro",
                "small",
                "medium",
                "large",
                name="companysize",
                native_enum=False,
                create_constraint=True,
                length=30,
            ),
            nullable=True,
        ),
        sa.Column("found_us", sa.String(), nullable=True),
        sa.Column("owner", sa.String(), nullable=False),
        sa.Column("next_on", sa.Date(), nullable=True),
        sa.Column("next_what", sa.String(), nullable=True),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("name <> ''", name=op.f("ck_company_has_name")),
        sa.CheckConstraint("(next_on IS NULL) = (next_what IS NULL)", name=op.f("ck_company_next_is_whole")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_company")),
        sa.UniqueConstraint("domain", name=op.f("uq_company_domain")),
        sa.UniqueConstraint("register_number", name=op.f("uq_company_register_number")),
    )
    op.create_index(op.f("ix_company_municipality"), "company", ["municipality"], unique=False)
    op.create_index(op.f("ix_company_next_on"), "company", ["next_on"], unique=False)
    op.create_index(op.f("ix_company_owner"), "company", ["owner"], unique=False)
    op.create_index(op.f("ix_company_sector"), "company", ["sector"], unique=False)
    op.create_index(op.f("ix_company_sort_key"), "company", ["sort_key"], unique=False)
    op.create_table(
        "partner",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("sort_key", sa.String(), nullable=False),
        sa.Column("domain", sa.String(), nullable=True),
        sa.Column("told_on", sa.Date(), nullable=True),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("name <> ''", name=op.f("ck_partner_has_name")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_partner")),
        sa.UniqueConstraint("sort_key", name=op.f("uq_partner_sort_key")),
    )
    op.create_index(op.f("ix_partner_domain"), "partner", ["domain"], unique=False)
    op.create_table(
        "outside_contact",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("company_id", sa.Integer(), nullable=True),
        sa.Column("partner_id", sa.Integer(), nullable=True),
        sa.Column("words", sa.String(), nullable=True),
        sa.Column("left_on", sa.Date(), nullable=True),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.CheckConstraint("(company_id IS NULL) <> (partner_id IS NULL)", name=op.f("ck_outside_contact_of_one")),
        sa.ForeignKeyConstraint(
            ["company_id"], ["company.id"], name=op.f("fk_outside_contact_company_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["partner_id"], ["partner.id"], name=op.f("fk_outside_contact_partner_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_outside_contact_person_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outside_contact")),
        sa.UniqueConstraint("person_id", "company_id", name=op.f("uq_outside_contact_person_id_company_id")),
        sa.UniqueConstraint("person_id", "partner_id", name=op.f("uq_outside_contact_person_id_partner_id")),
    )
    op.create_index(op.f("ix_outside_contact_company_id"), "outside_contact", ["company_id"], unique=False)
    op.create_index(op.f("ix_outside_contact_partner_id"), "outside_contact", ["partner_id"], unique=False)
    op.create_index(op.f("ix_outside_contact_person_id"), "outside_contact", ["person_id"], unique=False)
    op.create_table(
        "company_case",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("company_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("partner_id", sa.Integer(), nullable=True),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("question", sa.String(), nullable=False),
        sa.Column("has", sa.String(), nullable=True),
        sa.Column("wants", sa.String(), nullable=True),
        sa.Column("sector", sa.String(), nullable=True),
        sa.Column("effort", sa.String(), nullable=True),
        sa.Column("wanted", sa.String(), nullable=True),
        sa.Column("wanted_from", sa.Date(), nullable=True),
        sa.Column("wanted_by", sa.Date(), nullable=True),
        sa.Column("municipality", sa.String(), nullable=True),
        sa.Column("language", sa.String(), nullable=True),
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
            nullable=True,
        ),
        sa.Column("confidentiality", sa.String(), nullable=True),
        sa.Column("their_number", sa.String(), nullable=True),
        sa.Column(
            "state",
            sa.Enum(
                "new",
                "fit",
                "offered",
                "placed",
                "done",
                "withdrawn",
                name="casestate",
                native_enum=False,
                create_constraint=True,
                length=30,
            ),
            nullable=False,
        ),
        sa.Column("state_since", sa.Date(), nullable=False),
        sa.Column("state_why", sa.String(), nullable=True),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("owner", sa.String(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("question <> ''", name=op.f("ck_company_case_has_question")),
        sa.CheckConstraint("state <> 'withdrawn' OR state_why IS NOT NULL", name=op.f("ck_company_case_withdrawn_why")),
        sa.CheckConstraint(
            "wanted_from IS NULL OR wanted_by IS NULL OR wanted_from <= wanted_by",
            name=op.f("ck_company_case_in_order"),
        ),
        sa.ForeignKeyConstraint(
            ["company_id"], ["company.id"], name=op.f("fk_company_case_company_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["partner_id"], ["partner.id"], name=op.f("fk_company_case_partner_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_company_case_person_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_company_case")),
        sa.UniqueConstraint("code", name=op.f("uq_company_case_code")),
    )
    op.create_index(op.f("ix_company_case_company_id"), "company_case", ["company_id"], unique=False)
    op.create_index(op.f("ix_company_case_owner"), "company_case", ["owner"], unique=False)
    op.create_index(op.f("ix_company_case_partner_id"), "company_case", ["partner_id"], unique=False)
    op.create_index(op.f("ix_company_case_person_id"), "company_case", ["person_id"], unique=False)
    op.create_index(op.f("ix_company_case_received_on"), "company_case", ["received_on"], unique=False)
    op.create_index(op.f("ix_company_case_state"), "company_case", ["state"], unique=False)
    op.create_table(
        "company_activity",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("company_id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=True),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column(
            "kind",
            sa.Enum(
                "mail",
                "call",
                "visit",
                "message",
                "note",
                "stage",
                name="activitykind",
                native_enum=False,
                create_constraint=True,
                length=30,
            ),
            nullable=False,
        ),
        sa.Column(
            "direction",
            sa.Enum("out", "in", name="direction", native_enum=False, create_constraint=True, length=30),
            nullable=True,
        ),
        sa.Column(
            "from_state",
            sa.Enum(
                "new",
                "fit",
                "offered",
                "placed",
                "done",
                "withdrawn",
                name="from_state",
                native_enum=False,
                create_constraint=True,
                length=30,
            ),
            nullable=True,
        ),
        sa.Column(
            "to_state",
            sa.Enum(
                "new",
                "fit",
                "offered",
                "placed",
                "done",
                "withdrawn",
                name="to_state",
                native_enum=False,
                create_constraint=True,
                length=30,
            ),
            nullable=True,
        ),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["case_id"], ["company_case.id"], name=op.f("fk_company_activity_case_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["company_id"], ["company.id"], name=op.f("fk_company_activity_company_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_company_activity_person_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_company_activity")),
    )
    op.create_index(op.f("ix_company_activity_case_id"), "company_activity", ["case_id"], unique=False)
    op.create_index(op.f("ix_company_activity_company_id"), "company_activity", ["company_id"], unique=False)
    op.create_index(op.f("ix_company_activity_person_id"), "company_activity", ["person_id"], unique=False)
    op.create_table(
        "recognition",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("company_id", sa.Integer(), nullable=False),
        sa.Column("crebo", sa.String(), nullable=False),
        sa.Column("recognised", sa.Boolean(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["company_id"], ["company.id"], name=op.f("fk_recognition_company_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recognition")),
        sa.UniqueConstraint("company_id", "crebo", name=op.f("uq_recognition_company_id_crebo")),
    )
    op.create_index(op.f("ix_recognition_company_id"), "recognition", ["company_id"], unique=False)
