"""Bearers made ready to be compared with thousands of others: every form of the name taken apart once."""

import re
from collections.abc import Iterable
from typing import NamedTuple

from crm.identity.bearers import Bearer
from crm.identity.mailboxes import is_private, letters_of, names_function, split
from crm.identity.told import told
from crm.identity.traits import NameTraits, traits_of

_NUMBERED = re.compile(r"[a-z][2-9]$")


class Subject(NamedTuple):
    """A bearer with the forms of their name, filled in by what their own e-mail addresses say of it."""

    bearer: Bearer
    forms: tuple[NameTraits, ...]
    is_in_address: bool = False
    """Whether the only address is their own and bears their name."""
    is_numbered: bool = False
    """Whether an office numbered their address ("j.smit2@…"), which it does for the namesake of a colleague."""


def subjects(bearers: Iterable[Bearer]) -> list[Subject]:
    """The bearers that have a name, ready."""
    return [subject(bearer) for bearer in bearers if bearer.names]


def subject(bearer: Bearer) -> Subject:
    """The bearer, ready."""
    names, emails = bearer.names, bearer.emails
    if len(names) == 1:
        forms = told(bearer, traits_of(names[0]))
    else:
        forms = tuple(dict.fromkeys([form for name in names for form in told(bearer, traits_of(name))]))
    if len(emails) == 1:
        (email,) = emails
        local = split(email)[0]
        if not names_function(local) and _bears(local, forms[0]):
            is_numbered = _NUMBERED.search(local) is not None and not is_private(email)
            return Subject(bearer, forms, is_in_address=True, is_numbered=is_numbered)
    return Subject(bearer, forms)


def bears_name(address: str, name: NameTraits) -> bool:
    """Whether what stands before the @ holds the surname, or the call name."""
    return _bears(split(address)[0], name)


def _bears(local: str, name: NameTraits) -> bool:
    letters = letters_of(local)
    if name.surname in letters and len(name.surname) > 1:
        return True
    if len(name.parts) > 1 and any(len(part) > 1 and part in letters for part in name.parts):
        return True
    return len(name.call) > 2 and name.call in letters
