"""Whether mail can be sent to an address by its form alone."""

import re
from functools import lru_cache

LONGEST_LOCAL_PART = 64
"""Characters before the @ (RFC 5321, 4.5.3.1.1)."""

_PLAIN = re.compile(r"[a-z0-9]+(?:[._-][a-z0-9]+)*@(?=[^@]+$)", re.IGNORECASE)
"""What nearly every address begins with: letters and digits, single points, hyphens or underscores between."""


@lru_cache(maxsize=10_000)
def _is_domain(domain: str) -> bool:
    return _validates(f"a@{domain}")


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
