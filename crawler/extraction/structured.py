"""What a page says to machines: JSON-LD and microdata of schema.org, and how its own mark-up describes the page."""

import json
import re
from collections.abc import Iterator
from typing import Any

from lxml import etree

MOST_OBJECTS = 2_000
"""Objects of a page that are looked at."""

_MICRODATA = etree.XPath("//*[@itemscope or @itemprop]")
_CONTROL = re.compile(r"[\x00-\x1f]+")
_TRAILING_COMMA = re.compile(r",\s*([}\]])")

Thing = dict[str, Any]


def json_ld_things(scripts: list[str]) -> list[Thing]:
    """All objects with a `@type` in the JSON-LD `scripts`, also inside `@graph` and in each other.

    A script that is no JSON is read once more without control characters, comments' wrappers and trailing commas; if it
    still is none, it says nothing.
    """
    things: list[Thing] = []
    for script in scripts:
        things += _walk(_loaded(script))
        if len(things) > MOST_OBJECTS:
            break
    return things[:MOST_OBJECTS]


def _loaded(script: str) -> object:
    text = script.strip().removeprefix("<!--").removesuffix("-->").strip()
    text = text.removeprefix("//<![CDATA[").removeprefix("<![CDATA[").removesuffix("]]>").removesuffix("//").strip()
    for attempt in (text, _TRAILING_COMMA.sub(r"\1", _CONTROL.sub(" ", text))):
        try:
            return json.loads(attempt)
        except (ValueError, RecursionError):
            continue
    return None


def _walk(value: object) -> Iterator[Thing]:
    stack = [value]
    seen = 0
    while stack and seen < MOST_OBJECTS * 10:
        seen += 1
        value = stack.pop()
        if isinstance(value, dict):
            if "@type" in value:
                yield value
            stack += [part for part in reversed(list(value.values())) if isinstance(part, dict | list)]
        elif isinstance(value, list):
            stack += [part for part in reversed(value) if isinstance(part, dict | list)]


def types_of(thing: Thing) -> set[str]:
    """The last words of the types of `thing` ("https://schema.org/Course" → "Course")."""
    types = thing.get("@type")
    listed = types if isinstance(types, list) else [types]
    return {str(name).rstrip("/").rsplit("/", 1)[-1].rsplit(":", 1)[-1] for name in listed if name}


def texts_of(thing: Thing, name: str) -> list[str]:
    """The values of property `name` as texts: strings, numbers, names of things, values in any language."""
    return [text for text in map(_text, parts_of(thing, name)) if text]


def text_of(thing: Thing, *names: str) -> str | None:
    """The first text of the first property of `names` that has one."""
    for name in names:
        texts = texts_of(thing, name)
        if texts:
            return texts[0]
    return None


def parts_of(thing: Thing, name: str) -> list[Any]:
    """The values of property `name`, always as a list."""
    value = thing.get(name)
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def _text(value: object) -> str | None:
    if isinstance(value, str):
        return " ".join(value.split()) or None
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float):
        return str(value)
    if isinstance(value, dict):
        for name in ("name", "@value", "value", "url", "@id"):
            if isinstance(value.get(name), str | int | float):
                return _text(value[name])
    return None


def microdata_things(root: "etree._Element") -> list[Thing]:
    """The microdata items of the element tree, in the shape of JSON-LD (`@type` and properties)."""
    things: list[Thing] = []
    items: dict[etree._Element, Thing] = {}
    for element in _MICRODATA(root):
        if len(things) > MOST_OBJECTS:
            break
        scope = element.get("itemscope") is not None
        prop = element.get("itemprop")
        thing: Thing | None = None
        if scope:
            thing = items[element] = {"@type": (element.get("itemtype") or "").split()}
            things.append(thing)
        if prop:
            outer = _scope_around(element, items)
            if outer is not None:
                for name in prop.split()[:5]:
                    outer.setdefault(name, []).append(thing if thing is not None else _value(element))
    return [thing for thing in things if thing["@type"]]


def _scope_around(element: "etree._Element", items: dict["etree._Element", Thing]) -> Thing | None:
    for outer in element.iterancestors():
        if outer in items:
            return items[outer]
    return None


def _value(element: "etree._Element") -> str:
    for name in ("content", "datetime", "href", "src"):
        if name == "href" and element.tag not in {"a", "link", "area"}:
            continue
        value = element.get(name)
        if value:
            return str(value)
    return " ".join("".join(element.itertext()).split())[:10_000]
