"""Lists in which each line begins with a surname and the given names behind a comma: "Mol, Anna Grace (lecturer)".

Of one line nobody can tell such a name from two people or from a name with what somebody is; of many that are drawn
alike one can.
"""

import re
from collections import defaultdict
from dataclasses import replace

from crawler.extraction.blocks import Line, Page
from crawler.extraction.naming import Named, whole_name
from crawler.extraction.recognisers.roles import read_roles
from crawler.extraction.shapes import shape_of
from crm.names.vocabulary import is_given

FEWEST = 4
"""Lines that make such a list."""

MOSTLY = 0.5
"""Share of the lines drawn alike that must have the form."""

KNOWN = 0.4
"""Share of those whose first word behind the comma is a first name that is known."""

LONGEST = 90
"""Characters of such a line."""

LISTED = 0.75
"""How likely a name is one that stands in such a list."""

_WORD = r"[^\W\d_a-zß-öø-ÿ][\w'’-]*"
_SURNAME_FIRST = re.compile(
    rf"(?P<name>(?P<surname>(?:(?:[a-z]{{2,4}}|{_WORD}) ){{0,3}}{_WORD}), "
    rf"(?P<given>[^\W\d_a-zß-öø-ÿ][\w'’-]+\.?(?: {_WORD}\.?| (?:[A-Z]\.){{1,4}}){{0,4}}),?)(?=$|\s*[(,;|]|\s[–-]\s)"
)


def surname_first(page: Page) -> dict[int, Named]:
    """The names of such lists, in natural order, by the index of their line."""
    formed = {
        line.index: match
        for line in page.content
        if ", " in line.text and len(line.text) <= LONGEST and (match := _SURNAME_FIRST.match(_unheaded(line)))
    }
    if len(formed) < FEWEST:
        return {}
    alike: dict[tuple[str, ...], list[Line]] = defaultdict(list)
    for line in page.content:
        alike[shape_of(line)].append(line)
    found: dict[int, Named] = {}
    for lines in alike.values():
        matches = [(line, formed[line.index]) for line in lines if line.index in formed]
        if len(matches) < FEWEST or len(matches) < MOSTLY * len(lines):
            continue
        if sum(is_given(match["given"].split()[0]) for _, match in matches) < KNOWN * len(matches):
            continue
        found |= {line.index: named for line, match in matches if (named := _turned(match)) is not None}
    return found


def _unheaded(line: Line) -> str:
    """The text of a line without words set off in front of it, which head the list: "**Lecturers** Mol, Anna"."""
    headed = line.bold and len(line.bold) < len(line.text) and "," not in line.bold and line.text.startswith(line.bold)
    return line.text[len(line.bold) :].lstrip(" :") if headed else line.text


def _turned(match: re.Match[str]) -> Named | None:
    given, surname = match["given"].rstrip(","), match["surname"]
    if read_roles(given):
        return None
    named = whole_name(f"{given} {surname}")
    if named is None:
        return None
    return replace(named, natural=f"{given} {surname}", raw=match["name"], score=max(named.score, LISTED))
