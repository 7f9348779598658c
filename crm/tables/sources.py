"""The places that are crawled, the crawls, every address with its state, and what changed."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, Column, ForeignKey, Index, Integer, LargeBinary, UniqueConstraint
from sqlmodel import Field, SQLModel

from crm.tables.columns import Moment, enum_of
from crm.words import ChangeKind, EntityKind, Level, PageState, RunKind, RunState, SourceKind


class Source(SQLModel, table=True):
    """A place to map: an address from which a crawl starts, and within whose registrable domain it stays."""

    id: int | None = Field(default=None, primary_key=True)
    name: str = Field(unique=True)
    url: str = Field(unique=True)
    kind: SourceKind = Field(default=SourceKind.AUTO, sa_type=enum_of(SourceKind))
    level: Level | None = Field(default=None, sa_type=enum_of(Level))
    every_days: int = 7
    max_pages: int = 2000
    institution_id: int | None = Field(
        default=None, sa_column=Column(Integer, ForeignKey("institution.id", ondelete="SET NULL"), nullable=True)
    )
    added_at: datetime = Field(sa_type=Moment)


class CrawlRun(SQLModel, table=True):
    """One crawl of one source. The app and the command follow it through this row."""

    __tablename__ = "crawl_run"
    id: int | None = Field(default=None, primary_key=True)
    source_id: int = Field(
        sa_column=Column(Integer, ForeignKey("source.id", ondelete="CASCADE"), nullable=False, index=True)
    )
    kind: RunKind = Field(default=RunKind.CRAWL, sa_type=enum_of(RunKind))
    state: RunState = Field(default=RunState.RUNNING, sa_type=enum_of(RunState))
    started_at: datetime = Field(sa_type=Moment)
    heard_at: datetime = Field(sa_type=Moment)
    """Last sign of life."""
    ended_at: datetime | None = Field(default=None, sa_type=Moment)
    process: str | None = None
    """host:pid of who runs it."""
    stop_asked: bool = False
    fetched: int = 0
    unchanged: int = 0
    failed: int = 0
    skipped: int = 0
    waiting: int = 0
    """Addresses known and not yet asked, for the progress bar."""
    courses_new: int = 0
    courses_changed: int = 0
    courses_gone: int = 0
    people_new: int = 0
    people_changed: int = 0
    people_gone: int = 0
    programmes_new: int = 0
    programmes_changed: int = 0
    programmes_gone: int = 0
    courses_found: int | None = None
    """Courses that all pages of the source named after it; None where it was not counted."""
    people_found: int | None = None
    programmes_found: int | None = None
    message: str | None = None
    """What is to be known about it, in a sentence: why it failed or stopped."""
    left_out: dict[str, int] | None = Field(default=None, sa_column=Column(JSON, nullable=True))
    """How many addresses were not visited, by a word of `LeftOut`."""
    elsewhere: list[dict[str, Any]] | None = Field(default=None, sa_column=Column(JSON, nullable=True))
    """Addresses on other domains that may be sources: `url`, `words` of a link, `pages` that link there."""


class Page(SQLModel, table=True):
    """An address of a source: how it stands, its validators, and what its last body said."""

    __table_args__ = (
        UniqueConstraint("source_id", "url"),
        Index("ix_page_next", "source_id", "state", "score"),
    )
    id: int | None = Field(default=None, primary_key=True)
    source_id: int = Field(sa_column=Column(Integer, ForeignKey("source.id", ondelete="CASCADE"), nullable=False))
    url: str
    state: PageState = Field(default=PageState.WAITING, sa_type=enum_of(PageState))
    score: float = 0.0
    depth: int = 0
    run_id: int | None = None
    """The run that asked it last."""
    linked_run_id: int | None = None
    """The last run in which a page linked to it."""
    status: int | None = None
    etag: str | None = None
    last_modified: str | None = None
    body_hash: str | None = None
    asked_at: datetime | None = Field(default=None, sa_type=Moment)
    """Last answer, 304 included."""
    read_at: datetime | None = Field(default=None, sa_type=Moment)
    """Last body that was read."""
    times_gone: int = 0
    """Runs in a row that answered 404 or 410."""
    rest_days: int | None = None
    """Days after `asked_at` until it is worth asking again; more the longer it stays the same."""
    kind: str | None = None
    findings: bytes | None = Field(default=None, sa_column=Column(LargeBinary, nullable=True))
    """What the body said: `PageFindings` as JSON, zlib-compressed."""
    problem: str | None = None
    """Why it failed or was left out, in a sentence."""
    left_out: str | None = None
    """Of one that was left out: why, in a word of `LeftOut`."""


class PageBody(SQLModel, table=True):
    """The archive: the last body of a page as it was sent, so that it can be read again without asking for it."""

    __tablename__ = "page_body"
    page_id: int = Field(
        sa_column=Column(Integer, ForeignKey("page.id", ondelete="CASCADE"), primary_key=True, autoincrement=False)
    )
    headers: dict[str, str] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))
    """Those of the answer that bear on reading it, names in lower case."""
    body: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    """zlib-compressed."""


class Change(SQLModel, table=True):
    """One line of the change feed."""

    id: int | None = Field(default=None, primary_key=True)
    run_id: int = Field(
        sa_column=Column(Integer, ForeignKey("crawl_run.id", ondelete="CASCADE"), nullable=False, index=True)
    )
    change: ChangeKind = Field(sa_type=enum_of(ChangeKind))
    kind: EntityKind = Field(sa_type=enum_of(EntityKind))
    entity_id: int | None = Field(
        default=None, sa_column=Column(Integer, ForeignKey("entity.id", ondelete="SET NULL"), nullable=True, index=True)
    )
    name: str
    field: str | None = None
    """Of a replaced role: its kind ("teacher"), with the names as old and new."""
    old: str | None = None
    new: str | None = None
    on: date = Field(index=True)
    page: str | None = None
