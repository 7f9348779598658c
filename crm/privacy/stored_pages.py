"""What is stored of pages, without somebody: findings cut, and bodies looked through."""

import html
import re
from collections.abc import Callable, Mapping
from typing import Any

from crm.privacy.writings import cut_value

_TAG = re.compile(r"<[^<>]{0,2000}>")
_ESCAPED = re.compile(r"\\u([0-9a-fA-F]{4})")
_CHARSET = re.compile(r"charset=[\"']?([\w-]+)", re.IGNORECASE)
_ITEM = re.compile(r"(people)\[(\d+)\](.*)", re.DOTALL)

Cut = Callable[[str], str]


def cut_findings(
    stored: dict[str, Any], *, is_theirs: Callable[[Mapping[str, Any]], bool], is_page: Callable[[str], bool], cut: Cut
) -> dict[str, Any]:
    """Findings as they are stored, without the people who `is_theirs`, links to pages that `is_page`, and with every
    other text `cut`. Evidence of people is numbered anew. The very same dictionary where there is nothing to take out.
    """
    people = stored.get("people") or []
    kept = [place for place, person in enumerate(people) if not is_theirs(person)]
    numbers = {old: new for new, old in enumerate(kept)}
    left = {
        name: cut_value(value, cut)
        for name, value in stored.items()
        if name not in {"people", "links", "evidence", "url", "alternates"}
    }
    found = {
        **stored,
        **left,
        "people": [people[place] for place in kept],
        "links": [
            {**link, **{k: cut_value(v, cut) for k, v in link.items() if k != "url"}}
            for link in stored.get("links") or []
            if not is_page(str(link.get("url") or ""))
        ],
        "evidence": [e for each in stored.get("evidence") or [] if (e := _evidence(each, numbers, cut)) is not None],
    }
    for name in ("people", "links", "evidence"):
        if name not in stored and not found[name]:
            del found[name]
    return stored if found == stored else found


def _evidence(each: dict[str, Any], numbers: Mapping[int, int], cut: Cut) -> dict[str, Any] | None:
    place = _ITEM.fullmatch(str(each.get("field") or ""))
    text = {**each, "text": cut(str(each.get("text") or ""))}
    if place is None:
        return text
    number = numbers.get(int(place[2]))
    return None if number is None else {**text, "field": f"people[{number}]{place[3]}"}


def body_text(body: bytes, content_type: str) -> str:
    """The words of a page, and the addresses in its tags, as far as names are looked for in them."""
    named = _CHARSET.search(content_type)
    try:
        text = body.decode(named[1] if named else "utf-8")
    except (UnicodeDecodeError, LookupError):
        text = body.decode("latin-1")
    if "\\u" in text:
        text = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)
    text = html.unescape(text)
    boxes = " ".join(_BOX.findall(text)).replace("%40", "@")
    return f"{_TAG.sub(' ', text)}\n{boxes}"


_BOX = re.compile(r"[\w.+'-]{1,64}(?:@|%40)[\w.-]{3,}")
