"""What the people of the leads teach, and in which programmes one of them is the only link."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from crm.today.asking import Ask, day_of, marks
from crm.words import EntityKind, RoleKind

LINKED = ("informed", "examples", "agreement", "sprint")
"""Stages at which somebody is a link with their programme."""


@dataclass(slots=True)
class CourseFact:
    """A course somebody teaches, with the school's own dates where there are any."""

    id: int
    name: str
    period: str | None
    fill_by: date | None = None
    room_by: date | None = None
    students: int | None = None


@dataclass(slots=True)
class Held:
    """A role of somebody: the course it is of, or another thing."""

    id: int
    kind: RoleKind
    of_kind: EntityKind
    of_id: int
    stands: bool
    in_review: bool


@dataclass(slots=True)
class Taught:
    """The roles of the people of the leads, by person, and the courses by id."""

    roles: dict[int, list[Held]] = field(default_factory=lambda: defaultdict(list))
    courses: dict[int, CourseFact] = field(default_factory=dict)
    sole_links: Mapping[int, int] = field(default_factory=dict)
    """Programme → the person who is the only link with it."""
    sole: frozenset[int] = field(init=False)
    """Those people."""

    def __post_init__(self) -> None:
        """Works out who hangs alone, once: every line that is weighed asks."""
        self.sole = frozenset(self.sole_links.values())

    def courses_of(self, person: int) -> list[CourseFact]:
        """The courses in which somebody has a role that stands."""
        held = (role.of_id for role in self.roles.get(person, ()) if role.stands and role.of_kind is EntityKind.COURSE)
        return [self.courses[of] for of in dict.fromkeys(held) if of in self.courses]


_ROLES = """
    SELECT role.person_id, role.id, role.kind, role.of_kind, role.of_id, entity.gone_on IS NULL, entity.in_review,
        course.name, course.period, course_dates.fill_by, course_dates.room_by, course_dates.students
    FROM lead JOIN role ON role.person_id = lead.person_id JOIN entity ON entity.id = role.id
    LEFT JOIN course ON course.id = role.of_id LEFT JOIN course_dates ON course_dates.course_id = role.of_id
    WHERE lead.stage NOT IN ('declined', 'do_not_contact')
"""

_SOLE = f"""
    SELECT of.programme_id, min(lead.person_id)
    FROM lead JOIN role ON role.person_id = lead.person_id JOIN entity ON entity.id = role.id
    JOIN course_in_programme AS of ON of.course_id = role.of_id
    WHERE lead.stage IN ({", ".join(f"'{stage}'" for stage in LINKED)}) AND entity.gone_on IS NULL{{}}
    GROUP BY of.programme_id HAVING count(DISTINCT lead.person_id) = 1
"""  # noqa: S608 - words of our own


def read_taught(ask: Ask, only: Sequence[int] | None = None) -> Taught:
    """What the people of all leads that did not end have a role in; of `only` these leads."""
    found = Taught()
    kinds, things = {one.value: one for one in RoleKind}, {one.value: one for one in EntityKind}
    these = "" if only is None else f" AND lead.id IN ({marks(only)})"
    for row in ask(_ROLES + these, only or ()):
        person, role, kind, of_kind, of_id, here, in_review, name, period, fill_by, room_by, students = row
        stands = bool(here) and not in_review
        found.roles[person].append(Held(role, kinds[kind], things[of_kind], of_id, stands, bool(in_review)))
        if name is not None and of_id not in found.courses:
            days = (day_of(fill_by), day_of(room_by))
            found.courses[of_id] = CourseFact(of_id, name, period, *days, students)
    if only is None:
        return replace(found, sole_links=read_sole_links(ask))
    return found


def read_sole_links(ask: Ask, programmes: Sequence[int] | None = None) -> dict[int, int]:
    """Programme → the person who is the only link with it; only of these `programmes`, where they are given."""
    these = "" if programmes is None else f" AND of.programme_id IN ({marks(programmes)})"
    return {programme: person for programme, person in ask(_SOLE.format(these), programmes or ())}  # noqa: C416 - rows
