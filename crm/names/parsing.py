"""Reading one person's name from words that hold nothing else but titles, suffixes and remarks."""

import re

from crm.names.asides import take_brackets, use_nickname
from crm.names.order import read_core
from crm.names.reading import SLASH, Reading
from crm.names.titles import take_nobility, take_suffixes, take_titles
from crm.names.tokens import (
    bare,
    close_hyphens,
    is_bare_initials,
    is_dotted_initials,
    is_name_word,
    is_particle,
    normal_case,
    pointed,
    straight,
    tidy,
)
from crm.names.vocabulary import folded, is_given, is_never, is_surname, looks_like_surname, vocabulary
from crm.names.writing import PersonName, joined

MOST_WORDS = 14


def read(text: str) -> Reading | None:
    """The name in `text`, which names one person or a part of one; None when it holds none."""
    reading = Reading()
    rest = close_hyphens(tidy(take_brackets(straight(text), reading)))
    words = rest.split()[: MOST_WORDS * 2]
    if not words:
        return None
    lower = rest.islower()
    words = take_titles(words, reading)
    words = [word.strip(",;:") for word in words if word.strip(",;:-*•")]
    words = take_nobility(take_suffixes(words, reading), reading)
    if lower:
        words = _from_lower_case(words)
    words = _name_words(words)[:MOST_WORDS]
    words = take_suffixes(words, reading)
    has_initials = any(map(is_dotted_initials, words)) or _are_initials_of_surname(words)
    if words and not has_initials and _holds_no_name(words, reading):
        return None
    read_core(words, reading)
    everything = "".join(word for word in [*reading.core] if not is_particle(word))
    if everything.isupper():
        reading.given, reading.surname = _recased(reading.given), _recased(reading.surname)
    elif any(word.isupper() and len(word) > 2 for word in reading.core):
        reading.given = [normal_case(word) if word.isupper() and len(word) > 1 else word for word in reading.given]
        reading.surname = [normal_case(word) if word.isupper() and len(word) > 1 else word for word in reading.surname]
    use_nickname(reading)
    return None if reading.is_empty and not reading.suffixes and not reading.titles else reading


def _name_words(words: list[str]) -> list[str]:
    """The stretch of words that can be a name: up to the first that cannot ("Jan Smit coördinator" gives two)."""
    known = vocabulary()
    kept: list[str] = []
    names = 0
    has_initials = has_given = False
    for place, word in enumerate(words):
        clean = word.strip(",;:")
        key = folded(clean)
        if is_dotted_initials(clean) or (not place and _are_initials_of_surname(words)):
            has_initials = True
        elif not (is_particle(clean) or (kept and (key in known.joining or key in known.surname_starts))):
            if not is_name_word(clean) or (kept and bare(clean) in known.roles):
                break
            is_behind_particle = bool(kept) and is_particle(kept[-1]) and is_surname(clean)
            if len(clean) > 2 and is_never(clean) and not (is_given(clean) or is_behind_particle) and names > has_given:
                return kept if has_initials or names > 1 or is_surname(kept[-1]) else []
            has_given = has_given or is_given(clean)
            clean = clean.rstrip(".")
            names += 1
        kept.append(clean)
    while kept and folded(kept[-1]) in known.joining and not is_dotted_initials(kept[-1]):
        kept.pop()
    return kept


def _are_initials_of_surname(words: list[str]) -> bool:
    """Whether the words are capitals without points and a known surname: "PTS van Wijk", "EN Verhoeven"."""
    return (
        len(words) > 1
        and is_bare_initials(words[0])
        and (len(words[0]) < 3 or not is_never(words[0]))
        and is_surname(words[-1])
        and not words[-1].isupper()
        and all(map(is_particle, words[1:-1]))
    )


def _from_lower_case(words: list[str]) -> list[str]:
    """Capitals for a name typed without any ("maartje van der wolk"); nothing when it begins as no name does."""
    if not words or not (is_given(words[0]) or re.fullmatch(r"(?:[^\W\d_]{1,2}\.)+", words[0])):
        return []
    if any(is_never(word) and not is_particle(word) for word in words[1:]) or len(words) > 6 or len(words) == 1:
        return []
    return [
        word if place and is_particle(word) else word.upper() if "." in word else normal_case(word)
        for place, word in enumerate(words)
    ]


def _holds_no_name(words: list[str], reading: Reading) -> bool:
    """Whether the words, without initials, are of the sort that never are a name."""
    names = [word for word in words if not is_particle(word)]
    if reading.addressed or any(title != "pd" for title in reading.titles):
        return False
    if not names:
        return not words[-1][0].isupper() or len(words) == 1
    if is_given(names[0]) and len(names) > 1:
        return is_never(names[0]) and is_never(names[1])
    return any(is_never(word) and not is_given(word) and not is_surname(word) for word in names[:2]) or (
        len(names) == 1 and bare(names[0]) in vocabulary().nobody
    )


def _recased(words: list[str]) -> list[str]:
    """Words in one case throughout, in normal case; initials keep theirs."""
    return [word if is_dotted_initials(word) else normal_case(word) for word in words]


def person(reading: Reading) -> PersonName | None:
    """The reading as a PersonName; None when neither a surname nor a first name was found."""
    if not reading.surname and not reading.given:
        return None
    surname = joined(reading.surname)
    return PersonName(
        titles=tuple(reading.titles),
        initials="".join(pointed(word) for word in reading.initials),
        call_name=" ".join(reading.given),
        prefix=joined(reading.prefix).replace(SLASH, "/"),
        surname=surname,
        suffixes=tuple(reading.suffixes),
    )


def is_known_word(reading: Reading) -> bool:
    """Whether a single word is a known first name or surname."""
    word = (reading.given or reading.surname or [""])[0]
    return is_given(word) or looks_like_surname(word)
