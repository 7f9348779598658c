"""How the funnel flows: who stands where, what share went on, how long they stand, and what is stuck."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from sqlmodel import Session

from crm.calendar.building import built
from crm.calendar.school import SchoolCalendar
from crm.clock import Clock
from crm.database.batches import is_one_of
from crm.tables.core import ACTIVITY
from crm.today.asking import Ask, day_of, of_session
from crm.views.passing import passed
from crm.views.scores import said
from crm.words import FUNNEL, Level, SchoolTime, Stage

_LEADS = """
    SELECT lead.id, person.name, person.institution_id, lead.stage, lead.stage_since, lead.last_activity_on,
        lead.next_on, lead.owner FROM lead JOIN person ON person.id = lead.person_id
"""


@dataclass(frozen=True, slots=True)
class StuckLead:
    """A lead for which nothing is planned and nothing happened for so many school days."""

    id: int
    name: str
    days: int


@dataclass(frozen=True, slots=True)
class Flow:
    """A stage: who stands there `now`, how many ever `entered`, and how many of those went on.

    `days` is the median of the days that those now there stand there, holidays and exam weeks not counted.
    """

    stage: Stage
    now: int
    entered: int
    went_on: int
    days: int | None
    stuck: tuple[StuckLead, ...]

    @property
    def share(self) -> float | None:
        """The share that went on, of those who ever entered."""
        return self.went_on / self.entered if self.entered else None


def funnel_flow(session: Session, clock: Clock, owner: str | None = None) -> list[Flow]:
    """How each stage of the funnel flows, for the leads of `owner` (None: of everybody)."""
    ask, today = of_session(session), clock.today()
    calendars = _calendars(ask)
    leads = [row for row in ask(_LEADS) if owner is None or str(row[7]).casefold() == owner.casefold()]
    connection = session.connection()
    theirs = (
        () if owner is None else [is_one_of(ACTIVITY.c.lead_id, {row[0] for row in leads}, connection.dialect.name)]
    )
    came = passed(session, *theirs)
    days: dict[str, list[int]] = defaultdict(list)
    stuck: dict[str, list[StuckLead]] = defaultdict(list)
    for id_, name, school, stage, since, last, next_on, _owner in leads:
        calendar = calendars.get(school, SchoolCalendar())
        days[stage].append(calendar.lesson_days(day_of(since) or today, today))
        quiet = calendar.lesson_days(day_of(last) or day_of(since) or today, today)
        if next_on is None and stage in said()["stuck"] and quiet > said()["stuck"][stage]:
            stuck[stage].append(StuckLead(id_, name, quiet))
    return [
        Flow(
            stage=stage,
            now=len(days[stage.value]),
            entered=came[stage][0],
            went_on=came[stage][1],
            days=round(median(days[stage.value])) if days[stage.value] else None,
            stuck=tuple(sorted(stuck[stage.value], key=lambda one: (-one.days, one.name))),
        )
        for stage in FUNNEL
    ]


def flow_json(flows: Sequence[Flow]) -> list[dict[str, object]]:
    """The stages in the shape of `werkplaats funnel --json`."""
    return [
        {
            "stage": one.stage.value,
            "now": one.now,
            "entered": one.entered,
            "went_on": one.went_on,
            "share": None if one.share is None else round(one.share, 3),
            "days": one.days,
            "stuck": [{"lead": lead.id, "name": lead.name, "days": lead.days} for lead in one.stuck],
        }
        for one in flows
    ]


def _calendars(ask: Ask) -> dict[int, SchoolCalendar]:
    levels = {level.value: level for level in Level}
    schools = [
        (id_, levels.get(level), domain) for id_, level, domain in ask("SELECT id, level, domain FROM institution")
    ]
    typed = [
        (school, SchoolTime(kind), name, first, last)
        for school, kind, name, starts, ends in ask(
            "SELECT institution_id, kind, name, starts, ends FROM school_period"
        )
        if (first := day_of(starts)) is not None and (last := day_of(ends)) is not None
    ]
    return built(schools, typed)
