"""A person of a record, and what a label or job title makes of them."""

from crawler.extraction.findings import FoundPerson, FoundRole
from crawler.extraction.naming import Named, names_in_value, whole_name
from crawler.extraction.recognisers.roles import read_roles
from crm.words import Level


def person_named(words: str | None, *, exact: bool = False) -> FoundPerson | None:
    """The person that `words` name, in natural order without titles; None where they name nobody.

    `exact`: the feed gives the name in parts, so it is taken as it stands.
    """
    if not words:
        return None
    if exact:
        return FoundPerson(words, raw=words)
    named = whole_name(words)
    return _person(named) if named is not None else None


def people_named(words: str) -> list[FoundPerson]:
    """Everybody that a value names, which a label says are people."""
    return [_person(named) for named in names_in_value(words)]


def roles_of_title(words: str | None, level: Level | None) -> list[FoundRole] | None:
    """What a job title makes of its holder: [] for no contact (student, PhD, emeritus); None where it says nothing."""
    readings = read_roles(words or "", level=str(level) if level else None, country="nl")
    if not readings:
        return None
    contacts = [reading for reading in readings if reading.contact and reading.kind]
    if len(contacts) < len(readings) and any(reading.group in {"student", "emeritus"} for reading in readings):
        return []
    return [
        FoundRole(
            reading.kind or "staff",
            reading.of,
            name=reading.object,
            setting=reading.setting,
            text=words,
            doubtful=reading.doubtful,
        )
        for reading in contacts
    ]


def _person(named: Named) -> FoundPerson:
    return FoundPerson(
        named.natural,
        raw=named.raw,
        titles=list(named.parsed.titles),
        confidence=round(max(0.5, named.score), 2),
    )
