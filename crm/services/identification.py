"""As which entity of the map a group of mentions was known: the same thing keeps its number through all crawls."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from crm.services import person_names
from crm.services.addresses import code_key, email_key, url_key
from crm.services.clusters import Facts, disjoint
from crm.services.known import Known, KnownThing
from crm.services.mentions import Mention
from crm.services.resolution import Group, names_once
from crm.words import EntityKind


@dataclass(slots=True)
class Identified:
    """A group with its entity. `entity_id` None: it is new. `absorbed` are entities that turned out to be this one."""

    group: Group
    entity_id: int | None = None
    absorbed: list[int] = field(default_factory=list)

    @property
    def kind(self) -> EntityKind:
        """What kind of thing it is."""
        return self.group.kind

    @property
    def mentions(self) -> list[Mention]:
        """What the source says of it."""
        return self.group.mentions


def identified(groups: list[Group], known: Known) -> list[Identified]:
    """Each of `groups` with the entity it was known as.

    First what it is for certain (another source or a hand says the same); then by where its mentions stood before; and
    a group that is new by what an entity that nobody mentions any more was known by. An entity becomes one group only.
    """
    things = [Identified(group) for group in groups]
    claimed = _by_certainty(things, known)
    _by_anchor(things, known, claimed)
    if groups:
        _by_likeness(things, known, claimed)
    return things


def _kept_first(known: Known, ids: Iterable[int]) -> list[int]:
    return sorted(ids, key=lambda i: (not known.by_id[i].touched, known.by_id[i].gone, i))


def _by_certainty(things: list[Identified], known: Known) -> set[int]:
    claimed: set[int] = set()
    for thing in things:
        ids = _kept_first(known, thing.group.facts.entities)
        if ids:
            thing.entity_id, thing.absorbed = ids[0], ids[1:]
            claimed.update(ids)
    return claimed


def _by_anchor(things: list[Identified], known: Known, claimed: set[int]) -> None:
    """The group that tells most of an entity is it; other entities whose mentions are all in one group are absorbed."""
    claims: list[tuple[int, tuple[int, ...], int, int]] = []
    for number, thing in enumerate(things):
        anchored = Counter(known.anchors.get(m.key[:3]) for m in thing.mentions)
        for entity_id, count in anchored.items():
            if entity_id in known.by_id and entity_id not in claimed and known.by_id[entity_id].kind is thing.kind:
                claims.append((-count, thing.group.surety, number, entity_id))
    holders = Counter(entity_id for *_, entity_id in claims)
    left: list[tuple[Identified, int]] = []
    for _count, _surety, number, entity_id in sorted(
        claims, key=lambda c: (c[1], c[0], c[2], known.by_id[c[3]].gone, c[3])
    ):
        thing = things[number]
        if entity_id in claimed:
            continue
        if thing.entity_id is None:
            thing.entity_id = entity_id
            claimed.add(entity_id)
        else:
            left.append((thing, entity_id))
    for thing, entity_id in left:
        if entity_id not in claimed and holders[entity_id] == 1 and not known.by_id[entity_id].touched:
            thing.absorbed.append(entity_id)
            claimed.add(entity_id)


@dataclass(frozen=True, slots=True)
class _Likeness:
    """What a new group and an entity that fell silent may have in common, and what must fit besides."""

    of_group: Callable[[Facts], Iterable[str]]
    of_entity: Callable[[KnownThing, str], Iterable[str]]
    fits: Callable[[Group, KnownThing], bool]


def _by_likeness(things: list[Identified], known: Known, claimed: set[int]) -> None:
    """A new group is the entity that fell silent, if it bears its mailbox, code, page or name."""
    kind = things[0].kind
    for likeness in _OF_PEOPLE if kind is EntityKind.PERSON else _OF_THINGS:
        silent: dict[str, list[KnownThing]] = defaultdict(list)
        for entity in known.things[kind]:
            if entity.id not in claimed:
                for key in set(likeness.of_entity(entity, known.domain)):
                    silent[key].append(entity)
        for thing in sorted(things, key=lambda t: (t.group.surety, t.group.facts.order)):
            if thing.entity_id is not None or not silent:
                continue
            alike = {e.id: e for key in likeness.of_group(thing.group.facts) for e in silent.get(key, ())}
            fitting = [i for i, e in alike.items() if i not in claimed and likeness.fits(thing.group, e)]
            if fitting:
                thing.entity_id = _kept_first(known, fitting)[0]
                claimed.add(thing.entity_id)


def _texts(thing: KnownThing, name: str) -> Iterator[str]:
    for says in (*thing.says_now, *thing.says_once):
        if isinstance(says.get(name), str):
            yield says[name]


def _emails(thing: KnownThing, domain: str) -> Iterable[str]:
    return (email_key(email, domain) for email in _texts(thing, "email"))


def _urls(thing: KnownThing, _domain: str) -> Iterable[str]:
    return (url_key(url) for url in _texts(thing, "url"))


def _codes(thing: KnownThing, _domain: str) -> Iterable[str]:
    return (code_key(code) for code in _texts(thing, "code"))


def _full_names(thing: KnownThing, _domain: str) -> Iterable[str]:
    return (person_names.full_key(name) for name in names_once(thing))


def _names(thing: KnownThing, _domain: str) -> Iterable[str]:
    return names_once(thing)


def _name_fits(group: Group, thing: KnownThing) -> bool:
    once = names_once(thing)
    return any(person_names.compatible(a, b) for a in group.facts.names for b in once)


def _always(_group: Group, _thing: KnownThing) -> bool:
    return True


def _code_fits(group: Group, thing: KnownThing) -> bool:
    return not disjoint(group.facts.codes, set(_codes(thing, "")))


_OF_PEOPLE = (
    _Likeness(lambda f: f.emails, _emails, _name_fits),
    _Likeness(lambda f: f.urls, _urls, _name_fits),
    _Likeness(lambda f: {person_names.full_key(name) for name in f.names}, _full_names, _always),
)
_OF_THINGS = (
    _Likeness(lambda f: f.codes, _codes, _always),
    _Likeness(lambda f: f.urls, _urls, _always),
    _Likeness(lambda f: f.names, _names, _code_fits),
)
