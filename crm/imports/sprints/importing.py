"""Taking a list of sprints in: planned, then written in one transaction that is taken back as one."""

from pathlib import Path

from sqlalchemy import Engine
from sqlmodel import Session, select

from crm.case_words import SprintState
from crm.clock import Clock
from crm.errors import UsageError
from crm.imports.contacts import silent
from crm.imports.files import open_book
from crm.imports.importing import Imported, Ready, carried_out
from crm.imports.plan import Outcome, Plan, Progress
from crm.imports.sprints.planned import Business, Planned
from crm.imports.sprints.planning import SprintPlan, plan_sprints
from crm.imports.sprints.rows import SPRINTS, SprintField
from crm.imports.vocabulary import OpenedSheets
from crm.language import _
from crm.services import companies, sprint_steps
from crm.tables import Lead, Sprint
from crm.unit_of_work import Work


def open_sprints(path: Path, session: Session) -> OpenedSheets[SprintField]:
    """The list at `path`, its columns as the last of that shape had them, or as their names say. Raises FileError."""
    book = open_book(path, SPRINTS.recognised)
    return SPRINTS.opened(book, session)


def import_sprints(
    engine: Engine,
    opened: OpenedSheets[SprintField],
    *,
    by: str,
    clock: Clock,
    dry_run: bool = False,
    all_or_nothing: bool = False,
    asks: bool = False,
    ready: Ready | None = None,
    progress: Progress = silent,
) -> Imported:
    """Takes in the list `opened`: past sprints count from then on.

    Its mapping is kept for the next file of that shape. A row that cannot be taken in is in the plan as refused; the
    others are written, with `all_or_nothing` none; `asks` and `ready` are as for contacts. The same list once more
    writes nothing. Raises UsageError where no column holds the business, FileError for a list with refused rows that
    was to go in whole.
    """
    opened.refuse_without(SprintField.COMPANY, _("the business"))

    def plan(session: Session) -> Plan:
        return plan_sprints(session, opened, by=by, clock=clock, progress=progress)

    def write(work: Work, found: Plan) -> None:
        if not isinstance(found, SprintPlan):
            raise UsageError(_("That is no list of sprints."))
        _write(work, found, progress)

    return carried_out(
        engine,
        plan,
        write,
        by=by,
        clock=clock,
        dry_run=dry_run,
        all_or_nothing=all_or_nothing,
        asks=asks,
        ready=ready,
        remember=opened.remember,
    )


def _write(work: Work, plan: SprintPlan, progress: Progress) -> None:
    for done, planned in enumerate(plan.sprints, 1):
        if planned.line.outcome is Outcome.UPDATED and planned.known is not None:
            known = work.session.get_one(Sprint, planned.known)
            for name, value in planned.fills.items():
                setattr(known, name, value)
            if "person_id" in planned.fills and known.lead_id is None:
                known.lead_id = _lead(work, planned.person_id)
            work.session.flush()
        elif planned.line.outcome is Outcome.ADDED:
            _add(work, planned)
        progress(_("Writing"), done, len(plan.sprints))


def _add(work: Work, planned: Planned) -> None:
    row, place = planned.row, planned.place
    sprint = Sprint(
        company_id=_company(work, planned.business),
        lead_id=_lead(work, planned.person_id),
        person_id=planned.person_id,
        teacher_name=planned.teacher,
        course_id=planned.course_id,
        course_name=row.course,
        institution_id=place.id if place is not None else None,
        institution_name=row.school or None,
        level=planned.level,
        setting=row.setting,
        school_year=row.school_year,
        team=row.team,
        students=row.students,
        starts=row.starts,
        ends=row.ends,
        state=row.state,
        ended_on=row.ends if row.state in {SprintState.DONE, SprintState.STOPPED} else None,
        ended_why=row.why,
        result=row.result,
        link=row.link,
        hours=row.hours,
        source=planned.page,
        by=work.by,
        at=work.clock.now(),
    )
    work.session.add(sprint)
    work.session.flush()
    if row.state in {SprintState.PLANNED, SprintState.RUNNING}:
        sprint_steps.plan(work, sprint)


def _company(work: Work, business: Business) -> int:
    """The business of a row, made by the first that speaks of it and completed where it was known."""
    if business.id is None:
        company = companies.take_in(work, business.parts).company
        assert company is not None
        assert company.id is not None
        business.id = company.id
    else:
        companies.complete(work, companies.find(work, business.id), business.parts)
    return business.id


def _lead(work: Work, person_id: int | None) -> int | None:
    if person_id is None:
        return None
    return work.session.exec(select(Lead.id).where(Lead.person_id == person_id)).first()
