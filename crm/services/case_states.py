"""How a business's question stands: written in this one place, with its line in the company's timeline."""

from datetime import date

from crm.case_words import CaseState
from crm.services.leads import past_day
from crm.tables import Case, CompanyActivity
from crm.unit_of_work import Work
from crm.words import ActivityKind


def enter(work: Work, case: Case, to: CaseState, *, why: str | None = None, on: date | None = None) -> None:
    """Brings a case to another state on the day `on` (default today), by an activity of its company that says so.

    Raises UsageError for a day that is still to come.
    """
    assert case.id is not None
    day = past_day(work, on)
    work.session.add(
        CompanyActivity(
            company_id=case.company_id,
            case_id=case.id,
            kind=ActivityKind.STAGE,
            from_state=case.state,
            to_state=to,
            on=day,
            at=work.clock.now(),
            by=work.by,
            note=why,
        )
    )
    case.state, case.state_since, case.state_why = to, day, why
    work.session.flush()
