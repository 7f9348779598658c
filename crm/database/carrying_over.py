"""What holds after a restore though the copy is from before it: called once, before the copy takes the place.

A copy brings back what was known then. What was decided since and must not be undone by it is carried over here.
"""

import sqlalchemy as sa
from sqlalchemy import Connection

from crm.tables import table_named
from crm.words import EntityKind


def carry_over(now: Connection, restored: Connection) -> None:
    """Makes the rows of `restored` keep what `now`, the database that it replaces, knows and no copy may take back.

    Both are of this version; `restored` is an SQLite file, in a transaction that the caller commits. Whoever adds to
    this changes `restored` alone.
    """
    _suppressed(now, restored)
    _objections(now, restored)


def _suppressed(now: Connection, restored: Connection) -> None:
    """Who must not come back still must not."""
    table = table_named("suppression")
    known = set(restored.scalars(sa.select(table.c.mark)))
    new = [dict(row) for row in now.execute(sa.select(table)).mappings() if row["mark"] not in known]
    if new:
        restored.execute(table.insert(), new)


def _objections(now: Connection, restored: Connection) -> None:
    """Who objected since, or asked for no more mail, is still left alone."""
    entity, stop, basis = table_named("entity"), table_named("mail_stop"), table_named("contact_basis")
    people = sa.select(entity.c.id, entity.c.identity).where(entity.c.kind == EntityKind.PERSON)
    there = {(row.id, row.identity) for row in restored.execute(people)}
    same = {row.id for row in now.execute(people) if (row.id, row.identity) in there}
    held = set(restored.scalars(sa.select(stop.c.email)))
    stops = [dict(row) for row in now.execute(sa.select(stop)).mappings() if row["email"] not in held]
    for row in stops:
        row["person_id"] = row["person_id"] if row["person_id"] in same else None
    said = [dict(row) for row in now.execute(sa.select(basis).where(basis.c.objected)).mappings()]
    said = [row for row in said if row["person_id"] in same]
    for row in said:
        theirs = sa.and_(basis.c.person_id == row["person_id"], basis.c.channel == row["channel"])
        restored.execute(basis.delete().where(theirs))
    for table, rows in ((stop, stops), (basis, said)):
        if rows:
            restored.execute(table.insert(), rows)
