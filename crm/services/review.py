"""What waits in review, decided: it is so, it is not, or another day. A decision outlives every later crawl."""

from collections.abc import Sequence
from datetime import date, timedelta
from enum import StrEnum

from sqlmodel import col, select

from crm.errors import NotFoundError, RefusedError
from crm.language import _
from crm.services import folding
from crm.services.readings import CONFIRMED
from crm.tables import Entity, ReviewLater, Role, Sighting
from crm.tables.core import table_of
from crm.unit_of_work import Work
from crm.words import BY_HAND, EntityKind, Method

REVIEWED = "reviewed"
"""Mention of a decision."""

LATER_DAYS = 14
"""Days after which what was put off comes back."""


class Decision(StrEnum):
    """What becomes of a thing in the review list."""

    YES = "yes"
    NO = "no"
    LATER = "later"


def decide(work: Work, entity_id: int, decision: Decision) -> str:
    """Decides about a thing that waits in review; of a person also about their roles that wait. Gives its name.

    "Yes" puts it on the map, "no" keeps it off whatever pages say from now on, "later" asks again after two weeks.
    Raises NotFoundError; RefusedError for what does not wait.
    """
    entity = work.session.get(Entity, entity_id)
    if entity is None:
        raise NotFoundError(_("There is nothing with the number {id}.").format(id=entity_id))
    if not entity.in_review:
        raise RefusedError(_("{id} does not wait in review.").format(id=entity_id))
    name = name_of(work, entity)
    if decision is Decision.LATER:
        put_off(work, entity_id, work.clock.today() + timedelta(days=LATER_DAYS))
        work.say(_("{name}: decided later").format(name=name))
        return name
    ids = [entity_id, *(_roles_in_review(work, entity_id) if entity.kind is EntityKind.PERSON else [])]
    for each in ids:
        _sight(work, each, confirmed=decision is Decision.YES)
    put_off(work, entity_id, None)
    folding.refold(work.session, ids)
    said = _("{name}: confirmed, on the map") if decision is Decision.YES else _("{name}: not so, stays off the map")
    work.say(said.format(name=name))
    return name


def put_off(work: Work, entity_id: int, until: date | None) -> None:
    """Hides a thing from the list until a day; None: no longer."""
    row = work.session.get(ReviewLater, entity_id)
    if until is None:
        if row is not None:
            work.session.delete(row)
    elif row is None:
        work.session.add(ReviewLater(entity_id=entity_id, until=until, by=work.by))
    else:
        row.until, row.by = until, work.by
        work.session.add(row)
    work.session.flush()


def name_of(work: Work, entity: Entity) -> str:
    """What a thing is called; of a role its holder."""
    if entity.kind is EntityKind.ROLE:
        role = work.session.get_one(Role, entity.id)
        holder = work.session.get_one(Entity, role.person_id)
        return name_of(work, holder)
    table = table_of(entity.kind)
    found = work.session.connection().execute(table.select().where(table.c.id == entity.id)).mappings().one()
    return str(found["name"])


def _roles_in_review(work: Work, person_id: int) -> Sequence[int]:
    chosen = select(Role.id).join(Entity, col(Entity.id) == col(Role.id)).where(Role.person_id == person_id)
    return [i for i in work.session.exec(chosen.where(col(Entity.in_review)).order_by(col(Role.id))) if i is not None]


def _sight(work: Work, entity_id: int, *, confirmed: bool) -> None:
    today = work.clock.today()
    entity = work.session.get_one(Entity, entity_id)
    work.session.add(
        Sighting(
            entity_id=entity_id,
            kind=str(entity.kind),
            mention=REVIEWED,
            page=BY_HAND,
            method=Method.MANUAL,
            says={CONFIRMED: confirmed},
            first_seen=today,
            last_seen=today,
            by=work.by,
        )
    )
    work.session.flush()
