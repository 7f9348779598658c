"""One page from which a colleague can take over: a lead, or all of a school."""

from collections.abc import Iterable, Sequence
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col, select

from crm.clock import Clock, school_year
from crm.errors import NotFoundError
from crm.language import _
from crm.markdown import plain
from crm.services.funnel import stage_name
from crm.services.place_names import school_called
from crm.spoken import spoken_day, spoken_role
from crm.tables import Institution, Lead, Manner, Promise
from crm.tables.core import LEAD, PERSON
from crm.views.agreements import AgreementLine, agreement_json, agreements_in
from crm.views.footing import Footing, footings
from crm.views.footing_told import footing_json, level_said, mark_said, rungs_said
from crm.views.lead import LeadDetail, lead_detail, lead_json
from crm.views.lead_row import LeadRow
from crm.views.leads import lead_rows, row_json
from crm.views.milestones import agreed_said, step_said
from crm.words import FUNNEL, Formality, PromiseState, Stage, Whose

LATEST = 12
"""Lines of a timeline that the page of a lead holds."""

MOST_LEADS = 60
"""Leads of a school that stand on its page, the furthest first; the rest is counted."""


def handover_page(session: Session, whom: str, clock: Clock) -> tuple[str, dict[str, Any]]:
    """The page in Markdown, and the same as JSON. `whom`: the number of a lead, else a school as it is called.

    Raises NotFoundError, RefusedError.
    """
    number = whom.strip()
    if number.isdecimal() and session.get(Lead, int(number)) is not None:
        return _of_lead(session, int(number), clock)
    return _of_school(session, school_called(session, whom), clock)


def open_promises(session: Session, lead_ids: Sequence[int]) -> list[Promise]:
    """What was promised and is still open, the first due first."""
    chosen = select(Promise).where(col(Promise.lead_id).in_(lead_ids), Promise.state == PromiseState.OPEN)
    return list(session.exec(chosen.order_by(col(Promise.due), col(Promise.id))))


def promise_said(promise: Promise, clock: Clock) -> str:
    """A promise in a line: whose, what, by when."""
    day = spoken_day(promise.due, clock.today())
    said = _("we promised: {what}, by {day}") if promise.whose is Whose.OURS else _("they promised: {what}, by {day}")
    return said.format(what=promise.what, day=day)


def _of_lead(session: Session, lead_id: int, clock: Clock) -> tuple[str, dict[str, Any]]:
    detail = lead_detail(session, lead_id, clock=clock)
    promises = open_promises(session, [lead_id])
    lines = [
        f"# {plain(detail.row.name)}",
        "",
        *_who(session, detail),
        "",
        f"**{_('Stands at')}** {_stage(detail, clock)}",
        f"**{_('Next')}** {_next(detail.row, clock)}",
        *_section(_("Open"), [promise_said(one, clock) for one in promises] + _open_steps(detail)),
        *_section(_("Why warm, and the way in"), [*detail.warmth.texts, *_ways(detail)]),
        *_section(_("Examples"), [_joined(one.text, one.helps, one.tools) for one in detail.done.examples]),
        *_section(_("Agreements"), [agreement_said(one) for one in detail.done.agreements]),
        *_section(_("Higher up"), _ladder(detail)),
        *_section(_("Latest"), [_happened(line, clock) for line in detail.timeline[:LATEST]]),
    ]
    document = {"lead": lead_json(session, lead_id, clock=clock), "promises": [_promise_json(one) for one in promises]}
    return _page(lines), document


def _of_school(session: Session, institution_id: int, clock: Clock) -> tuple[str, dict[str, Any]]:
    school = session.get(Institution, institution_id)
    if school is None:
        raise NotFoundError(_("There is no school {id}: `werkplaats map` shows the numbers.").format(id=institution_id))
    rows = leads_at(session, institution_id, clock)
    standing = footings(session, clock.today(), institution_id=institution_id)
    agreed = agreements_in(session, school_year(clock.today()), institution_id=institution_id)
    promises = open_promises(session, [row.id for row in rows])
    names = {row.id: row.name for row in rows}
    lines = [
        f"# {plain(school.name)}",
        "",
        _counts(rows),
        *_section(_("Programmes we are after"), [footing_said(one) for one in standing]),
        *_section(_("Agreements"), [f"{one.person}: {agreement_said(one)}" for one in agreed]),
        *_section(_("Open"), [f"{names[one.lead_id]}: {promise_said(one, clock)}" for one in promises]),
        *_section(_("Leads"), [_row(row, clock) for row in rows[:MOST_LEADS]]),
    ]
    if len(rows) > MOST_LEADS:
        lines += ["", _("… and {n} more.").format(n=len(rows) - MOST_LEADS)]
    document = {
        "institution": {"id": institution_id, "name": school.name},
        "programmes": [footing_json(one) for one in standing],
        "agreements": [agreement_json(one) for one in agreed],
        "promises": [_promise_json(one) for one in promises],
        "leads": [row_json(row) for row in rows],
    }
    return _page(lines), document


def leads_at(session: Session, institution_id: int, clock: Clock) -> list[LeadRow]:
    """The leads of a school: the furthest along first, those set aside last, the warmer before the cooler."""
    chosen = sa.select(LEAD.c.id).join(PERSON, PERSON.c.id == LEAD.c.person_id)
    ids = list(session.connection().scalars(chosen.where(PERSON.c.institution_id == institution_id)))
    rows = lead_rows(session, ids, clock=clock)
    order = [*reversed(FUNNEL), *(stage for stage in Stage if stage not in FUNNEL)]
    return sorted(rows, key=lambda row: (order.index(row.stage), -row.warmth, row.name.casefold()))


def agreement_said(one: AgreementLine) -> str:
    """An agreement in a line: what, how and by whom, with what was wished for next time."""
    how = [one.planning, one.process, one.supervision]
    left = _("ended: {why}").format(why=one.ended_why) if one.ended_on else _("{n} left").format(n=one.places_left)
    wish = _("wishes next time: {wish}").format(wish=one.wish) if one.wish else None
    return _joined(agreed_said(one), left, *how, wish)


def footing_said(one: Footing) -> str:
    """How a programme stands, in a line."""
    on = ", ".join(one.holders.values())
    counts = _("{n} informed").format(n=len(one.informed))
    rests = f"{mark_said(one)} ({on})" if on else _("nobody informed yet")
    return f"{one.programme}: " + _joined(rests, counts, level_said(one.embedded.level), rungs_said(one))


def _who(session: Session, detail: LeadDetail) -> Iterable[str]:
    row = detail.row
    manner = session.get(Manner, row.person_id)
    formal = manner is not None and manner.form is Formality.FORMAL
    address = (_("formal (u)") if formal else _("informal (je)")) if manner is not None and manner.form else None
    roles = [f"{spoken_role(role.kind)} {role.name}" for role in detail.roles if role.gone_on is None]
    values = [detail.values["email"].value, detail.values["phone"].value, address]
    yield plain(_joined(row.institution, ", ".join(dict.fromkeys(roles))))
    yield plain(_joined(*values) or _("no e-mail address"))


def _stage(detail: LeadDetail, clock: Clock) -> str:
    came = _("via {name}").format(name=detail.done.came.via) if detail.done.came is not None else None
    since = _("since {day}").format(day=spoken_day(detail.stage_since, clock.today()))
    owner = _("owner {name}").format(name=detail.row.owner)
    return plain(_joined(stage_name(detail.row.stage), since, owner, came))


def _next(row: LeadRow, clock: Clock) -> str:
    if row.next_on is not None:
        return plain(f"{row.next_what}, {spoken_day(row.next_on, clock.today())}")
    if row.wakes_on is not None:
        return plain(_("rests until {day}").format(day=spoken_day(row.wakes_on, clock.today())))
    return plain(_("nothing planned"))


def _open_steps(detail: LeadDetail) -> list[str]:
    done = detail.done
    steps = [
        _("nothing heard yet of: {step}").format(step=step_said(one, detail.row.id))
        for one in done.steps
        if one.outcome is None
    ]
    asking = [_joined(_("asks round"), one.place, one.whom) for one in done.scoutings if one.outcome is None]
    return steps + asking


def _ways(detail: LeadDetail) -> list[str]:
    return [f"{way.name}: {way.hops[0].text}; {way.hops[1].text}" for way in detail.ways]


def _ladder(detail: LeadDetail) -> list[str]:
    rungs = [f"{spoken_role(rung.rung)}: {rung.name or _('not found')}" for rung in detail.ladder]
    led = [f"{step_said(one, detail.row.id)} → {one.outcome}" for one in detail.done.steps if one.outcome]
    doors = [f"{_('beside it')}: {_joined(door.name, door.words)}" for door in detail.above.doors]
    decides = [_("decides: {who}").format(who=detail.above.said)] if detail.above.said else []
    return [*rungs, *doors, *decides, *led]


def _happened(line: Any, clock: Clock) -> str:  # noqa: ANN401 - a line of a timeline
    said = line.note
    if line.to_stage is not None:
        arrow = f"→ {stage_name(line.to_stage)}"
        said = f"{arrow}: {line.note}" if line.note else arrow
    return f"{spoken_day(line.on, clock.today())}, {line.by}: {said or line.kind.value}"


def _row(row: LeadRow, clock: Clock) -> str:
    coming = "" if row.next_on is None else f"{row.next_what}, {spoken_day(row.next_on, clock.today())}"
    return _joined(row.name, ", ".join(row.courses[:2]), stage_name(row.stage), row.owner, coming)


def _counts(rows: Sequence[LeadRow]) -> str:
    counted = [(stage, sum(row.stage is stage for row in rows)) for stage in Stage]
    said = ", ".join(f"{count} {stage_name(stage)}" for stage, count in counted if count)
    return plain(said or _("No leads yet."))


def _joined(*parts: str | None) -> str:
    return " · ".join(part for part in parts if part)


def _section(title: str, lines: Sequence[str]) -> list[str]:
    return ["", f"## {title}", "", *(f"- {plain(line)}" for line in lines)] if lines else []


def _page(lines: Iterable[str]) -> str:
    return "\n".join(lines).rstrip() + "\n"


def _promise_json(one: Promise) -> dict[str, Any]:
    return {"lead": one.lead_id, "whose": one.whose.value, "what": one.what, "due": one.due.isoformat()}
