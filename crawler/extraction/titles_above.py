"""What stands above a name and says what somebody is: the term, the cell to the left, words in bold, the eyebrow."""

import re
from collections.abc import Callable, Mapping

from crawler.extraction.blocks import BOLD, Line, Page
from crawler.extraction.labelling import PEOPLE_FIELDS, field_of
from crawler.extraction.recognisers.roles import RoleReading
from crawler.extraction.said import stands_before
from crawler.extraction.turns import turn_of

_SET_OFF = re.compile(r"\s*[|·•&/(,]|\s[–—-]\s")
"""What sets a post at the start of a line off from what else it says: "Professor · Chemistry"."""

WORDS_BEFORE = 1
"""Words before the role in a line that says what somebody is: "Stellvertretender Institutsleiter"."""

WORDS_BEHIND = 2
"""Words behind the role in such a line: "Docent wiskunde", "Teacher of French"."""

LONGEST_TITLE = 60
"""Characters of a line above a name that says what somebody is."""

MOST_VALUES = 12
"""Lines of the values of a term above one of them."""


class TitlesAbove:
    """Finds the titles of the names of one page."""

    def __init__(self, page: Page, keys_of: Mapping[int, set[str]], roles: Callable[[str], list[RoleReading]]) -> None:
        """`keys_of`: the names in each line that has any; `roles` reads the role words of a text."""
        self._page = page
        self._keys_of = keys_of
        self._roles = roles

    def before(self, line: Line) -> Line | None:
        """The line that says what somebody is before it names them: the term, the cell to the left, the words in bold.

        Only a line that mostly is a role counts.
        """
        before = self._term_of(line) or (self._page.lines[line.index - 1] if line.index else None)
        if before is None or not self._may_be_title(before):
            return None
        if not stands_before(before, line) and not _is_only_label(before, line):
            return None
        return before if self._is_mostly_role(before.text) else None

    def up_from(self, title: Line | None) -> list[Line]:
        """The titles of a name, lowest first: of several in bold above it each is one."""
        found = [title] if title is not None else []
        while found and found[-1].level == BOLD and found[-1].index:
            above = self._page.lines[found[-1].index - 1]
            if above.level != BOLD or not self._may_be_title(above) or not self._is_mostly_role(above.text):
                break
            found.append(above)
        return found

    def _may_be_title(self, line: Line) -> bool:
        return len(line.text) <= LONGEST_TITLE and line.index not in self._keys_of and not line.box.furniture

    def _is_mostly_role(self, text: str) -> bool:
        """Whether a line says what somebody is and little else."""
        told = self._roles(text)
        said = sum(r.end - r.start + len(r.object or "") + 1 for r in told)
        first = bool(told) and told[0].start == 0 and _SET_OFF.match(text, told[0].end) is not None
        short = bool(told) and told[0].start == 0 and text.count(" ") <= WORDS_BEHIND and text[-1].isalpha()
        last = bool(told) and told[-1].end >= len(text.rstrip(" :")) and text.count(" ") <= WORDS_BEFORE
        return first or short or last or 10 * said >= 6 * len(text)

    def _term_of(self, line: Line) -> Line | None:
        """The term of a definition with several values, of which a line is one: each of them is what the term says."""
        if line.box.tag != "dd" or line.box.start != line.index:
            return None
        for before in reversed(self._page.lines[max(0, line.index - MOST_VALUES) : line.index]):
            if before.box.tag == "dt" and before.box.parent is line.box.parent:
                return before
            if before.box.tag != "dd":
                break
        return None

    def is_of_next(self, line: Line, key: str) -> bool:
        """Whether a line begins a box in which the next line names somebody else: it says what those are."""
        at = line.index + 1
        named = self._keys_of.get(at)
        if named is None or named == {key} or line.index != line.box.start or at >= len(self._page.lines):
            return False
        return line.box is self._page.lines[at].box and stands_before(line, self._page.lines[at])


def _is_only_label(before: Line, line: Line) -> bool:
    """Whether `before` is the label of what begins in `line`, and none that announces people for itself ("Docent")."""
    turn = turn_of(line)
    return turn is not None and turn.label.start == before.index and field_of(before.text) not in PEOPLE_FIELDS
