"""Course codes: "ICT-DB-1", "CMIBET01K", "5072DATA6Y", "CS 101", "B-KUL-G0Q20A"; not years, rooms, file names."""

import re
from functools import cache, lru_cache

from crawler.extraction.recognisers.vocabulary import fold_in_place, has_digit, plain, vocabulary

LONGEST_CODE = 60
"""Characters, spaces around it counted, of the longest text that may be a code."""

LONGEST = 2_000
"""Characters of a text that are looked at."""

STARRED = 0.8
"""Likelihood of a code with a star or points between its parts."""

LIKELY = 0.5
"""From this likelihood on, `find_code` believes a code without a label."""

_CANDIDATE = re.compile(
    r"(?<![\w.@/&#-])(?:"
    r"[A-Z]{2,8}(?:[-_&][A-Z]{1,4}|/[A-Z]{2,8})?[ \u00a0]{1,2}\d{2,5}"
    r"(?:[A-Z]\d|[A-Z]{0,3})(?:\.\d{1,3})?(?:/\d{3}[A-Z]?)?"
    r"|[A-Z]{2,9}(?:[ &/][A-Z]{2,8})?[ \u00a0]{1,2}\d[A-Z]{1,2}\d{1,2}"
    r"|[A-Z]{2,5}[ \u00a0]{1,2}[A-Z]\d{2,4}[A-Z]?"
    r"|[A-Z]{2,6}\*\d{3,4}"
    r"|[A-Z0-9][A-Za-z0-9]{0,14}(?:[-_./][A-Za-z0-9]{1,12}){0,4}_?"
    r")(?![\w@]|-\w|\.\w|/\w)"
)
_SUBJECT_NUMBER = re.compile(
    r"([A-Z]{2,8})(?:[-_&][A-Z]{1,4}|/[A-Z]{2,8})?\s{1,2}(\d{2,5})(?:[A-Z]\d|[A-Z]{0,3})(?:\.\d{1,3})?(?:/\d{3}[A-Z]?)?"
)
_SUBJECT_MIXED = re.compile(r"[A-Z]{2,9}(?:[ &/][A-Z]{2,8})?\s{1,2}\d[A-Z]{1,2}\d{1,2}")
"""A subject with a number that holds letters ("EARTH SC 2K03", "CHEM 1AA3")."""

_LETTERED_NUMBER = re.compile(r"[A-Z]{2,5}\s{1,2}[A-Z](\d{2,4})[A-Z]?")
"""A subject with a number behind the letter of a college or level ("ENGL C1000", "BIOL M12A")."""

_SMALL_PARTS = re.compile(r"[A-Za-z0-9_.-]{4,20}")
_WRITTEN_SUBJECT = re.compile(r"[A-Z](?:[A-Za-z]{0,6}[a-z][A-Za-z]{0,6}) \d{3,4}[A-Z]?")
"""A subject that is written as a word is, with its number ("ChE 101", "Phys 211"): a code where something says so."""

_LETTERS_DIGITS = re.compile(r"([A-Z]{1,12})(\d{1,6})([A-Z0-9]{0,8})_?")
_DIGITS_LETTERS = re.compile(r"\d{3,6}[A-Z]{2,10}[A-Z0-9]{0,6}")
_DIGITS_LETTERS_DIGITS = re.compile(r"\d{3,5}[A-Z]{1,3}\d{3,5}[A-Z]?")
"""Digits, letters and digits again ("6013B0501")."""

_DOTTED = re.compile(r"[A-Z0-9]{1,12}(?:\.[A-Za-z0-9]{1,12}){1,4}")
_PARTED = re.compile(r"[A-Za-z0-9]{1,15}(?:[-_./][A-Za-z0-9]{1,12}){1,4}_?")
_DIGIT_FIRST = re.compile(r"\d[A-Z]{2,4}\d[A-Z\d]{1,5}")
"""A digit before letters and a number ("2IP90", "6CCS3PRJ")."""

_YEAR_FIRST = re.compile(r"20[0-3]\d{6}")
"""A year with a number behind it in one ("201700117")."""

_STARRED = re.compile(r"[A-Z]{2,6}\*\d{3,4}|[A-Z]{2}\.\d{3}\.\d{3}|[A-Z]\.[A-Z][a-z]{1,4}\.\d{3,4}|\d{3}\.[A-Z]\d{2}")
"""Subject and number with a star or points between ("PHYS*1080", "EN.601.226", "M.Inf.1101", "185.A12")."""

_NUMBERS_LETTER = re.compile(r"\d{2,4}[-.]\d{3,4}[-.]\d{2,3}[A-WYZ]")
"""Groups of digits closed by a letter ("252-0027-00L"); an X would close an ISBN."""

_SPACED_LETTERS = re.compile(r"[A-Z]{2,5}(?: [A-Z]{2,5}){1,2}")
"""Groups of capitals ("WPF VFX"): a code only where a label says so."""

_MIXED = re.compile(r"[A-Z][A-Za-z]{0,8}[A-Z0-9][A-Za-z0-9]{0,12}")
_ROOM = re.compile(r"[A-Z]{1,3}[ -]?\d{1,2}\.\d{2,3}[A-Z]?|[A-Z]\d?[.-]\d{1,2}[.-]?\d{0,3}")
_POSTCODE = re.compile(r"[1-9]\d{3}\s?[A-Z]{2}|[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}|[A-Z]{1,2}-\d{4,5}")
_YEARS = re.compile(r"(?:19|20)\d\d(?:[-/](?:(?:19|20)?\d\d))?|\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}")
_NUMBER = re.compile(r"[\d.,/-]+")
_ACCOUNT = re.compile(r"[A-Z]{2}\d\d\s$")
_YEAR = re.compile(r"(?:19|20)\d\d")


@cache
def _never() -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    data = vocabulary("course_codes")
    return frozenset(data["never"]), frozenset(data["not_prefixes"]), frozenset(data["file_endings"])


@lru_cache(maxsize=4_096)
def code_likelihood(text: str) -> float:
    """How likely the whole of `text` is a course code, 0 to 1.

    0.5 and more: believed anywhere. 0.2 to 0.5 (only digits, only letters, small letters): where a label says so.
    """
    code = plain(text.strip()) if len(text) <= LONGEST_CODE else ""
    if not 2 <= len(code) <= 32 or not any(map(str.isalnum, code)):
        return 0.0
    folded = fold_in_place(code)
    never, prefixes, endings = _never()
    if folded in never or folded.rpartition(".")[2] in endings or _YEARS.fullmatch(code) or _POSTCODE.fullmatch(code):
        return 0.0
    if _STARRED.fullmatch(code) or _DIGIT_FIRST.fullmatch(code):
        return STARRED if code[0].isalpha() else LIKELY
    head = re.match(r"[^\W\d_]*(?![-&][A-Za-z]{2,5}\s\d)", folded)
    if head and head.group() in prefixes and _is_counted(code, head.group()) and not _is_of_subject(code):
        return 0.0
    return _shape(code)


_PLACEHOLDER = re.compile(
    r"[A-Za-z]{2,6}(?:[ -]?\d{1,3}[xX]{1,3}|[ -][xX]{3,4}|[ -]?\[\s*\])(?!\w)|[A-Z]{2,5}x{3,4}(?!\w)"
)


def is_placeholder(text: str) -> bool:
    """Whether `text` begins with a code that is still open: any course of that subject ("MATH XXX", "ChE 4xx")."""
    return _PLACEHOLDER.match(text) is not None


_OF_SUBJECT = re.compile(r"([A-Z]{2,5}) (\d{3,4})[A-Z]?")


def _is_of_subject(code: str) -> bool:
    """Whether capitals that abbreviate what is counted are a subject's too, before such a number: "ART 310"."""
    match = _OF_SUBJECT.fullmatch(code)
    return (
        match is not None
        and match[1].lower() in vocabulary("course_codes")["subjects"]
        and not _YEAR.fullmatch(match[2])
    )


def begins_with_year(code: str) -> bool:
    """Whether a number is a year with another behind it ("201700117"): a code where it begins a course's title."""
    return _YEAR_FIRST.fullmatch(code) is not None


def is_no_value(text: str) -> bool:
    """Whether `text` says that there is no code: "NVT", "TBA"."""
    return fold_in_place(plain(text.strip())) in vocabulary("course_codes")["no_values"]


FEWEST_DIGITS = 3
"""Digits of a course's number behind one letter: "V22.0036"."""

LONGEST_SHORT = 4
"""Letters of a subject that one digit makes a code ("Math 1"); "Databases 2" is a second part."""

_HEAD_SUBJECT = re.compile(r"[^\W\d_]+(?:[ &/][^\W\d_]+)*")


@cache
def _no_subjects() -> frozenset[str]:
    data = vocabulary("course_codes")
    return frozenset(data["not_prefixes"]) | frozenset(data["not_subjects"])


@lru_cache(maxsize=4_096)
def is_head_code(text: str) -> bool:
    """Whether `text`, which begins a page's title or heading, has the look of a course code.

    There a subject may be written out ("Computer Science 111", "Math 17") and a number stand alone ("6.006", "15-213"),
    which prove nothing anywhere else; the caller wants a second place to agree.
    """
    folded = fold_in_place(plain(text.strip()))
    if _YEARS.fullmatch(folded) or folded in _never()[0] or not any(map(str.isdigit, folded)):
        return False
    subject = _HEAD_SUBJECT.match(folded)
    if subject is None:
        return True
    words = [word for word in re.split(r"[ &/]", subject.group()) if len(word) > 1]
    if not _no_subjects().isdisjoint(words) and not re.search(r"\d[a-z]", folded):
        return False
    number = re.search(r"\d+", folded)
    if len(words) == 1 and len(words[0]) > LONGEST_SHORT and number is not None and len(number.group()) == 1:
        return False
    if not words and sum(map(str.isdigit, folded)) < FEWEST_DIGITS:
        return False
    return number is not None and not (_YEAR.fullmatch(number.group()) and 1980 <= int(number.group()) <= 2049)


def _is_counted(code: str, prefix: str) -> bool:
    """Whether a word and its number are a count ("WEEK 12", "OP2"), not a code that begins alike ("AM1060")."""
    if re.search(r"\d[A-Za-z]", code) or (" " not in code and re.search(r"[-_][A-Za-z]|_\d{4}", code)):
        return False
    long_number = re.search(r"\d{4,}$", code)
    return not (long_number and len(prefix) <= 2 and not _YEAR.fullmatch(long_number.group()) and " " not in code)


def _shape(code: str) -> float:
    if _NUMBER.fullmatch(code):
        digits = sum(map(str.isdigit, code))
        return 0.3 if code.isdigit() and 4 <= digits <= 10 else 0.1 if 3 <= digits <= 10 else 0.0
    if _ROOM.fullmatch(code) or _NUMBERS_LETTER.fullmatch(code):
        return 0.1 if _ROOM.fullmatch(code) else 0.7
    if match := _SUBJECT_NUMBER.fullmatch(code):
        return _subject_number(match)
    if match := _LETTERS_DIGITS.fullmatch(code):
        return _letters_digits(match)
    if _DIGITS_LETTERS.fullmatch(code):
        return 0.85 if len(code) >= 7 else 0.6 if len(code) == 6 else 0.4
    return _mixed(code)


def _mixed(code: str) -> float:
    """Codes in parts, of letters alone, or in small letters."""
    if _SUBJECT_MIXED.fullmatch(code) or _DIGITS_LETTERS_DIGITS.fullmatch(code):
        return 0.8
    digits, capitals = any(map(str.isdigit, code)), sum(map(str.isupper, code))
    if _PARTED.fullmatch(code) or _DOTTED.fullmatch(code):
        return _parted(code, digits=digits, capitals=capitals)
    if code.isalpha():
        return _letters(code, capitals)
    if _SPACED_LETTERS.fullmatch(code):
        return 0.2
    if " " in code:
        return _spaced(code)
    return (0.45 if capitals >= 2 else 0.3) if digits and _SMALL_PARTS.fullmatch(code) else 0.0


def _spaced(code: str) -> float:
    """A subject that is written as a word is, or a number behind the letter of a college."""
    if lettered := _LETTERED_NUMBER.fullmatch(code):
        return 0.8 if len(lettered[1]) > 2 else LIKELY
    return 0.3 if _WRITTEN_SUBJECT.fullmatch(code) and is_head_code(code) else 0.0


def _letters(code: str, capitals: int) -> float:
    """Letters alone: "MKT", "MnBfaL", "imsense"."""
    if code.isupper():
        return 0.25 if 3 <= len(code) <= 10 else 0.0
    if _MIXED.fullmatch(code) and capitals >= 2:
        return 0.2
    return 0.1 if code.islower() and code.isascii() and 5 <= len(code) <= 9 else 0.0


def _subject_number(match: re.Match[str]) -> float:
    """ "CS 101": three digits and more; a subject written out is less likely than an abbreviation."""
    letters, number = match[1], match[2]
    if len(number) < 3:
        return 0.45
    if _YEAR.fullmatch(number) and 2000 <= int(number) <= 2049:
        return 0.6 if len(letters) <= 4 else 0.4
    return 0.9 if len(letters) <= 5 else 0.6


def _letters_digits(match: re.Match[str]) -> float:
    letters, digits, rest = match[1], match[2], match[3]
    length = len(letters) + len(digits) + len(rest)
    if _YEAR.fullmatch(digits) and not rest:
        return 0.6 if len(letters) in {3, 4} else 0.35
    if length >= 6 and len(digits) >= 2:
        return 0.95
    if length >= 5 and (len(digits) >= 2 or (len(letters) >= 4 and length >= 6)):
        return 0.85
    if len(digits) >= 2 and length >= 4:
        return 0.55 if len(digits) >= 3 or len(letters) >= 3 else 0.4
    return 0.5 if length >= 7 else 0.3 if length >= 3 else 0.15


def _parted(code: str, *, digits: bool, capitals: int) -> float:
    parts = re.split(r"[-_./]", code.strip("_"))
    if not digits:
        return (
            0.3 if code.replace("-", "").isupper() and len(code) <= 16 and "." not in code and "/" not in code else 0.0
        )
    if capitals < 2 and not re.fullmatch(r"[A-Z]_\d{4,}", code):
        return 0.25 if capitals and len(code) >= 5 else 0.15
    if "/" in code:
        return 0.3
    capital_parts = sum(part.isupper() or part.isdigit() or bool(re.fullmatch(r"[A-Z0-9]+", part)) for part in parts)
    if capital_parts < len(parts):
        return 0.4
    return 0.85 if len(code) >= 7 or len(parts) > 2 else 0.6


def find_code(text: str) -> str | None:
    """The likeliest course code in `text` (the first of equals), where one is likely without a label; else None."""
    text = text[:LONGEST]
    return _likeliest(plain(text)) if has_digit(text) else None


@lru_cache(maxsize=4_096)
def _likeliest(text: str) -> str | None:
    best, best_likelihood = None, LIKELY
    for match in _CANDIDATE.finditer(text):
        code = match.group().strip()
        if code.islower() or _ACCOUNT.search(text[max(0, match.start() - 8) : match.start()]):
            continue
        likelihood = code_likelihood(code)
        if likelihood > best_likelihood or (best is None and likelihood >= best_likelihood):
            best, best_likelihood = code, likelihood
    return best
