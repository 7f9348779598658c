"""What the links of a page promise: by their own words, and by what the page that has them was read to say."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from urllib.parse import parse_qsl

from crawler import addresses
from crawler.extraction.findings import PageFindings
from crawler.extraction.recognisers.document_words import document_score
from crawler.extraction.recognisers.languages import find_languages
from crawler.extraction.recognisers.vocabulary import vocabulary

NAMED = 1.1
"""Promise of an address that a page names as that of one of its courses, people or programmes; words alone give 1."""

TWIN_COSTS = 0.5
"""Promise that the same page in another language loses: it tells little that is new."""

VIEW_COSTS = 0.3
"""Promise that another view of the same page loses: for print, sorted, filtered."""

_LONGEST_LANGUAGE = 14
"""Characters of a link's text that may be a language's name."""


@dataclass(frozen=True)
class Prospect:
    """A link, its address normalised. `parent` is the page, if the link stands in its text and not in a menu.

    `place` is where it stands there; `score` weighs an address with its anchor's text, and `costs` is what the promise
    loses by what the page is told to be.
    """

    url: str
    words: str
    parent: str
    named: bool
    score: Callable[[str, str], float]
    costs: float = 0.0
    place: int = 0

    @cached_property
    def promise(self) -> float:
        """What the link promises: worked out where it is asked for, since most links of a page are known already."""
        promise = promise_of(self.url, self.words, self.score)
        return max(promise, NAMED) if self.named else promise - self.costs


def prospects(url: str, findings: PageFindings, score: Callable[[str, str], float]) -> Iterator[Prospect]:
    """The links of the page at `url` (normalised) that may be followed, in page order.

    `score` weighs an address with its anchor's text.
    """
    named = _named(findings)
    others = {address for each in findings.alternates.values() if (address := addresses.normalise(each))}
    links = [(link.url, link.text, link.furniture, link.place) for link in findings.links if not link.nofollow]
    links += [(each, "", True, 0) for each in (*findings.alternates.values(), findings.canonical or "") if each]
    for link, words, furniture, place in links:
        address = addresses.normalise(link)
        if address is None:
            continue
        is_named = address in named and address != url
        is_twin = address in others or _is_language(words)
        costs = TWIN_COSTS if is_twin else VIEW_COSTS if _is_view_of(address, url) else 0.0
        yield Prospect(address, words, "" if furniture else url, is_named, score, costs, 0 if furniture else place)


def promise_of(url: str, words: str, score: Callable[[str, str], float]) -> float:
    """What an address with its words promises. A document is weighed by its name, for most tell nothing of courses."""
    return max(0.0, document_score(url, words)) if addresses.document(url) == "pdf" else score(url, words)


def _named(findings: PageFindings) -> set[str]:
    """Addresses that the page gives as those of its courses, programmes and of people who are contacts."""
    urls = [course.url for course in findings.courses] + [programme.url for programme in findings.programmes]
    urls += [person.url for person in findings.people if person.roles]
    return {address for each in urls if each and (address := addresses.normalise(each))}


def _is_language(words: str) -> bool:
    """Whether a link's text is the name of a language and nothing else: the way to the same page in it."""
    return 0 < len(words) <= _LONGEST_LANGUAGE and " " not in words and _names_language(words)


@lru_cache(maxsize=4_096)
def _names_language(word: str) -> bool:
    return bool(find_languages(word))


def _is_view_of(address: str, url: str) -> bool:
    """Whether `address` is that of the page at `url` with something added to the query that is no page or record."""
    where, mark, query = address.partition("?")
    own, _mark, said = url.partition("?")
    if not mark or where != own:
        return False
    fields, before = set(parse_qsl(query, keep_blank_values=True)), set(parse_qsl(said, keep_blank_values=True))
    return before < fields and _goes_on().isdisjoint(name.lower() for name, _value in fields - before)


@cache
def _goes_on() -> frozenset[str]:
    waste = vocabulary("page_words")["waste"]
    return frozenset([*waste["paging"], *waste["records"]])
