"""When two are one person without asking."""

from crm.identity.levels import Email, Given, Pattern, Same, School, Surname

LEAST = 0.99
"""Probability below which no rule makes two people one without asking."""

SURE = 0.998
"""Probability from which two are one without asking, whichever way they agree."""

_FULL = {Given.SAME}
_AGAINST = {Given.OTHER, Given.OTHER_SAME_LETTER, Given.OTHER_INITIALS}


def is_certain(pattern: Pattern, score: float) -> bool:
    """Whether two who agree so, and are one with this probability, are taken for one person at once."""
    surname, given, school, email, _phone, _unit, _role, profile, _ = pattern
    if given in _AGAINST or surname is Surname.OTHER or profile is Same.OTHER or email is Email.OTHER:
        return False
    if score >= SURE:
        return True
    by_address = profile is Same.SAME or email in {Email.OWN, Email.SAME}
    by_name = given in _FULL and surname is Surname.SAME and school is School.SAME
    return score >= LEAST and (by_address or by_name)
