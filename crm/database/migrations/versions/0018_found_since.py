"""What was found first is found soonest: who has to be told that they are held is asked at every look at Today."""

from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index(op.f("ix_entity_first_seen"), "entity", ["first_seen"])
