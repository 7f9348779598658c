"""What sentence encoders make of texts: derived from them, and gone with them."""

from sqlalchemy import CheckConstraint, Column, ForeignKey, Integer, LargeBinary, UniqueConstraint
from sqlmodel import Field, SQLModel

import crm.tables.agreements
import crm.tables.cases  # noqa: F401 - it points at their tables


def _whose(to: str) -> "Column[int]":
    return Column(Integer, ForeignKey(to, ondelete="CASCADE"), nullable=True)


class TextVector(SQLModel, table=True):
    """The vector of one text by one encoder: of a course, a case, an example of a teacher, or an agreement.

    It can always be made again; `text_hash` says of which text it is, so that only what changed is encoded anew.
    """

    __tablename__ = "text_vector"
    __table_args__ = (
        UniqueConstraint("course_id", "encoder", "part"),
        UniqueConstraint("case_id", "encoder", "part"),
        UniqueConstraint("example_id", "encoder", "part"),
        UniqueConstraint("agreement_id", "encoder", "part"),
        CheckConstraint(
            "(CASE WHEN course_id IS NULL THEN 0 ELSE 1 END) + (CASE WHEN case_id IS NULL THEN 0 ELSE 1 END)"
            " + (CASE WHEN example_id IS NULL THEN 0 ELSE 1 END)"
            " + (CASE WHEN agreement_id IS NULL THEN 0 ELSE 1 END) = 1",
            name="of_one",
        ),
    )
    id: int | None = Field(default=None, primary_key=True)
    course_id: int | None = Field(default=None, sa_column=_whose("course.id"))
    case_id: int | None = Field(default=None, sa_column=_whose("company_case.id"))
    example_id: int | None = Field(default=None, sa_column=_whose("example.id"))
    agreement_id: int | None = Field(default=None, sa_column=_whose("agreement.id"))
    encoder: str
    """Name and version: another's do not compare, and are made anew."""
    part: str
    """Which of its texts: `whole` (name, description, outcomes) or `description`."""
    text_hash: str
    vector: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    """Halves (IEEE 754 binary16, little-endian): to the third decimal what the encoder gave."""
