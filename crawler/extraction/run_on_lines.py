"""Paragraphs that begin with a course's code and title and run on with its description.

"BIO 110 Ecology (3) How bees live. Prerequisite: BIO 101.": the title ends where the credits stand, where bold ends, or
at the first full stop behind words in capitals.
"""

import re
from functools import lru_cache

from crawler.extraction.blocks import Line
from crawler.extraction.recognisers.credit_sentences import leading_credits
from crawler.extraction.titled_lines import TitledLine, head_of, read_titled

LONGEST_HEAD = 130
"""Characters of code and title together."""

FEWEST_BEHIND = 20
"""Characters of a description behind the title."""

FEWEST_BEHIND_BOLD = 4
"""Characters of it behind a title in bold with what it counts for."""

_STOP = re.compile(r"(?<=[\w)\"”])\.\s+(?=[A-Z0-9(\"“])|\s+[–—-]\s+(?=[A-Z])")
_CREDITS_BEGIN = re.compile(r"[.,;:]?\s+(?=[(\[]?\d)|[.,;:]\s+(?=[A-Za-z])|\s*(?=[(\[])|\s+(?=\w{2,8}:\s?\d)")
_ONE_BRACKET = re.compile(r"\s*\([^()]+\)[\s.*]*")
"""What a bold title may be followed by where nothing runs on: "(3 credits; offered in fall)"."""

_WORD = re.compile(r"[^\W\d_][\w'’-]{3,}")


def read_run_on(line: Line) -> TitledLine | None:
    """Code, title and credits at the start of a paragraph, or None where nothing runs on behind a title."""
    if len(line.text) < FEWEST_BEHIND or line.level:
        return None
    return _read(line.text, len(line.bold) if FEWEST_BEHIND // 2 < len(line.bold) < len(line.text) else 0)


@lru_cache(maxsize=4_096)
def _read(text: str, bold: int) -> TitledLine | None:
    start = head_of(text)
    if start is None:
        return None
    for cut in _ends(text, start, bold):
        behind = leading_credits(text[cut:])
        rest = text[cut + behind[1] :] if behind is not None else text[cut:]
        fewest = FEWEST_BEHIND_BOLD if bold and abs(cut - bold) <= 1 and behind is not None else FEWEST_BEHIND
        if len(rest.strip(" .,;:")) < fewest or (behind is None and rest[:1].islower()):
            continue
        if behind is None and _ONE_BRACKET.fullmatch(rest):
            return None
        if behind is None and cut != bold and not _is_capitalised(text[start:cut]):
            return None
        read = read_titled(text[:cut].rstrip(" .,;:–—-([|"))
        if read is None:
            return None
        return TitledLine(read.code, read.name, read.credits or (behind[0] if behind is not None else None))
    return None


def _ends(text: str, start: int, bold: int) -> list[int]:
    """Where the title may end: before credits, where bold ends, at the first full stop or dash."""
    head = text[: start + LONGEST_HEAD]
    counted = [
        match.start() for match in _CREDITS_BEGIN.finditer(head, start + 3) if leading_credits(text[match.start() :])
    ]
    stop = _STOP.search(head, start + 3)
    first = stop.start() if stop is not None else len(text)
    ends = [end for end in counted[:1] if end <= first + 1]
    if start < bold <= start + LONGEST_HEAD:
        ends.append(bold)
    if stop is not None:
        ends.append(first)
    return ends


def _is_capitalised(title: str) -> bool:
    words = _WORD.findall(title)
    return bool(words) and sum(word[0].isupper() for word in words) * 10 >= len(words) * 7
