"""Addresses of pages: one spelling for each, and what they look like to a crawler that chooses."""

import re
from functools import lru_cache
from urllib.parse import parse_qsl, quote, urlencode, urlsplit, urlunsplit

LONGEST = 1_000
"""Characters; a longer address is a trap or an accident."""

_DEFAULT_PORTS = {"http": 80, "https": 443}
_SESSION = re.compile(
    r"(?i)^(?:phpsessid|jsessionid|aspsessionid\w*|sessionid|session_id|sid|sessid|cfid|cftoken|"
    r"utm_\w+|fbclid|gclid|msclkid|mc_cid|mc_eid|_ga|_gl)$"
)
_SESSION_IN_PATH = re.compile(r"(?i);(?:jsessionid|phpsessid|sid)=[^/?]*|/\(S\([a-z0-9]{20,}\)\)")
_UNSAFE = re.compile(r"[^\x21-\x7e]")
_ESCAPE = re.compile(r"%([0-9a-fA-F]{2})")
_UNRESERVED = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
_DAY = re.compile(r"/(?:19|20)\d\d[/-](?:0?[1-9]|1[0-2])(?:[/-]|$)")
_DIGITS = re.compile(r"\d+")
_REPEATED = re.compile(r"(/[^/]+)\1\1")
_MEDIA = re.compile(
    r"(?i)\.(?:jpe?g|png|gif|webp|svg|ico|bmp|tiff?|avif|css|m?js|map|json|woff2?|ttf|eot|mp[34]|m4[av]|avi|mov|wmv|webm|"
    r"ogg|wav|zip|gz|tgz|rar|7z|exe|dmg|iso|apk|ics|vcf|xml|rss|atom|bib)$"
)
_DOCUMENT = re.compile(r"(?i)\.(pdf|docx?|pptx?|xlsx?|odt|odp|ods|rtf|epub|ps|csv|txt)$")


@lru_cache(maxsize=4_096)
def normalise(url: str) -> str | None:
    """The one spelling of `url` (absolute) under which it is known, or None for what cannot be crawled.

    Goes: fragment, user and password, default port, closing dot of the host, session ids, campaign marks, dot
    segments. The query is put in order; percent escapes are written one way. `index.html` stays: only its server
    knows whether that is the folder.
    """
    if len(url) > 2 * LONGEST:
        return None
    try:
        parts = urlsplit(url.strip())
        host, port = parts.hostname, parts.port
    except ValueError:
        return None
    scheme = parts.scheme.lower()
    host = _host(host)
    if scheme not in _DEFAULT_PORTS or host is None or port == 0:
        return None
    netloc = host if port is None or port == _DEFAULT_PORTS[scheme] else f"{host}:{port}"
    path = _escaped(_without_dots(_SESSION_IN_PATH.sub("", parts.path)) or "/")
    result = urlunsplit((scheme, netloc, path, _query(parts.query), ""))
    return result if len(result) <= LONGEST else None


def _host(host: str | None) -> str | None:
    if not host:
        return None
    host = host.rstrip(".").lower()
    if not host.isascii():
        try:
            host = host.encode("idna").decode("ascii")
        except UnicodeError:
            return None
    return f"[{host}]" if ":" in host else host or None


def _without_dots(path: str) -> str:
    if "/." not in path and "//" not in path:
        return path
    kept: list[str] = []
    segments = path.split("/")
    for segment in segments[1:]:
        if segment == "..":
            del kept[-1:]
        elif segment != ".":
            kept.append(segment)
    closing = "/" if segments[-1] in {".", ".."} and kept and kept[-1] else ""
    return "/" + "/".join(kept) + closing


def _escaped(text: str) -> str:
    if "%" not in text and _UNSAFE.search(text) is None:
        return text
    plain = _ESCAPE.sub(_one_way, text)
    return quote(plain, safe="%/:=&?~#+!$,;'@()*[]|")


def _one_way(escape: "re.Match[str]") -> str:
    character = chr(int(escape[1], 16))
    return character if character in _UNRESERVED else f"%{escape[1].upper()}"


def _query(query: str) -> str:
    if not query:
        return ""
    if len(query) > LONGEST:
        return query
    pairs = [(k, v) for k, v in parse_qsl(query, keep_blank_values=True) if not _SESSION.match(k)]
    if "=" not in query:
        return _escaped(query)
    return urlencode(sorted(pairs))


def origin(url: str) -> str:
    """Scheme, host and port of a normalised address: what has its own robots.txt and its own pace."""
    end = url.find("/", 8)
    return url if end < 0 else url[:end]


def is_media(url: str) -> bool:
    """Whether `url` by its look is a picture, style, script, archive or a network's own: never asked, never kept."""
    return "/cdn-cgi/" in url or _MEDIA.search(url.partition("?")[0]) is not None


def document(url: str) -> str | None:
    """The sort of document `url` is by its ending ("pdf", "docx"), or None for what may be a page."""
    found = _DOCUMENT.search(url.partition("?")[0])
    return found[1].lower() if found else None


def is_trap(url: str) -> bool:
    """Whether `url` looks endless: a part of its path three times in a row, or very many parts."""
    path = url[8:].partition("?")[0]
    return path.count("/") > 20 or _REPEATED.search(path) is not None


def is_view(url: str) -> bool:
    """Whether `url` by its look is one of endlessly many views of a site: it has a query, or a day in its path."""
    return "?" in url or _DAY.search(url) is not None


@lru_cache(maxsize=4_096)
def pattern(url: str) -> str:
    """What `url` has in common with its likes: host, folders with their digits as "#", names of the query's fields."""
    parts = urlsplit(url)
    folders = parts.path.rstrip("/").split("/")[1:-1][:2]
    names = sorted({name for name, _ in parse_qsl(parts.query, keep_blank_values=True)})
    return _DIGITS.sub("#", "/".join([parts.netloc, *folders])) + ("?" + "&".join(names) if names else "")
