"""In which language it was said why a case was thought to fit. Of what was proposed before, it is not known."""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("proposal", sa.Column("why_language", sa.String(), nullable=True))
