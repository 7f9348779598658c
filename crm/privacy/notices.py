"""Who has to be told that they are held (GDPR art. 14(3)): a month after they were found, or in the first message."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session

from crm.database.batches import is_one_of
from crm.language import _
from crm.privacy.keeping import kept_people
from crm.tables.crawled import SIGHTING
from crm.today.asking import of_session
from crm.today.untold import read_untold


@dataclass(frozen=True, slots=True)
class Due:
    """Somebody who is to be told by `due`. `swept`: the sweep lets them go before that, so nobody needs to."""

    person: int
    name: str
    lead: int | None
    found: date
    page: str
    due: date
    swept: bool

    @property
    def what_to_do(self) -> str:
        """What comes of it, in words."""
        if self.swept:
            return _("let go: privacy sweep")
        if self.lead is None:
            return _("write the first message: lead add {person}, and draft").format(person=self.person)
        return _("write the first message: draft {lead}").format(lead=self.lead)

    def document(self, today: date) -> dict[str, Any]:
        """As JSON."""
        return {
            "person": {"id": self.person, "name": self.name},
            "lead": self.lead,
            "found": {"on": self.found.isoformat(), "page": self.page},
            "due": self.due.isoformat(),
            "days_late": max((today - self.due).days, 0),
            "do": "sweep" if self.swept else "message",
        }


def due_notices(session: Session, today: date) -> list[Due]:
    """Everybody who is to be told soon, or is late, the soonest first: whom Today counts, and where they were found."""
    untold = read_untold(of_session(session), today)
    if not untold:
        return []
    connection = session.connection()
    kept = kept_people(connection)
    seen = sa.select(SIGHTING.c.entity_id, SIGHTING.c.page).where(
        is_one_of(SIGHTING.c.entity_id, {one.person for one in untold}, connection.dialect.name),
        SIGHTING.c.source_id.is_not(None),
    )
    pages = {row.entity_id: row.page for row in connection.execute(seen.order_by(SIGHTING.c.id.desc()))}
    return [
        Due(one.person, one.name, one.lead, one.found, pages[one.person], one.due, one.person not in kept)
        for one in untold
    ]
