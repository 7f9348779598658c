"""Places and people by what somebody types for them: a number, a name, a domain, a code, an address."""

from collections.abc import Sequence

import sqlalchemy as sa
from sqlmodel import Session, select

from crm.errors import NotFoundError, RefusedError
from crm.language import _
from crm.tables import Entity, Person
from crm.tables.core import ENTITY, PERSON, STANDS, table_of
from crm.tables.crawled import SOURCE
from crm.text import clean, fold
from crm.words import EntityKind

PLACES = (EntityKind.INSTITUTION, EntityKind.UNIT, EntityKind.PROGRAMME, EntityKind.COURSE)
"""Sorts of places, the widest first."""


_SCHOOLS = (EntityKind.INSTITUTION,)

ALIKE = 85
"""Of 100: a name that is so much like what was typed is proposed."""

MOST_NEAR = 3
"""Names that are proposed."""


def place_called(session: Session, at: str, kinds: Sequence[EntityKind] = PLACES) -> Entity:
    """The school, unit, programme or course that `at` names: number, name, domain, code; the widest kind first.

    Raises NotFoundError when nothing of these `kinds` is called so, proposing what nearly is; RefusedError when several
    are.
    """
    given = clean(at, 200)
    if given.isdigit():
        entity = session.get(Entity, int(given))
        if entity is not None and entity.kind in kinds:
            return entity
    for kind in kinds:
        found = _bearing(session, kind, given)
        if len(found) == 1:
            entity = session.get(Entity, found.pop())
            assert entity is not None
            return entity
        if found:
            raise RefusedError(
                _("Several are called {name}: give the number of the one you mean ({ids}).").format(
                    name=given, ids=", ".join(str(i) for i in sorted(found)[:10])
                )
            )
    if kinds == _SCHOOLS:
        said = _("No school is called {name}.")
    else:
        said = _("No school, unit, programme or course is called {name}.")
    near = _near(session, kinds, given)
    meant = _(" Did you mean {name}?").format(name=" · ".join(near)) if near else ""
    raise NotFoundError(said.format(name=given) + meant)


def _near(session: Session, kinds: Sequence[EntityKind], given: str) -> list[str]:
    """The names that stand and are nearly what was typed, or hold all of its words: the nearest first."""
    from rapidfuzz import fuzz

    wanted, names = fold(given), set[str]()
    for kind in kinds:
        table = table_of(kind)
        standing = sa.select(table.c.name).join(ENTITY, ENTITY.c.id == table.c.id).where(ENTITY.c.gone_on.is_(None))
        names |= set(session.connection().scalars(standing))
    words = set(wanted.split())
    alike = {name: fuzz.ratio(wanted, fold(name)) for name in names}
    found = [name for name in names if alike[name] >= ALIKE or (words and words <= set(fold(name).split()))]
    return sorted(found, key=lambda name: (-alike[name], name))[:MOST_NEAR]


def _bearing(session: Session, kind: EntityKind, given: str) -> set[int]:
    """Those of `kind` that stand and bear the name, code, domain or the name of their source."""
    table = table_of(kind)
    connection = session.connection()
    extra = {"institution": "domain", "programme": "code", "course": "code"}.get(str(kind))
    columns = [table.c.id, table.c.name, *([table.c[extra]] if extra else [])]
    standing = sa.select(*columns).join(ENTITY, ENTITY.c.id == table.c.id).where(ENTITY.c.gone_on.is_(None))
    wanted = fold(given)
    found = {row.id for row in connection.execute(standing) if any(fold(v) == wanted for v in row[1:] if v)}
    if kind is EntityKind.INSTITUTION:
        named = sa.select(SOURCE.c.institution_id, SOURCE.c.name).where(SOURCE.c.institution_id.is_not(None))
        found |= {row.institution_id for row in connection.execute(named) if fold(row.name) == wanted}
        stems = sa.select(table.c.id, table.c.domain)
        found |= {row.id for row in connection.execute(stems) if row.domain.split(".")[0] == wanted}
    return found


def school_called(session: Session, given: str) -> int:
    """The number of the school that is called so. Raises NotFoundError, RefusedError as `place_called`."""
    found = place_called(session, given, _SCHOOLS)
    assert found.id is not None
    return found.id


def person_called(session: Session, given: str) -> Person:
    """The person with this number, e-mail address or name. Raises NotFoundError; RefusedError when several fit."""
    words = clean(given, 200)
    if words.isdigit():
        person = session.get(Person, int(words))
        if person is not None:
            return person
    here = sa.select(PERSON.c.id, PERSON.c.name, PERSON.c.email).join(ENTITY, ENTITY.c.id == PERSON.c.id).where(STANDS)
    wanted = fold(words)
    rows = session.connection().execute(here)
    found = [r.id for r in rows if fold(r.name) == wanted or (r.email or "").casefold() == words.casefold()]
    if not found:
        raise NotFoundError(_("Nobody is called {name}: `werkplaats search NAME` finds them.").format(name=words))
    if len(found) > 1:
        raise RefusedError(
            _("Several are called {name}: give the number of the one you mean ({ids}).").format(
                name=words, ids=", ".join(map(str, found[:10]))
            )
        )
    return session.exec(select(Person).where(Person.id == found[0])).one()
