"""An e-mail address: what stands before and after the @, and whether it is a function's or a private one."""

import re
import tomllib
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cache, lru_cache
from string import ascii_lowercase

from crm.resources import data_path

_NOT_LETTERS = bytes(n for n in range(256) if chr(n) not in ascii_lowercase)
_PIECES = re.compile(r"[._\-+]+")

SHORTEST = 5
"""Letters before the @ from which they are few people's."""


@dataclass(frozen=True, slots=True)
class _Words:
    functions: frozenset[str]
    inside: re.Pattern[str]
    private: frozenset[str]
    providers: frozenset[str]
    family: frozenset[str]


@cache
def _words() -> _Words:
    emails = tomllib.loads(data_path("vocabulary/emails.toml").read_text(encoding="utf-8"))["functional"]
    own = tomllib.loads(data_path("identity/matching.toml").read_text(encoding="utf-8"))
    return _Words(
        functions=frozenset(emails["words"]) | frozenset(own["functions"]["words"]),
        inside=re.compile("|".join(map(re.escape, _least({*emails["inside"], *own["functions"]["inside"]})))),
        private=frozenset(own["private"]["domains"]),
        providers=frozenset(own["private"]["providers"]),
        family=frozenset(own["family"]["words"]),
    )


def _least(words: AbstractSet[str]) -> list[str]:
    """The words in which none of the others stands."""
    return sorted(word for word in words if not any(other != word and other in word for other in words))


def split(address: str) -> tuple[str, str]:
    """An address as what stands before and after the @."""
    local, _, domain = address.rpartition("@")
    return local.partition("+")[0], domain


def letters_before(address: str) -> str:
    """The letters before the @, without points and figures."""
    return letters_of(split(address)[0])


def letters_of(local: str) -> str:
    """The letters of what stands before an @, without points and figures."""
    return local.encode("ascii", "ignore").translate(None, _NOT_LETTERS).decode()


def is_function(address: str) -> bool:
    """Whether an address is a function's or a department's ("stagebureau@…"), which passes to whoever comes next."""
    return names_function(split(address)[0])


@lru_cache(maxsize=100_000)
def names_function(local: str) -> bool:
    """Whether what stands before the @ of an address is a function's."""
    words = _words()
    return words.inside.search(local) is not None or not words.functions.isdisjoint(_PIECES.split(local))


def family_words() -> frozenset[str]:
    """What stands before a surname in the address of a household ("famsmit@…")."""
    return _words().family


def own_mailbox(address: str) -> str:
    """What stands before the @ where few people have it elsewhere: "" of a function's address, and of a short one."""
    local = split(address)[0]
    return local if is_few_peoples(local) and not is_function(address) else ""


def is_few_peoples(local: str) -> bool:
    """Whether what stands before an @, where that is no function's, is long enough to be few people's."""
    return len(local) >= SHORTEST


def is_private(address: str) -> bool:
    """Whether an address is at a provider of private mail."""
    return is_provider(address.rpartition("@")[2])


@lru_cache(maxsize=4_096)
def is_provider(domain: str) -> bool:
    """Whether a domain is that of a provider of private mail."""
    return domain in _words().private or domain.partition(".")[0] in _words().providers
