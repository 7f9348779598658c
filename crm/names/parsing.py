"""Reading one person's name from words that hold nothing else but titles, suffixes and remarks."""

import re
from dataclasses import dataclass, field, replace

from crm.names.tokens import (
    bare,
    close_hyphens,
    is_bare_initials,
    is_dotted_initials,
    is_name_word,
    is_particle,
    is_suffix,
    is_unsayable,
    normal_case,
    pointed,
    straight,
    tidy,
    written_suffix,
)
from crm.names.vocabulary import folded, is_given, is_never, is_surname, looks_like_surname, vocabulary
from crm.names.writing import PersonName, joined

MOST_WORDS = 14
SLASH = "\u2215"
"""Stands for the slash inside a particle ("v/d") while slashes separate people."""

_BRACKETS = re.compile(r"\(([^()]*)\)?|\[([^\[\]]*)\]?|[\"“”„«»]([^\"“”„«»]{1,40})[\"“”„«»]|(?<!\w)'([^\W\d_][^']{1,30})'(?!\w)")
_VIETNAMESE_MIDDLE = frozenset({"van", "thi"})
_GIVEN_STARTS = frozenset({"abdel", "abd", "abdul", "abdoul", "abou"})
_JOINED_GIVEN = frozenset({"del", "de", "la", "los", "las"})
_BALINESE = frozenset({"made", "wayan", "nyoman", "ketut", "gede", "gusti", "komang", "kadek", "putu", "nengah"})


@dataclass(slots=True)
class Reading:
    """What one stretch of text gives: lists of words per part, still open to what the next stretch adds."""

    titles: list[str] = field(default_factory=list)
    initials: list[str] = field(default_factory=list)
    given: list[str] = field(default_factory=list)
    prefix: list[str] = field(default_factory=list)
    surname: list[str] = field(default_factory=list)
    suffixes: list[str] = field(default_factory=list)
    nickname: str = ""
    nickname_initials: str = ""
    addressed: bool = False
    doubtful: bool = False

    @property
    def core(self) -> list[str]:
        """Every name word in order but initials, as a surname written first would have them."""
        return [*self.given, *self.prefix, *self.surname]

    @property
    def is_given_part(self) -> bool:
        """Whether this is what follows a surname and comma: "J.M. van der", "Lotte van", "dr. ir. S."."""
        return not self.surname and bool(self.initials or (self.given and self.prefix))

    @property
    def is_single(self) -> bool:
        """Whether one word is all there is, so it may be a first name or a surname."""
        return len(self.given) + len(self.surname) == 1 and not self.prefix and not self.initials

    @property
    def is_empty(self) -> bool:
        """Whether no word of the name itself was found."""
        return not (self.initials or self.given or self.surname)


def _take_address(words: list[str], reading: Reading) -> int:
    """Words of address at the start of `words`: how many, noted on `reading`."""
    known = vocabulary()
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


def _take_titles(words: list[str], reading: Reading) -> list[str]:
    """`words` without the titles, address and role words they begin with."""
    known = vocabulary()
    start = 0
    while start < len(words):
        if words[start] == "Mr" and _is_english_mister(words[start:], reading):
            start += 1
            continue
        for size in range(min(known.longest_title, len(words) - start), 0, -1):
            title = known.titles.get(tuple(bare(word) for word in words[start : start + size]))
            if title and not (start + size == len(words) and start == 0 and is_surname(words[start])):
                reading.titles.append(title)
                start += size
                break
        else:
            address = _take_address(words[start:], reading)
            if address:
                start += address
            elif bare(words[start]).strip("-") in known.roles and not reading.addressed:
                start += 1
            else:
                break
    return words[start:]


def _is_title_here(word: str) -> bool:
    return vocabulary().titles.get((bare(word),), "").endswith(".") and (word.endswith(".") or word.islower())


def _take_suffixes(words: list[str], reading: Reading) -> list[str]:
    """`words` without the suffixes (and titles written behind) at their end."""
    end = len(words)
    found: list[str] = []
    has_given = len(words) > 1 and (is_dotted_initials(words[0]) or is_given(words[0]) or bool(reading.titles))
    while end > 0:
        word = words[end - 1].strip(",")
        if is_suffix(word) and not (is_dotted_initials(word) and word.isupper() and not has_given):
            if end == 1 and not any(c.isupper() for c in word[1:]):
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


def _name_words(words: list[str]) -> list[str]:
    """The stretch of words that can be a name: up to the first that cannot ("Jan Smit coördinator" gives two)."""
    known = vocabulary()
    kept: list[str] = []
    sure = False
    for word in words:
        clean = word.strip(",;:")
        if is_dotted_initials(clean):
            sure = True
        elif is_particle(clean):
            pass
        elif folded(clean) in known.joining and kept:
            pass
        elif folded(clean) in known.surname_starts and kept:
            pass
        elif is_name_word(clean):
            if bare(clean) in known.roles and kept:
                break
            if is_never(clean) and not is_given(clean) and len([w for w in kept if not is_particle(w)]) >= (1 if not sure else 2):
                if not sure and len(kept) == 1 and not is_surname(kept[0]):
                    return []
                break
            sure = sure or is_given(clean)
        else:
            break
        kept.append(clean)
    while kept and folded(kept[-1]) in known.joining and not is_dotted_initials(kept[-1]):
        kept.pop()
    return kept


def _capital_surname_first(words: list[str]) -> int:
    """How many words in capitals begin a name whose rest is not in capitals ("VAN DIJK Jan"): 0 when none."""
    count = 0
    while count < len(words) and words[count].isupper() and len(words[count]) > 1 and not is_dotted_initials(words[count]):
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
        return len(words) == 2 and "-" in second and not is_surname(words[1]) and all(len(part) <= 5 for part in second.split("-"))
    return True


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


def _split_prefix(words: list[str], reading: Reading) -> None:
    """Divide `words` into the prefix they begin with and the surname."""
    start = 0
    while start < len(words) and is_particle(words[start]):
        start += 1
    if start == len(words) and start and words[-1][0].isupper() and not words[-1].isupper() and len(words[-1]) > 1 \
            and (len(words) == 1 or not words[0][0].isupper()):  # fmt: skip
        start -= 1
    reading.prefix = [word.lower() for word in words[:start]]
    reading.surname = words[start:]


def _read_core(words: list[str], reading: Reading) -> None:
    """Divide name words into initials, given names, prefix and surname."""
    if not words:
        return
    capitals = _capital_surname_first(words)
    if capitals:
        surname, given = words[:capitals], words[capitals:]
        reading.given = [word for word in given if not is_dotted_initials(word) and not is_particle(word)]
        reading.initials = [word for word in given if is_dotted_initials(word)]
        _split_prefix(surname, reading)
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
        _split_prefix(rest, reading)
        return
    _read_given_first(rest, reading)


def _is_initials_at(words: list[str], place: int) -> bool:
    word = words[place]
    if is_dotted_initials(word):
        return not (place + 1 == len(words) and place == 0 and len(word) > 5)
    if len(words) == 1 or not is_bare_initials(word) or is_particle(word) and len(word) > 1 and place + 1 < len(words) and not is_name_word(words[place + 1]):  # noqa: E501
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


def _read_given_first(words: list[str], reading: Reading) -> None:
    """Divide words that begin with a name: first name first, surname first, or a surname alone."""
    known = vocabulary()
    trailing = _trailing_initials(words)
    if trailing:
        at, names = trailing
        reading.initials = [word for word in words[at:] if not is_particle(word)]
        _split_prefix(words[:at], reading)
        reading.prefix = reading.prefix + [word.lower() for word in words[at:] if is_particle(word)]
        del names
        return
    if len(words) > 2 and _surname_first(words) and folded(words[1]) in _VIETNAMESE_MIDDLE:
        reading.surname, reading.given = words[:1], words[1:]
        return
    if len(words) > 2 and is_particle(words[0]) and not is_particle(words[-2]) and _is_first_name_only(words[-1]):
        _split_prefix(words[:-1], reading)
        reading.given = words[-1:]
        return
    if is_particle(words[0]) and not (is_given(words[0]) and len(words) > 1 and words[0][0].isupper() and is_particle(words[1])):
        _split_prefix(words, reading)
        return
    if folded(words[0]) in known.surname_starts and not is_given(words[0]) and _given_count(words) == 1 and len(words) > 1:
        reading.surname = words
        return
    if len(words) == 1:
        _read_single(words[0], reading)
        return
    if "-" in words[0] and is_particle(words[0].rpartition("-")[2]):
        reading.surname = words
        return
    if _is_flemish_order(words):
        _split_prefix(words[:-1], reading)
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
    while rest and (is_dotted_initials(rest[0]) or (len(rest) > 1 and is_given(words[0]) and is_bare_initials(rest[0]) and len(rest[0]) == 1)):
        reading.initials.append(rest.pop(0))
    if reading.initials and rest:
        reading.initials.insert(0, f"{reading.given[0][0]}.")
    if rest and all(is_particle(word) for word in rest) and (len(rest) > 1 or rest[0].islower()):
        reading.prefix = [word.lower() for word in rest]
        return
    _split_prefix(rest, reading)


def _is_first_name_only(word: str) -> bool:
    return is_given(word) and not is_surname(word) and not is_particle(word)


def _is_flemish_order(words: list[str]) -> bool:
    """Whether the surname stands first without a comma ("Peeters An", "Claes-Maes Griet")."""
    return len(words) == 2 and looks_like_surname(words[0]) and not is_given(words[0]) and _is_first_name_only(words[1])


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
    while at > 1 and (is_dotted_initials(words[at - 1]) or (len(words[at - 1]) <= 3 and is_bare_initials(words[at - 1]) and not is_particle(words[at - 1]))):
        at -= 1
    if at == end or (end == len(words) and is_given(words[0]) and not is_surname(words[0]) and at > 1):
        return None
    return at, end


def _read_single(word: str, reading: Reading) -> None:
    if is_given(word) and not is_surname(word) and not reading.titles and not reading.addressed and not reading.suffixes:
        reading.given = [word]
    else:
        reading.surname = [word]


def _brackets(text: str, reading: Reading) -> str:
    """`text` without its bracketed and quoted parts; a nickname or initials among them is noted on `reading`."""
    if not any(mark in text for mark in "([\"“”„«'"):
        return text
    asides: list[str] = []

    def take(match: re.Match[str]) -> str:
        content = next((group for group in match.groups() if group is not None), "").strip()
        asides.append(content)
        return " "

    rest = _BRACKETS.sub(take, text)
    for aside in asides:
        words = [word for word in tidy(aside).split() if word != "roepnaam"]
        if not words or len(words) > 3:
            continue
        if all(is_dotted_initials(word) for word in words) or (len(words) == 1 and len(words[0]) == 1 and words[0].isupper()):
            reading.nickname_initials = "".join(pointed(word) for word in words)
        elif all(map(is_suffix, words)):
            reading.suffixes += map(written_suffix, words)
        elif all(is_name_word(word) and not is_never(word) for word in words) and (
            len(words) == 1 or all(map(is_given, words))
        ):
            reading.nickname = " ".join(words)
    return rest


def without_brackets(text: str) -> str:
    """`text` without its bracketed and quoted parts."""
    return _brackets(text, Reading())


def _use_nickname(reading: Reading) -> None:
    """Let a nickname replace the first name, unless it is a stray word (a place, a department)."""
    if reading.nickname_initials and not reading.initials:
        reading.initials = [reading.nickname_initials]
    nickname = reading.nickname
    if not nickname or reading.is_empty:
        return
    first_letters = {part[:1].lower() for part in [*"".join(reading.initials).split("."), *reading.given]}
    fits = is_given(nickname) or folded(nickname)[:1] in first_letters or bool(reading.initials)
    if fits and not (nickname.isupper() and len(nickname) <= 4 and not is_given(nickname)):
        reading.given = [normal_case(nickname) if nickname.isupper() else nickname]


def _recased(words: list[str]) -> list[str]:
    """Words in one case throughout, in normal case; initials keep theirs."""
    return [word if is_dotted_initials(word) else normal_case(word) for word in words]


def read(text: str) -> Reading | None:
    """The name in `text`, which names one person or a part of one; None when it holds none."""
    reading = Reading()
    rest = close_hyphens(tidy(_brackets(straight(text), reading)))
    words = rest.split()[: MOST_WORDS * 2]
    if not words:
        return None
    lower = rest.islower()
    words = _take_titles(words, reading)
    words = [word.strip(",;:") for word in words if word.strip(",;:-*•")]
    words = _take_suffixes(words, reading)
    if lower:
        words = _from_lower_case(words)
    words = _name_words(words)[:MOST_WORDS]
    words = _take_suffixes(words, reading)
    if words and not any(is_dotted_initials(word) for word in words) and _holds_no_name(words, reading):
        return None
    _read_core(words, reading)
    everything = "".join(word for word in [*reading.core] if not is_particle(word))
    if everything.isupper():
        reading.given, reading.surname = _recased(reading.given), _recased(reading.surname)
    elif any(word.isupper() and len(word) > 2 for word in reading.core):
        reading.given = [normal_case(word) if word.isupper() and len(word) > 1 else word for word in reading.given]
        reading.surname = [normal_case(word) if word.isupper() and len(word) > 1 else word for word in reading.surname]
    _use_nickname(reading)
    return None if reading.is_empty and not reading.suffixes and not reading.titles else reading


def _from_lower_case(words: list[str]) -> list[str]:
    """Capitals for a name typed without any ("maartje van der wolk"); nothing when it begins as no name does."""
    if not words or not (is_given(words[0]) or re.fullmatch(r"(?:[^\W\d_]{1,2}\.)+", words[0])):
        return []
    if any(is_never(word) for word in words[1:]) or len(words) > 6 or len(words) == 1:
        return []
    return [
        word if place and is_particle(word) else word.upper() if "." in word else normal_case(word)
        for place, word in enumerate(words)
    ]


def _holds_no_name(words: list[str], reading: Reading) -> bool:
    """Whether the words, without initials, are of the sort that never are a name."""
    names = [word for word in words if not is_particle(word)]
    if reading.addressed or any(title not in {"ra", "pd"} for title in reading.titles):
        return False
    if not names:
        return not words[-1][0].isupper() or len(words) == 1
    if is_given(names[0]) and len(names) > 1:
        return is_never(names[0]) and is_never(names[1])
    return any(is_never(word) and not is_given(word) and not is_surname(word) for word in names[:2]) or (len(names) == 1 and bare(names[0]) in vocabulary().nobody)


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


def inverted(surname: Reading, given: Reading) -> Reading:
    """One reading of a surname and what followed its comma ("Berg", "J.M. van der")."""
    merged = replace(given, titles=surname.titles + given.titles, suffixes=surname.suffixes + given.suffixes)
    merged.given = [*given.given, *given.surname] if not given.is_given_part else given.given
    merged.nickname = given.nickname or surname.nickname
    core = surname.core
    merged.prefix, merged.surname = [], core
    if core and is_particle(core[0]):
        _split_prefix(core, merged)
    merged.prefix = [*given.prefix, *merged.prefix]
    _use_nickname(merged)
    return merged


def is_known_word(reading: Reading) -> bool:
    """Whether a single word is a known first name or surname."""
    word = (reading.given or reading.surname or [""])[0]
    return is_given(word) or looks_like_surname(word)
