"""The role words of `data/vocabulary/roles.toml`, indexed: every phrase with its inflected forms, by its first word."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any, NamedTuple

from crawler.extraction.recognisers.vocabulary import (
    REMEMBERED,
    fold_in_place,
    look,
    plain_in_place,
    runs_of,
    vocabulary,
)

_TOKEN = re.compile(r"ph\.\s?d\b\.?|[^\W_]+(?:'[^\W_]+)?")
_GENDERED = frozenset(
    ("in", "innen", "e", "es", "s", "ne", "nes", "r", "en", "trice", "trices", "rice", "euse", "ice", "se")
)
_INNER_ENDING = "·*:(/_-."


class Token(NamedTuple):
    """A folded word and where it stands."""

    word: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class RoleWord:
    """One reading of a role phrase, and the conditions under which it holds."""

    kind: str | None
    of: str
    rung: float | None = None
    setting: str | None = None
    group: str | None = None
    levels: frozenset[str] = frozenset()
    countries: frozenset[str] = frozenset()
    beside: tuple[str, ...] = ()
    doubtful: bool = False
    plain: bool = False
    """It says no more than that somebody works there: beside another role it is none."""
    exact: str | None = None
    """An abbreviation that counts only in this spelling ("UD")."""


@dataclass(frozen=True, slots=True)
class RoleIndex:
    """All role phrases for quick look-up."""

    phrases: dict[str, list[tuple[tuple[str, ...], list[RoleWord]]]]
    """First word → its phrases, longest first."""
    heads: dict[str, dict[str, str]]
    """A word that is nothing alone → the role it makes, by the sort of thing it is head of."""
    compounds: list[tuple[str, RoleWord]]
    objects: dict[tuple[str, ...], str]
    """Words for things one can be head of → their sort."""
    undone: frozenset[str]
    places: frozenset[str]
    """Words that make the name of a place with the role before them."""
    adjectives: frozenset[str]
    """Words that are a role only where none but `behind_adjectives` stands right behind."""
    behind_adjectives: frozenset[str]
    assisting: frozenset[str]
    """Words for those who work for the holder of a role."""
    links: frozenset[str]
    """What stands between such a word and the role."""
    cautious: frozenset[str]
    anchors: frozenset[str]
    """Runs of letters of which one stands in any text that holds a role, compounds apart."""
    suffixes: tuple[str, ...]
    deciding: frozenset[str]
    """Words of which one must stand near for some reading to hold."""

    def may_begin(self, word: str) -> bool:
        """Whether a role can begin with `word`."""
        return word in self.phrases or word in self.heads or word.endswith(self.suffixes) or word in {"co", "vice"}


def tokens(text: str) -> list[Token]:
    """The words of `text`, folded, with their places; endings for other genders ("·e", "(in)", "*innen") left out."""
    folded = fold_in_place(plain_in_place(text))
    found: list[Token] = []
    for match in _TOKEN.finditer(folded):
        word = match.group()
        start, end = match.span()
        if word in _GENDERED and found and found[-1].end >= start - 2:
            before = folded[start - 1 : start]
            if before and before in _INNER_ENDING:
                found[-1] = found[-1]._replace(end=end + (folded[end : end + 1] == ")"))
                continue
        found.append(Token("phd" if word.startswith("ph.") else word, start, end))
    return found


def words_of(text: str) -> tuple[str, ...]:
    """The words of `text` as `tokens` has them."""
    return tuple(token.word for token in tokens(text))


def forms(word: str) -> Iterator[str]:
    """`word` and its plural and other-gender forms."""
    yield word
    if len(word) < 4:
        return
    yield word + "s"
    endings: dict[str, list[str]] = vocabulary("roles")["endings"]
    for ending in sorted(endings, key=len, reverse=True):
        if word.endswith(ending):
            yield from (word[: -len(ending)] + other for other in endings[ending])
            return
    if word[-1] not in "aeiou":
        yield word + "en"


def _abbreviation(words: str) -> str | None:
    return words if " " not in words and len(words) <= 4 and sum(map(str.isupper, words)) >= 2 else None


def _role_word(entry: dict[str, Any], exact: str | None = None) -> RoleWord:
    return RoleWord(
        kind=entry["kind"] or None,
        of=entry["of"],
        rung=entry.get("rung"),
        setting=entry.get("setting"),
        group=entry.get("group"),
        levels=frozenset(entry.get("levels", ())),
        countries=frozenset(entry.get("countries", ())),
        beside=tuple(map(fold_in_place, entry.get("beside", ()))),
        doubtful=entry.get("doubtful", False),
        plain=entry.get("plain", False),
        exact=exact,
    )


def _anchors(
    phrases: dict[str, list[tuple[tuple[str, ...], list[RoleWord]]]], heads: dict[str, dict[str, str]]
) -> frozenset[str]:
    alone = {
        phrase[0] for candidates in phrases.values() for phrase, _ in candidates if len(phrase) == 1
    } | heads.keys()
    telling = {
        next((word for word in phrase if word in alone), phrase[-1])
        for candidates in phrases.values()
        for phrase, _ in candidates
    }
    return runs_of([*telling, *heads, "ph"]) | runs_of(heads, last=True)


def may_hold_role(text: str) -> bool:
    """Whether a closer look for roles in `text` can find any: a quick answer for the many texts that hold none."""
    return _may_hold_role(text) if len(text) <= REMEMBERED else _seems_to_hold_role(text)


def _seems_to_hold_role(text: str) -> bool:
    folded, words = look(text)
    index = role_index()
    if not index.anchors.isdisjoint(words):
        return True
    return any(map(folded.__contains__, index.suffixes))


_may_hold_role = lru_cache(maxsize=4_096)(_seems_to_hold_role)


@cache
def role_index() -> RoleIndex:
    """The index, made once."""
    data = vocabulary("roles")
    by_phrase: dict[tuple[str, ...], list[RoleWord]] = {}
    inflected: dict[tuple[str, ...], list[RoleWord]] = {}
    for entry in data["role"]:
        for words in entry["words"]:
            role_word = _role_word(entry, _abbreviation(words))
            *front, last = words_of(words)
            by_phrase.setdefault((*front, last), []).append(role_word)
            for form in forms(last):
                inflected.setdefault((*front, form), []).append(role_word)
    phrases: dict[str, list[tuple[tuple[str, ...], list[RoleWord]]]] = {}
    for phrase, role_words in (inflected | by_phrase).items():
        phrases.setdefault(phrase[0], []).append((phrase, role_words))
    for candidates in phrases.values():
        candidates.sort(key=lambda pair: -len(pair[0]))
    heads = {
        form: {sort: kind for sort, kind in head.items() if isinstance(kind, str)}
        for head in data["head"]
        for words in head["words"]
        for form in forms("-".join(words_of(words)))
    }
    compounds = [(suffix, _role_word(entry)) for entry in data["compound"] for suffix in entry["suffixes"]]
    return RoleIndex(
        phrases=phrases,
        heads=heads,
        compounds=sorted(compounds, key=lambda pair: -len(pair[0])),
        objects={words_of(word): sort for sort, words in data["objects"].items() for word in words},
        undone=frozenset(map(fold_in_place, data["undone"]["words"])),
        places=frozenset(map(fold_in_place, data["places"]["words"])),
        adjectives=frozenset(data["adjectives"]["words"]),
        behind_adjectives=frozenset(data["adjectives"]["behind"]),
        assisting=frozenset(map(fold_in_place, data["assisting"]["words"])),
        links=frozenset(map(fold_in_place, data["assisting"]["links"])),
        cautious=frozenset(map(fold_in_place, data["cautious"]["words"])),
        anchors=_anchors(phrases, heads),
        suffixes=tuple(suffix for suffix, _ in compounds),
        deciding=frozenset(fold_in_place(word) for entry in data["role"] for word in entry.get("beside", ())),
    )
