"""Titles of a list that go on with who teaches each: "Databases: Anna Vos", "ICT101 Netwerken – 5 EC – B. Mol".

One title may end in whom it is about ("Major Author: Virginia Woolf"); where most of a list do, they are its teachers.
"""

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from crawler.extraction.apparatus import part_of
from crawler.extraction.blocks import BOLD, Line, Page
from crawler.extraction.naming import Named, are_surely_names, names_in_value

FEWEST = 3
"""Titles of a list that end so, from which on their last parts are teachers."""

MOSTLY = 0.6
"""Share of the list's lines that do."""

FEWEST_DISTINCT = 2
"""Different people whom a list names at least: one behind all of them may be of something else."""

SHORTEST_TITLE = 4
"""Characters of a title before the names."""

SHORTEST, LONGEST = 8, 200
"""Characters of such a line."""

_MARK = re.compile(r"\s*[:;]\s+|,\s+|\s+[–—|•·-]\s+")
_HOLDING = frozenset({"li", "p", "dd", "dt", "div"})


@dataclass(frozen=True, slots=True)
class Tailed:
    """A line cut where its title ends and the names begin."""

    title: str
    who: str

    @property
    def names(self) -> list[Named]:
        """The people whom it names."""
        return list(names_in_value(self.who))


def tailed_titles(page: Page) -> dict[int, Tailed]:
    """The lines of lists most of which end in people's names, by index."""
    lists: dict[tuple[str, str, int], list[Line]] = defaultdict(list)
    for line in page.content:
        if line.section >= 0 and part_of(page.lines[line.section].text) is not None:
            continue  # what is read or handed in for one course: books have names behind them too
        if line.box.tag in _HOLDING and not 0 < line.level < BOLD and SHORTEST <= len(line.text) <= LONGEST:
            outer = line.box.parent
            lists[line.box.tag, outer.signature if outer is not None else "", line.section].append(line)
    found: dict[int, Tailed] = {}
    for lines in lists.values():
        if len(lines) >= FEWEST:
            cut = {line.index: tail for line in lines if (tail := cut_at_names(line.text)) is not None}
            distinct = {tail.who for tail in cut.values()}
            if len(cut) >= max(FEWEST, MOSTLY * len(lines)) and len(distinct) >= FEWEST_DISTINCT:
                found |= cut
    return found


def cut_line(line: Line, tails: Mapping[int, Tailed]) -> Line:
    """A line without the names that it goes on with."""
    tail = tails.get(line.index)
    return line if tail is None else replace(line, text=tail.title, spaced=tail.title)


@lru_cache(maxsize=4_096)
def cut_at_names(text: str) -> Tailed | None:
    """A line cut at the first mark behind which nothing but people's names stands, or None where there is none."""
    for mark in _MARK.finditer(text):
        who = text[mark.end() :].strip(" .")
        if who and mark.start() >= SHORTEST_TITLE and are_surely_names(who):
            title = text[: mark.start()]
            return None if are_surely_names(title) else Tailed(title, who)
    return None
