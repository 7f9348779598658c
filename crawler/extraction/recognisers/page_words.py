"""What words say about a page before it is read: in its address, its title, its headings and in links to it."""

import re
from functools import cache, lru_cache
from types import MappingProxyType
from urllib.parse import parse_qsl, unquote, urlsplit

from crawler.extraction.recognisers.vocabulary import fold_in_place, look, plain, runs_of, vocabulary

SAID_OF_PAGE = 0.4
"""How strongly a word says what sort of page it is of, so that it is the name of nothing."""

LONGEST = 2_000
"""Characters of an address or a text that are looked at."""

Hints = MappingProxyType[str, float]
"""Kind of page → how strongly the words say so, 0 to 1. Kinds are those of `PageKind` but `other`, and `news`,
`events`, `vacancy`, `contact`, `legal`, `tool`, `student_life`, and `work` for what somebody published or does; these
are all sorts of `other`."""

_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)?")
_PIECE = re.compile(r"[^\W_]+")
_DATED = re.compile(r"/(?:19|20)\d\d/(?:0?[1-9]|1[0-2])(?:/|$)|/page/\d{2,}|[?&](?:page|p|start|offset)=\d{3,}")
_SESSION = re.compile(r";jsessionid|[0-9a-f]{32}", re.IGNORECASE)
_NEVER = re.compile(r"\s*(?:javascript|mailto|tel|data|ftp|whatsapp|callto|sms):", re.IGNORECASE)
_OUT_OF_ORDER = re.compile(r"[\s:.()•\-–]+$")

Table = dict[str, list[tuple[tuple[str, ...], str, float]]]


@cache
def _table(name: str) -> Table:
    """First word → (whole phrase, kind, weight)."""
    table: Table = {}
    for kind, words in vocabulary("page_words")[name].items():
        for words_of, weight in words.items():
            phrase = tuple(_WORD.findall(fold_in_place(plain(words_of)).replace("-", " ")))
            table.setdefault(phrase[0], []).append((phrase, kind, weight))
    return table


def _hints(words: list[str], table: Table) -> dict[str, float]:
    """Per kind: the strongest word, and half of what the next one adds."""
    found: dict[str, list[float]] = {}
    for position, word in enumerate(words):
        for phrase, kind, weight in table.get(word, ()):
            if tuple(words[position : position + len(phrase)]) == phrase:
                found.setdefault(kind, []).append(weight)
    scores = {}
    for kind, weights in found.items():
        strongest, *others = sorted(weights, reverse=True)
        scores[kind] = round(min(1.0, strongest + 0.5 * (others[0] if others else 0.0) * (1 - strongest)), 3)
    return scores


@lru_cache(maxsize=4_096)
def url_hint(url: str) -> Hints:
    """What the words of the address `url` say about the page's kind. Directories weigh as much as the last part."""
    try:
        parts = urlsplit(url[:LONGEST].strip())
    except ValueError:
        return MappingProxyType({})
    path = fold_in_place(unquote(parts.path))
    words = _PIECE.findall(f"{parts.netloc.partition('.')[0]} {path}".lower())
    scores = _hints(words, _table("url"))
    keys = {key.lower() for key, _ in parse_qsl(parts.query)}
    if keys & set(vocabulary("page_words")["waste"]["records"]) and {"course", "course_list"} & scores.keys():
        scores["course"] = max(scores.get("course", 0.0), 0.8)
    _sharpen(path, scores)
    return MappingProxyType(scores)


def _sharpen(path: str, scores: dict[str, float]) -> None:
    """A list word that ends the path is the list ("/courses/"); with something behind it, it is one of it."""
    segments = [segment for segment in path.split("/") if segment and not segment.startswith("index.")]
    if not segments:
        return
    last = set(_PIECE.findall(segments[-1]))
    for one, many in (("course", "course_list"), ("person", "directory")):
        if one in scores and many in scores:
            ends = any(word in last for word in _list_words(many))
            lowered = one if ends else many
            scores[lowered] = round(scores[lowered] * 0.5, 3)


@cache
def _list_words(kind: str) -> frozenset[str]:
    return frozenset(fold_in_place(word) for word in vocabulary("page_words")["url"][kind])


@cache
def _text_triggers() -> frozenset[str]:
    return runs_of(words for words_of in vocabulary("page_words")["text"].values() for words in words_of)


@lru_cache(maxsize=4_096)
def _text_hint(text: str) -> Hints:
    if _text_triggers().isdisjoint(look(text)[1]):
        return MappingProxyType({})
    return MappingProxyType(_hints(_WORD.findall(fold_in_place(plain(text)).replace("-", " ")), _table("text")))


def is_page_word(text: str) -> bool:
    """Whether one word says what sort of page it heads or leads to, and so names no course: "Teaching", "Docenten"."""
    hints = text_hint(text) if " " not in text.strip() else {}
    return max(hints.get("course_list", 0.0), hints.get("directory", 0.0)) >= SAID_OF_PAGE


def text_hint(text: str) -> Hints:
    """What the words of a title, heading or anchor say about the kind of page they head or lead to."""
    return _text_hint(text[:LONGEST])


@lru_cache(maxsize=4_096)
def link_score(url: str, anchor: str = "") -> float:
    """How likely a link leads to programmes, courses or staff, 0 to 1; 0.3 where its words say nothing.

    Files, log-ins, calendars, print views and session addresses score 0 or nearly so. A site's pages have most of their
    links in common, so answers are kept.
    """
    waste = vocabulary("page_words")["waste"]
    url = url[:LONGEST]
    bare = url.partition("#")[0].partition("?")[0].lower()
    if _NEVER.match(url) or bare.endswith(tuple(waste["endings"])):
        return 0.0
    hints = [url_hint(url), text_hint(anchor[:300])]
    worth: dict[str, float] = vocabulary("page_words")["worth"]
    good = max((worth[kind] * score for hint in hints for kind, score in hint.items() if worth[kind] > 0), default=0.0)
    bad = min((worth[kind] * score for hint in hints for kind, score in hint.items() if worth[kind] < 0), default=0.0)
    both = 0.15 if all(any(worth[kind] > 0.5 for kind in hint) for hint in hints) else 0.0
    score = 0.3 + 0.6 * good + both + 0.55 * bad
    score -= 0.2 * _wasted(url, waste["queries"])
    return round(min(1.0, max(0.0, score)), 3)


def _wasted(url: str, queries: list[str]) -> float:
    """How much of an address is a view, a session or an archive rather than a page: 0 to 1.5."""
    wasted = 1.0 if _DATED.search(url) else 0.0
    if _SESSION.search(url):
        wasted = max(wasted, 1.0)
    query = url.partition("?")[2].lower()
    if query:
        keys = {pair.partition("=")[0] for pair in re.split(r"[&;]", query)}
        wasted += 0.5 * bool(keys & set(queries)) + 0.5 * (len(keys) > 4)
    return min(1.5, wasted)


@cache
def _groups() -> dict[str, str]:
    groups: dict[str, list[str]] = vocabulary("page_words")["groups"]
    return {_group_key(words): group for group, phrases in groups.items() for words in phrases}


@cache
def _gone() -> frozenset[str]:
    """First words of groups of people who are no longer there: "Retired faculty members"."""
    return frozenset(map(_group_key, vocabulary("page_words")["gone"]["words"]))


def _group_key(text: str) -> str:
    return " ".join(
        _WORD.findall(re.sub(r"[·*](?:e|in|innen|s|trice)\b", "", fold_in_place(plain(text))).replace("·", ""))
    )


def group_hint(text: str) -> str | None:
    """Which group of people a heading, badge or folder names, or None. Only staff are contacts.

    Groups: `staff`, `service`, `student` (doctoral ones too), `alumni` (emeriti too), `outsider`.

    The heading may hold a few words more ("PhD students in our group"), a number or a year.
    """
    if not text or len(text) > 90:
        return None
    return _group(text)


def is_group(text: str) -> bool:
    """Whether a text is the name of a group of people and nothing else ("Inhaber der Professur", "PhD students")."""
    if len(text) > 90:
        return False
    key = _group_key(text)
    first, _, rest = key.partition(" ")
    return key in _groups() or (first in _gone() and rest in _groups())


def is_gone(text: str) -> bool:
    """Whether a text is the name of a group of people who are gone and nothing else ("Retired faculty members")."""
    return is_group(text) and group_hint(text) == "alumni"


@cache
def _still() -> frozenset[str]:
    """Words of such groups that say that some of them still are there: "Past and *present* members"."""
    return frozenset(map(_group_key, vocabulary("page_words")["gone"]["but_still"]))


@cache
def _no_groups() -> re.Pattern[str]:
    phrases = map(_group_key, vocabulary("page_words")["no_group"]["words"])
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, phrases))})\b")


@lru_cache(maxsize=4_096)
def _group(text: str) -> str | None:
    groups = _groups()
    key = re.sub(r"\b\d+\b", "", _group_key(_OUT_OF_ORDER.sub("", text))).strip()
    if key in groups:
        return groups[key]
    words = key.split()
    if not 1 < len(words) <= 6 or _no_groups().search(key):
        return None
    if words[0] in _gone() and _still().isdisjoint(words):
        return "alumni"
    found = {
        size: groups[phrase]
        for size in range(min(4, len(words) - 1), 0, -1)
        for start in range(len(words) - size + 1)
        if (phrase := " ".join(words[start : start + size])) in groups and (size > 1 or len(phrase) > 5)
    }
    return found[max(found)] if found else None
