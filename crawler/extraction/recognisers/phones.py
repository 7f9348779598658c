"""Telephone numbers: Dutch, Belgian, German and international ones, as written; no dates, codes, ISBNs, bank accounts.

Lengths of numbers: the Dutch and Belgian numbering plans, the North American one (NANP), E.164 (at most 15 digits).
"""

import re
from functools import cache

from crawler.extraction.recognisers.vocabulary import any_of, fold_in_place, has_digit, plain, vocabulary

LONGEST = 20_000
"""Characters of a text that are looked at."""

MOST = 100
"""Numbers kept of one text."""

_CANDIDATE = re.compile(
    r"(?<![\w+@/.=#-])(?:\+\s?\d|00\s?[1-9]|\(\+?\d|\d)(?:[\d()]|[\s.\u00b7/-](?=[\d()\s/-])){5,24}\d(?![\w@/]|[.,-]\d|[-/]\w)"
)
_ENOUGH_DIGITS = re.compile(r"\d(?:[^\d\n]{0,5}\d){7}")
_DATE = re.compile(
    r"(?<!\d)\d{1,2}[-/.\s]\d{1,2}[-/.\s](?:19|20)\d\d(?!\d)|(?<!\d)(?:19|20)\d\d[-/.]\d{1,2}[-/.]\d{1,2}(?!\d)"
)
_YEARS = re.compile(r"(?<!\d)(?:19|20)\d\d\s?[-/]\s?(?:19|20)\d\d(?!\d)")
_DUTCH = re.compile(r"0(?:6|800|900|906|909|[1-5]\d{1,2}|7\d{1,2}|8[58]|[1-57]\d{3})")
_NANP = re.compile(r"(?:1[ .-])?\(?[2-9]\d\d\)?[ ./-]{0,2}[2-9]\d\d[ .-]\d{4}")
_BANK = re.compile(r"(?:[A-Z]{2}\d\d\s?)?[A-Z]{4}\s?$")
_COUNTRY_LENGTHS = {
    "31": (9, 9),
    "32": (8, 9),
    "49": (6, 12),
    "44": (9, 10),
    "33": (9, 9),
    "1": (10, 10),
    "352": (5, 9),
}


@cache
def _labels() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    words = vocabulary("phones")
    return (
        re.compile(rf"(?<!\w){any_of(words['phone'])}[\s.:)]{{0,4}}(?:\(?werk\)?|nr\.?)?[\s:]{{0,3}}$"),
        re.compile(rf"(?<!\w){any_of(words['fax'])}[\s.:)]{{0,4}}$"),
        re.compile(rf"(?<!\w){any_of(words['other'])}(?:-1[03])?[\s.:)]{{0,4}}$"),
    )


def find_phones(text: str) -> list[str]:
    """The telephone numbers in `text` as written, in order, each once. Fax numbers are left out."""
    text = text[:LONGEST]
    if not has_digit(text) or not _ENOUGH_DIGITS.search(text):
        return []
    text = plain(text)
    found: dict[str, str] = {}
    for match in _CANDIDATE.finditer(text):
        written = match.group().strip()
        if written.endswith(")") and "(" not in written:
            written = written[:-1]
        if written.startswith("(") and ")" not in written:
            written = written[1:]
        if _is_phone(written, text[max(0, match.start() - 30) : match.start()]):
            found.setdefault(re.sub(r"\D", "", written), " ".join(written.split()))
    return list(found.values())[:MOST]


def _is_phone(written: str, before: str) -> bool:
    digits = re.sub(r"\D", "", written.replace("(0)", ""))
    if not 8 <= len(digits) <= 15 or len(set(digits)) < 3:
        return False
    if _DATE.search(written) or _YEARS.search(written) or _BANK.search(before) or written.count("(") > 1:
        return False
    labelled, fax, other = (label.search(fold_in_place(before)) for label in _labels())
    if fax or other:
        return False
    if written.startswith(("+", "(+")) or (written.startswith("00") and digits[2] != "0"):
        return _is_international(digits.removeprefix("00"))
    if written.startswith(("0", "(0")):
        return _is_national(written, digits, labelled=labelled is not None)
    return _NANP.fullmatch(written) is not None and (labelled is not None or not written.isdigit())


def _is_international(digits: str) -> bool:
    for code, (least, most) in _COUNTRY_LENGTHS.items():
        if digits.startswith(code):
            rest = digits[len(code) :].removeprefix("0")
            return least <= len(rest) <= most
    return 9 <= len(digits) <= 15


def _is_national(written: str, digits: str, *, labelled: bool) -> bool:
    """With the trunk prefix 0: ten digits (Netherlands, Belgian mobiles), nine (Belgium), or others (Germany)."""
    if digits[1] == "0":
        return False
    separated = not written.isdigit()
    if len(digits) == 10 and _DUTCH.match(digits):
        return labelled or digits.startswith("06") or separated or not _is_isbn(digits)
    if len(digits) == 9:
        return (labelled or separated) and not digits.startswith("06")
    return labelled and separated and 8 <= len(digits) <= 12


def _is_isbn(digits: str) -> bool:
    """Whether ten digits carry the check digit of ISBN-10 (ISO 2108)."""
    return sum((10 - place) * int(digit) for place, digit in enumerate(digits)) % 11 == 0
