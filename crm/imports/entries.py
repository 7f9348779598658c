"""From a contact of a file to what will be said of a person: at which school, as what, in which words."""

import re
from collections.abc import Sequence
from typing import Any

from crm.identity.bearer import only
from crm.identity.places import learned, place_key
from crm.imports.contact import Contact
from crm.imports.places import Place, Places, says_school
from crm.imports.plan import Entry, Line, Role
from crm.imports.positions import Position, position
from crm.schools import BY_NAME
from crm.text import LONGEST, fold
from crm.words import EntityKind, RoleKind

_SEVERAL = re.compile(r"\s*[;\n]\s*|,\s+")
_MOST_COURSES = 12


def place_entries(entries: Sequence[Entry], places: Places) -> None:
    """Tells of every row its school, unit and roles.

    Schools that no list knows are first told by the rows themselves: two names whose people have their addresses at one
    domain are one school, and stand under that domain.
    """
    said = ((entry.contact.school or entry.contact.organisation, entry.contact.emails) for entry in entries)
    places.learn(learned((only(place_key(school)), emails) for school, emails in said if school))
    roles: dict[tuple[str, ...], list[Role]] = {}
    for entry in entries:
        _place_entry(entry, places, roles)


def entry_of(contact: Contact, line: Line, page: str) -> Entry:
    """What a row will say of its person; `place_entries` adds where that is."""
    return Entry(contact, line, page, _mention(contact), contact.says)


def _place_entry(entry: Entry, places: Places, roles: dict[tuple[str, ...], list[Role]]) -> None:
    contact = entry.contact
    place = entry.place = place_of(contact, places)
    if place is not None:
        entry.position = position(contact.role, place.level)
        if not entry.position.outside:
            key = (place.domain, place.part, contact.role, contact.unit, contact.programme, contact.course)
            if key not in roles:
                roles[key] = _roles(contact, place, entry.position, places)
            entry.roles = roles[key]
    _complete(contact.says, contact, place, places)


def place_of(contact: Contact, places: Places) -> Place | None:
    """The school of a row: as its column says, else as its organisation names one, else by its address.

    A school that nobody knows by the name in the column is looked for by the address, before it stands as new.
    """
    place: Place | None = None
    if contact.school:
        place = places.named(contact.school)
    elif contact.organisation:
        place = places.find(contact.organisation)
        if place is None and says_school(contact.organisation):
            place = places.named(contact.organisation)
    if place is None or (place.id is None and place.domain.startswith(BY_NAME)):
        for address in contact.emails:
            if found := places.at(address):
                return found
    return place


def _complete(says: dict[str, Any], contact: Contact, place: Place | None, places: Places) -> None:
    """Adds what the row says of school, unit and function, in its own words."""
    unit = contact.unit or (place.part if place is not None else "")
    if unit:
        says["unit"] = places.unit_name(place, unit) if place is not None else unit
    told = (
        ("school", contact.school),
        ("organisation", contact.organisation),
        ("programme", contact.programme),
        ("course", contact.course),
        ("role", contact.role),
    )
    says.update({key: value for key, value in told if value})


def _mention(contact: Contact) -> str:
    """How the file itself tells this person from others: name, and the surest thing beside it."""
    beside = contact.profile or (contact.emails[0].lower() if contact.emails else "") or contact.phone
    beside = beside or fold(contact.school or contact.organisation)
    key = str(contact.says["name"]).casefold()
    return (f"{key} · {beside}" if beside else key)[:LONGEST]


def _roles(contact: Contact, place: Place, found: Position, places: Places) -> list[Role]:
    """What the person is at the school: of the courses, programme or unit that the row names and the map holds."""
    kind, parts = found.kind or RoleKind.STAFF, places.parts(place)
    words = contact.role[:LONGEST]
    courses = [each for each in _SEVERAL.split(contact.course)[:_MOST_COURSES] if each] if contact.course else []
    targets = [target for each in courses if (target := parts.one(each, EntityKind.COURSE))]
    if not targets:
        wanted = (
            (contact.programme, (EntityKind.PROGRAMME, EntityKind.UNIT)),
            (found.what, (found.of, EntityKind.PROGRAMME, EntityKind.UNIT, EntityKind.COURSE)),
            (contact.unit or place.part, (EntityKind.UNIT, EntityKind.PROGRAMME)),
        )
        first = next((target for text, kinds in wanted if text and (target := parts.one(text, *kinds))), None)
        targets = [first or (EntityKind.INSTITUTION, place.id or 0)]
    return [Role(kind, of, of_id or None, words, doubtful=found.doubtful) for of, of_id in dict.fromkeys(targets)]
