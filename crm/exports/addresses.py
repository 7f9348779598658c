"""Whether mail can be sent to an address by its form alone."""

import re
from collections.abc import Sequence
from functools import lru_cache

LONGEST_LOCAL_PART = 64
"""Characters before the @ (RFC 5321, 4.5.3.1.1)."""

_LOCAL = r"[a-z0-9]+(?:[._-][a-z0-9]+)*@"
_PLAIN = re.compile(rf"{_LOCAL}(?=[^@]+$)", re.IGNORECASE)
"""What nearly every address begins with: letters and digits, single points, hyphens or underscores between."""

_PLAIN_LINE = re.compile(rf"^{_LOCAL}([^@\n]+)$", re.MULTILINE)


@lru_cache(maxsize=10_000)
def _is_domain(domain: str) -> bool:
    return _validates(f"a@{domain}")


def are_plain(emails: Sequence[str]) -> bool:
    """Whether one look at many lower-case addresses tells that mail can be sent to all of them, as it mostly does."""
    lines = "\n".join(emails)
    domains = _PLAIN_LINE.findall(lines)
    one_each = len(domains) == len(emails) == lines.count("\n") + 1 and max(map(len, emails)) <= LONGEST_LOCAL_PART
    return one_each and all(map(_is_domain, set(domains)))


def is_address(email: str) -> bool:
    """Whether mail can be sent to `email` by its form alone; nothing is asked of a server.

    Quotes around an address pass the standard's grammar, but come from a spreadsheet and not from a person; a name that
    is no domain ("a@school") passes the importer of listmonk, and reaches nobody.
    """
    plain = _PLAIN.match(email)
    if plain is not None and plain.end() <= LONGEST_LOCAL_PART + 1:
        return _is_domain(email[plain.end() :])
    local, _at, _domain = email.rpartition("@")
    if not local or len(local) > LONGEST_LOCAL_PART:
        return False
    return not (local[0] in "'\"=+-" or local[-1] in "'\"") and _validates(email)


def _validates(email: str) -> bool:
    from email_validator import EmailNotValidError, validate_email

    try:
        validate_email(email, check_deliverability=False, allow_smtputf8=False)
    except EmailNotValidError:
        return False
    return True
