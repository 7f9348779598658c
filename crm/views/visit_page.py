"""The page for a day at a school: whom to see, what was said before, what to ask, and whom nobody has met."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col, select

from crm.clock import Clock
from crm.errors import NotFoundError
from crm.language import _
from crm.markdown import plain
from crm.query.knowing import known_people, workplaces
from crm.services.funnel import stage_name
from crm.spoken import spoken_day, spoken_role
from crm.tables import Activity, Institution, Manner, Promise
from crm.tables.core import ENTITY, PERSON, STANDS
from crm.views.agreements import AgreementLine, agreements_of
from crm.views.footing import Footing, footings
from crm.views.footing_told import footing_json
from crm.views.handover import footing_said, leads_at, open_promises, promise_said
from crm.views.lead_row import LeadRow
from crm.views.steps_up import ScoutingLine, StepLine, scoutings_of, steps_of
from crm.views.teaching import teaching
from crm.words import FUNNEL, ActivityKind, EntityKind, Stage

MOST = 15
"""People on the page: a day has room for no more."""

HISTORY = 3
"""Contacts that are told of each."""


@dataclass(frozen=True, slots=True)
class _Known:
    """What is known of the people of the page, by lead."""

    history: Mapping[int, Sequence[Activity]]
    agreements: Sequence[AgreementLine]
    steps: Sequence[StepLine]
    scoutings: Sequence[ScoutingLine]
    promises: Sequence[Promise]
    away: Mapping[int, bool]


def visit_page(session: Session, institution_id: int, on: date, clock: Clock) -> tuple[str, dict[str, Any]]:
    """The page in Markdown, and the same as JSON. Raises NotFoundError for an unknown school."""
    school = session.get(Institution, institution_id)
    if school is None:
        raise NotFoundError(_("There is no school {id}: `werkplaats map` shows the numbers.").format(id=institution_id))
    rows = [row for row in leads_at(session, institution_id, clock) if row.stage in FUNNEL][:MOST]
    known = _known(session, rows, on)
    standing = footings(session, clock.today(), institution_id=institution_id)
    unmet = _not_met(session, institution_id, [one.programme_id for one in standing])
    day = spoken_day(on, clock.today())
    lines = [f"# {plain(school.name)}, {plain(day)}", ""]
    if not rows:
        lines += [plain(_("Nobody here is a lead yet.")), ""]
    for row in rows:
        lines += _person(row, known, clock)
    lines += _list(_("How the programmes stand"), [footing_said(one) for one in standing])
    lines += _list(_("Whom we have not met"), [f"{name}: {does}" if does else name for _id, name, does in unmet])
    return "\n".join(lines).rstrip() + "\n", _document(school, on, rows, known, standing, unmet)


def to_ask(row: LeadRow, agreements: Sequence[AgreementLine]) -> str:
    """What to ask somebody, by how far one came with them."""
    standing = next((one for one in agreements if one.lead_id == row.id and one.ended_on is None), None)
    if standing is not None and row.stage in {Stage.AGREEMENT, Stage.SPRINT}:
        wish = _("; last time they wished: {wish}").format(wish=standing.wish) if standing.wish else ""
        return _("how it goes, and whom else we should know; {n} places are left").format(n=standing.places_left) + wish
    return {
        Stage.MAPPED: _("tell what is on offer; what do they teach, and who decides?"),
        Stage.WARM: _("tell what is on offer; what do they teach, and who decides?"),
        Stage.INFORMED: _("what do their students work on, and could that help a business?"),
        Stage.EXAMPLES: _("with sample cases in hand: what sort, how many, when, how, who guides?"),
    }.get(row.stage, _("how it goes, and whom else we should know"))


def _known(session: Session, rows: Sequence[LeadRow], on: date) -> _Known:
    ids = [row.id for row in rows]
    contact = [kind for kind in ActivityKind if kind is not ActivityKind.STAGE]
    chosen = select(Activity).where(col(Activity.lead_id).in_(ids), col(Activity.kind).in_(contact))
    history: dict[int, list[Activity]] = {}
    for activity in session.exec(chosen.order_by(col(Activity.on).desc(), col(Activity.id).desc())):
        history.setdefault(activity.lead_id, []).append(activity)
    manners = session.exec(select(Manner).where(col(Manner.person_id).in_([row.person_id for row in rows])))
    works = {one.person_id: one.works_on for one in manners}
    away = {row.id: bool(works.get(row.person_id)) and on.weekday() not in (works[row.person_id] or ()) for row in rows}
    return _Known(
        history={lead: some[:HISTORY] for lead, some in history.items()},
        agreements=agreements_of(session, ids),
        steps=[one for one in steps_of(session, ids) if one.outcome is None],
        scoutings=[one for one in scoutings_of(session, ids) if one.outcome is None],
        promises=open_promises(session, ids),
        away=away,
    )


def _open(row: LeadRow, known: _Known, clock: Clock) -> list[str]:
    told = [promise_said(one, clock) for one in known.promises if one.lead_id == row.id]
    told += [
        _("what came of going to {who}?").format(who=one.to_person or spoken_role(one.to_rung))
        for one in known.steps
        if one.lead_id == row.id
    ]
    told += [_("what came of: {why}").format(why=one.why) for one in known.steps if one.to_lead_id == row.id]
    told += [
        _("asked round? {whom}").format(whom=one.whom or one.place or "")
        for one in known.scoutings
        if one.lead_id == row.id
    ]
    return told


def _person(row: LeadRow, known: _Known, clock: Clock) -> list[str]:
    about = " · ".join(part for part in (", ".join(row.courses[:3]), stage_name(row.stage), row.owner) if part)
    lines = [f"## {plain(row.name)}", "", plain(about), ""]
    if known.away.get(row.id):
        lines.append(f"- **{plain(_('does not work on that day'))}**")
    lines.append(f"- **{plain(_('To ask'))}:** {plain(to_ask(row, known.agreements))}")
    lines += [f"- {plain(one)}" for one in _open(row, known, clock)]
    for activity in known.history.get(row.id, ()):
        day = spoken_day(activity.on, clock.today())
        lines.append(f"- {plain(f'{day}: {activity.note or activity.kind.value}')}")
    return [*lines, ""]


def _not_met(session: Session, institution_id: int, programmes: Sequence[int]) -> list[tuple[int, str, str]]:
    """People of the programmes that are targets, or else of the school, whom nobody knows: with what they do."""
    chosen = (
        sa.select(PERSON.c.id, PERSON.c.name)
        .join(ENTITY, ENTITY.c.id == PERSON.c.id)
        .where(PERSON.c.institution_id == institution_id, STANDS, PERSON.c.id.not_in(known_people()))
        .order_by(PERSON.c.sort_key, PERSON.c.id)
        .limit(MOST)
    )
    if programmes:
        work = workplaces(places=programmes)
        there = sa.select(work.c.person_id).where(work.c.kind == EntityKind.PROGRAMME.value)
        chosen = chosen.where(PERSON.c.id.in_(there))
    found = [(row.id, row.name) for row in session.connection().execute(chosen)]
    does = teaching(session, [person for person, _name in found])
    return [(person, name, ", ".join(does[person].courses[:2]) if person in does else "") for person, name in found]


def _list(title: str, lines: Sequence[str]) -> list[str]:
    return [f"## {title}", "", *(f"- {plain(line)}" for line in lines), ""] if lines else []


def _document(
    school: Institution,
    on: date,
    rows: Sequence[LeadRow],
    known: _Known,
    standing: Sequence[Footing],
    unmet: Sequence[tuple[int, str, str]],
) -> dict[str, Any]:
    return {
        "institution": {"id": school.id, "name": school.name},
        "on": on.isoformat(),
        "people": [
            {
                "lead": row.id,
                "person": {"id": row.person_id, "name": row.name},
                "stage": row.stage.value,
                "courses": list(row.courses),
                "ask": to_ask(row, known.agreements),
                "works": not known.away.get(row.id, False),
                "history": [
                    {"on": one.on.isoformat(), "kind": one.kind.value, "note": one.note, "by": one.by}
                    for one in known.history.get(row.id, ())
                ],
                "promises": [one.what for one in known.promises if one.lead_id == row.id],
            }
            for row in rows
        ],
        "programmes": [footing_json(one) for one in standing],
        "not_met": [{"id": person, "name": name, "does": does} for person, name, does in unmet],
    }
