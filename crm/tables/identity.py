"""Who turned out to be one person, and who was said to be two: remembered for every crawl and import to come."""

from datetime import datetime

from sqlalchemy import JSON, CheckConstraint, Column, ForeignKey, Integer
from sqlmodel import Field, SQLModel

from crm.tables.columns import Moment


class KeptApart(SQLModel, table=True):
    """Two people of whom somebody said that they are not the same. `a_id` is the lower."""

    __tablename__ = "kept_apart"
    __table_args__ = (CheckConstraint("a_id < b_id", name="in_order"),)
    a_id: int = Field(
        sa_column=Column(Integer, ForeignKey("person.id", ondelete="CASCADE"), primary_key=True, autoincrement=False)
    )
    b_id: int = Field(
        sa_column=Column(
            Integer, ForeignKey("person.id", ondelete="CASCADE"), primary_key=True, autoincrement=False, index=True
        )
    )
    by: str
    at: datetime = Field(sa_type=Moment)


class Merge(SQLModel, table=True):
    """One person who was found to be another: `gone_id` has been `kept_id` since."""

    __tablename__ = "merge"
    gone_id: int = Field(sa_column=Column(Integer, primary_key=True, autoincrement=False))
    """The number the person had, which nobody has now."""
    kept_id: int = Field(
        sa_column=Column(Integer, ForeignKey("person.id", ondelete="CASCADE"), nullable=False, index=True)
    )
    name: str
    """How the person who is gone was called."""
    by: str
    at: datetime = Field(sa_type=Moment)
    changes: list[int] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    """Lines of the change feed that were about who is gone."""
