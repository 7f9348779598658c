"""What the leads themselves ask for: what is planned, rests that end, the cadence, and windows that close."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from crm.calendar.courses import Window
from crm.calendar.days import OnesDays
from crm.clock import school_year
from crm.today.candidate import Candidate
from crm.today.contacts import Told
from crm.today.facts import Facts
from crm.today.leads import LeadFact
from crm.today.rules import DayRules, day_rules
from crm.today.weighing import Chance, addends, total
from crm.views.scores import rules
from crm.words import FUNNEL, Stage, Target


def own_lines(facts: Facts, leads: Iterable[LeadFact]) -> Iterator[Candidate]:
    """At most one line for each of these leads: what is planned comes before what would be proposed."""
    by, kinds = day_rules(), rules()
    for lead in leads:
        target = facts.target_of(lead)
        if target is Target.NO:
            continue
        if lead.next_on is not None and lead.next_on <= facts.on:
            late = (facts.on - lead.next_on).days
            kind = kinds.kind_of(lead.next_what or "")
            soon = _chance(facts, lead, facts.days_of(lead))
            yield _candidate(facts, lead, kind, target, lead.next_on, f"next:lead:{lead.id}", late=late, soon=soon)
            continue
        woken = lead.next_on is None and lead.stage is Stage.RESTING
        line = _woken(facts, lead, target) if woken else _proposed(facts, lead, target, by)
        if line is not None and line.about not in facts.put_off:
            yield line


def _candidate(
    facts: Facts,
    lead: LeadFact,
    kind: str,
    target: Target,
    on: date,
    about: str,
    *,
    late: int = 0,
    quiet: int = 0,
    soon: Chance | None = None,
    room: Chance | None = None,
) -> Candidate:
    weighed = addends(facts, lead, kind, target, late=late, quiet=quiet, soon=soon or room)
    by, closes = day_rules(), soon or room
    last = closes is not None and (closes.window.last - facts.works).days <= by.last_days
    waits = kind in by.proposed and not last
    extra = {"soon": soon} if soon is not None else {"room": room} if room is not None else {}
    return Candidate(kind, about, on, lead, weighed, total(weighed), late, waits, lead.name, extra)


def _woken(facts: Facts, lead: LeadFact, target: Target) -> Candidate | None:
    """A rest that is over."""
    if lead.wakes_on is None or lead.wakes_on > facts.on:
        return None
    return _candidate(facts, lead, "wake", target, lead.wakes_on, f"wake:lead:{lead.id}:{lead.wakes_on}")


def _proposed(facts: Facts, lead: LeadFact, target: Target, by: DayRules) -> Candidate | None:
    """What the app proposes for a lead in the funnel for which nothing is due: on a day when they may be approached."""
    days, on = facts.days_of(lead), facts.works
    if lead.stage not in FUNNEL or not days.is_sensible(on):
        return None
    told = facts.told_of(lead)
    soon = _chance(facts, lead, days)
    if lead.next_on is None:
        step = by.step(lead.stage, told.unanswered)
        do, after = (step.do, step.after) if step is not None else ("no_next", 0)
        if told.answered or lead.no_mail:
            do, after = "no_next", by.answered_after
        elif do == "first" and told.last_on is not None:
            do = "second"
        since = lead.last_on or lead.since
        if days.calendar.lesson_days(since, on) >= after:
            about = f"{do}:lead:{lead.id}:{told.last_id}"
            quiet = max((facts.on - since).days, 0)
            return _candidate(facts, lead, do, target, on, about, quiet=quiet, soon=soon)
    return _window_line(facts, lead, target, told, soon) or _room_line(facts, lead, target, told, days)


def _window_line(facts: Facts, lead: LeadFact, target: Target, told: Told, soon: Chance | None) -> Candidate | None:
    """A place in a course can be arranged now: said once as the window opens, and again as it closes."""
    if soon is None or not _worth_saying(facts, lead, told, soon.window):
        return None
    return _candidate(
        facts, lead, "fill", target, facts.works, f"fill:course:{soon.course.id}:{soon.window.by}", soon=soon
    )


def _room_line(facts: Facts, lead: LeadFact, target: Target, told: Told, days: OnesDays) -> Candidate | None:
    """A lasting place in the programme can be asked for now, by who takes part already."""
    if lead.stage not in day_rules().room_stages:
        return None
    for course in facts.taught.courses_of(lead.person_id):
        window = facts.windows(days, course).room
        if facts.works in window and _worth_saying(facts, lead, told, window):
            room = Chance(course, window, None)
            about = f"room:course:{course.id}:{window.by}"
            return _candidate(facts, lead, "room", target, facts.works, about, room=room)
    return None


def _worth_saying(facts: Facts, lead: LeadFact, told: Told, window: Window) -> bool:
    """No contact since the window opened; or it closes, and there was none in these last days."""
    if lead.next_on is not None and lead.next_on <= window.by:
        return False
    if told.last_on is None or told.last_on < window.opens:
        return True
    closing = window.last - timedelta(days=day_rules().last_days)
    return facts.works >= closing and told.last_on < closing


def _chance(facts: Facts, lead: LeadFact, days: OnesDays) -> Chance | None:
    """The course of theirs in which a place must be arranged soonest, of those without an agreement for that year."""
    best: Chance | None = None
    for course in facts.taught.courses_of(lead.person_id):
        found = facts.windows(days, course)
        if found.fill is None or facts.works not in found.fill:
            continue
        if found.starts is not None and (course.id, school_year(found.starts)) in facts.agreed:
            continue
        if best is None or found.fill.by < best.window.by:
            best = Chance(course, found.fill, found.starts)
    return best
