"""Groups of mentions that speak of one thing, and what is known of each group."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from types import MappingProxyType

_NOBODY: Mapping[str, AbstractSet[str]] = MappingProxyType({})


@dataclass(slots=True)
class Facts:
    """What tells a thing from others. `once_*` is what the same mention said before: it may bind, never separate.

    There is one for every mention of a school, and most of its fields are empty: all share the one empty set there is.
    """

    order: str = ""
    names: frozenset[str] = frozenset()
    codes: frozenset[str] = frozenset()
    urls: frozenset[str] = frozenset()
    emails: frozenset[str] = frozenset()
    contexts: frozenset[str] = frozenset()
    forms: frozenset[str] = frozenset()
    """Level and degree of a programme: a bachelor is not the master of the same name."""
    once_names: frozenset[str] = frozenset()
    once_codes: frozenset[str] = frozenset()
    once_urls: frozenset[str] = frozenset()
    once_emails: frozenset[str] = frozenset()
    namesakes: Mapping[str, AbstractSet[str]] = field(default_factory=lambda: _NOBODY)
    """Page → names under which that page tells it from a namesake beside it."""
    entities: frozenset[int] = frozenset()
    touched: frozenset[int] = frozenset()
    """Those of `entities` that a person works with: a lead, a value typed by hand."""

    def absorb(self, other: "Facts") -> None:
        """Takes over all that is known of `other`."""
        self.order = min(self.order, other.order)
        self.names |= other.names
        self.codes |= other.codes
        self.urls |= other.urls
        self.emails |= other.emails
        self.contexts |= other.contexts
        self.forms |= other.forms
        self.once_names |= other.once_names
        self.once_codes |= other.once_codes
        self.once_urls |= other.once_urls
        self.once_emails |= other.once_emails
        self.entities |= other.entities
        self.touched |= other.touched
        for page, names in other.namesakes.items():
            self.namesakes = {**self.namesakes, page: self.namesakes.get(page, frozenset()) | names}


def disjoint(one: AbstractSet[str], other: AbstractSet[str]) -> bool:
    """True when both say something, and nothing the same."""
    return bool(one) and bool(other) and not one & other


def kept_apart(one: Facts, other: Facts) -> bool:
    """True when somebody works with both, or one page shows both side by side as two."""
    if len(one.touched | other.touched) > 1:
        return True
    return any(disjoint(names, other.namesakes.get(page, frozenset())) for page, names in one.namesakes.items())


class Partition:
    """Disjoint groups over numbered facts."""

    def __init__(self, facts: list[Facts]) -> None:
        """Each of `facts` begins as a group of its own."""
        self._facts = facts
        self._parent = list(range(len(facts)))
        self.ambiguous: set[int] = set()
        """Members of which two or more different things could be meant."""

    def root(self, member: int) -> int:
        """The number that stands for the group of `member`."""
        while self._parent[member] != member:
            self._parent[member] = self._parent[self._parent[member]]
            member = self._parent[member]
        return member

    def facts(self, member: int) -> Facts:
        """What is known of the group of `member`."""
        return self._facts[self.root(member)]

    def join(self, one: int, other: int) -> None:
        """Makes one group of two; the lower number stands for it."""
        first, second = sorted((self.root(one), self.root(other)))
        if first != second:
            self._parent[second] = first
            self._facts[first].absorb(self._facts[second])

    def roots(self, members: Iterable[int]) -> list[int]:
        """The groups of `members`, each once, in an order that depends on what is said alone."""
        return sorted({self.root(m) for m in members}, key=lambda r: (self._facts[r].order, r))

    def settle(
        self, members: Iterable[int], rank: Callable[[Facts], tuple[int, ...]], alike: Callable[[Facts, Facts], bool]
    ) -> Iterator[tuple[int, list[int]]]:
        """Gives each group to the one before it that it can be, the surest first.

        Yields a group that could be several others, with those; what it is, if any of them, the caller decides.
        """
        accepted: list[int] = []
        for group in sorted(self.roots(members), key=lambda r: (rank(self._facts[r]), self._facts[r].order, r)):
            can_be = self.roots(a for a in accepted if alike(self.facts(a), self.facts(group)))
            if len(can_be) == 1:
                self.join(can_be[0], group)
                continue
            if can_be:
                yield group, can_be
            accepted.append(group)
