"""The first section of a case's card: what is asked, by whom, and what is known of it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from crm.language import _
from tui.days import short
from tui.screens.case_lines import source_said
from tui.screens.case_sections import CardRow, text_rows
from tui.showing import fit, shown

if TYPE_CHECKING:
    from sqlmodel import Session

    from crm.clock import Clock
    from crm.views.cases import CaseLine
    from crm.views.companies import ContactLine

LABEL, TEXT = 15, 58
"""Cells of a label, and characters of a line of the question."""

MOST_CONTACTS = 3
"""Of a partner on the card of a case: `partner show` has them all."""


@dataclass(frozen=True, slots=True)
class Question:
    """A case, and whom we talk to at the partner through whom it came."""

    case: "CaseLine"
    forwarding: "Sequence[ContactLine]"


def read_section(session: "Session", case: "CaseLine", _clock: "Clock") -> Question:
    """The case, with the contacts of its partner who have not left."""
    from crm.views.companies import contacts_of

    if case.partner_id is None:
        return Question(case, ())
    there = contacts_of(session, partner_id=case.partner_id)
    return Question(case, [one for one in there if one.left_on is None])


def section_rows(found: Question, today: date) -> list[CardRow]:
    """The question, and what is known beside it."""
    case = found.case
    rows = text_rows(case.question, TEXT, "strong")
    rows.append(CardRow(lambda _width: []))
    rows += [_fact(name, value) for name, value in _facts(found, today)]
    rows.append(CardRow(lambda _width: []))
    return rows


def _fact(name: str, value: str) -> CardRow:
    return CardRow(lambda _width: [(fit(name, LABEL), "dim"), (value, "")])


def _facts(found: Question, today: date) -> Iterator[tuple[str, str]]:
    from crm.spoken import spoken_setting

    case = found.case
    told = (
        (_("Has"), case.has),
        (_("Wants"), case.wants),
        (_("Effort"), case.effort),
        (_("When"), case.wanted or (short(case.wanted_by, today) if case.wanted_by else None)),
        (_("Can begin"), short(case.wanted_from, today) if case.wanted_from and not case.wanted else None),
        (_("Form"), spoken_setting(case.setting) if case.setting is not None else None),
        (_("Level"), case.level.value if case.level is not None else None),
        (_("Decides"), _deciders(case)),
        (_("Contact"), " · ".join(one for one in (case.contact, case.contact_words) if one)),
        (_("E-mail"), case.email),
        (_("Phone"), case.phone),
        (_("Sector"), case.sector),
        (_("Where"), case.municipality),
        (_("Through"), " · ".join(one for one in (case.partner, case.their_number) if one)),
        *((_("Contact there"), _reached(one)) for one in found.forwarding[:MOST_CONTACTS]),
        (_("Found us"), case.found_us),
        (_("Confidential"), case.confidentiality),
        (_("Came in"), f"{short(case.received_on, today)}, {source_said(case.source)}"),
    )
    for name, value in told:
        if value:
            yield name, shown(value)


def _reached(one: "ContactLine") -> str:
    return " · ".join(said for said in (one.name, one.words, one.email, one.phone) if said)


def _deciders(case: "CaseLine") -> str:
    """Who decides on the form in which it can land, at each level at which it can."""
    from crm.deciders import who_decides
    from crm.words import Level

    if case.setting is None:
        return ""
    levels = [case.level] if case.level is not None else list(Level)
    found = [(level.value, decider.said) for level in levels if (decider := who_decides(case.setting, level))]
    return " · ".join(f"{level}: {said}" if len(levels) > 1 else said for level, said in found)
