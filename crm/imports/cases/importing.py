"""The import of cases: every row with what becomes of it, then written in one transaction that is taken back as one."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from sqlalchemy import Engine
from sqlmodel import Session

from crm.clock import Clock
from crm.errors import RefusedError
from crm.identity.companies import Told
from crm.imports.cases.opening import OpenedCases
from crm.imports.cases.rows import CaseRow
from crm.imports.contacts import silent
from crm.imports.importing import Imported, Ready, carried_out
from crm.imports.plan import Outcome, Plan, Progress
from crm.language import _, ngettext
from crm.privacy.incoming import Incoming
from crm.services import cases, companies, partners
from crm.services.companies import told_of
from crm.tables import Case, Company, Partner
from crm.text import fold
from crm.unit_of_work import Work
from crm.words import ActivityKind, Direction

_FILLED = (
    "has",
    "wants",
    "sector",
    "effort",
    "wanted",
    "wanted_from",
    "wanted_by",
    "municipality",
    "level",
    "setting",
    "their_number",
)
"""Parts of a case that is known already that a file completes where they are empty."""


@dataclass(slots=True)
class CasesPlan(Plan):
    """What an import of cases would do. `receipts`: messages that were drafted, when it is done."""

    rows: list[CaseRow] = field(default_factory=list)
    receipts: list[int] = field(default_factory=list)


def plan_cases(
    session: Session,
    opened: OpenedCases,
    *,
    by: str,
    clock: Clock,
    first: int | None = None,
    progress: Progress = silent,
) -> CasesPlan:
    """What importing `opened` would do; of a sheet with `first` only for so many rows from the top. Writes nothing."""
    progress(_("Reading"), 0, 0)
    left_out = opened.sheets.left_out() if opened.sheets is not None else []
    plan = CasesPlan(opened.book.file, remarks=[*opened.book.remarks, *left_out])
    work = Work(session, by, clock)
    plan.rows = list(opened.rows(plan.lines, clock.today(), first))
    _keep_out(session, plan.rows)
    _decide(work, plan.rows)
    return plan


def _keep_out(session: Session, rows: Sequence[CaseRow]) -> None:
    """Takes who was erased out of what the rows ask, as they are compared with what is known. The contact is left:
    whether they come in is asked of them as a person. Raises KeyMissingError.
    """
    incoming = Incoming(session.connection())
    for row in rows if incoming else ():
        email = row.company.mail
        gone = email is not None and incoming.listed.has_email(email)
        row.company = incoming.cut_fields(replace(row.company, mail=None) if gone else row.company)
        row.case = incoming.cut_fields(row.case)


def _decide(work: Work, rows: Sequence[CaseRow]) -> None:
    """Says of each row whose it is and what becomes of it."""
    there: list[tuple[Told, int]] = []
    asked: set[tuple[int, str]] = set()
    for row in rows:
        told = told_of(row.company)
        met = companies.meet(work, row.company)
        row.maybe = [one.name for one in met.maybe]
        company = met.company or _asked_before(work, row, told, met.maybe)
        if company is not None and company.id is not None:
            row.key = company.id
        else:
            row.key = next((key for known, key in there if _same(told, known)), -len(there) - 1)
        there.append((told, row.key))
        question = (row.key, fold(row.case.question))
        known = _known(work, row)
        if question in asked:
            row.line.outcome = Outcome.MERGED
        elif known is not None:
            row.known = known.id
            row.line.outcome = Outcome.UPDATED if _completes(known, row) else Outcome.SAME
        asked.add(question)
        _remark(row)


def _asked_before(work: Work, row: CaseRow, told: Told, maybe: Sequence[Company]) -> Company | None:
    """The company of this very name that asked this very question: then it is the same one without asking."""
    question = row.case.question
    named = (one for one in maybe if one.sort_key == told.key)
    return next((one for one in named if cases.known(work, one.id or 0, question, None, None) is not None), None)


def _same(told: Told, known: Told) -> bool:
    """Whether a file speaks of one company twice: by one name, number or domain, and nothing contradicts it."""
    pairs = ((told.register_number, known.register_number), (told.domain, known.domain))
    if any(one and other and one != other for one, other in (*pairs, (told.municipality, known.municipality))):
        return False
    return told.key == known.key or any(one and one == other for one, other in pairs)


def _known(work: Work, row: CaseRow) -> Case | None:
    if row.key <= 0:
        return None
    partner = _partner(work, row)
    return cases.known(work, row.key, row.case.question, partner.id if partner else None, row.case.their_number)


def _partner(work: Work, row: CaseRow) -> Partner | None:
    return partners.known(work, row.partner, row.partner_mail) if row.partner or row.partner_mail else None


def _completes(known: Case, row: CaseRow) -> bool:
    return any(_fills(known, row, name) for name in _FILLED)


def _fills(known: Case, row: CaseRow, name: str) -> bool:
    """Whether the row tells what is not known yet, and it does not begin after the day by which it is wanted."""
    if getattr(known, name) is not None or not getattr(row.case, name):
        return False
    since, until = known.wanted_from or row.case.wanted_from, known.wanted_by or row.case.wanted_by
    return name not in {"wanted_from", "wanted_by"} or since is None or until is None or since <= until


def _remark(row: CaseRow) -> None:
    """Says beside a new row that its company may be one that is known."""
    if row.maybe and row.key < 0:
        said = _("it may be {names}, which is known: `werkplaats company merge` joins them")
        row.line.reason = said.format(names=", ".join(row.maybe[:3]))


def import_cases(
    engine: Engine,
    opened: OpenedCases,
    *,
    by: str,
    clock: Clock,
    dry_run: bool = False,
    all_or_nothing: bool = False,
    asks: bool = False,
    ready: Ready | None = None,
    progress: Progress = silent,
) -> Imported:
    """Takes in the cases of `opened`, as `crm.imports.importing.import_contacts` does contacts.

    A receipt is drafted to each company with a new case, and to who forwarded them.

    Raises UsageError where no column holds a question or a company; FileError for a mail without a question, and for a
    file with refused rows that was to go in whole.
    """
    opened.refuse_useless()

    def plan(session: Session) -> Plan:
        return plan_cases(session, opened, by=by, clock=clock, progress=progress)

    return carried_out(
        engine,
        plan,
        _write,
        by=by,
        clock=clock,
        dry_run=dry_run,
        all_or_nothing=all_or_nothing,
        asks=asks,
        ready=ready,
        remember=None if opened.sheets is None else opened.sheets.remember,
        sentence=_sentence,
    )


def _sentence(plan: Plan) -> str:
    count = plan.counts()["added"]
    said = ngettext("{n} case from {file}", "{n} cases from {file}", count)
    return said.format(n=count, file=plan.file)


def _write(work: Work, plan: Plan) -> None:
    from crm.messages.receipts import draft_receipts

    assert isinstance(plan, CasesPlan)
    made: dict[int, int] = {}
    for row in plan.rows:
        if row.line.outcome is Outcome.ADDED:
            _add(work, row, made)
        elif row.line.outcome is Outcome.UPDATED and row.known is not None:
            case = cases.find(work, row.known)
            for name in _FILLED:
                if _fills(case, row, name):
                    setattr(case, name, getattr(row.case, name))
    work.session.flush()
    plan.receipts = draft_receipts(work, [row for row in plan.rows if row.made is not None])


def _add(work: Work, row: CaseRow, made: dict[int, int]) -> None:
    company_id = _company(work, row, made)
    partner_id = None
    if row.partner or row.partner_mail:
        partner_id = partners.take_in(work, row.partner or row.partner_mail, row.partner_mail or None).partner.id
    came = cases.Came(row.page, partner_id, row.on)
    try:
        case = cases.take_in(work, company_id, row.case, came, row.contact)
    except RefusedError as refusal:
        row.line.refuse_values(str(refusal))
        row.contact = None
        case = cases.take_in(work, company_id, row.case, came)
    row.made, row.line.person = case.id, case.person_id
    if row.mail:
        note = _("Reachable at {email}").format(email=row.mail)
        companies.log(work, company_id, ActivityKind.NOTE, note, case_id=case.id, direction=Direction.IN)


def _company(work: Work, row: CaseRow, made: dict[int, int]) -> int:
    number = made.get(row.key) if row.key < 0 else row.key
    if number is not None:
        companies.complete(work, companies.find(work, number), row.company)
        return number
    met = companies.take_in(work, row.company)
    assert met.company is not None
    assert met.company.id is not None
    made[row.key] = met.company.id
    return met.company.id
