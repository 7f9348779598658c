"""Names of businesses in running text: runs of words with capitals, and where such a run is a business's name."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum

from crm.identity.companies import name_key, own_domain
from crm.imports.cases.vocabulary import folded
from crm.text import fold

_WORD = re.compile(r"(?:[A-Z]\.(?:[A-Z]\.)+|[\w'’&+-]+(?:\.(?=[A-Za-z]\.))?(?:[A-Za-z]\.)*)", re.UNICODE)
_ENDINGS = ("zn", "b.v", "v.o.f", "n.v", "inc", "ltd", "co")
MOST_WORDS = 7
_BEFORE = 40
"""Characters before a name that are looked at."""


@dataclass(frozen=True, slots=True)
class Run:
    """Words with capitals that follow one another, and where they stand."""

    start: int
    end: int
    text: str


def runs(text: str) -> list[Run]:
    """The runs of words with capitals in a text; small words inside a name go along."""
    found: list[Run] = []
    words = list(_WORD.finditer(text))
    number = 0
    while number < len(words):
        last = _run_from(text, words, number)
        if last is None:
            number += 1
            continue
        start, end = words[number].start(), words[last].end()
        if text[end : end + 1] == "." and fold(words[last][0]) in {fold(one) for one in _ENDINGS}:
            end += 1
        found.append(Run(start, end, text[start:end]))
        number = last + 1
    return found


def _run_from(text: str, words: list[re.Match[str]], number: int) -> int | None:
    """The last word of the run that begins with a word; None where none begins there."""
    if not _has_capital(words[number][0]) or fold(words[number][0]) in folded("names", "never"):
        return None
    last = number
    for after in range(number + 1, min(number + MOST_WORDS, len(words))):
        gap = text[words[after - 1].end() : words[after].start()]
        if gap.strip() not in {"", "&"} and not (gap.strip() == "." and fold(words[after - 1][0]) in {"st", "dr"}):
            break
        word = words[after][0]
        if _has_capital(word):
            last = after
        elif fold(word) not in folded("names", "inside") and word != "&":
            break
    return last


def _has_capital(word: str) -> bool:
    return word[:1].isupper() or (word[:1] in "'’" and word[1:2].isupper())


def is_name_alone(text: str) -> bool:
    """Whether a text is a name and nothing more: all its words belong to one run of capitals."""
    bare = re.sub(r"\s*[(\[].*$", "", text).strip(" :-–*")
    found = runs(bare)
    return len(found) == 1 and found[0].start == 0 and found[0].end >= len(bare.rstrip("."))


def is_sort(word: str) -> bool:
    """Whether a word says what sort of business it is: "Bakkerij", "Drukkerij"."""
    plain = fold(word)
    return plain in folded("names", "sorts") or (
        plain not in folded("names", "no_sorts") and plain.endswith(tuple(folded("names", "sort_endings")))
    )


def is_business(name: str) -> bool:
    """Whether a name says itself that it is a business's: by its sort, in front or behind, or by a legal form."""
    words = name.split()
    return bool(words) and (
        is_sort(words[0])
        or (len(words) > 1 and fold(words[-1]) in folded("names", "sorts_behind"))
        or f" {name_key(name)}" != f" {_without_article(fold(name))}"
    )


def _without_article(folded_name: str) -> str:
    """A folded name as `name_key` has it where no legal form stands behind it."""
    return name_key(f"{folded_name} x").removesuffix(" x")


def organisation_of(text: str, email: str = "") -> str:
    """Whom somebody is of, in a text that may say what they are there: "Accountmanager MKB Zeebank" is "Zeebank".

    "" where it says a function and nothing more. Words of the domain of the address `email` are never a function.
    """
    parts = [part for part in re.split(r"[,|/()]|\s[-–]\s", text) if part.strip()]
    said = [_said_of(part.split(), domain_letters(email)) for part in parts]
    if not any(function for function, _whose in said):
        return text.strip()
    named = [whose for _function, whose in sorted(said, key=lambda one: not one[0]) if whose]
    return next((whose for whose in named if in_domain(whose, email)), named[0] if named else "")


def in_domain(name: str, email: str) -> bool:
    """Whether a word of a name stands in the domain of an address, or that in a word of it."""
    domain = domain_letters(email)
    return bool(domain) and any(_is_in(word, domain) for word in name.split())


def _said_of(words: list[str], domain: str) -> tuple[bool, str]:
    """Whether words say a function, and without it whose; what stands behind "bij" goes before all."""
    functions = [number for number, word in enumerate(words) if _is_function(word) and not _is_in(word, domain)]
    if not functions or is_sort(words[0]):
        return False, " ".join(words)
    behind = next(
        (n for n, word in enumerate(words) if n > functions[0] and fold(word) in folded("titles", "at")), None
    )
    rest = words[behind + 1 :] if behind is not None else [w for n, w in enumerate(words) if n not in functions]
    bodies = folded("titles", "bodies")
    named = [n for n, word in enumerate(rest) if _is_in(word, domain) or is_sort(word) or fold(word) in bodies]
    if named:
        rest = rest[named[0] :]
    return True, " ".join(_without_beside(rest))


def _without_beside(words: list[str]) -> list[str]:
    """Words without those in front and behind that only say of what a function is."""
    names = [n for n, word in enumerate(words) if fold(word) not in folded("titles", "beside") and fold(word)]
    return words[names[0] : names[-1] + 1] if names else []


def _is_function(word: str) -> bool:
    plain = fold(word)
    known = plain in folded("reach", "functions") or plain in folded("titles", "words")
    return known or plain.endswith(tuple(folded("titles", "endings")))


def _is_in(word: str, domain: str) -> bool:
    plain = _letters(word)
    return len(plain) > 3 and len(domain) > 3 and (plain in domain or domain in plain)


def domain_letters(email: str) -> str:
    """The letters and figures of an address's own domain without its ending; "" where many share it."""
    return _letters((own_domain(email) or "").rpartition(".")[0])


def _letters(text: str) -> str:
    return fold(text).replace(" ", "")


class Strength(IntEnum):
    """How surely a name in a text is that of a business; less is surer."""

    DOMAIN = 0
    SORT = 1
    ANNOUNCED = 2
    FIRST = 3
    SORT_ALONE = 5


def named_in(text: str, email: str = "") -> tuple[Strength, str] | None:
    """The name of a business in a text, and how surely it is one."""
    ranked = sorted(_ranked(text, email), key=lambda one: one[0])
    return (ranked[0][0][0], ranked[0][1].text) if ranked else None


def name_in(text: str, email: str = "") -> str:
    """The name of a business in a text, "" where there is none.

    A name like the domain of the address `email` before all; then one that says its sort ("Bakkerij …"), one behind a
    word that announces it ("bij …", "we at …"), and a run of two words with which a sentence begins.
    """
    found = named_in(text, email)
    return found[1] if found is not None else ""


def _ranked(text: str, email: str) -> Iterator[tuple[tuple[Strength, int], Run]]:
    domain = domain_letters(email)
    for run in runs(text):
        words = run.text.split()
        key = name_key(run.text).replace(" ", "")
        before = fold(text[max(run.start - _BEFORE, 0) : run.start]).rpartition(" ")[2]
        if domain and len(key) >= 4 and (key in domain or domain in fold(run.text).replace(" ", "")):
            yield (Strength.DOMAIN, run.start), run
        elif len(words) > 1 and is_business(run.text):
            yield (Strength.SORT, run.start), run
        elif len(words) > 1 and before in folded("names", "before"):
            yield (Strength.ANNOUNCED, run.start), run
        elif len(words) > 1 and _begins_sentence(text, run):
            yield (Strength.FIRST, run.start), run
        elif is_sort(words[0]) and len(words) == 1 and before in folded("names", "before"):
            yield (Strength.SORT_ALONE, run.start), run


def _begins_sentence(text: str, run: Run) -> bool:
    before = text[max(run.start - _BEFORE, 0) : run.start].rstrip(" (\"'“")
    return not before or before[-1] in ".?!:\n"
