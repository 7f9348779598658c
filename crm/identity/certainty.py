"""When two are one person without asking."""

from crm.identity.levels import AGAINST, Email, Given, Pattern, Phone, Same, School, Surname

BY_ADDRESS = 0.9
"""Probability from which a profile or e-mail address of their own makes two people one."""

BY_NAME, BY_NAME_APART = 0.985, 0.995
"""Probabilities from which the whole name at one school does: below them a second bearer is to be expected there.

The second holds where they differ in unit, function or telephone. Measured on invented contacts (seven lists of three
kinds, 10,000 each): one in 1,000 so joined are two people, where from 0.98 on it is up to one in 250.
"""

SURE = 0.98
"""Probability from which whatever else agrees does: of invented contacts one in 1,000 so joined are two people."""

_TELLING = {Given.SAME, Given.INITIALS}
"""First names that tell twins and couples apart: not a letter alone, which a brother or sister fits too.

Nor those that are near and not the same ("Ann" and "Annick", "Wiebe" and "Wieke"): telephone, unit, function and what
stands before the @ ("h.smit") are what twins and couples share, so that an address of their own must bind the two.
"""

_BOUND = {Email.MAILBOX, Email.SHARED}
"""Addresses that bind two besides their names.

Without one, or one number, they must have unit or function in common at one school: names short of the whole ("J.M.")
are at times two people's there, of invented contacts one in sixty.
"""

_NOTHING_BESIDE = (Email.MISSING, Phone.MISSING, Same.MISSING, Same.MISSING)
"""A name alone, which is asked about: of invented contacts so alike one in 100 to one in 20 is two people."""

_SLIPS = {Surname.TYPO, Surname.SWAPPED}
"""Surnames that are one only with such an address or number: another surname is often a letter away."""


def is_certain(pattern: Pattern, score: float) -> bool:
    """Whether two who agree so, and are one with this probability, are taken for one person at once."""
    surname, given, school, email, phone, unit, role, profile = pattern[:8]
    if given in AGAINST or surname in {Surname.OTHER, Surname.OTHER_PREFIX}:
        return False
    if profile == Same.OTHER or email == Email.OTHER:
        return False
    if profile == Same.SAME or email in {Email.OWN, Email.SAME}:
        return score >= BY_ADDRESS
    if given == Given.SAME and surname == Surname.SAME and school == School.SAME:
        differ = Same.OTHER in {unit, role} or phone == Phone.OTHER
        alone = (email, phone, unit, role) == _NOTHING_BESIDE
        return not alone and score >= (BY_NAME_APART if differ else BY_NAME)
    if given not in _TELLING or (surname == Surname.HALF and email == Email.SHARED):
        return False
    line = phone == Phone.LINE and school == School.SAME  # of two schools: of the house where both live
    bound = email in _BOUND or phone in {Phone.SAME, Phone.SHARED} or line
    beside = school == School.SAME and Same.SAME in {unit, role} and surname not in _SLIPS
    return (bound or beside) and score >= SURE
