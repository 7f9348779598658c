"""What falls when somebody leaves, and which introductions would mend most of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session

from crm.clock import school_year
from crm.language import _
from crm.query.knowing import workplaces
from crm.spoken import spoken_role
from crm.tables import Person
from crm.tables.core import LEAD, PERSON
from crm.views.agreements import AgreementLine, agreements_of
from crm.views.footing import Footing, footings
from crm.views.steps_up import ScoutingLine, StepLine, named_by, scoutings_of, steps_of
from crm.views.teaching import teaching
from crm.views.ways import WayIn, ways_in
from crm.warmth import scores
from crm.words import FUNNEL, EntityKind, RoleKind, Stage

MOST = 5
"""Introductions that are named."""

_LOOKED_AT = 40
"""Candidates whose way in is worked out: it costs a few questions each."""

_REACHED = set(FUNNEL[FUNNEL.index(Stage.INFORMED) :])
_AWAY = {Stage.DECLINED, Stage.DO_NOT_CONTACT}

_FALLS_TO = {0: 3.0, 1: 2.0}
"""What a second leg is worth in a programme that would rest on nobody, or on one person: the office's judgement."""


@dataclass(frozen=True, slots=True)
class Falling:
    """A programme in which this person is a leg: on how many others it would rest then."""

    programme_id: int
    programme: str
    left: tuple[str, ...]
    agreements_lost: int


@dataclass(frozen=True, slots=True)
class Mending:
    """Somebody worth being introduced to: for which programmes, through whom (None: nobody of ours knows them)."""

    person_id: int
    name: str
    does: str
    programmes: tuple[str, ...]
    via: str | None
    why: str


@dataclass(frozen=True, slots=True)
class Leaving:
    """All of it. `agreements` are those that stand for this school year or later."""

    person_id: int
    person: str
    programmes: tuple[Falling, ...]
    agreements: tuple[AgreementLine, ...]
    steps: tuple[StepLine, ...]
    scoutings: tuple[ScoutingLine, ...]
    named: tuple[str, ...]
    introductions: tuple[Mending, ...]


def leaving(session: Session, person: Person, today: date) -> Leaving:
    """What falls when this person leaves the school, and the five introductions that would mend most."""
    assert person.id is not None
    lead = session.connection().scalar(sa.select(LEAD.c.id).where(LEAD.c.person_id == person.id))
    mine = [lead] if lead is not None else []
    agreements = [one for one in agreements_of(session, mine) if one.ended_on is None]
    agreements = [one for one in agreements if one.school_year >= school_year(today)]
    touched = [one for one in footings(session, today) if person.id in one.informed or person.id in one.agreed]
    return Leaving(
        person_id=person.id,
        person=person.name,
        programmes=tuple(_falling(one, person.id, agreements) for one in touched),
        agreements=tuple(agreements),
        steps=tuple(one for one in steps_of(session, mine) if one.outcome is None),
        scoutings=tuple(one for one in scoutings_of(session, mine) if one.outcome is None),
        named=tuple(name for _id, name in named_by(session, person.id)),
        introductions=tuple(_mending(session, person, touched, today)),
    )


def leaving_json(told: Leaving) -> dict[str, Any]:
    """It as `werkplaats report --without` gives it."""
    return {
        "person": {"id": told.person_id, "name": told.person},
        "falls": {
            "programmes": [
                {
                    "id": one.programme_id,
                    "name": one.programme,
                    "left": list(one.left),
                    "agreements": one.agreements_lost,
                }
                for one in told.programmes
            ],
            "agreements": [
                {
                    "id": one.id,
                    "course": one.course_name,
                    "school_year": one.school_year,
                    "places_left": one.places_left,
                }
                for one in told.agreements
            ],
            "escalations": [{"id": one.id, "why": one.why} for one in told.steps],
            "scoutings": [{"id": one.id, "for": one.place} for one in told.scoutings],
            "named": list(told.named),
        },
        "introductions": [
            {
                "person": {"id": one.person_id, "name": one.name},
                "programmes": list(one.programmes),
                "via": one.via,
                "why": one.why,
            }
            for one in told.introductions
        ],
    }


def _falling(one: Footing, person: int, agreements: Sequence[AgreementLine]) -> Falling:
    left = one.agreed if set(one.agreed) - {person} else one.informed
    lost = len(agreements) if person in one.agreed else 0
    return Falling(
        one.programme_id, one.programme, tuple(name for other, name in left.items() if other != person), lost
    )


def _mending(session: Session, person: Person, touched: Sequence[Footing], today: date) -> list[Mending]:
    """Greedy: each time who mends most of what is left, until there are five."""
    leaver = person.id
    assert leaver is not None
    worth = {one.programme_id: _FALLS_TO.get(len(set(one.holders) - {leaver}), 1.0) for one in touched}
    names = {one.programme_id: one.programme for one in touched}
    at = _candidates(session, leaver, list(worth))
    warm = scores(session, today, sorted(at))
    looked = sorted(at, key=lambda one: (-sum(worth[p] for p in at[one]), -warm.get(one, 0), one))[:_LOOKED_AT]
    ways = {one: _way(ways_in(session, one, today), leaver) for one in looked}
    does = teaching(session, looked)
    called = _names(session, looked)
    found: list[Mending] = []
    while looked and len(found) < MOST:
        best = max(looked, key=lambda one: (_gain(one, at, worth, warm, ways, leaver), -one))
        looked.remove(best)
        said = _does(does[best].courses, does[best].roles) if best in does else ""
        mends = tuple(names[p] for p in sorted(at[best], key=lambda p: (-worth[p], names[p])))
        found.append(Mending(best, called[best], said, mends, *_told(ways[best], person, warm.get(best, 0))))
        for programme in at[best]:
            worth[programme] /= 2
    return found


def _names(session: Session, people: Sequence[int]) -> dict[int, str]:
    chosen = sa.select(PERSON.c.id, PERSON.c.name).where(PERSON.c.id.in_(people))
    return {row.id: row.name for row in session.connection().execute(chosen)}


def _candidates(session: Session, person: int, programmes: Sequence[int]) -> dict[int, set[int]]:
    """Who works in these programmes and is not informed yet → in which of them."""
    work = workplaces(places=programmes)
    chosen = (
        sa.select(work.c.person_id, work.c.place_id, LEAD.c.stage)
        .outerjoin(LEAD, LEAD.c.person_id == work.c.person_id)
        .where(work.c.kind == EntityKind.PROGRAMME.value, work.c.person_id != person)
    )
    found: dict[int, set[int]] = {}
    for row in session.connection().execute(chosen):
        if row.stage is None or row.stage not in _REACHED | _AWAY:
            found.setdefault(row.person_id, set()).add(row.place_id)
    return found


def _gain(
    one: int,
    at: Mapping[int, set[int]],
    worth: Mapping[int, float],
    warm: Mapping[int, int],
    ways: Mapping[int, WayIn | None],
    leaver: int,
) -> float:
    """What this introduction is worth: the programmes, a way in that stays, and how warm they are."""
    way = ways[one]
    reach = 0.0 if way is None else 0.25 if way.via == leaver else 0.5
    if warm.get(one):
        reach = 0.75
    return sum(worth[programme] for programme in at[one]) + reach + warm.get(one, 0) / 200


def _way(ways: Sequence[WayIn], leaver: int) -> WayIn | None:
    """The best way in: one through somebody who stays goes before one through who leaves."""
    return min(ways, key=lambda way: way.via == leaver, default=None)


def _told(way: WayIn | None, person: Person, warmth: int) -> tuple[str | None, str]:
    if warmth:
        return None, _("you know each other (warm {n})").format(n=warmth)
    if way is None:
        return None, _("nobody of ours knows them yet")
    if way.via == person.id:
        return way.name, _("{name} can introduce them, before going").format(name=way.name)
    return way.name, _("{name} can introduce them: {tie}").format(name=way.name, tie=way.hops[1].text)


def _does(courses: Sequence[str], roles: Sequence[RoleKind]) -> str:
    return ", ".join(courses[:2]) or ", ".join(spoken_role(role) for role in roles[-1:])
