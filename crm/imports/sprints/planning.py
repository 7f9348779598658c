"""What importing a list of sprints would do: each business and sprint once, with school and teacher of the map."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from sqlmodel import Session, col, select

from crm.clock import Clock
from crm.imports.contact import RowRefusedError
from crm.imports.places import Place, Places
from crm.imports.plan import Line, Outcome, Plan, Progress
from crm.imports.sheet_rows import now_and_then, rows_with_lines
from crm.imports.sprints.planned import Business, Planned
from crm.imports.sprints.recognising import recognise
from crm.imports.sprints.rows import SprintField, SprintRow, read_row
from crm.imports.vocabulary import OpenedSheets
from crm.language import _
from crm.privacy.incoming import Incoming
from crm.services import companies, person_names
from crm.services.companies import CompanyParts
from crm.tables import Company, Person, Sprint
from crm.text import fold
from crm.unit_of_work import Work
from crm.words import EntityKind

REPORT_EVERY = 100
"""Rows between two words on progress."""


@dataclass(slots=True)
class SprintPlan(Plan):
    """Everything that importing a list of sprints would do."""

    sprints: list[Planned] = field(default_factory=list)


def plan_sprints(
    session: Session, opened: OpenedSheets[SprintField], *, by: str, clock: Clock, progress: Progress
) -> SprintPlan:
    """What importing `opened` would do. Writes nothing."""
    plan = SprintPlan(opened.book.file, remarks=[*opened.book.remarks, *opened.left_out()])
    reader = _Planner(session, by, clock)
    for sheet, columns in opened.sheets:
        if not columns.places(SprintField.COMPANY):
            plan.remarks.append(_("{sheet} has no column with businesses and is left out.").format(sheet=sheet.name))
            continue
        for line, row in rows_with_lines(sheet, plan.lines, told=now_and_then(progress, REPORT_EVERY)):
            try:
                read = read_row(row, columns, clock.today())
            except RowRefusedError as refusal:
                line.refuse(refusal.reason, row.cells)
                continue
            found = reader.plan(read, line, opened.book.page(sheet, row.line))
            if found is not None:
                plan.sprints.append(found)
    recognise(plan.sprints, reader.guides(plan.sprints))
    return plan


class _Planner:
    """Finds whom and what rows mean, among what is known and what rows before them said."""

    def __init__(self, session: Session, by: str, clock: Clock) -> None:
        self._work = Work(session=session, by=by, clock=clock)
        self._places = Places(session.connection())
        self._incoming = Incoming(session.connection())
        self._businesses: dict[str, list[Business]] = {}
        self._seen: set[tuple[object, ...]] = set()
        self._people: dict[int, list[Person]] = {}

    def plan(self, row: SprintRow, line: Line, page: str) -> Planned | None:
        """A row as it will be written; None for one that the list has twice."""
        line.name = row.company.name
        business = self._business(row.company)
        place = self._places.find(row.school) if row.school else None
        course_id = self._course(place, row.course)
        person_id, teacher = self._teacher(place, row, line)
        line.values_refused = row.refused
        key = (
            id(business),
            row.school_year,
            fold(row.course or ""),
            _school(place, row),
            fold(row.team or ""),
            row.starts,
        )
        if key in self._seen:
            line.outcome, line.reason = Outcome.MERGED, _("stands in the list twice")
            return None
        self._seen.add(key)
        return Planned(row, line, page, business, place, course_id, person_id, teacher)

    def guides(self, rows: Sequence[Planned]) -> dict[int, str]:
        """Who guided the sprints that these businesses have already: person → name."""
        ids = {one.person_id for row in rows for one in row.business.sprints if one.person_id is not None}
        found = self._work.session.exec(select(Person.id, Person.name).where(col(Person.id).in_(ids)))
        return {id_: name for id_, name in found if id_ is not None}

    def _business(self, parts: CompanyParts) -> Business:
        """The business that is meant: known, or of a row before; the same name with nothing against it is the same."""
        key = companies.told_of(parts).key
        near = self._businesses.setdefault(key, [])
        for one in near:
            if _agree(one.parts, parts):
                one.parts = _completed(one.parts, parts)
                return one
        met = companies.meet(self._work, parts)
        company = met.company or _alone([one for one in met.maybe if one.sort_key == key], parts)
        made = Business(parts)
        if company is not None:
            made.id = company.id
            known = next((one for group in self._businesses.values() for one in group if one.id == company.id), None)
            if known is not None:
                return known
            made.sprints = list(self._work.session.exec(select(Sprint).where(Sprint.company_id == company.id)))
        near.append(made)
        return made

    def _course(self, place: Place | None, course: str | None) -> int | None:
        if place is None or not course:
            return None
        found = self._places.parts(place).one(course, EntityKind.COURSE)
        return found[1] if found is not None else None

    def _teacher(self, place: Place | None, row: SprintRow, line: Line) -> tuple[int | None, str | None]:
        """Who of the map is meant: by the address, else the only one at that school whom the name fits.

        Where it is none of them, or several, the name itself; nothing of somebody who asked to be erased.
        """
        said = row.teacher or row.email
        if not said:
            return None, None
        if any(self._incoming.cut(each) != each for each in (row.teacher, row.email)):
            line.reason = _("whoever guided it asked to be erased, and stays away")
            return None, None
        there = self._people_at(place.id) if place is not None and place.id is not None else []
        same = [one for one in there if row.email and (one.email or "").lower() == row.email]
        same = same or [one for one in there if row.teacher and person_names.compatible(one.name, row.teacher)]
        if len(same) == 1:
            return same[0].id, None
        reason = (
            _("{name} is more than one at that school: the name is kept with the sprint")
            if same
            else _("{name} is not on the map of that school: the name is kept with the sprint")
        )
        line.reason = reason.format(name=said)
        return None, said

    def _people_at(self, school: int) -> list[Person]:
        if school not in self._people:
            chosen = select(Person).where(Person.institution_id == school).order_by(col(Person.id))
            self._people[school] = list(self._work.session.exec(chosen))
        return self._people[school]


def _school(place: Place | None, row: SprintRow) -> str:
    return place.domain if place is not None else fold(row.school)


def _agree(one: CompanyParts, other: CompanyParts) -> bool:
    """Whether two of one name can be one business: no number, address or place of theirs differs."""
    first, second = companies.told_of(one), companies.told_of(other)
    pairs = (
        (first.register_number, second.register_number),
        (first.domain, second.domain),
        (first.municipality, second.municipality),
    )
    return all(not a or not b or a == b for a, b in pairs)


def _completed(one: CompanyParts, other: CompanyParts) -> CompanyParts:
    return CompanyParts(
        one.name,
        register_number=one.register_number or other.register_number,
        website=one.website or other.website,
        municipality=one.municipality or other.municipality,
        sector=one.sector or other.sector,
    )


def _alone(called_so: list[Company], parts: CompanyParts) -> Company | None:
    """The only known business of that name, where nothing that is told speaks against it."""
    fits = [
        one
        for one in called_so
        if _agree(CompanyParts(one.name, one.register_number, one.website, one.municipality), parts)
    ]
    return fits[0] if len(fits) == 1 else None
