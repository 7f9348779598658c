"""Which address is asked next: the most promising one among the hosts that may be asked now.

In memory; its truth is the table of pages. An address is known by its normalised spelling, and once per run.
"""

import heapq
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from crawler.addresses import origin, pattern
from crawler.politeness import Pace
from crawler.robots import LONGEST_LIFE, Rules

DEEPEST = 12
"""Links (and redirects) from the start page; what lies deeper is not asked."""

DEPTH_COSTS = 0.04
"""Score that each link away from the start page costs."""

YIELD_WEIGHS = 1.0
"""How much the share of a pattern's pages that yielded something weighs beside the score of the single link."""

_PRIOR = 4.0
"""Pages a pattern needs before its own yield counts for half."""


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


@dataclass(slots=True)
class _Pattern:
    """The addresses of one pattern on one host: those that wait, and what those that were read brought."""

    key: str
    waiting: list[Candidate] = field(default_factory=list)
    read: int = 0
    yielded: int = 0

    def cost(self) -> float:
        """Of the best that waits; lower is sooner."""
        bonus = YIELD_WEIGHS * ((self.yielded + _PRIOR / 2) / (self.read + _PRIOR) - 0.5)
        return self.waiting[0].cost - bonus


@dataclass(slots=True)
class Host:
    """One origin: its rules (None until its robots.txt was answered), its pace, and the addresses that wait there."""

    pace: Pace
    rules: Rules | None = None
    given_up: str | None = None
    """Why this host is left alone for the rest of the run."""
    waiting: int = 0
    robots_attempts: int = 0
    rules_until: float = float("inf")
    """Moment from which its rules are too old to be trusted."""
    _robots_asked: bool = False
    _patterns: dict[str, _Pattern] = field(default_factory=dict)
    _order: list[tuple[float, str]] = field(default_factory=list)
    """Heap of patterns by cost; entries whose cost is no longer true are dropped when they come up."""

    def ready(self, now: float) -> bool:
        """Whether something of this host can be asked at `now`."""
        return self.waiting > 0 and not (self.rules is None and self._robots_asked) and self.pace.ready(now)

    def push(self, candidate: Candidate) -> None:
        """`candidate` waits from now on."""
        likes = self._likes(candidate.url)
        heapq.heappush(likes.waiting, candidate)
        self.waiting += 1
        if likes.waiting[0] is candidate:
            heapq.heappush(self._order, (likes.cost(), likes.key))

    def obey(self, rules: Rules, now: float) -> None:
        """`rules` are what its robots.txt said at `now`, and hold for a day at most."""
        self.rules, self.rules_until = rules, now + LONGEST_LIFE

    def refresh_rules(self, now: float) -> None:
        """Forgets rules that are too old: robots.txt is asked again before anything else."""
        if self.rules is not None and now >= self.rules_until:
            self.rules, self.rules_until, self._robots_asked, self.robots_attempts = None, float("inf"), False, 0

    def ask_robots_again(self) -> None:
        """Its robots.txt was asked without an answer that counts."""
        self._robots_asked = False

    def learn(self, url: str, *, yielded: bool) -> None:
        """`url` was read; its likes come sooner or later."""
        likes = self._likes(url)
        likes.read += 1
        likes.yielded += yielded
        if likes.waiting:
            heapq.heappush(self._order, (likes.cost(), likes.key))

    def cost(self) -> float:
        """Of the best that waits here."""
        while True:
            cost, key = self._order[0]
            likes = self._patterns[key]
            if likes.waiting and likes.cost() == cost:
                return cost
            heapq.heappop(self._order)

    def pop(self) -> Candidate:
        """The best that waits here; robots.txt before all else."""
        self.cost()
        likes = self._patterns[self._order[0][1]]
        if self.rules is None:
            self._robots_asked = True
            self.robots_attempts += 1
            return Candidate(0.0, 0, f"{origin(likes.waiting[0].url)}/robots.txt", 0, known=False, is_robots=True)
        candidate = heapq.heappop(likes.waiting)
        self.waiting -= 1
        if likes.waiting:
            heapq.heappush(self._order, (likes.cost(), likes.key))
        return candidate

    def drop(self, unwanted: Callable[[str], bool]) -> list[Candidate]:
        """Those that wait here whose address is `unwanted` wait no longer; gives them."""
        dropped: list[Candidate] = []
        for likes in self._patterns.values():
            gone = [candidate for candidate in likes.waiting if unwanted(candidate.url)]
            if gone:
                likes.waiting = [candidate for candidate in likes.waiting if candidate not in gone]
                heapq.heapify(likes.waiting)
                dropped += gone
        self.waiting -= len(dropped)
        self._order = [(likes.cost(), key) for key, likes in self._patterns.items() if likes.waiting]
        heapq.heapify(self._order)
        return dropped

    def leave(self, why: str) -> list[Candidate]:
        """This host is left alone from now on; gives what waited here."""
        self.given_up = why
        left = [candidate for likes in self._patterns.values() for candidate in likes.waiting]
        self._patterns.clear()
        self._order.clear()
        self.waiting = 0
        return left

    def _likes(self, url: str) -> _Pattern:
        key = pattern(url)
        likes = self._patterns.get(key)
        if likes is None:
            likes = self._patterns[key] = _Pattern(key)
        return likes


class Frontier:
    """The addresses of a run. `floor` is the delay in seconds, `at_once` requests per host when there is none."""

    def __init__(self, *, floor: float, at_once: int) -> None:
        self._floor = floor
        self._at_once = at_once
        self._hosts: dict[str, Host] = {}
        self._turn = 0
        self.forbidden: list[Candidate] = []
        """What robots.txt forbids, until the caller has written it down and emptied this."""

    @property
    def waiting(self) -> int:
        """How many addresses wait."""
        return sum(host.waiting for host in self._hosts.values())

    def add(self, url: str, score: float, depth: int, *, known: bool = False, is_sitemap: bool = False) -> None:
        """`url` waits from now on. The caller sees to it that it was not added before."""
        self._turn += 1
        cost = DEPTH_COSTS * depth - score
        self.host(url).push(Candidate(cost, self._turn, url, depth, known, is_sitemap=is_sitemap))

    def again(self, candidate: Candidate) -> None:
        """`candidate` was asked without an answer that counts, and waits once more, after its likes."""
        self._turn += 1
        self.host(candidate.url).push(
            replace(candidate, cost=candidate.cost + 0.5, turn=self._turn, attempts=candidate.attempts + 1)
        )

    def host(self, url: str) -> Host:
        """The host of `url`."""
        where = origin(url)
        host = self._hosts.get(where)
        if host is None:
            host = self._hosts[where] = Host(Pace(self._floor, self._at_once))
        return host

    def next(self, now: float) -> Candidate | None:
        """The best address whose host may be asked at `now`, or that host's robots.txt if it was not asked yet.

        The host's pace counts it as asked. What robots.txt forbids goes to `forbidden` on the way. None: nothing can
        be asked now.
        """
        while True:
            ready = [host for host in self._hosts.values() if host.ready(now)]
            if not ready:
                return None
            best = min(ready, key=Host.cost)
            best.refresh_rules(now)
            candidate = best.pop()
            if candidate.is_robots or (best.rules is not None and best.rules.allow(candidate.url)):
                best.pace.asked(now)
                return candidate
            self.forbidden.append(candidate)

    def due(self) -> float | None:
        """The earliest moment at which something can be asked that only waits for its time; None: nothing does."""
        waiting = (h for h in self._hosts.values() if h.waiting and h.pace.under_way < h.pace.at_once)
        return min((h.pace.due for h in waiting), default=None)
