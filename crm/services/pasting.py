"""One line about a person as somebody pastes it, from a signature, a spreadsheet or a web page."""

import re

from crm import names
from crm.services.role_words import role_kind
from crm.text import LONGEST, clean

_EMAIL = re.compile(r"[^\s,;<>()|]+@[^\s,;<>()|]+\.[^\s,;<>()|]+")
_URL = re.compile(r"(?:https?://|www\.)[^\s,;|]+", re.IGNORECASE)


def read_line(text: str) -> dict[str, str | None]:
    """Name, role, e-mail and address out of one pasted line: "Zoë van 't Hek, docent, z.vanthek@haz.example".

    In any order, with commas, semicolons, tabs, bars or dashes between; what is not there is None.
    """
    line = clean(text.replace("\t", " | "), 4 * LONGEST)
    email, url = _EMAIL.search(line), None
    rest = line.replace(email.group(), " | ") if email else line
    url = _URL.search(rest)
    rest = rest.replace(url.group(), " | ") if url else rest
    parts = [part.strip(" -–—:<>()") for part in re.split(r"[|;,]|\s[-–—]\s", rest)]
    parts = [part.removeprefix("mailto:").strip() for part in parts if part.strip(" -–—:<>()")]
    inverted = _inverted(parts)
    parts = inverted or parts
    by_likelihood = sorted(range(len(parts)), key=lambda i: (-names.name_likelihood(parts[i]), i))
    name = parts[by_likelihood[0]] if by_likelihood and names.parse(parts[by_likelihood[0]]) else None
    others = [part for part in parts if part is not name]
    return {
        "name": name,
        "role": next((part for part in others if role_kind(part)), None),
        "email": email.group().removeprefix("mailto:") if email else None,
        "url": url.group() if url else None,
    }


def _inverted(parts: list[str]) -> list[str] | None:
    """ "Hek", "Zoë van 't" as one name, where neither is one alone and no role stands between."""
    if len(parts) < 2 or role_kind(parts[0]) or role_kind(parts[1]) or len(parts[0].split()) > 3:
        return None
    together = names.parse(f"{parts[0]}, {parts[1]}")
    alone = names.parse(parts[0])
    if together is None or not together.surname or (alone is not None and (alone.call_name or alone.initials)):
        return None
    return [together.natural, *parts[2:]]
