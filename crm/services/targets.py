"""What the office is after (beoogd): set on units, programmes and courses, inherited downwards."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import sqlalchemy as sa
from sqlalchemy import Connection
from sqlmodel import Session

from crm.database.batches import batched
from crm.errors import NotFoundError, UsageError
from crm.language import _
from crm.privacy.swept import targets_changed
from crm.spoken import spoken_kind
from crm.tables import Course, Institution, Programme, Unit
from crm.tables.core import ENTITY, IN_PROGRAMME, table_of
from crm.text import LONGEST, clean
from crm.unit_of_work import Work
from crm.words import EntityKind, Target

_MARKED: dict[EntityKind, type[Unit] | type[Programme] | type[Course] | type[Institution]] = {
    EntityKind.INSTITUTION: Institution,
    EntityKind.UNIT: Unit,
    EntityKind.PROGRAMME: Programme,
    EntityKind.COURSE: Course,
}


def set_target(work: Work, kind: EntityKind, id_: int, target: Target, why: str | None = None) -> None:
    """Marks a school, unit, programme or course; `UNDECIDED` lets it inherit again. No crawl touches the mark.

    Raises UsageError for another kind, NotFoundError when there is no such thing.
    """
    table = _MARKED.get(EntityKind(kind))
    if table is None:
        raise UsageError(
            _("A {kind} is no target: mark a unit, programme or course.").format(kind=spoken_kind(EntityKind(kind)))
        )
    row = work.session.get(table, id_)
    if not isinstance(row, (Unit, Programme, Course, Institution)):
        raise NotFoundError(
            _("There is no {kind} {id}: `werkplaats search` shows the numbers.").format(
                kind=spoken_kind(EntityKind(kind)), id=id_
            )
        )
    row.target = Target(target)
    if not isinstance(row, Institution):
        row.target_why = clean(why, LONGEST) if why else None
    work.session.add(row)
    work.session.flush()
    school = row.id if isinstance(row, Institution) else row.institution_id
    if school is not None:
        targets_changed(work.session.connection(), school)
    words = {Target.YES: _("{name} is a target"), Target.NO: _("{name} is no target")}
    work.say(words.get(Target(target), _("{name} inherits its target")).format(name=row.name))


@dataclass(slots=True)
class Aims:
    """The marks of the whole map, and who stands under whom."""

    own: dict[int, Target] = field(default_factory=dict)
    above: dict[int, list[int]] = field(default_factory=lambda: defaultdict(list))
    programmes: dict[int, list[int]] = field(default_factory=lambda: defaultdict(list))

    def of(self, entity_id: int, seen: frozenset[int] = frozenset()) -> Target:
        """What holds for a thing: its own mark, or else that of what stands above it.

        A course takes it from its programmes: yes when any says yes, no when all that say anything say no. Then from
        its unit, the units above, the school.
        """
        own = self.own.get(entity_id, Target.UNDECIDED)
        if own is not Target.UNDECIDED or entity_id in seen:
            return own
        seen |= {entity_id}
        if self.programmes.get(entity_id):
            marks = {self.of(programme, seen) for programme in self.programmes[entity_id]}
            for mark in (Target.YES, Target.UNDECIDED, Target.NO):
                if mark in marks and mark is not Target.UNDECIDED:
                    return mark if mark is Target.YES or marks == {Target.NO} else Target.UNDECIDED
        for above in self.above.get(entity_id, []):
            return self.of(above, seen)
        return Target.UNDECIDED


def aims(session: Session, things: Mapping[EntityKind, Iterable[int]] | None = None) -> Aims:
    """The marks of the whole map, read at once; with `things` only of these and of all that stands above them."""
    found = Aims()
    connection = session.connection()
    if things is None:
        for kind in _MARKED:
            _read_marks(connection, found, kind, None)
        return found
    front = {kind: set(ids) for kind, ids in things.items()}
    seen: set[int] = set()
    while any(front.values()):
        above: dict[EntityKind, set[int]] = defaultdict(set)
        for kind, ids in front.items():
            seen |= ids
            for some in batched(sorted(ids), 5_000):
                for nearest, id_ in _read_marks(connection, found, kind, some):
                    above[nearest].add(id_)
        front = {kind: ids - seen for kind, ids in above.items()}
    return found


_ABOVE: dict[EntityKind, tuple[tuple[str, EntityKind], ...]] = {
    EntityKind.INSTITUTION: (),
    EntityKind.UNIT: (("parent_id", EntityKind.UNIT), ("institution_id", EntityKind.INSTITUTION)),
    EntityKind.PROGRAMME: (("unit_id", EntityKind.UNIT), ("institution_id", EntityKind.INSTITUTION)),
    EntityKind.COURSE: (("unit_id", EntityKind.UNIT), ("institution_id", EntityKind.INSTITUTION)),
}
"""The columns that say what a thing stands under, nearest first."""


def _read_marks(
    connection: Connection, found: Aims, kind: EntityKind, ids: Sequence[int] | None
) -> list[tuple[EntityKind, int]]:
    """Adds the marks and links of `ids` (None: of all) of `kind` to `found`; returns what stands right above them."""
    table = table_of(kind)
    marks = sa.select(table.c.id, table.c.target, *(table.c[column] for column, _kind in _ABOVE[kind]))
    above: list[tuple[EntityKind, int]] = []
    for row in connection.execute(marks if ids is None else marks.where(table.c.id.in_(ids))):
        if row.target is not Target.UNDECIDED:
            found.own[row.id] = row.target
        for (_column, nearest), link in zip(_ABOVE[kind], row[2:], strict=True):
            if link is not None:
                found.above[row.id].append(link)
                above.append((nearest, link))
                break
    if kind is EntityKind.COURSE:
        member = sa.select(IN_PROGRAMME)
        for row in connection.execute(member if ids is None else member.where(IN_PROGRAMME.c.course_id.in_(ids))):
            found.programmes[row.course_id].append(row.programme_id)
            above.append((EntityKind.PROGRAMME, row.programme_id))
    return above


def effective(session: Session, ids: Iterable[int]) -> dict[int, Target]:
    """What holds for each of these schools, units, programmes and courses."""
    asked = list(ids)
    things: dict[EntityKind, list[int]] = defaultdict(list)
    for some in batched(asked, 5_000):
        for row in session.connection().execute(sa.select(ENTITY.c.id, ENTITY.c.kind).where(ENTITY.c.id.in_(some))):
            if row.kind in _MARKED:
                things[row.kind].append(row.id)
    marks = aims(session, things)
    return {entity_id: marks.of(entity_id) for entity_id in asked}
