"""Groups of people whose name says that they teach, though no role word stands in it ("Faculty")."""

from functools import cache

from crawler.extraction.word_lists import word_lists
from crm.text import fold


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(map(fold, word_lists("groups")[name]))


@cache
def _compounds() -> tuple[str, ...]:
    """Words for those who teach that compounds end in: "Sprachdozenten", "praktijkdocenten"."""
    return tuple(word for word in _words("teaching") if word.endswith(("dozenten", "docenten", "lehrende", "leraren")))


def is_archive(folders: list[str]) -> bool:
    """Whether a folder of an address, but its last part, says that what stands there is past."""
    return not _words("archives").isdisjoint(map(fold, folders[:-1]))


def is_guide(text: str) -> bool:
    """Whether a role word is that of a guide, a guard or a planner: seen on a page, and nobody's contact."""
    return fold(text) in _words("guides")


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
