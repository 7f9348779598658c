"""What a page's scripts and attributes hold for the browser to draw: the state that web frameworks embed in a page.

Read are scripts of JSON (Next, Nuxt, Angular, Drupal), what scripts set (`window.__STATE__ = {…}`, `JSON.parse("…")`,
`const courses = [{…}]`), what Next streams in pieces, and attributes that hold JSON (Inertia, React, Vue, Astro).
Nothing of a script is run.
"""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import unquote

from lxml import etree

LONGEST_SCRIPT = 600_000
"""Characters of a script or attribute that are looked at."""

MOST_ATTRIBUTES = 400
"""Attributes of a page that are read: a list may have its data entry by entry."""

DEEPEST = 40
"""Levels of a state whose parts refer to each other that are put together."""

MOST_PARTS = 20_000
"""Parts of such a state that are put together: each may be named many times over."""

_BEGINS = re.compile(
    r"(?:\b(?:window|self|globalThis)(?:\.[\w$]{1,60}|\[[\"'][\w$-]{1,60}[\"']\])\s{0,9}=\s{0,9})(?P<state>\{)"
    r"|\bJSON\.parse\(\s{0,9}(?:decodeURIComponent\(\s{0,9})?(?P<text>\"(?:[^\"\\\n]|\\.)*+\"|'(?:[^'\\\n]|\\.)*+')"
    r"|\b__next_f\.push\(\[1,\s{0,9}(?P<streamed>\"(?:[^\"\\\n]|\\.)*+\")"
    r"|(?P<list>\[)\s{0,99}\{\s{0,99}[\"'`]?[A-Za-z_$][\w$-]{0,60}(?: [\w$-]{1,60}){0,5}[\"'`]?\s{0,9}:"
)
_IN_ATTRIBUTES = (b"{&quot;", b"='{\"", b"='[{\"")
"""What stands in the source of a page with JSON in attributes."""
_IN_SCRIPTS = ("__next_f", "JSON.parse(")
_GLOBALS = ("window.", "window[", "self.", "self[", "globalThis")
"""Where scripts leave what others of the page read."""
_LIST = re.compile(r"\[\s{0,99}\{\s{0,99}[\"'`]?[A-Za-z_$]")
_SET = re.compile(r"(?:window|self|globalThis)[.\[][^=\n]{1,66}=\s{0,9}\{")
_TOKEN = re.compile(
    r"\"(?:[^\"\\\n]|\\.){0,9999}+\"|'(?:[^'\\\n]|\\.){0,9999}+'|`(?:[^`\\$]|\\.){0,9999}+`|//[^\n]*|/\*.{0,999}?\*/"
    r"|[\[\]{}]|(?<![\w$])[A-Za-z_$][\w$]{0,60}+(?=\s{0,99}:)|,(?=\s{0,99}[\]}])|[\"'`\\]|/\*",
    re.DOTALL,
)
_OPEN = frozenset({'"', "'", "`", "\\", "/*"})
"""What begins something that does not end."""
_ANGULAR = {"&q;": '"', "&a;": "&", "&s;": "'", "&l;": "<", "&g;": ">"}
_STREAMED_ROW = re.compile(r"^[0-9a-f]{1,6}:(?=[\[{])", re.MULTILINE)
_DECODER = json.JSONDecoder(strict=False)


def page_states(root: "etree._Element", source: bytes) -> Iterator[object]:
    """The values that the scripts and attributes of a page hold, in page order; JSON-LD is none of them.

    `source` is the page as it was sent: what it does not hold is not looked for in its attributes.
    """
    streamed: list[str] = []
    found = False
    for script in root.iter("script"):
        code, kind = script.text or "", (script.get("type") or "").lower()
        if not 6 < len(code) <= LONGEST_SCRIPT or "ld+json" in kind:
            continue
        if "json" in kind:
            found = True
            yield _joined(_loaded(_unescaped(code)))
        elif _may_set(code):
            found = True
            yield from _set_by(code, streamed)
    for row in _STREAMED_ROW.split("".join(streamed)) if streamed else ():
        yield _first(row, 0)[0]
    if found or (b"{" in source and any(sign in source for sign in _IN_ATTRIBUTES)):
        for text in _attributes(root):
            yield _joined(_unwrapped(_loaded(text)))


def _may_set(code: str) -> bool:
    """Whether a script may set a value that is read: a quick answer for the many that only do something."""
    if any(sign in code for sign in _IN_SCRIPTS) or _LIST.search(code) is not None:
        return True
    return any(name in code for name in _GLOBALS) and _SET.search(code) is not None


def _attributes(root: "etree._Element") -> Iterator[str]:
    found = root.xpath("//@*[(starts-with(., '{') or starts-with(., '[{')) and string-length(.) > 20]")
    for value in found[:MOST_ATTRIBUTES]:
        if len(value) <= LONGEST_SCRIPT and '"' in value:
            yield str(value)


def _set_by(code: str, streamed: list[str]) -> Iterator[object]:
    """The values that a script sets; what it streams goes to `streamed`."""
    end = 0
    for match in _BEGINS.finditer(code):
        if match.start() < end:
            continue
        if match["streamed"]:
            streamed.append(str(_loaded(match["streamed"]) or ""))
        elif match["text"]:
            yield _joined(_loaded(_unquoted(match["text"])))
        else:
            value, end = _first(code, match.start("state" if match["state"] else "list"))
            yield _joined(value)


def _first(code: str, start: int) -> tuple[object, int]:
    """The value that begins at `start`, written as JSON or as scripts write it, and where it ends; None for none."""
    try:
        return _DECODER.raw_decode(code, start)
    except (ValueError, RecursionError):
        text, end = _balanced(code, start)
        return _loaded(text), end


def _unquoted(literal: str) -> str:
    """What a string of a script says."""
    text = str(_loaded(_as_json(literal) if literal[0] == "'" else literal) or "")
    return unquote(text) if text.startswith(("%7B", "%5B")) else text


def _unescaped(code: str) -> str:
    if "&q;" in code:
        for escape, letter in _ANGULAR.items():
            code = code.replace(escape, letter)
    return code


def _balanced(code: str, start: int) -> tuple[str, int]:
    """What begins at `start`, as JSON, and where it ends; "" where it never does, or holds an open string."""
    parts: list[str] = []
    depth, at = 0, start
    for match in _TOKEN.finditer(code, start):
        piece = match.group()
        parts.append(code[at : match.start()])
        at = match.end()
        if piece in "[{":
            depth += 1
        elif piece in "]}":
            depth -= 1
        elif piece in _OPEN:
            break
        parts.append(_as_json(piece))
        if depth == 0:
            return "".join(parts), at
    return "", len(code)


def _as_json(piece: str) -> str:
    """A piece of a script as JSON writes it: strings in double quotes, keys quoted, no comments or last commas."""
    if piece[0] in "'`":
        return json.dumps(piece[1:-1].replace("\\'", "'").replace('\\"', '"').replace("\\n", " "))
    if piece[0].isalpha() or piece[0] in "_$":
        return json.dumps(piece)
    return "" if piece[0] in "/," else piece


def _loaded(text: str) -> object:
    try:
        return json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return None


def _unwrapped(value: object, depth: int = 0) -> object:
    """What Astro wraps: `[0, value]` is the value, `[1, […]]` the list of what is in it."""
    if depth > DEEPEST:
        return None
    if isinstance(value, list) and len(value) == 2 and value[0] in (0, 1) and not isinstance(value[0], bool):
        inner = value[1]
        return [_unwrapped(part, depth + 1) for part in inner] if isinstance(inner, list) else _unwrapped(inner, depth)
    if isinstance(value, dict):
        return {key: _unwrapped(part, depth + 1) for key, part in value.items()}
    return value


def _joined(value: object) -> object:
    """A state whose parts name each other, put together: of Nuxt by their place in a list, of Apollo by their key."""
    if isinstance(value, list) and len(value) > 1 and _names_places(value):
        return _Places(value).at(0)
    if isinstance(value, dict):
        for store in (value, *(part for part in value.values() if isinstance(part, dict))):
            if any(isinstance(part, dict) and "__typename" in part for part in store.values()):
                return _Keys(store).all()
    return value


def _names_places(value: list[Any]) -> bool:
    """Whether every part of every object in a list is a place in that list."""
    objects = [part for part in value if isinstance(part, dict)]
    places = [place for part in objects for place in part.values()]
    return bool(places) and all(type(place) is int and -10 < place < len(value) for place in places)


class _Places:
    """A list in which objects and lists name their parts by place."""

    def __init__(self, parts: list[Any]) -> None:
        self._parts = parts
        self._left = MOST_PARTS

    def at(self, place: object, depth: int = 0) -> object:
        """The value at a place, with its parts; None where there is none, or where they go too deep."""
        self._left -= 1
        if type(place) is not int or not 0 <= place < len(self._parts) or depth > DEEPEST or self._left < 0:
            return None
        value = self._parts[place]
        if isinstance(value, dict):
            return {key: self.at(part, depth + 1) for key, part in value.items()}
        if isinstance(value, list):
            if value and isinstance(value[0], str):  # ["Reactive", 1]: a sort of value, and its place
                return self.at(value[1], depth + 1) if len(value) == 2 else None
            return [self.at(part, depth + 1) for part in value]
        return value


class _Keys:
    """Objects by key, in which parts are named by `{"__ref": key}`."""

    def __init__(self, store: Mapping[str, object]) -> None:
        self._store = store
        self._left = MOST_PARTS

    def all(self) -> list[object]:
        """Every object, with its parts."""
        return [self._whole(part, 0) for part in self._store.values()]

    def _whole(self, value: object, depth: int) -> object:
        self._left -= 1
        if depth > DEEPEST or self._left < 0:
            return None
        if isinstance(value, dict):
            key = value.get("__ref")
            if isinstance(key, str):
                return self._whole(self._store.get(key), depth + 1)
            return {name: self._whole(part, depth + 1) for name, part in value.items()}
        return [self._whole(part, depth + 1) for part in value] if isinstance(value, list) else value
