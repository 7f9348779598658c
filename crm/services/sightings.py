"""Writing down what a source says now: new sightings, confirmed ones, and those whose page no longer says so."""

from collections.abc import Collection, Iterable
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection, Row

from crm.database.batches import ROWS_AT_ONCE, batched
from crm.services.known import Known
from crm.services.mentions import Mention
from crm.tables.crawled import SIGHTING

_UPDATE = (
    sa.update(SIGHTING)
    .where(SIGHTING.c.id == sa.bindparam("b_id"))
    .values(
        entity_id=sa.bindparam("b_entity_id"),
        last_seen=sa.bindparam("b_last_seen"),
        confidence=sa.bindparam("b_confidence"),
        evidence=sa.bindparam("b_evidence"),
    )
)
_END = sa.update(SIGHTING).where(SIGHTING.c.id == sa.bindparam("b_id")).values(ended_on=sa.bindparam("b_ended_on"))


def write(
    connection: Connection,
    known: Known,
    mentions: Iterable[Mention],
    *,
    source_id: int,
    on: date,
    carried: Collection[int] = (),
) -> None:
    """Brings the sightings of the source to what `mentions` say, all of which know their entity.

    A page that says something else now ends the old sighting and begins a new one. Manual sightings are not touched,
    nor are those whose ids are `carried`.
    """
    new: list[Mention] = []
    confirmed: list[dict[str, Any]] = []
    ended: list[dict[str, Any]] = []
    standing = dict(known.live)
    for mention in mentions:
        row = standing.pop(mention.key, None)
        if row is not None and row.says == mention.says:
            if _moved(row, mention):
                confirmed.append(_confirmation(row, mention))
            continue
        if row is not None:
            ended.append({"b_id": row.id, "b_ended_on": max(row.last_seen, mention.on)})
        new.append(mention)
    ended += [
        {"b_id": row.id, "b_ended_on": max(row.last_seen, on)} for row in standing.values() if row.id not in carried
    ]
    for statement, values in ((_UPDATE, confirmed), (_END, ended)):
        if values:
            connection.execute(statement, values)
    for some in batched(new, ROWS_AT_ONCE):
        connection.execute(sa.insert(SIGHTING), [_row(mention, source_id) for mention in some])


def _moved(row: Row[Any], mention: Mention) -> bool:
    return bool(
        row.entity_id != mention.entity_id
        or row.last_seen < mention.on
        or row.confidence != mention.confidence
        or row.evidence != mention.evidence
    )


def _confirmation(row: Row[Any], mention: Mention) -> dict[str, Any]:
    return {
        "b_id": row.id,
        "b_entity_id": mention.entity_id,
        "b_last_seen": max(row.last_seen, mention.on),
        "b_confidence": mention.confidence,
        "b_evidence": mention.evidence,
    }


def _row(mention: Mention, source_id: int) -> dict[str, Any]:
    return {
        "entity_id": mention.entity_id,
        "kind": str(mention.kind),
        "mention": mention.name,
        "source_id": source_id,
        "page": mention.page,
        "method": mention.method,
        "says": mention.says,
        "evidence": mention.evidence,
        "confidence": mention.confidence,
        "first_seen": mention.on,
        "last_seen": mention.on,
    }
