"""Bearers made ready to be compared with thousands of others: every form of the name taken apart once."""

from collections.abc import Iterable
from dataclasses import dataclass

from crm.identity.bearers import Bearer
from crm.identity.mailboxes import is_function, letters_before, split
from crm.identity.traits import NameTraits, traits_of
from crm.names.vocabulary import is_given


@dataclass(frozen=True, slots=True)
class Subject:
    """A bearer with the forms of their name, filled in by what their own e-mail addresses say of it."""

    bearer: Bearer
    forms: tuple[NameTraits, ...]
    mailbox: tuple[str, str] | None = None
    """What stands before and after the @ of the only address, where it is their own and bears their name."""


def subjects(bearers: Iterable[Bearer]) -> list[Subject]:
    """The bearers that have a name, ready."""
    return [subject(bearer) for bearer in bearers if bearer.names]


def subject(bearer: Bearer) -> Subject:
    """The bearer, ready."""
    emails = bearer.emails
    if len(bearer.names) == 1 and len(emails) < 2:
        form = traits_of(bearer.names[0])
        if not emails:
            return Subject(bearer, (form,))
        (email,) = emails
        if is_function(email):
            return Subject(bearer, (form,))
        form = _filled(form, email)
        return Subject(bearer, (form,), split(email) if bears_name(email, form) else None)
    forms = [traits_of(name) for name in bearer.names]
    for email in sorted(emails):
        if not is_function(email):
            forms = [_filled(form, email) for form in forms]
    return Subject(bearer, tuple(dict.fromkeys(forms)))


def _filled(form: NameTraits, email: str) -> NameTraits:
    """The form with the call name or the initials that the address adds, where they do not contradict it.

    "j.m.devries@…" says of Jan de Vries that his initials are J.M., "wietske.oudejans@…" of W. Oudejans what W. is.
    """
    if (form.call and form.initials) or len(form.surname) < 3:
        return form
    given = given_in(letters_before(email), form)
    if not given:
        return form
    if len(given) > 2 and (is_given(given) or len(given) > 5):
        fits = not form.call and (not form.initials or form.initials[0][0] == given[0])
        if not fits:
            return form
        return NameTraits(
            form.surname,
            form.parts,
            form.prefix,
            given,
            given,
            form.nicknames,
            form.initials,
            form.letters | {given[0]},
            form.tokens,
        )
    if form.initials or len(given) > 4 or (form.call and given[0] not in form.letters):
        return form
    letters = form.letters if given[0] in form.letters else form.letters | {given[0]}
    return NameTraits(
        form.surname,
        form.parts,
        form.prefix,
        form.call,
        form.calls,
        form.nicknames,
        tuple(given),
        letters,
        form.tokens,
    )


def bears_name(address: str, name: NameTraits) -> bool:
    """Whether what stands before the @ holds the surname, or the call name."""
    local = letters_before(address)
    if name.surname in local and len(name.surname) > 1:
        return True
    if len(name.parts) > 1 and any(len(part) > 1 and part in local for part in name.parts):
        return True
    return len(name.call) > 2 and name.call in local


def given_in(joined: str, form: NameTraits) -> str:
    """What the letters of an address hold besides the surname: first name or initials; "" where that is not in it."""
    for family in (form.prefix + form.surname, form.surname):
        if joined.endswith(family):
            rest = joined[: -len(family)]
            return rest.removesuffix(form.prefix) if form.prefix else rest
        if joined.startswith(family):
            return joined[len(family) :]
    return ""
