"""What the pages of one school say, without those who were erased: before it is stored, and before it is on the map."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection

from crm.privacy import suppression, writings
from crm.privacy.cutting import names_in_address
from crm.privacy.suppression import Suppressed, Verdict, places_of
from crm.services.mentions import DOUBTED
from crm.statements import SchoolSaid, Statement
from crm.tables.core import ENTITY, INSTITUTION, PERSON, STANDS


@dataclass(frozen=True, slots=True)
class Screen:
    """Who is kept away at one school. False where nobody can be."""

    listed: Suppressed
    places: frozenset[str]
    borne: frozenset[str] = frozenset()
    """Keys of names that somebody who stands on the map there bears too: what is said of the name is said of them."""
    spared: frozenset[str] = frozenset()
    """The ways to write those names."""

    @classmethod
    def of(cls, connection: Connection, *names: str | None) -> "Screen":
        """The screen of the school of that domain and name. Raises KeyMissingError."""
        listed, places = suppression.load(connection), places_of(*names)
        standing = _standing(connection, listed, places) if listed.at(places) else []
        keys = {key for name in standing for key in writings.keys(name)}
        return cls(listed, places, frozenset(keys), frozenset(w for name in standing for w in writings.writings(name)))

    def __bool__(self) -> bool:
        return bool(self.listed)

    def verdict(self, name: str, email: str | None, url: str | None) -> Verdict:
        """Whether somebody on a page is to be kept away, may be a namesake of who is, or neither."""
        if self.listed.has_address([email] if email else [], (), [url] if url else []):
            return Verdict.AWAY
        if not self.listed.has_name(name, self.places) or self.borne & writings.asked_keys(name):
            return Verdict.FREE
        return Verdict.NAMESAKE if email else Verdict.AWAY

    def cut(self, text: str) -> str:
        """`text` without their names and addresses; the very same where there is none."""
        return self.listed.cut(text, self.places, self.spared)

    def is_page(self, url: str) -> bool:
        """Whether this is the page of somebody who is kept away, or one whose address names them."""
        return bool(self.listed) and (self.listed.has_page(url) or names_in_address(url, self.cut))

    def is_theirs(self, person: Mapping[str, Any]) -> bool:
        """Whether somebody in stored findings is to be kept away."""
        return self.verdict(str(person.get("name") or ""), person.get("email"), person.get("url")) is Verdict.AWAY


NOBODY = Screen(Suppressed(), frozenset())
"""The screen of whoever has erased nobody."""


def _standing(connection: Connection, listed: Suppressed, places: frozenset[str]) -> list[str]:
    """Names on the list that somebody on the map bears at this school."""
    schools = connection.execute(sa.select(INSTITUTION.c.id, INSTITUTION.c.domain, INSTITUTION.c.name))
    ids = [row.id for row in schools if places & places_of(row.domain, row.name)]
    there = sa.select(PERSON.c.name).join(ENTITY, ENTITY.c.id == PERSON.c.id)
    found = connection.scalars(there.where(STANDS, PERSON.c.institution_id.in_(ids)))
    return [name for name in found if listed.has_name(name, places)]


def screen(connection: Connection, said: SchoolSaid) -> None:
    """Takes out of `said` whoever is on the suppression list, and their names and addresses out of every text.

    Somebody with another address who is called so waits in review, unless they stand on the map already.
    Raises KeyMissingError where the list cannot be asked.
    """
    sieve = Screen.of(connection, said.domain, said.name)
    if not sieve:
        return
    kept = []
    for person in said.people:
        verdict = sieve.verdict(person.name, person.email, person.url)
        if verdict is Verdict.NAMESAKE:
            person.confidence = min(person.confidence, DOUBTED)
        if verdict is not Verdict.AWAY:
            person.evidence = {name: sieve.cut(text) for name, text in person.evidence.items()}
            kept.append(person)
    said.people[:] = kept
    for statement in (*said.units, *said.programmes, *said.courses):
        _cut(statement, sieve.cut)


def _cut(statement: Statement, cut: Callable[[str], str]) -> None:
    for field in fields(statement):
        value = getattr(statement, field.name)
        if isinstance(value, str) and field.name not in {"page", "url"}:
            setattr(statement, field.name, cut(value))
    statement.evidence = {name: cut(text) for name, text in statement.evidence.items()}
