"""By what two mentions of a company are one: trade register number, own web address, name with municipality."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from typing import Any

from crm.errors import UsageError
from crm.language import _
from crm.resources import data_path
from crm.text import clean, fold

NUMBER_DIGITS = 8
"""Digits of a number in the Dutch trade register (Handelsregisterwet 2007: the KvK-nummer)."""

_NOT_DIGITS = re.compile(r"\D+")
_HOST = re.compile(
    r"^(?:https?://)?([a-z0-9\u00a1-\uffff-]+(?:\.[a-z0-9\u00a1-\uffff-]+)+)(?::\d{1,5})?(?:[/?#].*)?$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Told:
    """What is told of a company, in the forms in which it is compared; "" where nothing is."""

    key: str
    """Its name, folded, without legal forms."""
    municipality: str = ""
    register_number: str = ""
    domain: str = ""


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(data_path("identity/companies.toml").read_text(encoding="utf-8"))


def name_key(name: str) -> str:
    """A company's name as names are compared: folded, without legal form and article."""
    folded = key = fold(name)
    changed = True
    while changed:
        changed = False
        for form in _data()["legal"]:
            if key.endswith(f" {form}"):
                key, changed = key[: -len(form) - 1], True
        for word in _data()["before"]:
            if key.startswith(f"{word} "):
                key, changed = key[len(word) + 1 :], True
    return key or folded


def register_number(text: str | None) -> str | None:
    """The trade register number in "KvK 12.34.56.78". None for nothing; raises UsageError for what is none."""
    if text is None or not text.strip():
        return None
    digits = _NOT_DIGITS.sub("", text)
    if len(digits) != NUMBER_DIGITS:
        raise UsageError(
            _("A trade register number has 8 digits, not {given}.").format(given=clean(text, 40)) + " (--register)"
        )
    return digits


def web_address(text: str | None) -> str | None:
    """The web address in a text, with its scheme. None for nothing; raises UsageError for what is none."""
    if text is None or not text.strip():
        return None
    plain = clean(text, 200)
    if _HOST.match(plain) is None:
        raise UsageError(_("{given} is no web address.").format(given=plain) + " (--website)")
    return plain if plain.lower().startswith(("http://", "https://")) else f"https://{plain}"


def own_domain(address: str | None) -> str | None:
    """The registrable domain of a web or mail address, where it is one company's own; None where many share it."""
    from crm.identity.mailboxes import is_private

    if not address:
        return None
    if "@" in address:
        host = address.rpartition("@")[2].lower()
        if is_private(address.lower()):
            return None
    else:
        found = _HOST.match(address)
        host = found[1].lower() if found is not None else ""
    shared = _data()["shared_hosts"]
    if not host or any(host == one or host.endswith(f".{one}") for one in shared):
        return None
    domain = _suffixes().privatesuffix(host)
    return str(domain) if domain else None


@cache
def _suffixes() -> Any:  # noqa: ANN401 - a list of the public suffixes, whose package has no types
    from publicsuffixlist import PublicSuffixList

    return PublicSuffixList()
