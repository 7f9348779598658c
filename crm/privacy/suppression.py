"""The suppression list: who was erased stays away, whichever road they come by.

Kept are keyed hashes alone (GDPR art. 17 and 5(1)(c)): of e-mail address, profile address and own page, and of the
folded name with the school. Whoever brings people in loads the list once and asks it of each; with nobody on it,
asking costs nothing. A name alone is not enough to keep somebody away who has another address: they may be a namesake
who came later, and wait in review.
"""

from collections.abc import Callable, Container, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import partial

import sqlalchemy as sa
from sqlalchemy import Connection, event

from crm.identity.places import place_key
from crm.names import PersonName
from crm.privacy import kept_list, writings
from crm.privacy.kept_list import Mark
from crm.privacy.key import Key, made_key, read_key, refuse_other
from crm.schools import BY_NAME
from crm.services import person_names
from crm.services.addresses import email_key, url_key
from crm.services.profiles import profile_key
from crm.tables import table_named
from crm.tables.core import ENTITY, INSTITUTION, PERSON, STANDS
from crm.unit_of_work import Work
from crm.words import MarkKind, SuppressedWhy


class Verdict(StrEnum):
    """What the list says of somebody: not on it, to be kept away, or called as one who is on it."""

    FREE = "free"
    AWAY = "away"
    NAMESAKE = "namesake"


def places_of(*names: str | None) -> frozenset[str]:
    """A school, or another organisation, as names are kept with it: by its domain and by its name."""
    return frozenset(place_key(name.removeprefix(BY_NAME)) for name in names if name) - {""}


@dataclass(slots=True)
class Suppressed:
    """The list as it stood when it was loaded. False while nobody is on it."""

    key: Key | None = None
    marks: frozenset[str] = frozenset()
    lengths: dict[str, frozenset[int]] = field(default_factory=dict)
    """By the mark of a school: how many words the ways to write the names there have."""
    _places: dict[str, str | None] = field(default_factory=dict)
    _first: dict[tuple[tuple[str, ...], str], bool] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.marks)

    def has_email(self, email: str) -> bool:
        """Whether this address is on the list, however its host is routed within the school."""
        return bool(self.marks) and any(self._has(MarkKind.EMAIL, each) for each in _email_keys(email))

    def has_profile(self, address: str) -> bool:
        """Whether this LinkedIn address is on the list, however it is written."""
        return bool(self.marks) and self._has(MarkKind.PROFILE, profile_key(address) or address.strip().casefold())

    def has_page(self, url: str) -> bool:
        """Whether this is the page of somebody who is on the list."""
        return bool(self.marks) and self._has(MarkKind.PAGE, url_key(url))

    def has_name(self, name: str, places: Iterable[str], parsed: PersonName | None = None) -> bool:
        """Whether somebody called so at one of these schools (`places_of`) is on the list."""
        at = self.at(places)
        keys = writings.asked_keys(name, parsed) if at else ()
        return any(self._has(MarkKind.NAME, key, place) for place in at for key in keys)

    def at(self, places: Iterable[str]) -> list[str]:
        """The marks of those of these schools at which somebody is on the list."""
        return [mark for place in places if (mark := self._place(place)) is not None] if self.marks else []

    def has_address(self, emails: Iterable[str] = (), profiles: Iterable[str] = (), pages: Iterable[str] = ()) -> bool:
        """Whether one of these addresses is on the list."""
        if not self.marks:
            return False
        return (
            any(map(self.has_email, emails)) or any(map(self.has_profile, profiles)) or any(map(self.has_page, pages))
        )

    def cut(self, text: str, places: Iterable[str], spared: Container[str] = ()) -> str:
        """`text` without the names and addresses of who is on the list at these schools; the same where none is.

        `spared` are ways to write a name that somebody else there bears.
        """
        if not self.marks:
            return text
        text = writings.cut_mailboxes(text, self.has_email)
        at = tuple(self.at(places))
        lengths = {many for place in at for many in self.lengths[place]}
        return writings.cut(text, lengths, partial(self._is_writing, at, spared), partial(self._begins, at))

    def cut_anywhere(self, text: str, is_borne: Callable[[str], bool]) -> str:
        """`text` without the names and addresses of who is on the list at whatever school; the same where none is.

        A name that `is_borne` (folded words) by somebody who is not on it stays.
        """
        if not self.marks:
            return text
        text = writings.cut_mailboxes(text, self.has_email)
        at = tuple(self.lengths)
        lengths = {many for place in at for many in self.lengths[place]}

        def is_writing(words: str) -> bool:
            return self._is_writing(at, (), words) and not is_borne(words)

        return writings.cut(text, lengths, is_writing, partial(self._begins, at))

    def _is_writing(self, at: tuple[str, ...], spared: Container[str], words: str) -> bool:
        return words not in spared and any(self._has(MarkKind.WRITING, words, place) for place in at)

    def _begins(self, at: tuple[str, ...], word: str) -> bool:
        known = self._first.get((at, word))
        if known is None:
            known = self._first[at, word] = any(self._has(MarkKind.FIRST_WORD, word, place) for place in at)
        return known

    def _place(self, place: str) -> str | None:
        if place not in self._places:
            mark = _place_mark(self.key, place) if self.key is not None else ""
            self._places[place] = mark if mark in self.lengths else None
        return self._places[place]

    def _has(self, kind: MarkKind, value: str, place: str = "") -> bool:
        return self.key is not None and self.key.mark(kind.value, place, value) in self.marks


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who would come in: addresses, name, and the schools they are at (`places_of`)."""

    name: str
    places: frozenset[str]
    emails: tuple[str, ...] = ()
    profile: str | None = None
    page: str | None = None
    parsed: PersonName | None = None
    """The name taken apart, where that was done already: it costs more than all the rest."""


class Door:
    """Who may come in while one crawl or import is taken in."""

    def __init__(self, connection: Connection) -> None:
        """Loads the list. Raises KeyMissingError where its key is not here."""
        self._connection = connection
        self.listed = load(connection)
        self._borne: dict[tuple[str, frozenset[str]], bool] = {}

    def verdict(self, who: Candidate) -> Verdict:
        """Whether they are to be kept away, may be a namesake of somebody who is, or neither."""
        listed = self.listed
        if not listed:
            return Verdict.FREE
        profiles, pages = _those(who.profile), _those(who.page)
        if listed.has_address(who.emails, profiles, pages):
            return Verdict.AWAY
        if not listed.has_name(who.name, who.places, who.parsed) or self._stands(who):
            return Verdict.FREE
        return Verdict.NAMESAKE if who.emails or profiles else Verdict.AWAY

    def _stands(self, who: Candidate) -> bool:
        at = who.name, who.places
        if at not in self._borne:
            self._borne[at] = bears_it_already(self._connection, *at)
        return self._borne[at]


def _those(value: str | None) -> list[str]:
    return [value] if value else []


def bears_it_already(connection: Connection, name: str, places: Iterable[str]) -> bool:
    """Whether somebody called so stands on the map at one of these schools: a namesake whom nobody asked to erase, or
    whom somebody confirmed in review. What is said of that name there is said of them.
    """
    same = (
        sa.select(PERSON.c.name, INSTITUTION.c.domain, INSTITUTION.c.name)
        .join(ENTITY, ENTITY.c.id == PERSON.c.id)
        .join(INSTITUTION, INSTITUTION.c.id == PERSON.c.institution_id)
        .where(STANDS, PERSON.c.sort_key == person_names.sort_key(name))
    )
    wanted, keys = set(places), writings.asked_keys(name)
    return any(
        keys & writings.keys(theirs) and wanted & places_of(domain, school)
        for theirs, domain, school in connection.execute(same)
    )


def load(connection: Connection) -> Suppressed:
    """The list, of the database and of the file beside the key. Raises KeyMissingError where its key is not here."""
    marks = {mark.mark: mark for mark in (*_held(connection), *kept_list.kept())}
    if not marks:
        return Suppressed()
    key = read_key()
    refuse_other(key, {mark.key for mark in marks.values()})
    lengths: dict[str, set[int]] = {}
    for mark in marks.values():
        if mark.place is not None:
            lengths.setdefault(mark.place, set())
            if mark.kind is MarkKind.WRITING:
                lengths[mark.place].add(mark.words)
    return Suppressed(key, frozenset(marks), {place: frozenset(many) for place, many in lengths.items()})


def kept_beside_key() -> bool:
    """Whether the file beside the key names anybody."""
    return bool(kept_list.kept())


def usable_key() -> Key:
    """The key by which the list beside it was made. Raises KeyMissingError where it is another, or none."""
    key = read_key()
    refuse_other(key, {mark.key for mark in kept_list.kept()})
    return key or made_key()


def suppress(
    work: Work,
    *,
    emails: Iterable[str] = (),
    profiles: Iterable[str] = (),
    pages: Iterable[str] = (),
    names: Iterable[str] = (),
    places: Iterable[str] = (),
    why: SuppressedWhy,
) -> int:
    """Puts somebody on the list, by all that is known of them, for good: no undo takes them off. Gives how many marks
    are new. `places` are `places_of` the school; a name without one is not kept, since it would keep others away.

    After the commit the marks are written to the file beside the key as well.
    Raises SettingsError where the key cannot be read or made.
    """
    key = made_key()
    connection = work.session.connection()
    held = _held(connection)
    refuse_other(key, {mark.key for mark in held})
    known = {mark.mark for mark in held}
    made = {
        mark.mark: mark
        for mark in (
            *_address_marks(key, emails, profiles, pages, why, work.clock.today()),
            *_name_marks(key, list(names), places, why, work.clock.today()),
        )
        if mark.mark not in known
    }
    if made:
        _write(connection, made.values())
        event.listen(work.session, "after_commit", lambda _session: kept_list.keep(made.values()), once=True)
    return len(made)


def keep_beside_key(connection: Connection) -> None:
    """Writes to the file beside the key what the database has and it lacks; and the other way round."""
    held, beside = _held(connection), kept_list.kept()
    there = {mark.mark for mark in beside}
    kept_list.keep(mark for mark in held if mark.mark not in there)
    here = {mark.mark for mark in held}
    missing = {mark.mark: mark for mark in beside if mark.mark not in here}
    if missing:
        _write(connection, missing.values())


def _write(connection: Connection, marks: Iterable[Mark]) -> None:
    rows = [{name: getattr(mark, name) for name in Mark.__slots__} for mark in marks]
    connection.execute(sa.insert(table_named("suppression")), rows)


def _held(connection: Connection) -> list[Mark]:
    table = table_named("suppression")
    rows = connection.execute(sa.select(*(table.c[name] for name in Mark.__slots__)))
    return [Mark(*row) for row in rows]


def _address_marks(
    key: Key,
    emails: Iterable[str],
    profiles: Iterable[str],
    pages: Iterable[str],
    why: SuppressedWhy,
    on: date,
) -> Iterator[Mark]:
    values = [(MarkKind.EMAIL, each) for email in emails for each in _email_keys(email)]
    values += [(MarkKind.PROFILE, profile_key(each) or each.strip().casefold()) for each in profiles]
    values += [(MarkKind.PAGE, url_key(each)) for each in pages]
    for kind, value in values:
        if value:
            yield Mark(key.mark(kind.value, "", value), kind, None, 0, key.name, why, on)


def _name_marks(key: Key, names: list[str], places: Iterable[str], why: SuppressedWhy, on: date) -> Iterator[Mark]:
    for place in places:
        at = _place_mark(key, place)
        said = [(MarkKind.NAME, each) for name in names for each in writings.keys(name)]
        written = {each for name in names for each in writings.writings(name)}
        said += [(MarkKind.WRITING, each) for each in sorted(written)]
        said += [(MarkKind.FIRST_WORD, word) for word in sorted({each.split()[0] for each in written})]
        for kind, value in said:
            words = len(value.split()) if kind is MarkKind.WRITING else 0
            yield Mark(key.mark(kind.value, at, value), kind, at, words, key.name, why, on)


def _place_mark(key: Key, place: str) -> str:
    return key.mark("place", "", place)


def _email_keys(email: str) -> set[str]:
    """An address as written and, of a host within a school's domain, as that of the school's own domain."""
    bare = email.strip().lower()
    host = bare.rpartition("@")[2]
    parts = host.split(".")
    return {bare, *(email_key(bare, ".".join(parts[at:])) for at in range(1, len(parts) - 1))}
