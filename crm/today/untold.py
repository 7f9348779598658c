"""Who was found by a crawl and not told so yet (GDPR art. 14(3)): a month after, or with the first message."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from operator import attrgetter

from crm.today.asking import Ask, day_of, marks
from crm.today.rules import day_rules

_UNTOLD = """
    SELECT person.id, person.name, person.sort_key, entity.first_seen, lead.id, lead.owner
    FROM entity JOIN person ON person.id = entity.id LEFT JOIN lead ON lead.person_id = person.id
    WHERE entity.first_seen <= ? AND entity.gone_on IS NULL AND NOT entity.in_review
        AND EXISTS (SELECT 1 FROM sighting WHERE sighting.entity_id = entity.id AND sighting.source_id IS NOT NULL)
        AND (lead.id IS NULL OR (
            lead.stage IN ('mapped', 'warm', 'resting', 'declined')
            AND NOT EXISTS (SELECT 1 FROM activity WHERE activity.lead_id = lead.id AND activity.direction = 'out')
            AND NOT EXISTS (SELECT 1 FROM message
                WHERE message.lead_id = lead.id AND message.noticed AND message.state = 'sent')
        ))
"""


@dataclass(frozen=True, slots=True)
class Untold:
    """Somebody who is to be told by `due`. Without a lead they are nobody's in particular."""

    person: int
    name: str
    sort_key: str
    found: date
    due: date
    lead: int | None
    owner: str | None

    @property
    def order(self) -> tuple[date, str, int]:
        """The soonest first, then by name."""
        return self.due, self.sort_key, self.person


def read_untold(ask: Ask, on: date, leads: Sequence[int] | None = None) -> list[Untold]:
    """Everybody who is to be told within the days that `funnel/today.toml` says, or is late; the soonest first.

    Of `leads`, where they are given, only those of these leads.

    Told is: a message that carried the notice was sent, or they were approached otherwise, which was logged or is what
    their stage says. Who objected is not written to for it.
    """
    by = day_rules()
    within = timedelta(days=by.notice_within)
    last = on + timedelta(days=by.notice_ahead) - within
    found = []
    these = "" if leads is None else f" AND lead.id IN ({marks(leads)})"
    for person, name, sort_key, first, lead, owner in ask(_UNTOLD + these, (last, *(leads or ()))):
        day = day_of(first) or on
        found.append(Untold(person, name, sort_key, day, day + within, lead, owner))
    return sorted(found, key=attrgetter("order"))
