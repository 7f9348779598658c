"""Lines in the same place of repeated boxes: where most of them are names, a single word among them is one too."""

from collections import Counter
from itertools import islice

from crawler.extraction.blocks import BOLD, Line, Page
from crawler.extraction.mention import Mention

LEAST_ALIKE = 3
"""Names of one make that are a list."""


def shape_of(line: Line) -> tuple[str, ...]:
    """What lines in the same place of repeated boxes have in common."""
    box = line.box
    above = [outer.signature for outer in islice(box.ancestors(), 3)]
    return (str(line.level % BOLD), box.tag, *above)


def levels_of_names(page: Page, mentions: list[Mention]) -> set[int]:
    """The levels of headings most of which are names, whatever boxes they stand in: each begins somebody's entry."""
    named = Counter(m.line.level for m in mentions if m.whole and 0 < m.line.level < BOLD and not m.weak)
    every = Counter(line.level for line in page.lines if 0 < line.level < BOLD and not line.box.furniture)
    return {level for level, count in named.items() if count >= LEAST_ALIKE and count * 10 >= every[level] * 6}


def without_lone_weak(mentions: list[Mention]) -> list[Mention]:
    """Drops single words that might be names, save where most lines of their shape are names."""
    weak = [m for m in mentions if m.weak]
    if not weak:
        return mentions
    good: Counter[tuple[str, ...]] = Counter()
    every: Counter[tuple[str, ...]] = Counter()
    for mention in mentions:
        if mention.whole and (mention.weak or not mention.roles):
            every[shape_of(mention.line)] += 1
            good[shape_of(mention.line)] += mention.named.score >= 0.35
    kept = {shape for shape in every if every[shape] >= 3 and good[shape] * 10 >= every[shape] * 6}
    likely = 0.35
    return [
        m
        for m in mentions
        if not m.weak
        or (shape_of(m.line) in kept and (m.named.score >= likely or 0 < m.line.level < BOLD or " " in m.named.raw))
    ]
