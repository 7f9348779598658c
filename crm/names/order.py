"""Which words of a name are initials, first names, prefix and surname, in whatever order they stand."""

from crm.names.reading import Reading, split_prefix
from crm.names.tokens import is_bare_initials, is_dotted_initials, is_name_word, is_particle, is_unsayable
from crm.names.vocabulary import folded, is_given, is_surname, looks_like_surname, vocabulary

_VIETNAMESE_MIDDLE = frozenset({"van", "thi"})
_GIVEN_STARTS = frozenset({"abdel", "abd", "abdul", "abdoul", "abou"})
_JOINED_GIVEN = frozenset({"del", "de", "la", "los", "las"})
_BALINESE = frozenset({"made", "wayan", "nyoman", "ketut", "gede", "gusti", "komang", "kadek", "putu", "nengah"})


def read_core(words: list[str], reading: Reading) -> None:
    """Divide name words into initials, given names, prefix and surname."""
    if not words:
        return
    capitals = _capital_surname_first(words)
    if capitals:
        surname, given = words[:capitals], words[capitals:]
        reading.given = [word for word in given if not is_dotted_initials(word) and not is_particle(word)]
        reading.initials = [word for word in given if is_dotted_initials(word)]
        split_prefix(surname, reading)
        return
    start = 0
    while start < len(words) and _is_initials_at(words, start):
        reading.initials.append(words[start])
        start += 1
    rest = words[start:]
    if not rest:
        return
    if start:
        while len(rest) > 1 and is_given(rest[0]) and not is_particle(rest[0]) and is_name_word(rest[0]) \
                and (not is_surname(rest[0]) or len(rest) > 2) and folded(rest[0]) not in vocabulary().surname_starts \
                and folded(rest[1]) not in vocabulary().joining:  # fmt: skip
            reading.given.append(rest.pop(0))
            if is_particle(rest[0]):
                break
        split_prefix(rest, reading)
        return
    _read_given_first(rest, reading)


def _is_initials_at(words: list[str], place: int) -> bool:
    word = words[place]
    if is_dotted_initials(word):
        return not (place + 1 == len(words) and place == 0 and len(word) > 5)
    if (
        len(words) == 1
        or not is_bare_initials(word)
        or (is_particle(word) and len(word) > 1 and place + 1 < len(words) and not is_name_word(words[place + 1]))
    ):  # noqa: E501
        return False
    if word == "I" and len(words) > 2 and folded(words[1]) in _BALINESE:
        return False
    if len(word) == 1 or word == "IJ":
        return True
    if is_particle(word):
        return False
    follows = words[place + 1] if place + 1 < len(words) else ""
    if follows and all(other.isupper() for other in words):
        return len(word) <= 3 or is_unsayable(word)
    return bool(follows) and len(word) <= 5


def _capital_surname_first(words: list[str]) -> int:
    """How many words in capitals begin a name whose rest is not in capitals ("VAN DIJK Jan"): 0 when none."""
    count = 0
    while (
        count < len(words) and words[count].isupper() and len(words[count]) > 1 and not is_dotted_initials(words[count])
    ):
        count += 1
    if count == 0 or count == len(words):
        return 0
    first, after = words[0], words[count]
    if is_dotted_initials(after) or not after[0].isupper() or is_particle(after):
        return 0
    if count == 1 and len(first) <= 4 and is_bare_initials(first) and (is_unsayable(first) or not is_given(after)):
        return 0
    if count == 1 and is_given(first) and not is_surname(first):
        return 0
    return count


def _read_given_first(words: list[str], reading: Reading) -> None:
    """Divide words that begin with a name: first name first, surname first, or a surname alone."""
    known = vocabulary()
    trailing = _trailing_initials(words)
    if trailing:
        at, names = trailing
        reading.initials = [word for word in words[at:] if not is_particle(word)]
        split_prefix(words[:at], reading)
        reading.prefix = reading.prefix + [word.lower() for word in words[at:] if is_particle(word)]
        del names
        return
    if len(words) > 2 and _surname_first(words) and folded(words[1]) in _VIETNAMESE_MIDDLE:
        reading.surname, reading.given = words[:1], words[1:]
        return
    if len(words) > 2 and is_particle(words[0]) and not is_particle(words[-2]) and _is_first_name_only(words[-1]):
        split_prefix(words[:-1], reading)
        reading.given = words[-1:]
        return
    if is_particle(words[0]) and not (
        is_given(words[0]) and len(words) > 1 and words[0][0].isupper() and is_particle(words[1])
    ):
        split_prefix(words, reading)
        return
    if (
        folded(words[0]) in known.surname_starts
        and not is_given(words[0])
        and _given_count(words) == 1
        and len(words) > 1
    ):
        reading.surname = words
        return
    if len(words) == 1:
        _read_single(words[0], reading)
        return
    if "-" in words[0] and is_particle(words[0].rpartition("-")[2]):
        reading.surname = words
        return
    if _is_flemish_order(words):
        split_prefix(words[:-1], reading)
        reading.given = words[-1:]
        return
    if _surname_first(words):
        reading.surname, reading.given = words[:1], words[1:]
        return
    if reading.addressed and not is_given(words[0]) and is_particle(words[1]):
        reading.surname = words
        return
    count = _last_east_asian(words) or _given_count(words)
    reading.given = words[:count]
    rest = words[count:]
    while rest and (
        is_dotted_initials(rest[0])
        or (len(rest) > 1 and is_given(words[0]) and is_bare_initials(rest[0]) and len(rest[0]) == 1)
    ):
        reading.initials.append(rest.pop(0))
    if reading.initials and rest:
        reading.initials.insert(0, f"{reading.given[0][0]}.")
    if rest and all(is_particle(word) for word in rest) and (len(rest) > 1 or rest[0].islower()):
        reading.prefix = [word.lower() for word in rest]
        return
    split_prefix(rest, reading)


def _surname_first(words: list[str]) -> bool:
    """Whether words without initials stand in Chinese, Vietnamese or Korean order ("Trần Quốc Bảo")."""
    known = vocabulary()
    first, second, last = (folded(words[0]), folded(words[1]), folded(words[-1]))
    if first not in known.east_asian or len(words) > 4:
        return False
    if first in known.vietnamese and len(words) > 2 and (second in _VIETNAMESE_MIDDLE or all(map(is_given, words[1:]))):
        return last not in known.vietnamese or second in _VIETNAMESE_MIDDLE
    if any(is_particle(word) for word in words) or last in known.east_asian or is_surname(words[-1]):
        return False
    if first in known.given and not (last in known.given and first not in {"kim", "lee", "an", "mai", "lin", "may"}):
        return (
            len(words) == 2
            and "-" in second
            and not is_surname(words[1])
            and all(len(part) <= 5 for part in second.split("-"))
        )
    return True


def _is_first_name_only(word: str) -> bool:
    return is_given(word) and not is_surname(word) and not is_particle(word)


def _is_flemish_order(words: list[str]) -> bool:
    """Whether the surname stands first without a comma ("Peeters An", "Claes-Maes Griet")."""
    return len(words) == 2 and looks_like_surname(words[0]) and not is_given(words[0]) and _is_first_name_only(words[1])


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
        count += 1
    if count > 1 and all(is_particle(word) for word in words[count:]):
        return count
    return count


def _last_east_asian(words: list[str]) -> int:
    """All words but the last when that is a Chinese or Vietnamese surname and no prefix stands between, else 0."""
    if len(words) < 3 or folded(words[-1]) not in vocabulary().east_asian or any(map(is_particle, words)):
        return 0
    return len(words) - 1 if all(len(word) <= 9 and is_name_word(word) for word in words) and is_given(words[1]) else 0


def _trailing_initials(words: list[str]) -> tuple[int, int] | None:
    """Where initials begin that close a name written surname first ("Berg J.M. van der", "Smit J"), or None."""
    end = len(words)
    while end > 1 and is_particle(words[end - 1]) and words[end - 1].islower():
        end -= 1
    at = end
    while at > 1 and (
        is_dotted_initials(words[at - 1])
        or (len(words[at - 1]) <= 3 and is_bare_initials(words[at - 1]) and not is_particle(words[at - 1]))
    ):
        at -= 1
    if at == end or (end == len(words) and is_given(words[0]) and not is_surname(words[0]) and at > 1):
        return None
    return at, end


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
