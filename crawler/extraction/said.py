"""What a line that names several people says of one of them: "department head A. Vos, B. Mol (coordinator), C. Bos"."""

import re
from collections.abc import Callable, Iterable

from crawler.extraction.mention import Mention, role_before
from crawler.extraction.naming import sentences
from crawler.extraction.recognisers.roles import RoleReading

_PART = re.compile(r";\s+|\s[|·•]\s")
_BETWEEN = " :,.("
"""What may stand between a role and the name that it is said of."""


def said_among_others(mention: Mention, others: Iterable[str], roles: Callable[[str], list[RoleReading]]) -> str:
    """The words of a mention's line that are said of it, its name left out.

    `others` are the names in the line as written, this one among them; none where the line is only long, of which the
    sentence with the name counts. A role counts for the name right behind it, else for the one it stands behind.
    """
    raw = mention.named.raw
    parts = [part for sentence in sentences(mention.line.text) for part in _PART.split(sentence)]
    text = next((part for part in parts if raw.rstrip(" .") in part), mention.line.text)
    if mention.said or not others:
        return text.replace(raw, f"{role_before(mention.named)} | ")
    own = text.find(raw)
    places = [(at, at + len(name)) for name in others if (at := text.find(name)) >= 0]
    start = max((end for at, end in places if at < own), default=0)
    end = min((at for at, _ in places if at > own), default=len(text))
    before, behind = text[start:own], text[own + len(raw) : end]
    said = [role_before(mention.named)]
    said += [before for role in roles(before) if not before[role.end :].strip(_BETWEEN)]
    said += [behind for role in roles(behind) if end == len(text) or behind[role.end :].strip()]
    return " | ".join(dict.fromkeys(part for part in said if part))
