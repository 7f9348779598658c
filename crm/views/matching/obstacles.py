"""What stands in the way of a case landing in a course: said, never hidden."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import IntEnum

from crm.calendar.holidays import Span
from crm.calendar.runs import runs
from crm.calendar.school import SchoolCalendar
from crm.case_words import OPEN_CASES, ProposalState
from crm.language import _
from crm.services.funnel import stage_name
from crm.spoken import spoken_day, spoken_setting
from crm.text import clean
from crm.tongues import languages_in
from crm.views.matching.asked import Asked
from crm.views.matching.facts import CourseFacts, Facts, Teacher
from crm.views.matching.settings import settings_of
from crm.views.matching.weights import weights
from crm.views.room import LeadRoom, Room
from crm.words import FUNNEL, Level, Setting, Stage, Target


class Stands(IntEnum):
    """How much an obstacle stands in the way: the more, the further down."""

    NOT_YET = 1
    """Something has to be done or known first."""
    IN_THE_WAY = 2
    """It cannot land here, or not now."""
    LITTLE_FIT = 3
    """Little in the texts speaks for it."""


@dataclass(frozen=True, slots=True)
class Obstacle:
    """One thing that stands in the way, in words."""

    stands: Stands
    said: str


@dataclass(frozen=True, slots=True)
class Before:
    """That this very case was put to this very teacher."""

    state: ProposalState
    on: date
    note: str | None = None
    again_on: date | None = None


@dataclass(frozen=True, slots=True)
class Landing:
    """A case, a course it may land in, and who would take it there."""

    case: Asked
    course: CourseFacts
    teacher: Teacher | None
    room: LeadRoom | None
    calendar: SchoolCalendar
    today: date
    before: Before | None = None

    @property
    def runs(self) -> tuple[Span, ...]:
        """The runs of the course that a place can still be had in; none of what is in no course."""
        if self.course.id is None:
            return ()
        return runs(self.calendar, self.course.period, self.today, self.course.fill_by)

    @property
    def here(self) -> Room | None:
        """The agreement that the case would go in: this very one, or that for its form and this course."""
        if self.room is None:
            return None
        if self.course.agreement_id is not None:
            return next((one for one in self.room.rooms if one.agreement.id == self.course.agreement_id), None)
        return self.room.choose(self.case.setting, self.course.id)


def landing(
    case: Asked, course: CourseFacts, teacher: Teacher | None, facts: Facts, today: date, before: Before | None = None
) -> Landing:
    """A case and a course with all that is known of them."""
    room = facts.rooms.get(teacher.lead_id) if teacher is not None and teacher.lead_id is not None else None
    calendar = facts.calendars.get(course.school_id, SchoolCalendar(course.level))
    return Landing(case, course, teacher, room, calendar, today, before)


def obstacles(of: Landing, score: float) -> list[Obstacle]:
    """All that stands in the way, what weighs most first."""
    found = [*_of_case(of), *_of_course(of), *_of_time(of), *_of_setting(of), *_of_teacher(of), *_of_places(of)]
    if score < weights().little:
        found.append(Obstacle(Stands.LITTLE_FIT, _("little in the texts speaks for it")))
    return sorted(found, key=lambda one: -one.stands)


def _blocks(said: str) -> Obstacle:
    return Obstacle(Stands.IN_THE_WAY, said)


def _not_yet(said: str) -> Obstacle:
    return Obstacle(Stands.NOT_YET, said)


def _of_case(of: Landing) -> Iterator[Obstacle]:
    """A case that is taken, and one that lies, or lay, with this teacher."""
    if of.case.state not in OPEN_CASES:
        yield _blocks(_("this case is open no more"))
    if of.before is None:
        return
    day, note = spoken_day(of.before.on, of.today), clean(of.before.note or "", 120)
    if of.before.state is ProposalState.DECLINED:
        said = _("said no to this case on {day}: “{note}”") if note else _("said no to this case on {day}")
        yield _blocks(said.format(day=day, note=note))
    elif of.before.state is ProposalState.ACCEPTED:
        yield _blocks(_("took this case on {day}").format(day=day))
    elif of.before.state is ProposalState.MAYBE and of.before.again_on is not None:
        again = spoken_day(of.before.again_on, of.today)
        yield _blocks(_("said maybe on {day}: ask again on {again}").format(day=day, again=again))
    elif of.before.state is not ProposalState.WITHDRAWN:
        yield _blocks(_("has this case before them since {day}").format(day=day))


def _of_course(of: Landing) -> Iterator[Obstacle]:
    """No target, another level, a language that the business does not speak."""
    if of.course.target is Target.NO:
        yield _blocks(_("not aimed at"))
    if of.case.level is not None and of.course.level is not None and of.case.level is not of.course.level:
        yield _blocks(_("is {level}; the case asks for {asked}").format(level=of.course.level, asked=of.case.level))
    spoken, taught = _languages(of.case.language), _languages(_language(of))
    if spoken and taught and not spoken & taught:
        yield _blocks(
            _("in {language}; the business speaks {spoken}").format(
                language=", ".join(sorted(taught)), spoken=", ".join(sorted(spoken))
            )
        )


_SPOKEN = ("nl", "en", "de", "fr")
"""Languages in which a team and a business may miss each other."""


def _languages(said: str | None) -> frozenset[str]:
    """Those of them that are named; nothing where none is known."""
    return frozenset(languages_in(said)) & frozenset(_SPOKEN)


def _language(of: Landing) -> str | None:
    """In which language a team works: as agreed, else that of the course."""
    if of.course.agreement_id is not None:
        return of.course.language
    room = of.room.choose(course_id=of.course.id) if of.room is not None else None
    return room.agreement.language if room is not None and room.agreement.language else of.course.language


def _of_time(of: Landing) -> Iterator[Obstacle]:
    """The course runs after the day by which the case is wanted, or not from the day on which it can begin."""
    spans = of.runs
    if not spans:
        return
    since, until = of.case.wanted_from, of.case.wanted_by
    if until is not None and spans[0].starts > until:
        said = _("starts {day}, and is wanted by {until}")
        yield _blocks(said.format(day=_day(spans[0].starts, of), until=_day(until, of)))
        return
    fit = [span for span in spans if since is None or span.ends >= since]
    if until is not None:
        fit = [span for span in fit if span.starts <= until]
    if not fit:
        said = _("runs {day} to {end}, before {since}, when the case can begin")
        first = spans[0]
        days = {"day": _day(first.starts, of), "end": _day(first.ends, of), "since": _day(since or of.today, of)}
        yield _blocks(said.format(**days))
    elif until is not None and fit[0].ends > until + timedelta(days=weights().late_days):
        said = _("ends {day}, and is wanted by {until}")
        yield _not_yet(said.format(day=_day(fit[0].ends, of), until=_day(until, of)))


def _day(day: date, of: Landing) -> str:
    return spoken_day(day, of.today)


def _of_setting(of: Landing) -> Iterator[Obstacle]:
    """The case lands in another setting only; an mbo internship needs a company that SBB recognises.

    An internship in the mbo is at an *erkend leerbedrijf* only (art. 7.2.10 Wet educatie en beroepsonderwijs).
    """
    settings = settings_of(of.course, of.teacher, of.room)
    wanted = of.case.setting
    if wanted is not None and wanted not in settings:
        yield _blocks(_("the case lands as {setting} only").format(setting=spoken_setting(wanted)))
        return
    internship = wanted is Setting.INTERNSHIP or (wanted is None and Setting.COURSE not in settings)
    if internship and Setting.INTERNSHIP in settings and of.course.level is Level.MBO:
        known = [of.case.recognised.get(crebo) for crebo in of.course.crebos]
        if known and all(one is False for one in known):
            yield _blocks(_("{company} is not recognised by SBB for it").format(company=of.case.company))
        elif not any(known):
            yield _not_yet(_("recognition of {company} by SBB not known").format(company=of.case.company))


def _of_teacher(of: Landing) -> Iterator[Obstacle]:
    """Nobody known, nobody to be asked, or not yet: a case is proposed from the stage warm on."""
    teacher = of.teacher
    if teacher is None:
        yield _not_yet(_("no teacher known"))
    elif teacher.lead_id is None:
        yield _not_yet(_("no lead yet: a case is proposed from warm on"))
    elif teacher.stage is Stage.DO_NOT_CONTACT:
        yield _blocks(_("is not to be contacted"))
    elif teacher.stage is Stage.DECLINED:
        yield _blocks(_("declined to take part"))
    elif teacher.stage is Stage.RESTING and teacher.wakes_on is not None:
        yield _not_yet(_("rests until {day}").format(day=_day(teacher.wakes_on, of)))
    elif teacher.stage not in FUNNEL or teacher.stage is Stage.MAPPED:
        said = _("stands at {stage}: a case is proposed from warm on")
        yield _not_yet(said.format(stage=stage_name(teacher.stage)))


def _of_places(of: Landing) -> Iterator[Obstacle]:
    """All places of what was agreed are taken or on offer; without an agreement, as many cases as may be are."""
    if of.room is None:
        return
    here = of.here
    if here is not None and here.left < 1:
        agreed = here.agreement
        said = _("no places left in {year}: {n} agreed, all placed or on offer")
        yield _blocks(said.format(year=agreed.school_year, n=agreed.number))
    elif here is None and (not of.room.rooms or of.room.outside_courses) and of.room.loose < 1:
        yield _blocks(_("has as many cases before them as may be without an agreement"))
    elif here is None and of.course.id is not None and of.room.bound_to_others(of.course.id):
        names = [one.agreement.course_name for one in of.room.rooms if one.agreement.course_name is not None]
        yield _not_yet(
            _("nothing agreed for this course, but for {courses}").format(courses=", ".join(dict.fromkeys(names)))
        )
