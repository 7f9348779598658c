"""A row of a sheet, or a question of a mail, as what will be known of company, contact and case."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from crm.case_words import CompanySize
from crm.errors import UsageError
from crm.exports.addresses import is_address
from crm.identity.companies import register_number, web_address
from crm.imports.cases.names import organisation_of
from crm.imports.cases.vocabulary import CaseField, words
from crm.imports.contact import RowRefusedError
from crm.imports.days import day_in, says_from_when, says_when
from crm.imports.plan import Line
from crm.language import _
from crm.services.cases import CaseParts
from crm.services.companies import CompanyParts
from crm.services.outside_people import ContactSaid, checked
from crm.text import LONGEST_DESCRIPTION, clean, fold
from crm.words import Level, Setting

_LARGEST = ((CompanySize.MICRO, 10), (CompanySize.SMALL, 50), (CompanySize.MEDIUM, 250))
"""Size → people at work below which a business is of it (Recommendation 2003/361/EC)."""

_FIGURES = re.compile(r"\d+")


@dataclass(slots=True)
class CaseRow:
    """A question as it will be written. `mail`: an address there that is nobody's in particular.

    `key`: the company, by its number where it is known, below zero where the file itself brings it.
    """

    line: Line
    page: str
    company: CompanyParts
    case: CaseParts
    contact: ContactSaid | None = None
    mail: str = ""
    partner: str = ""
    partner_name: str = ""
    """Who forwarded it, where the mail says."""
    partner_mail: str = ""
    on: date | None = None
    key: int = 0
    known: int | None = None
    """The case that it is already."""
    made: int | None = None
    """Number of the case, when the import is done."""
    maybe: Sequence[str] = field(default=())
    """Companies that it may be."""


def row_of(told: Mapping[CaseField, str], line: Line, page: str, today: date) -> CaseRow:
    """The row that says what is `told`. A value that cannot be is left out, and the line says so.

    Raises RowRefusedError without a question, or without a company.
    """
    question = clean(told.get(CaseField.QUESTION, ""), LONGEST_DESCRIPTION)
    line.name = name = clean(told.get(CaseField.COMPANY, ""), 200)
    if not question:
        raise RowRefusedError(_("it has no question"))
    if not name:
        raise RowRefusedError(_("it names no company"))
    get = told.get
    contact, mail = _contact(told, line)
    on = day_in(get(CaseField.RECEIVED_ON, ""))
    if on is not None and on > today:
        line.refuse_values(_("its day is still to come: {day}").format(day=on.isoformat()))
        on = None
    company = CompanyParts(
        name,
        _good(line, register_number, get(CaseField.REGISTER_NUMBER)),
        _good(line, web_address, get(CaseField.WEBSITE)),
        get(CaseField.MUNICIPALITY),
        get(CaseField.SECTOR),
        _size(get(CaseField.SIZE, "")),
        get(CaseField.FOUND_US),
        (contact.email if contact is not None else "") or mail or None,
    )
    wants, wanted = _wants(told)
    wanted, since, until = _when(told, wanted, line)
    case = CaseParts(
        question,
        get(CaseField.TITLE),
        get(CaseField.HAS),
        wants,
        get(CaseField.SECTOR),
        get(CaseField.EFFORT),
        wanted,
        since,
        until,
        get(CaseField.MUNICIPALITY),
        _word("languages", get(CaseField.LANGUAGE, "")),
        _one_of(line, Level, "", get(CaseField.LEVEL, "")),
        _one_of(line, Setting, "settings", get(CaseField.SETTING, "")),
        get(CaseField.CONFIDENTIALITY),
        get(CaseField.THEIR_NUMBER),
    )
    line.shows = question
    return CaseRow(line, page, company, case, contact, mail, _partner(line, get(CaseField.PARTNER, "")), on=on)


def _wants(told: Mapping[CaseField, str]) -> tuple[str | None, str | None]:
    """What they want and when: a column "gewenst" may hold either, and what says a time and nothing more is when."""
    wants, wanted = told.get(CaseField.WANTS), told.get(CaseField.WANTED)
    if wants is not None and says_when(wants):
        wants, wanted = None, wanted or wants
    return wants, _with_day(wanted) if wanted is not None else None


def _with_day(text: str) -> str:
    """A text as it is; the number that a spreadsheet keeps a day as is shown as that day."""
    day = day_in(text) if text.strip().isdigit() else None
    return day.isoformat() if day is not None else text


def _when(told: Mapping[CaseField, str], wanted: str | None, line: Line) -> tuple[str | None, date | None, date | None]:
    """When it is wanted in their words, the day from which it can begin, and that by which it is wanted."""
    begins = told.get(CaseField.WANTED_FROM) or ""
    since, until = day_in(begins), day_in(wanted or "")
    if until is not None and says_from_when(wanted or ""):
        since, until = since or until, None
    if begins:
        plain = _with_day(begins)
        said = plain if says_from_when(plain) else _("from {day}").format(day=plain)
        wanted = ", ".join(part for part in (said, wanted) if part)
    if since is not None and until is not None and since > until:
        said = _("it is to begin on {since}, after {until}, by which it is wanted")
        line.refuse_values(said.format(since=since.isoformat(), until=until.isoformat()))
        since = None
    return wanted, since, until


def _partner(line: Line, text: str) -> str:
    """Who forwarded it; a function is nobody."""
    said = clean(text, 200)
    whose = organisation_of(said)
    if said and not whose:
        line.refuse_values(_("“{text}” is a function, and no name of a partner").format(text=said))
    return whose


def _contact(told: Mapping[CaseField, str], line: Line) -> tuple[ContactSaid | None, str]:
    """The contact, and the address where that is nobody's."""
    email = clean(told.get(CaseField.EMAIL, ""), 320).strip("<>") or None
    if email is not None and not is_address(email):
        line.refuse_values(_("{given} is no e-mail address").format(given=email))
        email = None
    name = clean(told.get(CaseField.CONTACT, ""), 200)
    if not name:
        return None, email or ""
    try:
        return checked(ContactSaid(name, email, told.get(CaseField.PHONE), told.get(CaseField.FUNCTION))), ""
    except UsageError:
        line.refuse_values(_("{name} is no person's name").format(name=name))
        return None, email or ""


def _good(line: Line, check: Any, value: str | None) -> str | None:  # noqa: ANN401 - a check of the text
    try:
        found: str | None = check(value)
    except UsageError as error:
        line.refuse_values(str(error).partition(" (--")[0].rstrip("."))
        return None
    return found


def _size(text: str) -> CompanySize | None:
    found = _FIGURES.findall(text)
    if found:
        people = int(found[-1])
        return next((size for size, below in _LARGEST if people < below), CompanySize.LARGE)
    word = _word("sizes", text)
    return CompanySize(word) if word else None


def _word(part: str, text: str) -> str | None:
    """The value of a list of words that a text means; None where it means none."""
    plain = fold(text)
    return next((value for value, said in words()[part].items() if plain in {fold(one) for one in said}), None)


def _one_of(line: Line, kinds: Any, part: str, text: str) -> Any:  # noqa: ANN401 - a value of `kinds`
    if not text:
        return None
    plain = fold(text).replace(" ", "_")
    found = next((one for one in kinds if one.value == plain), None)
    word = _word(part, text) if part else None
    if found is None and word is None:
        known = ", ".join(kinds)
        line.refuse_values(_("{given} is none of {known}").format(given=clean(text, 40), known=known))
    return found or (kinds(word) if word else None)
