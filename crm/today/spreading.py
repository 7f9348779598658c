"""A day that is too full is spread out: what may wait, waits for a day with room."""

from collections import Counter
from collections.abc import Iterable
from datetime import timedelta
from operator import attrgetter

from crm.today.candidate import Candidate
from crm.today.facts import Facts
from crm.today.rules import day_rules

_FIRST_WORDS = """
    SELECT person.unit_id, count(DISTINCT lead.id) FROM activity JOIN lead ON lead.id = activity.lead_id
    JOIN person ON person.id = lead.person_id
    WHERE activity.direction = 'out' AND activity.kind IN ('mail', 'message') AND activity."on" > ?
        AND activity."on" <= ? AND person.unit_id IS NOT NULL AND NOT EXISTS (
            SELECT 1 FROM activity AS before WHERE before.lead_id = activity.lead_id AND before.direction = 'out'
                AND before."on" <= ?)
    GROUP BY person.unit_id
"""

WEEK = timedelta(days=7)


def spread(facts: Facts, candidates: Iterable[Candidate]) -> tuple[list[Candidate], int]:
    """The lines of the day, heaviest first, and how many wait for another day.

    Each owner's day holds so many; what the app proposes beyond that waits, but never what closes. A team gets so many
    first messages a week.
    """
    by = day_rules()
    ordered = sorted(candidates, key=attrgetter("order"))
    fixed = Counter(one.owner for one in ordered if not one.waits)
    room: dict[str, int] = {}
    written = {("unit", unit): count for unit, count in facts.ask(_FIRST_WORDS, _week(facts))}
    shown, waiting = [], 0
    for one in ordered:
        if not one.waits:
            shown.append(one)
            continue
        left = room.get(one.owner)
        if left is None:
            left = max(by.most - fixed[one.owner], by.at_least)
        if left <= 0:
            waiting += 1
            continue
        team = _team(facts, one)
        if team is not None and written.get(team, 0) >= by.first_a_week:
            waiting += 1
            continue
        room[one.owner] = left - 1
        if team is not None:
            written[team] = written.get(team, 0) + 1
        shown.append(one)
    return shown, waiting


def _week(facts: Facts) -> tuple[object, ...]:
    return facts.works - WEEK, facts.works, facts.works - WEEK


def _team(facts: Facts, one: Candidate) -> tuple[str, int] | None:
    """To which team a first message goes: the unit, or where none is known who give the same course."""
    if one.kind != "first" or one.lead is None:
        return None
    if one.lead.unit is not None:
        return ("unit", one.lead.unit)
    course = next(iter(facts.taught.courses_of(one.lead.person_id)), None)
    return ("course", course.id) if course is not None else None
