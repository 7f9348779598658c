"""How firmly the office stands in each programme that it is after: on how many legs, how high, and how fast in.

A programme rests on whoever holds its agreements; where there is none, on whoever gave examples, else on whoever was
informed. Is that one person, then it hangs on them: they leave, and all is gone.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session

from crm.clock import school_year
from crm.query.aims import things_with
from crm.tables import table_named
from crm.tables.core import INSTITUTION, PROGRAMME, UNIT
from crm.views.footing_facts import Facts, Worked, facts
from crm.words import RUNGS, EmbeddingLevel, RoleKind, Target

EMBEDDING = table_named("embedding")

YEARS = 3
"""School years of which the trend is told, the current one last."""


@dataclass(frozen=True, slots=True)
class Embedded:
    """How firmly it stands in the programme, with what shows it. `id` None: it follows from the agreements.

    `proposed`: a crawl read it, and nobody has said yes.
    """

    level: EmbeddingLevel
    evidence: str = ""
    on: date | None = None
    page: str | None = None
    id: int | None = None
    proposed: bool = False


@dataclass(frozen=True, slots=True)
class Footing:
    """How one programme stands. People by their person id; `rungs`: levels of the ladder that were informed.

    `years`: school year → teachers informed in it, agreements for it.
    """

    programme_id: int
    programme: str
    institution_id: int
    school: str
    informed: Mapping[int, str] = field(default_factory=dict)
    agreed: Mapping[int, str] = field(default_factory=dict)
    holders: Mapping[int, str] = field(default_factory=dict)
    places: int = 0
    rungs: tuple[RoleKind, ...] = ()
    years: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    embedded: Embedded = Embedded(EmbeddingLevel.NONE)
    proposed: Embedded | None = None

    @property
    def single(self) -> str | None:
        """Who it hangs on, when that is one person."""
        return next(iter(self.holders.values())) if len(self.holders) == 1 else None


def footings(
    session: Session, today: date, *, institution_id: int | None = None, programmes: Sequence[int] | None = None
) -> list[Footing]:
    """How each programme stands that is a target; of one school or of some programmes, where given. By school and name.

    What rests on nobody yet is there too: that is where to begin.
    """
    chosen = (
        sa.select(PROGRAMME.c.id, PROGRAMME.c.name, PROGRAMME.c.unit_id, PROGRAMME.c.institution_id)
        .add_columns(INSTITUTION.c.name.label("school"))
        .join(INSTITUTION, INSTITUTION.c.id == PROGRAMME.c.institution_id)
        .where(PROGRAMME.c.id.in_(things_with(Target.YES)))
        .order_by(INSTITUTION.c.sort_key, PROGRAMME.c.sort_key, PROGRAMME.c.id)
    )
    if institution_id is not None:
        chosen = chosen.where(PROGRAMME.c.institution_id == institution_id)
    if programmes is not None:
        chosen = chosen.where(PROGRAMME.c.id.in_(programmes))
    rows = list(session.connection().execute(chosen))
    units = _units(session)
    known = facts(session, [row.id for row in rows], sorted({place for row in rows for place in _places(row, units)}))
    held = _embeddings(session)
    return [_footing(row, known, units, held, today) for row in rows]


def fragile_leads(session: Session, today: date) -> dict[int, str]:
    """Lead → the programme that hangs on it alone: a reason to look after it, and to find a second leg."""
    found: dict[int, str] = {}
    for one in footings(session, today):
        if one.single is not None and one.agreed:
            (person,) = one.holders
            found[person] = one.programme
    chosen = sa.select(table_named("lead").c.id, table_named("lead").c.person_id)
    of_person = {row.person_id: row.id for row in session.connection().execute(chosen) if row.person_id in found}
    return {of_person[person]: programme for person, programme in found.items() if person in of_person}


def _footing(
    row: Any,  # noqa: ANN401 - a row of the programmes
    known: Facts,
    units: Mapping[int, int | None],
    held: Mapping[int, Sequence[Embedded]],
    today: date,
) -> Footing:
    here = known.people.get(row.id, {})
    informed = {person: one for person, one in here.items() if one.informed_on is not None}
    now = school_year(today)
    agreed = [one for one in known.agreements.get(row.id, ()) if one.ended_on is None and one.school_year >= now]
    names = {one.person_id: one.person for one in agreed}
    own, proposed = _embedded(row.id, known, held, now)
    return Footing(
        programme_id=row.id,
        programme=row.name,
        institution_id=row.institution_id,
        school=row.school,
        informed={person: one.name for person, one in informed.items()},
        agreed=names,
        holders=_holders(names, informed),
        places=sum(one.number for one in agreed),
        rungs=_rungs(row, known, units, informed),
        years=_years(known.agreements.get(row.id, ()), informed, today),
        embedded=own,
        proposed=proposed,
    )


def _holders(agreed: Mapping[int, str], informed: Mapping[int, Worked]) -> dict[int, str]:
    if agreed:
        return dict(agreed)
    gave = {person: one.name for person, one in informed.items() if one.gave_examples}
    return gave or {person: one.name for person, one in informed.items()}


def _rungs(
    row: Any,  # noqa: ANN401 - as above
    known: Facts,
    units: Mapping[int, int | None],
    informed: Mapping[int, Worked],
) -> tuple[RoleKind, ...]:
    found = {kind for person in informed for kind in known.roles.get((row.id, person), ())}
    found |= {kind for place in _places(row, units) for kind in known.above.get(place, ())}
    return tuple(kind for kind in RUNGS if kind in found)


def _places(row: Any, units: Mapping[int, int | None]) -> list[int]:  # noqa: ANN401 - as above
    """The school and the units above a programme."""
    above = [row.institution_id]
    unit = row.unit_id
    while unit is not None and unit not in above:
        above.append(unit)
        unit = units.get(unit)
    return above


def _years(agreements: Iterable[Any], informed: Mapping[int, Worked], today: date) -> dict[str, tuple[int, int]]:
    first = int(school_year(today)[:4]) - YEARS + 1
    years = [f"{year}-{year + 1}" for year in range(first, first + YEARS)]
    told = [school_year(one.informed_on) for one in informed.values() if one.informed_on is not None]
    made = [one.school_year for one in agreements]
    return {year: (told.count(year), made.count(year)) for year in years}


def _embedded(
    programme: int, known: Facts, held: Mapping[int, Sequence[Embedded]], now: str
) -> tuple[Embedded, Embedded | None]:
    """The firmest that is sure, and what a crawl proposes above it."""
    levels = list(EmbeddingLevel)
    sure = [one for one in held.get(programme, ()) if not one.proposed]
    agreements = known.agreements.get(programme, ())
    for one in agreements:
        current = one.school_year >= now and one.ended_on is None
        level = EmbeddingLevel.YEAR if current else EmbeddingLevel.ONCE
        sure.append(Embedded(level, f"{one.person}, {one.school_year}", one.agreed_on))
    best = max(sure, key=lambda one: (levels.index(one.level), one.on), default=Embedded(EmbeddingLevel.NONE))
    waiting = [
        one for one in held.get(programme, ()) if one.proposed and levels.index(one.level) > levels.index(best.level)
    ]
    return best, max(waiting, key=lambda one: levels.index(one.level), default=None)


def _embeddings(session: Session) -> dict[int, list[Embedded]]:
    """Programme, unit or school → what was said of how firmly it takes part."""
    found: dict[int, list[Embedded]] = defaultdict(list)
    for row in session.connection().execute(sa.select(EMBEDDING).order_by(EMBEDDING.c.id)):
        found[row.entity_id].append(Embedded(row.level, row.evidence, row.on, row.page, row.id, row.proposed))
    return found


def _units(session: Session) -> dict[int, int | None]:
    """Unit → the one it is part of."""
    return {row.id: row.parent_id for row in session.connection().execute(sa.select(UNIT.c.id, UNIT.c.parent_id))}
