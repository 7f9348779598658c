"""Names of people as the map compares them; a name nobody can take apart is compared whole."""

from functools import lru_cache

from crm import names
from crm.names.matching import surname_parts
from crm.text import fold


@lru_cache(maxsize=100_000)
def full_key(name: str) -> str:
    """The whole name, folded: two mentions with one key are written alike."""
    parsed = names.parse(name)
    return (names.full_key(parsed) if parsed else "") or fold(name)


@lru_cache(maxsize=100_000)
def block_keys(name: str) -> frozenset[str]:
    """The surname and its parts, or the call name of who has none: names are compared within a block only."""
    parsed = names.parse(name)
    if parsed is None:
        return frozenset({fold(name)})
    return surname_parts(parsed.surname) or frozenset({fold(parsed.call_name)})


@lru_cache(maxsize=100_000)
def given(name: str) -> tuple[str, str]:
    """Call name and initials, either of them empty where the name lacks it."""
    parsed = names.parse(name)
    return (parsed.call_name, parsed.initials) if parsed else ("", "")


@lru_cache(maxsize=200_000)
def compatible(one: str, other: str) -> bool:
    """True when both can be the name of one person: "J. Smit" and "Jan Smit"."""
    if full_key(one) == full_key(other):
        return True
    first, second = names.parse(one), names.parse(other)
    return first is not None and second is not None and bool(names.compatible(first, second))


@lru_cache(maxsize=100_000)
def sort_key(name: str) -> str:
    """Where the name stands in a list: by surname."""
    parsed = names.parse(name)
    return (parsed.sort_key if parsed else "") or fold(name)
