"""Who goes into an export, who stays out of it and why, and what is said of each."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache
from typing import Any, TypeVar

import sqlalchemy as sa
from sqlmodel import Session, col

from crm.clock import Clock
from crm.database.batches import batched
from crm.exports import reading
from crm.exports.addresses import is_address
from crm.exports.line import ExportLine
from crm.exports.name_parts import parts_of
from crm.identity.bearer import phone_key
from crm.language import _
from crm.messages.phrases import greeting_pattern, role_said
from crm.messages.steps import rules
from crm.query import parse
from crm.tables import Person
from crm.views.contacts import contact_ids, people_asked
from crm.views.leads import hidden_people
from crm.words import Basis, Channel, Formality, Recipients, RoleKind, Stage

OLD_AFTER = timedelta(days=180)
"""After so long unseen an address may well be somebody's former one: half a school year, in which staff changes."""

AT_ONCE = 8_000
"""People in memory together; a row of one is about 1 kB, and 2 kB more in a workbook."""

MANY = 20_000
"""From so many people on, reading a table from end to end is cheaper than looking each of them up."""

T = TypeVar("T")

_MAPPED, _DO_NOT_CONTACT, _NO_BASIS = Stage.MAPPED.value, Stage.DO_NOT_CONTACT.value, Basis.NONE.value


class LeftOut(StrEnum):
    """Why somebody is not in an export, weightiest first; each person is counted once."""

    OBJECTED = "objected"
    DO_NOT_CONTACT = "do_not_contact"
    NO_BASIS = "no_basis"
    NO_PHONE = "no_phone"
    NO_EMAIL = "no_email"
    INVALID_EMAIL = "invalid_email"
    BOUNCED = "bounced"
    SAME_EMAIL = "same_email"
    """Somebody before them has the address, and a mail tool keeps one contact for each."""


def left_out_word(why: LeftOut) -> str:
    """Why somebody is left out, as it is said on screen."""
    return {
        LeftOut.OBJECTED: _("objected"),
        LeftOut.DO_NOT_CONTACT: _("not to be approached"),
        LeftOut.NO_BASIS: _("no basis"),
        LeftOut.NO_PHONE: _("no phone number"),
        LeftOut.NO_EMAIL: _("no e-mail address"),
        LeftOut.INVALID_EMAIL: _("no valid e-mail address"),
        LeftOut.BOUNCED: _("mail came back"),
        LeftOut.SAME_EMAIL: _("address stands in it already"),
    }[why]


OF_CHANNEL = {
    Channel.EMAIL: frozenset(LeftOut) - {LeftOut.NO_PHONE},
    Channel.PHONE: frozenset((LeftOut.OBJECTED, LeftOut.DO_NOT_CONTACT, LeftOut.NO_BASIS, LeftOut.NO_PHONE)),
}
"""The channels of which there are lists, and why somebody may be in none of theirs."""


@dataclass(frozen=True, slots=True)
class LeftOutPerson:
    """Somebody who stays out, and why."""

    id: int
    name: str
    organisation: str
    email: str
    why: LeftOut


@dataclass(slots=True)
class Selection:
    """The people of an export as they are read, with those left out counted on the way.

    Bases, objections and addresses are those of the `channel`; of another channel an address stands beside it, unless
    they object to that one. `on_left_out` is told of each who is left out. `once`: an address goes into it once.
    """

    session: Session
    ids: Sequence[int]
    bases: frozenset[Basis]
    today: date
    recipients: Recipients = Recipients.PEOPLE
    channel: Channel = Channel.EMAIL
    once: bool = False
    on_left_out: Callable[[LeftOutPerson], None] | None = None
    left_out: dict[LeftOut, int] = field(default_factory=lambda: dict.fromkeys(LeftOut, 0))
    written: int = 0
    _taken: set[str] = field(default_factory=set)
    _allowed: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        """The bases as the database gives them."""
        self._allowed = frozenset(basis.value for basis in self.bases)

    def counts(self) -> dict[str, int]:
        """How many are left out for which reason, none included; who shares an address only where somebody does."""
        counts = {why.value: count for why, count in self.left_out.items() if why in OF_CHANNEL[self.channel]}
        if not counts.get(LeftOut.SAME_EMAIL.value, 1):
            del counts[LeftOut.SAME_EMAIL.value]
        return counts

    def batches(self, made: Callable[[ExportLine], T]) -> Iterator[list[T]]:
        """What is `made` of everybody who may be in it, in order, in pieces.

        It is made in the order in which rows are read, so that each is still at hand: that is a third of the time of an
        export of many. `once` goes by the order of the list, since the first keeps the address.
        """
        session, channel, whole = self.session, self.channel, len(self.ids) >= MANY
        stops = {each: reading.stopped(session, each) for each in Channel}
        lost = reading.lost(session)
        outside = {} if self.recipients not in _OUTSIDE else reading.outside(session, self.recipients)
        held = reading.held_by(session, None) if whole else {}
        seen = reading.published(session, None, channel) if whole else {}
        teller = _Teller(self.today)
        for some in batched(self.ids, AT_ONCE):
            rows = reading.person_rows(session, some, channel)
            if not whole:
                held, seen = reading.held_by(session, some), reading.published(session, some, channel)
            found: dict[int, T] = {}
            out: dict[int, LeftOutPerson] = {}
            for known in [each for each in some if each in rows] if self.once else rows:
                row, at = rows[known], outside.get(known)
                why = self._why(row, stops[channel], lost)
                if why is None:
                    line = teller.line(row, held.get(known, _NOTHING), seen.get(known, _NOWHERE), at)
                    found[known] = made(self._without_stopped(line, stops))
                else:
                    self.left_out[why] += 1
                    if self.on_left_out is not None:
                        out[known] = _left_out(row, why, at)
            if self.on_left_out is not None:
                for known in filter(out.__contains__, some):
                    self.on_left_out(out[known])
            self.written += len(found)
            yield [found[known] for known in some if known in found]

    def lines(self) -> Iterator[ExportLine]:
        """Everybody who may be in it, one by one."""
        for batch in self.batches(lambda line: line):
            yield from batch

    def _why(self, row: Any, stops: reading.Stopped, lost: set[str]) -> LeftOut | None:  # noqa: ANN401, PLR0911 - a row; a reason each
        stage, basis, email = row[10], row[11], (row[4] or "").lower()
        if row[0] in stops.people or email in stops.addresses:
            return LeftOut.OBJECTED
        if stage == _DO_NOT_CONTACT:
            return LeftOut.DO_NOT_CONTACT
        if (basis or _NO_BASIS) not in self._allowed:
            return LeftOut.NO_BASIS
        if self.channel is Channel.PHONE:
            return None if phone_key(row[5] or "") else LeftOut.NO_PHONE
        if not email:
            return LeftOut.NO_EMAIL
        if not is_address(email):
            return LeftOut.INVALID_EMAIL
        if email in lost:
            return LeftOut.BOUNCED
        if self.once:
            if email in self._taken:
                return LeftOut.SAME_EMAIL
            self._taken.add(email)
        return None

    def _without_stopped(self, line: ExportLine, stops: Mapping[Channel, reading.Stopped]) -> ExportLine:
        """The line without what reaches them by a channel that they object to."""
        mail = stops[Channel.EMAIL]
        if line.id in stops[Channel.PHONE].people:
            line = line._replace(phone="")
        if line.id in stops[Channel.LINKEDIN].people:
            line = line._replace(profile="")
        if self.channel is not Channel.EMAIL and (line.id in mail.people or line.email.lower() in mail.addresses):
            line = line._replace(email="")
        return line


def _left_out(row: Any, why: LeftOut, at: reading.Outside | None) -> LeftOutPerson:  # noqa: ANN401 - a row
    place = at.organisation if at is not None else row[8] or ""
    return LeftOutPerson(row[0], row[1], place, row[4] or "", why)


_OUTSIDE = (Recipients.COMPANIES, Recipients.PARTNERS)
_NOTHING, _NOWHERE = reading.Held(), ("", "")


def selection(
    session: Session,
    query: str,
    bases: frozenset[Basis],
    *,
    clock: Clock,
    me: str,
    recipients: Recipients = Recipients.PEOPLE,
    channel: Channel = Channel.EMAIL,
    once: bool = False,
) -> Selection:
    """The people that fit `query`, by name, of whom those on one of `bases` may be in the export.

    Raises QueryError.
    """
    ids = _chosen(session, query, recipients, clock, me)
    return Selection(session, ids, bases, clock.today(), recipients, channel, once)


def _chosen(session: Session, query: str, recipients: Recipients, clock: Clock, me: str) -> list[int]:
    """The ids of whom the export is about, by name."""
    asked = parse(query)
    if recipients in _OUTSIDE:
        wanted = sa.select(col(Person.id)).where(col(Person.id).not_in(hidden_people()))
        if asked.terms:
            wanted = wanted.where(col(Person.id).in_(people_asked(session, asked, clock=clock, me=me)))
        there = reading.outside(session, recipients)
        ordered = session.connection().scalars(wanted.order_by(col(Person.sort_key), col(Person.id)))
        return [known for known in ordered if known in there]
    ids = contact_ids(session, asked, clock=clock, me=me)
    if recipients is Recipients.TEACHERS:
        teaching = reading.teachers(session)
        return [known for known in ids if known in teaching]
    elsewhere = reading.outsiders(session)
    return [known for known in ids if known not in elsewhere] if elsewhere else ids


def fresh_from(today: date) -> str:
    """The first day (ISO 8601) on which an address that was seen then is not old yet."""
    return (today - OLD_AFTER).isoformat()


def is_old(checked_on: str, today: date) -> bool:
    """Whether an address last seen on that day (ISO 8601; "" is never) is older than `OLD_AFTER`."""
    return checked_on < fresh_from(today)


class _Teller:
    """Makes lines."""

    def __init__(self, today: date) -> None:
        self.fresh_from = fresh_from(today)

    def line(self, row: Any, held: reading.Held, seen: reading.Published, at: reading.Outside | None) -> ExportLine:  # noqa: ANN401 - a row
        """The line of a row of `reading.person_rows`."""
        person, name, key, titles, email, phone, url, profile, school, unit, stage, basis, form, language = row
        roles, courses = held
        page, on = seen
        given, prefix, surname, in_list = parts_of(name, key)
        how, position, before, after, whole = _manner(roles, titles or "", form, language or "nl")
        if at is not None:
            school, unit, position = at.organisation, "", at.words
        called = name if whole or not given or "." in given else given
        return ExportLine(
            person,
            name,
            titles or "",
            given,
            prefix,
            surname,
            in_list,
            email or "",
            phone or "",
            url or "",
            profile or "",
            school or "",
            unit or "",
            position,
            roles,
            courses,
            stage or _MAPPED,
            basis or _NO_BASIS,
            language or "nl",
            how,
            f"{before}{called}{after}",
            page,
            on,
            on < self.fresh_from,
        )


@lru_cache(maxsize=10_000)
def _manner(roles: tuple[str, ...], titles: str, form: str | None, language: str) -> tuple[str, str, str, str, bool]:
    """How somebody is written to: form, what they are, and the words around their name, the whole of it or not.

    As `crm.messages.facts` has it: as is kept of them, else formal by role or title. A greeting never guesses "heer" or
    "mevrouw".
    """
    kinds = [RoleKind(role) for role in roles]
    formal = not rules().formal_roles.isdisjoint(kinds) or bool(rules().formal_titles & set(titles.casefold().split()))
    how = Formality(form) if form else Formality.FORMAL if formal else Formality.INFORMAL
    pattern = greeting_pattern(how, language)
    before, _name, after = pattern.replace("{first}", "{name}").partition("{name}")
    position = ", ".join(role_said(kind, language) for kind in kinds)
    return how.value, position, before, after, "{first}" not in pattern
