"""When two are one person without asking."""

from crm.identity.levels import Email, Given, Pattern, Same, School, Surname

BY_ADDRESS = 0.95
"""Probability from which a profile or e-mail address of their own makes two people one."""

BY_NAME = 0.995
"""Probability from which the whole name at one school does: below it a second bearer is to be expected there."""

SURE = 0.998
"""Probability from which whatever else agrees does. Of invented contacts 2 in 1,000 of such pairs are two people."""

_AGAINST = {Given.OTHER, Given.OTHER_SAME_LETTER, Given.OTHER_INITIALS}
_TELLING = {Given.SAME, Given.KIN, Given.TYPO, Given.INITIALS}
"""First names that tell twins and couples apart: one letter does not."""


def is_certain(pattern: Pattern, score: float) -> bool:
    """Whether two who agree so, and are one with this probability, are taken for one person at once."""
    surname, given, school, email, _phone, _unit, _role, profile, _ = pattern
    if given in _AGAINST or surname in {Surname.OTHER, Surname.OTHER_PREFIX}:
        return False
    if profile == Same.OTHER or email == Email.OTHER:
        return False
    if profile == Same.SAME or email in {Email.OWN, Email.SAME}:
        return score >= BY_ADDRESS
    if given == Given.SAME and surname == Surname.SAME and school == School.SAME:
        return score >= BY_NAME
    return given in _TELLING and score >= SURE
