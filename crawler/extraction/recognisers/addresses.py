"""What makes a string an e-mail address that a person could have, and not a file name, a version or an example."""

import re
from functools import cache

from publicsuffixlist import PublicSuffixList

from crawler.extraction.recognisers.vocabulary import vocabulary

LONGEST_ADDRESS = 254
"""RFC 5321, 4.5.3.1.3: a path of 256 octets with its angle brackets."""

LOCAL = r"[A-Za-z0-9_][A-Za-z0-9_.+'&%-]{0,63}"
"""What stands before the @. Quoted local parts are not looked for: pages do not hold them."""

LABEL = r"[^\W_](?:[\w-]{0,61}[^\W_])?"
"""One part of a domain; letters beyond ASCII are allowed (internationalised domains)."""

TOP = r"(?:xn--[A-Za-z0-9-]{2,59}|[A-Za-z]{2,24})"
"""The last part of a domain: letters only."""

_ADDRESS = re.compile(rf"({LOCAL})@((?:{LABEL}\.){{1,8}})({TOP})")
_HASH = re.compile(r"[0-9a-f]{24,}")


@cache
def _suffixes() -> PublicSuffixList:
    return PublicSuffixList(accept_unknown=False, only_icann=True)


@cache
def _words(table: str, key: str) -> frozenset[str]:
    data = vocabulary("emails")
    return frozenset(data[table][key] if table else data[key])


def known_top_level(top: str) -> bool:
    """Whether `top` ("nl", "academy") is a top-level domain: two letters, a common one, or a public suffix."""
    top = top.lower()
    if top in _words("", "file_endings"):
        return False
    if len(top) == 2 or top in _words("", "top_level"):
        return True
    return len(top) <= 24 and _suffixes().publicsuffix(top) == top


def valid_email(text: str) -> bool:
    """Whether the whole of `text` is an address that could receive mail. Says nothing about whether it exists."""
    if len(text) > LONGEST_ADDRESS or "@" not in text:
        return False
    match = _ADDRESS.fullmatch(text)
    if match is None:
        return False
    local = match[1]
    return ".." not in local and local[-1] not in ".'&%-+" and "%" not in local and known_top_level(match[3])


def is_placeholder(email: str) -> bool:
    """Whether `email` is an example or a key out of code ("voornaam.achternaam@school.nl", "you@example.com")."""
    local, _, domain = email.lower().partition("@")
    if domain in _words("placeholder", "domains") or local in _words("placeholder", "locals"):
        return True
    return bool(_HASH.fullmatch(local)) or domain.endswith((".invalid", ".localhost"))
