"""What came of it: businesses coupled to a student team, the students who were reached, and whose they were."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

import sqlalchemy as sa
from sqlmodel import Session

from crm.case_words import CompanySize, SprintState
from crm.figures.period import Period, unbroken
from crm.figures.tables import Cell, Column, Figures, Kind
from crm.figures.words import level_words, setting_words, size_words
from crm.language import _
from crm.tables import table_named
from crm.tables.core import INSTITUTION
from crm.views.coupled import began, counts
from crm.words import Level, Setting

SPRINT, COMPANY, CASE = table_named("sprint"), table_named("company"), table_named("company_case")
PARTNER = table_named("partner")

_ONE = {"municipalities": "municipality"}
"""What a row of a table is, where that is not the table's name without its s."""


@dataclass(frozen=True, slots=True)
class Coupled:
    """A sprint that counts: a business that a student team worked for, or works for now."""

    id: int
    company_id: int
    company: str
    municipality: str | None
    sector: str | None
    size: CompanySize | None
    partner: str | None
    institution_id: int | None
    school: str | None
    level: Level | None
    setting: Setting
    course: str | None
    school_year: str
    starts: date | None
    began: date | None
    """The day from which it counts, of `crm.views.coupled`."""
    students: int | None
    hours: float | None
    state: SprintState
    result: str | None

    @property
    def calendar_year(self) -> int:
        """The year in which it began; where no day is kept, the year in which its school year begins."""
        return self.began.year if self.began is not None else int(self.school_year[:4])


def coupled(session: Session, period: Period, institution_id: int | None = None) -> list[Coupled]:
    """The sprints of a period that count, oldest first; those of one school, where given.

    Which count, and from when, is said in `crm.views.coupled`.
    """
    chosen = (
        sa.select(
            SPRINT.c.id,
            SPRINT.c.company_id,
            COMPANY.c.name.label("company"),
            COMPANY.c.municipality,
            COMPANY.c.sector,
            COMPANY.c.size,
            PARTNER.c.name.label("partner"),
            SPRINT.c.institution_id,
            sa.func.coalesce(INSTITUTION.c.name, SPRINT.c.institution_name).label("school"),
            sa.func.coalesce(SPRINT.c.level, INSTITUTION.c.level).label("level"),
            SPRINT.c.setting,
            SPRINT.c.course_name.label("course"),
            SPRINT.c.school_year,
            SPRINT.c.starts,
            began().label("began"),
            SPRINT.c.students,
            SPRINT.c.hours,
            SPRINT.c.state,
            SPRINT.c.result,
        )
        .join(COMPANY, COMPANY.c.id == SPRINT.c.company_id)
        .outerjoin(CASE, CASE.c.id == SPRINT.c.case_id)
        .outerjoin(PARTNER, PARTNER.c.id == CASE.c.partner_id)
        .outerjoin(INSTITUTION, INSTITUTION.c.id == SPRINT.c.institution_id)
        .where(counts(period.until), _within(period))
        .order_by(SPRINT.c.school_year, SPRINT.c.starts, SPRINT.c.id)
    )
    if institution_id is not None:
        chosen = chosen.where(SPRINT.c.institution_id == institution_id)
    return [Coupled(**row) for row in session.connection().execute(chosen).mappings()]


def _within(period: Period) -> sa.ColumnElement[bool]:
    """By the day on which it began, else by its school year."""
    first, years = began(), SPRINT.c.school_year <= period.year
    if period.since is not None:
        years = sa.and_(years, SPRINT.c.school_year >= Period(None, period.since).year)
    return sa.or_(period.holds(first), sa.and_(first.is_(None), years))


def by_school_year(found: Sequence[Coupled]) -> Figures:
    """Businesses, the new ones among them, sprints and students, a school year."""
    return _over_time(
        "coupled", _("Businesses coupled, by school year"), found, lambda one: one.school_year, ("businesses", "new")
    )


def by_calendar_year(found: Sequence[Coupled]) -> Figures:
    """The same by calendar year."""
    made = _over_time(
        "coupled_calendar", _("Businesses coupled, by calendar year"), found, lambda one: one.calendar_year
    )
    undated = sum(one.began is None for one in found)
    if not undated:
        return made
    note = _("Of {n} sprints only the school year is known: they stand in the year in which it begins.").format(
        n=undated
    )
    return replace(made, note=note)


def by_level(found: Sequence[Coupled]) -> Figures:
    """Students reached at each level."""
    words = level_words()
    return _by(
        "levels", _("Students reached, by level"), _("Level"), found, lambda one: one.level, words, bars="students"
    )


def by_municipality(found: Sequence[Coupled]) -> Figures:
    """Where the businesses are."""
    return _by(
        "municipalities", _("By municipality of the business"), _("Municipality"), found, lambda one: one.municipality
    )


def by_sector(found: Sequence[Coupled]) -> Figures:
    """What the businesses do."""
    return _by("sectors", _("By sector of the business"), _("Sector"), found, lambda one: one.sector)


def by_size(found: Sequence[Coupled]) -> Figures:
    """How large the businesses are."""
    return _by("sizes", _("By size of the business"), _("People at work"), found, lambda one: one.size, size_words())


def by_setting(found: Sequence[Coupled]) -> Figures:
    """In which form the sprints were done."""
    return _by("settings", _("By form"), _("Form"), found, lambda one: one.setting, setting_words(), bars="sprints")


def by_school(found: Sequence[Coupled]) -> Figures:
    """At which school."""
    return _by("schools", _("By school"), _("School"), found, lambda one: one.school, bars="students")


def hours(found: Sequence[Coupled]) -> Figures:
    """Hours that teachers gave, where that was kept."""
    years = sorted({one.school_year for one in found if one.hours is not None})
    rows = []
    for year in years:
        these = [one for one in found if one.school_year == year]
        kept = [one.hours for one in these if one.hours is not None]
        rows.append((year, sum(kept), len(kept), len(these)))
    columns = (
        Column("school_year", _("School year"), Kind.TEXT),
        Column("hours", _("Hours"), Kind.HOURS),
        Column("kept", _("Sprints of which it is kept")),
        Column("sprints", _("Of all")),
    )
    return Figures("hours", _("Hours of teachers, where kept"), columns, tuple(rows), over_time=True)


def distinct(found: Iterable[Coupled]) -> int:
    """How many businesses."""
    return len({one.company_id for one in found})


def students(found: Iterable[Coupled]) -> int:
    """How many students, of the sprints of which that is known."""
    return sum(one.students or 0 for one in found)


def _over_time(
    key: str, title: str, found: Sequence[Coupled], when: Callable[[Coupled], Cell], bars: tuple[str, ...] = ()
) -> Figures:
    rows: list[tuple[Cell, ...]] = []
    known: set[int] = set()
    for year in unbroken(str(when(one)) for one in found):
        these = [one for one in found if str(when(one)) == year]
        companies = {one.company_id for one in these}
        rows.append((year, len(companies), len(companies - known), len(these), students(these)))
        known |= companies
    columns = (
        Column("year", _("Year"), Kind.TEXT),
        Column("businesses", _("Businesses")),
        Column("new", _("For the first time")),
        Column("sprints", _("Sprints")),
        Column("students", _("Students")),
    )
    return Figures(key, title, columns, tuple(rows), bars, over_time=True)


def _by(
    key: str,
    title: str,
    label: str,
    found: Sequence[Coupled],
    of: Callable[[Coupled], Cell],
    words: dict[str, str] | None = None,
    bars: str = "businesses",
) -> Figures:
    """Counted by one thing, most first; codes in the order of their list; what is not known last."""
    grouped: dict[Cell, list[Coupled]] = {}
    for one in found:
        grouped.setdefault(of(one), []).append(one)
    order = list(words or {})

    def place(cell: Cell) -> tuple[bool, int, int, str]:
        known = order.index(str(cell)) if str(cell) in order else len(order)
        return cell is None, known, -distinct(grouped[cell]), str(cell).casefold()

    rows = [
        (cell, distinct(grouped[cell]), len(grouped[cell]), students(grouped[cell]))
        for cell in sorted(grouped, key=place)
    ]
    columns = (
        Column(_ONE.get(key, key.removesuffix("s")), label, Kind.TEXT, words or {}),
        Column("businesses", _("Businesses")),
        Column("sprints", _("Sprints")),
        Column("students", _("Students")),
    )
    return Figures(key, title, columns, tuple(rows), (bars,))
