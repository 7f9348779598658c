"""From bytes off the wire to UTF-8 that a parser can trust, whatever the page or its server says about itself."""

import codecs
import re
from functools import lru_cache

LARGEST = 5 * 1024 * 1024
"""Bytes of a page that are read; a longer page is cut, which costs its tail and never the crawl."""

_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_META = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]{2,40})", re.IGNORECASE)
_XML = re.compile(rb"^\s*<\?xml[^>]{0,100}?encoding\s*=\s*[\"']([A-Za-z0-9_.:-]{2,40})")
_HEADER = re.compile(r"charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]{2,40})", re.IGNORECASE)
_MULTIBYTE = re.compile(rb"[\xc2-\xf4][\x80-\xbf]")
_WESTERN = frozenset(
    "àáâäãåæçèéêëìíîïñòóôöõøùúûüÿœßÀÁÂÄÃÅÆÇÈÉÊËÍÎÏÑÓÔÖÕØÙÚÛÜŒ‘’“”„‚–—…•·€£§©®™°«»¡¿ºª¹²³½¼¾±×´`\xa0\xad"
)
"""What texts in Western languages write beside ASCII: a page of nothing else is windows-1252, not something rarer."""

_BINARY = (b"%PDF", b"PK\x03\x04", b"\x89PNG", b"GIF8", b"\xff\xd8\xff", b"\x1f\x8b")
_CONTROLS = bytes(code for code in (*range(1, 32), 127) if code not in b"\t\n\f\r")


def utf8(body: bytes | str, content_type: str | None = None) -> bytes:
    """`body` as UTF-8 without a byte order mark, control characters or more than `LARGEST` bytes; empty for no text.

    The order is that of the HTML standard: byte order mark, `content_type`, `<meta>`, then detection. Two lies are
    seen through: what decodes as UTF-8 with multi-byte characters is UTF-8 whatever is declared, and "latin-1" means
    windows-1252.
    """
    return _decoded(body, content_type).translate(None, _CONTROLS)


def _decoded(body: bytes | str, content_type: str | None) -> bytes:
    if isinstance(body, str):
        return body[:LARGEST].encode("utf-8", "replace").replace(b"\0", b" ")
    raw = body[:LARGEST]
    if raw.startswith(_BINARY):
        return b""
    for mark, encoding in _BOMS:
        if raw.startswith(mark):
            return _recoded(raw[len(mark) :], encoding)
    if raw[:200].count(b"\0") > 20:
        return _recoded(raw, "utf-16-be" if raw[:1] == b"\0" else "utf-16-le")
    if b"\0" in raw:
        raw = raw.replace(b"\0", b" ")
    if raw.isascii() or _is_utf8(raw):
        return raw
    declared = _declared(raw, content_type)
    return _recoded(raw, declared or _detected(raw))


def _is_utf8(raw: bytes) -> bool:
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError as error:
        cut_at_the_end = error.start >= len(raw) - 3
        return cut_at_the_end and _MULTIBYTE.search(raw) is not None
    return True


def _declared(raw: bytes, content_type: str | None) -> str | None:
    """The encoding that the header or the page names, if it is one and is not the UTF-8 that was refused before."""
    header = _HEADER.search(content_type or "")
    names = [header.group(1)] if header else []
    names += [m.group(1).decode("ascii") for m in (_XML.search(raw[:300]), _META.search(raw[:4096])) if m]
    for name in names:
        encoding = _known(name.lower())
        if encoding is not None:
            return encoding
    return None


@lru_cache(maxsize=64)
def _known(name: str) -> str | None:
    from w3lib.encoding import resolve_encoding

    encoding = resolve_encoding(name)
    return None if encoding in {None, "utf-8", "utf-16", "utf-16-le", "utf-16-be"} else encoding


def _detected(raw: bytes) -> str:
    """What the bytes look like: mostly UTF-8 with a few broken bytes, else what detection says of a sample."""
    if len(_MULTIBYTE.findall(raw)) > 3 * raw.decode("utf-8", "replace").count("�"):
        return "utf-8"
    if _WESTERN.issuperset(character for character in raw.decode("cp1252", "replace") if character > "\x7f"):
        return "cp1252"
    import charset_normalizer

    sample = b"\n".join(line for line in raw.splitlines() if not line.isascii())[:20_000]
    best = charset_normalizer.from_bytes(sample, cp_isolation=["cp1252", "cp1250", "iso8859_15", "mac_roman"]).best()
    return best.encoding if best is not None else "cp1252"


def _recoded(raw: bytes, encoding: str) -> bytes:
    try:
        return raw.decode(encoding, "replace").replace("\0", " ").encode("utf-8", "replace")
    except LookupError:
        return raw.decode("cp1252", "replace").replace("\0", " ").encode("utf-8", "replace")
