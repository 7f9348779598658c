"""What cases put to teachers ask for: an answer, a maybe whose day came, a yes without its sprint, a message."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any

from crm.offering import rules
from crm.today.asking import Ask, day_of
from crm.today.candidate import Candidate
from crm.today.facts import Facts
from crm.today.leads import LeadFact
from crm.today.weighing import addends, basic, total
from crm.words import FUNNEL, Stage, Target

NUDGES = frozenset({"first", "second", "ring", "around", "no_next"})
"""What is proposed for a lead of itself; not while a case lies with them."""

OFFERED_TO = frozenset(FUNNEL[FUNNEL.index(Stage.WARM) :])

_OPEN = """
    SELECT proposal.id, proposal.lead_id, proposal.state, proposal.sent_on, proposal.answered_on, proposal.again_on,
        company_case.title, company.name, proposal.note, course.name
    FROM proposal JOIN company_case ON company_case.id = proposal.case_id
    JOIN company ON company.id = company_case.company_id LEFT JOIN course ON course.id = proposal.course_id
    WHERE company_case.state IN ('new', 'fit', 'offered') AND (
        proposal.state IN ('sent', 'maybe') OR proposal.state = 'accepted'
        AND NOT EXISTS (SELECT 1 FROM sprint WHERE sprint.proposal_id = proposal.id))
    ORDER BY proposal.id
"""

_READY = "SELECT lead_id, count(*) FROM proposal WHERE state = 'prepared' GROUP BY lead_id"

_LAST = "SELECT lead_id, max(sent_on) FROM digest WHERE lead_id IS NOT NULL GROUP BY lead_id"

_PACES = "SELECT lead_id, days FROM offer_pace"

_FREE = """
    SELECT count(*) FROM company_case WHERE state = 'fit' OR state = 'offered' AND NOT EXISTS (
        SELECT 1 FROM proposal WHERE proposal.case_id = company_case.id
        AND proposal.state IN ('sent', 'maybe', 'accepted'))
"""


def read_open(ask: Ask) -> Sequence[Sequence[Any]]:
    """The cases that lie with a teacher, or wait for the sprint of their yes."""
    return ask(_OPEN)


def offer_lines(facts: Facts, lying: Sequence[Sequence[Any]]) -> Iterator[Candidate]:
    """The lines about cases that lie with these leads, and one that says whom cases may be sent to."""
    for row in lying:
        lead = facts.leads.get(row[1])
        found = _of(facts, lead, row) if lead is not None else None
        if found is not None and found.about not in facts.put_off:
            yield found
    yield from _digest(facts)


def lies_with(lying: Sequence[Sequence[Any]]) -> frozenset[int]:
    """The leads with whom a case lies: what comes next follows from that, and nothing else is proposed for them."""
    return frozenset(row[1] for row in lying)


def _of(facts: Facts, lead: LeadFact, row: Sequence[Any]) -> Candidate | None:
    id_, _lead, state, sent, answered, again, title, company, note, course = row
    days = facts.days_of(lead)
    extra = {"title": title, "company": company, "note": note, "course": course}
    if state == "accepted":
        since = day_of(answered) or facts.on
        return _line(facts, lead, "offer_start", id_, since, late=0, extra=extra)
    if state == "maybe":
        due = day_of(again) or facts.on
        planned = lead.next_on is not None and lead.next_on <= due
        return None if due > facts.on or planned else _line(facts, lead, "offer_again", id_, due, extra=extra)
    since = day_of(sent) or facts.on
    due = since + timedelta(days=rules().remind_days)
    if due > facts.on or lead.next_on is not None or not days.is_sensible(facts.works):
        return None
    return _line(facts, lead, "offer_remind", id_, due, extra={**extra, "since": since})


def _line(
    facts: Facts, lead: LeadFact, kind: str, id_: object, on: date, *, late: int | None = None, extra: dict[str, object]
) -> Candidate:
    target = facts.target_of(lead)
    behind = max((facts.on - on).days, 0) if late is None else late
    weighed = addends(facts, lead, kind, target, late=behind)
    about = f"{kind}:{id_}:{on.isoformat()}"
    return Candidate(kind, about, on, lead, weighed, total(weighed), behind, name=lead.name, extra=extra)


def _digest(facts: Facts) -> Iterator[Candidate]:
    """Cases wait, and there are teachers whom they may be sent to again: once a fortnight, or as was agreed."""
    ready = {lead: count for lead, count in facts.ask(_READY) if lead in facts.leads}
    free = facts.ask(_FREE)[0][0]
    if not (ready or free):
        return
    by, paces = rules().pace_days, {row[0]: row[1] for row in facts.ask(_PACES)}
    sent = {lead: day for lead, on in facts.ask(_LAST) if lead in facts.leads and (day := day_of(on)) is not None}
    due = [
        lead
        for id_, lead in sorted(facts.leads.items())
        if lead.stage in OFFERED_TO and not lead.no_mail and _is_due(sent.get(id_), paces.get(id_, by), facts.on)
    ]
    latest = max(sent.values(), default=None)
    lately = sum(not _is_due(day, by, facts.on) for day in sent.values())
    fortnight = len(due) > lately  # one message in between is no round
    about = f"digest:{latest.isoformat() if latest is not None else 'first'}"
    waiting = [lead for lead in due if lead.id in ready]
    if about in facts.put_off or not due or not (fortnight or waiting):
        return
    names = [lead.name for lead in (waiting or due)[:3]]
    weighed = basic("digest", None, Target.UNDECIDED)
    extra = {"cases": free, "ready": sum(ready.values()), "teachers": len(due), "names": names}
    yield Candidate("digest", about, facts.on, None, weighed, total(weighed), extra=extra)


def _is_due(last: date | None, days: int, on: date) -> bool:
    return last is None or last + timedelta(days=days) <= on
