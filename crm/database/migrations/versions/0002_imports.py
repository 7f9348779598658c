"""Imports of contacts and networks: where a sighting came from when no page said it, and whom each of us knows."""

import sqlalchemy as sa
from alembic import op

from crm.database import indexes

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_METHODS = ("manual", "import", "feed", "schema.org", "profile", "label", "linkedin", "heading", "text")
_CHECKS = {
    "manual_has_author": "method NOT IN ('manual', 'import', 'linkedin') OR \"by\" IS NOT NULL",
    "crawled_has_source": "method IN ('manual', 'import', 'linkedin') OR source_id IS NOT NULL",
    "imported_has_import": "(method IN ('import', 'linkedin')) = (import_id IS NOT NULL)",
}


def upgrade() -> None:
    _networks()
    op.add_column("person", sa.Column("profile", sa.String(), nullable=True))
    op.create_index(op.f("ix_person_profile"), "person", ["profile"], unique=False)
    if op.get_bind().dialect.name == "sqlite":
        _sightings_again()
    else:
        _sightings_altered()
    op.create_index(op.f("ix_sighting_import_id"), "sighting", ["import_id"], unique=False)


def _kind() -> "sa.Enum":
    return sa.Enum("contacts", "linkedin", name="importkind", native_enum=False, create_constraint=True, length=30)


def _networks() -> None:
    op.create_table(
        "network",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("owner", sa.String(), nullable=False),
        sa.Column("profile", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_network")),
        sa.UniqueConstraint("name", name=op.f("uq_network_name")),
        sa.UniqueConstraint("profile", name=op.f("uq_network_profile")),
    )
    op.create_index(op.f("ix_network_owner"), "network", ["owner"], unique=False)
    op.create_table(
        "contact_import",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", _kind(), nullable=False),
        sa.Column("file", sa.String(), nullable=False),
        sa.Column("network_id", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["network_id"], ["network.id"], name=op.f("fk_contact_import_network_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contact_import")),
    )
    op.create_index(op.f("ix_contact_import_network_id"), "contact_import", ["network_id"], unique=False)
    op.create_table(
        "column_mapping",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", _kind(), nullable=False),
        sa.Column("shape", sa.String(), nullable=False),
        sa.Column("fields", sa.JSON(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_column_mapping")),
        sa.UniqueConstraint("kind", "shape", name=op.f("uq_column_mapping_kind_shape")),
    )
    op.create_table(
        "acquaintance",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("network_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("profile", sa.String(), nullable=True),
        sa.Column("connected_on", sa.Date(), nullable=True),
        sa.Column("sent", sa.Integer(), nullable=False),
        sa.Column("received", sa.Integer(), nullable=False),
        sa.Column("last_sent_on", sa.Date(), nullable=True),
        sa.Column("last_received_on", sa.Date(), nullable=True),
        sa.Column(
            "invited",
            sa.Enum("out", "in", name="direction", native_enum=False, create_constraint=True, length=30),
            nullable=True,
        ),
        sa.Column("invited_on", sa.Date(), nullable=True),
        sa.Column("page", sa.String(), nullable=False),
        sa.Column("import_id", sa.Integer(), nullable=False),
        sa.Column("seen_on", sa.Date(), nullable=False),
        sa.CheckConstraint("page <> ''", name=op.f("ck_acquaintance_has_page")),
        sa.CheckConstraint("sent >= 0 AND received >= 0", name=op.f("ck_acquaintance_counts")),
        sa.CheckConstraint("(sent > 0) = (last_sent_on IS NOT NULL)", name=op.f("ck_acquaintance_sent_has_day")),
        sa.CheckConstraint(
            "(received > 0) = (last_received_on IS NOT NULL)", name=op.f("ck_acquaintance_received_has_day")
        ),
        sa.CheckConstraint(
            "invited_on IS NULL OR invited IS NOT NULL", name=op.f("ck_acquaintance_invitation_has_side")
        ),
        sa.ForeignKeyConstraint(
            ["network_id"], ["network.id"], name=op.f("fk_acquaintance_network_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_acquaintance_person_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["import_id"], ["contact_import.id"], name=op.f("fk_acquaintance_import_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_acquaintance")),
        sa.UniqueConstraint("network_id", "person_id", name=op.f("uq_acquaintance_network_id_person_id")),
    )
    for column in ("network_id", "person_id", "profile", "import_id"):
        op.create_index(op.f(f"ix_acquaintance_{column}"), "acquaintance", [column], unique=False)


def _sightings_again() -> None:
    """SQLite changes no check in place: the table is made again, with all that stands in it. Nothing points at it."""
    op.create_table(
        "sighting_new",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("entity_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("mention", sa.String(), nullable=False),
        sa.Column("source_id", sa.Integer(), nullable=True),
        sa.Column("page", sa.String(), nullable=False),
        sa.Column(
            "method",
            sa.Enum(*_METHODS, name="method", native_enum=False, create_constraint=False, length=30),
            nullable=False,
        ),
        sa.Column("says", sa.JSON(), nullable=False),
        sa.Column("evidence", sa.JSON(), nullable=False),
        sa.Column("confidence", sa.Float(), nullable=False),
        sa.Column("first_seen", sa.Date(), nullable=False),
        sa.Column("last_seen", sa.Date(), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("by", sa.String(), nullable=True),
        sa.Column("import_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(_one_of_the_methods(), name=op.f("ck_sighting_method")),
        sa.CheckConstraint("page <> ''", name=op.f("ck_sighting_has_page")),
        sa.CheckConstraint("last_seen >= first_seen", name=op.f("ck_sighting_days_in_order")),
        *(sa.CheckConstraint(check, name=op.f(f"ck_sighting_{name}")) for name, check in _CHECKS.items()),
        sa.ForeignKeyConstraint(["entity_id"], ["entity.id"], name=op.f("fk_sighting_entity_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["source_id"], ["source.id"], name=op.f("fk_sighting_source_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["import_id"], ["contact_import.id"], name=op.f("fk_sighting_import_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sighting")),
    )
    columns = (
        "id, entity_id, kind, mention, source_id, page, method, says, evidence, confidence, first_seen, last_seen,"
        ' ended_on, "by"'
    )
    op.execute(f"INSERT INTO sighting_new ({columns}) SELECT {columns} FROM sighting")  # noqa: S608 - words of this file
    op.drop_table("sighting")
    op.rename_table("sighting_new", "sighting")
    op.create_index(op.f("ix_sighting_entity_id"), "sighting", ["entity_id"], unique=False)
    op.create_index(op.f("ix_sighting_source_id"), "sighting", ["source_id"], unique=False)
    op.execute(indexes.LIVE_SIGHTING)


def _sightings_altered() -> None:
    op.add_column("sighting", sa.Column("import_id", sa.Integer(), nullable=True))
    op.create_foreign_key(op.f("fk_sighting_import_id"), "sighting", "contact_import", ["import_id"], ["id"])
    for name in ("method", "manual_has_author", "crawled_has_source"):
        op.drop_constraint(op.f(f"ck_sighting_{name}"), "sighting", type_="check")
    op.create_check_constraint(op.f("ck_sighting_method"), "sighting", _one_of_the_methods())
    for name, check in _CHECKS.items():
        op.create_check_constraint(op.f(f"ck_sighting_{name}"), "sighting", check)


def _one_of_the_methods() -> str:
    return f"method IN ({', '.join(repr(method) for method in _METHODS)})"
