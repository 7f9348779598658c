"""Who goes into an export, and who stays out of it and why."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from itertools import chain
from typing import TypeVar

import sqlalchemy as sa
from sqlmodel import Session, col

from crm.clock import Clock
from crm.database.batches import batched
from crm.exports import reading
from crm.exports.addresses import are_plain, is_address
from crm.exports.line import Lines
from crm.exports.telling import lines_of
from crm.identity.bearer import phone_key
from crm.language import _
from crm.query import parse
from crm.tables import Person
from crm.views.contacts import contact_ids, people_asked
from crm.views.leads import hidden_people
from crm.words import Basis, Channel, Recipients, Stage

AT_ONCE = 25_000
"""People whose rows are in memory together, to be put in order, where a row is a few hundred bytes."""

MANY = 20_000
"""From so many people on, reading a table from end to end is cheaper than looking each of them up."""

T = TypeVar("T")

_DO_NOT_CONTACT, _NO_BASIS = Stage.DO_NOT_CONTACT.value, Basis.NONE.value


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

    def batches(self, made: Callable[[Lines], Sequence[T]], at_once: int = AT_ONCE) -> Iterator[list[T]]:
        """What is `made` of everybody who may be in it, one for each line, in order, in pieces of `at_once`.

        It is made in the order in which rows are read, so that each is still at hand: that is a third of the time of an
        export of many. `once` goes by the order of the list, since the first keeps the address.
        """
        session, channel, whole = self.session, self.channel, len(self.ids) >= MANY
        stops = {each: reading.stopped(session, each) for each in Channel}
        lost = reading.lost(session)
        places = reading.places(session)
        outside = {} if self.recipients not in _OUTSIDE else reading.outside(session, self.recipients)
        held = reading.held_by(session, None) if whole else {}
        seen = reading.published(session, None, channel) if whole else {}
        for some in batched(self.ids, at_once):
            if not whole:
                held, seen = reading.held_by(session, some), reading.published(session, some, channel)
            found: dict[int, T] = {}
            out: dict[int, LeftOutPerson] = {}
            for everybody in self._pieces(some, places):
                why = self._left_out(everybody, stops[channel], lost)
                people = (
                    everybody if not why else everybody.only([at for at in range(len(everybody.id)) if at not in why])
                )
                lines = self._without_stopped(lines_of(people, held, seen, outside, self.today), stops)
                found.update(zip(people.id, made(lines), strict=True))
                if self.on_left_out is not None:
                    out.update((everybody.id[at], _person_left_out(everybody, at, why[at], outside)) for at in why)
            if self.on_left_out is not None:
                for known in filter(out.__contains__, some):
                    self.on_left_out(out[known])
            self.written += len(found)
            yield list(map(found.__getitem__, filter(found.__contains__, some)))

    def _pieces(self, some: Sequence[int], places: reading.Places) -> Iterator[reading.People]:
        """Those of `some`, in the order of the list where that matters."""
        pieces = reading.people_in_pieces(self.session, some, self.channel, places)
        if not self.once:
            yield from pieces
            return
        place = {known: at for at, known in enumerate(some)}
        rows = chain.from_iterable(zip(*piece, strict=True) for piece in pieces)
        for those in batched(sorted(rows, key=lambda row: place[row[0]]), reading.AT_ONCE):
            yield reading.People(*zip(*those, strict=True))

    def _left_out(self, people: reading.People, stops: reading.Stopped, lost: set[str]) -> dict[int, LeftOut]:
        """Place among `people` → why they stay out, the weightiest reason; counted."""
        emails = [(email or "").lower() for email in people.email]
        found: dict[int, LeftOut] = {}
        for why, places in self._reasons(people, emails, stops, lost):
            found.update((place, why) for place in places if place not in found)
        if self.once:
            for place, email in enumerate(emails):
                if place not in found:
                    if email in self._taken:
                        found[place] = LeftOut.SAME_EMAIL
                    self._taken.add(email)
        for why in found.values():
            self.left_out[why] += 1
        return found

    def _reasons(
        self, people: reading.People, emails: Sequence[str], stops: reading.Stopped, lost: set[str]
    ) -> Iterator[tuple[LeftOut, list[int]]]:
        """Each reason to stay out, weightiest first, with the places of all for whom it holds."""
        reached = enumerate(zip(people.id, emails, strict=True))
        objecting = [at for at, (known, email) in reached if known in stops.people or email in stops.addresses]
        yield LeftOut.OBJECTED, objecting
        yield LeftOut.DO_NOT_CONTACT, [at for at, stage in enumerate(people.stage) if stage == _DO_NOT_CONTACT]
        bases = enumerate(people.basis)
        yield LeftOut.NO_BASIS, [at for at, basis in bases if (basis or _NO_BASIS) not in self._allowed]
        if self.channel is Channel.PHONE:
            yield LeftOut.NO_PHONE, [at for at, phone in enumerate(people.phone) if not phone_key(phone or "")]
            return
        yield LeftOut.NO_EMAIL, [at for at, email in enumerate(emails) if not email]
        if not are_plain(emails):
            yield LeftOut.INVALID_EMAIL, [at for at, email in enumerate(emails) if not is_address(email)]
        yield LeftOut.BOUNCED, [at for at, email in enumerate(emails) if email in lost]

    def _without_stopped(self, lines: Lines, stops: Mapping[Channel, reading.Stopped]) -> Lines:
        """The lines without what reaches somebody by a channel that they object to."""
        phoned, linked, mail = stops[Channel.PHONE].people, stops[Channel.LINKEDIN].people, stops[Channel.EMAIL]
        if not phoned.isdisjoint(lines.id):
            lines = replace(lines, phone=_but_of(phoned, lines.id, lines.phone))
        if not linked.isdisjoint(lines.id):
            lines = replace(lines, profile=_but_of(linked, lines.id, lines.profile))
        if self.channel is not Channel.EMAIL:
            emails = _but_of(mail.people, lines.id, lines.email)
            lines = replace(lines, email=["" if email.lower() in mail.addresses else email for email in emails])
        return lines


def _but_of(objecting: set[int], ids: Sequence[int], values: Sequence[str]) -> list[str]:
    return ["" if known in objecting else value for known, value in zip(ids, values, strict=True)]


def _person_left_out(
    people: reading.People, at: int, why: LeftOut, outside: Mapping[int, reading.Outside]
) -> LeftOutPerson:
    known = people.id[at]
    place = outside[known].organisation if known in outside else people.school[at] or ""
    return LeftOutPerson(known, people.name[at], place, people.email[at] or "", why)


_OUTSIDE = (Recipients.COMPANIES, Recipients.PARTNERS)


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
