"""The path of a file or folder as it was typed, pasted from a file manager, or dropped on the terminal."""

import os
import re
from pathlib import Path
from urllib.parse import unquote, urlsplit

_QUOTES = "'\""
_ESCAPED = re.compile(r"\\(.)")


def typed_path(text: str) -> Path:
    """`text` as a path: without quotes around it, escapes of a shell or the form of an address; `~` is the home folder.

    A terminal writes a dropped file as `'a b.csv'` or `a\\ b.csv`, a file manager as `file:///home/kim/a%20b.csv`.
    """
    bare = text.strip()
    if bare.startswith("file://"):
        return Path(unquote(urlsplit(bare).path))
    quoted = bare[:1] in _QUOTES or bare[-1:] in _QUOTES
    bare = bare.strip(_QUOTES)
    if not quoted and os.sep == "/":
        bare = _ESCAPED.sub(r"\1", bare)
    return Path(bare).expanduser()
