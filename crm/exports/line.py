"""What is said of people in a contact list, before a format says it its own way."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
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
        return noted(self.courses, (self.checked_on or "?") if self.old else None)

    @property
    def last_name(self) -> str:
        """Prefix and surname together, for a target that has no place for a prefix."""
        return last_names([self.prefix], [self.surname])[0]


def noted(courses: Sequence[str], last: str | None) -> str:
    """What an address book's free field says: the courses, and of an old address the day on which it was last seen."""
    taught = ", ".join(courses)
    if last is None:
        return taught
    return "; ".join([*([taught] if taught else []), _("address last seen {day}").format(day=last)])


def last_names(prefixes: Iterable[str], surnames: Iterable[str]) -> list[str]:
    """Each prefix together with its surname."""
    return [
        surname if not prefix else f"{prefix}{surname}" if prefix[-1] == "'" else f"{prefix} {surname}"
        for prefix, surname in zip(prefixes, surnames, strict=True)
    ]


@dataclass(frozen=True, slots=True)
class Lines:
    """People of a contact list column by column: every field of `ExportLine`, each as long as the others.

    What is asked of a thousand people is asked of a column at once, at a fraction of what it costs for each of them.
    """

    id: Sequence[int]
    name: Sequence[str]
    titles: Sequence[str]
    given: Sequence[str]
    prefix: Sequence[str]
    surname: Sequence[str]
    sort: Sequence[str]
    email: Sequence[str]
    phone: Sequence[str]
    url: Sequence[str]
    profile: Sequence[str]
    organisation: Sequence[str]
    unit: Sequence[str]
    position: Sequence[str]
    roles: Sequence[tuple[str, ...]]
    courses: Sequence[tuple[str, ...]]
    stage: Sequence[str]
    basis: Sequence[str]
    language: Sequence[str]
    form: Sequence[str]
    salutation: Sequence[str]
    page: Sequence[str]
    checked_on: Sequence[str]
    old: Sequence[bool]

    @classmethod
    def of(cls, people: Iterable[ExportLine]) -> "Lines":
        """The columns of `people`."""
        rows = list(people)
        return cls(*(zip(*rows, strict=True) if rows else ((),) * len(ExportLine._fields)))

    def __iter__(self) -> Iterator[ExportLine]:
        """The people one by one."""
        columns = (getattr(self, field) for field in ExportLine._fields)
        return map(ExportLine._make, zip(*columns, strict=True))

    def __len__(self) -> int:
        """How many people."""
        return len(self.id)
