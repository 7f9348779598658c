"""What asking a source came to: all that the end of a run needs, small enough to hand to another process."""

import json
from dataclasses import asdict, dataclass
from typing import Any, Self


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """The figures and remarks of a run whose asking has ended, whatever ended it."""

    run: int
    """The number of the run."""
    url: str
    """The start address, normalised."""
    read: int
    """Pages that were read or are unchanged."""
    news: bool
    """Whether a page said something new, or now leads elsewhere for good."""
    stopped: bool
    night_is_over: bool
    complete: bool
    """Whether everything was asked that there was to ask."""
    waiting: int
    max_pages: int
    start_problem: str | None
    forbidden: bool
    """Whether robots.txt forbids the start address."""
    system: str
    """What runs there, as profiles call it."""
    remarks: tuple[str, ...]
    """What is to be told of that system."""
    elsewhere: tuple[str, ...]
    """The first addresses on other domains that may be sources of their own."""
    taken_over: bool
    """Whether the run goes on where a dead process left off."""

    def to_json(self) -> str:
        """As an argument of a command."""
        return json.dumps(asdict(self), ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str) -> Self:
        """The same from that argument. Raises ValueError, KeyError or TypeError where it is none."""
        stored: dict[str, Any] = json.loads(text)
        return cls(**stored | {name: tuple(stored[name]) for name in ("remarks", "elsewhere")})
