"""Profile addresses on LinkedIn as they are compared, and the search for somebody there in the user's own browser."""

import re
from unicodedata import normalize
from urllib.parse import quote, unquote, urlencode, urlsplit

_PROFILE = re.compile(r"^/(?:[a-z]{2}/)?(?:in|pub)/([^/]+)", re.IGNORECASE)


def profile_key(address: str) -> str | None:
    """The one way to write a profile address: "linkedin.com/in/zoe-van-t-hek"; None for what is none.

    Country hosts, case, trailing steps, queries, percent-encoding and how accents are put together differ between
    exports.
    """
    text = address.strip()
    try:
        parts = urlsplit(text if "//" in text else f"https://{text}")
        host = (parts.hostname or "").lower()
    except ValueError:
        return None
    found = _PROFILE.match(parts.path)
    if found is None or not (host == "linkedin.com" or host.endswith(".linkedin.com")):
        return None
    return f"linkedin.com/in/{normalize('NFC', unquote(found[1])).casefold()}"


def profile_url(key: str) -> str:
    """The address that a browser opens for a `profile_key`."""
    return f"https://www.{quote(key, safe='/')}/"


def people_search(words: str) -> str:
    """The address of LinkedIn's own people search for `words`, for the user's browser: nothing is read back."""
    query = urlencode({"keywords": " ".join(words.split())}, quote_via=quote)
    return f"https://www.linkedin.com/search/results/people/?{query}"
