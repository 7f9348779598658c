"""A role of the findings out of what a text says of one."""

import re

from crawler.extraction.findings import FoundRole
from crawler.extraction.recognisers.roles import RoleReading

_CONTACT_DATA = re.compile(r"@|\d{3}[ -]?\d{3,}")
"""What nothing that a role is of has in its name."""


def found_role(reading: RoleReading, *, of: str | None = None) -> FoundRole | None:
    """A role of the findings out of a reading, or None where it makes nobody a contact."""
    if reading.kind is None or not reading.contact:
        return None
    return FoundRole(
        reading.kind,
        of or reading.of,
        name=None if _CONTACT_DATA.search(reading.object or "") else reading.object,
        setting=reading.setting,
        text=reading.text,
        doubtful=reading.doubtful,
    )
