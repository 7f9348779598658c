"""What stands round a name: titles and words of address before it, suffixes behind it."""

from crm.names.reading import Reading
from crm.names.tokens import (
    bare,
    is_dotted_initials,
    is_name_word,
    is_particle,
    is_suffix,
    written_suffix,
)
from crm.names.vocabulary import is_given, is_surname, vocabulary

_LONGEST_FIELD = 4
"""Words that say of what somebody is a lector or professor."""


def _take_address(words: list[str], reading: Reading) -> int:
    """Words of address at the start of `words`: how many, noted on `reading`."""
    known = vocabulary()
    if words and _is_capital_initials(words[0]) and len(bare(words[0])) > 1:
        return 0
    keys = [bare(word) for word in words[:2]]
    if tuple(keys) in known.address_phrases:
        reading.addressed = True
        return 2
    if keys and keys[0] in known.address and len(words) > 1:
        reading.addressed = True
        return 1
    return 0


def _is_english_mister(words: list[str], reading: Reading) -> bool:
    """Whether "Mr" is the English address and not the Dutch title: without a point and before a name, not initials."""
    if words[0] != "Mr" or len(words) < 2 or not is_name_word(words[1]) or (bare(words[1]),) in vocabulary().titles:
        return False
    reading.addressed = is_given(words[1]) or len(words) == 2
    return reading.addressed


def take_titles(words: list[str], reading: Reading) -> list[str]:
    """`words` without the titles, address and role words they begin with."""
    known = vocabulary()
    start = 0
    while start < len(words):
        if words[start] == "Mr" and _is_english_mister(words[start:], reading):
            start += 1
            continue
        for size in range(min(known.longest_title, len(words) - start), 0, -1):
            taken = words[start : start + size]
            title = None if any(map(_is_capital_initials, taken)) else known.titles.get(tuple(map(bare, taken)))
            if title and not (start + size == len(words) and start == 0 and is_surname(words[start])):
                reading.titles.append(title)
                start += size
                break
        else:
            address = _take_address(words[start:], reading)
            if address:
                start += address
            elif _is_role(words[start]) and not reading.addressed:
                start += 1
            elif field := _field_of(words[start:], reading):
                start += field
            else:
                break
    return words[start:]


def _field_of(words: list[str], reading: Reading) -> int:
    """How many words behind a function say of what, where a title follows ("Lector Bouwtechniek dr. E. Holleman")."""
    if not reading.titles or reading.titles[-1].endswith("."):
        return 0
    known = vocabulary().titles
    for count in range(1, min(_LONGEST_FIELD, len(words) - 1) + 1):
        word = words[count]
        if word.endswith(".") and (bare(word),) in known and not _is_capital_initials(word):
            return 0 if any(is_given(one) or is_dotted_initials(one) for one in words[:count]) else count
    return 0


def _is_role(word: str) -> bool:
    return bare(word).strip("-") in vocabulary().roles and not _is_capital_initials(word)


def take_nobility(words: list[str], reading: Reading) -> list[str]:
    """`words` without a title of nobility between first names and surname, which goes to the titles."""
    known = vocabulary().nobility
    at = next((place for place, word in enumerate(words) if place and word in known and place + 1 < len(words)), None)
    if at is None:
        return words
    reading.titles.append(words[at])
    return words[:at] + words[at + 1 :]


def _is_capital_initials(word: str) -> bool:
    """Whether a word that has the letters of a title is initials ("D.R." is no doctor, "E.M." not emeritus)."""
    return word.isupper() and is_dotted_initials(word)


def _is_title_here(word: str) -> bool:
    known = vocabulary().titles.get((bare(word),), "").endswith(".") and not _is_capital_initials(word)
    return known and (word.endswith(".") or word.islower())


def take_suffixes(words: list[str], reading: Reading) -> list[str]:
    """`words` without the suffixes (and titles written behind) at their end."""
    end = len(words)
    found: list[str] = []
    has_given = len(words) > 1 and (is_dotted_initials(words[0]) or is_given(words[0]) or bool(reading.titles))
    while end > 0:
        word = words[end - 1].strip(",")
        if is_suffix(word) and not (is_dotted_initials(word) and word.isupper() and not has_given):
            if end == 1 and len(word) < 3 and not any(c.isupper() for c in word[1:]):
                break
            found.append(written_suffix(word))
        elif end > 1 and _is_title_here(word):
            reading.titles.append(vocabulary().titles[(bare(word),)])
        elif end > 2 and has_given and _is_unknown_suffix(words, end):
            found.append(word.strip(".,"))
        else:
            break
        end -= 1
    reading.suffixes = [*found[::-1], *reading.suffixes]
    return words[:end]


def _is_unknown_suffix(words: list[str], end: int) -> bool:
    """Whether the last word is letters in capitals after a surname that is not ("Sjaak Aartsen-Li CPC")."""
    word, before = words[end - 1].strip("."), words[end - 2]
    return word.isupper() and word.isalpha() and 2 <= len(word) <= 5 and not before.isupper() and before[0].isupper() \
        and not is_dotted_initials(before) and not is_particle(before) and not is_surname(word)  # fmt: skip
