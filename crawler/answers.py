"""What came back for an address, judged before anybody reads it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum, auto

from crm.language import _

LARGEST_BODY = 10 * 1024 * 1024
"""Bytes of a page, packed or unpacked, that are taken; a larger one is left out."""

_PAGES = frozenset({"text/html", "application/xhtml+xml"})
_MAYBE = frozenset({"", "text/plain", "text/xml", "application/xml", "application/octet-stream", "text/x-html"})
_BINARY = (
    b"%PDF",
    b"PK\x03\x04",
    b"\x89PNG",
    b"GIF8",
    b"\xff\xd8\xff",
    b"\x1f\x8b",
    b"\xd0\xcf\x11\xe0",
    b"RIFF",
    b"OggS",
)


LARGEST_PDF = 25 * 1024 * 1024
"""Bytes of a document that are taken."""


class Trouble(Enum):
    """Why there was no answer at all."""

    UNKNOWN_HOST = auto()
    PRIVATE = auto()
    REFUSED = auto()
    TIMEOUT = auto()
    CERTIFICATE = auto()
    TOO_LARGE = auto()
    BROKEN = auto()
    CUT_SHORT = auto()


@dataclass(slots=True)
class Answer:
    """An answer, or why there was none. Header names in lower case; `latency` in seconds."""

    url: str
    status: int = 0
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    latency: float | None = None
    trouble: Trouble | None = None
    detail: str = ""
    largest: int = LARGEST_BODY
    """Bytes beyond which it was not taken."""

    @property
    def content_type(self) -> str:
        """The Content-Type header as sent."""
        return self.headers.get("content-type", "")


def may_be_page(content_type: str) -> bool:
    """Whether a body of this Content-Type is worth having; what says nothing is looked at."""
    sort = content_type.partition(";")[0].strip().lower()
    return sort in _PAGES or sort in _MAYBE


def is_page(answer: Answer) -> bool:
    """Whether the body is HTML, by its own look when the header says too little or lies."""
    start = answer.body[:1024].lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    if start.startswith(_BINARY):
        return False
    sort = answer.content_type.partition(";")[0].strip().lower()
    if sort in _PAGES:
        return True
    if sort not in _MAYBE:
        return False
    look = start.replace(b"\0", b"").lower()
    return b"<html" in look or b"<!doctype html" in look or (sort != "text/plain" and b"<head" in look)


def is_whole(body: bytes) -> bool:
    """Whether a body that is shorter than was announced is a whole page all the same: servers miscount too."""
    return body[-1024:].rstrip().lower().endswith(b"</html>")


def is_pdf(body: bytes) -> bool:
    """Whether `body` is a PDF, by its own first bytes."""
    return body[:1024].lstrip().startswith(b"%PDF-")


def is_pdf_type(content_type: str) -> bool:
    """Whether a Content-Type is that of a PDF, or of what may be anything."""
    return content_type.partition(";")[0].strip().lower() in {"application/pdf", "application/x-pdf"}


def trouble_words(answer: Answer) -> str:
    """Why there was no answer, in a sentence without its end: "the host x.example is unknown"."""
    host = answer.url.partition("://")[2].partition("/")[0]
    sentences = {
        Trouble.UNKNOWN_HOST: _("the host {host} is unknown: check the spelling, and the network connection"),
        Trouble.PRIVATE: _("{host} leads to a private address, where a crawl of the open web does not go"),
        Trouble.REFUSED: _("{host} refuses the connection: the server is down or does not want to be asked"),
        Trouble.TIMEOUT: _("{host} did not answer in time"),
        Trouble.CERTIFICATE: _("the certificate of {host} is not trusted: ask the school, or try the http address"),
        Trouble.TOO_LARGE: _("larger than {most} MB"),
        Trouble.BROKEN: _("{host} broke off the connection"),
        Trouble.CUT_SHORT: _("{host} broke off in the middle of the page"),
    }
    words = sentences[answer.trouble or Trouble.BROKEN]
    return words.format(host=host, most=answer.largest // (1024 * 1024))


def status_words(status: int) -> str:
    """What a status that is no page means."""
    if status in {401, 403}:
        return _("not public (HTTP {status})").format(status=status)
    if status in {404, 410}:
        return _("not there (HTTP {status})").format(status=status)
    return _("the server answered with an error (HTTP {status})").format(status=status)


def validators(answer: Answer) -> dict[str, str | None]:
    """What an answer is asked with again; a validator too long or with characters a header cannot carry is none."""
    found = {name: answer.headers.get(name.replace("_", "-")) for name in ("etag", "last_modified")}
    return {name: value if value and _may_be_sent(value) else None for name, value in found.items()}


def _may_be_sent(value: str) -> bool:
    return len(value) <= 200 and value.isprintable() and value.isascii()
