"""Only what a source says is held single while it lives: what hands and files say has none, and is not looked up."""

from alembic import op

from crm.database import indexes

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("DROP INDEX uq_sighting_live")
    op.execute(indexes.LIVE_SIGHTING)
