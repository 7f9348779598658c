"""Whom to go higher up with, and why: what the app proposes.

Four reasons, none of them silence: somebody said that they have to ask; an agreement needs the programme; enough
teachers of a programme are convinced; a programme hangs on one person.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session

from crm.clock import school_year
from crm.database.batches import batched
from crm.deciders import needs_programme
from crm.going_up import rules, says_they_must_ask
from crm.language import _
from crm.query.knowing import workplaces
from crm.services.targets import effective
from crm.spoken import spoken_day
from crm.tables.core import ACTIVITY, ENTITY, INSTITUTION, LEAD, PERSON, PROGRAMME, ROLE, STANDS, table_named
from crm.views.ladder import ladder
from crm.words import FUNNEL, RUNGS, EntityKind, RoleKind, Stage, Target

AGREEMENT, STEP = table_named("agreement"), table_named("escalation")

ASKED, ROOM, CONVINCED, SINGLE = "asked", "room", "convinced", "single"
"""The reasons, the strongest first."""


@dataclass(frozen=True, slots=True)
class Upward:
    """A proposal to take a lead higher up: to which rung and to whom (None: that rung is empty), and why in a sentence.

    `about` names it through the days: "up:convinced:programme:7".
    """

    lead_id: int
    person_id: int
    person: str
    owner: str
    stage: Stage
    reason: str
    why: str
    rung: RoleKind
    to_person_id: int | None = None
    to_person: str | None = None
    programme_id: int | None = None
    programme: str | None = None

    @property
    def about(self) -> str:
        """What it is about, the same as long as the reason stands."""
        of = f"programme:{self.programme_id}" if self.reason in {CONVINCED, SINGLE} else f"lead:{self.lead_id}"
        return f"up:{self.reason}:{of}"


@dataclass(frozen=True, slots=True)
class _Found:
    """A reason before it is known who stands above. `among`: the leads of which one going up is enough."""

    lead: Any
    reason: str
    why: str
    among: tuple[int, ...]
    programme: tuple[int, str] | None = None


def proposals(session: Session, today: date, *, owner: str | None = None, lead_id: int | None = None) -> list[Upward]:
    """What is proposed for the leads of `owner` (None: of all), or for one lead; of one lead the strongest reason."""
    leads = {row.id: row for row in session.connection().execute(_leads())}
    at = _programmes(session, [lead.person_id for lead in leads.values() if lead.stage in rules().stages])
    agreed = _agreed(session, leads, today)
    found = [
        *_asked(session, leads, today),
        *_rooms(agreed, leads),
        *_of_programmes(session, leads, at, agreed),
    ]
    quiet = _quiet(session, today)
    kept: dict[int, _Found] = {}
    for one in found:
        mine = owner is None or one.lead.owner.casefold() == owner.casefold()
        wanted = mine and (lead_id is None or one.lead.id == lead_id)
        if wanted and one.lead.id not in kept and quiet.isdisjoint(one.among):
            kept[one.lead.id] = one
    told = (_with_person(session, one) for one in list(kept.values())[: rules().most])
    return [one for one in told if one is not None]


def _leads() -> sa.Select[Any]:
    return (
        sa.select(LEAD.c.id, LEAD.c.person_id, LEAD.c.owner, LEAD.c.stage, PERSON.c.name)
        .add_columns(INSTITUTION.c.level, INSTITUTION.c.domain)
        .join(PERSON, PERSON.c.id == LEAD.c.person_id)
        .join(INSTITUTION, INSTITUTION.c.id == PERSON.c.institution_id)
        .where(LEAD.c.stage.in_(FUNNEL))
        .order_by(LEAD.c.id)
    )


def _asked(session: Session, leads: dict[int, Any], today: date) -> Iterable[_Found]:
    """ "I have to ask" was said."""
    since = today - timedelta(days=rules().asked_days)
    note = sa.func.lower(ACTIVITY.c.note)
    chosen = (
        sa.select(ACTIVITY.c.lead_id, ACTIVITY.c.note, ACTIVITY.c.on)
        .where(ACTIVITY.c.on >= since, ACTIVITY.c.on <= today)
        .where(sa.or_(*(note.contains(anchor) for anchor in rules().anchors)))
        .order_by(ACTIVITY.c.on.desc(), ACTIVITY.c.id.desc())
    )
    seen: set[int] = set()
    for row in session.connection().execute(chosen):
        if row.lead_id in leads and row.lead_id not in seen and says_they_must_ask(row.note):
            seen.add(row.lead_id)
            said = _("said on {day}: “{words}”").format(day=spoken_day(row.on, today), words=row.note)
            yield _Found(leads[row.lead_id], ASKED, said, (row.lead_id,))


def _agreed(session: Session, leads: dict[int, Any], today: date) -> list[Any]:
    """The agreements that stand for this school year or a later one."""
    chosen = sa.select(AGREEMENT).where(AGREEMENT.c.ended_on.is_(None), AGREEMENT.c.school_year >= school_year(today))
    return [row for row in session.connection().execute(chosen.order_by(AGREEMENT.c.id)) if row.lead_id in leads]


def _rooms(agreed: Sequence[Any], leads: dict[int, Any]) -> Iterable[_Found]:
    """An agreement needs the programme: by its setting, or for a second year on end, which asks for lasting room."""
    for row in agreed:
        lead = leads[row.lead_id]
        if row.renews_id is not None:
            why = _("agreed for a second year, {year}: time for lasting room in the programme")
        elif needs_programme(row.setting, lead.level, lead.domain):
            why = _("the agreement for {year} needs the programme: a teacher alone cannot give that room")
        else:
            continue
        yield _Found(lead, ROOM, why.format(year=row.school_year), (lead.id,))


def _programmes(session: Session, people: Sequence[int]) -> dict[int, set[int]]:
    """Person → the programmes they work in now."""
    found: dict[int, set[int]] = defaultdict(set)
    for some in batched(people):
        at = workplaces(people=some)
        chosen = sa.select(at.c.person_id, at.c.place_id).where(at.c.kind == EntityKind.PROGRAMME.value)
        for row in session.connection().execute(chosen):
            found[row.person_id].add(row.place_id)
    return found


def _of_programmes(
    session: Session, leads: dict[int, Any], at: dict[int, set[int]], agreed: Sequence[Any]
) -> Iterable[_Found]:
    """Enough teachers of a programme are convinced; or a programme that the office is after hangs on one of them."""
    convinced: dict[int, list[Any]] = defaultdict(list)
    for lead in leads.values():
        for programme in at.get(lead.person_id, ()):
            convinced[programme].append(lead)
    aims = effective(session, convinced)
    names = _names(session, convinced)
    holding = {row.lead_id for row in agreed}
    above = _above(session, convinced)
    for programme, unsorted in sorted(convinced.items()):
        if aims.get(programme) is Target.NO or above.get(programme):
            continue
        theirs = sorted(unsorted, key=lambda lead: (-FUNNEL.index(lead.stage), lead.id))
        among, of = tuple(lead.id for lead in theirs), (programme, names.get(programme, ""))
        if len(theirs) >= rules().teachers:
            why = _("{n} teachers of {programme} are convinced").format(n=len(theirs), programme=of[1])
            yield _Found(theirs[0], CONVINCED, why, among, of)
        elif len(theirs) == 1 and theirs[0].id in holding and aims.get(programme) is Target.YES:
            why = _("{programme} hangs on {name} alone").format(programme=of[1], name=theirs[0].name)
            yield _Found(theirs[0], SINGLE, why, among, of)


def _names(session: Session, ids: Iterable[int]) -> dict[int, str]:
    chosen = sa.select(PROGRAMME.c.id, PROGRAMME.c.name).where(PROGRAMME.c.id.in_(list(ids)))
    return {row.id: row.name for row in session.connection().execute(chosen)}


def _above(session: Session, programmes: Iterable[int]) -> dict[int, bool]:
    """Programmes of which somebody who leads or coordinates it has been informed already."""
    leading = RUNGS[RUNGS.index(rules().from_rung) :]
    chosen = (
        sa.select(ROLE.c.of_id)
        .join(ENTITY, ENTITY.c.id == ROLE.c.id)
        .join(LEAD, LEAD.c.person_id == ROLE.c.person_id)
        .where(ROLE.c.of_id.in_(list(programmes)), ROLE.c.kind.in_(leading), STANDS)
        .where(LEAD.c.stage.in_(FUNNEL[FUNNEL.index(Stage.INFORMED) :]))
    )
    return dict.fromkeys(session.connection().scalars(chosen), True)


def _quiet(session: Session, today: date) -> set[int]:
    """The leads that were taken up not long ago, or of whose step nobody has said what came of it."""
    since = today - timedelta(days=rules().quiet_days)
    chosen = sa.select(STEP.c.lead_id).where(sa.or_(STEP.c.outcome.is_(None), STEP.c.on > since))
    return set(session.connection().scalars(chosen))


def _with_person(session: Session, found: _Found) -> Upward | None:
    """The proposal with who stands above; None for who stands at the top."""
    rungs = ladder(session, found.lead.person_id)
    lowest = 0 if found.reason == ASKED else RUNGS.index(rules().from_rung)
    fitting = [rung for rung in rungs if RUNGS.index(rung.rung) >= lowest] or rungs
    if not fitting:
        return None
    rung = next((one for one in fitting if one.person is not None), fitting[0])
    programme = found.programme or (None, None)
    return Upward(
        lead_id=found.lead.id,
        person_id=found.lead.person_id,
        person=found.lead.name,
        owner=found.lead.owner,
        stage=found.lead.stage,
        reason=found.reason,
        why=found.why,
        rung=rung.rung,
        to_person_id=rung.person.id if rung.person is not None else None,
        to_person=rung.person.name if rung.person is not None else None,
        programme_id=programme[0],
        programme=programme[1],
    )
