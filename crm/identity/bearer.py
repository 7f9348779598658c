"""A bearer from texts as people write them: numbers, addresses and schools in the form in which they are compared."""

import re
from collections.abc import Callable, Iterable
from functools import lru_cache

from crm import names
from crm.identity.bearers import NOTHING, Bearer
from crm.identity.places import place_key
from crm.names import PersonName
from crm.services.addresses import url_key
from crm.text import fold

_NOT_DIGITS = re.compile(r"\D+")
_WHOLE = 9
LEAST_DIGITS = 6
"""A number with fewer digits is an extension or a slip, and says nothing."""


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
    if isinstance(name, PersonName):
        read: tuple[PersonName, ...] = (name,)
    else:
        given = (name,) if isinstance(name, str) else name
        known = [each if isinstance(each, PersonName) else read_name(each) for each in given]
        read = tuple(dict.fromkeys([each for each in known if each is not None]))
    return Bearer(
        id_,
        read,
        schools=_keys(place_key, schools),
        units=_keys(fold, units),
        roles=_keys(fold, roles),
        emails=_keys(_address_key, emails),
        phones=_keys(phone_key, phones),
        profiles=_keys(profile_key, profiles),
    )


def _keys(key: Callable[[str], str], texts: Iterable[str]) -> frozenset[str]:
    """The keys of the texts that have one; of a single text, that comes back with every colleague, a set made once."""
    if not texts:
        return NOTHING
    given = [text for text in texts if text]
    if len(given) == 1:
        return only(key(given[0]))
    return frozenset([found for text in given if (found := key(text))])


@lru_cache(maxsize=4_096)
def only(key: str) -> frozenset[str]:
    """The set of this key alone, which comes back with every colleague and is made once; of none the empty one."""
    return frozenset((key,)) if key else NOTHING


def _address_key(text: str) -> str:
    return text.strip().lower() if "@" in text else ""


@lru_cache(maxsize=100_000)
def read_name(text: str) -> PersonName | None:
    """The name in a text; None where there is none."""
    return names.parse(text)


def phone_key(text: str) -> str:
    """A telephone number as numbers are compared: its last nine digits, or "" where there are too few to be one."""
    digits = _NOT_DIGITS.sub("", text.replace("(0)", ""))
    return digits[-_WHOLE:] if len(digits) >= LEAST_DIGITS else ""


def is_mobile(number: str) -> bool:
    """Whether a `phone_key` is that of a mobile, which is one person's: 06 in the Dutch numbering plan."""
    return len(number) == _WHOLE and number[0] == "6"


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
