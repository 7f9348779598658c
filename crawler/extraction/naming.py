"""Names of people in the strings of a page: is this whole text a name, and which names stand in this value."""

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from crawler.extraction.recognisers import vocabulary as lists
from crawler.extraction.recognisers.units import read_unit
from crawler.extraction.word_lists import any_as_written
from crm.names import PersonName, is_surely_none, name_likelihood, parse, people_as_written
from crm.names.tokens import is_particle
from crm.names.vocabulary import folded, is_given, is_never, is_surname, vocabulary
from crm.text import fold

LONGEST_NAME = 80
"""Characters of the longest text that may be one name with its titles."""

LONGEST_VALUE = 2_000
"""Characters of the longest value in which names are looked for."""

LEAST = 0.2
"""Likelihood from which two words or more may be a name: three that nobody knows score 0.25."""

_SHAPE = re.compile(r"[^\W\d_][\w.'’`´\- ,()/&\"“”„]*$")
_CAPITAL = re.compile(r"[^\W\d_a-zß-öø-ÿ]")
_ADDRESS = re.compile(r"\S+@\S+|https?://\S+|www\.\S+")
_BRACKETS = re.compile(r"\s*[(\[][^()\[\]]*[)\]]?\W*$")
_REMARK = re.compile(r"(?<=[a-z])\s+(?:voor|for|für|namens|t\.b\.v\.)\s+(?=[A-Z\d]).*$")
_INITIALS = re.compile(r"(?<![\w.])(?:[A-Z]\.){2,}(?=\s+[\w'’])")
_VACANT = re.compile(
    r"(?:^|(?<=[\s,;/]))(?:vacature|vacant|vacancy|n\.\s?n\.|nomen nescio|n\.n\.b\.|n\.t\.b\."
    r"|nog (?:niet )?bekend|onbekend|to be announced|tba|tbd)(?=$|[\s,;/.)])",
    re.IGNORECASE,
)
"""What stands in the place of a name where there is nobody."""

_POINT = re.compile(r"(?<![\w.-])([^\W\d_]{3,})\.\s+(?=[^\W\d_a-zà-ÿ])")
_SHORTENED = re.compile(
    r"(?:rer|nat|med|phil|hab|habil|jur|pol|oec|theol|lic|univ|priv|doz|emer|hon|assoc|asst|jun)$", re.IGNORECASE
)
"""Parts of titles that end in a point and end no sentence, beside the titles and forms of address of `crm.names`."""
LONGEST_SHORTENED = 5
"""Letters of the longest title that is written with a point; "Professor." ends a sentence."""

_COMPANY = re.compile(r"\b(?:Inc|LLC|L\.L\.C|Ltd|Corp|Corporation|GmbH|B\.V|N\.V|BVBA|bvba|vzw|VZW|e\.V)\b")
"""What a firm or an association has in its name and no person has."""

_PLACE = re.compile(r"[^,\d]+,? (?:[A-Z]{2}|[A-Z]\.[A-Z]\.) \d{5}(?:-\d{4})?|\d{4} ?[A-Z]{2} [^,\d]+")
"""A place with its postal code: "San Miguel, CA 92407"."""

_JOINED = re.compile(r"\s*[,;/&]\s*|\s+(?:en|and|und|et)\s+")
"""What stands between the names of several people."""

_CREDENTIALS = re.compile(
    r"^(?!(?i:de|van|von|den|der|ten|ter|te|el|al|le|la|di|da|du|dos|del|st)\s)"
    r"(?P<name>[^\W\d_a-zß-öø-ÿ][\w.'’-]*\s[^,;|]{2,50}?)(?:,\s*(?:II|III|IV|Jr\.?|Sr\.?))?"
    r",\s*(?:Ph\.?\s?D\b\.?|[DM]\.\s?[A-Z][a-z]{1,3}\.?|(?:[A-Z]\.){2,}|[A-Z]{3}[A-Z+-]{0,20}|[A-Z]{2,4}\+)(?:\s*,\s*[A-Z][\w.+-]{0,10})*\s*$"
)
"""Degrees and certificates in capitals behind a whole name: "Anna Mol, J.D., CISSP, NET+"; "Mol, A.B." is none."""

_DEGREE_FIRST = re.compile(
    r"(?:[BM]\.?\s?(?:S|A|P\.?S|Sc|Eng|B\.?A|Ed|F\.?A|Phil)\.?|Ph\.?\s?D\.?|J\.D\.?|D\.?Sc\.?|LL\.?[BM]\.?)"
    r"(?:\s*,|\s+(?:in|from|at)\b|\s+[A-Z]{2,6}$)"
)
"""A degree with its subject or school: "B.S., Physics", "M.A. UCB"."""

_INVERTED = re.compile(
    r"^[A-ZÀ-Þ][A-ZÀ-Þ'’-]{1,40}(?: [A-ZÀ-Þ][A-ZÀ-Þ'’-]{1,40}){0,2} ?, ?[A-ZÀ-Þ][a-zß-ÿ][\w.'’ -]{0,40}$"
)
"""A surname in capitals before the given names: "MOL, Anna Grace"."""

_SCHOOL_OF_TITLE = re.compile(r"(?<=\w\.)\s?\((?:FH|TH|TU|Univ\.?|DH|BA|HTL|ETH)\)(?=\s)")
"""Where a title was had, behind it: "Dipl.-Ing. (FH) Anna Vos"."""

_FULL_STOP = re.compile(r"(?<=[a-zà-ÿ]{2})\.$")
_WRITTEN_OUT = re.compile(r"(?<!\w)(?:(?:[^\W\d_a-zà-ÿ]\.\s?)+|[A-ZÀ-Þ]{1,5}\s)\([^\W\d_][\w-]+\)\s")
_CALLED = re.compile(r"\s\([^\W\d_][\w. -]{1,20}\)(?=\s[^\W\d_])")
"""A call name in brackets between the given name and the surname: "Xiaoming (Jerry) Wu"."""
_SHORT_GIVEN = re.compile(r"(?:\b(?:Md|Mohd|Mst|Sk|Chr|Joh|Wm|Jos|Fr|Th|Ph)\.?\s+)+$")
"""Given names that are written short and belong to the name: "Md. Rafiq Uddin", "Joh. Enschede"."""
_LETTERS_BEFORE = re.compile(r"(?<![\w.])(?:[A-Z](?:\.\s?|\s))+$")
"""Initials before the name somebody goes by: "C. Anthony Mol"."""
_GLUED_TITLE = re.compile(r"^(?:(?:Dr|Mr|Mrs|Ms|Prof|Er|Smt|Shri|Sri|Thiru)\.(?=[A-Z]))+")
_GLUED_INITIAL = re.compile(r"(?<![\w.-])([A-Z])\.(?=[A-Z][A-Za-z]{2})")
_GLUED_BEHIND = re.compile(r"(?<=[a-z]{3})\.([A-Z])(?=$|[\s.])|(?<=[A-Z]{4})\.([A-Z])(?=$|[\s.])")
_INITIALS_BEHIND = re.compile(r"(?P<name>[^\W\d_]{3,}(?: [^\W\d_]{3,}){0,2})(?P<initials>(?: [A-Z]\.?){1,3})")
"""A name with its initials behind it, as in the south of India: "Lakshmi Priya N V"."""
_GENERATION = re.compile(r",?\s+(?:Jr|Sr|Jnr|Snr|I{2,3}|IV)\.?$")
_EDGE = " ,;:|·•–—-/()[]<>\t"


@dataclass(frozen=True, slots=True)
class Named:
    """A name on a page: parsed, natural order, as written, and how likely it is one at all (0 to 1)."""

    parsed: PersonName
    natural: str
    raw: str
    score: float

    @property
    def key(self) -> str:
        """The name as `name_key` has it."""
        return name_key(self.natural)

    @property
    def is_anchored(self) -> bool:
        """Whether it is a name by itself: a title, initials or a first name that is known; "Slim Groen" has none."""
        parsed = self.parsed
        return bool(parsed.titles or parsed.initials) or is_given(parsed.call_name.partition(" ")[0])


def name_key(name: str) -> str:
    """A name by which several places of a page are known to name one person: in small letters, without spaces."""
    return fold(name).replace(" ", "")


@lru_cache(maxsize=4_096)
def whole_name(text: str) -> Named | None:
    """The name that all of `text` is, titles and all ("prof. dr. A. Jansen"), or None where it is not one."""
    text = _trimmed(text)
    if not 3 <= len(text) <= LONGEST_NAME or text.count(" ") > 9 or _DEGREE_FIRST.match(text):
        return None
    if not _SHAPE.match(text) or not _CAPITAL.search(text) or is_surely_none(text):
        return None
    spaced = _unglued(text) if "." in text else text
    score = name_likelihood(_apart(spaced))
    if score < (LEAST if " " in spaced else 0.1) or read_unit(text) or _COMPANY.search(text):
        return None
    parsed = parse(spaced)
    if (parsed is None or not _has_initials(spaced, [parsed])) and (apart := _apart(spaced)) != spaced:
        parsed = parse(apart) or parsed
    if parsed is None or not parsed.natural:
        return None
    return Named(parsed, written_name(spaced, parsed), text, score)


def _unglued(text: str) -> str:
    """A name with spaces where titles and initials are written without: "Dr.S.MOL", "R.SENTHIL NATHAN", "Priya.S"."""
    text = _GLUED_TITLE.sub(lambda match: match.group().replace(".", ". "), text)
    return _GLUED_BEHIND.sub(lambda match: f" {match[1] or match[2]}", _GLUED_INITIAL.sub(r"\1. ", text))


def _trimmed(text: str) -> str:
    """`text` without what surrounds a name; "" where it is several sentences or begins with no letter."""
    text = text.strip(_EDGE)
    if not text[:1].isalpha():
        return ""
    if "," in text:
        text = _in_order(text)
    if " " in text or not text.isascii():
        text = _REMARK.sub("", text)
    if "." in text:
        text = _FULL_STOP.sub("", text)
        return text if len(sentences(text)) == 1 else ""
    return text


@cache
def _phone() -> re.Pattern[str]:
    """A telephone number with the word that a part of a value begins with before it: "Anna Mol, Tel. 0361 6700-123"."""
    words = any_as_written(lists.vocabulary("phones")["phone"])
    return re.compile(
        rf"(?:(?:^|(?<=[,;|(]))\s*(?:{words})\b\.?:?\s*)?(?:\+|\b)[\d(][\d\s()/.\-]{{5,}}\d", re.IGNORECASE
    )


def _in_order(text: str) -> str:
    """A text with a comma as a name reads: without degrees behind it, a surname in capitals behind the given names."""
    whole = _CREDENTIALS.match(text)
    text = whole["name"] if whole is not None else text
    if _INVERTED.match(text):
        surname, _, given = text.partition(",")
        words = [word.lower() if is_particle(word.lower()) else word.title() for word in surname.split()]
        return f"{given.strip()} {' '.join(words)}"
    return text


ADDRESSED = 0.6
"""Likelihood of a name with a form of address before it, whatever it is itself."""

SURE = 0.6
"""Likelihood from which a text that may be a name is none of something else, such as a course."""


def is_place(text: str) -> bool:
    """Whether a line is a place with its postal code, whose name may look like a person's ("San Miguel, CA 92407")."""
    return _PLACE.fullmatch(text.strip(_EDGE)) is not None


def is_surely_name(text: str) -> bool:
    """Whether `text` is a person's name rather than a title: "Anna de Wit", not "Rechnernetze"."""
    named = whole_name(text)
    return named is not None and named.score >= SURE


def is_vacant(text: str) -> bool:
    """Whether a text says that there is nobody, where a name would stand: "Docent: N.N."."""
    return _VACANT.search(text) is not None


@lru_cache(maxsize=4_096)
def are_surely_names(text: str) -> bool:
    """Whether all of `text` is one or more people's names: "prof. dr. A. de Wit", "J. Smit en dr. A. Bos"."""
    parts = [part for part in _JOINED.split(text) if part]
    return bool(parts) and (all(map(is_surely_name, parts)) or is_surely_name(text))


@lru_cache(maxsize=4_096)
def surnames_in_value(text: str) -> tuple[Named, ...]:
    """The people of a value that lists single words ("Cavallin, Benincasa, Sala"): surnames, none of them inverted."""
    parts = [part for part in re.split(r"\s*(?:[,;/&]|\ben\b|\band\b|\bund\b|\bet\b)\s*", text) if part]
    if len(parts) < 2 or not all(
        part.isalpha() and part[0].isupper() and not part.isupper() and len(part) > 2 for part in parts
    ):
        return ()
    parsed = [parse(part) for part in parts]
    if len(parts) == 2 and parsed[1] is not None and parsed[1].call_name:
        return ()
    return tuple(
        Named(person, part, part, name_likelihood(part))
        for person, part in zip(parsed, parts, strict=True)
        if person is not None
    )


@lru_cache(maxsize=4_096)
def names_in_value(text: str) -> tuple[Named, ...]:
    """The names in `text`, which a label says are names of people; addresses, numbers and rooms are left out."""
    text = _SCHOOL_OF_TITLE.sub("", text) if "(" in text else text
    text = _phone().sub(" , ", _ADDRESS.sub(" , ", text)).strip(_EDGE)
    text = _VACANT.sub(" , ", _first_sentences(_in_order(text) if "," in text else text))
    bare = _REMARK.sub("", text).strip(_EDGE)
    if not bare or len(bare) > LONGEST_VALUE or not _CAPITAL.search(bare) or _DEGREE_FIRST.match(bare):
        return ()
    found = []
    people = people_as_written(bare)
    if (apart := _apart(bare)) != bare and not _has_initials(bare, [person for _, person in people]):
        spaced = people_as_written(apart)
        if len(spaced) >= len(people):
            bare, people = apart, spaced
    for raw, person in people:
        natural = person.natural
        if natural and (_is_acronym(raw, person, bare) or _DEGREE_FIRST.match(raw)):
            continue
        if natural and not any(character.isdigit() for character in natural) and not _is_unit(raw):
            shape = 0.5 if person.initials and person.surname else 0.0
            titled = name_likelihood(raw.strip(_EDGE)) if person.titles and " " not in natural else 0.0
            score = max(name_likelihood(natural), titled, shape, ADDRESSED if _is_addressed(raw) else 0.0)
            found.append(Named(person, written_name(raw, person), raw.strip(_EDGE), score))
    return tuple(found)


def _is_addressed(raw: str) -> bool:
    """Whether a name is spoken of as a person's: "Ms Tamsin Hart", "Frau Volz"."""
    first, _, rest = raw.strip(_EDGE).partition(" ")
    return folded(first).strip(".") in vocabulary().address and rest[:1].isupper()


def _is_acronym(raw: str, person: PersonName, text: str) -> bool:
    """Whether capitals are a fund's or programme's among words in small letters: "HIVE/USAID PEER Research Grant"."""
    capitals = person.natural.upper()
    if text.isupper() or capitals not in raw or person.initials or person.titles:
        return False
    if any(is_given(word) or is_surname(word) for word in person.natural.split()):
        return False
    return any(is_never(word) for word in text.replace(capitals, " ").split())


def _is_unit(raw: str) -> bool:
    """Whether what looks like a name is that of a unit: "Howard Hughes Medical Institute"."""
    return raw.count(" ") >= 2 and read_unit(raw.strip(_EDGE)) is not None


def sentences(text: str) -> list[str]:
    """`text` cut where a sentence ends behind a word; the points of titles and initials end none."""
    found, start = [], 0
    for match in _POINT.finditer(text) if "." in text else ():
        if match[1] != match[1].lower() and not is_shortened(match[1]):
            found.append(text[start : match.end(1)])
            start = match.end()
    return [*found, text[start:]]


_END = re.compile(r"(?:(?<![\w.-])([a-zà-ÿ]{3,})|[)\d])[.!?]\s+(?=[^\W\d_a-zà-ÿ])")
"""Where a sentence ends behind a word in small letters, a bracket or a figure."""


def told_sentences(text: str) -> list[str]:
    """`text` cut where a sentence ends, behind small letters, brackets and figures too: "All of bees. Dean: A. Vos"."""
    found, start = [], 0
    for match in _END.finditer(text) if ". " in text or "! " in text or "? " in text else ():
        if match[1] is None or not is_shortened(match[1]):
            found += sentences(text[start : match.end(1) if match[1] else match.start() + 1])
            start = match.end()
    return [*found, *sentences(text[start:])]


@lru_cache(maxsize=4_096)
def is_shortened(word: str) -> bool:
    """Whether a point behind `word` belongs to it: "Dhr.", "Prof.", "Dipl."."""
    if _SHORTENED.match(word) or _SHORT_GIVEN.fullmatch(f"{word} "):
        return True
    words = vocabulary()
    key = folded(word)
    return len(key) <= LONGEST_SHORTENED and (key in words.address or (key,) in words.titles or key in words.suffixes)


def _first_sentences(text: str) -> str:
    """The value up to where it stops naming people: "dr. A. Jansen. De voertaal is Engels." ends at the point."""
    first, *others = sentences(text)
    kept = [first]
    for other in others:
        named = whole_name(other)
        if named is None or named.score < 0.6:
            break
        kept.append(other)
    return ", ".join(kept)


def _has_initials(text: str, people: list[PersonName]) -> bool:
    """Whether the initials that `text` writes with points were read as such ("R.A." is no title)."""
    read = {person.initials.replace(".", "").upper() for person in people}
    return all(match.group().replace(".", "") in read for match in _INITIALS.finditer(text))


def _apart(text: str) -> str:
    """`text` with spaces between initials, so that "R.A." and "D.S." are not taken for titles."""
    return _INITIALS.sub(lambda match: match.group().replace(".", ". ").rstrip(), text) if "." in text else text


def _with_middle(raw: str, natural: str, call_name: str) -> str:
    """A name whose order or capitals were put right, with the middle initials that `raw` has: "MOL, Grace C."."""
    first = call_name.partition(" ")[0]
    if not first or not natural.startswith(f"{call_name} "):
        return natural
    middle = re.search(rf"(?i:\b{re.escape(first)})\s+((?:[A-Z]\.\s?)+)(?=\s|$|,|[A-Z]{{2}})", raw)
    return f"{call_name} {middle[1].strip()}{natural[len(call_name) :]}" if middle is not None else natural


def _is_given(name: str) -> bool:
    """Whether a name begins with a first name; alone it is one only where it is no surname: "Mol J." is J. Mol."""
    first, _, more = name.partition(" ")
    return is_given(first) and (bool(more) or not is_surname(first))


def _without_titles(raw: str) -> str:
    """A name as written without the titles and forms of address in front of it."""
    words, known = " ".join(raw.split()).strip(_EDGE).split(" "), vocabulary()
    while len(words) > 1 and (key := folded(words[0]).strip(".")) and ((key,) in known.titles or key in known.address):
        words = words[1:]
    return " ".join(words)


def written_name(raw: str, parsed: PersonName) -> str:
    """The name as the page writes it, in natural order: without titles, brackets and remarks, middle initials kept."""
    natural = _FULL_STOP.sub("", parsed.natural)
    behind = _INITIALS_BEHIND.fullmatch(_without_titles(raw))
    if behind is not None and _is_given(name := behind["name"]):
        return f"{name.title() if name.isupper() else name}{behind['initials']}"
    raw = re.sub(r"(?<=\b[A-Z]\.) (?=[A-Z]\.)", "", raw)
    bare = _FULL_STOP.sub("", " ".join(_BRACKETS.sub(" ", raw).split()).strip(_EDGE))
    whole = _FULL_STOP.sub("", " ".join(raw.split()).strip(_EDGE))
    written = _WRITTEN_OUT.search(whole)
    if written is not None and whole.endswith(parsed.surname or "\0"):
        return whole[written.start() :]
    called = _CALLED.search(whole) if "(" in whole else None
    without = parse(_CALLED.sub("", whole)) if called is not None else None
    end = whole.rfind(parsed.surname or "\0") + len(parsed.surname or "")
    if without is not None and without.natural and end > whole.find(")"):
        start = min(whole.find(word) for word in without.natural.split(" "))
        if 0 <= start < whole.find("("):
            return whole[start:end]
    bare = _GENERATION.sub("", bare)
    before = bare.partition(",")[0]
    if "," in bare and before.endswith(parsed.surname or "\0") and " " in before:
        bare = before
    if "," in bare or bare.isupper() or not bare.endswith(parsed.surname or "\0"):
        return _with_middle(bare, natural, parsed.call_name)
    wanted = parsed.call_name or parsed.initials or parsed.prefix or parsed.surname
    first = wanted.split(" ")[0].split(".")[0]
    at = bare.find(first)
    while at > 0 and bare[at - 1].isalpha():
        at = bare.find(first, at + 1)
    short = (_SHORT_GIVEN.search(bare[:at]) or _LETTERS_BEFORE.search(bare[:at])) if at > 0 else None
    if short is not None:
        at = short.start()
    return bare[at:] if at >= 0 and len(bare) - at >= len(natural) - 2 else natural
