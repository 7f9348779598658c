"""Who is who: which mentions of a source speak of one thing.

The steps, surest first: what a person works with keeps the mentions it had; code or e-mail address; the thing's own
page; the whole name; a name that can be the same ("J. Smit" for Jan Smit) when there is one candidate only. Each looks
at the set of mentions, never at the order in which they came or at how an earlier crawl, maybe broken off, grouped
them.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from crm.services import person_names
from crm.services.addresses import code_key, email_key, slug, url_key
from crm.services.clusters import Facts, Partition, disjoint, kept_apart
from crm.services.known import Known, KnownThing
from crm.services.mentions import DOUBTED, Mention
from crm.text import fold
from crm.words import EntityKind


@dataclass(slots=True)
class Group:
    """One thing: what the source says of it, and the entities it is for certain."""

    kind: EntityKind
    mentions: list[Mention]
    facts: Facts
    surety: tuple[int, ...]
    """The lower, the more the mentions tell of the thing."""


def grouped(kind: EntityKind, mentions: list[Mention], known: Known) -> list[Group]:
    """The things of `kind` that `mentions` speak of, in an order that depends on what is said alone.

    Mentions of whom it cannot be told which of several they mean stand as one of their own, their confidence lowered
    to `DOUBTED`, so that it waits in review.
    """
    things = [thing for thing in known.things[kind] if thing.touched or thing.says_now]
    facts = [_facts_of_mention(m, known) for m in mentions]
    facts += [_facts_of_known(thing, known.domain) for thing in things]
    partition = Partition(facts)
    _keep_worked_with(partition, mentions, things, known)
    if kind is EntityKind.PERSON:
        _people(partition, facts)
    else:
        _things(partition, facts)
    unclear = {partition.root(a) for a in partition.ambiguous}
    members: dict[int, list[Mention]] = defaultdict(list)
    for number, mention in enumerate(mentions):
        if partition.root(number) in unclear:
            mention.confidence = min(mention.confidence, DOUBTED)
        members[partition.root(number)].append(mention)
    rank = _vagueness if kind is EntityKind.PERSON else _bareness
    roots = partition.roots(range(len(mentions)))
    return [Group(kind, members[r], partition.facts(r), rank(partition.facts(r))) for r in roots]


def _facts_of_mention(mention: Mention, known: Known) -> Facts:
    facts = Facts(order=mention.order)
    _tell(facts, mention.kind, mention.says, known.domain)
    if " · " in mention.name:
        facts.namesakes = {mention.page: {mention.name}}
    once = Facts()
    for says in known.said_before.get(mention.key[:3], ()):
        _tell(once, mention.kind, says, known.domain)
    facts.once_codes, facts.once_urls, facts.once_emails = once.codes, once.urls, once.emails
    return facts


def _facts_of_known(thing: KnownThing, domain: str) -> Facts:
    facts = Facts(order=f"\U0010ffff{thing.identity}", entities=frozenset({thing.id}))
    facts.touched = frozenset({thing.id}) if thing.touched else frozenset()
    for says in thing.says_now:
        _tell(facts, thing.kind, says, domain)
    facts.once_names = frozenset(names_once(thing))
    return facts


def names_once(thing: KnownThing) -> set[str]:
    """The names a thing was published under before, as facts compare them."""
    names = {says["name"] for says in thing.says_once if says.get("name")}
    return names if thing.kind is EntityKind.PERSON else {fold(name) for name in names}


_TELLING = ("name", "code", "url", "email", "unit", "degree")
"""The fields that tell a thing from others."""


def _tell(facts: Facts, kind: EntityKind, says: dict[str, object], domain: str) -> None:
    text = {name: value for name in _TELLING if isinstance(value := says.get(name), str) and value}
    if "name" in text:
        facts.names |= {text["name"] if kind is EntityKind.PERSON else fold(text["name"])}
    if "code" in text:
        facts.codes |= {code_key(text["code"])}
    if "url" in text:
        facts.urls |= {url_key(text["url"])}
    if "email" in text:
        facts.emails |= {email_key(text["email"], domain)}
    programmes = says.get("programmes")
    if isinstance(programmes, list):
        facts.contexts |= {f"in {fold(p)}" for p in programmes}
    if "unit" in text:
        facts.contexts |= {f"of {fold(text['unit'])}"}
    if "degree" in text:
        facts.forms |= {_form(text["degree"])}


def _form(degree: str) -> str:
    """Whether a degree is a bachelor's, a master's, an associate's, or which mbo level, however it is written."""
    folded = fold(degree)
    for word in ("master", "bachelor", "associate"):
        if word in folded:
            return word[0]
    level = next((c for c in folded if c.isdigit()), "") if folded.startswith(("mbo", "niveau")) else ""
    return f"mbo {level}" if level else folded[:1]


def _keep_worked_with(partition: Partition, mentions: list[Mention], things: list[KnownThing], known: Known) -> None:
    """What a person works with (a lead, a correction, a merge) keeps the mentions that were found to be of it."""
    at = {thing.id: len(mentions) + number for number, thing in enumerate(things) if thing.touched}
    for number, mention in enumerate(mentions):
        anchored = at.get(known.anchors.get(mention.key[:3], -1))
        if anchored is not None:
            partition.join(number, anchored)


def _bound(facts: Iterable[Facts], of: Callable[[Facts], AbstractSet[str]]) -> list[list[int]]:
    """Members that share a value, value by value in order."""
    sharing: dict[str, list[int]] = defaultdict(list)
    for number, fact in enumerate(facts):
        for value in of(fact):
            sharing[value].append(number)
    return [sharing[value] for value in sorted(sharing) if len(sharing[value]) > 1]


# People


def _people(partition: Partition, facts: list[Facts]) -> None:
    own = [Facts(emails=f.emails | f.once_emails, urls=f.urls | f.once_urls, names=f.names) for f in facts]
    for members in _bound(own, lambda f: f.emails):
        _settle_people(partition, members, _names_fit)
    for members in _bound(own, lambda f: f.urls):
        _settle_people(partition, members, _names_fit)
    for members in _bound(own, lambda f: {person_names.full_key(n) for n in f.names}):
        _settle_people(partition, members, _can_be_one)
    for members in _bound(own, lambda f: {key for n in f.names for key in person_names.block_keys(n)}):
        for group, _others in _settle_people(partition, members, _can_be_one):
            partition.ambiguous.add(group)


def _settle_people(
    partition: Partition, members: list[int], alike: Callable[[Facts, Facts], bool]
) -> list[tuple[int, list[int]]]:
    return list(partition.settle(members, _vagueness, alike))


def _vagueness(facts: Facts) -> tuple[int, ...]:
    """The surest first: a call name, a mailbox, a page of one's own; then the most initials."""
    given = [person_names.given(name) for name in facts.names or facts.once_names]
    call_name = any(call for call, _ in given)
    initials = max((len(initials) for _, initials in given), default=0)
    return (-int(call_name), -int(bool(facts.emails)), -int(bool(facts.urls)), -initials)


def _personal(facts: Facts) -> set[str]:
    """The mailboxes that bear the name: a department's, given to several people, tells nobody apart."""
    parts = {word[:3] for name in facts.names for word in fold(name).split() if len(word) > 2}
    return {e for e in facts.emails if any(part in fold(e.partition("@")[0]) for part in parts)}


def _names_fit(one: Facts, other: Facts) -> bool:
    if kept_apart(one, other):
        return False
    mine, theirs = one.names or one.once_names, other.names or other.once_names
    return all(person_names.compatible(a, b) for a in sorted(mine) for b in sorted(theirs))


def _can_be_one(one: Facts, other: Facts) -> bool:
    """Names fit, and neither a mailbox nor a page of their own says that they are two."""
    same_mailbox = (one.emails | one.once_emails) & (other.emails | other.once_emails)
    if not same_mailbox and disjoint(_personal(one), _personal(other)):
        return False
    if not same_mailbox and disjoint({slug(u) for u in one.urls}, {slug(u) for u in other.urls}):
        return False
    return _names_fit(one, other)


# Units, programmes, courses


def _things(partition: Partition, facts: list[Facts]) -> None:
    own = [Facts(codes=f.codes | f.once_codes, urls=f.urls | f.once_urls, names=f.names) for f in facts]
    for members in _bound(own, lambda f: f.codes):
        list(partition.settle(members, _bareness, lambda a, b: not kept_apart(a, b)))
    for members in _bound(own, lambda f: f.urls):
        list(partition.settle(members, _bareness, _not_two_things))
    for members in _bound(own, lambda f: f.names):
        for group, others in partition.settle(members, _bareness, _not_two_places):
            here = partition.facts(group).contexts
            beside = [o for o in others if here & partition.facts(o).contexts]
            if len(beside) == 1:
                partition.join(beside[0], group)
            else:
                partition.ambiguous.add(group)


def _bareness(facts: Facts) -> tuple[int, ...]:
    return (-int(bool(facts.codes)), -int(bool(facts.urls)), -int(bool(facts.contexts)))


def _not_two_things(one: Facts, other: Facts) -> bool:
    return not (
        _unlike(one.codes, one.once_codes, other.codes, other.once_codes)
        or disjoint(one.forms, other.forms)
        or kept_apart(one, other)
    )


def _not_two_places(one: Facts, other: Facts) -> bool:
    """Same names: two codes, two own pages, or two units where neither has code or page, make two things."""
    if not _not_two_things(one, other) or _unlike(one.urls, one.once_urls, other.urls, other.once_urls):
        return False
    bare = not (one.codes | one.urls) and not (other.codes | other.urls)
    return not (bare and disjoint(_units(one), _units(other)))


def _unlike(
    mine: AbstractSet[str], once_mine: AbstractSet[str], theirs: AbstractSet[str], once_theirs: AbstractSet[str]
) -> bool:
    return disjoint(mine, theirs) and disjoint(mine | once_mine, theirs | once_theirs)


def _units(facts: Facts) -> set[str]:
    return {context for context in facts.contexts if context.startswith("of ")}
