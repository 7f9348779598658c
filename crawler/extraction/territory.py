"""Which part of a page belongs to one person: their card, row, section, or the lines up to the next person."""

from bisect import bisect_left
from dataclasses import dataclass

from crawler.extraction.blocks import BOLD, Box, Line, Page
from crawler.extraction.mention import Mention
from crawler.extraction.recognisers.roles import read_roles

MOST_LINES = 40
"""Lines of a territory without walls: what follows a name until the next one."""

LONGEST_POST = 120
"""Characters of a heading in which what somebody is is looked for."""


@dataclass(frozen=True, slots=True)
class Territory:
    """Lines `start` up to `end`. `walled`: a box or row of the page's own making, that holds nobody else."""

    start: int
    end: int
    walled: bool

    def __contains__(self, index: object) -> bool:
        return isinstance(index, int) and self.start <= index < self.end

    @property
    def size(self) -> int:
        return self.end - self.start


class Territories:
    """Finds territories among the mentions of a page that stand for people (not every name in running text)."""

    def __init__(self, page: Page, mentions: list[Mention]) -> None:
        """`mentions` in page order."""
        self._page = page
        self._lines = [mention.line.index for mention in mentions]
        self._keys = [mention.key for mention in mentions]
        self._found: dict[Mention, Territory] = {}

    def of(self, mention: Mention) -> Territory:
        """The territory of `mention`: the largest box with nobody else in it, or the lines up to somebody else."""
        found = self._found.get(mention)
        if found is None:
            found = self._found[mention] = self._of(mention)
        return found

    def _of(self, mention: Mention) -> Territory:
        box: Box | None = mention.line.box
        best = box
        while box is not None and box.tag not in {"body", "html"} and self._alone(box, mention.key):
            best = box
            box = box.parent
        if best is None or not self._alone(best, mention.key):
            return self._until_next(mention, best)
        if best.end - best.start <= 1 or best is mention.line.box:
            return self._until_next(mention, best.parent)
        if box is None or box.tag in {"body", "html"}:
            return Territory(best.start, best.end, walled=False)
        return Territory(best.start, best.end, walled=True)

    def _alone(self, box: Box, key: str) -> bool:
        first, last = bisect_left(self._lines, box.start), bisect_left(self._lines, box.end)
        return all(self._keys[at] == key for at in range(first, last))

    def _until_next(self, mention: Mention, outer: Box | None) -> Territory:
        """From the name to the next other name, heading of its rank, or the end of the box around."""
        start = mention.line.index
        fence = min(outer.end if outer is not None else len(self._page.lines), start + MOST_LINES)
        at = bisect_left(self._lines, start + 1)
        while at < len(self._lines) and self._lines[at] < fence:
            if self._keys[at] != mention.key:
                fence = self._lines[at]
                break
            at += 1
        below = True
        for line in self._page.lines[start + 1 : fence]:
            below = below and line.level == mention.line.level > 0 and _goes_on(line)
            if not below and self._ends(line, mention.line):
                return Territory(start, line.index, walled=False)
        return Territory(start, max(fence, start + 1), walled=False)

    @staticmethod
    def _ends(line: Line, name: Line) -> bool:
        if line.box.furniture:
            return True
        return bool(line.level) and (line.level <= name.level or (not name.level and line.level < BOLD))


def _goes_on(line: Line) -> bool:
    """Whether a heading right below a name of its rank is said of that person: their address, or what they are."""
    return bool(line.mails) or any(reading.start == 0 for reading in read_roles(line.text[:LONGEST_POST]))
