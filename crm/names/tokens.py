"""Words of a name: tidied, split and told apart (initials, particle, title, suffix)."""

import re
from functools import lru_cache

from crm.names.vocabulary import folded, is_given, is_surname, vocabulary

UPPER = "".join(c for c in map(chr, range(0x41, 0x530)) if c.isupper()) + "".join(
    c for c in map(chr, range(0x1E00, 0x1F00)) if c.isupper()
)
LOWER = "".join(c for c in map(chr, range(0x61, 0x530)) if c.islower()) + "".join(
    c for c in map(chr, range(0x1E00, 0x1F00)) if c.islower()
)

_QUOTES = str.maketrans(
    {"’": "'", "‘": "'", "`": "'", "´": "'", "ʼ": "'", "–": "-", "—": "-", "‑": "-", "‐": "-", "\u2212": "-"}
)
_GLUED = re.compile(
    rf"(?<=\.)(?=[{UPPER}][{LOWER}]{{2,}}(?!\.)|(?:van|von|de|den|der|ten|ter|te|el|la|le|di|da|in|op|'t|v\.d|vd)\b)"
)
_GLUED_TITLE = re.compile(r"\b(prof|dr|drs|ir|ing|mr|em|ds|bc|jhr|mag|mw|dhr|mevr)\.(?=\w)", re.IGNORECASE)
_ELISION = re.compile(rf"(?<![\w'])((?:[dDlL]|[dD][ae]ll)')(?=[{UPPER}])")
_HYPHEN = re.compile(r"(?<=\w)(?:\s+-|-\s+)(?=\w)")
_DOUBLED_POINT = re.compile(rf"(?<=\b[{UPPER}])\.\.(?!\.)")
_SPACED_POINTS = re.compile(r"\s+(?=\.)")
_DOTTED = re.compile(rf"(?:-?(?:[{UPPER}][{LOWER}]{{0,3}}|IJ)\.)+-?(?:[{UPPER}]|IJ)?")
_NAME = re.compile(rf"(?:[{LOWER}]{{1,4}}['-]|'(?:[st]-)?)?[{UPPER}][{UPPER}{LOWER}'\-]*\.?")
_SHORT_CAPITALS = re.compile(rf"(?:[{UPPER}]-?){{1,5}}")
_WORD = re.compile(rf"[{UPPER}{LOWER}]+")
_VOWEL = re.compile("[aeiouy]")
_CLUSTER_END = re.compile("[bcdfghjklmnpqrstvwxz]{2}$")
_IJ = re.compile(r"\bIj(?=[a-z])")


def straight(text: str) -> str:
    """`text` with one sort of apostrophe and one sort of dash."""
    return text if text.isascii() and "`" not in text else text.translate(_QUOTES)


def tidy(text: str) -> str:
    """`text` with one sort of quote and dash, and a space where titles, initials or particles were glued together."""
    text = straight(text)
    if "." in text:
        text = _DOUBLED_POINT.sub(".", _SPACED_POINTS.sub("", text))
        text = _GLUED.sub(" ", _GLUED_TITLE.sub(r"\1. ", text))
    if "'" in text:
        text = _ELISION.sub(r"\1 ", text)
    return text


def close_hyphens(text: str) -> str:
    """`text` without spaces on one side of a hyphen ("Jansen- de Boer" is "Jansen-de Boer")."""
    return _HYPHEN.sub("-", text) if "-" in text else text


@lru_cache(maxsize=4_096)
def bare(word: str) -> str:
    """`word` folded and without its points and commas, to look up titles and suffixes."""
    return folded(word).replace(".", "").strip(",;:")


@lru_cache(maxsize=4_096)
def is_dotted_initials(word: str) -> bool:
    """Whether `word` is initials with points: "J.M.", "Th.", "J.-P.", "Chr.P.", "J.M"."""
    return "." in word and _DOTTED.fullmatch(word) is not None


@lru_cache(maxsize=4_096)
def is_name_word(word: str) -> bool:
    """Whether `word` is shaped as (part of) a name: a capital and letters, with hyphen or apostrophe."""
    return len(word) <= 40 and _NAME.fullmatch(word) is not None and not is_dotted_initials(word)


@lru_cache(maxsize=4_096)
def is_bare_initials(word: str) -> bool:
    """Whether capitals without points are more likely initials than a name: "J", "HJM", "BAM"; not "SUN" or "JAN"."""
    if _SHORT_CAPITALS.fullmatch(word) is None:
        return False
    if len(word) == 1 or word == "IJ":
        return word != "Ó"
    return not is_given(word) and not is_surname(word)


@lru_cache(maxsize=4_096)
def is_unsayable(word: str) -> bool:
    """Whether `word` has no vowel or ends in consonants as initials do ("HJM", "AJM")."""
    key = folded(word)
    return len(key) <= 5 and (_VOWEL.search(key) is None or (len(key) <= 4 and _CLUSTER_END.search(key) is not None))


@lru_cache(maxsize=4_096)
def is_particle(word: str) -> bool:
    """Whether `word` can stand in a prefix ("van", "Der", "'t", "v.d.", a small "d")."""
    return word in vocabulary().small_particles or word.lower().replace("\u2215", "/") in vocabulary().particles


def is_suffix(word: str) -> bool:
    """Whether `word` is a known suffix ("MSc", "M.Sc.", "RA", "jr.")."""
    key = bare(word)
    known = vocabulary()
    if key in known.generations:
        return True
    if key not in known.suffixes:
        return False
    return (
        (key in known.plain_suffixes and (word[0].islower() or len(key) > 2))
        or any(c.isupper() for c in word[1:])
        or len(key) > 3
    )


def written_suffix(word: str) -> str:
    """`word` as suffixes are written, without points save "jr."."""
    key = bare(word)
    if key in vocabulary().generations:
        return f"{key}." if key in {"jr", "sr", "jnr", "snr"} else word.strip(",")
    return vocabulary().suffixes.get(key, word.strip(",."))


def pointed(word: str) -> str:
    """Initials with points: "HJM" is "H.J.M.", "IJ" stays one letter, "J.-P." and "Chr.P." stay."""
    if "." in word:
        return word if word.endswith(".") else word + "."
    letters = word.replace("IJ", "\x00")
    return "".join("-" if c == "-" else f"{c}." for c in letters).replace("\x00", "IJ")


def _cased(match: re.Match[str]) -> str:
    word = match.group()
    if word.startswith("MC") and len(word) > 4:
        return "Mc" + word[2] + word[3:].lower()
    return word[0].upper() + word[1:].lower().replace("i̇", "i")


def normal_case(word: str) -> str:
    """A word of capitals only, or of none, in normal case: "O'BRIEN" is "O'Brien", "JANSEN-DE" "Jansen-de"."""
    if is_particle(word):
        return word.lower()
    parts = word.split("-")
    cased = [
        part.lower()
        if place and len(part) > 1 and is_particle(part) and place < len(parts)
        else _WORD.sub(_cased, part)
        for place, part in enumerate(parts)
    ]
    return _IJ.sub("IJ", "-".join(cased))
