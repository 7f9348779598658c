"""What a text is about, as the list of concepts has it: the bridge from lay words to those of a field."""

import tomllib
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache

from crm.matching.kinds import kinds
from crm.matching.words import no_reasons, stem, words_of
from crm.resources import data_path

PART = 0.7
"""What a word inside a compound counts ("planning" in "personeelsplanning"), against a word by itself."""

PHRASE = 1.5
"""What several words in a row count: they are seldom there by chance."""

SHORTEST_PART = 5
"""Letters of a stem that is looked for in compounds; shorter ones begin too many words by chance."""

SHORTEST_COMPOUND = 8


@dataclass(frozen=True)
class Concepts:
    """All concepts: their names in both languages, and which words and phrases speak of each."""

    keys: tuple[str, ...]
    names: dict[str, tuple[str, ...]]
    """Language → the name of each concept."""
    by_stem: dict[str, frozenset[int]]
    phrases: dict[str, tuple[tuple[str, int], ...]]
    """First word → the phrases of several words that begin with it."""
    joined: dict[str, tuple[tuple[str, int], ...]]
    """First two signs → the words that are not letters alone ("back-up", "nis2"); whatever begins with one counts."""

    @cached_property
    def parts(self) -> dict[str, frozenset[int]]:
        """The stems that are looked for inside compounds."""
        return {word: about for word, about in self.by_stem.items() if len(word) >= SHORTEST_PART}


@cache
def concepts() -> Concepts:
    """The concepts of `data/matching/concepts.toml`, and the kinds of questions of `data/matching/kinds.toml`."""
    listed = tomllib.loads(data_path("matching/concepts.toml").read_text(encoding="utf-8"))
    asked = {kind.key: {"nl": kind.nl, "en": kind.en, "words": f"{kind.asked}, {kind.taught}"} for kind in kinds()}
    tables: dict[str, dict[str, str]] = listed | asked
    by_stem: dict[str, set[int]] = defaultdict(set)
    phrases: dict[str, list[tuple[str, int]]] = defaultdict(list)
    joined: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for number, table in enumerate(tables.values()):
        for phrase in (part.strip().casefold() for part in table["words"].split(",")):
            if phrase.isalpha():
                for language in ("nl", "en"):
                    by_stem[stem(phrase, language)].add(number)
            elif " " in phrase:
                phrases[phrase.split()[0]].append((phrase, number))
            elif phrase:
                joined[phrase[:2]].append((phrase, number))
    return Concepts(
        keys=tuple(tables),
        names={language: tuple(table[language] for table in tables.values()) for language in ("nl", "en")},
        by_stem={word: frozenset(about) for word, about in by_stem.items()},
        phrases={first: tuple(listed) for first, listed in phrases.items()},
        joined={first: tuple(listed) for first, listed in joined.items()},
    )


def concepts_in(text: str) -> dict[int, float]:
    """Which concepts a text speaks of, and how much: words by themselves, in compounds, and phrases."""
    found: dict[int, float] = defaultdict(float)
    for word in words_of(text):
        for number, worth in about(word):
            found[number] += worth
    for number in phrases_in(text):
        found[number] += PHRASE
    return dict(found)


def phrases_in(text: str) -> Iterator[int]:
    """The concepts of the phrases of a text, and of its words that are not letters alone; once for each."""
    tokens = text.casefold().split()
    known, here = concepts(), set(tokens)
    first = known.phrases.keys() & here
    if first:
        lowered = f" {' '.join(tokens)} "
        for token in first:
            for phrase, number in known.phrases[token]:
                if f" {phrase}" in lowered:
                    yield number
    for token in here:
        if not token.isalpha():
            for word, number in known.joined.get(token[:2], ()):
                if token.startswith(word):
                    yield number


@lru_cache(maxsize=100_000)
def about(word: str) -> tuple[tuple[int, float], ...]:
    """The concepts that a word speaks of, with what it counts for each; of a number, a day and their like none."""
    if word in no_reasons():
        return ()
    known = concepts()
    whole = known.by_stem.get(stem(word, "nl"), frozenset()) | known.by_stem.get(stem(word, "en"), frozenset())
    if whole or len(word) < SHORTEST_COMPOUND:
        return tuple((number, 1.0) for number in sorted(whole))
    found: set[int] = set()
    for form in {stem(word, "nl"), stem(word, "en")}:
        for cut in range(SHORTEST_PART, len(form) - 1):
            found |= known.parts.get(form[:cut], frozenset()) | known.parts.get(form[-cut:], frozenset())
    return tuple((number, PART) for number in sorted(found))
