"""Who bears the whole name of somebody at the same school, where it has no second bearer."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from crm.identity.bearers import Bearer
from crm.names import full_key


def by_whole_name(bearers: Iterable[Bearer]) -> dict[tuple[str, str], list[Bearer]]:
    """(call name with surname, school) → who bears it there; who has initials alone bears none."""
    found: dict[tuple[str, str], list[Bearer]] = defaultdict(list)
    for each in bearers:
        whole = {full_key(name) for name in each.names if name.call_name and name.surname}
        for key in [(name, school) for name in whole for school in each.schools]:
            found[key].append(each)
    return found


def alone_by_name(rows: Sequence[Bearer], among: Iterable[Bearer]) -> Iterator[tuple[list[Bearer], Bearer]]:
    """Those of `rows` that bear one whole name at one school, each time with the only one `among` who does.

    Two lists, or a list and the map, speak of the same people more often than not, so between them the name is enough;
    within one it is not. Where `addresses_differ`, that is for somebody to decide.
    """
    known = by_whole_name(among)
    for key, bearing in by_whole_name(rows).items():
        there = known.get(key, [])
        if len(there) == 1:
            yield bearing, there[0]


def addresses_differ(one: Bearer, other: Bearer) -> bool:
    """Whether each has an e-mail address, and not the same one."""
    return bool(one.emails and other.emails and not one.emails & other.emails)
