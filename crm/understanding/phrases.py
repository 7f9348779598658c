"""Lists of phrases as data: what a line of a vocabulary file means, and the expression made of it.

In a phrase `*` stands for the rest of a word, `..` for up to four words between, `[x]` for a word that may be left out,
`(a|b)` for one of several,
`#` for a figure, `^` for the start of a clause and `$` for its end. Case and runs of spaces do not matter.
"""

import re
import tomllib
from collections.abc import Iterable
from functools import cache
from typing import Any

from crm.resources import data_path

_PIECE = re.compile(r"\s*(\.\.|\[[^\]]+\]|\^|\$|(?:\([^)]*\)|[^\s\[\^$])+)")
_GAP = r"(?:\s+[^\s.;!?]+){0,4}?"
_EDGE = r"\w@"


@cache
def vocabulary(name: str) -> dict[str, Any]:
    """The vocabulary file `name` of `data/understanding`, read once."""
    return tomllib.loads(data_path(f"understanding/{name}.toml").read_text(encoding="utf-8"))


@cache
def phrases(file: str, *path: str) -> re.Pattern[str]:
    """The expression for any phrase of a list in a vocabulary file."""
    found: Any = vocabulary(file)
    for part in path:
        found = found[part]
    return any_of(found)


def any_of(lines: Iterable[str]) -> re.Pattern[str]:
    """The expression for any of the phrases `lines`; for none of them where there are none."""
    sources = [source_of(line) for line in lines]
    return re.compile("|".join(sources) or r"(?!)", re.IGNORECASE)


def source_of(phrase: str) -> str:
    """The expression of one phrase."""
    source, spaced = "", False
    for piece in _PIECE.findall(phrase):
        space = r"\s+" if spaced else ""
        if piece == "^":
            source += r"(?:^|(?<=[.;!?,:\n>\"'„“(]))\s*(?:-\s*)?"
        elif piece == "$":
            source += r"\s*(?=$|[.;!?,\n\"'”)])"
        elif piece == "..":
            source += _GAP
        elif piece.startswith("["):
            source += f"(?:{space}{_word(piece[1:-1])})?"
        else:
            source += space + _word(piece)
        spaced = spaced or piece not in {"^", "$"}
        if piece == "^":
            spaced = False
    return rf"(?<![{_EDGE}]){source}(?![{_EDGE}])"


def _word(piece: str) -> str:
    """One word of a phrase: alternatives and the star are what they are, all else is itself."""
    escaped = (
        re.escape(piece).replace("'", "['’]").replace(r"\*", r"[\w'’-]*").replace(r"\|", "|").replace(r"\#", r"\d+")
    )
    return escaped.replace(r"\(", "(?:").replace(r"\)", ")").replace(r")\?", ")?").replace(r"\ ", r"\s+")
