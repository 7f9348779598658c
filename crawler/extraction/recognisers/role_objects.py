"""What a role is of: "opleidingsmanager *HBO-ICT*", "Professor of *Anthropology*", "director of the *MA program*"."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from crawler.extraction.recognisers.role_words import Token, role_index, tokens
from crawler.extraction.recognisers.vocabulary import any_of, fold_in_place, plain_in_place, vocabulary

LONGEST = 90
"""Characters of the longest object."""

SHORT = 3
"""Letters of a word for a programme that is a surname too ("Ma")."""

MOST_BEFORE = 3
"""Words behind a comma among which the word for a programme stands."""

_CONJUNCTIONS = frozenset(("en", "and", "und", "et", "&"))
_NAME_LINKS = frozenset(("voor", "of", "for", "in", "van", "der", "fur", "de", "des", "du"))
"""After a noun, these make it part of the name: "Academie voor ICT"."""

_COMMA = re.compile(r"\s*,\s+")
_UNITS = frozenset(("faculty", "department"))
"""What may stand behind a head word and a comma: "Chair, Department of Chemistry"."""

_END = re.compile(r"[,;|•()\[\]\n/]|\.(?:\s|$)|\s[-–—]\s|:\s")


@dataclass(frozen=True, slots=True)
class RoleObject:
    """The thing: its name as written, what sort of thing it is where a word says so, and where it ends."""

    name: str | None
    sort: str | None
    end: int
    noun: str | None = None
    """The word that gave the sort ("minor")."""
    doubtful: bool = False


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], frozenset[str]]:
    data = vocabulary("roles")["object"]
    links = re.compile(rf"\s*(?:{any_of(data['links'])}\s|{any_of(['de la', 'du', 'des'])}\s|d'|l')")
    stops = re.compile(rf"\s{any_of(data['stops'])}(?=\s)")
    return links, stops, frozenset(map(fold_in_place, data["never"]))


def sort_of_thing(words: Sequence[str], *, last: bool = False) -> str | None:
    """The sort (`course`, `programme`, `faculty`, …) of the first, or `last`, of `words` that names a sort of thing."""
    found = _named(words, last=last)
    return found[0] if found else None


def _named(words: Sequence[str], *, last: bool) -> tuple[str, str, int] | None:
    objects = role_index().objects
    best = None
    for position in range(len(words)):
        for size in (2, 1):
            phrase = tuple(words[position : position + size])
            if len(phrase) == size and phrase in objects:
                best = (objects[phrase], " ".join(phrase), position + size)
                if not last:
                    return best
                break
    return best


def _segment(text: str, start: int) -> int:
    """Where the words that begin at `start` end: at punctuation or a word that begins something else."""
    limit = min(len(text), start + LONGEST)
    folded = fold_in_place(plain_in_place(text[start:limit]))
    ends = [limit - start]
    if match := _END.search(folded):
        ends.append(match.start())
    for match in _patterns()[1].finditer(folded):
        if not (match.group().strip() in _CONJUNCTIONS and _goes_on(text[start + match.end() : limit])):
            ends.append(match.start())
            break
    return start + min(ends)


def _goes_on(text: str) -> bool:
    """Whether what follows "en" or "and" is more of the same ("Nederlands en Engels") and not another role."""
    words = tokens(text[:40])
    return bool(words) and text[words[0].start].isupper() and not _begins_role(words)


def _behind(text: str, start: int) -> tuple[int, str]:
    """Where an object behind `start` begins, and the link word before it ("of the")."""
    links = _patterns()[0]
    folded = fold_in_place(plain_in_place(text[start : start + 20]))
    link = links.match(folded)
    return (start + link.end(), link.group().strip()) if link else (start, "")


def object_of_head(text: str, words: Sequence[Token], position: int) -> RoleObject | None:
    """What the head word at `position` is head of, where a word for a sort of thing stands behind or just before it."""
    start, link = _behind(text, words[position].end)
    comma = _COMMA.match(text, start) if not link else None
    if comma is not None:
        start, link = comma.end(), "of"
    end = _segment(text, start)
    behind = [token for token in words[position + 1 :] if start <= token.start and token.end <= end]
    if comma is not None and not _is_post_of(behind):
        behind, link = [], ""  # "our Placements Coordinator, Jo Bos": what it is of stands before
    noun_phrase = _until_link(behind) if link in {"of", "of the", "for", "for the"} else behind[:4]
    found = _named([token.word for token in noun_phrase], last=link.startswith(("of", "for")))
    if found:
        sort, noun, after = found
        rest = behind[after:] if after < len(behind) else []
        whole = link.startswith(("of", "for")) or not rest or rest[0].word in _NAME_LINKS
        name = text[behind[0 if whole else after].start : end]
        return RoleObject(_tidy(name), sort, end, noun)
    before = [
        token
        for token in words[max(0, position - 4) : position]
        if not _END.search(text, token.end, words[position].start)
    ]
    found = _named([token.word for token in before], last=False)
    if found and not link:
        return RoleObject(_tidy(text[before[0].start : words[position].start]), found[0], words[position].end, found[1])
    return None


def _is_post_of(behind: Sequence[Token]) -> bool:
    """Whether what follows a head word and a comma is what it heads: "Chair, Department of X", "Head, MA Programs"."""
    if sort_of_thing([token.word for token in behind[:1]]) in _UNITS:
        return True
    return any(len(token.word) > SHORT and sort_of_thing([token.word]) == "programme" for token in behind[:MOST_BEFORE])


def _until_link(tokens_behind: Sequence[Token]) -> list[Token]:
    kept: list[Token] = []
    for token in tokens_behind:
        if token.word in {"in", "of", "for", "at", "voor", "van"}:
            break
        kept.append(token)
    return kept


def object_of_role(text: str, words: Sequence[Token], first: int, last: int) -> RoleObject | None:
    """What stands behind a role word as its object, or is hyphened before it ("ICT-docent"), or None."""
    hyphened = _hyphened_before(text, words[first].start)
    if hyphened:
        return RoleObject(hyphened, None, words[last].end)
    after = words[last].end
    start, link = _behind(text, after)
    comma = re.match(r"\s*,\s+", text[start : start + 4]) if not link else None
    if comma:
        start += comma.end()
    end = _segment(text, start)
    behind = [token for token in words[last + 1 :] if start <= token.start and token.end <= end]
    if not behind or behind[0].start - start > 2:
        return None
    sort = sort_of_thing([token.word for token in _until_link(behind)[:4]], last=link.startswith("of"))
    if comma and sort not in {"faculty", "department", "programme", "course"}:
        return None
    name = _tidy(text[start:end])
    if not name or not _may_be_object(text, behind, link, sort):
        return None
    named = _without_noun(text, behind, end) if sort in {"programme", "course"} and not link.startswith("of") else None
    return RoleObject(named or name, sort, end)


def _may_be_object(text: str, behind: Sequence[Token], link: str, sort: str | None) -> bool:
    first = behind[0]
    if first.word in _patterns()[2] or _begins_role(behind):
        return False
    written = text[first.start]
    return bool(link) or sort is not None or written.isupper() or written.isdigit()


def _begins_role(words: Sequence[Token]) -> bool:
    """Whether `words` begin with another role ("docent *onderzoeker*")."""
    index = role_index()
    said = [token.word for token in words[:8]]
    return (
        any(tuple(said[: len(phrase)]) == phrase for phrase, _ in index.phrases.get(said[0], ()))
        or said[0] in index.heads
    )


def _without_noun(text: str, behind: Sequence[Token], end: int) -> str | None:
    """ "Informatica" of "opleiding Informatica"."""
    if len(behind) > 1 and sort_of_thing([behind[0].word]) and behind[1].word not in _NAME_LINKS:
        return _tidy(text[behind[1].start : end])
    return None


def _hyphened_before(text: str, start: int) -> str | None:
    match = re.search(r"([^\W_][\w&+.-]{0,40})-$", text[max(0, start - 45) : start])
    return match[1] if match and match[1].casefold() not in role_index().undone else None


def _tidy(name: str) -> str | None:
    tidied = " ".join(name.split()).strip(" -–:'\"“”")
    return tidied[:LONGEST] or None
