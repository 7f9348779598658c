"""What the office is after (beoogd): set on units, programmes and courses, inherited downwards."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

import sqlalchemy as sa
from sqlmodel import Session, SQLModel

from crm.errors import NotFoundError, UsageError
from crm.language import _
from crm.tables import Course, Institution, Programme, Unit
from crm.text import LONGEST, clean
from crm.unit_of_work import Work
from crm.words import EntityKind, Target

TABLES = SQLModel.metadata.tables

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
        raise UsageError(_("A {kind} is no target: mark a unit, programme or course.").format(kind=kind))
    row = work.session.get(table, id_)
    if not isinstance(row, (Unit, Programme, Course, Institution)):
        raise NotFoundError(_("There is no {kind} {id}.").format(kind=kind, id=id_))
    row.target = Target(target)
    if not isinstance(row, Institution):
        row.target_why = clean(why, LONGEST) if why else None
    work.session.add(row)
    work.session.flush()
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


def aims(session: Session) -> Aims:
    """The marks of the whole map, read at once."""
    connection = session.connection()
    found = Aims()
    links = {"institution": (), "unit": ("parent_id", "institution_id")}
    for name in ("institution", "unit", "programme", "course"):
        table = TABLES[name]
        columns = links.get(name, ("unit_id", "institution_id"))
        for row in connection.execute(sa.select(table.c.id, table.c.target, *(table.c[c] for c in columns))):
            if row.target is not Target.UNDECIDED:
                found.own[row.id] = row.target
            above = next((link for link in row[2:] if link is not None), None)
            if above is not None:
                found.above[row.id].append(above)
    for row in connection.execute(sa.select(TABLES["course_in_programme"])):
        found.programmes[row.course_id].append(row.programme_id)
    return found


def effective(session: Session, ids: Iterable[int]) -> dict[int, Target]:
    """What holds for each of these units, programmes and courses."""
    marks = aims(session)
    return {entity_id: marks.of(entity_id) for entity_id in ids}
