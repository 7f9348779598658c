"""What a piece of a page can be: a rule says where to look, the recogniser of the field whether it is one at all."""

from collections.abc import Callable
from dataclasses import dataclass

from crawler.extraction.course_labels import is_code, labelled_code
from crawler.extraction.course_lines import course_title, is_title, read_course_line
from crawler.extraction.mention import is_role
from crawler.extraction.naming import Named, is_surely_name, names_in_value
from crawler.extraction.recognisers.course_codes import find_code
from crawler.extraction.recognisers.credits import Credits, read_credits
from crawler.extraction.recognisers.email_owners import is_functional
from crawler.extraction.recognisers.emails import find_emails
from crawler.extraction.recognisers.roles import read_roles
from crawler.extraction.recognisers.units import read_unit
from crawler.learning.rules import Says
from crawler.learning.spots import Spot
from crm.text import clean, fold

LIKELY_NAME = 0.4
"""Likelihood from which what a rule points at is a name."""

LONGEST_VALUE = 300
"""Characters of a piece in which a value is looked for."""

MOST_OTHER = 0.5
"""Share of a piece that may be something else than the names in it, where no label says what it is."""


@dataclass(frozen=True, slots=True)
class Value:
    """What was read at a spot: `key` is how it is compared, `text` as it is written."""

    spot: Spot
    key: str
    text: str
    named: Named | None = None
    credits: Credits | None = None


def read_values(says: Says, spot: Spot, part: str | None = None) -> list[Value]:
    """The values of this sort at a spot, or in the `part` of it; none where it cannot be what the rule says."""
    text = part or spot.text
    if len(text) > LONGEST_VALUE:
        return []
    return _READERS[says](says, spot, text, part)


def _emails(_says: Says, spot: Spot, text: str, part: str | None) -> list[Value]:
    found = [*(() if part else spot.line.mails), *find_emails(text)]
    return [Value(spot, a.lower(), a) for a in dict.fromkeys(found) if not is_functional(a)]


def _codes(says: Says, spot: Spot, text: str, _part: str | None) -> list[Value]:
    code = labelled_code(text) if spot.told or is_code(text) else find_code(text)
    return [Value(spot, key_of(says, code), clean(code, 60))] if code else []


def _credits(_says: Says, spot: Spot, text: str, _part: str | None) -> list[Value]:
    read = read_credits(text, bare=spot.told or len(text) <= 6)
    if read is None or (read.number is not None and not 0 < read.number <= 60):
        return []
    return [Value(spot, fold(read.text), clean(read.text), credits=read)]


def _job_titles(_says: Says, spot: Spot, text: str, _part: str | None) -> list[Value]:
    return [Value(spot, fold(text), clean(text))] if read_roles(text) else []


def key_of(says: Says, text: str) -> str:
    """How a value of this sort is compared with another."""
    if says is Says.COURSE_CODE:
        return "".join(character for character in text.upper() if character.isalnum())
    return text.lower() if says is Says.EMAIL else fold(text)


def _people(says: Says, spot: Spot, text: str, _part: str | None) -> list[Value]:
    named = [n for n in names_in_value(text) if says is Says.NOBODY or _may_be_person(n)]
    if not spot.told and sum(len(n.raw) for n in named) < (1 - MOST_OTHER) * len(text):
        return []
    return [Value(spot, fold(n.natural), n.natural, named=n) for n in named]


def _may_be_person(named: Named) -> bool:
    return named.score >= LIKELY_NAME and not is_role(named) and not read_unit(named.raw)


def _titles(_says: Says, spot: Spot, text: str, _part: str | None) -> list[Value]:
    line = read_course_line(text)
    name = course_title(line.name if line is not None and line.name else text)
    if not is_title(name) or is_surely_name(name):
        return []
    return [Value(spot, fold(name), clean(name))]


_READERS: dict[Says, Callable[[Says, Spot, str, str | None], list[Value]]] = {
    **{says: _people for says in Says if says.names_somebody},
    Says.COURSE_NAME: _titles,
    Says.COURSE_CODE: _codes,
    Says.CREDITS: _credits,
    Says.EMAIL: _emails,
    Says.JOB_TITLE: _job_titles,
}
