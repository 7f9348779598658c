"""Cases: a business's question, from the day it comes in until a team has answered it or it is withdrawn."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlmodel import col, select

from crm.case_rules import rules
from crm.case_words import CaseState
from crm.errors import NotFoundError, RefusedError, StageError, UsageError
from crm.language import _, ngettext
from crm.services import case_states, companies, partners
from crm.services.codes import free_code, read_code
from crm.services.leads import past_day
from crm.services.outside_people import ContactSaid
from crm.services.outside_people import take_in as take_in_person
from crm.tables import Case, Company
from crm.text import LONGEST_DESCRIPTION, clean, fold, row_number
from crm.unit_of_work import Work
from crm.words import BY_HAND, Level, Setting

LONGEST_TITLE = 80
"""Characters of a title that is made of the question."""

_SENTENCE_ENDS = re.compile(r"[.?!;:]+\s*$|[.?!;]+\s+")
"""Where a sentence ends; a colon only ends the whole."""


@dataclass(frozen=True, slots=True)
class CaseParts:
    """The parts of a case; all but the question may be left out.

    `has`: data, systems, people; `wants`: what they want in hands at the end; `effort` and `wanted` in their words.
    `wanted_from`: when it can begin; `wanted_by`: when it is wanted.
    """

    question: str
    title: str | None = None
    has: str | None = None
    wants: str | None = None
    sector: str | None = None
    effort: str | None = None
    wanted: str | None = None
    wanted_from: date | None = None
    wanted_by: date | None = None
    municipality: str | None = None
    language: str | None = None
    level: Level | None = None
    setting: Setting | None = None
    confidentiality: str | None = None
    their_number: str | None = None


@dataclass(frozen=True, slots=True)
class Came:
    """Where a case came from. `page`: by hand, or the file or mail and its line; `partner_id`: who forwarded it."""

    page: str = BY_HAND
    partner_id: int | None = None
    on: date | None = None


def find(work: Work, case: int | str) -> Case:
    """The case of that number or code. Raises NotFoundError."""
    number = row_number(case)
    found = work.session.get(Case, number) if number is not None else None
    if found is None and isinstance(case, str):
        found = work.session.exec(select(Case).where(Case.code == read_code(case))).first()
    if found is None:
        raise NotFoundError(
            _("There is no case {name}: `werkplaats case list` lists them.").format(name=clean(str(case), 40))
        )
    return found


def known(work: Work, company_id: int, question: str, partner_id: int | None, their_number: str | None) -> Case | None:
    """The case that this is already: the same words of the same company, or the partner's own number for it."""
    work.session.flush()
    theirs = list(work.session.exec(select(Case).where(Case.company_id == company_id).order_by(col(Case.id))))
    asked = fold(clean(question, LONGEST_DESCRIPTION))
    if their_number and partner_id is not None:
        numbered = select(Case).where(Case.partner_id == partner_id, Case.their_number == their_number)
        theirs += work.session.exec(numbered).all()
        found = next((one for one in theirs if one.their_number == their_number and one.partner_id == partner_id), None)
        if found is not None:
            return found
    return next((one for one in theirs if fold(one.question) == asked), None)


def take_in(work: Work, company_id: int, parts: CaseParts, came: Came, contact: ContactSaid | None = None) -> Case:
    """Keeps a question of a company as a case, new since the day it came (default today).

    Raises NotFoundError; UsageError for a case without a question, or a contact that is no person.
    """
    company = companies.find(work, company_id)
    question = clean(parts.question, LONGEST_DESCRIPTION)
    if not question:
        raise UsageError(_("A case needs a question: what does the business ask?") + " (--question)")
    person = take_in_person(work, contact, company_id=company_id, page=came.page) if contact is not None else None
    day = past_day(work, came.on)
    case = Case(
        code=free_code(work, f"{company.sort_key}\n{fold(question)}\n{day}"),
        company_id=company_id,
        person_id=person.id if person is not None else None,
        partner_id=came.partner_id,
        title=clean(parts.title or "", 200) or title_of(question),
        question=question,
        **_texts(parts),
        sector=clean(parts.sector or "", 100) or company.sector,
        wanted_from=parts.wanted_from,
        wanted_by=parts.wanted_by,
        municipality=clean(parts.municipality or "", 100) or company.municipality,
        level=parts.level,
        setting=parts.setting,
        state_since=day,
        received_on=day,
        source=came.page,
        owner=work.by,
        by=work.by,
        at=work.clock.now(),
    )
    work.session.add(case)
    work.session.flush()
    assert case.id is not None
    companies.entered(work, company_id, case.id, CaseState.NEW, day)
    return case


_LONG = ("has", "wants")
_SHORT = ("effort", "wanted", "language", "confidentiality", "their_number")


def _texts(parts: CaseParts) -> dict[str, Any]:
    long: dict[str, Any] = {name: clean(getattr(parts, name) or "", LONGEST_DESCRIPTION) or None for name in _LONG}
    return long | {name: clean(getattr(parts, name) or "") or None for name in _SHORT}


def title_of(question: str) -> str:
    """A title of a question's own words: its first sentence, cut at a word. What asks keeps its question mark."""
    end = _SENTENCE_ENDS.search(question)
    first = question[: end.start() if end else None].rstrip(" .;:?!")
    if end is not None and "?" in end[0]:
        first += "?"
    if len(first) <= LONGEST_TITLE:
        return first
    return first[: LONGEST_TITLE - 1].rpartition(" ")[0].rstrip(" ,") + "…"


def add(
    work: Work,
    company: companies.CompanyParts,
    parts: CaseParts,
    *,
    contact: ContactSaid | None = None,
    partner: str | None = None,
    on: date | None = None,
) -> tuple[Case, list[Company]]:
    """Adds a case by hand: the company that is meant, or a new one; the partner that is named, or a new one.

    Returns the case and the companies that its company may be as well, which nobody joined without asking. Raises
    UsageError; RefusedError for a question that the company has asked already.
    """
    met = companies.take_in(work, company)
    assert met.company is not None
    assert met.company.id is not None
    partner_id = partners.take_in(work, partner).partner.id if partner else None
    there = known(work, met.company.id, parts.question, partner_id, parts.their_number)
    if there is not None:
        raise RefusedError(_("{name} asked that already: case {code}.").format(name=met.company.name, code=there.code))
    case = take_in(work, met.company.id, parts, Came(partner_id=partner_id, on=on), contact)
    work.say(_("Case {code} of {name}: {title}").format(code=case.code, name=met.company.name, title=case.title))
    return case, met.maybe


def move(
    work: Work, case: int | str, to: CaseState, *, why: str | None = None, on: date | None = None, quietly: bool = False
) -> Case:
    """Brings a case to another state on the day `on` (default today), by an activity that says so.

    A case that is there already stays as it is, and nothing is written. `quietly`: the sentence of the journal is left
    to who calls. Raises NotFoundError; StageError for a move that the rules do not have, or one to withdrawn without
    its reason; UsageError for a day that is still to come.
    """
    found = find(work, case)
    if found.state is to:
        return found
    if to.value not in rules()["moves"][found.state.value]:
        raise StageError(
            _("Case {code} is {now}: from there it cannot be {to}.").format(
                code=found.code, now=state_word(found.state), to=state_word(to)
            )
        )
    words = clean(why or "") or None
    if to is CaseState.WITHDRAWN and words is None:
        raise StageError(_("Why is it withdrawn? The business and the partner will ask.") + " (--why)")
    case_states.enter(work, found, to, why=words, on=on)
    if to is CaseState.WITHDRAWN:
        from crm.services import proposals

        said = list(work.words)
        proposals.withdraw_all(work, found.id or 0, words or "")
        work.words[:] = said
    if not quietly:
        work.say(_("Case {code}: {state}").format(code=found.code, state=state_word(to)))
    return found


def mark_fit(work: Work, cases: Iterable[int | str], *, note: str | None = None, on: date | None = None) -> list[Case]:
    """Says of each of these cases that it is fit to offer, all of it one action. Raises as `move`."""
    found = {case.id: case for case in (move(work, one, CaseState.FIT, why=note, on=on, quietly=True) for one in cases)}
    work.say(ngettext("{n} case fit to offer", "{n} cases fit to offer", len(found)).format(n=len(found)))
    return list(found.values())


def set_values(work: Work, case: int | str, values: dict[str, str]) -> Case:
    """Corrects fields of a case by hand; "" empties one.

    Raises NotFoundError; UsageError for a field that a case has not (naming those it has), or a value that cannot be.
    """
    from crm.services.case_fields import checked, field_word

    found = find(work, case)
    if not values:
        raise UsageError(_("Nothing to correct: give FIELD=VALUE."))
    for name, value in values.items():
        for column, kept in checked(work, name, value).items():
            setattr(found, column, kept)
    work.session.flush()
    work.say(
        _("Case {code}: {fields} corrected").format(
            code=found.code, fields=", ".join(field_word(name).lower() for name in values)
        )
    )
    return found


def state_word(state: CaseState) -> str:
    """A state as it is said."""
    return {
        CaseState.NEW: _("new"),
        CaseState.FIT: _("fit to offer"),
        CaseState.OFFERED: _("offered"),
        CaseState.PLACED: _("placed"),
        CaseState.DONE: _("done"),
        CaseState.WITHDRAWN: _("withdrawn"),
    }[state]
