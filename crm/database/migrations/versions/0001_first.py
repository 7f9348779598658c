"""The first form of the database."""

import sqlalchemy as sa
from alembic import op

from crm.database import indexes

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:  # noqa: PLR0915 - one statement a table
    op.create_table(
        "entity",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "institution",
                "unit",
                "programme",
                "course",
                "person",
                "role",
                name="entitykind",
                native_enum=False,
                create_constraint=True,
                length=30,
            ),
            nullable=False,
        ),
        sa.Column("identity", sa.String(), nullable=False),
        sa.Column("first_seen", sa.Date(), nullable=False),
        sa.Column("last_seen", sa.Date(), nullable=False),
        sa.Column("gone_on", sa.Date(), nullable=True),
        sa.Column("in_review", sa.Boolean(), nullable=False),
        sa.CheckConstraint("identity <> ''", name=op.f("ck_entity_identity")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_entity")),
        sa.UniqueConstraint("identity", name=op.f("uq_entity_identity")),
    )
    op.create_index(
        "ix_entity_hidden",
        "entity",
        ["kind"],
        unique=False,
        sqlite_where=sa.text("in_review = 1 OR gone_on IS NOT NULL"),
    )
    op.create_index(op.f("ix_entity_kind"), "entity", ["kind"], unique=False)
    op.create_table(
        "journal_entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reversible", sa.Boolean(), nullable=False),
        sa.Column("details", sa.JSON(none_as_null=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_journal_entry")),
    )
    op.create_index(op.f("ix_journal_entry_by"), "journal_entry", ["by"], unique=False)
    op.create_table(
        "institution",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("sort_key", sa.String(), nullable=False),
        sa.Column(
            "level",
            sa.Enum("wo", "hbo", "mbo", name="level", native_enum=False, create_constraint=True, length=30),
            nullable=True,
        ),
        sa.Column("domain", sa.String(), nullable=False),
        sa.Column("url", sa.String(), nullable=True),
        sa.Column(
            "target",
            sa.Enum("yes", "no", "undecided", name="target", native_enum=False, create_constraint=True, length=30),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(["id"], ["entity.id"], name=op.f("fk_institution_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_institution")),
        sa.UniqueConstraint("domain", name=op.f("uq_institution_domain")),
    )
    op.create_index(op.f("ix_institution_sort_key"), "institution", ["sort_key"], unique=False)
    op.create_table(
        "journal_row",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("table", sa.String(), nullable=False),
        sa.Column("key", sa.JSON(), nullable=False),
        sa.Column("before", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("after", sa.JSON(none_as_null=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["entry_id"], ["journal_entry.id"], name=op.f("fk_journal_row_entry_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_journal_row")),
    )
    op.create_index(op.f("ix_journal_row_entry_id"), "journal_row", ["entry_id"], unique=False)
    op.create_table(
        "search_text",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "institution",
                "unit",
                "programme",
                "course",
                "person",
                "role",
                name="entitykind",
                native_enum=False,
                create_constraint=True,
                length=30,
            ),
            nullable=False,
        ),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("courses", sa.String(), server_default="", nullable=False),
        sa.ForeignKeyConstraint(["id"], ["entity.id"], name=op.f("fk_search_text_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_search_text")),
    )
    op.create_table(
        "source",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("url", sa.String(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "auto",
                "site",
                "ooapi",
                "osiris",
                "pure",
                "rio",
                name="sourcekind",
                native_enum=False,
                create_constraint=True,
                length=30,
            ),
            nullable=False,
        ),
        sa.Column(
            "level",
            sa.Enum("wo", "hbo", "mbo", name="level", native_enum=False, create_constraint=True, length=30),
            nullable=True,
        ),
        sa.Column("every_days", sa.Integer(), nullable=False),
        sa.Column("max_pages", sa.Integer(), nullable=False),
        sa.Column("institution_id", sa.Integer(), nullable=True),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["institution_id"], ["institution.id"], name=op.f("fk_source_institution_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_source")),
        sa.UniqueConstraint("name", name=op.f("uq_source_name")),
        sa.UniqueConstraint("url", name=op.f("uq_source_url")),
    )
    op.create_table(
        "unit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("institution_id", sa.Integer(), nullable=False),
        sa.Column("parent_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("sort_key", sa.String(), nullable=False),
        sa.Column("url", sa.String(), nullable=True),
        sa.Column(
            "target",
            sa.Enum("yes", "no", "undecided", name="target", native_enum=False, create_constraint=True, length=30),
            nullable=False,
        ),
        sa.Column("target_why", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["id"], ["entity.id"], name=op.f("fk_unit_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["institution_id"], ["institution.id"], name=op.f("fk_unit_institution_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["parent_id"], ["unit.id"], name=op.f("fk_unit_parent_id"), ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unit")),
    )
    op.create_index(op.f("ix_unit_institution_id"), "unit", ["institution_id"], unique=False)
    op.create_index(op.f("ix_unit_parent_id"), "unit", ["parent_id"], unique=False)
    op.create_index(op.f("ix_unit_sort_key"), "unit", ["sort_key"], unique=False)
    op.create_table(
        "course",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("institution_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("sort_key", sa.String(), nullable=False),
        sa.Column("code", sa.String(), nullable=True),
        sa.Column("credits", sa.Float(), nullable=True),
        sa.Column("credits_text", sa.String(), nullable=True),
        sa.Column("period", sa.String(), nullable=True),
        sa.Column("school_year", sa.String(), nullable=True),
        sa.Column("language", sa.String(), nullable=True),
        sa.Column("url", sa.String(), nullable=True),
        sa.Column("description", sa.String(), nullable=True),
        sa.Column(
            "target",
            sa.Enum("yes", "no", "undecided", name="target", native_enum=False, create_constraint=True, length=30),
            nullable=False,
        ),
        sa.Column("target_why", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["id"], ["entity.id"], name=op.f("fk_course_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["institution_id"], ["institution.id"], name=op.f("fk_course_institution_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_course_unit_id"), ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_course")),
    )
    op.create_index(op.f("ix_course_institution_id"), "course", ["institution_id"], unique=False)
    op.create_index(op.f("ix_course_sort_key"), "course", ["sort_key"], unique=False)
    op.create_index(op.f("ix_course_unit_id"), "course", ["unit_id"], unique=False)
    op.create_table(
        "crawl_run",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("source_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum("crawl", "reread", name="runkind", native_enum=False, create_constraint=True, length=30),
            nullable=False,
        ),
        sa.Column(
            "state",
            sa.Enum(
                "running",
                "folding",
                "finished",
                "stopped",
                "failed",
                "held",
                "discarded",
                name="runstate",
                native_enum=False,
                create_constraint=True,
                length=30,
            ),
            nullable=False,
        ),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("heard_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("process", sa.String(), nullable=True),
        sa.Column("stop_asked", sa.Boolean(), nullable=False),
        sa.Column("fetched", sa.Integer(), nullable=False),
        sa.Column("unchanged", sa.Integer(), nullable=False),
        sa.Column("failed", sa.Integer(), nullable=False),
        sa.Column("skipped", sa.Integer(), nullable=False),
        sa.Column("waiting", sa.Integer(), nullable=False),
        sa.Column("courses_new", sa.Integer(), nullable=False),
        sa.Column("courses_changed", sa.Integer(), nullable=False),
        sa.Column("courses_gone", sa.Integer(), nullable=False),
        sa.Column("people_new", sa.Integer(), nullable=False),
        sa.Column("people_changed", sa.Integer(), nullable=False),
        sa.Column("people_gone", sa.Integer(), nullable=False),
        sa.Column("programmes_new", sa.Integer(), nullable=False),
        sa.Column("programmes_changed", sa.Integer(), nullable=False),
        sa.Column("programmes_gone", sa.Integer(), nullable=False),
        sa.Column("courses_found", sa.Integer(), nullable=True),
        sa.Column("people_found", sa.Integer(), nullable=True),
        sa.Column("programmes_found", sa.Integer(), nullable=True),
        sa.Column("message", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["source_id"], ["source.id"], name=op.f("fk_crawl_run_source_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_crawl_run")),
    )
    op.create_index(op.f("ix_crawl_run_source_id"), "crawl_run", ["source_id"], unique=False)
    op.create_table(
        "page",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("source_id", sa.Integer(), nullable=False),
        sa.Column("url", sa.String(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "waiting",
                "read",
                "failed",
                "gone",
                "skipped",
                name="pagestate",
                native_enum=False,
                create_constraint=True,
                length=30,
            ),
            nullable=False,
        ),
        sa.Column("score", sa.Float(), nullable=False),
        sa.Column("depth", sa.Integer(), nullable=False),
        sa.Column("run_id", sa.Integer(), nullable=True),
        sa.Column("linked_run_id", sa.Integer(), nullable=True),
        sa.Column("status", sa.Integer(), nullable=True),
        sa.Column("etag", sa.String(), nullable=True),
        sa.Column("last_modified", sa.String(), nullable=True),
        sa.Column("body_hash", sa.String(), nullable=True),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("times_gone", sa.Integer(), nullable=False),
        sa.Column("rest_days", sa.Integer(), nullable=True),
        sa.Column("kind", sa.String(), nullable=True),
        sa.Column("findings", sa.LargeBinary(), nullable=True),
        sa.Column("problem", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["source_id"], ["source.id"], name=op.f("fk_page_source_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_page")),
        sa.UniqueConstraint("source_id", "url", name=op.f("uq_page_source_id_url")),
    )
    op.create_index("ix_page_next", "page", ["source_id", "state", "score"], unique=False)
    op.create_table(
        "person",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("institution_id", sa.Integer(), nullable=True),
        sa.Column("unit_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("titles", sa.String(), nullable=True),
        sa.Column("sort_key", sa.String(), nullable=False),
        sa.Column("email", sa.String(), nullable=True),
        sa.Column("phone", sa.String(), nullable=True),
        sa.Column("url", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["id"], ["entity.id"], name=op.f("fk_person_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["institution_id"], ["institution.id"], name=op.f("fk_person_institution_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_person_unit_id"), ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
    )
    op.create_index(op.f("ix_person_email"), "person", ["email"], unique=False)
    op.create_index(op.f("ix_person_institution_id"), "person", ["institution_id"], unique=False)
    op.create_index(op.f("ix_person_sort_key"), "person", ["sort_key"], unique=False)
    op.create_index(op.f("ix_person_unit_id"), "person", ["unit_id"], unique=False)
    op.create_table(
        "programme",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("institution_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("sort_key", sa.String(), nullable=False),
        sa.Column("code", sa.String(), nullable=True),
        sa.Column(
            "level",
            sa.Enum("wo", "hbo", "mbo", name="level", native_enum=False, create_constraint=True, length=30),
            nullable=True,
        ),
        sa.Column("degree", sa.String(), nullable=True),
        sa.Column("url", sa.String(), nullable=True),
        sa.Column(
            "target",
            sa.Enum("yes", "no", "undecided", name="target", native_enum=False, create_constraint=True, length=30),
            nullable=False,
        ),
        sa.Column("target_why", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["id"], ["entity.id"], name=op.f("fk_programme_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["institution_id"], ["institution.id"], name=op.f("fk_programme_institution_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_programme_unit_id"), ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_programme")),
    )
    op.create_index(op.f("ix_programme_institution_id"), "programme", ["institution_id"], unique=False)
    op.create_index(op.f("ix_programme_sort_key"), "programme", ["sort_key"], unique=False)
    op.create_index(op.f("ix_programme_unit_id"), "programme", ["unit_id"], unique=False)
    op.create_table(
        "sighting",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("entity_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("mention", sa.String(), nullable=False),
        sa.Column("source_id", sa.Integer(), nullable=True),
        sa.Column("page", sa.String(), nullable=False),
        sa.Column(
            "method",
            sa.Enum(
                "manual",
                "feed",
                "schema.org",
                "profile",
                "label",
                "heading",
                "text",
                name="method",
                native_enum=False,
                create_constraint=True,
                length=30,
            ),
            nullable=False,
        ),
        sa.Column("says", sa.JSON(), nullable=False),
        sa.Column("evidence", sa.JSON(), nullable=False),
        sa.Column("confidence", sa.Float(), nullable=False),
        sa.Column("first_seen", sa.Date(), nullable=False),
        sa.Column("last_seen", sa.Date(), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("by", sa.String(), nullable=True),
        sa.CheckConstraint("method = 'manual' OR source_id IS NOT NULL", name=op.f("ck_sighting_crawled_has_source")),
        sa.CheckConstraint("page <> ''", name=op.f("ck_sighting_has_page")),
        sa.CheckConstraint("last_seen >= first_seen", name=op.f("ck_sighting_days_in_order")),
        sa.CheckConstraint("method <> 'manual' OR \"by\" IS NOT NULL", name=op.f("ck_sighting_manual_has_author")),
        sa.ForeignKeyConstraint(["entity_id"], ["entity.id"], name=op.f("fk_sighting_entity_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["source_id"], ["source.id"], name=op.f("fk_sighting_source_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sighting")),
    )
    op.create_index(op.f("ix_sighting_entity_id"), "sighting", ["entity_id"], unique=False)
    op.create_index(op.f("ix_sighting_source_id"), "sighting", ["source_id"], unique=False)
    op.create_table(
        "change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("run_id", sa.Integer(), nullable=False),
        sa.Column(
            "change",
            sa.Enum(
                "new",
                "changed",
                "gone",
                "back",
                name="changekind",
                native_enum=False,
                create_constraint=True,
                length=30,
            ),
            nullable=False,
        ),
        sa.Column(
            "kind",
            sa.Enum(
                "institution",
                "unit",
                "programme",
                "course",
                "person",
                "role",
                name="entitykind",
                native_enum=False,
                create_constraint=True,
                length=30,
            ),
            nullable=False,
        ),
        sa.Column("entity_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("field", sa.String(), nullable=True),
        sa.Column("old", sa.String(), nullable=True),
        sa.Column("new", sa.String(), nullable=True),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("page", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["entity_id"], ["entity.id"], name=op.f("fk_change_entity_id"), ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["run_id"], ["crawl_run.id"], name=op.f("fk_change_run_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_change")),
    )
    op.create_index(op.f("ix_change_entity_id"), "change", ["entity_id"], unique=False)
    op.create_index(op.f("ix_change_on"), "change", ["on"], unique=False)
    op.create_index(op.f("ix_change_run_id"), "change", ["run_id"], unique=False)
    op.create_table(
        "course_in_programme",
        sa.Column("course_id", sa.Integer(), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["course_id"], ["course.id"], name=op.f("fk_course_in_programme_course_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["programme_id"], ["programme.id"], name=op.f("fk_course_in_programme_programme_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("course_id", "programme_id", name=op.f("pk_course_in_programme")),
    )
    op.create_index(op.f("ix_course_in_programme_programme_id"), "course_in_programme", ["programme_id"], unique=False)
    op.create_table(
        "lead",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("owner", sa.String(), nullable=False),
        sa.Column(
            "stage",
            sa.Enum(
                "mapped",
                "warm",
                "informed",
                "examples",
                "agreement",
                "sprint",
                "resting",
                "declined",
                "do_not_contact",
                name="stage",
                native_enum=False,
                create_constraint=True,
                length=30,
            ),
            nullable=False,
        ),
        sa.Column("stage_activity_id", sa.Integer(), nullable=False),
        sa.Column("stage_since", sa.Date(), nullable=False),
        sa.Column("next_on", sa.Date(), nullable=True),
        sa.Column("next_what", sa.String(), nullable=True),
        sa.Column("wakes_on", sa.Date(), nullable=True),
        sa.Column("last_activity_on", sa.Date(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("stage <> 'resting' OR wakes_on IS NOT NULL", name=op.f("ck_lead_rest_has_end")),
        sa.CheckConstraint("(next_on IS NULL) = (next_what IS NULL)", name=op.f("ck_lead_next_is_whole")),
        sa.ForeignKeyConstraint(
            ["id", "stage", "stage_activity_id"],
            ["activity.lead_id", "activity.to_stage", "activity.id"],
            name="fk_lead_stage_has_activity",
            initially="DEFERRED",
            deferrable=True,
            use_alter=True,
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_lead_person_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lead")),
        sa.UniqueConstraint("person_id", name=op.f("uq_lead_person_id")),
    )
    op.create_index(op.f("ix_lead_next_on"), "lead", ["next_on"], unique=False)
    op.create_index(op.f("ix_lead_owner"), "lead", ["owner"], unique=False)
    op.create_index(op.f("ix_lead_stage"), "lead", ["stage"], unique=False)
    op.create_table(
        "mail_basis",
        sa.Column("person_id", sa.Integer(), autoincrement=False, nullable=False),
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
        sa.Column("evidence", sa.String(), nullable=False),
        sa.Column("page", sa.String(), nullable=True),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.CheckConstraint("basis = 'none' OR evidence <> ''", name=op.f("ck_mail_basis_has_evidence")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_mail_basis_person_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_mail_basis")),
    )
    op.create_table(
        "page_body",
        sa.Column("page_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("headers", sa.JSON(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["page_id"], ["page.id"], name=op.f("fk_page_body_page_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("page_id", name=op.f("pk_page_body")),
    )
    op.create_table(
        "role",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
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
                name="rolekind",
                native_enum=False,
                create_constraint=True,
                length=30,
            ),
            nullable=False,
        ),
        sa.Column("of_id", sa.Integer(), nullable=False),
        sa.Column(
            "of_kind",
            sa.Enum(
                "institution",
                "unit",
                "programme",
                "course",
                "person",
                "role",
                name="entitykind",
                native_enum=False,
                create_constraint=True,
                length=30,
            ),
            nullable=False,
        ),
        sa.Column("school_year", sa.String(), nullable=True),
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
        sa.Column("words", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["id"], ["entity.id"], name=op.f("fk_role_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["of_id"], ["entity.id"], name=op.f("fk_role_of_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_role_person_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_role")),
    )
    op.create_index("ix_role_of_kind", "role", ["of_id", "kind"], unique=False)
    op.create_index(op.f("ix_role_person_id"), "role", ["person_id"], unique=False)
    op.create_table(
        "activity",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("lead_id", sa.Integer(), nullable=False),
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
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=True),
        sa.Column(
            "direction",
            sa.Enum("out", "in", name="direction", native_enum=False, create_constraint=True, length=30),
            nullable=True,
        ),
        sa.Column(
            "from_stage",
            sa.Enum(
                "mapped",
                "warm",
                "informed",
                "examples",
                "agreement",
                "sprint",
                "resting",
                "declined",
                "do_not_contact",
                name="from_stage",
                native_enum=False,
                create_constraint=True,
                length=30,
            ),
            nullable=True,
        ),
        sa.Column(
            "to_stage",
            sa.Enum(
                "mapped",
                "warm",
                "informed",
                "examples",
                "agreement",
                "sprint",
                "resting",
                "declined",
                "do_not_contact",
                name="to_stage",
                native_enum=False,
                create_constraint=True,
                length=30,
            ),
            nullable=True,
        ),
        sa.CheckConstraint("(kind = 'stage') = (to_stage IS NOT NULL)", name=op.f("ck_activity_stage_is_said")),
        sa.ForeignKeyConstraint(["lead_id"], ["lead.id"], name=op.f("fk_activity_lead_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_activity")),
        sa.UniqueConstraint("lead_id", "to_stage", "id", name=op.f("uq_activity_lead_id_to_stage_id")),
    )
    op.create_index(op.f("ix_activity_lead_id"), "activity", ["lead_id"], unique=False)
    if op.get_bind().dialect.name != "sqlite":
        # SQLite took this one with the table; elsewhere a circle of foreign keys is closed afterwards.
        op.create_foreign_key(
            "fk_lead_stage_has_activity",
            "lead",
            "activity",
            ["id", "stage", "stage_activity_id"],
            ["lead_id", "to_stage", "id"],
            deferrable=True,
            initially="DEFERRED",
        )
    for statement in indexes.statements(op.get_bind().dialect.name):
        op.execute(statement)
