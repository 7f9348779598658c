"""Full names for people whom a page names by surname alone ("Bakker"), within one school."""

import re
from collections import defaultdict

from crm.text import fold

_SLUG = re.compile(r"[^\W\d_]+")


class FullNames:
    """The full names that a site knows, by surname and by the address of the person's page."""

    def __init__(self) -> None:
        self._by_surname: dict[str, set[str]] = defaultdict(set)
        self._by_place: dict[str, set[str]] = defaultdict(set)

    def add(self, name: str, place: str | None) -> None:
        """Learns a full name; a surname alone teaches nothing."""
        words = name.split()
        if is_surname_only(name) or len(words) > 8:
            return
        for at in range(1, len(words)):
            self._by_surname[fold(" ".join(words[at:]))].add(name)
        if place:
            self._by_place[place].add(name)

    def full(self, name: str, place: str | None) -> str | None:
        """The one full name for a surname alone: of the page it links to, known in the school, or in that address."""
        if not is_surname_only(name):
            return None
        surname = fold(name)
        linked = {full for full in self._by_place.get(place or "", ()) if fold(full).endswith(surname)}
        if len(linked) == 1:
            return linked.pop()
        known = self._by_surname.get(surname, set())
        if len(known) == 1:
            return next(iter(known))
        return name_in_address(name, place) if place else None


def is_surname_only(name: str) -> bool:
    """Whether a name is one word, but for the particles before it."""
    words = name.split()
    return bool(words) and all(
        word.islower() or word in {"Van", "De", "Den", "Der", "Di", "Della", "El"} for word in words[:-1]
    )


def name_in_address(surname: str, address: str) -> str | None:
    """The full name that an address spells out: "…/people/anna-martino" and "Martino" give "Anna Martino"."""
    last = address.rstrip("/").rpartition("/")[2].partition(".")[0].partition("?")[0]
    words = _SLUG.findall(last)
    parts = fold(surname).split()
    if len(words) <= len(parts) or len(words) > 5 or [fold(word) for word in words[-len(parts) :]] != parts:
        return None
    given = words[: -len(parts)]
    if any(len(word) < 2 for word in given):
        return None
    return " ".join([*(word.capitalize() for word in given), surname])
