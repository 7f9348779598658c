"""Certain pairs put together: who is one person with whom."""

from collections.abc import Collection, Iterable

from crm.identity.pairs import Pair, Two


def groups(found: Iterable[Pair], apart: Collection[Two] = frozenset()) -> dict[int, int]:
    """Bearer → the one that stands for its group, of all that are certainly one with another.

    The surest pairs come first. Two groups become one only when no two of them are known to be two (`apart`). The
    lowest positive id stands for a group; where there is none, the negative id nearest to nought, the first row's.
    """
    parent: dict[int, int] = {}
    members: dict[int, list[int]] = {}
    for pair in found:
        if not pair.certain:
            continue
        one, other = _root(parent, pair.a), _root(parent, pair.b)
        mine, theirs = members.get(one, [one]), members.get(other, [other])
        if one == other or _kept(mine, theirs, apart):
            continue
        first, second = (one, other) if _first(one, other) else (other, one)
        parent[second] = first
        members[first] = [*mine, *theirs]
        members.pop(second, None)
    return {member: root for root, group in members.items() for member in group}


def _root(parent: dict[int, int], one: int) -> int:
    while one in parent:
        one = parent[one]
    return one


def _first(one: int, other: int) -> bool:
    return (one < 0, abs(one)) < (other < 0, abs(other))


def _kept(mine: list[int], theirs: list[int], apart: Collection[Two]) -> bool:
    return bool(apart) and any(((a, b) if a < b else (b, a)) in apart for a in mine for b in theirs)
