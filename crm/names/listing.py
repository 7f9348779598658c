"""Reading a field that may name several people, or nobody."""

import re
from collections.abc import Iterator

from crm.names.inversion import inverted, is_inversion, surname_before, with_particles
from crm.names.parsing import is_known_word, person, read
from crm.names.reading import SLASH, Reading
from crm.names.tokens import UPPER, bare, is_dotted_initials, is_particle, normal_case
from crm.names.vocabulary import folded, is_given, is_never, is_surname, vocabulary
from crm.names.writing import PersonName
from crm.text import clean

LONGEST = 2_000
MOST_PEOPLE = 60
_MOST_LABELS = 4

_LINES = re.compile(r"[\r\n\t\v\f\u2028\u2029]+")
_ADDRESS = re.compile(r"<?[\w.+%-]*@[\w.-]*>?|https?://\S+|www\.\S+|\+?\d[\d\s()-]{6,}\d")
_OTHERS = re.compile(
    r"[\s,]*(?:(?<!\w)(?:e\.\s?a\.|et\.?\s+al\b\.?|c\.s\.|u\.\s?a\.|(?:en|and)\s+(?:anderen|others|collega'?s)\b)|\betc\.?)"
    r"(?=\s*(?:$|[,;/)]))"
)
_BRACKETED = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_AND = r"en|EN|and|AND|und|UND|et|samen\s+met|together\s+with"
_TOGETHER = r"en/of|and/or|i\.s\.m\.|m\.m\.v\.|o\.l\.v\.|onder\s+leiding\s+van"
_HARD = re.compile(rf"\s+(?:{_TOGETHER})\s+|\s*[;|•·‣▪/\x1e]\s*|\s*[&+]\s*|\s+(?:{_AND})\s+(?!zu\b)")
_EITHER = re.compile(r"\s+(?:of|or|with|met)\s+")
"""What parts two names only where a name stands on both sides ("Koen of Mirjam", no "Faculty of Arts")."""
_SYMBOLS = re.compile("[\u2600-\u27bf\u2b00-\u2bff\ufe0e\ufe0f\u200d\u2020\U0001f000-\U0001faff]")
_SHARING = re.compile(rf"\s*(?:[&+]|\s(?:{_AND})\s)\s*")
_SLASHED = re.compile(r"\b([vVoOaA])/(?=[dDhH](?:e[nr])?\b)")
_NUMBERED = re.compile(r"(?:^|(?<=[\s;,]))\d{1,2}[.)]\s+(?=\D)")
_INNER_LABEL = re.compile(r"(?<=[\w.)])\s+(?=([^\W\d_]+)(?:\([a-z]+\))?:)")
_LABEL = re.compile(r"[^:]{1,60}:\s*")
_ROOM = re.compile(r"(?:[^\W\d_][\w'-]*\s+){1,2}[A-Z]{0,2}\d[\w.]{0,6}")
"""One or two words and a number where a name is expected: a room ("Burton Hall 214")."""

_DASH = re.compile(r"\s+[-–—]+\s+")
_NN = re.compile(
    r"(?:^|(?<=[\s,;/(]))(?:n\.\s?n\.(?:\s?b\.)?|n\.\s?t\.\s?b\.|t\.\s?b\.\s?[acd]\.|n\.\s?v\.\s?t\.)(?=$|[\s,;/)])",
    re.IGNORECASE,
)
_DIGIT = re.compile(r"\d")
_SMALL = re.compile(r"[^\w]+")
_INITIAL = re.compile(rf"\s*[{UPPER}]\.")
"""A text that begins with an initial: "U. de Boer" is no "u"."""


class _Piece:
    """A stretch of the field with what was read in it."""

    __slots__ = ("raw", "reading", "shares")

    def __init__(self, raw: str, reading: Reading, *, shares: bool = False) -> None:
        self.raw = raw
        self.reading = reading
        self.shares = shares


def _names_nobody(text: str) -> bool:
    """Whether `text` says that nobody is named: "N.N.", "vacature", "zie Blackboard", "docententeam"."""
    words = [word for word in _SMALL.split(folded(text)) if word]
    known = vocabulary()
    if not words or "".join(words) in known.nobody:
        return True
    if words[0] in known.plural_roles and len(words) > 1:
        return not any(is_dotted_initials(word) or is_given(word) or is_surname(word) for word in text.split()[1:])
    if all(word in known.nobody for word in words):
        return True
    if len(words) > 1 and words[0] in known.nobody_beginnings and _INITIAL.match(text) is None:
        is_surname_first = re.match(r"[^\W\d_]+,\s", text.strip()) and is_given(words[1])
        if is_surname_first or (is_given(words[0]) and _goes_on_as_name(text.split()[1:])):
            return False
        return words[0] in {"zie", "see", "vacature"} or not any(map(is_dotted_initials, text.split()[1:]))
    return len(words) <= 5 and any(word in known.nobody_anywhere for word in words)


def _goes_on_as_name(words: list[str]) -> bool:
    """Whether what follows a first name is a surname: "Will Hamstra", "Will de Haye"; no "Will be announced"."""
    names = [word for word in words if not is_particle(word)]
    return 0 < len(names) <= 2 and all(word[0].isupper() and not is_never(word) for word in names)


def _without_label(text: str) -> str:
    """`text` without the labels before its colons ("Docent: Twan Peeters"), or without the remark behind one."""
    for _ in range(_MOST_LABELS):
        label = _LABEL.match(text)
        if label is None or label.end() >= len(text):
            break
        before, after = read(label.group().rstrip(": ")), read(text[label.end() :])
        is_name = before is not None and bool(before.given or before.initials) and bool(before.surname)
        if is_name and (after is None or not after.surname):
            return label.group().rstrip(": ")
        text = text[label.end() :]
    return text.replace(":", " ")


def _without_lead_in(text: str) -> str:
    """`text` from its first title, initials, capital or known name on, past words as "o.l.v." and "door"."""
    known = vocabulary()
    words = text.split()
    start = 0
    if len(words) > 1 and is_particle(words[0]) and folded(words[1]) not in known.lead_ins:
        return text
    while (
        start < len(words)
        and folded(words[start]).strip(".,") in known.lead_ins_and_roles
        and words[start][0].islower()
    ):
        start += 1
    if not start:
        roles = next((at for at, word in enumerate(words) if not _is_role_word(word)), len(words))
        start = roles if 0 < roles < len(words) and _has_title(words[roles:]) else 0
    return " ".join(words[start:]) if 0 < start < len(words) else text


def _is_role_word(word: str) -> bool:
    """Whether a word says what somebody is, or leads in to a name: "Zweitprüfer bzw. Beisitzer Dr. A. Vos"."""
    return folded(word).strip(".,") in vocabulary().lead_ins_and_roles


def _dash_parts(text: str) -> list[str]:
    """`text` cut at spaced dashes, unless the dash joins a double surname ("L. van Dam – Koster")."""
    parts = _DASH.split(text)
    if len(parts) == 1:
        return parts
    kept = [parts[0]]
    for part in parts[1:]:
        if _continues_surname(kept[-1], part):
            kept[-1] = f"{kept[-1].strip()}-{part.strip()}"
        else:
            kept.append(part)
    return kept


def _continues_surname(before: str, after: str) -> bool:
    """Whether what follows a spaced dash is the second half of a double surname and no remark."""
    first, second = read(before), read(after)
    if first is None or second is None or not first.surname or after.isupper() or len(after.split()) > 3:
        return False
    alone = second.is_single or (bool(second.prefix) and not second.given)
    return alone and not second.initials and not second.titles


def _comma_pieces(segment: str) -> list[_Piece]:
    """The people in a segment without other separators than commas, dashes and labels."""
    pieces: list[_Piece] = []
    joinable = False
    commas = with_particles(_at_depth_zero(segment, ","))
    for place, comma in enumerate(commas):
        for part in _dash_parts(comma):
            text = _without_lead_in(_without_label(part.strip()))
            if not text or _names_nobody(text) or (pieces and _ROOM.fullmatch(text)):
                joinable = False
                continue
            reading = read(text) or surname_before(text, commas[place + 1 :])
            if reading is None or (pieces and _is_function(reading)):
                joinable = False
                continue
            joinable = _add(pieces, part.strip(), reading, joinable=joinable)
    return [piece for piece in pieces if not piece.reading.is_empty and not piece.reading.doubtful]


def _is_function(reading: Reading) -> bool:
    """Whether what follows a name and its comma says what somebody is ("lector Zorg") and names nobody else."""
    return (
        any(not title.endswith(".") for title in reading.titles)
        and len(reading.surname) == 1
        and not (reading.given or reading.initials or reading.prefix or is_surname(reading.surname[0]))
    )


def _add(pieces: list[_Piece], raw: str, reading: Reading, *, joinable: bool) -> bool:
    """Add a reading to the last piece or as a piece of its own; whether the next may still join it."""
    last = pieces[-1] if pieces else None
    if reading.is_empty:
        if last is not None:
            last.reading.suffixes += reading.suffixes
            last.reading.titles += [title for title in reading.titles if title.endswith(".")]
            last.raw += f", {raw}"
        return joinable
    if last is not None and joinable and is_inversion(last.reading, reading):
        last.reading = inverted(last.reading, reading)
        last.raw += f", {raw}"
        return False
    reading.doubtful = (
        last is not None and reading.is_single and not (reading.titles or reading.addressed or is_known_word(reading))
    )
    pieces.append(_Piece(raw, reading))
    return not reading.initials and not reading.is_empty


def _at_depth_zero(text: str, mark: str) -> list[str]:
    """`text` cut at `mark` outside brackets."""
    if "(" not in text and "[" not in text:
        return text.split(mark)
    masked = _BRACKETED.sub(lambda match: "\x00" * len(match.group()), text)
    parts, start = [], 0
    for place, letter in enumerate(masked):
        if letter == mark:
            parts.append(text[start:place])
            start = place + 1
    return [*parts, text[start:]]


def _segments(text: str) -> list[tuple[str, bool]]:
    """`text` cut at separators other than commas; with each whether an "and" stood before it."""
    masked = _BRACKETED.sub(lambda match: "\x00" * len(match.group()), text) if "(" in text or "[" in text else text
    cuts: list[tuple[str, bool]] = []
    start, sharing = 0, False
    for match in _HARD.finditer(masked):
        cuts.append((text[start : match.start()], sharing))
        start, sharing = match.end(), _SHARING.fullmatch(match.group()) is not None
    cuts.append((text[start:], sharing))
    return [(part, shares) for whole, shared in cuts for part, shares in _either(whole, shared)]


def _either(text: str, sharing: bool) -> Iterator[tuple[str, bool]]:  # noqa: FBT001 - half of a pair of `_segments`
    """`text` cut where it says "or" or "with" between two names."""
    start = 0
    for match in _EITHER.finditer(text):
        before, after = read(text[start : match.start()]), text[match.end() :].split()
        named = before is not None and (before.initials or any(map(is_given, before.given)))
        if named and (is_dotted_initials(after[0]) or is_given(after[0]) or _has_title(after)):
            yield text[start : match.start()], sharing and not start
            start = match.end()
    yield text[start:], sharing and not start


def _has_title(words: list[str]) -> bool:
    """Whether words begin with a title and go on as a name does."""
    return (bare(words[0]),) in vocabulary().titles and len(words) > 1 and words[1][0].isupper()


def _share_surname(pieces: list[_Piece]) -> None:
    """Give the surname of the last to those before it ("Maud and Teun Harkink", "G. en K. de Boer")."""
    for left, right in zip(reversed(pieces[:-1]), reversed(pieces), strict=False):
        one, two = left.reading, right.reading
        if not right.shares or not two.surname:
            continue
        bare_initials = one.initials and not one.surname and not one.given
        first_name = one.is_single and not one.titles and not one.addressed and two.given and not two.initials \
            and not (is_surname(one.core[0]) and not is_given(one.core[0]))  # fmt: skip
        if bare_initials or first_name:
            if first_name:
                one.given = one.core
            one.prefix, one.surname = list(two.prefix), list(two.surname)


def _cleaned(raw: str) -> str:
    """`raw` on one line, bounded, with lines kept apart by a separator and addresses taken out."""
    bounded = raw[:LONGEST]
    if not (bounded.isascii() and bounded.isprintable()):
        bounded = clean(_LINES.sub(" ; ", bounded), LONGEST)
    text = " ".join((bounded if bounded.isascii() else _SYMBOLS.sub(" ", bounded)).split())
    if text.islower() and text.count(",") == 1:
        text = _capitalised(text)
    if "@" in text or "://" in text or "www." in text or _DIGIT.search(text) is not None:
        text = _NUMBERED.sub("; ", _ADDRESS.sub(" ", text))
    if text.count(":") > 1:
        text = _INNER_LABEL.sub(lambda match: "; " if is_never(match.group(1)) else " ", text)
    if "/" in text:
        text = _SLASHED.sub(rf"\1{SLASH}", text)
    return text


def _capitalised(text: str) -> str:
    """A name typed surname first without any capital, with them; other text as it is."""
    surname, _comma, given = text.partition(",")
    words = given.split()
    if not words or len(surname.split()) > 3 or not (is_given(words[0]) or is_dotted_initials(words[0].upper())):
        return text
    if not all(is_particle(word) or is_given(word) or "." in word for word in words):
        return text
    return ", ".join(
        " ".join(
            word if is_particle(word) else word.upper() if "." in word else normal_case(word) for word in part.split()
        )
        for part in (surname, given)
    )


def _pieces(raw: str) -> list[_Piece]:
    """Everyone named in `raw`, in the order written."""
    text = _cleaned(raw)
    if not text or (_names_nobody(_BRACKETED.sub(" ", text)) and not _HARD.search(text)):
        return []
    text = _NN.sub(" ", _OTHERS.sub(" ", text)) if "." in text or " " in text else text
    found: list[_Piece] = []
    for segment, sharing in _segments(text):
        if not segment.strip():
            continue
        pieces = _comma_pieces(segment)
        if pieces and found:
            pieces[0].shares = sharing
        found += pieces
    if len(found) > 1:
        _share_surname(found)
    return [piece for piece in found[:MOST_PEOPLE] if piece.reading.surname or piece.reading.given]


def people_as_written(raw: str) -> list[tuple[str, PersonName]]:
    """Everyone that `parse_people` finds, each behind the piece of `raw` that names them."""
    named = [(piece.raw, person(piece.reading)) for piece in _pieces(raw)]
    return [(text.replace(SLASH, "/"), name) for text, name in named if name is not None]


def parse_people(raw: str) -> list[PersonName]:
    """Everyone that `raw` names, in the order written; an empty list when it names nobody ("N.N.", "zie Blackboard").

    Role words, remarks, rooms and addresses are dropped; a first name that shares a surname gets it ("Maud and Teun
    Harkink"). At most 2,000 characters are read and 60 people returned.
    """
    return [name for _, name in people_as_written(raw)]


def parse(raw: str) -> PersonName | None:
    """The one person that `raw` names; None when it names nobody, several people, or is not shaped as a name."""
    people = people_as_written(raw)
    return people[0][1] if len(people) == 1 else None
