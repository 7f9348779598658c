"""The outreach day: examples, agreements, steps up, messages, calendars, promises, and what is put off."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "away",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("who", sa.String(), nullable=False),
        sa.Column("cover", sa.String(), nullable=False),
        sa.Column("starts", sa.Date(), nullable=False),
        sa.Column("ends", sa.Date(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.CheckConstraint("cover <> who", name=op.f("ck_away_other")),
        sa.CheckConstraint("starts <= ends", name=op.f("ck_away_in_order")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_away")),
    )
    op.create_index(op.f("ix_away_who"), "away", ["who"], unique=False)
    op.create_table(
        "draft",
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("about", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("by", "about", name=op.f("pk_draft")),
    )
    op.create_table(
        "saved_list",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("query", sa.String(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_saved_list")),
        sa.UniqueConstraint("by", "name", name=op.f("uq_saved_list_by_name")),
    )
    op.create_table(
        "embedding",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("entity_id", sa.Integer(), nullable=False),
        sa.Column(
            "level",
            sa.Enum(
                "none",
                "once",
                "year",
                "manager",
                "study_guide",
                "covenant",
                name="embeddinglevel",
                native_enum=False,
                create_constraint=True,
                length=30,
            ),
            nullable=False,
        ),
        sa.Column("evidence", sa.String(), nullable=False),
        sa.Column("page", sa.String(), nullable=True),
        sa.Column("proposed", sa.Boolean(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.CheckConstraint("evidence <> ''", name=op.f("ck_embedding_has_evidence")),
        sa.ForeignKeyConstraint(["entity_id"], ["entity.id"], name=op.f("fk_embedding_entity_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_embedding")),
        sa.UniqueConstraint("entity_id", "level", name=op.f("uq_embedding_entity_id_level")),
    )
    op.create_index(op.f("ix_embedding_entity_id"), "embedding", ["entity_id"], unique=False)
    op.create_table(
        "school_period",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("institution_id", sa.Integer(), nullable=False),
        sa.Column("school_year", sa.String(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "period", "exams", "holiday", name="schooltime", native_enum=False, create_constraint=True, length=30
            ),
            nullable=False,
        ),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("starts", sa.Date(), nullable=False),
        sa.Column("ends", sa.Date(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.CheckConstraint("starts <= ends", name=op.f("ck_school_period_in_order")),
        sa.ForeignKeyConstraint(
            ["institution_id"], ["institution.id"], name=op.f("fk_school_period_institution_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_school_period")),
        sa.UniqueConstraint(
            "institution_id", "school_year", "name", name=op.f("uq_school_period_institution_id_school_year_name")
        ),
    )
    op.create_index(op.f("ix_school_period_institution_id"), "school_period", ["institution_id"], unique=False)
    op.create_table(
        "visit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("institution_id", sa.Integer(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("note", sa.String(), nullable=True),
        sa.Column("by", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["institution_id"], ["institution.id"], name=op.f("fk_visit_institution_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_visit")),
    )
    op.create_index(op.f("ix_visit_institution_id"), "visit", ["institution_id"], unique=False)
    op.create_table(
        "course_dates",
        sa.Column("course_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("fill_by", sa.Date(), nullable=True),
        sa.Column("room_by", sa.Date(), nullable=True),
        sa.Column("students", sa.Integer(), nullable=True),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["course_id"], ["course.id"], name=op.f("fk_course_dates_course_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("course_id", name=op.f("pk_course_dates")),
    )
    op.create_table(
        "manner",
        sa.Column("person_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column(
            "form",
            sa.Enum("informal", "formal", name="formality", native_enum=False, create_constraint=True, length=30),
            nullable=True,
        ),
        sa.Column("language", sa.String(), nullable=True),
        sa.Column("works_on", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_manner_person_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_manner")),
    )
    op.create_table(
        "agreement",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("lead_id", sa.Integer(), nullable=False),
        sa.Column("course_id", sa.Integer(), nullable=True),
        sa.Column("course_name", sa.String(), nullable=True),
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
        sa.Column("type", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("planning", sa.String(), nullable=False),
        sa.Column("process", sa.String(), nullable=False),
        sa.Column("supervision", sa.String(), nullable=False),
        sa.Column("team_size", sa.String(), nullable=True),
        sa.Column("language", sa.String(), nullable=True),
        sa.Column("confidentiality", sa.String(), nullable=True),
        sa.Column("needs", sa.String(), nullable=True),
        sa.Column("contact", sa.String(), nullable=True),
        sa.Column("samples", sa.String(), nullable=True),
        sa.Column("wish", sa.String(), nullable=True),
        sa.Column("renews_id", sa.Integer(), nullable=True),
        sa.Column("agreed_on", sa.Date(), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("ended_why", sa.String(), nullable=True),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "setting <> 'course' OR course_id IS NOT NULL OR course_name IS NOT NULL", name="has_course"
        ),
        sa.CheckConstraint("(ended_on IS NULL) = (ended_why IS NULL)", name="end_is_whole"),
        sa.CheckConstraint("number >= 1", name="has_places"),
        sa.ForeignKeyConstraint(["course_id"], ["course.id"], ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["lead_id"], ["lead.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["renews_id"], ["agreement.id"], ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_agreement_course_id"), "agreement", ["course_id"], unique=False)
    op.create_index(op.f("ix_agreement_lead_id"), "agreement", ["lead_id"], unique=False)
    op.create_index(op.f("ix_agreement_renews_id"), "agreement", ["renews_id"], unique=False)
    op.create_index(op.f("ix_agreement_school_year"), "agreement", ["school_year"], unique=False)
    op.create_table(
        "escalation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("lead_id", sa.Integer(), nullable=False),
        sa.Column("to_lead_id", sa.Integer(), nullable=True),
        sa.Column(
            "from_rung",
            sa.Enum(
                "teacher",
                "course_coordinator",
                "programme_coordinator",
                "programme_director",
                "dean",
                "board",
                "contact",
                "internship_coordinator",
                "staff",
                name="from_rung",
                native_enum=False,
                create_constraint=True,
                length=30,
            ),
            nullable=False,
        ),
        sa.Column(
            "to_rung",
            sa.Enum(
                "teacher",
                "course_coordinator",
                "programme_coordinator",
                "programme_director",
                "dean",
                "board",
                "contact",
                "internship_coordinator",
                "staff",
                name="to_rung",
                native_enum=False,
                create_constraint=True,
                length=30,
            ),
            nullable=False,
        ),
        sa.Column("why", sa.String(), nullable=False),
        sa.Column(
            "consent",
            sa.Enum("none", "asked", "yes", "no", name="consent", native_enum=False, create_constraint=True, length=30),
            nullable=False,
        ),
        sa.Column("outcome", sa.String(), nullable=True),
        sa.Column("outcome_on", sa.Date(), nullable=True),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("why <> ''", name=op.f("ck_escalation_has_why")),
        sa.CheckConstraint("(outcome IS NULL) = (outcome_on IS NULL)", name=op.f("ck_escalation_outcome_is_whole")),
        sa.ForeignKeyConstraint(["lead_id"], ["lead.id"], name=op.f("fk_escalation_lead_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["to_lead_id"], ["lead.id"], name=op.f("fk_escalation_to_lead_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_escalation")),
    )
    op.create_index(op.f("ix_escalation_lead_id"), "escalation", ["lead_id"], unique=False)
    op.create_index(op.f("ix_escalation_to_lead_id"), "escalation", ["to_lead_id"], unique=False)
    op.create_table(
        "example",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("lead_id", sa.Integer(), nullable=False),
        sa.Column("course_id", sa.Integer(), nullable=True),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("helps", sa.String(), nullable=True),
        sa.Column("skills", sa.String(), nullable=True),
        sa.Column("sector", sa.String(), nullable=True),
        sa.Column("tools", sa.String(), nullable=True),
        sa.Column("school_year", sa.String(), nullable=True),
        sa.Column("link", sa.String(), nullable=True),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("text <> ''", name="has_text"),
        sa.ForeignKeyConstraint(["course_id"], ["course.id"], ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["lead_id"], ["lead.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_example_course_id"), "example", ["course_id"], unique=False)
    op.create_index(op.f("ix_example_lead_id"), "example", ["lead_id"], unique=False)
    op.create_table(
        "put_off",
        sa.Column("about", sa.String(), nullable=False),
        sa.Column("lead_id", sa.Integer(), nullable=True),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("why", sa.String(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.CheckConstraint("until IS NOT NULL OR why <> ''", name=op.f("ck_put_off_refusal_has_why")),
        sa.ForeignKeyConstraint(["lead_id"], ["lead.id"], name=op.f("fk_put_off_lead_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("about", name=op.f("pk_put_off")),
    )
    op.create_index(op.f("ix_put_off_lead_id"), "put_off", ["lead_id"], unique=False)
    op.create_table(
        "scouting",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("lead_id", sa.Integer(), nullable=False),
        sa.Column("entity_id", sa.Integer(), nullable=True),
        sa.Column("whom", sa.String(), nullable=True),
        sa.Column("due", sa.Date(), nullable=False),
        sa.Column("outcome", sa.String(), nullable=True),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("(outcome IS NULL) = (closed_on IS NULL)", name=op.f("ck_scouting_outcome_is_whole")),
        sa.ForeignKeyConstraint(["entity_id"], ["entity.id"], name=op.f("fk_scouting_entity_id"), ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["lead_id"], ["lead.id"], name=op.f("fk_scouting_lead_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_scouting")),
    )
    op.create_index(op.f("ix_scouting_entity_id"), "scouting", ["entity_id"], unique=False)
    op.create_index(op.f("ix_scouting_lead_id"), "scouting", ["lead_id"], unique=False)
    op.create_table(
        "introduction",
        sa.Column("lead_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("via_person_id", sa.Integer(), nullable=False),
        sa.Column("scouting_id", sa.Integer(), nullable=True),
        sa.Column("words", sa.String(), nullable=True),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["lead_id"], ["lead.id"], name=op.f("fk_introduction_lead_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["scouting_id"], ["scouting.id"], name=op.f("fk_introduction_scouting_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["via_person_id"], ["person.id"], name=op.f("fk_introduction_via_person_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("lead_id", name=op.f("pk_introduction")),
    )
    op.create_index(op.f("ix_introduction_scouting_id"), "introduction", ["scouting_id"], unique=False)
    op.create_index(op.f("ix_introduction_via_person_id"), "introduction", ["via_person_id"], unique=False)
    op.create_table(
        "message",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("lead_id", sa.Integer(), nullable=False),
        sa.Column("template", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("body", sa.String(), nullable=True),
        sa.Column("message_id", sa.String(), nullable=False),
        sa.Column(
            "basis",
            sa.Enum(
                "consent",
                "relation",
                "designated_address",
                "none",
                name="basis",
                native_enum=False,
                create_constraint=True,
                length=30,
            ),
            nullable=False,
        ),
        sa.Column("attachments", sa.JSON(), nullable=False),
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
        sa.Column("activity_id", sa.Integer(), nullable=True),
        sa.Column("sent_on", sa.Date(), nullable=True),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("state <> 'sent' OR sent_on IS NOT NULL", name=op.f("ck_message_sent_has_day")),
        sa.ForeignKeyConstraint(
            ["activity_id"], ["activity.id"], name=op.f("fk_message_activity_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(["lead_id"], ["lead.id"], name=op.f("fk_message_lead_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_message")),
        sa.UniqueConstraint("message_id", name=op.f("uq_message_message_id")),
    )
    op.create_index(op.f("ix_message_activity_id"), "message", ["activity_id"], unique=False)
    op.create_index(op.f("ix_message_lead_id"), "message", ["lead_id"], unique=False)
    op.create_index(op.f("ix_message_state"), "message", ["state"], unique=False)
    op.create_table(
        "promise",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("lead_id", sa.Integer(), nullable=False),
        sa.Column("activity_id", sa.Integer(), nullable=True),
        sa.Column(
            "whose",
            sa.Enum("ours", "theirs", name="whose", native_enum=False, create_constraint=True, length=30),
            nullable=False,
        ),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("due", sa.Date(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "open", "kept", "broken", name="promisestate", native_enum=False, create_constraint=True, length=30
            ),
            nullable=False,
        ),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("(state = 'open') = (closed_on IS NULL)", name=op.f("ck_promise_closed_has_day")),
        sa.CheckConstraint("what <> ''", name=op.f("ck_promise_has_words")),
        sa.ForeignKeyConstraint(
            ["activity_id"], ["activity.id"], name=op.f("fk_promise_activity_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(["lead_id"], ["lead.id"], name=op.f("fk_promise_lead_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_promise")),
    )
    op.create_index(op.f("ix_promise_activity_id"), "promise", ["activity_id"], unique=False)
    op.create_index(op.f("ix_promise_due"), "promise", ["due"], unique=False)
    op.create_index(op.f("ix_promise_lead_id"), "promise", ["lead_id"], unique=False)
    op.create_table(
        "seen_mail",
        sa.Column("message_id", sa.String(), nullable=False),
        sa.Column("lead_id", sa.Integer(), nullable=False),
        sa.Column("activity_id", sa.Integer(), nullable=True),
        sa.Column("on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["activity_id"], ["activity.id"], name=op.f("fk_seen_mail_activity_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(["lead_id"], ["lead.id"], name=op.f("fk_seen_mail_lead_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("message_id", name=op.f("pk_seen_mail")),
    )
    op.create_index(op.f("ix_seen_mail_activity_id"), "seen_mail", ["activity_id"], unique=False)
    op.create_index(op.f("ix_seen_mail_lead_id"), "seen_mail", ["lead_id"], unique=False)
    op.create_table(
        "visit_activity",
        sa.Column("activity_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("visit_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["activity_id"], ["activity.id"], name=op.f("fk_visit_activity_activity_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["visit_id"], ["visit.id"], name=op.f("fk_visit_activity_visit_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("activity_id", name=op.f("pk_visit_activity")),
    )
    op.create_index(op.f("ix_visit_activity_visit_id"), "visit_activity", ["visit_id"], unique=False)
