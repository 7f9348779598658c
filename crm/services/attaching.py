"""Of what a role is: the course, programme, unit or school that the words of a page point at."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from crm.services.addresses import code_key, url_key
from crm.services.mentions import Mention, RoleMention
from crm.services.unit_words import is_called, short_name
from crm.text import fold
from crm.words import EntityKind


@dataclass(frozen=True, slots=True)
class Place:
    """Of what a role is. `pointed_at`: the page's words lead there; otherwise it is where the person stands."""

    kind: EntityKind
    id: int
    pointed_at: bool = True
    certain: bool = True
    """False where several things could be meant."""


_NAMED = (EntityKind.COURSE, EntityKind.PROGRAMME, EntityKind.UNIT)


@dataclass(slots=True)
class Places:
    """The things of a school by code, address and name."""

    institution_id: int
    by_code: dict[tuple[EntityKind, str], set[int]] = field(default_factory=lambda: defaultdict(set))
    by_url: dict[tuple[EntityKind, str], set[int]] = field(default_factory=lambda: defaultdict(set))
    by_name: dict[tuple[EntityKind, str], set[int]] = field(default_factory=lambda: defaultdict(set))
    unit_names: set[str] = field(default_factory=set)
    on_page: dict[tuple[EntityKind, str], set[int]] = field(default_factory=lambda: defaultdict(set))
    of_unit: dict[int, set[str]] = field(default_factory=lambda: defaultdict(set))

    def add(
        self, kind: EntityKind, entity_id: int, *, codes: Iterable[str], urls: Iterable[str], names: Iterable[str]
    ) -> None:
        """Files a thing under all it is known by (keys, not texts)."""
        for index, keys in ((self.by_code, codes), (self.by_url, urls), (self.by_name, names)):
            for key in keys:
                index[kind, key].add(entity_id)
                if kind is EntityKind.UNIT and index is self.by_name:
                    self.unit_names.add(key)

    def saw(self, mention: Mention) -> None:
        """Notes that a page mentions a thing, and with which unit."""
        if mention.entity_id is not None:
            self.on_page[mention.kind, mention.page].add(mention.entity_id)
            if mention.says.get("unit"):
                self.of_unit[mention.entity_id].add(fold(mention.says["unit"]))

    def find(self, person: Mention, role: RoleMention) -> Place:
        """What `role` is of.

        By code, address, name, in that order; "docent Databases" is of the course where no unit is called so. What the
        map does not hold makes it a role at the person's unit, or the school; so does a name that several things bear,
        and that is uncertain.
        """
        if role.of is EntityKind.INSTITUTION:
            return Place(role.of, self.institution_id)
        several = False
        for kind in (role.of, *(k for k in _NAMED if k is not role.of)):
            for found in self._pointed_at(kind, person, role):
                if len(found) == 1:
                    return Place(kind, next(iter(found)))
                several = several or len(found) > 1
            if not role.says.get("name") or several:
                break
        kind, entity_id = self._nearest(person, role)
        return Place(kind, entity_id, pointed_at=False, certain=not several)

    def _pointed_at(self, kind: EntityKind, person: Mention, role: RoleMention) -> Iterable[set[int]]:
        says = role.says
        if says.get("code"):
            yield self.by_code.get((kind, code_key(says["code"])), set())
        if says.get("url"):
            yield self.by_url.get((kind, url_key(says["url"])), set())
        here = self.on_page.get((kind, person.page), set())
        if says.get("name"):
            named = self.by_name.get((kind, fold(says["name"])), set())
            yield named & here or named
            if kind is EntityKind.UNIT and not named:
                yield from self._units_short(says["name"], here)
            unit = fold(person.says.get("unit") or "")
            yield {n for n in named if unit and unit in self.of_unit.get(n, set())}
        elif not says.get("code"):
            own = self.by_url.get((kind, url_key(person.page)), set())
            yield own if len(own) == 1 else here

    def _units_short(self, name: str, here: set[int]) -> Iterable[set[int]]:
        """The units that `name` is short for: those called just so but for the word for a unit, then those it is in."""
        units = [(key, self.by_name[EntityKind.UNIT, key]) for key in self.unit_names]
        alike = {unit for key, ids in units if short_name(key) == short_name(name) for unit in ids}
        holding = {unit for key, ids in units if is_called(name, key) for unit in ids}
        for found in (alike, holding):
            yield found & here or found

    def _nearest(self, person: Mention, role: RoleMention) -> tuple[EntityKind, int]:
        for name in (role.says.get("unit"), person.says.get("unit")):
            units = self.by_name.get((EntityKind.UNIT, fold(name)), set()) if name else set()
            if len(units) == 1:
                return EntityKind.UNIT, next(iter(units))
        return EntityKind.INSTITUTION, self.institution_id
