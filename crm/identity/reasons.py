"""In what two people agree and differ, in words."""

from crm.identity.levels import Email, Given, Pattern, Phone, Same, School, Surname
from crm.language import _


def reasons(pattern: Pattern, *, school: str = "", role: str = "", unit: str = "") -> list[str]:
    """Why two are probably one person, the strongest first, and what speaks against it.

    `school`, `role` and `unit` are what they share, as shown; empty where they share none.
    """
    surname, given, at, email, phone, units, roles, profile = pattern[:8]
    said = [
        _profile(Same(profile)),
        _email(Email(email)),
        _name(Surname(surname), Given(given)),
        _place(School(at), Same(units), (Same(roles), role), school, unit),
        _phone(Phone(phone)),
    ]
    return [text for text in said if text]


def _profile(level: Same) -> str:
    if level is Same.SAME:
        return _("same profile address")
    return _("two profile addresses") if level is Same.OTHER else ""


def _email(level: Email) -> str:
    return {
        Email.OWN: _("same e-mail address"),
        Email.SAME: _("same e-mail address"),
        Email.SHARED: _("same e-mail address, but several people use it"),
        Email.MAILBOX: _("same name before the @"),
        Email.CLOSE: _("e-mail addresses all but the same"),
        Email.OTHER: _("two e-mail addresses at one school"),
    }.get(level, "")


def _phone(level: Phone) -> str:
    return {
        Phone.SAME: _("same phone number"),
        Phone.LINE: _("same phone number"),
        Phone.SHARED: _("same phone number, a switchboard"),
        Phone.CLOSE: _("phone numbers all but the same"),
        Phone.OTHER: _("two phone numbers"),
        Phone.OTHER_KIND: _("two phone numbers"),
    }.get(level, "")


def _name(surname: Surname, given: Given) -> str:
    family = {
        Surname.SAME: _("surname"),
        Surname.NO_PREFIX: _("surname, one without prefix"),
        Surname.OTHER_PREFIX: _("surname, with another prefix"),
        Surname.HALF: _("a half of the double surname"),
        Surname.TYPO: _("all but the same surname"),
        Surname.SWAPPED: _("surname, names the wrong way round"),
    }.get(surname)
    first = {
        Given.SAME: _("same first name"),
        Given.KIN: _("first name that goes with it"),
        Given.TYPO: _("all but the same first name"),
        Given.CALL_AND_INITIAL: _("initial that fits the first name"),
        Given.INITIALS: _("same initials"),
        Given.INITIAL: _("same initial"),
        Given.OTHER_INITIALS: _("same first name, other initials,"),
        Given.MISSING: "",
    }.get(given)
    if family is None:
        return _("another surname")
    if first is None:
        return _("{surname} the same, another first name").format(surname=family)
    return (
        _("{first} and {surname}").format(first=first, surname=family)
        if first
        else _("same {surname}").format(surname=family)
    )


def _place(at: School, units: Same, roles: tuple[Same, str], school: str, unit: str) -> str:
    if at is not School.SAME:
        return _("at different schools") if at is School.OTHER else ""
    where = school or _("the same school")
    if roles[0] in {Same.SAME, Same.COMMON} and roles[1]:
        return _("both {role} at {school}").format(role=roles[1], school=where)
    if units in {Same.SAME, Same.COMMON} and unit:
        return _("both in {unit} at {school}").format(unit=unit, school=where)
    if units is Same.OTHER:
        return _("both at {school}, in different units").format(school=where)
    return _("both at {school}").format(school=where)
