"""Who was found by a crawl and not told so yet (GDPR art. 14(3)): a month after, or with the first message."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from operator import attrgetter

from crm.messages.told import TOLD
from crm.today.asking import Ask, day_of, marks
from crm.today.leads import Whose
from crm.today.rules import day_rules

MANY = 500
"""Of more people than so many Today says only that they are more."""

_UNTOLD = f"""
    SELECT person.id, person.name, person.sort_key, entity.first_seen, lead.id
    FROM entity JOIN person ON person.id = entity.id LEFT JOIN lead ON lead.person_id = person.id
    WHERE entity.first_seen <= ? AND entity.gone_on IS NULL AND NOT entity.in_review
        AND EXISTS (SELECT 1 FROM sighting WHERE sighting.entity_id = entity.id AND sighting.source_id IS NOT NULL)
        AND (lead.id IS NULL OR (
            lead.stage <> 'do_not_contact'
            AND NOT EXISTS (SELECT 1 FROM message WHERE message.lead_id = lead.id AND {TOLD})
        ))
"""  # noqa: S608 - words of our own


@dataclass(frozen=True, slots=True)
class Untold:
    """Somebody who is to be told by `due`. Without a lead they are nobody's in particular."""

    person: int
    name: str
    sort_key: str
    found: date
    due: date
    lead: int | None

    @property
    def order(self) -> tuple[date, str, int]:
        """The soonest first, then by name."""
        return self.due, self.sort_key, self.person


def read_untold(
    ask: Ask, on: date, *, of: Whose | None = None, leads: Sequence[int] | None = None, most: int | None = None
) -> list[Untold]:
    """Everybody who is to be told within the days that `funnel/today.toml` says, or is late; the soonest first.

    Without the leads of others than those `of` whom the work is asked; of `leads`, where they are given, only those of
    these leads; and no more than `most`.

    Told is who was sent a message that carried the notice (`crm.messages.told`), whatever else was logged of them. Who
    objected is not written to for it.
    """
    by = day_rules()
    within = timedelta(days=by.notice_within)
    last = on + timedelta(days=by.notice_ahead) - within
    found = []
    alone = of is not None and of.me is not None
    names = [*of.names, *of.covered] if of is not None and alone else []
    mine = f" AND (lead.id IS NULL OR lead.owner IN ({marks(names)}))" if alone else ""
    these = "" if leads is None else f" AND lead.id IN ({marks(leads)})"
    soonest = "" if most is None else f" ORDER BY entity.first_seen, entity.id LIMIT {most}"
    rows = ask(_UNTOLD + mine + these + soonest, (last, *names, *(leads or ())))
    for person, name, sort_key, first, lead in rows:
        day = day_of(first) or on
        found.append(Untold(person, name, sort_key, day, day + within, lead))
    return sorted(found, key=attrgetter("order"))
