"""Who bears a name, with all that tells them from a namesake: what the matcher compares."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache

from crm import names
from crm.identity.places import place_key
from crm.names import PersonName
from crm.services.addresses import url_key
from crm.text import fold

_NOT_DIGITS = re.compile(r"\D+")
LEAST_DIGITS = 6
"""A number with fewer digits is an extension or a slip, and says nothing."""

NOTHING: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Bearer:
    """One person as one place has them: a contact of the database, or a row that is not in it yet.

    `id` is any number that is this bearer's own (of a contact its id; of a row for instance -1, -2, …). All texts are in
    the form in which they are compared; `bearer()` brings them there.
    """

    id: int
    names: tuple[PersonName, ...]
    """The best reading first, then other forms under which the person was published. Empty: nobody can be told."""
    schools: frozenset[str] = NOTHING
    """Keys of `places.place_key`: one school is one key, whichever of its names was written."""
    units: frozenset[str] = NOTHING
    roles: frozenset[str] = NOTHING
    emails: frozenset[str] = NOTHING
    phones: frozenset[str] = NOTHING
    """The last nine digits: "+31 20 555 01 23" and "020-5550123" are one number."""
    profiles: frozenset[str] = field(default=NOTHING)
    """Addresses of pages that are of this person alone, as `url_key` compares them."""


def bearer(
    id_: int,
    name: str | PersonName | Iterable[str | PersonName],
    *,
    schools: Iterable[str] = (),
    units: Iterable[str] = (),
    roles: Iterable[str] = (),
    emails: Iterable[str] = (),
    phones: Iterable[str] = (),
    profiles: Iterable[str] = (),
) -> Bearer:
    """A bearer from texts as people write them; empty ones are left out, a name that nobody can read as well.

    `schools` are names, abbreviations or registrable domains.
    """
    given = (name,) if isinstance(name, str | PersonName) else tuple(name)
    read = (each if isinstance(each, PersonName) else read_name(each) for each in given)
    return Bearer(
        id_,
        tuple(dict.fromkeys(each for each in read if each is not None)),
        schools=_keys(place_key(text) for text in schools),
        units=_keys(fold(text) for text in units),
        roles=_keys(fold(text) for text in roles),
        emails=_keys(text.strip().lower() for text in emails if "@" in text),
        phones=_keys(phone_key(text) for text in phones),
        profiles=_keys(profile_key(text) for text in profiles),
    )


def _keys(texts: Iterable[str]) -> frozenset[str]:
    return frozenset(text for text in texts if text)


@lru_cache(maxsize=100_000)
def read_name(text: str) -> PersonName | None:
    """The name in a text; None where there is none."""
    return names.parse(text)


@lru_cache(maxsize=50_000)
def phone_key(text: str) -> str:
    """A telephone number as numbers are compared: its last nine digits, or "" where there are too few to be one."""
    digits = _NOT_DIGITS.sub("", text.replace("(0)", ""))
    return digits[-9:] if len(digits) >= LEAST_DIGITS else ""


@lru_cache(maxsize=50_000)
def profile_key(url: str) -> str:
    """The address of a page as pages are compared; of a profile on a network without the country it was visited from.

    "https://nl.linkedin.com/in/Jan-Smit/?trk=x" and "linkedin.com/in/jan-smit" are one.
    """
    text = url.strip()
    if not text:
        return ""
    key = url_key(text if "//" in text else f"https://{text}").lower()
    host, _, path = key.partition("/")
    if host.endswith("linkedin.com"):
        return f"linkedin.com/{path.partition('?')[0]}"
    return key
