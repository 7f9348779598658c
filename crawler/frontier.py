"""Which address is asked next: the most promising one among the hosts that may be asked now.

In memory; its truth is the table of pages. An address is known by its normalised spelling, and once per run.
"""

import heapq
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from crawler.addresses import is_view, origin, pattern
from crawler.likes import Candidate, Likes, Sisters
from crawler.politeness import Pace
from crawler.robots import LONGEST_LIFE, Rules

DEEPEST = 12
"""Links (and redirects) from the start page; what lies deeper is not asked."""

DEPTH_COSTS = 0.04
"""Score that each link away from the start page costs."""

LED_BY = 3
"""Pages on the way to one that yielded something that are thanked for it, each that had the link to the next."""

__all__ = ["DEEPEST", "Candidate", "Frontier", "Host"]


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
    _patterns: dict[str, Likes] = field(default_factory=dict)
    _order: list[tuple[float, str]] = field(default_factory=list)
    """Heap of patterns by cost; entries whose cost is no longer true are dropped when they come up."""
    _asked: dict[str, Sisters] = field(default_factory=dict)
    """Address → the links among which it was found."""
    _raised: set[str] = field(default_factory=set)
    """Addresses that wait twice, since a better reason to ask them was found."""
    _stale: set[str] = field(default_factory=set)
    """Addresses of which the better place in the queue has been used up."""

    def ready(self, now: float) -> bool:
        """Whether something of this host can be asked at `now`."""
        return self.waiting > 0 and not (self.rules is None and self._robots_asked) and self.pace.ready(now)

    def push(self, candidate: Candidate) -> None:
        """`candidate` waits from now on."""
        self.waiting += 1
        self._asked.pop(candidate.url, None)
        self._queue(candidate)

    def prefer(self, candidate: Candidate) -> None:
        """`candidate` has a better place as well, if it waits. Once for each address."""
        if candidate.url not in self._asked and candidate.url not in self._raised:
            self._raised.add(candidate.url)
            self._queue(candidate)

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

    def learn(self, candidate: Candidate, *, yielded: bool) -> list[Candidate]:
        """`candidate` was read; its likes come sooner or later.

        Gives those that wait no longer, since pages like this one have led nowhere for long enough.
        """
        likes = self._likes(candidate.url)
        likes.learn(candidate, yielded=yielded)
        if likes.is_barren and is_view(candidate.url):
            left = self._unique(likes.waiting())
            likes.keep([])
            self.waiting -= len(left)
            return left
        self._place(likes)
        return []

    def led(self, url: str) -> str:
        """The page `url` had a link in its text to a page that yielded something, or that led to one.

        Gives the page in whose text it was found itself, if that was not known.
        """
        likes = self._likes(url)
        found_among = self._asked.get(url)
        news = likes.led(url, found_among)
        self._place(likes)
        return found_among.parent if news and found_among is not None else ""

    def is_barren(self, url: str) -> bool:
        """Whether pages like `url` have led nowhere for so long that it is not worth asking."""
        likes = self._patterns.get(pattern(url))
        return likes is not None and likes.is_barren and is_view(url)

    def cost(self) -> float:
        """Of the best that waits here."""
        while True:
            cost, key = self._order[0]
            if self._patterns[key].cost() == cost:
                return cost
            heapq.heappop(self._order)

    def pop(self) -> Candidate | None:
        """The best that waits here; robots.txt before all else. None for one that was asked meanwhile."""
        self.cost()
        likes = self._patterns[self._order[0][1]]
        if self.rules is None:
            self._robots_asked = True
            self.robots_attempts += 1
            where = origin(likes.waiting()[0].url)
            return Candidate(0.0, 0, f"{where}/robots.txt", 0, known=False, is_robots=True)
        candidate, found_among = likes.pop()
        self._place(likes)
        if candidate.url in self._stale:
            self._stale.discard(candidate.url)
            return None
        if candidate.url in self._raised:
            self._raised.discard(candidate.url)
            self._stale.add(candidate.url)
        self.waiting -= 1
        self._asked[candidate.url] = found_among
        return candidate

    def drop(self, unwanted: Callable[[str], bool]) -> list[Candidate]:
        """Those that wait here whose address is `unwanted` wait no longer; gives them."""
        dropped: list[Candidate] = []
        for likes in self._patterns.values():
            waiting = likes.waiting()
            gone = {candidate.url for candidate in waiting if unwanted(candidate.url)}
            if gone:
                likes.keep([candidate for candidate in waiting if candidate.url not in gone])
                dropped += self._unique([candidate for candidate in waiting if candidate.url in gone])
        self.waiting -= len(dropped)
        self._order = []
        for likes in self._patterns.values():
            self._place(likes)
        return dropped

    def leave(self, why: str) -> list[Candidate]:
        """This host is left alone from now on; gives what waited here."""
        self.given_up = why
        left = self._unique([candidate for likes in self._patterns.values() for candidate in likes.waiting()])
        self._patterns.clear()
        self._order.clear()
        self.waiting = 0
        return left

    def _queue(self, candidate: Candidate) -> None:
        likes = self._likes(candidate.url)
        if likes.push(candidate, self._asked.get(candidate.parent)):
            self._place(likes)

    def _place(self, likes: Likes) -> None:
        cost = likes.cost()
        if cost is not None:
            heapq.heappush(self._order, (cost, likes.key))

    def _unique(self, candidates: list[Candidate]) -> list[Candidate]:
        """Each address once, without those of which only the worse place is left."""
        by_url = {candidate.url: candidate for candidate in candidates if candidate.url not in self._stale}
        return list(by_url.values())

    def _likes(self, url: str) -> Likes:
        key = pattern(url)
        likes = self._patterns.get(key)
        if likes is None:
            likes = self._patterns[key] = Likes(key)
        return likes


class Frontier:
    """The addresses of a run. `floor` is the delay in seconds, `at_once` requests per host when there is none."""

    def __init__(self, *, floor: float, at_once: int) -> None:
        self._floor = floor
        self._at_once = at_once
        self._hosts: dict[str, Host] = {}
        self._turn = 0
        self._left = 0
        self.forbidden: list[Candidate] = []
        """What robots.txt forbids, until the caller has written it down and emptied this."""
        self.barren: list[Candidate] = []
        """What is left since pages like it led nowhere, until the caller has written it down and emptied this."""

    @property
    def waiting(self) -> int:
        """How many addresses wait."""
        return self._left + sum(host.waiting for host in self._hosts.values())

    def close(self) -> None:
        """Nothing is asked any more: of what waits only the number is kept."""
        self._left = self.waiting
        self._hosts.clear()

    def add(
        self,
        url: str,
        score: float,
        depth: int,
        *,
        known: bool = False,
        is_sitemap: bool = False,
        parent: str = "",
        place: int = 0,
    ) -> None:
        """`url` waits from now on. The caller sees to it that it was not added before.

        `parent` is the page in whose text it was found, at `place`; empty for a menu's link and what no page named.
        """
        self._turn += 1
        cost = DEPTH_COSTS * depth - score
        candidate = Candidate(cost, self._turn, url, depth, known, is_sitemap=is_sitemap, parent=parent, place=place)
        self.host(url).push(candidate)

    def prefer(self, url: str, score: float, depth: int, *, parent: str, place: int = 0) -> None:
        """`url`, which was added before, was found again with a better reason. As `add`, if it still waits."""
        self._turn += 1
        cost = DEPTH_COSTS * depth - score
        self.host(url).prefer(Candidate(cost, self._turn, url, depth, known=False, parent=parent, place=place))

    def learn(self, candidate: Candidate, *, yielded: bool) -> None:
        """`candidate` was asked, and had something new of what is sought or not.

        What is not there, not public or no page had nothing; of what did not answer nothing is learnt. A
        sitemap is no page of which to learn.
        """
        if candidate.is_sitemap:
            return
        self.barren += self.host(candidate.url).learn(candidate, yielded=yielded)
        leader = candidate.parent if yielded else ""
        for _step in range(LED_BY):
            leader = self.host(leader).led(leader) if leader else ""

    def is_barren(self, url: str) -> bool:
        """Whether `url` is not worth asking, since pages like it have led nowhere for long enough."""
        return self.host(url).is_barren(url)

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
            if candidate is None:
                continue
            if candidate.is_robots or (best.rules is not None and best.rules.allow(candidate.url)):
                best.pace.asked(now)
                return candidate
            self.forbidden.append(candidate)

    def due(self) -> float | None:
        """The earliest moment at which something can be asked that only waits for its time; None: nothing does."""
        waiting = (h for h in self._hosts.values() if h.waiting and h.pace.under_way < h.pace.at_once)
        return min((h.pace.due for h in waiting), default=None)
