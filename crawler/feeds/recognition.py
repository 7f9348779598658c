"""Which system runs at a school's address: by the address, the headers, the generator it names, and marks in its pages.

A sign that can hardly be wrong (an address, the generator) is enough; a piece of mark-up alone is not.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from crawler.answers import Answer
from crawler.extraction.findings import PageFindings
from crawler.feeds.profiles import Profile, profiles

SURE = 1.0
"""Weight of signs from which a system counts as recognised."""

LOOKED_AT = 200_000
"""Bytes of a page in which marks are sought."""

_GENERATOR = re.compile(
    rb"<meta\b(?=[^>]{0,400}\bname\s*=\s*[\"']?generator\b)[^>]{0,400}?\bcontent\s*=\s*(?:\"([^\"]{1,200})|'([^']{1,200}))",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class SystemGuess:
    """The system that was recognised. `profile` None: an ordinary site."""

    profile: Profile | None = None
    weight: float = 0.0
    because: tuple[str, ...] = ()
    """The signs, as they stood."""

    @property
    def system(self) -> str:
        """The profile's name, or `site`."""
        return self.profile.name if self.profile else "site"


def recognise(start_page: Answer, findings: PageFindings | None = None) -> SystemGuess:
    """The system that runs where `start_page` came from, its headers and body taken together.

    `findings`, where the page was read already, tell by their links as well.
    """
    links = [link.url for link in findings.links] if findings else []
    generator = generator_of(start_page.body)
    guesses = [weighed(profile, start_page, generator, links) for profile in profiles()]
    best = max(guesses, key=lambda guess: guess.weight)
    return best if best.weight >= SURE else SystemGuess()


def recognise_page(page: Answer) -> SystemGuess:
    """The system whose profile reads records of pages, if this is a page of one: as `recognise`, for every page."""
    generator = generator_of(page.body)
    guesses = [weighed(profile, page, generator, least=SURE) for profile in _reading()]
    best = max(guesses, key=lambda guess: guess.weight)
    return best if best.weight >= SURE else SystemGuess()


@cache
def _reading() -> tuple[Profile, ...]:
    return tuple(profile for profile in profiles() if profile.records or profile.rules)


def by_address(url: str) -> SystemGuess:
    """The system that an address alone tells."""
    return recognise(Answer(url))


def generator_of(body: bytes) -> str:
    """What a page says made it (`meta name=generator`); empty where it does not."""
    found = _GENERATOR.search(body[:50_000])
    return (found[1] or found[2]).decode("utf-8", "replace") if found else ""


def weighed(
    profile: Profile, page: Answer, generator: str | None = None, links: Sequence[str] = (), *, least: float = 0.0
) -> SystemGuess:
    """How much speaks for one profile. `generator` is looked up where it is not given; `links` are the page's.

    What stays below `least` may be weighed too lightly: the last of several marks is not sought where it alone is left.
    """
    generator = generator_of(page.body) if generator is None else generator
    because: list[str] = []
    weight = 0.0
    address = next((found for pattern in profile.url if (found := pattern.search(page.url))), None)
    if address is not None:
        weight += SURE
        because.append(address.group()[:100])
    for name, pattern in profile.headers.items():
        said = page.headers.get(name, "")
        if said and pattern.search(said):
            weight += SURE
            because.append(f"{name}: {said[:100]}")
    if generator and profile.generator and profile.generator.search(generator):
        weight += SURE
        because.append(generator[:100])
    body = page.body if len(page.body) <= LOOKED_AT else page.body[:LOOKED_AT]
    marks = [mark for mark in profile.marks[:-1] if mark in body]
    alone = not (marks or weight or links) and len(profile.marks) > 1 and least > SURE / 2
    marks += [mark for mark in profile.marks[-1:] if not alone and mark in body]
    if marks:
        weight += SURE / min(2, len(profile.marks)) * len(marks)
        because += [mark.decode("utf-8", "replace") for mark in marks]
    leads = sum(any(pattern.search(url) for pattern in profile.url) for url in links[:500])
    if leads >= 3:
        weight += SURE / 2
        because.append(f"{leads} links")
    return SystemGuess(profile, weight, tuple(because))
