"""The journal without somebody: their rows go, and sentences that are about nobody else."""

import json
from collections.abc import Iterable, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Connection

from crm.database.batches import batched
from crm.journal_rows import encoded
from crm.privacy.holdings import Belongings
from crm.tables import table_named

ERASED = "(erased)"
"""What the journal says of an action that was about nobody else."""

BY_EMAIL = ("bounced_address", "mail_stop")
"""Tables whose rows are told by an address."""

_AT_ONCE = 100


def scrub(connection: Connection, found: Belongings, emails: Iterable[str]) -> int:
    """Takes their rows out of the journal; an action that touched them cannot be taken back any more, but an import,
    of which the others can. Gives how many rows.
    """
    entry, row = table_named("journal_entry"), table_named("journal_row")
    gone: dict[int, int] = {}
    told = {json.dumps({"email": email}) for email in emails}
    for name, keys in {**_keys(found), **dict.fromkeys(BY_EMAIL, told)}.items():
        for some in batched(sorted(keys), _AT_ONCE):
            same = sa.select(row.c.id, row.c.entry_id).where(row.c.table == name)
            for its in connection.execute(same.where(sa.cast(row.c.key, sa.String).in_(some))):
                gone[its.id] = its.entry_id
    gone |= _pointing(connection, found)
    for some_ids in batched(sorted(gone)):
        connection.execute(sa.delete(row).where(row.c.id.in_(some_ids)))
    imports = sa.select(row.c.entry_id).where(row.c.table == "contact_import")
    for some_ids in batched(sorted(set(gone.values()))):
        left = sa.select(row.c.entry_id).where(row.c.entry_id.in_(some_ids))
        alone = sa.and_(entry.c.id.in_(some_ids), entry.c.id.not_in(left))
        connection.execute(sa.update(entry).where(alone).values(what=ERASED, details=None))
        touched = sa.and_(entry.c.id.in_(some_ids), entry.c.id.not_in(imports))
        connection.execute(sa.update(entry).where(touched).values(reversible=False))
    return len(gone)


def _keys(found: Belongings) -> dict[str, set[str]]:
    """Table → the keys of their rows as the journal writes them; also of whom they were merged with."""
    keys: dict[str, set[str]] = {}
    for name, rows in found.theirs.items():
        columns = [column.name for column in table_named(name).primary_key]
        keys[name] = {json.dumps({column: encoded(row[column]) for column in columns}) for row in rows}
    merged = {json.dumps({"id": row["gone_id"]}) for row in found.theirs.get("merge", ())}
    for name in ("person", "entity"):
        keys[name] = keys.get(name, set()) | merged
    return keys


def _pointing(connection: Connection, found: Belongings) -> dict[int, int]:
    """Rows of the journal that pointed at them, then or before: what has since been taken away as well."""
    row = table_named("journal_row")
    people = found.ids("person") | {each["gone_id"] for each in found.theirs.get("merge", ())}
    ids = {"person_id": people, "via_person_id": people, "lead_id": found.ids("lead"), "to_lead_id": found.ids("lead")}
    ids["entity_id"] = found.ids("entity")
    pointing = sorted((name, value) for name, values in ids.items() for value in values)
    gone: dict[int, int] = {}
    sides = [sa.cast(side, sa.String) for side in (row.c.before, row.c.after)]
    for some in batched(pointing, _AT_ONCE):
        near = [side.contains(f'"{name}": {value}') for name, value in some for side in sides]
        for its in connection.execute(sa.select(row).where(sa.or_(*near))).all():
            if any(_points(side, some) for side in (its.before, its.after)):
                gone[its.id] = its.entry_id
    return gone


def _points(side: dict[str, Any] | None, pointing: Sequence[tuple[str, int]]) -> bool:
    return side is not None and any(side.get(name) == value for name, value in pointing)
