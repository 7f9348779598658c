"""The best reading of a thing: per field, which of its sightings is believed.

A value typed by hand comes first. Then the more trusted method, the newer sighting, the surer one, and at last the
address of the page, so that the order is total and the same sightings always give the same reading.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import Row

from crm.services import person_names
from crm.services.known import ADDED
from crm.services.mentions import UNSURE
from crm.words import IMPORTED, EntityKind, Method

Sighted = Row[Any]
"""A row of the table `sighting`."""


def gone_on(sightings: Sequence[Sighted]) -> date | None:
    """The day the last page stopped saying it; None while a page or a hand still does.

    A correction by hand keeps nothing on the map: only what a hand or an import put there itself stands without a page.
    """
    crawled = [s for s in sightings if s.source_id is not None]
    added = [s for s in sightings if s.ended_on is None and (s.method in IMPORTED or _is_added(s))]
    if added or not crawled or any(s.ended_on is None for s in crawled):
        return None
    last: date = max(s.ended_on for s in crawled)
    return last


def _is_added(sighting: Sighted) -> bool:
    return sighting.source_id is None and sighting.mention == ADDED


CONFIRMED = "confirmed"
"""What a decision in the review list says: true, it is so; false, it is not and stays off the map."""


def decision(sightings: Sequence[Sighted]) -> bool | None:
    """What somebody last decided about a thing in the review list; None where nobody did."""
    said = [s for s in sightings if CONFIRMED in s.says and s.ended_on is None]
    return bool(max(said, key=lambda s: s.id).says[CONFIRMED]) if said else None


def is_unsure(sightings: Sequence[Sighted]) -> bool:
    """True when nothing that counts is both sure enough and without doubt, or somebody said that it is not so."""
    decided = decision(sightings)
    if decided is not None:
        return not decided
    return not any(s.confidence >= UNSURE and not s.says.get("doubtful") for s in counted(sightings))


def counted(sightings: Sequence[Sighted]) -> list[Sighted]:
    """The sightings that stand; of a thing that is gone, those that were the last to."""
    gone = gone_on(sightings)
    return [s for s in sightings if s.ended_on is None or (gone is not None and s.ended_on == gone)]


def best(kind: EntityKind, sightings: Sequence[Sighted]) -> dict[str, Sighted]:
    """Field → the sighting whose value is believed. A field that a hand emptied is there, with null in `says`."""
    standing = counted(sightings)
    newest = max((s.says.get("school_year") or "" for s in standing), default="")
    chosen: dict[str, Sighted] = {}
    for sighting in standing:
        for name in sighting.says:
            held = chosen.get(name)
            if held is None or _order(kind, name, sighting, newest) < _order(kind, name, held, newest):
                chosen[name] = sighting
    return chosen


def _order(kind: EntityKind, name: str, sighting: Sighted, newest: str) -> tuple[Any, ...]:
    """Sorts the most believed first. "Jan Smit" says more than "J. Smit" and does not contradict it."""
    if sighting.method is Method.MANUAL:
        return False, -sighting.last_seen.toordinal(), -sighting.id
    year = sighting.says.get("school_year") or newest
    earlier_offering = kind is EntityKind.COURSE and year < newest
    initials_only = (
        kind is EntityKind.PERSON and name == "name" and not person_names.given(sighting.says["name"] or "")[0]
    )
    return (
        True,
        earlier_offering,
        sighting.says.get("translation", False),
        initials_only,
        sighting.method.rank,
        -sighting.last_seen.toordinal(),
        -sighting.confidence,
        sighting.page,
        sighting.mention,
    )
