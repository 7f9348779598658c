"""Descriptions of courses without what a site says below (or above) every one of them: its foot, its reservations."""

import re
from collections import Counter
from collections.abc import Iterable

from crawler.extraction.findings import FoundCourse, PageFindings

FEWEST = 8
"""Pages with a description from which it can be told what all of them repeat."""

MOST_SHARE = 0.5
"""What begins or ends more than this share of them in the same words belongs to the site."""

DEEPEST = 8
"""Sentences at either end that are looked at."""

_SENTENCE = re.compile(r"(?<=[.!?])\s+")


def settle_descriptions(pages: Iterable[PageFindings]) -> None:
    """Takes from the ends of every description the sentences that most descriptions of the site have there."""
    told = [(course, _SENTENCE.split(course.description)) for course in _described(pages) if course.description]
    if len(told) < FEWEST:
        return
    counts = Counter(part for _course, parts in told for part in {*parts[:DEEPEST], *parts[-DEEPEST:]})
    everywhere = {part for part, count in counts.items() if count > MOST_SHARE * len(told)}
    for course, parts in told if everywhere else ():
        first, last = 0, len(parts)
        while last > first and parts[last - 1] in everywhere:
            last -= 1
        while first < last and parts[first] in everywhere:
            first += 1
        if last - first < len(parts):
            course.description = " ".join(parts[first:last]) or None


def _described(pages: Iterable[PageFindings]) -> Iterable[FoundCourse]:
    """One course a page: a page that tells of several has a text of each between its head and foot."""
    return (page.courses[0] for page in pages if len(page.courses) == 1)
