"""Why a value stands as it does: every sighting behind it, and which one is believed."""

from typing import Any

import sqlalchemy as sa
from sqlmodel import Session

from crm.errors import NotFoundError
from crm.language import _
from crm.services import readings
from crm.spoken import spoken_evidence, spoken_kind
from crm.tables.core import ENTITY
from crm.tables.crawled import SIGHTING
from crm.words import EntityKind


def why(session: Session, kind: EntityKind, id_: int) -> dict[str, Any]:
    """Field → its readings, the believed one first, then the newest; ended ones too. The JSON shape of `why`.

    Raises NotFoundError when there is no such thing.
    """
    connection = session.connection()
    found = connection.scalar(sa.select(ENTITY.c.id).where(ENTITY.c.id == id_, ENTITY.c.kind == EntityKind(kind)))
    if found is None:
        raise NotFoundError(
            _("There is no {kind} {id}: `werkplaats search` shows the numbers.").format(
                kind=spoken_kind(EntityKind(kind)), id=id_
            )
        )
    chosen = sa.select(SIGHTING).where(SIGHTING.c.entity_id == id_)
    newest_first = chosen.order_by(SIGHTING.c.last_seen.desc(), SIGHTING.c.page, SIGHTING.c.id.desc())
    seen = list(connection.execute(newest_first))
    believed = readings.best(EntityKind(kind), seen)
    fields: dict[str, list[dict[str, Any]]] = {}
    for sighting in seen:
        for name, value in sighting.says.items():
            if name == "translation":
                continue  # says which of several is believed, and nothing of the thing
            fields.setdefault(name, []).append(_reading(sighting, name, value, chosen=believed.get(name) is sighting))
    for found_readings in fields.values():
        found_readings.sort(key=lambda reading: not reading["chosen"])
    return {"kind": str(kind), "id": id_, "fields": fields}


def _reading(sighting: Any, name: str, value: object, *, chosen: bool) -> dict[str, Any]:  # noqa: ANN401 - a Row
    return {
        "value": value,
        "page": sighting.page,
        "method": str(sighting.method),
        "first_seen": sighting.first_seen.isoformat(),
        "last_seen": sighting.last_seen.isoformat(),
        "ended_on": sighting.ended_on.isoformat() if sighting.ended_on else None,
        "confidence": sighting.confidence,
        "words": spoken_evidence(sighting.evidence.get(name)),
        "by": sighting.by,
        "chosen": chosen,
    }
