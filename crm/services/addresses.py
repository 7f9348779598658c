"""Addresses and codes as they are compared: what two pages write differently and yet mean the same."""

import re
from urllib.parse import urlsplit

from crm.text import fold

_YEARS = re.compile(r"20\d\d[-_/]?(?:20)?\d\d")
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
    steps = [s for s in path.split("/") if s and s.lower() not in _LANGUAGES and not _YEARS.fullmatch(s)]
    key = "/".join([(parts.hostname or "").removeprefix("www."), *steps])
    key += f":{parts.port}" if parts.port else ""
    key += f"?{parts.query}" if parts.query else ""
    return key + (f"#{parts.fragment}" if parts.fragment else "")


def slug(key: str) -> str:
    """The last step of a `url_key`, where a person's page usually holds the name."""
    return key.partition("?")[0].rpartition("/")[2].lower()


def email_key(email: str, domain: str) -> str:
    """An e-mail address in lower case, its host taken up to the school's own `domain`: one mailbox, however routed."""
    mailbox, _, host = email.strip().lower().rpartition("@")
    return f"{mailbox}@{domain if host.endswith('.' + domain) else host}"
