"""What passed between us and the people of the leads: the last contact, how often without an answer, and how warm."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from crm.today.asking import Ask, day_of, marks
from crm.today.leads import LeadFact
from crm.warmth.happenings import CONTACT, Event, Happening, of_network
from crm.warmth.scoring import score
from crm.words import ActivityKind, Direction

_ACTIVITIES = """
    SELECT activity.lead_id, activity.id, activity.kind, activity.direction, activity.by, activity."on"
    FROM activity WHERE (activity.direction IS NOT NULL OR activity.to_stage = 'agreement'){}
    ORDER BY activity."on", activity.id
"""

_TIES = """
    SELECT acquaintance.person_id, network.name, acquaintance.connected_on, acquaintance.invited,
        acquaintance.invited_on, acquaintance.received, acquaintance.last_received_on, acquaintance.sent,
        acquaintance.last_sent_on, acquaintance.page
    FROM acquaintance JOIN network ON network.id = acquaintance.network_id
"""

_SPRINTS = """
    SELECT person_id, by, count(*), max(coalesce(ended_on, ends)) FROM sprint
    WHERE state = 'done' AND person_id IS NOT NULL{} GROUP BY person_id, by
"""

BOTH_WAYS = frozenset({ActivityKind.VISIT, ActivityKind.NOTE})
"""Contact in which they spoke as well as we, or may have: it answers what went before."""


@dataclass(slots=True)
class Told:
    """What passed with one lead. `unanswered` counts how often we reached out since they last spoke."""

    last_id: int = 0
    last_on: date | None = None
    last_kind: ActivityKind = ActivityKind.MAIL
    answered: bool = False
    """Theirs is the last word."""
    unanswered: int = 0
    first_out: date | None = None
    by: str = ""
    happened: dict[tuple[Event, str], tuple[int, date]] = field(default_factory=dict)


NOTHING = Told()
"""With who was never in contact."""


def read_told(ask: Ask, only: Sequence[int] | None = None) -> dict[int, Told]:
    """What passed with each lead, or with `only` these; who is not in it, nothing passed with."""
    these = "" if only is None else f" AND activity.lead_id IN ({marks(only)})"
    kinds = {one.value: one for one in ActivityKind}
    found: dict[int, Told] = defaultdict(Told)
    for lead, id_, kind, direction, by, on in ask(_ACTIVITIES.format(these), only or ()):
        told, day = found[lead], day_of(on)
        assert day is not None
        if direction is None:
            event = Event.AGREEMENT
        else:
            way = Direction(direction)
            event = CONTACT[kinds[kind], way]
            _passed(told, id_, kinds[kind], way, by, day)
        count = told.happened.get((event, by), (0, day))[0]
        told.happened[event, by] = (count + 1, day)
    return found


def _passed(told: Told, id_: int, kind: ActivityKind, way: Direction, by: str, on: date) -> None:
    theirs = way is Direction.IN or kind in BOTH_WAYS
    told.last_id, told.last_on, told.last_kind, told.by = id_, on, kind, by
    told.answered = way is Direction.IN
    told.unanswered = 0 if theirs else told.unanswered + 1
    if way is Direction.OUT and told.first_out is None:
        told.first_out = on


def warmth_of(
    leads: Iterable[LeadFact], told: dict[int, Told], ties: Mapping[int, Sequence[Happening]], on: date
) -> dict[int, int]:
    """How warm the person of each lead is, 0 to 100; who is not in it, nothing happened with."""
    found: dict[int, int] = {}
    for lead in leads:
        known = told.get(lead.id)
        tied = ties.get(lead.person_id, ())
        if known is not None or tied:
            passed = known.happened if known is not None else {}
            events = [Happening(event, by, day, count) for (event, by), (count, day) in passed.items()]
            found[lead.person_id] = score([*tied, *events], on, lead.stage)
    return found


def read_ties(ask: Ask, people: Iterable[int] | None) -> dict[int, list[Happening]]:
    """What the networks of the office and the sprints that were done say of `people` (None: of everybody)."""
    wanted = None if people is None else list(people)
    rows = ask(_TIES) if wanted is None else ask(f"{_TIES} WHERE acquaintance.person_id IN ({marks(wanted)})", wanted)
    found: dict[int, list[Happening]] = defaultdict(list)
    for person, whose, connected, invited, invited_on, received, heard, sent, wrote, page in rows:
        found[person] += of_network(
            whose,
            day_of(connected),
            Direction(invited) if invited else None,
            day_of(invited_on),
            (received or 0, day_of(heard)),
            (sent or 0, day_of(wrote)),
            page,
        )
    where = "" if wanted is None else f" AND person_id IN ({marks(wanted)})"
    for person, by, count, on in ask(_SPRINTS.format(where), wanted or ()):
        found[person].append(Happening(Event.SPRINT, by, day_of(on), count))
    return found
