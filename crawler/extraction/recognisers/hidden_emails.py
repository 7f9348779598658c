"""E-mail addresses hidden from robots: Cloudflare, Pure, TYPO3 and Neos, rot13, reversal, scripts, split attributes.

Every decoder gives a valid address or None: a wrong key yields no address rather than a strange one.
"""

import base64
import binascii
import codecs
import html
import re
from collections.abc import Mapping
from urllib.parse import unquote

from crawler.extraction.recognisers.addresses import LONGEST_ADDRESS, is_placeholder, valid_email
from crawler.extraction.recognisers.emails import find_emails, from_mailto, mailto_recipients

LONGEST_SCRIPT = 20_000
"""Characters of a script that are looked at; scripts that write an address are short."""

_CLOUDFLARE = re.compile(r"(?:^|#|cfemail=[\"']?)([0-9a-fA-F]{6,600})(?:$|[\"'&])")
_UNCRYPT = re.compile(
    r"UnCryptMailto\(\s*(?:%27|&#39;|['\"])(.{5,600}?)(?:%27|&#39;|['\"])\s*(?:,\s*(-?\d{1,3}))?\s*\)", re.IGNORECASE
)
_WRITES = re.compile(r"write|innerHTML|mailto|href|UnCrypt|fromCharCode|email|mail", re.IGNORECASE)
_MAYBE = re.compile(
    r"@(?!context|type|id\b|graph|media|import|charset|font-face|keyframes|supports)|fromCharCode|UnCrypt|unescape|decodeURI|atob|&#|\\x40|\\u0040|%40"
)
_LITERAL = r"'(?:[^'\\\n]|\\.){0,2000}'|\"(?:[^\"\\\n]|\\.){0,2000}\""
_SUM = re.compile(
    rf"(?:(?:{_LITERAL})|[A-Za-z_$][\w$]{{0,40}})(?:\s*\+\s*(?:(?:{_LITERAL})|[A-Za-z_$][\w$]{{0,40}})){{0,60}}"
)
_TERM = re.compile(rf"{_LITERAL}|[A-Za-z_$][\w$]*")
_ASSIGNED = re.compile(rf"([A-Za-z_$][\w$]{{0,40}})\s*(\+?)=\s*({_SUM.pattern})")
_CODES = re.compile(
    r"fromCharCode\(\s*((?:0x[0-9a-fA-F]{2}|\d{2,3})(?:\s*,\s*(?:0x[0-9a-fA-F]{2}|\d{2,3})){0,600})\s*\)"
)
_SHIFTED = re.compile(r"fromCharCode\([^()]{0,60}?([-+^])\s*(\d{1,3})\s*\)")
_ARRAY = re.compile(r"\[\s*((?:0x[0-9a-fA-F]{2}|\d{2,3})(?:\s*,\s*(?:0x[0-9a-fA-F]{2}|\d{2,3})){5,600})\s*\]")
_ESCAPED = re.compile(r"(?:unescape|decodeURI(?:Component)?)\(\s*['\"]([^'\"]{5,4000})['\"]")
_BASE64 = re.compile(r"atob\(\s*['\"]([A-Za-z0-9+/=]{8,4000})['\"]")
_ESCAPE = re.compile(r"\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|(.))")

_TYPO3_RANGES = ((0x2B, 0x3A), (0x40, 0x5A), (0x61, 0x7A))
"""The runs of characters that TYPO3's `linkTo_UnCryptMailto` turns within: "+" to ":", "@" to "Z", "a" to "z"."""


def _accepted(text: str) -> str | None:
    text = text.strip()
    if text.lower().startswith("mailto:"):
        return from_mailto(text)
    return text if valid_email(text) and not is_placeholder(text) else None


def decode_cloudflare(hidden: str) -> str | None:
    """The address in Cloudflare's `data-cfemail` (hexadecimal; its first byte is the XOR key of the rest).

    Takes the bare hexadecimal or a link ending in `/email-protection#…`.
    """
    match = _CLOUDFLARE.search(hidden[-700:].strip())
    if match is None or len(match[1]) % 2:
        return None
    octets = bytes.fromhex(match[1])
    shown = bytes(octet ^ octets[0] for octet in octets[1:]).decode("utf-8", "replace")
    return _accepted(shown.partition("?")[0])


def decode_pure(hidden: str) -> str | None:
    """The address in base64, with or without `mailto:` (Pure's `data-md5`; other systems' `data-email`)."""
    hidden = hidden.strip()
    if not 8 <= len(hidden) <= 4 * LONGEST_ADDRESS:
        return None
    try:
        shown = base64.b64decode(hidden + "=" * (-len(hidden) % 4), validate=True).decode("utf-8")
    except (binascii.Error, UnicodeDecodeError, ValueError):
        return None
    return _accepted(shown)


def _turned(text: str, offset: int) -> str:
    turned = []
    for character in text:
        code = ord(character)
        for first, last in _TYPO3_RANGES:
            if first <= code <= last:
                code = first + (code - first + offset) % (last - first + 1)
                break
        turned.append(chr(code))
    return "".join(turned)


def uncrypt_mailto(hidden: str, offset: int | None = None) -> str | None:
    """The address in the argument of TYPO3's and Neos' `linkTo_UnCryptMailto('…', -2)`, or in the whole call.

    Where the page does not give the `offset`, all are tried, and only one that yields `mailto:` is believed.
    """
    hidden = hidden[:2_000]
    if call := _UNCRYPT.search(hidden):
        hidden = call[1]
        offset = int(call[2]) if call[2] else offset
    hidden = unquote(html.unescape(hidden))
    offsets = [offset, -offset] if offset else [step for size in range(1, 26) for step in (-size, size)]
    for each in offsets:
        for shown in (_turned(hidden, each), "".join(chr((ord(character) + each) % 0x10000) for character in hidden)):
            if shown.lower().startswith("mailto:") or (offset and "@" in shown):
                address = _accepted(shown)
                if address:
                    return address
    return None


def from_rot13(hidden: str) -> str | None:
    """The address that rot13 makes of `hidden`, where that is written with letters turned ("wna@fpubby.ay")."""
    return _accepted(codecs.decode(hidden[: LONGEST_ADDRESS + 20], "rot13"))


def addresses_of_link(href: str) -> list[str]:
    """The addresses a link writes to, hidden or not; of `mailto:` with its letters turned the one that was meant."""
    if "email-protection" in href:
        found = decode_cloudflare(href)
    elif "ailto:" in href[:20].lower():
        mailto = href[href.lower().index("ailto:") - 1 :]
        found = None if mailto_recipients(mailto) else from_rot13(mailto[7:])
        return [found] if found else mailto_recipients(mailto)
    else:
        found = uncrypt_mailto(href)
    return [found] if found else []


def from_reversed(hidden: str) -> str | None:
    """The address in a text that the page shows from right to left (`direction: rtl; unicode-bidi: bidi-override`)."""
    return _accepted(hidden[: LONGEST_ADDRESS + 20].strip()[::-1])


def emails_in_script(code: str) -> list[str]:
    """The addresses that a script writes: joined strings and variables, character codes, escapes, TYPO3's call.

    Nothing is run. Scripts without a sign of writing an address or a link give none.
    """
    code = code[:LONGEST_SCRIPT]
    if not (_MAYBE.search(code) and _WRITES.search(code)):
        return []
    found: list[str] = []
    for call in _UNCRYPT.finditer(code):
        found += filter(None, [uncrypt_mailto(call.group())])
    shown = [*_joined_strings(code), *_from_codes(code)]
    shown += [unquote(match[1].replace("%u00", "%")) for match in _ESCAPED.finditer(code)]
    found += filter(None, (decode_pure(match[1]) for match in _BASE64.finditer(code)))
    for text in shown:
        plain_text = re.sub(
            r"<[^<>]{0,300}>", lambda tag: " " + tag.group().replace('"', " ") + " ", html.unescape(text)
        )
        found += find_emails(re.sub(r"(?i)mailto:", " ", unquote(plain_text)))
    return list(dict.fromkeys(found))


def _joined_strings(code: str) -> list[str]:
    known: dict[str, str] = {}
    for name, plus, written in _ASSIGNED.findall(code):
        value = _value(written, known)
        if value is not None:
            known[name] = known.get(name, "") + value if plus else value
    sums = (
        _value(match.group(), known) for match in _SUM.finditer(code) if "+" in match.group() or "@" in match.group()
    )
    return [value for value in [*known.values(), *sums] if value and ("@" in value or "&#" in value or "%40" in value)]


def _value(written: str, known: Mapping[str, str]) -> str | None:
    """The string that a sum of literals and known variables makes; None where it holds an unknown variable."""
    value = ""
    for term in _TERM.findall(written):
        if term[0] in "'\"":
            value += _ESCAPE.sub(_unescaped, term[1:-1])
        elif term in known:
            value += known[term]
        else:
            return None
        if len(value) > LONGEST_SCRIPT:
            return None
    return value


def _unescaped(match: re.Match[str]) -> str:
    code = match[1] or match[2]
    return chr(int(code, 16)) if code else match[3]


def _from_codes(code: str) -> list[str]:
    shown = [_characters(match[1], 0) for match in _CODES.finditer(code)]
    if shift := _SHIFTED.search(code):
        size = int(shift[2])
        for match in _ARRAY.finditer(code):
            if shift[1] == "^":
                shown.append("".join(chr(number ^ size) for number in _numbers(match[1])))
            else:
                shown.append(_characters(match[1], size if shift[1] == "+" else -size))
    return shown


def _numbers(written: str) -> list[int]:
    return [int(number.strip(), 0 if "x" in number else 10) for number in written.split(",")]


def _characters(written: str, shift: int) -> str:
    return "".join(chr(number + shift) for number in _numbers(written) if 0 < number + shift < 0x110000)


_USER_KEYS = (
    "user",
    "username",
    "name",
    "local",
    "localpart",
    "naam",
    "account",
    "mailbox",
    "u",
    "first",
    "part1",
    "before",
    "prefix",
)
_DOMAIN_KEYS = ("domain", "host", "domein", "server", "d", "h", "part2", "after", "at")
_TOP_KEYS = ("tld", "top", "ext", "extension", "part3")
_WHOLE_KEYS = (
    "email",
    "mail",
    "e-mail",
    "emailaddress",
    "mailto",
    "address",
    "contact",
    "href",
    "enc",
    "encoded",
    "rot13",
    "rot",
    "cipher",
    "md5",
    "link",
)


def from_attributes(attributes: Mapping[str, str]) -> str | None:
    """The address in an element's attributes: `data-cfemail`, `data-user` with `data-domain`, hidden `data-email`.

    `attributes` are those of one element, names in lower case. Plain `href` links are read by `from_mailto`.
    """
    data = {name[5:]: value for name, value in attributes.items() if name.startswith("data-") and value}
    if "cfemail" in data:
        return decode_cloudflare(data["cfemail"])
    user = next((data[key] for key in _keys(data, _USER_KEYS)), None)
    domain = next((data[key] for key in _keys(data, _DOMAIN_KEYS)), None)
    top = next((data[key] for key in _keys(data, _TOP_KEYS)), "")
    if user and domain:
        domain = f"{domain.strip(' @.')}.{top.strip(' .')}" if top else domain.strip(" @.")
        for local, host in ((user, domain), (user[::-1], domain[::-1])):
            if address := _accepted(f"{local.strip(' @')}@{host}"):
                return address
    for key in _keys(data, _WHOLE_KEYS):
        if address := _from_value(data[key]):
            return address
    return None


def _keys(data: Mapping[str, str], names: tuple[str, ...]) -> list[str]:
    exact = [name for name in names if name in data]
    return exact + [
        key for name in names if len(name) > 2 for key in data if key not in exact and key.endswith("-" + name)
    ]


def _from_value(value: str) -> str | None:
    value = value.strip()[: 4 * LONGEST_ADDRESS]
    plainly = _accepted(value) or next(iter(find_emails(value)), None)
    if plainly and plainly.rpartition(".")[2].lower() not in {"ay", "qr", "or"}:
        return plainly
    return from_rot13(value) or decode_pure(value) or from_reversed(value) or plainly
