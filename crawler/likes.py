"""Addresses that are alike: what some of them brought tells what the others are worth.

Three likenesses count. Addresses of one *pattern* (host, first folders, fields of the query) often come from one
template; links that stand at one *place* of a site's pages (the list of the text, the box of news beside it) often
lead to one sort of thing, on whatever page they stand; and so do the links of one page, *sisters*, whatever their
addresses look like. What was read of each moves those that still wait, by as much as is known.
"""

import heapq
from dataclasses import dataclass, field

PATTERN_WEIGHS = 1.0
"""How much the share of a pattern's pages that yielded something weighs beside the score of the single link."""

PLACE_WEIGHS = 0.6
"""The same of the links at one place of the site's pages."""

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
    place: int = field(compare=False, default=0)
    """Where on that page it stood, as a number that pages of one template have in common; 0 is nowhere."""


@dataclass(slots=True, eq=False)
class Sisters:
    """The links of one page that have one pattern and one place."""

    parent: str
    place: int
    waiting: list[Candidate] = field(default_factory=list)
    read: float = 0
    yielded: float = 0

    def cost(self) -> float:
        """Of the best that waits; lower is sooner."""
        return self.waiting[0].cost - SISTERS_WEIGH * _above_average(self.read, self.yielded)


@dataclass(slots=True)
class _Place:
    """The links of one pattern at one place of the site's pages, by the page on which they stand."""

    weighs: float
    read: int = 0
    yielded: int = 0
    sisters: dict[str, Sisters] = field(default_factory=dict)
    order: list[tuple[float, str]] = field(default_factory=list)
    """Heap of sisters by cost; entries whose cost is no longer true are dropped when they come up."""

    def cost(self) -> float | None:
        """Of the best that waits; lower is sooner. None: nothing waits."""
        while self.order:
            cost, parent = self.order[0]
            sisters = self.sisters.get(parent)
            if sisters is not None and sisters.waiting and sisters.cost() == cost:
                return cost - self.weighs * _above_average(self.read, self.yielded)
            heapq.heappop(self.order)
        return None


@dataclass(slots=True)
class Likes:
    """The addresses of one pattern on one host: those that wait, and what those that were read brought."""

    key: str
    read: int = 0
    yielded: int = 0
    _leaders: set[str] = field(default_factory=set)
    """Those in whose text pages were found that yielded something."""
    _places: dict[int, _Place] = field(default_factory=dict)
    _order: list[tuple[float, int]] = field(default_factory=list)
    """Heap of places by cost; entries whose cost is no longer true are dropped when they come up."""

    @property
    def is_barren(self) -> bool:
        """Whether enough of them were read to say that they lead nowhere."""
        return self.read >= BARREN and self.yielded == 0 and not self._leaders

    def cost(self) -> float | None:
        """Of the best that waits; lower is sooner. None: nothing waits."""
        while self._order:
            cost, place = self._order[0]
            if self._places[place].cost() == cost:
                return cost - PATTERN_WEIGHS * _above_average(self.read, self.yielded)
            heapq.heappop(self._order)
        return None

    def push(self, candidate: Candidate, above: Sisters | None = None) -> bool:
        """`candidate` waits from now on. True where that may change what this pattern costs.

        `above` are the links among which its page was found. Where they are worth little, so are the links of one of
        them, until more is known; where they are worth much, that says nothing of the links of a single one.
        """
        place = self._place(candidate.place)
        sisters = place.sisters.get(candidate.parent)
        if sisters is None:
            sisters = place.sisters[candidate.parent] = Sisters(candidate.parent, candidate.place)
            if above is not None and above.parent and _above_average(above.read, above.yielded) < 0:
                known = min(1.0, INHERITED / (above.read or 1))
                sisters.read, sisters.yielded = above.read * known, above.yielded * known
        heapq.heappush(sisters.waiting, candidate)
        if sisters.waiting[0] is candidate:
            self._settle(sisters)
            return True
        return False

    def pop(self) -> tuple[Candidate, Sisters]:
        """The best that waits, and the links among which it was found."""
        self.cost()
        place = self._places[self._order[0][1]]
        sisters = place.sisters[place.order[0][1]]
        candidate = heapq.heappop(sisters.waiting)
        self._settle(sisters)
        return candidate, sisters

    def learn(self, candidate: Candidate, *, yielded: bool) -> None:
        """`candidate`, one of these, was read."""
        place = self._place(candidate.place)
        for each in (self, place):
            each.read += 1
            each.yielded += yielded
        sisters = place.sisters.get(candidate.parent)
        if candidate.parent:
            if sisters is None:
                sisters = place.sisters[candidate.parent] = Sisters(candidate.parent, candidate.place)
            sisters.read += 1
            sisters.yielded += yielded
        if sisters is not None:
            self._settle(sisters)

    def led(self, url: str, sisters: Sisters | None) -> bool:
        """`url`, one of these and found among `sisters`, leads to what yields: as good as yielding itself.

        False where that was known.
        """
        if url in self._leaders:
            return False
        self._leaders.add(url)
        self.yielded = min(self.read, self.yielded + 1)
        if sisters is not None:
            place = self._place(sisters.place)
            place.yielded = min(place.read, place.yielded + 1)
            if sisters.parent:
                sisters.yielded = min(sisters.read, sisters.yielded + 1)
            self._settle(sisters)
        return True

    def waiting(self) -> list[Candidate]:
        """All that wait."""
        return [
            candidate
            for place in self._places.values()
            for sisters in place.sisters.values()
            for candidate in sisters.waiting
        ]

    def keep(self, wanted: list[Candidate]) -> None:
        """Those of `wanted` wait, and no others."""
        for place in self._places.values():
            place.order = []
            for sisters in place.sisters.values():
                sisters.waiting = []
        self._order = []
        for candidate in wanted:
            self.push(candidate)

    def _place(self, number: int) -> _Place:
        place = self._places.get(number)
        if place is None:
            place = self._places[number] = _Place(PLACE_WEIGHS if number else 0.0)
        return place

    def _settle(self, sisters: Sisters) -> None:
        """What `sisters` cost, or the place where they stand, may have changed."""
        place = self._places[sisters.place]
        if sisters.waiting:
            heapq.heappush(place.order, (sisters.cost(), sisters.parent))
        cost = place.cost()
        if cost is not None:
            heapq.heappush(self._order, (cost, sisters.place))


def _above_average(read: float, yielded: float) -> float:
    """What share of the pages that were read yielded something, against half, drawn to none while few were read."""
    return (yielded + _PRIOR / 2) / (read + _PRIOR) - 0.5
