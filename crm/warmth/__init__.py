"""How warm a relation is, and why.

Read from what happened, at the moment it is asked: nothing is stored, so it cools by itself and is never out of step.
What reads it from the database (`events_of`, `scores`, `warmth_of`) is imported when it is first asked for: Today's
first frame scores without the database library.
"""

from typing import TYPE_CHECKING, Any

from crm.warmth.happenings import Event, Happening
from crm.warmth.scoring import Reason, Warmth, warmth

if TYPE_CHECKING:
    from crm.warmth.events import events_of
    from crm.warmth.reading import scores, warmth_of

_READERS = {"events_of": "crm.warmth.events", "scores": "crm.warmth.reading", "warmth_of": "crm.warmth.reading"}


def __getattr__(name: str) -> Any:  # noqa: ANN401 - any of the readers
    if name not in _READERS:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_READERS[name]), name)


__all__ = [
    "Event",
    "Happening",
    "Reason",
    "Warmth",
    "events_of",
    "scores",
    "warmth",
    "warmth_of",
]
