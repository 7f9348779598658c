"""Bearers made ready to be compared with thousands of others: every form of the name taken apart once."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from crm.identity.bearers import Bearer
from crm.identity.mailboxes import is_function, split
from crm.identity.traits import NameTraits, traits_of
from crm.names.vocabulary import is_given

_PIECES = re.compile(r"[._\-+\d]+")


@dataclass(frozen=True, slots=True)
class Subject:
    """A bearer with the forms of their name, filled in by what their own e-mail addresses say of it."""

    bearer: Bearer
    forms: tuple[NameTraits, ...]


def subjects(bearers: Iterable[Bearer]) -> list[Subject]:
    """The bearers that have a name, ready."""
    return [subject(bearer) for bearer in bearers if bearer.names]


def subject(bearer: Bearer) -> Subject:
    """The bearer, ready."""
    forms = [traits_of(name) for name in bearer.names]
    if bearer.emails:
        for email in sorted(bearer.emails):
            forms = [_filled(form, email) for form in forms]
    return Subject(bearer, tuple(dict.fromkeys(forms)))


def _filled(form: NameTraits, email: str) -> NameTraits:
    """The form with the call name or the initials that the address adds, where they do not contradict it.

    "j.m.devries@…" says of Jan de Vries that his initials are J.M., "wietske.oudejans@…" of W. Oudejans what W. is.
    """
    if (form.call and form.initials) or len(form.surname) < 3 or is_function(email):
        return form
    given = given_in(split(email)[0], form)
    if not given:
        return form
    if len(given) > 2 and (is_given(given) or len(given) > 5):
        fits = not form.call and (not form.initials or form.initials[0][0] == given[0])
        return replace(form, call=given, calls=given, letters=form.letters | {given[0]}) if fits else form
    if form.initials or len(given) > 4 or (form.call and given[0] not in form.letters):
        return form
    return replace(form, initials=tuple(given), letters=form.letters | {given[0]})


def given_in(local: str, form: NameTraits) -> str:
    """What an address holds besides the surname: first name or initials; "" when it does not hold the surname."""
    joined = _PIECES.sub("", local)
    for family in (form.prefix + form.surname, form.surname):
        if joined.endswith(family):
            rest = joined[: -len(family)]
            return rest.removesuffix(form.prefix) if form.prefix else rest
        if joined.startswith(family):
            return joined[len(family) :]
    return ""
