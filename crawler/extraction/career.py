"""Lines that tell what somebody was: "2009-2013 PhD student", "Ph.D., 1994", "former dean". They give nobody a role."""

import re

from crawler.extraction.recognisers.vocabulary import has_digit

_RANGE = re.compile(r"\b((?:19|20)\d\d)\s*(?:[-–—/]|to|tot|bis|until|t/m|à)\s*((?:19|20)?\d\d)\b")
_STILL = re.compile(
    r"\b(?:present|current|currently|now|today|heden|huidig|nu|heute|aktuell|derzeit|seit|since|sinds|depuis|actuel|actuellement)\b",
    re.IGNORECASE,
)
_EARNED = re.compile(
    r"\b(?:ph\.?\s?d|d\.?phil|m\.?\s?sc|b\.?\s?sc|m\.?a|b\.?a|m\.?s|b\.?s|m\.?phil|m\.?eng|b\.?eng|dr|doctorate|doctoraat"
    r"|promotion|promotie|promoviert|gepromoveerd|diplom\w*|degree|thesis|dissertation|proefschrift|afgestudeerd)\b.{0,80}\b(?:19|20)\d\d\b",
    re.IGNORECASE,
)
_WAS = re.compile(
    r"(?:former|formerly|past|previously|until|voormalig|voorheen|vroeger|ehemals|ehemalig|zuvor|früher|bis|ancien)\w*\b",
    re.IGNORECASE,
)


def is_past(text: str) -> bool:
    """Whether a line tells of years that are over, of a degree that was earned, or begins with a word for what was.

    A single school year ("2026-2027") and what goes on since a year are not over.
    """
    if _WAS.match(text):
        return True
    if not has_digit(text) or _STILL.search(text):
        return False
    for first, last in _RANGE.findall(text):
        end = int(last) if len(last) == 4 else int(first[:2] + last)
        if end - int(first) != 1:
            return True
    return _EARNED.search(text) is not None
