"""Whether somebody was told that they are held (GDPR art. 14): in a message that was sent and carried the notice.

Nothing else counts: whether a call, a visit or a mail of the user's own held what the law asks, nobody knows.
"""

from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlmodel import Session

TOLD = "message.noticed AND message.state = 'sent'"
"""Of a message, in SQL: it told whom it went to."""


def told_on(session: "Session", lead_id: int | None) -> date | None:
    """The day of the first message that told them; None: nobody did yet."""
    import sqlalchemy as sa

    from crm.tables import table_named

    message = table_named("message")
    told = sa.select(sa.func.min(message.c.sent_on)).where(message.c.lead_id == lead_id, sa.text(TOLD))
    first: date | None = session.connection().scalar(told)
    return first
