"""What is said of one person in a contact list, before a format says it its own way."""

from typing import NamedTuple

from crm.language import _


class ExportLine(NamedTuple):
    """One person as every format gets them. Texts are one line each, without control characters; "" is unknown.

    A tuple of plain texts, since a hundred thousand of them are made in a second: members of an enum hash in Python.
    """

    id: int
    name: str
    titles: str
    given: str
    """Call name, or the initials of whoever goes by them."""
    prefix: str
    surname: str
    sort: str
    """As a sorted list gives it: "Berg, J.M. van der"."""
    email: str
    phone: str
    url: str
    profile: str
    organisation: str
    """School, company or partner."""
    unit: str
    position: str
    """What they are there, in the language in which they are written to."""
    roles: tuple[str, ...]
    """Values of `RoleKind`, lowest rung first."""
    courses: tuple[str, ...]
    stage: str
    """A value of `Stage`."""
    basis: str
    """A value of `Basis`."""
    language: str
    """ISO 639-1."""
    form: str
    """A value of `Formality`."""
    salutation: str
    """How a message begins, without the comma. Never "heer" or "mevrouw": gender is not inferred."""
    page: str
    """Where the e-mail address was published, or "by hand"."""
    checked_on: str
    """Day on which that was last seen to stand there (ISO 8601)."""
    old: bool
    """Nobody saw it there in the last `OLD_AFTER` days, or nobody ever noted that."""

    @property
    def note(self) -> str:
        """What an address book's free field says: the courses, and that the address is old."""
        if not self.old:
            return ", ".join(self.courses)
        last = self.checked_on or "?"
        return "; ".join(
            [*([", ".join(self.courses)] if self.courses else []), _("address last seen {day}").format(day=last)]
        )

    @property
    def last_name(self) -> str:
        """Prefix and surname together, for a target that has no place for a prefix."""
        if not self.prefix:
            return self.surname
        return f"{self.prefix}{'' if self.prefix.endswith(chr(39)) else ' '}{self.surname}"
