"""Schools whose people were swept: from then on their pages bring in only people whom there is a reason to keep."""

from collections.abc import Collection

import sqlalchemy as sa
from sqlalchemy import Connection

from crm.database.batches import batched
from crm.tables import table_named
from crm.tables.core import ENTITY, PERSON, ROLE, SEARCH_TEXT
from crm.tables.crawled import CHANGE


def let_go(connection: Connection, people: Collection[int]) -> None:
    """Takes people off the map with all that hangs from them. They may come back when there is a reason."""
    for some in batched(sorted(people)):
        roles = list(connection.scalars(sa.select(ROLE.c.id).where(ROLE.c.person_id.in_(some))))
        things = [*some, *roles]
        for part in batched(things):
            connection.execute(sa.delete(SEARCH_TEXT).where(SEARCH_TEXT.c.id.in_(part)))
            connection.execute(sa.delete(CHANGE).where(CHANGE.c.entity_id.in_(part)))
            connection.execute(sa.delete(ENTITY).where(ENTITY.c.id.in_(part)))


class Newcomers:
    """Who comes in by one crawl of a school that was swept. Of another school everybody may."""

    def __init__(self, connection: Connection, institution_id: int) -> None:
        """Takes down who is there before."""
        swept = table_named("swept_school")
        self._connection, self._school = connection, institution_id
        held = sa.select(swept.c.institution_id).where(swept.c.institution_id == institution_id)
        self._is_swept = connection.scalar(held) is not None
        self._before = self._people() if self._is_swept else set()

    def let_go(self) -> None:
        """Lets go of who came in and whom there is no reason to keep."""
        if not self._is_swept:
            return
        from crm.privacy.keeping import kept_people

        new = self._people() - self._before
        if new:
            let_go(self._connection, new - kept_people(self._connection))
        swept = table_named("swept_school")
        caught_up = sa.update(swept).where(swept.c.institution_id == self._school)
        self._connection.execute(caught_up.values(behind=False))

    def _people(self) -> set[int]:
        return set(self._connection.scalars(sa.select(PERSON.c.id).where(PERSON.c.institution_id == self._school)))


def is_behind(connection: Connection, institution_id: int | None) -> bool:
    """Whether something became a target at the school since its people were taken in last."""
    swept = table_named("swept_school")
    found = sa.select(swept.c.behind).where(swept.c.institution_id == institution_id, swept.c.behind)
    return connection.scalar(found) is not None


def targets_changed(connection: Connection, institution_id: int) -> None:
    """Tells that a mark changed there, so that the next crawl takes in who is under a target now."""
    swept = table_named("swept_school")
    connection.execute(sa.update(swept).where(swept.c.institution_id == institution_id).values(behind=True))
