"""Which school a text means: one key for all of its names."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from functools import lru_cache
from urllib.parse import urlsplit

from crm.identity.bearers import Bearer
from crm.identity.mailboxes import is_provider
from crm.schools import school_at, school_named
from crm.text import fold

_CUTS = re.compile(r"\s*[|•·(),;/]\s*|\s+[–—-]\s+")
_ARTICLES = ("de ", "het ", "the ")


@lru_cache(maxsize=20_000)
def place_key(text: str) -> str:
    """The school that `text` names: its domain where it is known, else the folded text without article.

    A text that says more than the school ("HvA | Faculteit Digitale Media") is taken by the first part that names one.
    """
    given = text.strip()
    if not given:
        return ""
    known = school_named(given)
    if known is None and "." in given and " " not in given:
        known = school_at(given if "//" in given else f"https://{given}/")
        if known is None:
            return (_host(given) or given.lower()).removeprefix("www.")
    if known is not None:
        return known.domain
    parts = [part for part in _CUTS.split(given) if part]
    for part in parts:
        known = school_named(part)
        if known is not None:
            return known.domain
    folded = fold(parts[0]) if parts else ""
    for article in _ARTICLES:
        folded = folded.removeprefix(article)
    return folded


def _host(address: str) -> str:
    """The host of "https://www.school.example/team" or "school.example", with its port; "" where there is none."""
    try:
        return urlsplit(address if "//" in address else f"//{address}").netloc.rpartition("@")[2].lower()
    except ValueError:
        return ""


LEAST_MAILBOXES = 2
"""Work addresses at one domain that tell whose domain it is, when they are most of a school's."""

_LINKS = {"van", "voor", "de", "het", "der", "den", "en", "of", "the", "for", "and"}


def learned(held: Iterable[tuple[frozenset[str], Iterable[str]]]) -> dict[str, str]:
    """Key of a school that no list knows → the one key for all of its names, as people themselves tell.

    `held` has the schools and the e-mail addresses of each. Two names are one school's when the people at both have
    their work addresses at one domain, or when one is the initials of the other and of no other.
    """
    mailboxes: dict[str, Counter[str]] = defaultdict(Counter)
    keys: set[str] = set()
    at: list[tuple[str, str]] = []
    for schools, emails in held:
        keys |= schools
        if emails and schools:
            at += [(school, domain) for domain in work_domains(emails) for school in schools]
    for (school, domain), count in Counter(at).items():
        mailboxes[school][domain] = count
    theirs = {
        school: domain
        for school, counts in mailboxes.items()
        for domain, most in counts.most_common(1)
        if most >= LEAST_MAILBOXES and most * 2 > counts.total()
    }
    known = Counter(domain for school, domain in theirs.items() if "." in school and domain not in keys)
    found = {domain: school for school, domain in theirs.items() if "." in school and known[domain] == 1}
    found.update({school: found.get(domain, domain) for school, domain in theirs.items() if "." not in school})
    long = [key for key in sorted(keys) if " " in key]
    for school in keys - found.keys():
        if " " not in school and "." not in school:
            alike = {found.get(key, key) for key in long if school in _initials(key)}
            if len(alike) == 1:
                found[school] = alike.pop()
    return found


def placed(bearers: Iterable[Bearer]) -> list[Bearer]:
    """The bearers with one key for every school; who has none is at the school of their work address."""
    kept = list(bearers)
    same = learned((each.schools, each.emails) for each in kept)
    return [placed_as(each, same) for each in kept]


def placed_as(bearer: Bearer, same: dict[str, str]) -> Bearer:
    """The bearer with one key for its school, as `same` has it; without a school at that of the work address."""
    if bearer.schools:
        if same.keys().isdisjoint(bearer.schools):
            return bearer
        schools = _one_key(bearer.schools, same)
    else:
        schools = _one_key(work_domains(bearer.emails), same)
    return Bearer(
        bearer.id,
        bearer.names,
        schools,
        bearer.units,
        bearer.roles,
        bearer.emails,
        bearer.phones,
        bearer.profiles,
    )


def _one_key(schools: frozenset[str], same: dict[str, str]) -> frozenset[str]:
    return schools if same.keys().isdisjoint(schools) else frozenset([same.get(school, school) for school in schools])


@lru_cache(maxsize=20_000)
def _initials(name: str) -> frozenset[str]:
    """What a school of this name may be called for short: "hogeschool van zeestad" is hvz or hz."""
    words = name.split()
    return frozenset(("".join(word[0] for word in words), "".join(word[0] for word in words if word not in _LINKS)))


def work_domains(emails: Iterable[str]) -> frozenset[str]:
    """The registrable domains of addresses that are not at a provider of private mail."""
    return frozenset([domain for each in emails if (domain := _work_domain(each.rpartition("@")[2]))])


@lru_cache(maxsize=20_000)
def _work_domain(host: str) -> str:
    if is_provider(host):
        return ""
    known = school_at(f"https://{host}/")
    return known.domain if known is not None else ".".join(host.split(".")[-2:])
