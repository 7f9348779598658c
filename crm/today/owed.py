"""What is owed: promises, what scouts would ask, steps up of which nothing was heard, notices, and what a cover did."""

from collections.abc import Iterator
from datetime import timedelta

from crm.today.asking import day_of
from crm.today.candidate import Candidate
from crm.today.facts import Facts
from crm.today.leads import LeadFact
from crm.today.rules import day_rules
from crm.today.weighing import addends, basic, total
from crm.words import Target

_PROMISES = """
    SELECT id, lead_id, whose, what, due FROM promise WHERE state = 'open' AND due <= ?
        AND NOT EXISTS (
            SELECT 1 FROM lead WHERE lead.id = promise.lead_id
            AND lead.next_what = promise.what AND lead.next_on = promise.due
        )
"""
"""A promise that is the lead's next step is shown as that."""

_SCOUTS = "SELECT id, lead_id, whom, due FROM scouting WHERE closed_on IS NULL AND due <= ?"

_STEPS_UP = """
    SELECT escalation.id, escalation.lead_id, person.name, escalation.to_rung, escalation."on"
    FROM escalation LEFT JOIN lead AS above ON above.id = escalation.to_lead_id
    LEFT JOIN person ON person.id = above.person_id WHERE escalation.outcome IS NULL AND escalation."on" <= ?
"""

_COVERED = """
    SELECT activity.by, person.name FROM activity JOIN lead ON lead.id = activity.lead_id
    JOIN person ON person.id = lead.person_id
    WHERE lead.owner = ? AND activity.by <> ? AND activity."on" >= ? AND activity."on" <= ?
    ORDER BY activity.id
"""


def owed_lines(facts: Facts) -> Iterator[Candidate]:
    """What is owed by or to us on the day."""
    for found in (*_promises(facts), *_scouts(facts), *_steps_up(facts)):
        if found.about not in facts.put_off:
            yield found
    yield from _notices(facts)
    yield from _back(facts)


def _line(facts: Facts, lead: LeadFact, kind: str, about: str, on: object, late: int = 0, **extra: object) -> Candidate:
    target = facts.target_of(lead)
    weighed = addends(facts, lead, kind, target, late=late)
    day = day_of(on) or facts.on
    return Candidate(kind, about, day, lead, weighed, total(weighed), late, name=lead.name, extra=extra)


def _promises(facts: Facts) -> Iterator[Candidate]:
    for id_, lead, whose, what, due in facts.ask(_PROMISES, (facts.on,)):
        if lead in facts.leads:
            kind = "promise" if whose == "ours" else "promised"
            late = (facts.on - (day_of(due) or facts.on)).days
            yield _line(facts, facts.leads[lead], kind, f"{kind}:{id_}", due, late, what=what, id=id_)


def _scouts(facts: Facts) -> Iterator[Candidate]:
    for id_, lead, whom, due in facts.ask(_SCOUTS, (facts.on,)):
        if lead in facts.leads:
            yield _line(facts, facts.leads[lead], "scout", f"scout:{id_}", due, whom=whom)


def _steps_up(facts: Facts) -> Iterator[Candidate]:
    last = facts.on - timedelta(days=day_rules().step_up_after)
    for id_, lead, name, rung, since in facts.ask(_STEPS_UP, (last,)):
        if lead in facts.leads:
            about = f"step_up:{id_}"
            yield _line(facts, facts.leads[lead], "step_up", about, facts.on, to=name, rung=rung, since=day_of(since))


def _notices(facts: Facts) -> Iterator[Candidate]:
    """Who has to be told that they are held, the leads of others left out: without a lead they are everybody's."""
    due = facts.untold
    if due and "notice" not in facts.put_off:
        soonest = due[0].due
        late = max((facts.on - soonest).days, 0)
        weighed = basic("notice", None, Target.UNDECIDED, late=late)
        extra = {"count": len(due), "names": [one.name for one in due[:3]]}
        yield Candidate("notice", "notice", soonest, None, weighed, total(weighed), late, extra=extra)


def _back(facts: Facts) -> Iterator[Candidate]:
    """Back from being away: what the cover did meanwhile, once."""
    if facts.of.me is None:
        return
    first = facts.on - timedelta(days=day_rules().back_days)
    rows = facts.ask("SELECT id, who, cover, starts, ends FROM away WHERE ends < ? AND ends >= ?", (facts.on, first))
    for id_, who, cover, starts, ends in rows:
        about = f"away:{id_}"
        if who.casefold() != facts.of.me.casefold() or about in facts.put_off:
            continue
        done = facts.ask(_COVERED, (who, who, day_of(starts), day_of(ends)))
        names = list(dict.fromkeys(name for _by, name in done))
        weighed = basic("away", None, Target.UNDECIDED)
        extra = {"cover": cover, "done": len(done), "names": names, "since": day_of(starts), "until": day_of(ends)}
        yield Candidate("away", about, facts.on, None, weighed, total(weighed), extra=extra)
