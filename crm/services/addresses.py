"""Addresses and codes as they are compared: what two pages write differently and yet mean the same."""

import re
from urllib.parse import urlsplit

from crm.text import fold

_YEARS = re.compile(r"(?<!\d)(20\d\d)(?:[-_](?:20)?|20)(\d\d)(?!\d|[-_]\d\d(?!\d))")
"""A pair of years; "202627" may be a number and "2010-11-05" is a day."""
_YEAR_NAMES = re.compile(r"(?i)^(?:college|studie|school|academic)?[-_]?(?:jaar|year)$")
_LANGUAGES = {"nl", "en", "de", "nl-nl", "en-us", "en-gb", "en-nl", "de-de"}
_INDEX = re.compile(r"/(?:index|default)\.(?:html?|php|aspx?)$")


def code_key(code: str) -> str:
    """A course or programme code without what writers vary: "ICT-DB-1" and "ict db 1" are one."""
    return fold(code)


def url_key(url: str) -> str:
    """An address without scheme, "www.", language, school year and trailing slash.

    The Dutch and the English address of a page, and those of two years' study guides, often differ in that alone.
    """
    parts = urlsplit(url.strip())
    path = _INDEX.sub("", parts.path)
    steps = [_ageless(s) for s in path.split("/") if s and s.lower() not in _LANGUAGES]
    key = "/".join([(parts.hostname or "").removeprefix("www."), *(s for s in steps if s)])
    key += f":{parts.port}" if parts.port else ""
    fields = [f for f in parts.query.split("&") if f and not _YEAR_NAMES.match(f.partition("=")[0])]
    key += f"?{'&'.join(fields)}" if fields else ""
    return key + (f"#{parts.fragment}" if parts.fragment else "")


def school_year_of(url: str) -> int | None:
    """The calendar year in which the school year begins that an address carries (`/2026-2027/`); None without one."""
    parts = urlsplit(url.strip())
    found = next((m for m in _YEARS.finditer(parts.path) if _is_school_year(m)), None)
    if found is not None:
        return int(found[1])
    named = [f.partition("=")[2] for f in parts.query.split("&") if _YEAR_NAMES.match(f.partition("=")[0])]
    return next((int(value[:4]) for value in named if re.match(r"20\d\d(?!\d)", value)), None)


def _ageless(step: str) -> str:
    """A step of a path without the school year in it: "gids-2026-2027" is "gids", "2026-2027" is nothing."""
    if "20" not in step:
        return step
    return _YEARS.sub(lambda m: "" if _is_school_year(m) else m[0], step).strip("-_")


def _is_school_year(found: "re.Match[str]") -> bool:
    return (int(found[1]) + 1) % 100 == int(found[2])


def slug(key: str) -> str:
    """The last step of a `url_key`, where a person's page usually holds the name."""
    return key.partition("?")[0].rpartition("/")[2].lower()


def email_key(email: str, domain: str) -> str:
    """An e-mail address in lower case, its host taken up to the school's own `domain`: one mailbox, however routed."""
    mailbox, _, host = email.strip().lower().rpartition("@")
    return f"{mailbox}@{domain if host.endswith('.' + domain) else host}"
