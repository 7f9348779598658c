"""Addresses that are alike: what some of them brought tells what the others are worth.

Two likenesses count. Addresses of one *pattern* (host, first folders, fields of the query) often come from one
template; and the links of one page, *sisters*, are often a list of one sort of thing, whatever their addresses look
like. What was read of either moves those that still wait, by as much as is known.
"""

import heapq
from dataclasses import dataclass, field

PATTERN_WEIGHS = 1.0
"""How much the share of a pattern's pages that yielded something weighs beside the score of the single link."""

SISTERS_WEIGH = 0.8
"""The same of the links of one page."""

INHERITED = 4.0
"""Pages for which the record of a page's sisters counts, where it is a first guess at what its own links are worth."""

_PRIOR = 4.0
"""Pages that must be read before their own yield counts for half."""

BARREN = 50
"""Pages of a pattern that brought nothing new and led to nothing, after which the rest of the pattern is left."""


@dataclass(slots=True, frozen=True, order=True)
class Candidate:
    """An address that waits. Sorts best first: highest score, then in the order it was found."""

    cost: float
    turn: int
    url: str = field(compare=False)
    depth: int = field(compare=False)
    known: bool = field(compare=False)
    """Whether an earlier run has asked it."""
    attempts: int = field(compare=False, default=0)
    is_robots: bool = field(compare=False, default=False)
    is_sitemap: bool = field(compare=False, default=False)
    parent: str = field(compare=False, default="")
    """The page in whose text it was found first; empty where it stood in a menu, a sitemap or the database."""


@dataclass(slots=True)
class _Sisters:
    """The links of one page that have one pattern."""

    waiting: list[Candidate] = field(default_factory=list)
    read: float = 0
    yielded: float = 0

    def cost(self) -> float:
        """Of the best that waits; lower is sooner."""
        return self.waiting[0].cost - SISTERS_WEIGH * _above_average(self.read, self.yielded)


@dataclass(slots=True)
class Likes:
    """The addresses of one pattern on one host: those that wait, and what those that were read brought."""

    key: str
    read: int = 0
    yielded: int = 0
    _leaders: set[str] = field(default_factory=set)
    """Those in whose text pages were found that yielded something."""
    _sisters: dict[str, _Sisters] = field(default_factory=dict)
    _order: list[tuple[float, str]] = field(default_factory=list)
    """Heap of sisters by cost; entries whose cost is no longer true are dropped when they come up."""

    @property
    def is_barren(self) -> bool:
        """Whether enough of them were read to say that they lead nowhere."""
        return self.read >= BARREN and self.yielded == 0 and not self._leaders

    def cost(self) -> float | None:
        """Of the best that waits; lower is sooner. None: nothing waits."""
        while self._order:
            cost, parent = self._order[0]
            sisters = self._sisters.get(parent)
            if sisters is not None and sisters.waiting and sisters.cost() == cost:
                return cost - PATTERN_WEIGHS * _above_average(self.read, self.yielded)
            heapq.heappop(self._order)
        return None

    def record(self, parent: str) -> tuple[float, float]:
        """How many of the links of the page `parent` were read, and how many of them yielded something."""
        sisters = self._sisters.get(parent)
        return (sisters.read, sisters.yielded) if sisters is not None and parent else (0, 0)

    def push(self, candidate: Candidate, record: tuple[float, float] = (0, 0)) -> bool:
        """`candidate` waits from now on. True where that may change what this pattern costs.

        `record` is that of the links among which its page was found. Where they are worth little, so are the links of
        one of them, until more is known; where they are worth much, that says nothing of the links of a single one.
        """
        sisters = self._sisters.get(candidate.parent)
        if sisters is None:
            bad = _above_average(*record) < 0
            known = min(1.0, INHERITED / (record[0] or 1)) if bad else 0.0
            sisters = self._sisters[candidate.parent] = _Sisters(read=record[0] * known, yielded=record[1] * known)
        heapq.heappush(sisters.waiting, candidate)
        if sisters.waiting[0] is candidate:
            heapq.heappush(self._order, (sisters.cost(), candidate.parent))
            return True
        return False

    def pop(self) -> Candidate:
        """The best that waits."""
        self.cost()
        parent = self._order[0][1]
        sisters = self._sisters[parent]
        candidate = heapq.heappop(sisters.waiting)
        self._settle(parent, sisters)
        return candidate

    def learn(self, parent: str, *, yielded: bool) -> None:
        """One of these, found on the page `parent`, was read."""
        self.read += 1
        self.yielded += yielded
        if parent:
            sisters = self._sisters.setdefault(parent, _Sisters())
            sisters.read += 1
            sisters.yielded += yielded
            self._settle(parent, sisters)

    def led(self, url: str, parent: str) -> None:
        """`url`, one of these and found on the page `parent`, leads to what yields: as good as yielding itself."""
        if url not in self._leaders:
            self._leaders.add(url)
            self.yielded = min(self.read, self.yielded + 1)
            sisters = self._sisters.get(parent)
            if sisters is not None:
                sisters.yielded = min(sisters.read, sisters.yielded + 1)
                self._settle(parent, sisters)

    def waiting(self) -> list[Candidate]:
        """All that wait."""
        return [candidate for sisters in self._sisters.values() for candidate in sisters.waiting]

    def keep(self, wanted: list[Candidate]) -> None:
        """Those of `wanted` wait, and no others."""
        for sisters in self._sisters.values():
            sisters.waiting = []
        self._order = []
        for candidate in wanted:
            self.push(candidate)

    def _settle(self, parent: str, sisters: _Sisters) -> None:
        if sisters.waiting:
            heapq.heappush(self._order, (sisters.cost(), parent))
        elif not sisters.read:
            del self._sisters[parent]


def _above_average(read: float, yielded: float) -> float:
    """What share of the pages that were read yielded something, against half, drawn to none while few were read."""
    return (yielded + _PRIOR / 2) / (read + _PRIOR) - 0.5
