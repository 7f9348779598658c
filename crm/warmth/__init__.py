"""How warm a relation is, and why.

Read from what happened, at the moment it is asked: nothing is stored, so it cools by itself and is never out of step.
"""

from crm.warmth.events import Event, Happening, events_of
from crm.warmth.reading import scores, warmth_of
from crm.warmth.scoring import Reason, Warmth, warmth

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
