"""Sprints: those of a school year, of a lead, of a company; each with its steps and what was said of it afterwards."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session

from crm.case_words import Party, SprintState, SprintStepKind
from crm.errors import NotFoundError
from crm.language import _
from crm.tables import table_named
from crm.tables.core import COURSE, INSTITUTION, PERSON
from crm.words import Level, Setting

SPRINT, STEP, EVALUATION = table_named("sprint"), table_named("sprint_step"), table_named("evaluation")
COMPANY, CASE = table_named("company"), table_named("company_case")


@dataclass(frozen=True, slots=True)
class StepLine:
    """A dated step, and who does it."""

    kind: SprintStepKind
    party: Party
    on: date
    fixed: bool
    done_on: date | None
    note: str | None


@dataclass(frozen=True, slots=True)
class AnswerLine:
    """What a party answered to a question afterwards."""

    party: Party
    question: str
    mark: int | None
    words: str | None
    may_quote: bool
    on: date


@dataclass(frozen=True, slots=True)
class SprintLine:
    """A sprint with its company, case, teacher, course and school, as they are called now, else as they were."""

    id: int
    company_id: int
    company: str
    case_id: int | None
    code: str | None
    title: str | None
    proposal_id: int | None
    agreement_id: int | None
    lead_id: int | None
    person_id: int | None
    person: str | None
    """Their name, of who is on the map or was named in a list alone."""
    course_id: int | None
    course: str | None
    institution_id: int | None
    school: str | None
    level: Level | None
    setting: Setting
    school_year: str
    team: str | None
    students: int | None
    starts: date | None
    ends: date | None
    kept_state: SprintState
    ended_on: date | None
    ended_why: str | None
    result: str | None
    link: str | None
    hours: float | None
    source: str
    by: str
    at: datetime
    steps: tuple[StepLine, ...] = ()
    answers: tuple[AnswerLine, ...] = ()

    def state(self, today: date) -> SprintState:
        """How it stands on a day: one that was planned runs once its kick-off has been."""
        if self.kept_state is not SprintState.PLANNED:
            return self.kept_state
        kick_off = next((one for one in self.steps if one.kind is SprintStepKind.KICK_OFF), None)
        begun = kick_off is not None and (kick_off.done_on is not None or kick_off.on <= today)
        return SprintState.RUNNING if begun else SprintState.PLANNED

    @property
    def is_over(self) -> bool:
        """Whether it ended, with a result or before that."""
        return self.kept_state in {SprintState.DONE, SprintState.STOPPED}

    @property
    def next_step(self) -> StepLine | None:
        """The first step that is not done."""
        return next((one for one in self.steps if one.done_on is None), None)

    @property
    def mark(self) -> float | None:
        """The mean of the marks it was given, from 1 to 10; None where nobody gave one."""
        marks = [one.mark for one in self.answers if one.mark is not None]
        return round(sum(marks) / len(marks), 1) if marks else None


def sprints(
    session: Session,
    *,
    school_year: str | None = None,
    states: Sequence[SprintState] | None = None,
    institution_id: int | None = None,
    newest_first: bool = True,
) -> list[SprintLine]:
    """The sprints of a school year (None: of all), in the states as they are kept, of a school."""
    where: list[sa.ColumnElement[bool]] = []
    if school_year is not None:
        where.append(SPRINT.c.school_year == school_year)
    if states is not None:
        where.append(SPRINT.c.state.in_(list(states)))
    if institution_id is not None:
        where.append(SPRINT.c.institution_id == institution_id)
    found = _lines(session, sa.and_(sa.true(), *where))
    return found if newest_first else found[::-1]


def sprints_of_lead(session: Session, lead_ids: Sequence[int]) -> list[SprintLine]:
    """The sprints of some leads, the newest first."""
    return _lines(session, SPRINT.c.lead_id.in_(lead_ids))


def sprints_of_company(session: Session, company_id: int) -> list[SprintLine]:
    """The sprints of a business, the newest first."""
    return _lines(session, SPRINT.c.company_id == company_id)


def sprints_of_case(session: Session, case_id: int) -> list[SprintLine]:
    """The sprints that a case became, the newest first: a second one after the first was stopped."""
    return _lines(session, SPRINT.c.case_id == case_id)


def one_sprint(session: Session, sprint_id: int) -> SprintLine:
    """The sprint numbered `sprint_id`. Raises NotFoundError."""
    found = _lines(session, SPRINT.c.id == sprint_id)
    if not found:
        raise NotFoundError(_("There is no sprint {id}: `werkplaats sprint list` lists them.").format(id=sprint_id))
    return found[0]


def sprint_json(line: SprintLine, today: date) -> dict[str, Any]:
    """A sprint as commands give it."""
    return {
        "id": line.id,
        "state": line.state(today).value,
        "company": {"id": line.company_id, "name": line.company},
        "case": None if line.case_id is None else {"id": line.case_id, "code": line.code, "title": line.title},
        "proposal": line.proposal_id,
        "agreement": line.agreement_id,
        "lead": line.lead_id,
        "person": None if line.person is None else {"id": line.person_id, "name": line.person},
        "course": None if line.course is None else {"id": line.course_id, "name": line.course},
        "institution": None if line.school is None else {"id": line.institution_id, "name": line.school},
        "level": None if line.level is None else line.level.value,
        "setting": line.setting.value,
        "school_year": line.school_year,
        "team": line.team,
        "students": line.students,
        "starts": _iso(line.starts),
        "ends": _iso(line.ends),
        "ended_on": _iso(line.ended_on),
        "ended_why": line.ended_why,
        "result": line.result,
        "link": line.link,
        "hours": line.hours,
        "mark": line.mark,
        "steps": [
            {
                "kind": one.kind.value,
                "party": one.party.value,
                "on": one.on.isoformat(),
                "fixed": one.fixed,
                "done_on": _iso(one.done_on),
                "note": one.note,
            }
            for one in line.steps
        ],
        "evaluation": [
            {
                "party": one.party.value,
                "question": one.question,
                "mark": one.mark,
                "words": one.words,
                "may_quote": one.may_quote,
                "on": one.on.isoformat(),
            }
            for one in line.answers
        ],
        "source": line.source,
    }


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _lines(session: Session, where: sa.ColumnElement[bool]) -> list[SprintLine]:
    columns = {
        "company": COMPANY.c.name,
        "code": CASE.c.code,
        "title": CASE.c.title,
        "person": sa.func.coalesce(PERSON.c.name, SPRINT.c.teacher_name),
        "course": sa.func.coalesce(COURSE.c.name, SPRINT.c.course_name),
        "school": sa.func.coalesce(INSTITUTION.c.name, SPRINT.c.institution_name),
        "kept_state": SPRINT.c.state,
    }
    own = [one for one in SPRINT.c if one.name not in {"state", "course_name", "institution_name", "teacher_name"}]
    chosen = (
        sa.select(*own, *(column.label(name) for name, column in columns.items()))
        .join(COMPANY, COMPANY.c.id == SPRINT.c.company_id)
        .outerjoin(CASE, CASE.c.id == SPRINT.c.case_id)
        .outerjoin(PERSON, PERSON.c.id == SPRINT.c.person_id)
        .outerjoin(COURSE, COURSE.c.id == SPRINT.c.course_id)
        .outerjoin(INSTITUTION, INSTITUTION.c.id == SPRINT.c.institution_id)
        .where(where)
        .order_by(SPRINT.c.school_year.desc(), sa.func.coalesce(SPRINT.c.starts, date.min).desc(), SPRINT.c.id.desc())
    )
    connection = session.connection()
    rows = connection.execute(chosen).mappings().all()
    ids = sa.select(SPRINT.c.id).where(where)
    steps: dict[int, list[StepLine]] = {}
    for row in connection.execute(_of(STEP, ids).order_by(STEP.c.on, STEP.c.id)):
        steps.setdefault(row.sprint_id, []).append(
            StepLine(row.kind, row.party, row.on, row.fixed, row.done_on, row.note)
        )
    answers: dict[int, list[AnswerLine]] = {}
    for row in connection.execute(_of(EVALUATION, ids).order_by(EVALUATION.c.party, EVALUATION.c.id)):
        answers.setdefault(row.sprint_id, []).append(
            AnswerLine(row.party, row.question, row.mark, row.words, row.may_quote, row.on)
        )
    return [
        SprintLine(**row, steps=tuple(steps.get(row["id"], ())), answers=tuple(answers.get(row["id"], ())))
        for row in rows
    ]


def _of(table: sa.Table, ids: sa.Select[tuple[int]]) -> sa.Select[Any]:
    return sa.select(table).where(table.c.sprint_id.in_(ids))
