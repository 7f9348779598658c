"""What holds after a restore though the copy is from before it: called once, before the copy takes the place.

A copy brings back what was known then. What was decided since and must not be undone by it is carried over here.
"""

import sqlalchemy as sa
from sqlalchemy import Connection

from crm.tables import table_named


def carry_over(now: Connection, restored: Connection) -> None:
    """Makes the rows of `restored` keep what `now`, the database that it replaces, knows and no copy may take back.

    Both are of this version; `restored` is an SQLite file, in a transaction that the caller commits. Whoever adds to
    this changes `restored` alone.
    """
    _suppressed(now, restored)


def _suppressed(now: Connection, restored: Connection) -> None:
    """Who must not come back still must not."""
    table = table_named("suppression")
    known = set(restored.scalars(sa.select(table.c.mark)))
    new = [dict(row) for row in now.execute(sa.select(table)).mappings() if row["mark"] not in known]
    if new:
        restored.execute(table.insert(), new)
