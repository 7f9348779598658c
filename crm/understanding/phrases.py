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
_OPENS = r"(?:^|(?<=[.;!?,:\n>\"'„“(]))\s*(?:-\s*)?"
"""The start of a clause."""
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
    """The expression for any of the phrases `lines`; for none of them where there are none.

    Phrases are tried by their first letter, so that a long list costs little at most places of a text.
    """
    opening: list[str] = []
    within: list[str] = []
    for line in lines:
        source = _source(line)
        (opening if source.startswith(_OPENS) else within).append(source.removeprefix(_OPENS))
    groups = [_by_letter(within)] if within else []
    if opening:
        groups.append(f"{_OPENS}{_by_letter(opening)}")
    if not groups:
        return re.compile(r"(?!)")
    return re.compile(rf"(?<![{_EDGE}])(?:{'|'.join(groups)})(?![{_EDGE}])", re.IGNORECASE)


def ends_in(text: str, said: re.Pattern[str]) -> bool:
    """Whether a text ends in a phrase of `said`, spaces aside."""
    bare = text.rstrip()
    return any(match.end() == len(bare) for match in said.finditer(bare))


def _by_letter(sources: list[str]) -> str:
    """Any of the expressions, those that begin with a letter behind a look at that letter."""
    letters: dict[str, list[str]] = {}
    for source in sources:
        letters.setdefault(source[0] if source[0].isalpha() else "", []).append(source)
    groups = [f"(?:{'|'.join(letters.pop(''))})"] if "" in letters else []
    groups += [f"(?={letter})(?:{'|'.join(those)})" for letter, those in letters.items()]
    return f"(?:{'|'.join(groups)})"


def _source(phrase: str) -> str:
    """The expression of one phrase, whatever stands beside it."""
    source, spaced = "", False
    for piece in _PIECE.findall(phrase):
        space = r"\s+" if spaced else ""
        if piece == "^":
            source += _OPENS
        elif piece == "$":
            source += r"\s*(?=$|[.;!?,\n\"'”)])"
        elif piece == "..":
            source += _GAP
        elif piece.startswith("[") and not spaced:
            source += rf"(?:{_word(piece[1:-1])}\s+)?"
            continue
        elif piece.startswith("["):
            source += f"(?:{space}{_word(piece[1:-1])})?"
        else:
            source += space + _word(piece)
        spaced = spaced or piece not in {"^", "$"}
        if piece == "^":
            spaced = False
    return source


def _word(piece: str) -> str:
    """One word of a phrase: alternatives and the star are what they are, all else is itself."""
    escaped = (
        re.escape(piece).replace("'", "['’]").replace(r"\*", r"[\w'’-]*").replace(r"\|", "|").replace(r"\#", r"\d+")
    )
    return escaped.replace(r"\(", "(?:").replace(r"\)", ")").replace(r")\?", ")?").replace(r"\ ", r"\s+")
