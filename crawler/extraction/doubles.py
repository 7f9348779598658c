"""One person of a page in two spellings: "A.B. de Wit" under one label and "Anna de Wit" under another."""

from collections import defaultdict
from dataclasses import replace

from crawler.extraction.mention import SURE_NAME, Mention
from crm.names import PersonName, compatible
from crm.text import fold

MOST_OF_ONE_NAME = 20
"""People of one surname from which on nothing is joined."""


def join_spellings(mentions: list[Mention], subject: str) -> None:
    """Gives the mentions of two spellings one key, where each fits the other and nobody else of that surname.

    The page's `subject`, else the longer spelling, gives the key. A surname alone, which a label says is somebody's, is
    that of the only one of the page who is called so; else it is left to the site's other pages.
    """
    by_surname: dict[str, dict[str, PersonName]] = defaultdict(dict)
    for mention in mentions:
        person = mention.named.parsed
        if person.surname and (person.call_name or person.initials):
            by_surname[fold(person.surname)][mention.key] = person
    _complete(mentions, by_surname)
    joined: dict[str, str] = {}
    for people in by_surname.values():
        if not 1 < len(people) <= MOST_OF_ONE_NAME:
            continue
        fits = {
            key: [k for k, other in people.items() if k != key and compatible(one, other) and not _differ(one, other)]
            for key, one in people.items()
        }
        for key, others in fits.items():
            if len(others) == 1 and fits[others[0]] == [key]:
                joined[key] = subject if subject in {key, others[0]} else max(key, others[0], key=lambda k: (len(k), k))
    for mention in mentions if joined else ():
        mention.key = joined.get(mention.key, mention.key)


def _complete(mentions: list[Mention], by_surname: dict[str, dict[str, PersonName]]) -> None:
    """Gives a surname alone behind a label the name of the only person of the page with that surname."""
    full = {mention.key: mention.named for mention in mentions}
    for mention in mentions:
        name = mention.named.parsed
        people = by_surname.get(fold(name.surname)) if mention.roles and not (name.call_name or name.initials) else None
        key = next(iter(people)) if people is not None and len(people) == 1 else None
        if key is not None and full[key].score >= SURE_NAME:
            mention.named = replace(mention.named, parsed=full[key].parsed, natural=full[key].natural)
            mention.key = key


def _differ(one: PersonName, other: PersonName) -> bool:
    """Whether two names have other second given names: "Mohammed *Kamal* Hossain", "Mohammad *Ismail* Hossain"."""
    mine, theirs = fold(one.call_name).split()[1:], fold(other.call_name).split()[1:]
    return any(not (a.startswith(b) or b.startswith(a)) for a, b in zip(mine, theirs, strict=False))
