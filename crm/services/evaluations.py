"""What business, teacher and team say of a sprint afterwards: three questions each, with marks and words."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

from sqlmodel import select

from crm.case_words import Party, SprintState, SprintStepKind
from crm.errors import RefusedError, UsageError
from crm.language import _, current_language
from crm.resources import data_path
from crm.services import leads, sprint_steps, sprints
from crm.services.examples import bounded
from crm.spoken import spoken_party
from crm.tables import Evaluation, Sprint, SprintStep
from crm.unit_of_work import Work

ASKED = (Party.COMPANY, Party.TEACHER, Party.TEAM)
"""Who is asked, in order."""


@dataclass(frozen=True, slots=True)
class Question:
    """A question to a party: its key, whether it asks a mark, and its words by language."""

    party: Party
    key: str
    mark: bool
    words: Mapping[str, str]

    @property
    def said(self) -> str:
        """It in the current language."""
        return self.words[current_language()]


@dataclass(frozen=True, slots=True)
class Answer:
    """What was answered: a mark from 1 to 10, words, or both; and whether the words may be shown to others."""

    mark: int | None = None
    words: str | None = None
    may_quote: bool = False


@cache
def questions() -> tuple[Question, ...]:
    """All questions, as `data/sprints/evaluation.toml` has them."""
    data = tomllib.loads(data_path("sprints/evaluation.toml").read_text(encoding="utf-8"))
    return tuple(
        Question(Party(one["party"]), one["key"], one["mark"], {"nl": one["nl"], "en": one["en"]})
        for one in data["questions"]
    )


def questions_to(party: Party) -> list[Question]:
    """The questions to one party."""
    return [one for one in questions() if one.party is party]


def keep(work: Work, sprint_id: int, party: Party, key: str, answer: Answer, *, on: date | None = None) -> Evaluation:
    """Keeps an answer of the day `on` (default today); one that was there before gives way to it.

    Once all three have said something the step evaluation is done. Raises NotFoundError; UsageError for a question that
    is not asked, a mark outside 1 to 10, no answer at all, or words to quote that are not there; RefusedError for a
    sprint that has not begun.
    """
    sprint = sprints.find(work, sprint_id)
    if sprint.state is SprintState.PLANNED:
        raise RefusedError(_("Sprint {id} has not begun: there is nothing to look back on yet.").format(id=sprint_id))
    question = _question(party, key)
    words = bounded(answer.words)
    _check(question, answer.mark, words, may_quote=answer.may_quote)
    day = leads.past_day(work, on)
    chosen = select(Evaluation).where(
        Evaluation.sprint_id == sprint_id, Evaluation.party == party, Evaluation.question == key
    )
    kept = work.session.exec(chosen).first() or Evaluation(
        sprint_id=sprint_id, party=party, question=key, on=day, by=work.by
    )
    kept.mark, kept.words, kept.may_quote, kept.on, kept.by = answer.mark, words, answer.may_quote, day, work.by
    work.session.add(kept)
    work.session.flush()
    company = sprint_steps.company_of(work, sprint)
    work.say(_("Evaluation of {company}: {who}").format(company=company, who=spoken_party(party)))
    _done_once_all_said(work, sprint, day)
    return kept


def _question(party: Party, key: str) -> Question:
    asked = questions_to(party)
    found = next((one for one in asked if one.key == key), None)
    if found is None:
        if not asked:
            who = ", ".join(one.value for one in ASKED)
            raise UsageError(_("Those who are asked are {known}, not {given}.").format(known=who, given=party.value))
        known = ", ".join(one.key for one in asked)
        raise UsageError(_("There is no question {given}: choose from {known}.").format(given=key, known=known))
    return found


def _check(question: Question, mark: int | None, words: str | None, *, may_quote: bool) -> None:
    if mark is None and words is None:
        raise UsageError(_("An answer is a mark, words, or both (--mark, --words)."))
    if mark is not None and not question.mark:
        raise UsageError(_("“{question}” asks words and no mark.").format(question=question.said) + " (--mark)")
    if mark is not None and not 1 <= mark <= 10:
        raise UsageError(_("A mark is from 1 to 10, not {n}.").format(n=mark) + " (--mark)")
    if may_quote and words is None:
        raise UsageError(_("Only words can be quoted (--words)."))


def _done_once_all_said(work: Work, sprint: Sprint, day: date) -> None:
    said = set(work.session.exec(select(Evaluation.party).where(Evaluation.sprint_id == sprint.id)))
    chosen = select(SprintStep).where(SprintStep.sprint_id == sprint.id, SprintStep.kind == SprintStepKind.EVALUATION)
    step = work.session.exec(chosen).first()
    if step is not None and step.done_on is None and said >= set(ASKED):
        step.done_on = day
        work.session.flush()
