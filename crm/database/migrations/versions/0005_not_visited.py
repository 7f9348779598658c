"""What a crawl left and why, and the addresses elsewhere to which it saw links."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("page", sa.Column("left_out", sa.String(), nullable=True))
    op.add_column("crawl_run", sa.Column("left_out", sa.JSON(), nullable=True))
    op.add_column("crawl_run", sa.Column("elsewhere", sa.JSON(), nullable=True))
