"""The language a course is taught in, and the language a page is written in."""

import re
from collections import Counter
from functools import cache

from crawler.extraction.recognisers.vocabulary import any_of, fold_in_place, letter_runs, plain, vocabulary

LONGEST = 4_000
"""Characters of a page that are looked at: enough for some six hundred words."""

LONGEST_VALUE = 200
"""Characters of a value that are looked at."""

FEWEST = 4
"""Function words that a text must have before they decide anything."""

_WORD = re.compile(r"[a-zß-ÿ]+(?:'[a-zß-ÿ]+)?")
_TAG = re.compile(r"\s*([a-zA-Z]{2,3})(?:[-_][\w-]{1,20})?\s*")


@cache
def _names() -> tuple[dict[str, str], re.Pattern[str]]:
    table = {fold_in_place(word): code for code, words in vocabulary("languages")["names"].items() for word in words}
    return table, re.compile(rf"(?<!\w)({any_of(word for word in table if len(word) > 2)})(?!\w)")


@cache
def _function_words() -> dict[str, tuple[str, ...]]:
    languages: dict[str, list[str]] = {}
    for code, words in vocabulary("languages")["function_words"].items():
        for word in words:
            languages.setdefault(word, []).append(code)
    return {word: tuple(codes) for word, codes in languages.items()}


def find_languages(text: str) -> list[str]:
    """The languages of instruction named in a value ("Nederlands, deels Engels"), as ISO 639-1 codes, each once.

    Two-letter codes count only as the whole value or a part between commas and slashes.
    """
    folded = fold_in_place(plain(text[:LONGEST_VALUE]))
    table, pattern = _names()
    parts = [
        (match.start(), part) for match in re.finditer(r"[^,;/|&+()]+", folded) if (part := match.group().strip(" .:"))
    ]
    found = [(start, table[part]) for start, part in parts if part in table]
    found += [(match.start(), table[re.sub(r"[\s-]+", " ", match[1])]) for match in pattern.finditer(folded)]
    return list(dict.fromkeys(code for _, code in sorted(found)))


def instruction_language(text: str) -> str | None:
    """The one language of instruction that a value names first, or None."""
    languages = find_languages(text)
    return languages[0] if languages else None


def page_language(html_lang: str | None, text: str) -> str | None:
    """The language of a page (ISO 639-1) from its function words; its `lang` attribute where those are few or even.

    The attribute is not believed against the words: templates copy it wrongly.
    """
    declared = _declared(html_lang)
    counts: Counter[str] = Counter()
    languages = _function_words()
    words = _words(plain(text[:LONGEST]).lower())
    for word, times in Counter(filter(languages.__contains__, words)).items():
        for code in languages[word]:
            counts[code] += times
    ranked = counts.most_common(2)
    if not ranked or ranked[0][1] < FEWEST:
        return declared
    (best, most), second = ranked[0], ranked[1][1] if len(ranked) > 1 else 0
    if declared is not None and declared in counts and counts[declared] * 1.5 >= most:
        return declared
    if declared and declared not in vocabulary("languages")["function_words"] and most < 3 * FEWEST:
        return declared
    return best if most >= 1.2 * second else declared or best


def _words(small: str) -> list[str]:
    """The words of a text in small letters; few have an apostrophe, and only those need a closer look."""
    if "'" not in small:
        return letter_runs(small)
    pieces = small.split()
    closer = [piece for piece in pieces if "'" in piece]
    return letter_runs(" ".join([piece for piece in pieces if "'" not in piece])) + _WORD.findall(" ".join(closer))


def _declared(html_lang: str | None) -> str | None:
    match = _TAG.fullmatch(html_lang) if html_lang and len(html_lang) < 40 else None
    if match is None:
        return None
    code = match[1].lower()
    return (
        code
        if len(code) == 2
        else {"nld": "nl", "dut": "nl", "eng": "en", "deu": "de", "ger": "de", "fra": "fr", "fre": "fr"}.get(code)
    )
