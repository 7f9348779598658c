"""Words of a command line taken for what they mean, or refused with what would do."""

import re
from collections.abc import Container
from datetime import date
from enum import StrEnum
from typing import TypeVar

from crm.errors import UsageError
from crm.language import _

Words = TypeVar("Words", bound=StrEnum)


def word(words: type[Words], given: str, option: str, *, but: Container[Words] = ()) -> Words:
    """`given` as one of `words`, of which those in `but` are not for this option.

    Raises UsageError naming the option and what it takes.
    """
    try:
        return next(one for one in words if one not in but and one.value == given.lower().replace("-", "_"))
    except StopIteration as error:
        known = ", ".join(one for one in words if one not in but)
        raise UsageError(
            _("{option} does not take {given}: choose from {known}.").format(option=option, given=given, known=known)
        ) from error


def day(given: str | None, option: str) -> date | None:
    """`given` (YYYY-MM-DD) as a day; None stays None. Raises UsageError naming the option."""
    if given is None:
        return None
    try:
        return date.fromisoformat(given)
    except ValueError as error:
        raise UsageError(
            _("{option} takes a day as YYYY-MM-DD, not {given}.").format(option=option, given=given)
        ) from error


def days(given: str) -> int:
    """A number of days from "7d" or "7". Raises UsageError."""
    found = re.fullmatch(r"(\d{1,4})\s*d?", given.strip())
    if not found or not int(found[1]):
        raise UsageError(_("--every takes a number of days such as 7d, not {given}.").format(given=given))
    return int(found[1])
