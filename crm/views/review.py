"""The review list: what pages say without making it sure, each with the reason and the page's own words."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Row
from sqlmodel import Session

from crm.language import _
from crm.services import person_names, readings
from crm.services.mentions import UNSURE
from crm.spoken import spoken_role
from crm.tables.core import ENTITY, INSTITUTION, PERSON, ROLE, STANDS, table_of
from crm.tables.crawled import REVIEW_LATER, SIGHTING
from crm.words import EntityKind, RoleKind

LONGEST_LIST = 3
"""Names of others that a reason mentions."""


@dataclass(frozen=True, slots=True)
class ReviewLine:
    """One thing to decide about. `what` says what it would be ("teacher of Databases"), `words` are the page's."""

    id: int
    kind: EntityKind
    name: str
    what: str
    reason: str
    words: str
    page: str
    school: str
    institution_id: int | None
    seen: date
    person_id: int | None = None


_PEOPLE_IN_REVIEW = sa.select(ENTITY.c.id).where(ENTITY.c.kind == EntityKind.PERSON, ENTITY.c.in_review)
"""People who wait or were refused: their roles are decided with them."""


def review(session: Session, today: date, *, institution_id: int | None = None) -> list[ReviewLine]:
    """What waits to be decided on `today`, by school, people first; what was decided or put off is left out."""
    waiting = _waiting(session, today)
    seen = _sightings(session, [row.id for row in waiting])
    undecided = [row for row in waiting if readings.decision(seen[row.id]) is None and seen[row.id]]
    people = set(session.connection().scalars(_PEOPLE_IN_REVIEW))
    context = _Context(session, undecided, seen)
    lines = [
        line
        for row in undecided
        if (line := context.line(row)) is not None and not (row.kind is EntityKind.ROLE and line.person_id in people)
    ]
    if institution_id is not None:
        lines = [line for line in lines if line.institution_id == institution_id]
    order = [EntityKind.PERSON, EntityKind.ROLE, EntityKind.COURSE, EntityKind.PROGRAMME, EntityKind.UNIT]
    return sorted(lines, key=lambda line: (line.school, order.index(line.kind), line.name.casefold(), line.id))


def review_counts(session: Session, today: date) -> dict[int, int]:
    """School → how many things wait to be decided."""
    return dict(Counter(line.institution_id for line in review(session, today) if line.institution_id is not None))


def _waiting(session: Session, today: date) -> Sequence[Row[Any]]:
    later = sa.select(REVIEW_LATER.c.entity_id).where(REVIEW_LATER.c.until > today)
    chosen = sa.select(ENTITY).where(
        ENTITY.c.in_review,
        ENTITY.c.gone_on.is_(None),
        ENTITY.c.id.not_in(later),
        ENTITY.c.kind != EntityKind.INSTITUTION,
    )
    return session.connection().execute(chosen.order_by(ENTITY.c.id)).all()


def _sightings(session: Session, ids: Sequence[int]) -> dict[int, list[Row[Any]]]:
    found: dict[int, list[Row[Any]]] = defaultdict(list)
    for start in range(0, len(ids), 500):
        chosen = sa.select(SIGHTING).where(
            SIGHTING.c.entity_id.in_(ids[start : start + 500]), SIGHTING.c.ended_on.is_(None)
        )
        for row in session.connection().execute(chosen.order_by(SIGHTING.c.id)):
            found[row.entity_id].append(row)
    return found


class _Context:
    """What is needed to say of each thing what it is and why it waits."""

    def __init__(self, session: Session, waiting: Sequence[Row[Any]], seen: dict[int, list[Row[Any]]]) -> None:
        self._connection = session.connection()
        self._seen = seen
        ids = [row.id for row in waiting]
        self._things = {row["id"]: row for kind in {row.kind for row in waiting} for row in self._rows(kind, ids)}
        roles = sa.select(ROLE, PERSON.c.name, PERSON.c.institution_id).join(PERSON, PERSON.c.id == ROLE.c.person_id)
        people = {row.id for row in waiting if row.kind is EntityKind.PERSON}
        chosen = roles.where(sa.or_(ROLE.c.id.in_(ids), ROLE.c.person_id.in_(people)))
        self._roles = {row.id: row for row in self._connection.execute(chosen)}
        self._schools = {row.id: row.name for row in self._connection.execute(sa.select(INSTITUTION))}
        self._names: dict[int, str] = {}

    def _rows(self, kind: EntityKind, ids: Sequence[int]) -> Sequence[Any]:
        table = table_of(kind)
        return self._connection.execute(sa.select(table).where(table.c.id.in_(ids))).mappings().all()

    def line(self, row: Row[Any]) -> ReviewLine | None:
        """The line of one thing; None for what stands nowhere."""
        last = max(self._seen[row.id], key=lambda s: (s.last_seen, s.confidence, s.id))
        role = self._roles.get(row.id)
        thing = self._things[row.id]
        name = role.name if role is not None else thing["name"]
        school = role.institution_id if role is not None else thing["institution_id"]
        words = last.evidence.get("roles") or last.evidence.get("name") or last.says.get("words") or ""
        return ReviewLine(
            id=row.id,
            kind=row.kind,
            name=name,
            what=self._what(row, role),
            reason=self._reason(row, role, school),
            words=words,
            page=last.page,
            school=self._schools.get(school or 0, ""),
            institution_id=school,
            seen=last.last_seen,
            person_id=role.person_id if role is not None else row.id if row.kind is EntityKind.PERSON else None,
        )

    def _what(self, row: Row[Any], role: Row[Any] | None) -> str:
        held = [role] if role is not None else [r for r in self._roles.values() if r.person_id == row.id]
        said = dict.fromkeys(
            _("{role} of {what}").format(role=spoken_role(RoleKind(r.kind)), what=self._name(r.of_kind, r.of_id))
            for r in held
        )
        return ", ".join(said)

    def _name(self, kind: EntityKind, id_: int) -> str:
        if id_ not in self._names:
            table = table_of(kind)
            self._names[id_] = str(self._connection.scalar(sa.select(table.c.name).where(table.c.id == id_)) or "?")
        return self._names[id_]

    def _reason(self, row: Row[Any], role: Row[Any] | None, school: int | None) -> str:
        doubtful = [s for s in self._seen[row.id] if s.says.get("doubtful")]
        if role is not None and doubtful:
            words = next((s.says["words"] for s in doubtful if s.says.get("words")), "")
            if words:
                return _("“{words}” does not say for certain what they are, or of what.").format(words=words)
            return _("The page does not say for certain what they are, or of what.")
        if row.kind is EntityKind.PERSON:
            return self._person_reason(row, school)
        if all(s.confidence < UNSURE for s in self._seen[row.id]):
            return _("Read with little certainty: the page may mean something else.")
        return _("Newly read while the site changed its pages: it was never said before.")

    def _person_reason(self, row: Row[Any], school: int | None) -> str:
        own = self._things[row.id]["name"]
        others = sa.select(PERSON.c.name).join(ENTITY, ENTITY.c.id == PERSON.c.id).where(STANDS)
        names = self._connection.scalars(others.where(PERSON.c.institution_id == school).order_by(PERSON.c.sort_key))
        alike = [name for name in names if person_names.compatible(name, own)]
        if alike:
            shown = ", ".join(alike[:LONGEST_LIST])
            return _("It cannot be told who this is: it may be {names}.").format(names=shown)
        held = [r for r in self._roles.values() if r.person_id == row.id]
        if held and any(s.says.get("doubtful") for r in held for s in self._seen.get(r.id, ())):
            return _("Whether they are a contact is uncertain: no role of theirs is said plainly.")
        return _("Read with little certainty that this is a person of the school.")
