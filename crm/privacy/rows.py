"""The rows of an import, without those who were erased."""

from collections.abc import Sequence

from sqlalchemy import Connection

from crm.imports.plan import Entry, Outcome
from crm.language import _
from crm.privacy.suppression import Candidate, Door, Verdict, places_of


def let_in(connection: Connection, entries: Sequence[Entry]) -> list[Entry]:
    """The rows of whom nobody asked to be erased; of the others nothing stays in the plan but that they were left out.

    A row with another address of somebody called so is doubtful. Raises KeyMissingError where the list cannot be asked.
    """
    door = Door(connection)
    if not door.listed:
        return list(entries)
    kept = []
    for entry in entries:
        verdict = door.verdict(_candidate(entry))
        if verdict is Verdict.AWAY:
            line = entry.line
            line.outcome, line.reason = Outcome.LEFT_OUT, _("asked to be erased, and stays away")
            line.name, line.cells, line.conflicts, line.values_refused = "", (), (), ()
            continue
        entry.doubtful = verdict is Verdict.NAMESAKE
        kept.append(entry)
    return kept


def _candidate(entry: Entry) -> Candidate:
    contact, place = entry.contact, entry.place
    at = places_of(contact.school, contact.organisation)
    at |= places_of(place.domain, place.name) if place is not None else frozenset()
    url = entry.says.get("url")
    return Candidate(contact.name.natural, at, tuple(contact.emails), contact.profile, url, contact.name)
