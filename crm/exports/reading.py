"""What an export reads of the database: many people at once, as plain rows.

Texts come out as a file holds them, on one line and bounded, by whatever road they came into the tables.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import chain
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
    Lead,
    MailStop,
    Manner,
    OutsideContact,
    Partner,
    Person,
    Role,
    Sighting,
    table_named,
)
from crm.text import LONGEST, clean
from crm.words import Channel, EntityKind, Method, Recipients, RoleKind, StopKind

_RANK = {method.value: method.rank for method in Method}
_FOREMOST = {kind.value: number for number, kind in enumerate(RoleKind)}


_TEXTS = (1, 3, 4, 5, 6, 7)
"""Of the columns of `People` the places of what is shown; the sort key is not."""

AT_ONCE = 1_000
"""Rows that are looked at together, column by column; they are still at hand when a file's rows are made of them."""

Column = Sequence[Any]


class People(NamedTuple):
    """What stands beside people once, column by column; None is unknown."""

    id: Sequence[int]
    name: Sequence[str]
    sort_key: Sequence[str]
    titles: Column
    email: Column
    phone: Column
    url: Column
    profile: Column
    school: Column
    unit: Column
    stage: Column
    basis: Column
    form: Column
    language: Column

    def only(self, places: Sequence[int]) -> "People":
        """Those at `places`, in that order."""
        return type(self)._make([column[place] for place in places] for column in self)


def columns_of(rows: Iterable[Sequence[Any]], width: int) -> list[Column]:
    """The columns of `rows`, which hold `width` values each: one long list cut up is the quickest way to them."""
    values = list(chain.from_iterable(rows))
    return [values[place::width] for place in range(width)]


class Places(NamedTuple):
    """Names of all schools and units, by number."""

    institution: dict[int, str]
    unit: dict[int, str]


_SCHOOL, _UNIT = 8, 9


class Held(NamedTuple):
    """What somebody does: kinds of role (values), lowest rung first, and the names of their courses."""

    roles: tuple[str, ...] = ()
    courses: tuple[str, ...] = ()


Published = tuple[str, str, str]
"""Where an address stands: page, the day on which it was last seen there (ISO 8601), and how it was read (`Method`)."""


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


def places(session: Session) -> Places:
    """All schools and units: many people share one, and a join would read its name for each of them."""
    found: list[dict[int, str]] = []
    for table in map(table_named, Places._fields):
        pieces = _in_pieces(session, sa.select(table.c.id, table.c.name), (1,))
        found.append({number: name for numbers, names in pieces for number, name in zip(numbers, names, strict=True)})
    return Places(*found)


def people_in_pieces(session: Session, ids: Sequence[int], channel: Channel, at: Places) -> Iterator[People]:
    """Those of `ids` in whatever order is quickest, at most `AT_ONCE` in a piece; the basis is that of the channel."""
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
            col(Person.institution_id),
            col(Person.unit_id),
            _text(col(Lead.stage)),
            _text(col(ContactBasis.basis)),
            _text(col(Manner.form)),
            col(Manner.language),
        )
        .outerjoin(ContactBasis, standing(channel))
        .outerjoin(Manner, col(Manner.person_id) == col(Person.id))
        .where(_among(session, col(Person.id), ids))
    )
    for columns in _in_pieces(session, statement, _TEXTS):
        for place, names in ((_SCHOOL, at.institution), (_UNIT, at.unit)):
            columns[place] = list(map(names.get, columns[place]))
        yield People(*columns)


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
    several: dict[int, list[Held]] = {}
    one = lru_cache(maxsize=None)(_one_role)  # most have one role, and many the same one
    for persons, kinds, courses in _in_pieces(session, statement, (2,)):
        for person, held in zip(persons, map(one, kinds, courses), strict=True):
            if found.setdefault(person, held) is not held:
                several.setdefault(person, [found[person]]).append(held)
    found.update((person, _together(roles)) for person, roles in several.items())
    return found


def _one_role(kind: str, course: str | None) -> Held:
    return Held((kind,), (course,) if course else ())


def _together(roles: list[Held]) -> Held:
    courses = sorted({course for held in roles for course in held.courses}, key=str.casefold)
    kinds = {kind for held in roles for kind in held.roles}
    return Held(tuple(sorted(kinds, key=_FOREMOST.__getitem__)), tuple(courses))


def published(session: Session, ids: Sequence[int] | None, channel: Channel) -> dict[int, Published]:
    """Person → where the most trusted, then newest sighting says their address for the channel, for those of `ids`."""
    address = ADDRESS[channel]
    statement = (
        sa.select(
            col(Sighting.entity_id),
            col(Sighting.page),
            sa.cast(col(Sighting.last_seen), sa.String),
            _text(col(Sighting.method)),
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
    several: dict[int, list[Published]] = {}
    for persons, *places in _in_pieces(session, statement, (1,)):
        for person, place in zip(persons, zip(*places, strict=True), strict=True):
            if best.setdefault(person, place) is not place:  # most stand in one place
                several.setdefault(person, [best[person]]).append(place)
    best.update((person, _best(places)) for person, places in several.items())
    return best


def _best(places: list[Published]) -> Published:
    rank = min(_RANK[method] for _page, _on, method in places)
    return max((place for place in places if _RANK[place[2]] == rank), key=lambda place: (place[1], place[0]))


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
    found: dict[int, Outside] = {}
    for persons, names, words in _in_pieces(session, statement, (1, 2)):
        found.update(zip(persons, map(Outside, names, [said or "" for said in words]), strict=True))
    return found


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


def _in_pieces(session: Session, statement: sa.Select[Any], texts: Sequence[int]) -> Iterator[list[Column]]:
    """The columns of what `statement` gives, a piece at a time; the texts, at the places `texts`, come presentable.

    It gives texts and numbers alone, of which the database's own rows are read: SQLAlchemy would make a row of each.
    """
    with session.connection().execute(statement) as result:
        cursor = result.cursor
        assert cursor is not None
        while piece := cursor.fetchmany(AT_ONCE):
            columns = columns_of(piece, len(piece[0]))
            for place in texts:
                if not _is_presentable(columns[place]):
                    columns[place] = [clean(value) if value else value for value in columns[place]]
            yield columns


def _is_presentable(values: Column) -> bool:
    """Whether all texts of a column are on one line and bounded, which a look at the whole of it tells."""
    texts = list(filter(None, values))
    return not texts or ("".join(texts).isprintable() and max(map(len, texts)) <= LONGEST)


def _hidden(kind: EntityKind) -> sa.Select[Any]:
    away = sa.or_(col(Entity.in_review), col(Entity.gone_on).is_not(None))
    return sa.select(col(Entity.id)).where(col(Entity.kind) == kind, away)


def _among(session: Session, column: Any, ids: Iterable[int]) -> sa.ColumnElement[bool]:  # noqa: ANN401 - any column
    return is_one_of(column, ids, session.get_bind().dialect.name)
