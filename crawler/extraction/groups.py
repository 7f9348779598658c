"""Groups of people whose name says that they teach, though no role word stands in it ("Faculty")."""

import re
from functools import cache

from crawler.extraction.recognisers.role_words import forms
from crawler.extraction.word_lists import word_lists
from crm.text import fold

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(map(fold, word_lists("groups")[name]))


@cache
def _compounds() -> tuple[str, ...]:
    """Words for those who teach that compounds end in: "Sprachdozenten", "praktijkdocenten"."""
    return tuple(word for word in _words("teaching") if word.endswith(("dozenten", "docenten", "lehrende", "leraren")))


def is_archive(folders: list[str]) -> bool:
    """Whether the folders of an address say that what stands there is past: old pages, or kept ones of some year."""
    names = [fold(folder) for folder in folders]
    if not _words("archives").isdisjoint(names[:-1]):
        return True
    kept = next((at for at, name in enumerate(names[:-1]) if name in _words("kept")), None)
    return kept is not None and any(map(_YEAR.search, names[kept + 1 :]))


def is_chair(text: str) -> bool:
    """Whether a line begins with the word for a chair: "Professur für Optik"; beside a professor it is theirs."""
    return fold(text).partition(" ")[0] in _words("chairs")


def is_body(text: str) -> bool:
    """Whether the word for a role is that of a body ("Präsidium"): below other headings under it stand others."""
    return fold(text) in _words("bodies")


@cache
def _guides() -> frozenset[str]:
    """The words for those who guide, guard or plan, of one of them and of several, men and women."""
    return frozenset(form for word in _words("guides") for form in (word, *_inflected(word)))


def _inflected(phrase: str) -> list[str]:
    *front, last = phrase.split(" ")
    return [" ".join((*front, form)) for form in forms(last)]


def is_guide(text: str) -> bool:
    """Whether a role word is that of a guide, a guard or a planner: seen on a page, and nobody's contact."""
    return fold(text) in _guides()


def is_outside_group(text: str) -> bool:
    """Whether a heading or badge names people of outside: "External expert members", "Advisory board"."""
    if not text or len(text) > 60:
        return False
    words = fold(text).split()
    return (
        bool(words) and len(words) <= 6 and (words[0] in _words("outside") or " ".join(words[:2]) in _words("outside"))
    )


def is_teaching_group(text: str) -> bool:
    """Whether a heading, badge or folder names a group that teaches; "Faculty of Science" is a unit and none."""
    if not text or len(text) > 40:
        return False
    words = fold(text).split()
    known = _words("teaching")
    if any(" ".join(words[at:]) in known for at in range(min(len(words), 3))):
        return True
    return words[-1:] != [] and words[-1].endswith(_compounds())
