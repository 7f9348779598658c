"""What steps up led to, and by which way somebody came in, stay when the person does not."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("past_figure") as past:
        past.drop_constraint(op.f("ck_past_figure_pastof"), type_="check")
        past.create_check_constraint("pastof", "of IN ('route', 'stage', 'template', 'match', 'step_up', 'named')")
    op.add_column("introduction", sa.Column("scouted", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.execute("UPDATE introduction SET scouted = (scouting_id IS NOT NULL)")
    with op.batch_alter_table("introduction") as introduction:
        introduction.alter_column("scouted", server_default=None)
        introduction.alter_column("via_person_id", nullable=True)
        introduction.drop_constraint(op.f("fk_introduction_via_person_id"), type_="foreignkey")
        introduction.create_foreign_key(
            op.f("fk_introduction_via_person_id"), "person", ["via_person_id"], ["id"], ondelete="SET NULL"
        )
