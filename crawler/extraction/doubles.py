"""One person of a page in two spellings: "A.B. de Wit" under one label and "Anna de Wit" under another."""

from collections import defaultdict

from crawler.extraction.mention import Mention
from crm.names import PersonName, compatible
from crm.text import fold

MOST_OF_ONE_NAME = 20
"""People of one surname from which on nothing is joined."""


def join_spellings(mentions: list[Mention], subject: str) -> None:
    """Gives the mentions of two spellings one key, where each fits the other and nobody else of that surname.

    The page's `subject`, else the longer spelling, gives the key. A surname alone is left to the site's other pages.
    """
    by_surname: dict[str, dict[str, PersonName]] = defaultdict(dict)
    for mention in mentions:
        person = mention.named.parsed
        if person.surname and (person.call_name or person.initials):
            by_surname[fold(person.surname)][mention.key] = person
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


def _differ(one: PersonName, other: PersonName) -> bool:
    """Whether two names have other second given names: "Mohammed *Kamal* Hossain", "Mohammad *Ismail* Hossain"."""
    mine, theirs = fold(one.call_name).split()[1:], fold(other.call_name).split()[1:]
    return any(not (a.startswith(b) or b.startswith(a)) for a, b in zip(mine, theirs, strict=False))
