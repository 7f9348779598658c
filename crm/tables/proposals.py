"""Cases put to teachers, and the messages that hold several of them."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Column, ForeignKey, Integer, UniqueConstraint
from sqlmodel import Field, SQLModel

import crm.tables.cases
import crm.tables.messages  # noqa: F401 - they point at its tables
from crm.case_words import ProposalState
from crm.tables.agreements import of_lead, perhaps_of
from crm.tables.columns import Moment, enum_of
from crm.words import Setting


class Digest(SQLModel, table=True):
    """One message with what fits, to a teacher (`lead_id`) or, of what became of its questions, to a partner."""

    __table_args__ = (CheckConstraint("(lead_id IS NULL) <> (partner_id IS NULL)", name="to_one"),)
    id: int | None = Field(default=None, primary_key=True)
    lead_id: int | None = Field(
        default=None, sa_column=Column(Integer, ForeignKey("lead.id", ondelete="CASCADE"), nullable=True, index=True)
    )
    partner_id: int | None = Field(
        default=None, sa_column=Column(Integer, ForeignKey("partner.id", ondelete="CASCADE"), nullable=True, index=True)
    )
    message_id: int | None = Field(default=None, sa_column=perhaps_of("message.id"))
    on: date
    sent_on: date | None = Field(default=None, index=True)
    by: str


class Proposal(SQLModel, table=True):
    """A case put to a teacher, once, and the answer. `code` stands in the message, so that an answer finds its way."""

    __table_args__ = (
        UniqueConstraint("code"),
        UniqueConstraint("case_id", "lead_id"),
        CheckConstraint(
            "(answered_on IS NOT NULL) = (state IN ('accepted', 'declined', 'maybe'))", name="answer_has_day"
        ),
        CheckConstraint("state <> 'maybe' OR again_on IS NOT NULL", name="maybe_has_day"),
        CheckConstraint("(state = 'prepared') = (sent_on IS NULL) OR state = 'withdrawn'", name="sent_has_day"),
    )
    id: int | None = Field(default=None, primary_key=True)
    code: str
    case_id: int = Field(
        sa_column=Column(Integer, ForeignKey("company_case.id", ondelete="CASCADE"), nullable=False, index=True)
    )
    lead_id: int = Field(sa_column=of_lead())
    course_id: int | None = Field(default=None, sa_column=perhaps_of("course.id"))
    agreement_id: int | None = Field(default=None, sa_column=perhaps_of("agreement.id"))
    digest_id: int | None = Field(default=None, sa_column=perhaps_of("digest.id"))
    setting: Setting = Field(default=Setting.COURSE, sa_type=enum_of(Setting))
    state: ProposalState = Field(default=ProposalState.PREPARED, sa_type=enum_of(ProposalState), index=True)
    why: str | None = None
    """Why it was thought to fit, in the words shown then."""
    why_language: str | None = None
    """The language of those words; unknown of what was proposed before it was kept."""
    made_on: date
    sent_on: date | None = None
    answered_on: date | None = None
    again_on: date | None = None
    """When to ask once more, after a maybe."""
    note: str | None = None
    """What they said with it; of a no, its reason."""
    by: str
    at: datetime = Field(sa_type=Moment)


class AnswerTaken(SQLModel, table=True):
    """An answer that was taken in, so that the same one read again counts once."""

    __tablename__ = "answer_taken"
    key: str = Field(primary_key=True)
    """What makes it this answer: Message-ID, or a hash of the row of a file."""
    proposal_id: int = Field(
        sa_column=Column(Integer, ForeignKey("proposal.id", ondelete="CASCADE"), nullable=False, index=True)
    )
    on: date
    by: str


class OfferPace(SQLModel, table=True):
    """How often a teacher agreed to be sent cases, where that differs from what is usual."""

    __tablename__ = "offer_pace"
    __table_args__ = (CheckConstraint("days >= 1", name="some_days"),)
    lead_id: int = Field(
        sa_column=Column(Integer, ForeignKey("lead.id", ondelete="CASCADE"), primary_key=True, autoincrement=False)
    )
    days: int
    """At least so many days between two messages with cases."""
    on: date
    by: str
