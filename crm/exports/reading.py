"""What an export reads of the database: many people at once, as plain rows.

Texts come out as a file holds them, on one line and bounded, by whatever road they came into the tables.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlmodel import Session, col

from crm.database.batches import is_one_of
from crm.query import people
from crm.query.grounds import ADDRESS, standing
from crm.tables import (
    BouncedAddress,
    Company,
    ContactBasis,
    Course,
    Entity,
    Institution,
    Lead,
    MailStop,
    Manner,
    OutsideContact,
    Partner,
    Person,
    Role,
    Sighting,
    Unit,
)
from crm.text import LONGEST, clean
from crm.words import Channel, EntityKind, Method, Recipients, RoleKind, StopKind

_RANK = {method.value: method.rank for method in Method}
_FOREMOST = {kind.value: number for number, kind in enumerate(RoleKind)}


_TEXTS = (1, 3, 4, 5, 6, 7, 8, 9)
"""Of a row of `person_rows` the places of what is shown; the sort key is not."""


class Held(NamedTuple):
    """What somebody does: kinds of role (values), lowest rung first, and the names of their courses."""

    roles: tuple[str, ...] = ()
    courses: tuple[str, ...] = ()


Published = tuple[str, str]
"""Where an address stands: page, and the day on which it was last seen there (ISO 8601)."""


class Outside(NamedTuple):
    """Where somebody works who is at no school, and what they are there."""

    organisation: str
    words: str


def _text(column: Any) -> Any:  # noqa: ANN401 - any column; its own type would make an object of each value
    return sa.type_coerce(column, sa.String)


class Stopped(NamedTuple):
    """Who does not want to be reached by a channel: addresses in lower case, and people, at whatever address."""

    addresses: set[str]
    people: set[int]


def person_rows(session: Session, ids: Sequence[int], channel: Channel) -> dict[int, Any]:
    """Person → what stands beside them once, for those of `ids`; the basis is that of the channel."""
    statement = (
        people(
            col(Person.id),
            col(Person.name),
            col(Person.sort_key),
            col(Person.titles),
            col(Person.email),
            col(Person.phone),
            col(Person.url),
            col(Person.profile),
            col(Institution.name),
            col(Unit.name),
            _text(col(Lead.stage)),
            _text(col(ContactBasis.basis)),
            _text(col(Manner.form)),
            col(Manner.language),
        )
        .outerjoin(Unit, col(Unit.id) == col(Person.unit_id))
        .outerjoin(ContactBasis, standing(channel))
        .outerjoin(Manner, col(Manner.person_id) == col(Person.id))
        .where(_among(session, col(Person.id), ids))
    )
    return {row[0]: row for row in _in_pieces(session, statement, _TEXTS)}


def held_by(session: Session, ids: Sequence[int] | None) -> dict[int, Held]:
    """What each of `ids` does (None: everybody), by the roles that stand; who has none is not in it."""
    statement = (
        sa.select(col(Role.person_id), _text(col(Role.kind)), col(Course.name))
        .outerjoin(Course, col(Course.id) == col(Role.of_id))
        .where(col(Role.id).not_in(_hidden(EntityKind.ROLE)))
    )
    if ids is not None:
        statement = statement.where(_among(session, col(Role.person_id), ids))
    found: dict[int, Held] = {}
    several: dict[int, list[tuple[str, str | None]]] = {}
    alike: dict[tuple[str, str | None], Held] = {}  # most have one role, and many the same one
    for person, kind, course in _in_pieces(session, statement, (2,)):
        if person not in found:
            role = (kind, course)
            if role not in alike:
                alike[role] = Held((kind,), (course,) if course else ())
            found[person] = alike[role]
        else:
            several.setdefault(person, []).append((kind, course))
    for person, roles in several.items():
        first = found[person]
        found[person] = _together([(first.roles[0], first.courses[0] if first.courses else None), *roles])
    return found


def _together(roles: list[tuple[str, str | None]]) -> Held:
    courses = sorted({course for _kind, course in roles if course}, key=str.casefold)
    return Held(tuple(sorted({kind for kind, _course in roles}, key=_FOREMOST.__getitem__)), tuple(courses))


def published(session: Session, ids: Sequence[int] | None, channel: Channel) -> dict[int, Published]:
    """Person → where the most trusted, then newest sighting says their address for the channel, for those of `ids`."""
    address = ADDRESS[channel]
    statement = (
        sa.select(
            col(Sighting.entity_id),
            col(Sighting.page),
            _text(col(Sighting.method)),
            sa.cast(col(Sighting.last_seen), sa.String),
        )
        .join(Person, col(Person.id) == col(Sighting.entity_id))
        .where(
            col(Sighting.ended_on).is_(None),
            sa.func.lower(col(Sighting.says)[address.key].as_string()) == sa.func.lower(address),
        )
    )
    if ids is not None:
        statement = statement.where(_among(session, col(Person.id), ids))
    best: dict[int, Published] = {}
    several: dict[int, list[tuple[int, str, str]]] = {}
    methods: dict[int, str] = {}
    for person, page, method, on in _in_pieces(session, statement, (1,)):
        if person not in best:  # most stand in one place
            best[person], methods[person] = (page, on), method
        else:
            several.setdefault(person, []).append((_RANK[method], on, page))
    for person, others in several.items():
        page, on = best[person]
        told = [(_RANK[methods[person]], on, page), *others]
        rank = min(its for its, _on, _page in told)
        on, page = max((on, page) for its, on, page in told if its == rank)
        best[person] = (page, on)
    return best


def outside(session: Session, recipients: Recipients) -> dict[int, Outside]:
    """Person → company or partner and what they are there, of those who have not left; of two the first by name."""
    of_company = recipients is Recipients.COMPANIES
    place: Any = Company if of_company else Partner
    key = OutsideContact.company_id if of_company else OutsideContact.partner_id
    statement = (
        sa.select(col(OutsideContact.person_id), col(place.name), col(OutsideContact.words))
        .join(place, col(place.id) == col(key))
        .where(col(OutsideContact.left_on).is_(None))
        .order_by(col(place.sort_key).desc(), col(OutsideContact.id).desc())
    )
    rows = _in_pieces(session, statement, (1, 2))
    return {person: Outside(name, words or "") for person, name, words in rows}


def outsiders(session: Session) -> set[int]:
    """The people who are contacts of a business or a partner and at no school."""
    statement = (
        sa.select(col(OutsideContact.person_id))
        .join(Person, col(Person.id) == col(OutsideContact.person_id))
        .where(col(Person.institution_id).is_(None))
    )
    return set(session.connection().scalars(statement))


def teachers(session: Session) -> set[int]:
    """The people of whom a role stands that is of one who teaches."""
    kinds = (RoleKind.TEACHER, RoleKind.COURSE_COORDINATOR)
    statement = sa.select(col(Role.person_id)).where(
        col(Role.kind).in_(kinds), col(Role.id).not_in(_hidden(EntityKind.ROLE))
    )
    return set(session.connection().scalars(statement))


def stopped(session: Session, channel: Channel) -> Stopped:
    """Who does not want to be reached by the channel. Who unsubscribed does not want mail; the others not anything."""
    rows = sa.select(col(MailStop.email), col(MailStop.person_id))
    if channel is not Channel.EMAIL:
        rows = rows.where(col(MailStop.kind) != StopKind.UNSUBSCRIBED)
    found = session.connection().execute(rows).all()
    said = sa.select(col(ContactBasis.person_id)).where(
        col(ContactBasis.channel) == channel, col(ContactBasis.objected)
    )
    people = {person for _email, person in found if person is not None}
    return Stopped({email for email, _person in found}, people | set(session.connection().scalars(said)))


def lost(session: Session) -> set[str]:
    """The addresses at which nothing arrives, in lower case."""
    return set(session.connection().scalars(sa.select(col(BouncedAddress.email))))


def _in_pieces(session: Session, statement: sa.Select[Any], texts: Sequence[int]) -> Iterator[Any]:
    """The rows of `statement`, fetched by thousands: one by one each costs twice as much. `texts`: places of texts."""
    for piece in session.connection().execute(statement).partitions(5_000):
        yield from _presentable(piece, texts)


def _presentable(rows: Sequence[Any], places: Sequence[int]) -> Sequence[Any]:
    """The rows, their texts at `places` on one line and bounded; a look at a whole column tells that they are."""
    columns = list(zip(*rows, strict=True))
    if all(_is_presentable(list(filter(None, columns[place]))) for place in places if columns):
        return rows
    wanted = frozenset(places)
    return [[clean(value) if place in wanted and value else value for place, value in enumerate(row)] for row in rows]


def _is_presentable(texts: Sequence[str]) -> bool:
    return not texts or ("".join(texts).isprintable() and max(map(len, texts)) <= LONGEST)


def _hidden(kind: EntityKind) -> sa.Select[Any]:
    away = sa.or_(col(Entity.in_review), col(Entity.gone_on).is_not(None))
    return sa.select(col(Entity.id)).where(col(Entity.kind) == kind, away)


def _among(session: Session, column: Any, ids: Iterable[int]) -> sa.ColumnElement[bool]:  # noqa: ANN401 - any column
    return is_one_of(column, ids, session.get_bind().dialect.name)
