"""Companies: each once; contact with them logged, a next action planned, two that are one joined."""

from dataclasses import dataclass, field
from datetime import date

import sqlalchemy as sa
from sqlmodel import col, select

from crm.case_words import CaseState, CompanySize
from crm.errors import NotFoundError, RefusedError, UsageError
from crm.identity.companies import Told, name_key, own_domain, register_number, web_address
from crm.language import _
from crm.services.leads import CONTACT, LONGEST_NOTE, past_day
from crm.spoken import spoken_day
from crm.tables import Company, CompanyActivity, Recognition
from crm.text import clean, fold
from crm.unit_of_work import Work
from crm.words import ActivityKind, Direction

ALIKE = 90
"""Of 100: two names in one municipality that are so much alike may be one, and are said."""

LONGEST_NAME = 200


@dataclass(frozen=True, slots=True)
class CompanyParts:
    """What is told of a company; all but the name may be left out. `mail` is an address of somebody there."""

    name: str
    register_number: str | None = None
    website: str | None = None
    municipality: str | None = None
    sector: str | None = None
    size: CompanySize | None = None
    found_us: str | None = None
    mail: str | None = None


@dataclass(frozen=True, slots=True)
class Met:
    """Which known company is meant. `maybe`: those that it may be, which nobody joined without asking."""

    company: Company | None
    maybe: list[Company] = field(default_factory=list)


def find(work: Work, company_id: int) -> Company:
    """The company numbered `company_id`. Raises NotFoundError."""
    found = work.session.get(Company, company_id)
    if found is None:
        raise NotFoundError(_("There is no company {id}: `werkplaats company list` lists them.").format(id=company_id))
    return found


def told_of(parts: CompanyParts) -> Told:
    """What is told, in the forms in which it is compared. Raises UsageError for a number or address that is none."""
    return Told(
        name_key(parts.name),
        fold(parts.municipality or ""),
        register_number(parts.register_number) or "",
        own_domain(web_address(parts.website)) or own_domain(parts.mail) or "",
    )


def meet(work: Work, parts: CompanyParts) -> Met:
    """Which company that is known is meant.

    One without asking: the same trade register number, the same web domain of its own, or the same name in the same
    municipality, as long as nothing contradicts it. The same name elsewhere, or one that is much alike, may be.
    """
    told = told_of(parts)
    work.session.flush()
    near = sa.or_(
        col(Company.sort_key) == told.key,
        col(Company.register_number) == (told.register_number or None),
        col(Company.domain) == (told.domain or None),
        sa.func.lower(Company.municipality) == (parts.municipality or "").strip().lower(),
    )
    found = list(work.session.exec(select(Company).where(near).order_by(col(Company.id))))
    certain = next((one for rank in range(3) for one in found if _same(told, one) == rank), None)
    maybe = [one for one in found if one is not certain and _alike(told, one)]
    return Met(certain, [] if certain is not None else maybe)


def _same(told: Told, known: Company) -> int | None:
    """0 by number, 1 by domain, 2 by name and municipality; None where it is not one without asking."""
    if told.register_number and told.register_number == known.register_number:
        return 0
    if told.register_number and known.register_number:
        return None
    if told.domain and told.domain == known.domain:
        return 1
    if told.domain and known.domain:
        return None
    same_place = bool(told.municipality) and told.municipality == fold(known.municipality or "")
    return 2 if same_place and told.key == known.sort_key else None


def _alike(told: Told, known: Company) -> bool:
    from rapidfuzz import fuzz

    if told.register_number and known.register_number and told.register_number != known.register_number:
        return False
    if told.key == known.sort_key or (told.domain and told.domain == known.domain):
        return True
    same_place = told.municipality and told.municipality == fold(known.municipality or "")
    return bool(same_place) and fuzz.ratio(told.key, known.sort_key) >= ALIKE


def take_in(work: Work, parts: CompanyParts) -> Met:
    """The company that is meant, completed with what is told; a new one where none is, with those it may be.

    Raises UsageError for one without a name, or a number or address that is none.
    """
    met = meet(work, parts)
    if met.company is not None:
        complete(work, met.company, parts)
        return met
    return Met(_new(work, parts), met.maybe)


def _new(work: Work, parts: CompanyParts) -> Company:
    name = clean(parts.name, LONGEST_NAME)
    if not name:
        raise UsageError(_("A company needs a name.") + " (--company)")
    website = web_address(parts.website)
    domain = own_domain(website) or own_domain(parts.mail)
    taken = domain and work.session.exec(select(Company.id).where(Company.domain == domain)).first() is not None
    company = Company(
        name=name,
        sort_key=name_key(name),
        register_number=register_number(parts.register_number),
        website=website,
        domain=None if taken else domain,
        municipality=clean(parts.municipality or "", 100) or None,
        sector=clean(parts.sector or "", 100) or None,
        size=parts.size,
        found_us=clean(parts.found_us or "") or None,
        owner=work.by,
        by=work.by,
        at=work.clock.now(),
    )
    work.session.add(company)
    work.session.flush()
    return company


def complete(work: Work, company: Company, parts: CompanyParts) -> bool:
    """Fills in what was not known of a company; nothing that is known is changed. Returns whether anything was."""
    told = told_of(parts)
    wanted: dict[str, object] = {
        "register_number": told.register_number or None,
        "website": web_address(parts.website),
        "municipality": clean(parts.municipality or "", 100) or None,
        "sector": clean(parts.sector or "", 100) or None,
        "size": parts.size,
        "found_us": clean(parts.found_us or "") or None,
    }
    if told.domain and work.session.exec(select(Company.id).where(Company.domain == told.domain)).first() is None:
        wanted["domain"] = told.domain
    fresh = {name: value for name, value in wanted.items() if value is not None and getattr(company, name) is None}
    for name, value in fresh.items():
        setattr(company, name, value)
    work.session.flush()
    return bool(fresh)


def log(
    work: Work,
    company_id: int,
    kind: ActivityKind,
    note: str,
    *,
    on: date | None = None,
    direction: Direction = Direction.OUT,
    case_id: int | None = None,
    person_id: int | None = None,
) -> CompanyActivity:
    """Writes down a mail, call, visit, message or note of the day `on` (default today), about a case or in general.

    What was planned and is carried out by it is planned no longer: an action of the same kind for that day or before.

    Raises NotFoundError; UsageError for a day that is still to come, a note without words, or a change of state.
    """
    from crm.views.scores import rules

    if kind is ActivityKind.STAGE:
        raise UsageError(_("The state of a case is changed with `case fit` or `case withdraw`, not logged."))
    company = find(work, company_id)
    words = clean(note, LONGEST_NOTE) or None
    if kind is ActivityKind.NOTE and words is None:
        raise UsageError(_("A note needs words (--note)."))
    activity = _activity(work, company_id, kind, past_day(work, on), words)
    activity.direction = direction if kind in CONTACT else None
    activity.case_id, activity.person_id = case_id, person_id
    work.session.add(activity)
    carried = company.next_what is not None and rules().kind_of(company.next_what) == kind.value
    answered = direction is Direction.IN and kind in {ActivityKind.MAIL, ActivityKind.MESSAGE}
    if carried and not answered and company.next_on is not None and company.next_on <= activity.on:
        company.next_on = company.next_what = None
    work.session.flush()
    work.say(_("{name}: {what} logged").format(name=company.name, what=_kind_said(kind)))
    return activity


def _kind_said(kind: ActivityKind) -> str:
    return {
        ActivityKind.MAIL: _("mail"),
        ActivityKind.CALL: _("call"),
        ActivityKind.VISIT: _("visit"),
        ActivityKind.MESSAGE: _("message"),
    }.get(kind, _("note"))


def plan(work: Work, company_id: int, on: date | None, what: str | None) -> Company:
    """Plans the next action with a company; both None clears it.

    Raises NotFoundError; UsageError when only one of the two is given.
    """
    company = find(work, company_id)
    words = clean(what or "", LONGEST_NOTE) or None
    if (on is None) != (words is None):
        raise UsageError(_("A next action needs a day and words (--on DATE --what T)."))
    company.next_on, company.next_what = on, words
    work.session.flush()
    if on is None:
        work.say(_("Next action of {name} cleared").format(name=company.name))
    else:
        work.say(
            _("{name}: {what} on {day}").format(name=company.name, what=words, day=spoken_day(on, work.clock.today()))
        )
    return company


def entered(work: Work, company_id: int, case_id: int, state: CaseState, on: date) -> None:
    """Writes down that a case of the company came in."""
    activity = _activity(work, company_id, ActivityKind.STAGE, on, None)
    activity.case_id, activity.to_state = case_id, state
    work.session.add(activity)
    work.session.flush()


def _activity(work: Work, company_id: int, kind: ActivityKind, on: date, note: str | None) -> CompanyActivity:
    return CompanyActivity(company_id=company_id, kind=kind, on=on, at=work.clock.now(), by=work.by, note=note)


def recognise(work: Work, company_id: int, crebo: str, *, recognised: bool, on: date | None = None) -> Recognition:
    """Keeps whether SBB recognises a company for an mbo qualification (its crebo code), as known on the day `on`.

    Without recognition no student may do their bpv there (WEB art. 7.2.8, 7.2.10). Raises NotFoundError; UsageError for
    what is no code.
    """
    company = find(work, company_id)
    code = crebo.strip()
    if not (code.isdigit() and len(code) == 5):
        raise UsageError(_("A crebo code has 5 digits, not {given}.").format(given=clean(crebo, 40)))
    held = work.session.exec(
        select(Recognition).where(Recognition.company_id == company_id, Recognition.crebo == code)
    ).first()
    kept = held or Recognition(company_id=company_id, crebo=code, recognised=recognised, on=work.clock.today(), by="")
    kept.recognised, kept.on, kept.by = recognised, past_day(work, on), work.by
    work.session.add(kept)
    work.session.flush()
    said = _("{name} is recognised for {crebo}") if recognised else _("{name} is not recognised for {crebo}")
    work.say(said.format(name=company.name, crebo=code))
    return kept


def merge(work: Work, kept_id: int, gone_id: int) -> Company:
    """Joins two companies that are one: what is of the second is the first's from now on, which it completes.

    Raises NotFoundError; RefusedError for the same one, or two trade register numbers.
    """
    kept, gone = find(work, kept_id), find(work, gone_id)
    if kept_id == gone_id:
        raise RefusedError(_("That is one company already."))
    if kept.register_number and gone.register_number and kept.register_number != gone.register_number:
        raise RefusedError(
            _("{a} and {b} have two trade register numbers: they are two companies.").format(a=kept.name, b=gone.name)
        )
    _repoint(work, kept_id, gone_id)
    names = ("register_number", "website", "domain", "municipality", "sector", "size", "found_us")
    values = {name: getattr(gone, name) for name in names if getattr(kept, name) is None}
    if kept.next_on is None:
        values |= {"next_on": gone.next_on, "next_what": gone.next_what}
    name = gone.name
    work.session.delete(gone)
    work.session.flush()
    for column, value in values.items():
        setattr(kept, column, value)
    work.session.flush()
    work.say(_("{b} joined with {a}").format(a=kept.name, b=name))
    return kept


def _repoint(work: Work, kept_id: int, gone_id: int) -> None:
    from crm.tables import Case, OutsideContact, OutsideMessage, Sprint

    people = set(work.session.exec(select(OutsideContact.person_id).where(OutsideContact.company_id == kept_id)))
    codes = set(work.session.exec(select(Recognition.crebo).where(Recognition.company_id == kept_id)))
    for table in (Case, OutsideContact, CompanyActivity, Recognition, Sprint, OutsideMessage):
        for row in work.session.exec(select(table).where(table.company_id == gone_id)):
            twice = getattr(row, "person_id", None) in people and isinstance(row, OutsideContact)
            twice = twice or (isinstance(row, Recognition) and row.crebo in codes)
            if twice:
                work.session.delete(row)
            else:
                row.company_id = kept_id
    work.session.flush()
    work.session.expire_all()
