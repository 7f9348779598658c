"""What was learnt of a site: its rules, those by which its pages were read last; and what review put off."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, Column, ForeignKey, Integer
from sqlmodel import Field, SQLModel

import crm.tables.sources  # noqa: F401 - they point at its tables
from crm.tables.columns import Moment, enum_of
from crm.words import RuleState


class SiteRule(SQLModel, table=True):
    """A rule of a source: where on pages of a template something stands (`crawler.learning.rules`)."""

    __tablename__ = "site_rule"
    id: int | None = Field(default=None, primary_key=True)
    source_id: int = Field(
        sa_column=Column(Integer, ForeignKey("source.id", ondelete="CASCADE"), nullable=False, index=True)
    )
    state: RuleState = Field(sa_type=enum_of(RuleState))
    says: str
    rule: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))
    """Anchors, template, and the marks it was learnt from."""
    run_id: int | None = Field(
        default=None, sa_column=Column(Integer, ForeignKey("crawl_run.id", ondelete="SET NULL"), nullable=True)
    )
    """The held run that proposed it; None for what a person showed."""
    at: datetime = Field(sa_type=Moment)
    by: str


class RuleReading(SQLModel, table=True):
    """By which rules the archived pages of a source were read last, so that a change of rules is noticed."""

    __tablename__ = "rule_reading"
    source_id: int = Field(
        sa_column=Column(Integer, ForeignKey("source.id", ondelete="CASCADE"), primary_key=True, autoincrement=False)
    )
    rules: dict[str, str] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))
    """Number and check sum of a rule → the address of its template."""


class ReviewLater(SQLModel, table=True):
    """Somebody put the decision about a thing in the review list off."""

    __tablename__ = "review_later"
    entity_id: int = Field(
        sa_column=Column(Integer, ForeignKey("entity.id", ondelete="CASCADE"), primary_key=True, autoincrement=False)
    )
    until: date
    by: str
