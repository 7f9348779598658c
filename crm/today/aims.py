"""Whom the office is after, of the people of the leads: the rules of `crm.query.aims`, worked out for these alone.

A course without a mark of its own follows its programmes (yes if any of them is, no if all are), else its unit, the
units above it, and the school. A person follows what they have a role in: yes if anything is, no only if all is.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from crm.today.asking import Ask
from crm.today.courses import Held
from crm.words import EntityKind, Target

DEEPEST = 12
"""Units above one another that are followed, at most: a ring of them must not hold us."""

_ANYTHING = """
    SELECT EXISTS (SELECT 1 FROM institution WHERE target <> 'undecided')
        OR EXISTS (SELECT 1 FROM unit WHERE target <> 'undecided')
        OR EXISTS (SELECT 1 FROM programme WHERE target <> 'undecided')
        OR EXISTS (SELECT 1 FROM course WHERE target <> 'undecided')
"""


@dataclass(slots=True)
class Aims:
    """What is marked, and how things stand above one another; nothing at all where nothing is marked."""

    schools: dict[int, Target] = field(default_factory=dict)
    units: dict[int, tuple[Target, int | None, int]] = field(default_factory=dict)
    programmes: dict[int, tuple[Target, int | None, int]] = field(default_factory=dict)
    courses: dict[int, tuple[Target, int | None, int]] = field(default_factory=dict)
    belonging: dict[int, list[int]] = field(default_factory=dict)
    marked: bool = False

    def of_person(self, roles: Sequence[Held], unit: int | None, school: int | None) -> Target:
        """What the target of somebody comes down to, by their roles, or else by where they work."""
        if not self.marked:
            return Target.UNDECIDED
        aims = {self.of_thing(role.of_kind, role.of_id) for role in roles if role.of_kind is not EntityKind.PERSON}
        if Target.YES in aims:
            return Target.YES
        if aims:
            return Target.NO if aims == {Target.NO} else Target.UNDECIDED
        return self._of_unit(unit, school)

    def of_thing(self, kind: EntityKind, id_: int) -> Target:
        """What the target of a thing comes down to."""
        if kind is EntityKind.COURSE and id_ in self.courses:
            return self._of_course(id_)
        if kind is EntityKind.PROGRAMME and id_ in self.programmes:
            own, unit, school = self.programmes[id_]
            return own if own is not Target.UNDECIDED else self._of_unit(unit, school)
        if kind is EntityKind.UNIT:
            return self._of_unit(id_, None)
        return self.schools.get(id_, Target.UNDECIDED)

    def _of_course(self, id_: int) -> Target:
        own, unit, school = self.courses[id_]
        if own is not Target.UNDECIDED:
            return own
        above = [self.of_thing(EntityKind.PROGRAMME, programme) for programme in self.belonging.get(id_, ())]
        if Target.YES in above:
            return Target.YES
        if Target.NO in above:
            return Target.NO if set(above) == {Target.NO} else Target.UNDECIDED
        return self._of_unit(unit, school)

    def _of_unit(self, unit: int | None, school: int | None) -> Target:
        for _step in range(DEEPEST):
            if unit is None or unit not in self.units:
                break
            own, unit, school = self.units[unit]
            if own is not Target.UNDECIDED:
                return own
        return self.schools.get(school or 0, Target.UNDECIDED)


def read_aims(ask: Ask, roles: Mapping[int, Sequence[Held]]) -> Aims:
    """What there is to know of targets for people with these roles."""
    if not ask(_ANYTHING)[0][0]:
        return Aims()
    courses = {role.of_id for held in roles.values() for role in held if role.of_kind is EntityKind.COURSE}
    belonging: dict[int, list[int]] = defaultdict(list)
    for course, programme in ask("SELECT course_id, programme_id FROM course_in_programme"):
        if course in courses:
            belonging[course].append(programme)
    words = {one.value: one for one in Target}
    return Aims(
        schools={id_: words[target] for id_, target in ask("SELECT id, target FROM institution")},
        units=_placed(ask, words, "unit", "parent_id", None),
        programmes=_placed(ask, words, "programme", "unit_id", None),
        courses=_placed(ask, words, "course", "unit_id", courses),
        belonging=belonging,
        marked=True,
    )


def _placed(
    ask: Ask, words: Mapping[str, Target], table: str, above: str, wanted: Collection[int] | None
) -> dict[int, tuple[Target, int | None, int]]:
    rows = ask(f"SELECT id, target, {above}, institution_id FROM {table}")  # noqa: S608 - names of our own
    return {id_: (words[target], up, school) for id_, target, up, school in rows if wanted is None or id_ in wanted}
