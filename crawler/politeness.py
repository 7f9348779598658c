"""How fast one host is asked: one at a time, with a delay that follows how busy it seems."""

from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

DEFAULT_DELAY = 1.0
"""Seconds between two requests to a host."""

AT_ONCE = 2
"""Requests under way on one host when there is no delay: this computer's own servers only. What is under way when the
process is killed is all that is asked again."""

SLOWEST = 60.0
"""Seconds between two requests that a slow host can bring about by being slow."""

LONGEST_PAUSE = 600.0
"""Seconds; a host that asks for a longer pause (Retry-After) is left alone for this run."""

BUSY = frozenset({429, 503})
"""Statuses by which a server says that it is asked too much."""

FIRST_PAUSE = 5.0
"""Seconds of pause after a first 429 or 503 without Retry-After; it doubles each time."""


@dataclass(slots=True)
class Pace:
    """When a host may be asked again. All moments are seconds of one monotonic clock.

    `floor` is the delay that is kept at least (the user's, or the host's Crawl-delay if longer); `delay` follows the
    host's answers as Scrapy's AutoThrottle does: half the way to the last latency, at once when that is longer, and an
    error never makes it faster. `at_once` is how many requests may be under way together; with a delay it is one.
    """

    floor: float = 0.0
    at_once: int = 1
    delay: float = 0.0
    due: float = 0.0
    under_way: int = 0
    pauses: int = 0

    def __post_init__(self) -> None:
        self.keep(self.floor)

    def keep(self, seconds: float) -> None:
        """From now on at least `seconds` lie between two requests."""
        self.floor = max(self.floor, seconds)
        self.delay = max(self.delay, self.floor)
        if self.floor > 0:
            self.at_once = 1

    def ready(self, now: float) -> bool:
        """Whether a request may go out at `now`."""
        return self.under_way < self.at_once and now >= self.due

    def asked(self, now: float) -> None:
        """A request goes out."""
        self.under_way += 1
        self.due = max(self.due, now + self.delay)

    def answered(self, now: float, latency: float | None, *, well: bool) -> None:
        """A request came back after `latency` seconds; `well` when it was neither an error nor a refusal."""
        self.under_way -= 1
        if latency is None or self.floor <= 0:
            return
        aim = max(latency, (self.delay + latency) / 2)
        if well or aim > self.delay:
            self.delay = min(max(aim, self.floor), max(SLOWEST, self.floor))
        self.due = max(self.due, now + self.delay - latency)
        if well:
            self.pauses = 0

    def pause(self, now: float, asked: float | None) -> bool:
        """The host said it is asked too much; `asked` is its Retry-After in seconds.

        False where it asks for longer than a run can wait.
        """
        wait = asked if asked is not None else FIRST_PAUSE * 2.0**self.pauses
        self.pauses += 1
        if wait > LONGEST_PAUSE or self.pauses > 6:
            return False
        self.due = max(self.due, now + wait)
        self.at_once = 1
        return True


def retry_after(value: str | None, now: datetime) -> float | None:
    """Seconds that a Retry-After header asks for: a number, or a date against `now`; None for nonsense."""
    if not value:
        return None
    value = value.strip()
    if value.isdigit():
        return float(value[:9])
    try:
        moment = parsedate_to_datetime(value)
    except (TypeError, ValueError):
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return max(0.0, (moment - now).total_seconds())
