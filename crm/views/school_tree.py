"""A school as a tree of people: who stands where, how far one came with them, and so where the ice is broken."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session

from crm.errors import NotFoundError
from crm.language import _
from crm.query.aims import things_with
from crm.tables import Institution
from crm.tables.core import ENTITY, IN_PROGRAMME, LEAD, PERSON, PROGRAMME, ROLE, STANDS, UNIT
from crm.words import FUNNEL, RUNGS, EntityKind, RoleKind, Stage, Target

BROKEN = FUNNEL[FUNNEL.index(Stage.WARM) :]
"""Stages of people with whom the ice is broken."""


@dataclass(frozen=True, slots=True)
class TreeLine:
    """A line: a place with its people below it, or somebody. `silent` counts teachers nobody has spoken to.

    `stage` None: nobody works the relation. `broken`: the ice is broken here, or somewhere below.
    """

    depth: int
    kind: EntityKind
    id: int
    name: str
    role: RoleKind | None = None
    stage: Stage | None = None
    lead_id: int | None = None
    silent: int = 0
    broken: bool = False


def school_tree(session: Session, institution_id: int) -> list[TreeLine]:
    """The school from its board down. Units and programmes stand in it that are a target or where somebody is a lead.

    Raises NotFoundError for an unknown school.
    """
    school = session.get(Institution, institution_id)
    if school is None:
        raise NotFoundError(_("There is no school {id}: `werkplaats map` shows the numbers.").format(id=institution_id))
    tree = _Tree(session, institution_id)
    lines = [TreeLine(0, EntityKind.INSTITUTION, institution_id, school.name), *tree.below(institution_id, 1)]
    return _with_ice(lines)


class _Tree:
    """Reads all of one school at once."""

    def __init__(self, session: Session, school: int) -> None:
        connection = session.connection()
        self._school = school
        self._people: dict[int, dict[int, Any]] = defaultdict(dict)
        self._silent: dict[int, set[int]] = defaultdict(set)
        for row in connection.execute(_roles(school)):
            self._take(row)
        units = sa.select(UNIT.c.id, UNIT.c.name, UNIT.c.parent_id.label("above"), UNIT.c.sort_key)
        programmes = sa.select(
            PROGRAMME.c.id, PROGRAMME.c.name, PROGRAMME.c.unit_id.label("above"), PROGRAMME.c.sort_key
        )
        self._parts: dict[int, list[tuple[EntityKind, Any]]] = defaultdict(list)
        for kind, table, chosen in ((EntityKind.UNIT, UNIT, units), (EntityKind.PROGRAMME, PROGRAMME, programmes)):
            here = chosen.join(ENTITY, ENTITY.c.id == table.c.id).where(STANDS, table.c.institution_id == school)
            for row in sorted(connection.execute(here), key=lambda row: row.sort_key):
                self._parts[row.above or school].append((kind, row))
        self._wanted = set(connection.scalars(things_with(Target.YES)))

    def _take(self, row: Any) -> None:  # noqa: ANN401 - a row of the roles
        place = row.place
        if row.lead_id is None and (row.kind not in RUNGS or row.kind is RoleKind.TEACHER):
            if row.kind is RoleKind.TEACHER:
                self._silent[place].add(row.person_id)
            return
        held = self._people[place].get(row.person_id)
        if held is None or _rung(row.kind) > _rung(held.kind):
            self._people[place][row.person_id] = row

    def below(self, place: int, depth: int) -> list[TreeLine]:
        """What stands at a place and under it; nothing where it is not wanted and nobody is worked."""
        found = [*self._at(place, depth)]
        for kind, row in self._parts.get(place, ()):
            under = self.below(row.id, depth + 1)
            worked = any(line.lead_id is not None for line in under)
            if row.id in self._wanted or worked or (kind is EntityKind.UNIT and under and self._holds_wanted(row.id)):
                found += [TreeLine(depth, kind, row.id, row.name, silent=len(self._silent.get(row.id, ()))), *under]
        return found

    def _holds_wanted(self, unit: int) -> bool:
        return any(row.id in self._wanted or self._holds_wanted(row.id) for _kind, row in self._parts.get(unit, ()))

    def _at(self, place: int, depth: int) -> Iterator[TreeLine]:
        people = sorted(self._people.get(place, {}).values(), key=lambda row: (-_rung(row.kind), row.sort_key))
        for row in people:
            yield TreeLine(
                depth,
                EntityKind.PERSON,
                row.person_id,
                row.name,
                role=row.kind,
                stage=Stage(row.stage) if row.lead_id is not None else None,
                lead_id=row.lead_id,
                broken=row.lead_id is not None and row.stage in BROKEN,
            )


def _roles(school: int) -> sa.Select[Any]:
    """The roles at a school, each at the place where it stands in the tree: a course's at its programmes."""
    someone = ENTITY.alias("someone")
    place = sa.func.coalesce(IN_PROGRAMME.c.programme_id, ROLE.c.of_id).label("place")
    return (
        sa.select(ROLE.c.person_id, ROLE.c.kind, place, PERSON.c.name, PERSON.c.sort_key)
        .add_columns(LEAD.c.id.label("lead_id"), LEAD.c.stage)
        .join(ENTITY, ENTITY.c.id == ROLE.c.id)
        .join(PERSON, PERSON.c.id == ROLE.c.person_id)
        .join(someone, someone.c.id == PERSON.c.id)
        .outerjoin(IN_PROGRAMME, IN_PROGRAMME.c.course_id == ROLE.c.of_id)
        .outerjoin(LEAD, LEAD.c.person_id == PERSON.c.id)
        .where(PERSON.c.institution_id == school, STANDS)
        .where(someone.c.gone_on.is_(None), someone.c.in_review.is_(False))
    )


def _with_ice(lines: list[TreeLine]) -> list[TreeLine]:
    """Every place above somebody with whom the ice is broken is marked so as well."""
    above: list[int] = []
    broken: set[int] = set()
    for number, line in enumerate(lines):
        while above and lines[above[-1]].depth >= line.depth:
            above.pop()
        if line.kind is not EntityKind.PERSON:
            above.append(number)
        elif line.broken:
            broken.update(above)
    return [replace(line, broken=True) if number in broken else line for number, line in enumerate(lines)]


def _rung(kind: RoleKind) -> int:
    return RUNGS.index(kind) if kind in RUNGS else -1
