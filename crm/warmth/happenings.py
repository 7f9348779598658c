"""What may happen between one of us and somebody, and what a contact or a network row counts as."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from crm.words import ActivityKind, Direction


class Event(StrEnum):
    """A sort of thing that makes a relation warmer."""

    CONNECTED = "connected"
    INVITED_US = "invited_us"
    WE_INVITED = "we_invited"
    MESSAGES_FROM = "messages_from"
    MESSAGES_TO = "messages_to"
    VISITED = "visited"
    CAME_BY = "came_by"
    IN_TOUCH = "in_touch"
    CALLED = "called"
    THEY_CALLED = "they_called"
    ANSWERED = "answered"
    WRITTEN_TO = "written_to"
    AGREEMENT = "agreement"
    SPRINT = "sprint"


@dataclass(frozen=True, slots=True)
class Happening:
    """How often something happened between one of us and a person, the last time on `on` (None: nobody knows when).

    `page` says where that stands: the file and line of a network, or None for our own log.
    """

    event: Event
    whose: str
    on: date | None
    count: int = 1
    page: str | None = None


CONTACT = {
    (ActivityKind.VISIT, Direction.OUT): Event.VISITED,
    (ActivityKind.VISIT, Direction.IN): Event.CAME_BY,
    (ActivityKind.CALL, Direction.OUT): Event.CALLED,
    (ActivityKind.CALL, Direction.IN): Event.THEY_CALLED,
    (ActivityKind.MAIL, Direction.IN): Event.ANSWERED,
    (ActivityKind.MESSAGE, Direction.IN): Event.ANSWERED,
    (ActivityKind.NOTE, Direction.OUT): Event.IN_TOUCH,
    (ActivityKind.NOTE, Direction.IN): Event.IN_TOUCH,
    (ActivityKind.MAIL, Direction.OUT): Event.WRITTEN_TO,
    (ActivityKind.MESSAGE, Direction.OUT): Event.WRITTEN_TO,
}
"""What an activity counts as, by its kind and who reached out; a note that says who did is a contact of unknown way."""


def of_network(
    whose: str,
    connected_on: date | None,
    invited: Direction | None,
    invited_on: date | None,
    received: tuple[int, date | None],
    sent: tuple[int, date | None],
    page: str | None,
) -> list[Happening]:
    """What a row of somebody's network comes down to; `received` and `sent` are how many messages, the last when."""
    found = []
    if connected_on is not None:
        found.append(Happening(Event.CONNECTED, whose, connected_on, page=page))
    if invited is not None:
        event = Event.INVITED_US if invited is Direction.IN else Event.WE_INVITED
        found.append(Happening(event, whose, invited_on or connected_on, page=page))
    for event, (count, last) in ((Event.MESSAGES_FROM, received), (Event.MESSAGES_TO, sent)):
        if count:
            found.append(Happening(event, whose, last, count, page))
    return found
