"""Lines in the same place of repeated boxes: where most of them are names, a single word among them is one too."""

from collections import Counter
from itertools import islice

from crawler.extraction.blocks import Line
from crawler.extraction.mention import Mention


def shape_of(line: Line) -> tuple[str, ...]:
    """What lines in the same place of repeated boxes have in common."""
    box = line.box
    above = [outer.signature for outer in islice(box.ancestors(), 3)]
    return (str(line.level % 7), box.tag, *above)


def without_lone_weak(mentions: list[Mention]) -> list[Mention]:
    """Drops single words that might be names, save where most lines of their shape are names."""
    weak = [m for m in mentions if m.weak]
    if not weak:
        return mentions
    good: Counter[tuple[str, ...]] = Counter()
    every: Counter[tuple[str, ...]] = Counter()
    for mention in mentions:
        if mention.whole and not mention.roles:
            every[shape_of(mention.line)] += 1
            good[shape_of(mention.line)] += mention.named.score >= 0.35
    kept = {shape for shape in every if every[shape] >= 3 and good[shape] * 10 >= every[shape] * 6}
    likely = 0.35
    return [
        m
        for m in mentions
        if not m.weak
        or (shape_of(m.line) in kept and (m.named.score >= likely or 0 < m.line.level < 7 or " " in m.named.raw))
    ]
