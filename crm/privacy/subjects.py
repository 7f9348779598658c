"""Whom a request is about: found by number, address or name, with all that they are known by."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection

from crm.errors import NotFoundError, RefusedError
from crm.language import _
from crm.privacy import writings
from crm.privacy.suppression import places_of
from crm.services import person_names
from crm.services.addresses import url_key
from crm.services.profiles import profile_key
from crm.tables import table_named
from crm.tables.core import ACQUAINTANCE, ENTITY, INSTITUTION, PERSON, ROLE, STANDS, table_of
from crm.tables.crawled import SIGHTING
from crm.tables.who_is_who import MERGE
from crm.text import clean
from crm.words import EntityKind


@dataclass(frozen=True, slots=True)
class Subject:
    """All that somebody is known by. `id` None: an address of nobody we know.

    Addresses that others have as well (a department's mailbox) are not among them: they are not theirs alone.
    """

    id: int | None
    name: str
    names: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    profiles: tuple[str, ...] = ()
    pages: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    places: frozenset[str] = frozenset()
    spared: frozenset[str] = frozenset()
    """The ways to write their name where somebody else on the map there is called so too."""
    former: tuple[str, ...] = ()
    """Names they bore here until that was taken back: texts may have them still, but nobody is kept away by them."""


def person_of(connection: Connection, said: str) -> int | None:
    """Whom `said` means: a number, an e-mail address, or a name. None: an address that nobody here has, or a name that
    only stands with a sprint of before.

    Raises NotFoundError for an unknown number or name, RefusedError with the numbers where several could be meant.
    """
    text = clean(said)
    if text.isdecimal():
        return _numbered(connection, int(text))
    if "@" in text:
        found = _with_address(connection, text.lower())
        if not found:
            return None
    else:
        key = person_names.full_key(text)
        like = sa.select(PERSON.c.id, PERSON.c.name).where(PERSON.c.sort_key == person_names.sort_key(text))
        found = [row.id for row in connection.execute(like) if person_names.full_key(row.name) == key]
        if not found and _named_with_sprints(connection, text):
            return None
        if not found:
            raise NotFoundError(
                _("Nobody here is called {name}: `werkplaats search` shows the numbers.").format(name=text)
            )
    if len(found) > 1:
        who = "; ".join(_told(connection, each) for each in sorted(found))
        raise RefusedError(_("{said} is several people: say which by number ({who}).").format(said=text, who=who))
    return found[0]


def row_of(connection: Connection, person_id: int) -> dict[str, Any]:
    """The row of this person. Raises NotFoundError."""
    person = connection.execute(sa.select(PERSON).where(PERSON.c.id == person_id)).mappings().first()
    if person is None:
        raise NotFoundError(_("There is no person {id}: `werkplaats search NAME` finds them.").format(id=person_id))
    return dict(person)


def subject(connection: Connection, person_id: int) -> Subject:
    """All that this person is known by, of every sighting that ever was. Raises NotFoundError."""
    person = row_of(connection, person_id)
    said = list(connection.scalars(sa.select(SIGHTING.c.says).where(SIGHTING.c.entity_id == person_id)))
    said.append(person)
    tied = connection.scalars(sa.select(ACQUAINTANCE.c.profile).where(ACQUAINTANCE.c.person_id == person_id))
    merged = connection.scalars(sa.select(MERGE.c.name).where(MERGE.c.kept_id == person_id))
    names = _values(said, "name") | set(merged)
    former = _former_names(connection, person_id)
    places = _places(connection, person_id, person["institution_id"], said)
    emails = {each.strip().lower() for each in _values(said, "email") | _values(said, "emails")}
    profiles = {profile_key(each) or each for each in _values(said, "profile") | {each for each in tied if each}}
    return Subject(
        person_id,
        str(person["name"]),
        tuple(sorted(names)),
        tuple(sorted(each for each in emails if not _is_shared(connection, person_id, "email", each))),
        tuple(sorted(profiles)),
        tuple(sorted(each for each in _values(said, "url") if not _is_others_page(connection, person_id, each))),
        tuple(sorted(p for p in _values(said, "phone") if not _is_shared(connection, person_id, "phone", p))),
        places,
        _spared(connection, person_id, names | former, places),
        tuple(sorted(former - names)),
    )


def stranger(email: str) -> Subject:
    """Somebody of whom nothing but an address is known."""
    return Subject(None, clean(email), emails=(clean(email).lower(),))


def not_on_the_map(connection: Connection, said: str) -> Subject:
    """Somebody of whom nothing but an address is known, or the name that stands with a sprint of before."""
    text = clean(said)
    if "@" in text:
        return stranger(text)
    named = _named_with_sprints(connection, text)
    places = {each for _name, *school in named for each in places_of(*school)}
    return Subject(None, text, names=tuple(sorted({text, *(row[0] for row in named)})), places=frozenset(places))


def _named_with_sprints(connection: Connection, name: str) -> list[tuple[str, str | None, str | None, str | None]]:
    """The teachers called so of whom a sprint holds the name alone: name; domain and names of the school."""
    sprint = table_named("sprint")
    rows = connection.execute(
        sa.select(sprint.c.teacher_name, INSTITUTION.c.domain, INSTITUTION.c.name, sprint.c.institution_name)
        .outerjoin(INSTITUTION, INSTITUTION.c.id == sprint.c.institution_id)
        .where(sprint.c.teacher_name.is_not(None), sprint.c.person_id.is_(None))
    )
    asked = writings.asked_keys(name)
    return [(row[0], row[1], row[2], row[3]) for row in rows if asked & writings.keys(row[0])]


def _values(said: Iterable[dict[str, Any]], name: str) -> set[str]:
    found: set[str] = set()
    for says in said:
        value = says.get(name)
        found |= {str(each) for each in (value if isinstance(value, list) else [value]) if each}
    return found


def _former_names(connection: Connection, person_id: int) -> set[str]:
    """What somebody called them by hand, as the journal has it."""
    row = table_named("journal_row")
    sides = [sa.cast(side, sa.String).contains(f'"entity_id": {person_id}') for side in (row.c.before, row.c.after)]
    near = sa.select(row.c.before, row.c.after).where(row.c.table == "sighting", sa.or_(*sides))
    told = [side for its in connection.execute(near) for side in its if side and side.get("entity_id") == person_id]
    return _values([side.get("says") or {} for side in told], "name")


def _numbered(connection: Connection, id_: int) -> int:
    if connection.scalar(sa.select(PERSON.c.id).where(PERSON.c.id == id_)) is not None:
        return id_
    merged = connection.scalar(sa.select(MERGE.c.kept_id).where(MERGE.c.gone_id == id_))
    if merged is None:
        raise NotFoundError(_("There is no person {id}: `werkplaats search NAME` finds them.").format(id=id_))
    return int(merged)


def _with_address(connection: Connection, email: str) -> list[int]:
    """People with this address, now or in any sighting."""
    found = set(connection.scalars(sa.select(PERSON.c.id).where(sa.func.lower(PERSON.c.email) == email)))
    local = email.partition("@")[0]
    like = sa.func.lower(sa.cast(SIGHTING.c.says, sa.String)).contains(f"{local}@", autoescape=True)
    seen = sa.select(SIGHTING.c.entity_id, SIGHTING.c.says).where(SIGHTING.c.kind == EntityKind.PERSON.value, like)
    for row in connection.execute(seen):
        if email in {each.lower() for each in _values([row.says], "email") | _values([row.says], "emails")}:
            found.add(row.entity_id)
    return sorted(found)


def _told(connection: Connection, person_id: int) -> str:
    row = connection.execute(
        sa.select(PERSON.c.name, PERSON.c.email, INSTITUTION.c.name.label("school"))
        .outerjoin(INSTITUTION, INSTITUTION.c.id == PERSON.c.institution_id)
        .where(PERSON.c.id == person_id)
    ).one()
    beside = ", ".join(each for each in (row.name, row.email, row.school) if each)
    return f"{person_id}: {beside}"


def _is_shared(connection: Connection, person_id: int, column: str, value: str) -> bool:
    other = sa.select(PERSON.c.id).where(PERSON.c.id != person_id, sa.func.lower(PERSON.c[column]) == value.lower())
    return connection.scalar(other.limit(1)) is not None


def _is_others_page(connection: Connection, person_id: int, url: str) -> bool:
    """Whether an address is of others too: a list of staff is nobody's own page."""
    other = sa.select(PERSON.c.id).where(PERSON.c.id != person_id, PERSON.c.url == url)
    told = sa.select(SIGHTING.c.id).where(
        SIGHTING.c.kind == EntityKind.PERSON.value, SIGHTING.c.entity_id != person_id, SIGHTING.c.page == url
    )
    return any(connection.scalar(each.limit(1)) is not None for each in (other, told)) or not url_key(url)


def _places(
    connection: Connection, person_id: int, school: int | None, said: Iterable[dict[str, Any]]
) -> frozenset[str]:
    """The schools and companies they are at, or have a role at."""
    ids = {school} - {None}
    for row in connection.execute(sa.select(ROLE.c.of_id, ROLE.c.of_kind).where(ROLE.c.person_id == person_id)):
        table = table_of(row.of_kind)
        own = table.c.id if row.of_kind is EntityKind.INSTITUTION else table.c.get("institution_id")
        if own is not None:
            ids.add(connection.scalar(sa.select(own).where(table.c.id == row.of_id)))
    schools = connection.execute(
        sa.select(INSTITUTION.c.domain, INSTITUTION.c.name).where(INSTITUTION.c.id.in_(sorted(i for i in ids if i)))
    )
    found = {each for row in schools for each in places_of(row.domain, row.name)}
    contact, company, partner = (table_named(name) for name in ("outside_contact", "company", "partner"))
    for other, column in ((company, contact.c.company_id), (partner, contact.c.partner_id)):
        at = sa.select(other.c.name).join(contact, column == other.c.id).where(contact.c.person_id == person_id)
        found |= places_of(*connection.scalars(at))
    return frozenset(found | places_of(*(_values(said, "school") | _values(said, "organisation"))))


def _spared(connection: Connection, person_id: int, names: Iterable[str], places: frozenset[str]) -> frozenset[str]:
    keys = {person_names.sort_key(name) for name in names}
    mine = {key for name in names for key in writings.keys(name)}
    others = (
        sa.select(PERSON.c.name, INSTITUTION.c.domain, INSTITUTION.c.name.label("school"))
        .join(ENTITY, ENTITY.c.id == PERSON.c.id)
        .join(INSTITUTION, INSTITUTION.c.id == PERSON.c.institution_id)
        .where(STANDS, PERSON.c.id != person_id, PERSON.c.sort_key.in_(keys))
    )
    return frozenset(
        way
        for row in connection.execute(others)
        if places & places_of(row.domain, row.school) and mine & writings.keys(row.name)
        for way in writings.writings(row.name)
    )
