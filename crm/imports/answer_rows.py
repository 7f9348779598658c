"""Whose a row of a file of answers is: each kind of row says which it takes, and takes it."""

from dataclasses import replace
from datetime import date
from typing import Protocol

from crm.case_words import ProposalState
from crm.imports.answer_columns import AnswerField, AnswerRow
from crm.imports.days import day_in
from crm.imports.plan import Outcome
from crm.language import _
from crm.services.answering import answer_word
from crm.services.answers_taken import Taken, take
from crm.services.proposal_answers import Answer
from crm.services.proposals import with_code
from crm.tables import Case
from crm.text import clean
from crm.understanding.case_answers import read_answer
from crm.unit_of_work import Work


class RowKind(Protocol):
    """A kind of row: an answer to a case, a bounce or an objection of a mailing."""

    def holds(self, row: AnswerRow) -> bool:
        """Whether the row is of this kind."""
        ...

    def take(self, work: Work, row: AnswerRow) -> Taken:
        """Does what the row says; what cannot be done comes back as refused, with its reason."""
        ...


class CaseAnswers:
    """Rows with a code: what a teacher answered to a case."""

    def holds(self, row: AnswerRow) -> bool:
        """Whether it has a code."""
        return bool(row.get(AnswerField.CODE))

    def take(self, work: Work, row: AnswerRow) -> Taken:
        """Applies the answer to the proposal of that code, once."""
        said, today = row.get(AnswerField.ANSWER), work.clock.today()
        on, wrong = _day(row.get(AnswerField.ON), _("the day it came"))
        until, wrong_too = _day(row.get(AnswerField.UNTIL), _("the day to ask again"))
        read = read_answer(said, on or today)
        problem = wrong or wrong_too
        if read is None:
            given = clean(said, 60) or "–"
            problem = _("the answer is yes, no or maybe, not {given}").format(given=given)
        elif on is not None and on > today:
            problem = _("its date is still to come: {day}").format(day=on.isoformat())
        if problem or read is None:
            return Taken(Outcome.REFUSED, problem, name=_case(work, row))
        note = ": ".join(part for part in (read.note, row.get(AnswerField.NOTE)) if part) or None
        again = until if read.state is ProposalState.MAYBE else None
        taken = take(work, row.get(AnswerField.CODE), Answer(read.state, note, again, on), row.key)
        said = ": ".join(part for part in (answer_word(read.state), note) if part)
        return replace(taken, name=_case(work, row), shows=clean(said, 200))


def _case(work: Work, row: AnswerRow) -> str:
    """The case that a row answers, by its title; its code where there is none."""
    code = row.get(AnswerField.CODE)
    proposal = with_code(work, code)
    case = work.session.get(Case, proposal.case_id) if proposal is not None else None
    return clean(case.title, 120) if case is not None else clean(code, 40)


def row_kinds() -> tuple[RowKind, ...]:
    """The kinds of row, in the order in which they are asked whether a row is theirs."""
    from crm.imports.mailing_rows import MailingRows

    return (CaseAnswers(), MailingRows())


def _day(text: str, what: str) -> tuple[date | None, str]:
    """The day in a cell, or what is wrong with it."""
    if not text:
        return None, ""
    found = day_in(text)
    return found, "" if found is not None else _("{what} is no day: {text}").format(what=what, text=clean(text, 40))
