"""The leads that may ask for something, as Today weighs them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from crm.today.asking import Ask, day_of, list_of, marks
from crm.words import Stage

SILENT = (Stage.DECLINED, Stage.DO_NOT_CONTACT)
"""Stages that ask for nothing."""

_STAGES = {stage.value: stage for stage in Stage}

_LEADS = """
    SELECT lead.id, lead.person_id, person.name, person.institution_id, person.unit_id, lead.owner, lead.stage,
        lead.stage_since, lead.next_on, lead.next_what, lead.wakes_on, lead.last_activity_on, manner.works_on,
        person.email IS NOT NULL,
        person.phone IS NOT NULL AND NOT EXISTS (
            SELECT 1 FROM contact_basis WHERE contact_basis.person_id = person.id AND channel = 'phone' AND objected
        ),
        EXISTS (SELECT 1 FROM mail_stop WHERE mail_stop.person_id = person.id)
            OR EXISTS (SELECT 1 FROM mail_stop WHERE mail_stop.email = lower(person.email))
            OR EXISTS (
                SELECT 1 FROM contact_basis WHERE contact_basis.person_id = person.id AND channel = 'email' AND objected
            )
    FROM lead JOIN person ON person.id = lead.person_id LEFT JOIN manner ON manner.person_id = lead.person_id
    WHERE lead.stage NOT IN ('declined', 'do_not_contact')
"""


@dataclass(slots=True)
class LeadFact:
    """A lead, with where its person works and when."""

    id: int
    person_id: int
    name: str
    school: int | None
    unit: int | None
    owner: str
    stage: Stage
    since: date
    next_on: date | None
    next_what: str | None
    wakes_on: date | None
    last_on: date | None
    works_on: tuple[int, ...] | None
    has_email: bool
    has_phone: bool
    """They can be called, and did not ask not to be."""
    no_mail: bool
    """They asked for no more mail: what may be mailed is not proposed, as behind an answer."""
    covered_for: str | None = None
    """Its owner, where the line shows with somebody else meanwhile."""


@dataclass(frozen=True, slots=True)
class Whose:
    """Whose work is asked: the owner's names as they are written, and of whom they take over what is due meanwhile.

    `covered` are those of them who have leads, as they are written; `away` are all, folded.
    """

    me: str | None
    names: tuple[str, ...]
    covered: tuple[str, ...] = ()
    away: frozenset[str] = frozenset()

    def has(self, owner: str) -> bool:
        """Whether what `owner` has to do is asked for."""
        return self.me is None or owner.casefold() == self.me.casefold() or owner.casefold() in self.away


def whose(ask: Ask, owner: str | None, on: date) -> Whose:
    """The work of `owner` (None: everybody's) on a day, with that of whom they cover for."""
    if owner is None:
        return Whose(None, ())
    wanted = owner.casefold()
    names = [name for (name,) in ask("SELECT DISTINCT owner FROM lead")]
    mine = tuple(name for name in names if name.casefold() == wanted)
    away = ask("SELECT who, cover FROM away WHERE starts <= ? AND ends >= ?", (on, on))
    gone = frozenset(who.casefold() for who, cover in away if cover.casefold() == wanted)
    return Whose(owner, mine, tuple(name for name in names if name.casefold() in gone), gone)


def read_leads(ask: Ask, of: Whose, only: Sequence[int] | None = None) -> list[LeadFact]:
    """The leads of whose work it is, but for those that ended; `only` these of them."""
    names = [*of.names, *of.covered]
    mine = "" if of.me is None else f" AND lead.owner IN ({marks(names)})"
    these = "" if only is None else f" AND lead.id IN ({marks(only)})"
    rows = ask(_LEADS + mine + these, [*(names if mine else ()), *(only or ())])
    covered = frozenset(of.covered)
    return [_fact(row, covered) for row in rows]


def _fact(row: Sequence[Any], covered: frozenset[str]) -> LeadFact:
    (id_, person, name, school, unit, owner, stage, since, next_on, what, wakes, last, works, email, phone, mute) = row
    works_on = list_of(works) if works is not None else None
    return LeadFact(  # fields in order: five thousand of them are made before the first frame
        id_,
        person,
        name,
        school,
        unit,
        owner,
        _STAGES[stage],
        day_of(since) or date.min,
        day_of(next_on) if next_on is not None else None,
        what,
        day_of(wakes) if wakes is not None else None,
        day_of(last) if last is not None else None,
        tuple(works_on) if works_on is not None else None,
        bool(email) and not mute,
        bool(phone),
        bool(mute),
        owner if owner in covered else None,
    )
