"""What sentence encoders make of the texts of courses, cases, examples and agreements."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

_OF = {"course_id": "course", "case_id": "company_case", "example_id": "example", "agreement_id": "agreement"}


def upgrade() -> None:
    counted = " + ".join(f"(CASE WHEN {column} IS NULL THEN 0 ELSE 1 END)" for column in _OF)
    op.create_table(
        "text_vector",
        sa.Column("id", sa.Integer(), nullable=False),
        *(sa.Column(column, sa.Integer(), nullable=True) for column in _OF),
        sa.Column("encoder", sa.String(), nullable=False),
        sa.Column("part", sa.String(), nullable=False),
        sa.Column("text_hash", sa.String(), nullable=False),
        sa.Column("vector", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint(f"{counted} = 1", name=op.f("ck_text_vector_of_one")),
        *(
            sa.ForeignKeyConstraint(
                [column], [f"{table}.id"], name=op.f(f"fk_text_vector_{column}"), ondelete="CASCADE"
            )
            for column, table in _OF.items()
        ),
        *(
            sa.UniqueConstraint(column, "encoder", "part", name=op.f(f"uq_text_vector_{column}_encoder_part"))
            for column in _OF
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_text_vector")),
    )
