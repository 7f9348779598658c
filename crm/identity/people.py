"""Everybody of the database as the matcher takes them, and whom one more may be among them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection

from crm.database.batches import batched
from crm.identity.addresses import addresses_of
from crm.identity.bearer import bearer
from crm.identity.bearers import Bearer
from crm.identity.frequencies import Frequencies
from crm.identity.mailboxes import own_mailbox
from crm.identity.matches import Match, matched
from crm.identity.name_levels import can_be_one
from crm.identity.pairs import THRESHOLD, Surroundings, Two
from crm.identity.places import placed_as
from crm.identity.subjects import Subject, subject, subjects
from crm.identity.traits import traits_of
from crm.names import PersonName
from crm.schools import BY_NAME
from crm.tables import table_named
from crm.tables.core import ENTITY, INSTITUTION, PERSON, ROLE, UNIT
from crm.tables.crawled import SIGHTING
from crm.tables.who_is_who import KEPT_APART, MERGE
from crm.words import EntityKind, RoleKind

_JOURNAL_ENTRY, _JOURNAL_ROW = table_named("journal_entry"), table_named("journal_row")

MOST = 300
"""People who are looked at for one more: those beyond have a name so common that only an address can tell."""


def apart(connection: Connection) -> frozenset[Two]:
    """Those of whom somebody said that they are two: ids, the lower first."""
    return frozenset((row.a_id, row.b_id) for row in connection.execute(sa.select(KEPT_APART)))


def apart_at_once(connection: Connection) -> frozenset[Two]:
    """Those who are not merged without asking: the two whom somebody keeps apart, and whose merge somebody took back.

    The latter may be offered again: who takes back does not say that they are two.
    """
    taken_back = (
        sa.select(_JOURNAL_ROW.c.key, _JOURNAL_ROW.c.after)
        .join(_JOURNAL_ENTRY, _JOURNAL_ENTRY.c.id == _JOURNAL_ROW.c.entry_id)
        .where(_JOURNAL_ENTRY.c.undone_at.is_not(None), _JOURNAL_ROW.c.table == MERGE.name)
    )
    two = {
        (min(key["gone_id"], after["kept_id"]), max(key["gone_id"], after["kept_id"]))
        for key, after in connection.execute(taken_back)
        if after and "kept_id" in after
    }
    return apart(connection) | two


def bearers(connection: Connection, ids: Sequence[int] | None = None) -> list[Bearer]:
    """Everybody on the map and who was on it, or those with these `ids`; who waits in review is left out."""
    if ids is None:
        return list(_read(connection, sa.true(), sa.true(), sa.true()))
    found: list[Bearer] = []
    for some in batched(sorted(set(ids))):
        found += _read(connection, PERSON.c.id.in_(some), SIGHTING.c.entity_id.in_(some), ROLE.c.person_id.in_(some))
    return found


def _read(
    connection: Connection,
    people: sa.ColumnElement[bool],
    said: sa.ColumnElement[bool],
    held: sa.ColumnElement[bool],
) -> Iterator[Bearer]:
    """The bearers, from three passes over the tables: roles, what is said, people."""
    roles: dict[int, list[str]] = defaultdict(list)
    for person_id, kind, words in connection.execute(
        sa.select(ROLE.c.person_id, ROLE.c.kind, ROLE.c.words).where(held)
    ):
        if words or kind is not RoleKind.STAFF:  # staff is what everybody is of whom nothing is said
            roles[person_id].append(words or str(kind))
    sayings: dict[int, list[dict[str, Any]]] = defaultdict(list)
    statement = sa.select(SIGHTING.c.entity_id, SIGHTING.c.says)
    for entity_id, says in connection.execute(statement.where(SIGHTING.c.kind == str(EntityKind.PERSON), said)):
        sayings[entity_id].append(says)
    columns = (PERSON.c.id, PERSON.c.name, PERSON.c.sort_key, PERSON.c.email, PERSON.c.phone, PERSON.c.url)
    rows = (
        sa.select(*columns, PERSON.c.profile, INSTITUTION.c.domain, UNIT.c.name.label("unit"))
        .join(ENTITY, ENTITY.c.id == PERSON.c.id)
        .outerjoin(INSTITUTION, INSTITUTION.c.id == PERSON.c.institution_id)
        .outerjoin(UNIT, UNIT.c.id == PERSON.c.unit_id)
        .where(people, ENTITY.c.in_review.is_(False))
        .order_by(PERSON.c.id)
    )
    for row in connection.execute(rows).mappings():
        yield _bearer(dict(row), sayings.pop(row["id"], []), roles.pop(row["id"], []))


def _bearer(row: Mapping[str, Any], sayings: list[dict[str, Any]], roles: list[str]) -> Bearer:
    values: dict[str, list[str]] = {name: [] for name in ("name", "email", "phone", "url", "profile", "unit")}
    for says in sayings:
        for name, held in values.items():
            if says.get(name) and isinstance(says[name], str):
                held.append(says[name])
    names: list[PersonName | str] = [_name(row["sort_key"])]
    names += [name for name in dict.fromkeys(values["name"]) if name != row["name"]]
    school = (row["domain"] or "").removeprefix(BY_NAME)
    return bearer(
        row["id"],
        names[:6],
        schools=(school,),
        units=(row["unit"] or "", *values["unit"]),
        roles=roles,
        emails=(row["email"] or "", *values["email"]),
        phones=(row["phone"] or "", *values["phone"]),
        profiles=(row["profile"] or "", row["url"] or "", *values["profile"], *values["url"]),
    )


def _name(sort_key: str) -> PersonName:
    """The name as the key it is sorted on holds it: taken apart when the person was folded, and not again."""
    surname, given, prefix = [*sort_key.split("\x1f"), "", ""][:3]
    if not given and not prefix:
        return PersonName(call_name="", surname=surname)
    bare = given.replace(".", "").replace("-", "")
    is_initials = "." in given or len(bare) == 1
    return PersonName(
        initials=given if is_initials else "", call_name="" if is_initials else given, prefix=prefix, surname=surname
    )


def matches(connection: Connection, asked: Bearer, *, threshold: float = THRESHOLD) -> list[Match]:
    """Whom of the database `asked` is with a probability of at least `threshold`, surest first.

    Looked up by the indexes on name, e-mail address, telephone and page, so that it takes milliseconds among a hundred
    thousand. Those kept apart from `asked` are left out; of somebody without a readable name nothing can be told.
    """
    if not asked.names:
        return []
    person = subject(placed_as(asked, {}))
    found = like(connection, asked)
    others = subjects(placed_as(each, {}) for each in found)
    two = apart(connection)
    likely = matched(person, others, _around(connection, person, others), threshold)
    return [match for match in likely if (min(match.id, asked.id), max(match.id, asked.id)) not in two]


def like(connection: Connection, asked: Bearer) -> list[Bearer]:
    """Who of the database shares an address with `asked`, or bears a name that can be theirs; nobody without a name."""
    if not asked.names:
        return []
    person = subject(placed_as(asked, {}))
    return [each for each in bearers(connection, sorted(_alike(connection, person))) if each.id != asked.id]


def _alike(connection: Connection, person: Subject) -> set[int]:
    """Who shares an address with somebody, or bears a name that can be theirs."""
    named: list[sa.ColumnElement[bool]] = []
    for form in person.forms:
        for part in sorted(form.parts):
            named += [_begins(PERSON.c.sort_key, f"{part}\x1f{x}") for x in sorted(form.letters) or [""]]
            named += [_begins(PERSON.c.sort_key, near) for near in _slips(part)]
    addressed: list[sa.ColumnElement[bool]] = []
    for email in sorted(person.bearer.emails):
        addressed.append(PERSON.c.email == email)
        if local := own_mailbox(email):
            addressed.append(_begins(PERSON.c.email, f"{local}@"))
    addressed += [PERSON.c.profile == page for page in sorted(person.bearer.profiles)]
    addressed += [PERSON.c.url.in_(_written(page)) for page in sorted(person.bearer.profiles)]
    found: set[int] = set()
    for condition in addressed:
        found.update(connection.scalars(sa.select(PERSON.c.id).where(condition).limit(MOST)))
    keys: dict[int, str] = {}
    for condition in named:
        rows = connection.execute(sa.select(PERSON.c.id, PERSON.c.sort_key).where(condition).limit(MOST))
        keys.update((id_, key) for id_, key in rows)
    for id_, key in keys.items():
        form = traits_of(_name(key))
        if any(can_be_one(mine, form) for mine in person.forms):
            found.add(id_)
    return found


def _begins(column: sa.Column[Any], text: str) -> sa.ColumnElement[bool]:
    """Whether a column begins with `text`, as a range that an index answers."""
    return sa.and_(column >= text, column < text[:-1] + chr(ord(text[-1]) + 1)) if text else sa.true()


def _slips(surname: str) -> Iterable[str]:
    """The beginnings that a surname with one slip of the hand still has: its first letters."""
    return (surname[: max(4, len(surname) - 2)],) if len(surname) > 5 else ()


def _written(page: str) -> list[str]:
    return [
        f"{scheme}{host}{page}{end}" for scheme in ("https://", "http://") for host in ("", "www.") for end in ("", "/")
    ]


def _around(connection: Connection, person: Subject, found: Sequence[Subject]) -> Surroundings:
    """What all people together say of these names: counted in the database, by the index on what they are sorted by."""
    frequencies = Frequencies()
    frequencies.count(found)
    frequencies.bearers = int(connection.scalar(sa.select(sa.func.count()).select_from(PERSON)) or 0)
    frequencies.with_call = frequencies.with_letter = frequencies.bearers
    for form in person.forms:
        for part in form.parts:
            count = sa.select(sa.func.count()).where(_begins(PERSON.c.sort_key, f"{part}\x1f"))
            frequencies.surnames[part] = int(connection.scalar(count) or 0)
        share = _SHARES.get((form.call or "".join(form.initials))[:1], 0.03)
        letter = (form.call or "".join(form.initials))[:1]
        frequencies.letters[letter] = round(share * frequencies.bearers)
        if form.call:
            frequencies.calls[form.call] = round(CALL_NAME * frequencies.bearers)
    for domain in person.bearer.schools:
        there = (
            sa.select(sa.func.count())
            .select_from(PERSON)
            .join(INSTITUTION, INSTITUTION.c.id == PERSON.c.institution_id)
        )
        frequencies.places[domain] = int(connection.scalar(there.where(INSTITUTION.c.domain == domain)) or 0)
    frequencies.finish()
    for shares in (frequencies.units, frequencies.roles):
        shares.assume(UNIT_OR_ROLE, frequencies.bearers)
    return Surroundings(frequencies, addresses_of([person, *found]))


UNIT_OR_ROLE = 0.05
"""Share of people who have one unit, or one role: a school has some ten to forty units, and as many words for roles."""


CALL_NAME = 0.004
"""Share of people who bear one call name: of the commonest 0.02, of a middling one 0.001."""

_SHARES = {"j": 0.13, "m": 0.11, "a": 0.09, "e": 0.06, "r": 0.06, "s": 0.06, "h": 0.05, "c": 0.05, "l": 0.05, "p": 0.05}
"""Share of people whose first name begins so, where it is not 0.03."""
