"""The report: every table of figures in its group, frozen at a day."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlmodel import Session

from crm.figures import comparison, coverage, flow, marks, questions, roads, sprints, upward
from crm.figures.marks import Quote
from crm.figures.period import Period
from crm.figures.sprints import Coupled
from crm.figures.tables import Figures
from crm.language import _, ngettext
from crm.views.footing import Footing, footings


@dataclass(frozen=True, slots=True)
class Headline:
    """A figure that stands on top, with what it counts."""

    key: str
    number: int
    label: str


@dataclass(frozen=True, slots=True)
class Group:
    """Tables that belong together, under one heading."""

    title: str
    tables: tuple[Figures, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """All of it, as it stood on `period.until`. `school`: of that school alone."""

    period: Period
    school: str | None
    headlines: tuple[Headline, ...]
    groups: tuple[Group, ...]
    quotes: tuple[Quote, ...]
    sprints: tuple[Coupled, ...]
    footings: tuple[Footing, ...]

    @property
    def tables(self) -> list[Figures]:
        """Every table, in order."""
        return [table for group in self.groups for table in group.tables]


def read_report(
    session: Session,
    today: date,
    *,
    since: date | None = None,
    institution_id: int | None = None,
    school: str | None = None,
) -> Report:
    """The figures as they stand on `today`; from `since` on, and of one school, where given."""
    period = Period(since, today)
    found = sprints.coupled(session, period, institution_id)
    stand = footings(session, today, institution_id=institution_id)
    groups = tuple(_groups(session, period, institution_id, found, stand))
    return Report(
        period=period,
        school=school,
        headlines=tuple(_headlines(period, found)),
        groups=groups,
        quotes=tuple(marks.quotes(session, period, institution_id)),
        sprints=tuple(found),
        footings=tuple(stand),
    )


def report_json(report: Report) -> dict[str, Any]:
    """It as `werkplaats report --json` gives it, beside how firmly each programme stands."""
    since = report.period.since
    return {
        "on": report.period.until.isoformat(),
        "since": None if since is None else since.isoformat(),
        "headlines": {one.key: one.number for one in report.headlines},
        "figures": {table.key: table.json() for table in report.tables},
    }


def _headlines(period: Period, found: list[Coupled]) -> Iterator[Headline]:
    year = period.year
    this_year = [one for one in found if one.school_year == year]
    calendar = [one for one in found if one.calendar_year == period.until.year]
    number = sprints.distinct(found)
    if period.since is None:
        label = ngettext("business coupled in all", "businesses coupled in all", number)
    else:
        label = ngettext("business coupled in this period", "businesses coupled in this period", number)
    yield Headline("businesses", number, label)
    number = sprints.students(found)
    yield Headline("students", number, ngettext("student reached", "students reached", number))
    number = sprints.distinct(this_year)
    label = ngettext("business in school year {year}", "businesses in school year {year}", number).format(year=year)
    yield Headline("businesses_school_year", number, label)
    number = sprints.distinct(calendar)
    label = ngettext("business in calendar year {year}", "businesses in calendar year {year}", number)
    yield Headline("businesses_calendar_year", number, label.format(year=period.until.year))
    yield Headline("sprints", len(found), ngettext("digital sprint", "digital sprints", len(found)))


def _groups(
    session: Session, period: Period, school: int | None, found: list[Coupled], stand: list[Footing]
) -> Iterator[Group]:
    yield Group(
        _("What came of it"),
        (
            sprints.by_school_year(found),
            comparison.this_and_last(session, period, school),
            sprints.by_calendar_year(found),
            sprints.by_level(found),
            sprints.by_setting(found),
        ),
    )
    yield Group(_("For whom"), tuple(_for_whom(session, period, school, found)))
    yield Group(
        _("The road to it"),
        (
            flow.funnel(session, period, school),
            roads.routes(session, period, school),
            roads.templates(session, period, school),
            upward.steps_up(session, period, school),
        ),
    )
    levels = coverage.levels_of(session, stand)
    yield Group(
        _("How firmly it stands"),
        (coverage.coverage(stand, levels), coverage.embedding(stand), coverage.fragile(stand)),
    )
    yield Group(_("Afterwards"), (marks.marks(session, period, school), sprints.hours(found)))


def _for_whom(session: Session, period: Period, school: int | None, found: list[Coupled]) -> Iterator[Figures]:
    if school is None:
        asked = questions.questions(session, period)
        yield questions.by_year(asked)
        yield questions.by_partner(asked, found)
    yield sprints.by_municipality(found)
    yield sprints.by_sector(found)
    yield sprints.by_size(found)
    if school is None:
        yield sprints.by_school(found)
