"""Which words of a name are initials, first names, prefix and surname, in whatever order they stand."""

import re

from crm.names.reading import Reading, split_prefix
from crm.names.tokens import is_bare_initials, is_dotted_initials, is_name_word, is_particle, is_unsayable, normal_case
from crm.names.vocabulary import folded, is_given, is_surname, looks_like_surname, vocabulary

_PINYIN = re.compile(
    "(?:(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])?(?:iang|iong|uang|ang|eng|ong|iao|ian|ing|uai|uan|ai|ei|ao|ou|an|en|ia|ie|iu|in|"
    "ua|uo|ui|un|ue|a|o|e|i|u)){2}"
)
_VIETNAMESE_MIDDLE = frozenset({"van", "thi"})
_GIVEN_STARTS = frozenset({"abdel", "abd", "abdul", "abdoul", "abou"})
_JOINED_GIVEN = frozenset({"del", "de", "la", "los", "las"})
_BALINESE = frozenset({"made", "wayan", "nyoman", "ketut", "gede", "gusti", "komang", "kadek", "putu", "nengah"})


def read_core(words: list[str], reading: Reading) -> None:
    """Divide name words into initials, given names, prefix and surname."""
    if not words:
        return
    if capitals := _capital_surname_first(words):
        given = words[capitals:]
        reading.given = [word for word in given if not is_dotted_initials(word) and not is_particle(word)]
        reading.initials = [word for word in given if is_dotted_initials(word)]
        split_prefix(words[:capitals], reading)
        reading.surname = [normal_case(word) for word in reading.surname]
        return
    start = 0
    while start < len(words) and _is_initials_at(words, start):
        reading.initials.append(words[start])
        start += 1
    rest = words[start:]
    if not start:
        _read_without_initials(rest, reading)
    elif rest:
        count = _given_after_initials(rest)
        reading.given = rest[:count]
        split_prefix(rest[count:], reading)


def _given_after_initials(words: list[str]) -> int:
    """How many first names follow the initials ("J. Peter van der Berg" has one)."""
    known = vocabulary()
    count = 0
    while count < len(words) - 1:
        word, after = words[count], words[count + 1]
        if is_particle(word) or not is_given(word) or not is_name_word(word) or folded(word) in known.surname_starts:
            break
        if folded(after) in known.joining or (is_surname(word) and len(words) - count <= 2):
            break
        count += 1
    return count


def _is_initials_at(words: list[str], place: int) -> bool:
    """Whether the word at `place`, with only initials before it, is initials too."""
    word = words[place]
    if is_dotted_initials(word):
        return not (place == 0 and len(words) == 1 and len(word) > 5)
    if len(words) == 1 or not is_bare_initials(word) or (word == "I" and folded(words[1]) in _BALINESE):
        return False
    if len(word) == 1 or word == "IJ":
        return True
    return place + 1 < len(words) and not is_particle(word) and _are_capital_initials(word, words[place + 1], words)


def _are_capital_initials(word: str, follows: str, words: list[str]) -> bool:
    """Whether capitals without points before `follows` are initials ("HJM Teunissen") and no surname ("BULT J.")."""
    if is_dotted_initials(follows):
        return False
    if all(other.isupper() for other in words):
        return len(word) <= 3 or (is_unsayable(word) and not _is_first_name_only(follows))
    return True


def _capital_surname_first(words: list[str]) -> int:
    """How many words in capitals begin a name whose rest is not in capitals ("VAN DIJK Jan"): 0 when none."""
    count = 0
    for word in words:
        if not word.isupper() or len(word) == 1 or is_dotted_initials(word):
            break
        count += 1
    if count in {0, len(words)}:
        return 0
    first, after = words[0], words[count]
    if is_dotted_initials(after) or not after[0].isupper() or is_particle(after):
        return 0
    initials = len(first) <= 4 and is_bare_initials(first) and (is_unsayable(first) or not is_given(after))
    if count == 1 and (initials or (is_given(first) and not is_surname(first))):
        return 0
    return count


def _read_without_initials(words: list[str], reading: Reading) -> None:
    """Divide words that begin with a name: a surname alone, surname first, or first name first."""
    if len(words) == 1 and not is_particle(words[0]):
        _read_single(words[0], reading)
    elif at := _trailing_initials(words):
        behind = [word for word in words[at:] if is_particle(word) and not word.isupper()]
        reading.initials = [word for word in words[at:] if word not in behind]
        split_prefix(words[:at], reading)
        reading.prefix += behind
    elif count := _surname_count(words):
        split_prefix(words[:count], reading)
        reading.given = words[count:]
    elif _is_surname_only(words, reading):
        split_prefix(words, reading)
    else:
        _read_given_first(words, reading)


def _surname_count(words: list[str]) -> int:
    """How many words of surname stand before the first name, where no comma shows it; 0 when the surname is last."""
    if len(words) > 2 and is_particle(words[0]) and not is_particle(words[-2]) and _is_first_name_only(words[-1]):
        return 1 if _surname_first(words) else len(words) - 1
    if len(words) == 2 and _is_flemish_order(words):
        return 1
    return int(len(words) > 1 and _surname_first(words))


def _is_surname_only(words: list[str], reading: Reading) -> bool:
    """Whether no first name stands before the surname: "Van der Linde", "El Yousfi", "Jansen-de Wit"."""
    first = words[0]
    if is_particle(first):
        return not _last_east_asian(words) and not (
            is_given(first) and len(words) > 1 and first[0].isupper() and is_particle(words[1])
        )
    if folded(first) in vocabulary().surname_starts and not is_given(first) and _given_count(words) == 1:
        return True
    if "-" in first and is_particle(first.rpartition("-")[2]):
        return True
    return reading.addressed and not is_given(first) and is_particle(words[1])


def _read_given_first(words: list[str], reading: Reading) -> None:
    """Divide words whose first is a first name; a letter between it and the surname is an initial."""
    count = _last_east_asian(words) or _given_count(words)
    reading.given = words[:count]
    rest = words[count:]
    while rest and (is_dotted_initials(rest[0]) or (len(rest) > 1 and is_given(words[0]) and _is_letter(rest[0]))):
        reading.initials.append(rest.pop(0))
    if reading.initials:
        reading.initials.insert(0, f"{reading.given[0][0]}.")
    if rest and all(is_particle(word) for word in rest) and (len(rest) > 1 or rest[0].islower()):
        reading.prefix = [word.lower() for word in rest]
    else:
        split_prefix(rest, reading)


def _is_letter(word: str) -> bool:
    return len(word) == 1 and is_bare_initials(word)


def _surname_first(words: list[str]) -> bool:
    """Whether words without initials stand in Chinese, Vietnamese or Korean order ("Trần Quốc Bảo")."""
    known = vocabulary()
    first, second, last = (folded(words[0]), folded(words[1]), folded(words[-1]))
    if first not in known.east_asian or len(words) > 4:
        return False
    if first in known.vietnamese and len(words) > 2 and (second in _VIETNAMESE_MIDDLE or all(map(is_given, words[1:]))):
        return last not in known.vietnamese or second in _VIETNAMESE_MIDDLE
    if len(words) == 2 and second.partition("-")[2] and words[1].partition("-")[2].islower():
        return True
    if any(is_particle(word) for word in words) or last in known.east_asian or is_surname(words[-1]):
        return False
    if first in known.given and not (last in known.given and first not in {"kim", "lee", "an", "mai", "lin", "may"}):
        return len(words) == 2 and _is_two_syllables(words[1])
    return True


def _is_two_syllables(word: str) -> bool:
    """Whether `word` is an unknown first name of two Chinese or Korean syllables ("Zhiyuan", "Min-jun")."""
    first, hyphen, second = word.partition("-")
    if hyphen:
        return second.islower() and len(first) <= 5 and len(second) <= 5
    return not is_surname(word) and not is_given(word) and _PINYIN.fullmatch(word.lower()) is not None


def _is_first_name_only(word: str) -> bool:
    return is_given(word) and not is_surname(word) and not is_particle(word)


def _is_flemish_order(words: list[str]) -> bool:
    """Whether the surname stands first without a comma ("Peeters An", "Claes-Maes Griet")."""
    return looks_like_surname(words[0]) and not is_given(words[0]) and _is_first_name_only(words[1])


def _given_count(words: list[str]) -> int:
    """How many of `words` (no initials among them) are first names; the rest is the surname with its prefix."""
    known = vocabulary()
    count = 1
    if folded(words[0]) in _GIVEN_STARTS and len(words) > 2 and is_name_word(words[1]):
        count = 2
    if len(words) > 2 and (words[0] == "I" or (words[0] == "El" and is_given(words[1]))):
        count = 2
    while count < len(words) - 1:
        word, rest = words[count], words[count + 1 :]
        key = folded(word)
        if key in _JOINED_GIVEN and word.islower():
            ahead = next((place for place, other in enumerate(rest) if not is_particle(other)), None)
            if ahead is not None and ahead + 1 < len(rest) and is_given(rest[ahead]) and not is_surname(rest[ahead]):
                count += ahead + 2
                continue
            break
        if is_particle(word) or key in known.surname_starts or not is_given(word):
            break
        if is_surname(word) and (key in known.iberian or folded(rest[0]) in known.joining):
            break
        if is_surname(word) and rest[0] == "A" and len(rest) > 1:  # "Lie A Lien", as in Suriname
            break
        count += 1
    if count > 1 and all(is_particle(word) for word in words[count:]):
        return count
    return count


def _last_east_asian(words: list[str]) -> int:
    """All words but the last when that is a Chinese or Vietnamese surname and no prefix stands between, else 0."""
    if len(words) < 3 or folded(words[-1]) not in vocabulary().east_asian or any(map(is_particle, words[1:])):
        return 0
    if is_particle(words[0]) and folded(words[0]) not in _VIETNAMESE_MIDDLE:
        return 0
    return len(words) - 1 if all(len(word) <= 9 and is_name_word(word) for word in words) and is_given(words[1]) else 0


def _trailing_initials(words: list[str]) -> int:
    """Where initials begin that close a name written surname first ("Berg J.M. van der", "Smit J"), or 0."""
    end = len(words)
    while end > 1 and is_particle(words[end - 1]) and words[end - 1].islower():
        end -= 1
    at = end
    while at > 1 and _can_be_initials(words[at - 1]):
        at -= 1
    if at == end or (end == len(words) and is_given(words[0]) and not is_surname(words[0])):
        return 0
    return at


def _can_be_initials(word: str) -> bool:
    return is_dotted_initials(word) or (len(word) <= 3 and is_bare_initials(word) and not is_particle(word))


def _read_single(word: str, reading: Reading) -> None:
    if (
        is_given(word)
        and not is_surname(word)
        and not reading.titles
        and not reading.addressed
        and not reading.suffixes
    ):
        reading.given = [word]
    else:
        reading.surname = [word]
