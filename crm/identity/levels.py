"""In what two bearers agree and differ, level by level: what the weights are given to and the reasons are made of."""

from enum import IntEnum


class Surname(IntEnum):
    """The surname."""

    SAME = 0
    OTHER_PREFIX = 1
    """The same behind another tussenvoegsel ("van Dijk", "van der Dijk")."""
    HALF = 2
    """One is a half of the other, a double surname."""
    TYPO = 3
    SWAPPED = 4
    """The one's call name is the other's surname and the other way round."""
    OTHER = 5
    NO_PREFIX = 6
    """The same, but one lacks the tussenvoegsel."""


class Given(IntEnum):
    """The first name or its initials."""

    SAME = 0
    KIN = 1
    """A nickname or the formal form of it."""
    TYPO = 2
    CALL_AND_INITIAL = 3
    INITIALS = 4
    """Two initials or more."""
    INITIAL = 5
    MISSING = 6
    OTHER = 7
    OTHER_SAME_LETTER = 8
    OTHER_INITIALS = 9
    """The same call name, but other initials."""


AGAINST = frozenset({Given.OTHER, Given.OTHER_SAME_LETTER, Given.OTHER_INITIALS})
"""First names that are two people's."""


class School(IntEnum):
    """The school."""

    SAME = 0
    OTHER = 1
    MISSING = 2


class Email(IntEnum):
    """The e-mail address."""

    MISSING = 0
    OWN = 1
    """The same, and it bears the name of both."""
    SHARED = 2
    """The same, but several people's or a function's: it proves nothing."""
    SAME = 3
    """The same, bearing no name."""
    MAILBOX = 4
    """The same before the @, elsewhere."""
    CLOSE = 5
    """At one domain, a slip or a point apart."""
    OTHER = 6
    """Two of their own at one domain."""
    ELSEWHERE = 7
    """Two at different domains."""


class Phone(IntEnum):
    """The telephone number."""

    MISSING = 0
    SAME = 1
    SHARED = 2
    """The same, but many people's: a switchboard."""
    CLOSE = 3
    OTHER = 4
    LINE = 5
    """The same, of a landline: a household's or a desk's as well as one person's."""
    OTHER_KIND = 6
    """A mobile and a landline: one person has both."""


class Same(IntEnum):
    """Unit, role, profile address."""

    MISSING = 0
    SAME = 1
    OTHER = 2
    CLOSE = 3
    """The words of the one are among those of the other."""
    COMMON = 4
    """The same, and that of many."""


Pattern = tuple[int, int, int, int, int, int, int, int, int, int, int]
"""Surname, given, school, e-mail, phone, unit, role, profile; twice the power of ten of how many namesakes are expected
where both are (`Frequencies.namesakes`); and, where unit and role are the same, twice the power of ten of the share of
people who have it (`Shares.rarity`), else 0."""
