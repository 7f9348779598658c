"""Who guided a sprint of before, as its list calls them, where the map knows nobody of that name."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("sprint", sa.Column("teacher_name", sa.String(), nullable=True))
