"""One mail read from its bytes: who, to whom, when, about what, answering what, and whether a machine wrote it."""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from email import message_from_bytes
from email.errors import MessageError
from email.header import decode_header, make_header
from email.message import Message
from email.utils import getaddresses, parsedate_to_datetime
from typing import Any

from crm.errors import WerkplaatsError
from crm.language import _
from crm.mail.pages import plain_of
from crm.mail.rules import rules
from crm.text import clean, fold

LONGEST_TEXT = 20_000
"""Characters of a mail's words that are looked at."""

MOST_REFERENCES = 200
"""Message-IDs of a thread that are looked at."""

_ID = re.compile(r"<[^<>\s]{1,250}>")
_RESULT = re.compile(r"\b(dmarc|spf|dkim)\s*=\s*([a-z]+)", re.IGNORECASE)


class UnreadableError(WerkplaatsError):
    """A mail that cannot be read; the message says why."""


@dataclass(frozen=True, slots=True)
class Failed:
    """An address at which a mail did not arrive, and what the server said."""

    email: str
    why: str
    for_good: bool


@dataclass(frozen=True, slots=True)
class Mail:
    """What is read of a mail. Addresses are in lower case; `thread` are the ids it answers, the nearest first.

    `failed` and `failed_id` are of a report that another mail did not arrive. `doubt` says why it may not be from whom
    it says; `strange` that another domain stands behind it, which alone says little. `words`
    are there only once they were asked for.
    """

    id: str
    thread: tuple[str, ...]
    sender: str
    sender_name: str
    recipients: tuple[str, ...]
    at: datetime
    subject: str
    automatic: bool
    doubt: str
    strange: bool
    failed: tuple[Failed, ...]
    failed_id: str
    message: "Message[Any, Any] | None" = None
    words: str = ""

    def bare(self, *, words: bool) -> "Mail":
        """The mail without its bytes; with its plain words where somebody we know wrote it."""
        return replace(self, message=None, words=text_of(self.message) if words and self.message is not None else "")


def read_mail(content: bytes | None) -> Mail:
    """The mail in `content` (None: too large to be read).

    Raises UnreadableError with the reason: no date, no sender, or no mail at all.
    """
    if content is None:
        raise UnreadableError(_("it is larger than 50 MB"))
    try:
        return _read(message_from_bytes(content))
    except (MessageError, ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
        raise UnreadableError(_("it cannot be read as a mail")) from error


def _read(message: "Message[Any, Any]") -> Mail:
    at = _moment(message)
    senders = _addresses(message, "From")
    if at is None:
        raise UnreadableError(_("it has no date"))
    if len(senders) != 1:
        raise UnreadableError(_("it does not say who sent it") if not senders else _("it says that several sent it"))
    name, sender = senders[0]
    failed, failed_id = _report(message)
    own = _ids(message, "Message-ID")
    subject = clean(_header(message, "Subject"), 300)
    seed = f"{sender}\n{at.isoformat()}\n{subject}".encode()
    return Mail(
        id=own[0] if own else f"<{hashlib.sha256(seed).hexdigest()}@no-message-id.invalid>",
        thread=_thread(message),
        sender=sender,
        sender_name=clean(name, 200),
        recipients=tuple(dict.fromkeys(address for key in ("To", "Cc") for _name, address in _addresses(message, key))),
        at=at,
        subject=subject,
        automatic=_is_automatic(message, sender, subject),
        doubt=_doubt(message),
        strange=_is_strange(message, sender),
        failed=failed,
        failed_id=failed_id,
        message=message,
    )


def _header(message: "Message[Any, Any]", key: str) -> str:
    """The header `key` decoded; "" where it is not there. What cannot be decoded stays as it stands."""
    raw = message.get(key)
    if raw is None:
        return ""
    text = str(raw)[:20_000]
    try:
        return str(make_header(decode_header(text)))
    except (LookupError, ValueError, MessageError):
        return text


def _addresses(message: "Message[Any, Any]", key: str) -> list[tuple[str, str]]:
    """Name and address of each mailbox in the header `key`."""
    values = [str(value)[:20_000] for value in message.get_all(key, [])]
    found = [(_decoded(name), clean(address, 320).lower()) for name, address in getaddresses(values)]
    return [(name, address) for name, address in found if "@" in address.strip("@")]


def _decoded(name: str) -> str:
    try:
        return str(make_header(decode_header(name)))
    except (LookupError, ValueError, MessageError):
        return name


def _moment(message: "Message[Any, Any]") -> datetime | None:
    try:
        at = parsedate_to_datetime(str(message.get("Date", "")))
        return (at if at.tzinfo is not None else at.replace(tzinfo=UTC)).astimezone(UTC)
    except (TypeError, ValueError, IndexError, OverflowError):
        return None


def _ids(message: "Message[Any, Any]", key: str) -> list[str]:
    return _ID.findall(str(message.get(key, ""))[:100_000])


def _thread(message: "Message[Any, Any]") -> tuple[str, ...]:
    """What it answers, then what that answered, and so on back (RFC 5322, 3.6.4)."""
    back = [*_ids(message, "In-Reply-To"), *reversed(_ids(message, "References"))]
    return tuple(dict.fromkeys(back))[:MOST_REFERENCES]


def _is_automatic(message: "Message[Any, Any]", sender: str, subject: str) -> bool:
    """Whether a machine wrote it: by its headers (RFC 3834), its sender, or a subject as such answers have."""
    told = rules()
    submitted = str(message.get("Auto-Submitted", "no")).split(";")[0].strip().lower()
    if submitted not in told.not_automatic or any(message.get(name) is not None for name in told.automatic_headers):
        return True
    if str(message.get("Precedence", "")).strip().lower() in told.precedence:
        return True
    if sender.partition("@")[0] in told.servers:
        return True
    plain = fold(subject)
    return plain.startswith(told.begins) or any(f" {words} " in f" {plain} " for words in told.holds)


def _doubt(message: "Message[Any, Any]") -> str:
    """Why it may not be from whom it says, by the results of the server that took it in: those that stand on top."""
    results: dict[str, str] = {}
    top = message.get("Authentication-Results")
    for kind, result in _RESULT.findall(str(top)[:5_000]) if top is not None else ():
        results.setdefault(kind.lower(), result.lower())
    fails = rules().fails
    if results.get("dmarc", "") in fails:
        return _("its server says that it was not sent by whom it says (DMARC)")
    passed = "pass" in {results.get("dmarc"), results.get("dkim")}
    if not passed and results.get("spf", "") in fails:
        return _("its server says that it was not sent by whom it says (SPF)")
    if not passed and results.get("dkim", "") in fails and results.get("spf") != "pass":
        return _("its server says that its signature is not right (DKIM)")
    return ""


def _is_strange(message: "Message[Any, Any]", sender: str) -> bool:
    """Whether answers go to another domain than it says to be from, or the server had it from another one."""
    domain = sender.rpartition("@")[2]
    behind = [*_addresses(message, "Reply-To"), *_addresses(message, "Return-Path")]
    return any(not _same_domain(domain, address.rpartition("@")[2]) for _name, address in behind)


def _same_domain(one: str, other: str) -> bool:
    return one == other or one.endswith(f".{other}") or other.endswith(f".{one}")


# Reports that a mail did not arrive (RFC 3464)


def _report(message: "Message[Any, Any]") -> tuple[tuple[Failed, ...], str]:
    """The addresses at which a mail did not arrive, and the id of that mail."""
    if message.get_content_type() != "multipart/report":
        named = [clean(one, 320).lower() for one in str(message.get("X-Failed-Recipients", ""))[:2_000].split(",")]
        return tuple(Failed(one.strip(), "", for_good=True) for one in named if "@" in one), ""
    if str(message.get_param("report-type", "")).lower() != "delivery-status":
        return (), ""
    failed: list[Failed] = []
    original = ""
    for part in _parts(message):
        kind = part.get_content_type()
        if kind == "message/delivery-status":
            failed += [one for block in _blocks(part) if (one := _failed(block)) is not None]
        elif kind in {"message/rfc822", "text/rfc822-headers"} and not original:
            original = _original_id(part)
    return tuple(failed[:50]), original


def _blocks(part: "Message[Any, Any]") -> "list[Message[Any, Any]]":
    payload = part.get_payload()
    return [block for block in payload if isinstance(block, Message)] if isinstance(payload, list) else []


def _failed(block: "Message[Any, Any]") -> Failed | None:
    action = str(block.get("Action", "")).strip().lower()
    address = clean(str(block.get("Final-Recipient", "")).rpartition(";")[2], 320).lower()
    status = str(block.get("Status", "")).strip()
    if action != "failed" or "@" not in address:
        return None
    why = clean(str(block.get("Diagnostic-Code", "")).partition(";")[2] or status, 200)
    return Failed(address.strip("<>"), why, for_good=not status.startswith("4"))


def _original_id(part: "Message[Any, Any]") -> str:
    payload = part.get_payload()
    inner = payload[0] if isinstance(payload, list) and payload else None
    if isinstance(inner, Message):
        return next(iter(_ids(inner, "Message-ID")), "")
    found = re.search(r"(?im)^message-id:\s*(<[^<>\s]{1,250}>)", str(payload)[:50_000])
    return found[1] if found else ""


def _parts(message: "Message[Any, Any]", depth: int = 0) -> "Iterator[Message[Any, Any]]":
    """The message and its parts, not those of mails inside it, nor deeper than anybody nests."""
    yield message
    if depth < 10 and message.get_content_maintype() == "multipart" and message.is_multipart():
        payload = message.get_payload()
        for part in payload[:100] if isinstance(payload, list) else ():
            if isinstance(part, Message):
                yield from _parts(part, depth + 1)


# The words


def text_of(message: "Message[Any, Any]") -> str:
    """The plain words of a mail, from its text or else its HTML."""
    texts = [part for part in _parts(message) if part.get_content_maintype() == "text" and not part.get_filename()]
    plain = next((part for part in texts if part.get_content_type() == "text/plain"), None)
    page = next((part for part in texts if part.get_content_type() == "text/html"), None)
    if plain is not None:
        return _payload(plain)[:LONGEST_TEXT]
    if page is None:
        return ""
    return plain_of(_payload(page)[: LONGEST_TEXT * 10])[:LONGEST_TEXT]


def _payload(part: "Message[Any, Any]") -> str:
    content = part.get_payload(decode=True)
    if not isinstance(content, bytes):
        return ""
    try:
        return content.decode(str(part.get_content_charset() or "utf-8"), errors="replace")
    except LookupError:
        return content.decode("utf-8", errors="replace")
